/** The packed package, as those who install it get it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, inject, test } from 'vitest';
import jsr from '../../jsr.json' with { type: 'json' };
import { EXAMPLES } from '../../src/vendors/examples.ts';

const folder = inject('project');
const library = `${folder}/node_modules/chat-token/`;
const command = `${folder}/node_modules/.bin/chat-token`;
const packedFiles = inject('packedFiles');

/** Returns the file with the commands. `main.js` only checks the version of Node.js. */
function commandFile(): string {
  return library + packedFiles.find((path) => path.startsWith('dist/cli/run-'));
}

describe('files', () => {
  test('these, and no others', () => {
    // Chunks carry a hash of what is in them, and are as many as the bundler likes.
    const names = packedFiles.map((path) =>
      path.replace(/^(dist\/(?:cjs\/|cli\/)?)[a-z]+-[\w-]{8}\./, '$1*.'),
    );
    const entries = Object.keys(jsr.exports).map((path) => path.slice(2) || 'index');
    expect([...new Set(names)].sort()).toStrictEqual(
      [
        ...['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'package.json'],
        ...['dist/*.js', 'dist/*.d.ts', 'dist/cjs/*.d.cts', 'dist/cjs/bundle.cjs'],
        ...['dist/cli/main.js', 'dist/cli/*.js'],
        ...entries.flatMap((entry) => [
          `dist/${entry}.js`,
          `dist/${entry}.d.ts`,
          `dist/cjs/${entry}.cjs`,
          `dist/cjs/${entry}.d.cts`,
        ]),
      ].sort(),
    );
  });

  test('no install script, and jose as the only dependency', () => {
    const { scripts, ...rest } = JSON.parse(readFileSync(`${library}package.json`, 'utf8'));
    expect(rest.dependencies).toStrictEqual({ jose: expect.stringMatching(/^\^6\.\d+\.\d+$/) });
    expect([rest.peerDependencies, rest.optionalDependencies]).toStrictEqual([
      undefined,
      undefined,
    ]);
    expect(Object.keys(scripts).filter((name) => /install|prepare/.test(name))).toStrictEqual([]);
    expect(
      readdirSync(`${folder}/node_modules`).filter((name) => !name.startsWith('.')),
    ).toStrictEqual(['chat-token', 'jose']);
  });

  test('the CommonJS bundle contains jose with its licence, the ES modules import it', () => {
    const bundle = readFileSync(`${library}dist/cjs/bundle.cjs`, 'utf8');
    const licence = readFileSync(`${folder}/node_modules/jose/LICENSE.md`, 'utf8').trim();
    expect(bundle).toContain(licence);
    expect(bundle).toContain('ERR_JWS_SIGNATURE_VERIFICATION_FAILED');
    const imports = packedFiles
      .filter((path) => /^dist\/(?!cjs\/).*\.js$/.test(path))
      .flatMap((path) =>
        readFileSync(library + path, 'utf8').match(/.*\b(?:from|import\()\s*"jose.*/g),
      )
      .filter((line) => line !== null);
    expect(imports).toStrictEqual([expect.stringContaining('import("jose/jws/compact/verify")')]);
  });

  test('nothing of Node in the library', () => {
    const scripts = packedFiles.filter((path) => /^dist\/(?!cli\/).*\.c?js$/.test(path));
    expect(scripts.length).toBeGreaterThan(20);
    for (const path of scripts) {
      const code = readFileSync(library + path, 'utf8')
        .replaceAll(/\/\*.*?\*\/|^\s*\/\/.*$/gms, '')
        .replace(/require\('\.{1,2}\/bundle\.cjs'\)/, '');
      expect(code, path).not.toMatch(/node:|\bBuffer\b|\bprocess\b|\brequire\(/);
    }
    expect(readFileSync(commandFile(), 'utf8')).toMatch(/from ["']node:util["']/);
  });
});

describe('the command line', () => {
  const vendors = Object.keys(EXAMPLES).length;

  test('runs', () => {
    const run = (...args: string[]) => execFileSync(command, args, { encoding: 'utf8' });
    expect(run('--help')).toContain('chat-token sign');
    expect(run('demo')).toContain(`All ${vendors} tokens`);
  });

  test('a demo with a token that fails does not exit with 0', () => {
    const main = commandFile();
    const before = readFileSync(main, 'utf8');
    // The examples are part of the file.
    writeFileSync(main, before.replaceAll('crmID:', 'crmId:'));
    const result = spawnSync(command, ['demo'], { encoding: 'utf8' });
    writeFileSync(main, before);
    expect(result.status).toBe(1);
    expect(result.stdout).toContain('ERR_CLAIMS_INVALID');
    expect(result.stdout).toContain('Not every token is valid');
    expect(result.stdout.match(/ {2}verified, /g)).toHaveLength(vendors - 1);
  });
});
