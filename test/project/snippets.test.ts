/**
 * Every TypeScript block of the README, the documentation and the doc comments is type-checked, and
 * run with the built package under its own name, as a reader would.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { typeErrors, withoutTypes } from '../support/compiler.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = `${ROOT}test/.snippets/`;

/** What the snippets take from the environment: made up, and as long as the vendors' are. */
const ENVIRONMENT = {
  KHOROS_APP_KEY_ID: 'app_5f1e2d3c4b5a69788796a5b4',
  KHOROS_APP_KEY_SECRET: '5XJ85yjUtRcaQu_pDINblPZb',
  CONVRS_SIGNING_SECRET: 'cw_test_5f2c9b1e7d4a4c0f8e3b6a1d9c7e2f40a1b2',
  CONVRS_PREVIOUS_SECRET: 'cw_test_0000aaaa1111bbbb2222cccc3333dddd4444',
  ZENDESK_KEY_ID: 'app_62b5e0ffca5a3800f0225c53',
  ZENDESK_SECRET: 'cw_test_5f2c9b1e7d4a4c0f8e3b6a1d9c7e2f40a1b2',
  DESKPRO_SECRET: 'cw_test_5f2c9b1e7d4a4c0f8e3b6a1d9c7e2f40a1b2',
};

interface Snippet {
  /** File and number of the block in it. */
  readonly name: string;
  readonly code: string;
  /** `page`, `vitest` or `jest`, which Node is not: then it is only compiled. */
  readonly place: string | undefined;
}

function snippetsOf(file: string): Snippet[] {
  const text = readFileSync(`${ROOT}${file}`, 'utf8');
  // In a doc comment each line has a star before it.
  const blocks = text.matchAll(/^([ *]*)```ts(?: (page|vitest|jest))?\n(.*?)^[ *]*```$/gms);
  return [...blocks].map(([, indent = '', place, code = ''], index) => ({
    name: `${file.replace(/\W/g, '-')}-${index + 1}`,
    code: code.replaceAll(new RegExp(`^${indent.trimEnd().replaceAll('*', '\\*')} ?`, 'gm'), ''),
    place,
  }));
}

function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !file.startsWith('api/'))
    .map((file) => `${folder}/${file}`);
}

const files = ['README.md', ...filesUnder('docs', '.md'), ...filesUnder('src', '.ts')];
const snippets = files.flatMap(snippetsOf);

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
for (const { name, code } of snippets) {
  writeFileSync(`${FOLDER}${name}.ts`, `${code}\nexport {};\n`);
  writeFileSync(`${FOLDER}${name}.mjs`, withoutTypes(code));
}

test('there are snippets in the README, the documentation and the doc comments', () => {
  expect(snippets.filter(({ name }) => name.startsWith('README')).length).toBeGreaterThan(3);
  expect(snippets.filter(({ name }) => name.startsWith('docs')).length).toBeGreaterThan(40);
  expect(snippets.filter(({ name }) => name.startsWith('src')).length).toBeGreaterThan(5);
});

test('all of them compile', { timeout: 60_000 }, () => {
  const written = snippets.map(({ name }) => `${FOLDER}${name}.ts`);
  // A snippet may end with the token, and leave what to do with it to the reader.
  expect(typeErrors(written, { noUnusedLocals: false })).toStrictEqual([]);
});

describe('each of them runs', () => {
  test.concurrent.each(snippets.filter(({ place }) => place === undefined))('$name', {
    timeout: 30_000,
  }, async ({ name, code }) => {
    const env = { ...process.env, ...ENVIRONMENT };
    const { stdout } = await promisify(execFile)(process.execPath, [`${FOLDER}${name}.mjs`], {
      env,
    });
    // A comment behind console.log() says what it prints.
    const expected = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, said]) => said);
    expect(stdout.split('\n').slice(0, -1)).toStrictEqual(expected);
  });
});
