/** The list of findings in docs/findings.md, and what holds for each of them. */
import { readFileSync } from 'node:fs';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import { filesIn, ROOT } from '../support/files.ts';
import { forge, NOW_SECONDS, permissive } from '../support/support.ts';
import { forAnyUser, VENDORS } from '../support/vendors.ts';
import {
  type Case,
  CLAIM_NAMES,
  DOCUMENTED,
  findingsOf,
  inspect,
  named,
  ofConvrs,
  ofDeskpro,
  ofIntercom,
  ofKhoros,
  ofZendesk,
} from './support.ts';

/** The text of all files of these folders. */
function textOf(root: string, files: RegExp): string {
  return filesIn(root)
    .filter((path) => files.test(path))
    .map((path) => readFileSync(`${ROOT}${root}/${path}`, 'utf8'))
    .join('\n');
}

/** Each code is a string literal next to its table, outside comments. Only the codes of errors look alike. */
const codes = new Set(
  Array.from(
    textOf('src', /^(?:inspect\/catalog\/.*|vendors\/[^/]+\/checks)\.ts$/)
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

/** The same with another string for each string in it. */
function withStrings(value: unknown, put: string): unknown {
  return JSON.parse(JSON.stringify(value), (_, member) =>
    typeof member === 'string' ? put : member,
  );
}

test.each([
  { name: 'permissive', vendor: forAnyUser(permissive), examples: [] },
  ...VENDORS.map(({ vendor, example: { full, pitfalls = {} } }) => {
    const wrong = Object.values(pitfalls).map(({ found }) => found.claims);
    return { name: vendor.name, vendor, examples: [full.claims, ...wrong] };
  }),
])('no finding contains a value: $name', async ({ vendor, examples }) => {
  const marker = 'zqx7marker';
  const names = [...CLAIM_NAMES, ...examples.flatMap(Object.keys)];
  const flat = Object.fromEntries(names.map((name) => [name, marker]));
  const isJwt = vendor.token.kind === 'jwt';
  const secret = `${marker}${marker}`;
  for (const claims of [flat, ...examples.map((each) => Object(withStrings(each, marker)))]) {
    const token = forge({ alg: marker, kid: [marker], typ: marker, crit: marker }, claims);
    // With a secret, it takes longer: what could have signed the token is tried.
    const options = { vendor, ...(claims === flat && { secret }) };
    const findings = isJwt
      ? (await inspectChatToken(token, options)).findings
      : lintClaims(vendor, claims);
    if (isJwt || claims === flat) expect(findings.length).toBeGreaterThan(1);
    expect(JSON.stringify(findings)).not.toContain(marker);
  }
});

describe('advice, followed to the letter, leads to a token without findings', () => {
  const inSeconds = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
  const SOAP = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
  const LEFT_OUT = undefined;

  test.each<[string, (claims: object) => Case, object, object]>([
    // Times
    [
      'TIME_IN_MILLISECONDS',
      ofZendesk,
      { iat: NOW_SECONDS * 1e3 + 7, exp: (NOW_SECONDS + 900) * 1e3 },
      inSeconds,
    ],
    ['TIME_IN_OTHER_UNIT', ofZendesk, { exp: NOW_SECONDS * 1e6 }, inSeconds],
    ['TIME_UNIT_REJECTED', ofKhoros, { exp: NOW_SECONDS - 978_307_200 + 0.5 }, inSeconds],
    ['TIME_NOT_NUMBER', ofConvrs, { iat: '2026-01-01', exp: '1767229200' }, inSeconds],
    ['TIME_FRACTIONAL', ofConvrs, { iat: NOW_SECONDS + 0.5 }, { iat: NOW_SECONDS }],
    ['EXP_IN_1970', ofConvrs, { exp: 3600 }, { exp: NOW_SECONDS + 3600 }],
    ['EXP_BEFORE_IAT', ofZendesk, { exp: NOW_SECONDS - 7200 }, inSeconds],
    ['NBF_AFTER_EXP', ofZendesk, { nbf: NOW_SECONDS + 7200 }, { nbf: LEFT_OUT }],
    ['TOKEN_NOT_YET_VALID', ofZendesk, { nbf: NOW_SECONDS + 1 }, { nbf: LEFT_OUT }],
    ['EXP_MISSING', ofZendesk, { exp: LEFT_OUT }, inSeconds],
    ['LIFETIME_IN_MILLISECONDS', ofConvrs, { exp: NOW_SECONDS + 900_000 }, inSeconds],
    ['EXP_FAR_AWAY', ofConvrs, { exp: NOW_SECONDS + 1e8 }, inSeconds],
    // Ids
    ['ID_NOT_STRING', ofDeskpro, { deskpro_id: 42 }, { deskpro_id: String(42) }],
    [
      'ID_INEXACT',
      ofZendesk,
      { external_id: Number('1234567890123456789') },
      { external_id: '1234567890123456789' },
    ],
    ['ID_NOT_STRING', ofDeskpro, { usergroup_ids: [1] }, { usergroup_ids: [] }],
    ['ID_IS_EMAIL', ofKhoros, { userId: 'j@example.com' }, { userId: 'u_1' }],
    // Places and names
    [
      'CLAIM_MISPLACED',
      ofZendesk,
      { external_id: LEFT_OUT, user: { external_id: 'u_1', role: 'x' } },
      { external_id: 'u_1', user: LEFT_OUT },
    ],
    [
      'CLAIM_UNREAD',
      ofConvrs,
      { userId: LEFT_OUT, userData: { userId: 'u_1' } },
      { userId: 'u_1', userData: LEFT_OUT },
    ],
    [
      'CLAIM_NAMED_BY_ADDRESS',
      ofConvrs,
      { [`${SOAP}emailaddress`]: 'j@example.com' },
      { email: 'j@example.com', [`${SOAP}emailaddress`]: LEFT_OUT },
    ],
    [
      'CLAIM_NAMED_BY_ADDRESS',
      ofConvrs,
      { [`${SOAP}role`]: 'admin' },
      { [`${SOAP}role`]: LEFT_OUT },
    ],
    ['KID_IN_PAYLOAD', ofConvrs, { kid: 'app_1' }, { kid: LEFT_OUT }],
    // E-mail
    ['EMAIL_NOT_ADDRESS', ofZendesk, { email: '' }, { email: LEFT_OUT }],
    ['EMAIL_NOT_ADDRESS', ofDeskpro, { deskpro_id: '42', email: '' }, { email: LEFT_OUT }],
    ['EMAIL_NOT_ADDRESS', ofIntercom, { email: ' ' }, { email: LEFT_OUT }],
    ['EMAIL_INVALID', ofConvrs, { email: '' }, { email: LEFT_OUT }],
    [
      'EMAIL_EMPTY_VERIFIED',
      ofZendesk,
      { email: '', email_verified: true },
      { email: LEFT_OUT, email_verified: LEFT_OUT },
    ],
    [
      'EMAIL_UNVERIFIED',
      ofZendesk,
      { email: 'j@example.com' },
      { email: 'j@example.com', email_verified: true },
    ],
    ['EMAIL_VERIFIED_ALONE', ofZendesk, { email_verified: true }, { email_verified: LEFT_OUT }],
    // Products and vendors
    [
      'PRODUCT_SUNSHINE_V1',
      ofZendesk,
      { scope: 'appUser', userId: 'u_1' },
      { scope: 'user', userId: LEFT_OUT },
    ],
    [
      'PRODUCT_SUNSHINE_V2',
      ofKhoros,
      { scope: 'user', external_id: 'u_1' },
      { scope: 'appUser', external_id: LEFT_OUT },
    ],
    ['PRODUCT_DESKPRO_OLDER', ofDeskpro, { person_id: '42' }, { person_id: LEFT_OUT }],
    ['SCOPE_TOO_WIDE', ofZendesk, { scope: 'app' }, { scope: 'user' }],
    ['APP_USER_AS_CLAIM', ofKhoros, { appUser: 'u_1' }, { appUser: LEFT_OUT }],
    ['CRM_ID_SPELLING', ofConvrs, { crmId: 'C-1' }, { crmId: LEFT_OUT, crmID: 'C-1' }],
    [
      'AGENT_DATA_MISMATCH',
      ofConvrs,
      { agentData: [{ label: 'a', value: 1 }] },
      { agentData: [{ label: 'a', value: '1' }] },
    ],
    [
      'CREATED_AT_IN_OTHER_UNIT',
      ofIntercom,
      { created_at: 1_704_067_200_123 },
      { created_at: 1_704_067_200 },
    ],
    ['TOKEN_IN_CLAIMS', ofIntercom, { user_hash: 'x' }, { user_hash: LEFT_OUT }],
  ])('%s', async (code, make, claims, advised) => {
    const before = await findingsOf(make(claims));
    expect(before[0]?.split(' ')[0]).toBe(code);
    const { findings } = await inspect(make({ ...claims, ...advised }));
    expect(named(findings.filter(({ severity }) => severity !== 'info'))).toStrictEqual([]);
  });
});
