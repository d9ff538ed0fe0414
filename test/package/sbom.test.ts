import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
}

/** The bill of materials, as `npm run sbom` writes it. */
function components(...options: string[]): readonly Component[] {
  const args = ['sbom', '--sbom-format=cyclonedx', ...options];
  const text = execFileSync('npm', args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const { bomFormat, components } = JSON.parse(text);
  expect(bomFormat).toBe('CycloneDX');
  return components;
}

test('who installs the package installs nothing else', () => {
  expect(components('--omit=dev')).toStrictEqual([]);
});

test('what it is built with is known by version and hash', () => {
  const all = components();
  expect(all.length).toBeGreaterThan(100);
  for (const { name, version, purl, hashes = [] } of all) {
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
