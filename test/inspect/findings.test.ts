/** The list of findings in docs/findings.md, and what holds for each of them. */
import { readFileSync } from 'node:fs';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { filesIn, ROOT } from '../support/files.ts';
import { forge, permissive } from '../support/support.ts';
import { forAnyUser, VENDORS } from '../support/vendors.ts';
import { CLAIM_NAMES, DOCUMENTED, inspect, ofZendesk } from './support.ts';

/** The text of all files of these folders. */
function textOf(root: string, files: RegExp): string {
  return filesIn(root)
    .filter((path) => files.test(path))
    .map((path) => readFileSync(`${ROOT}${root}/${path}`, 'utf8'))
    .join('\n');
}

/** Each code is a string literal somewhere outside comments. Only the codes of errors look alike. */
const codes = new Set(
  Array.from(
    textOf('src', /^(?:inspect|vendors)\/.*\.ts$/)
      .replace(/\/\*\*.*?\*\//gs, '')
      .matchAll(/'(?!ERR_)([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g),
    ([, code = '']) => code,
  ),
);

test('docs/findings.md lists every code and no others', () => {
  expect(codes.size).toBeGreaterThan(60);
  expect([...DOCUMENTED.keys()].sort()).toStrictEqual([...codes].sort());
});

test('every code is expected by a test', () => {
  const tests = textOf('test', /^(?:inspect|vendors)\/.*(?:\.test|smooch)\.ts$/);
  const untested = [...codes].filter((code) => !new RegExp(`[' ]${code}[' ]`).test(tests));
  expect(untested).toStrictEqual([]);
});

test('errors come before warnings before infos', async () => {
  const claims = { email: 'j@example.com', name: 7, external_id: 'a b' };
  const { findings } = await inspect(ofZendesk(claims, { alg: 'HS256' }));
  expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toStrictEqual([
    'error KID_MISSING',
    'error CLAIM_INVALID',
    'warning EMAIL_UNVERIFIED',
    'info TYP_MISSING',
    'info EXTERNAL_ID_CHARACTERS',
  ]);
});

test.each([
  { name: 'permissive', vendor: forAnyUser(permissive) },
  ...VENDORS.map(({ vendor }) => ({ name: vendor.name, vendor })),
])('no finding contains a value: $name', async ({ vendor }) => {
  const marker = 'zqx7marker';
  const claims = Object.fromEntries(CLAIM_NAMES.map((name) => [name, marker]));
  const token = forge({ alg: marker, kid: [marker], typ: marker, crit: marker }, claims);
  const isJwt = vendor.token.kind === 'jwt';
  const options = { vendor, secret: `${marker}${marker}` };
  const findings = isJwt
    ? (await inspectChatToken(token, options)).findings
    : lintClaims(vendor, claims);
  expect(findings.length).toBeGreaterThan(1);
  expect(JSON.stringify(findings)).not.toContain(marker);
});
