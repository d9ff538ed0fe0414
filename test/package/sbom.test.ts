import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
}

test('what it is built with is known by version and hash', () => {
  const args = ['sbom', '--sbom-format=cyclonedx'];
  const text = execFileSync('npm', args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const { bomFormat, components }: { bomFormat: string; components: readonly Component[] } =
    JSON.parse(text);
  expect(bomFormat).toBe('CycloneDX');
  expect(components.length).toBeGreaterThan(100);
  for (const { name, version, purl, hashes = [] } of components) {
    expect(purl).toContain(version);
    expect(
      hashes.map(({ alg }) => alg),
      name,
    ).toContain('SHA-512');
  }
});

test('what it is built with is pinned exactly', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const [name, version] of Object.entries(devDependencies)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  }
});
