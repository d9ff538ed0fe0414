/** What Node.js prints about uncaught errors, with all its debugging options. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { KEY, LOGIN } from './calls.ts';
import { WRONG_TOKENS } from './invalid-tokens.ts';
import { EMAIL, HASH, HASH_USER, leaksIn, NAME, TOKEN, USER } from './markers.ts';

const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url));
const OPTIONS = ['--trace-uncaught', '--trace-warnings', '--unhandled-rejections=warn'];

test('a process that fails shows neither secret nor token nor user', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(`${tmpdir()}/chat-token-`);
  // In a file: what Node.js prints of arguments and environment is not about the library.
  const file = `${folder}/markers.json`;
  const markers = {
    key: KEY,
    user: USER,
    token: TOKEN,
    login: LOGIN,
    hash: HASH,
    fields: HASH_USER,
    ofAnotherSecret: WRONG_TOKENS['of another secret'],
    payloadIsText: WRONG_TOKENS['with a payload that is a string'],
    invalidUser: { ...USER, external_id: 7, [EMAIL]: NAME },
  };
  writeFileSync(file, JSON.stringify(markers));
  const { status, stdout, stderr } = spawnSync(process.execPath, [...OPTIONS, CHILD, file], {
    env: { PATH: process.env['PATH'], NODE_DEBUG: '*' },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  rmSync(folder, { recursive: true });
  const output = stdout + stderr;
  expect(status, 'an uncaught exception ends it').toBe(1);
  expect(output, 'Node.js prints what it does').toMatch(/^[A-Z_]+ \d+: /m);
  // On the console, as a warning, as an unhandled rejection, and in the uncaught exception.
  const shown = output.match(/ERR_SIGNATURE_INVALID/g) ?? [];
  expect(shown.length).toBeGreaterThanOrEqual(3);
  expect(leaksIn(output)).toStrictEqual([]);
});
