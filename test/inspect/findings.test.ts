/** Each finding: what triggers it, a near miss that does not, and its place in docs/findings.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { defineVendor } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import { anything, forge, KEY_ID, NOW_SECONDS, OTHER_SECRET, SECRET } from '../support/support.ts';
import {
  type Case,
  GOOD,
  HEADER,
  HEADER_WITH_KID,
  inspect,
  ofConvrs,
  ofDeskpro,
  ofKhoros,
  ofZendesk,
  signed,
  TIMES,
} from './support.ts';

type Row = [code: string, severity: string, path: string, hit: Case, near: Case, isFirst?: 'later'];

const good: Case = { token: GOOD };
const of = (token: unknown, options: Case['options'] = {}): Case => ({ token, options });
const checked = (token: unknown, secret: string | Uint8Array = SECRET): Case =>
  of(token, { secret });
const b64 = (text: string) => Buffer.from(text).toString('base64url');
const [goodHeader = '', goodPayload = '', goodSignature = ''] = GOOD.split('.');

/** Text that is base64 as well as hexadecimal. */
const HEX_SECRET = '00112233445566778899aabbccddeeff00112233';
const UNPADDED_SECRET = `${Buffer.from('a secret that somebody made').toString('base64')}`;

const brief = defineVendor({
  name: 'brief',
  title: 'Brief Chat',
  docs: 'https://example.com/brief',
  keyId: 'optional',
  schema: anything,
  lifetime: { default: 60, max: 600 },
});
const ofBrief = (exp: number) => of(forge(HEADER, { iat: TIMES.iat, exp }), { vendor: brief });

const rows: Row[] = [
  // The form of the token.
  ['TOKEN_NOT_STRING', 'error', '', of(42), good],
  ['TOKEN_EMPTY', 'error', '', of('undefined'), good],
  ['TOKEN_TOO_LARGE', 'error', '', of('a'.repeat(88_065)), of('a'.repeat(88_064))],
  ['TOKEN_WHITESPACE', 'warning', '', of(`${GOOD}\n`), good],
  ['TOKEN_IS_BEARER_HEADER', 'error', '', of(`Authorization: Bearer ${GOOD}`), good],
  ['TOKEN_QUOTED', 'error', '', of(`"${GOOD}"`), of(`"${GOOD}`)],
  ['TOKEN_IS_OBJECT', 'error', '', of({ token: GOOD }), good],
  ['TOKEN_IS_PROMISE', 'error', '', of(Promise.resolve(GOOD)), good],
  ['TOKEN_IS_HTTP_ANSWER', 'error', '', of(new Response(GOOD)), good],
  ['TOKEN_MALFORMED', 'error', '', of(`${goodHeader}.${goodPayload}`), good],
  ['TOKEN_ENCRYPTED', 'error', '', of(`${goodHeader}.a.b.c.d`), good],
  ['TOKEN_UNSIGNED', 'error', '', of(`${goodHeader}.${goodPayload}.`), good],
  ['TOKEN_NOT_BASE64URL', 'error', '', of(`${GOOD}=`), good],
  ['TOKEN_TOO_DEEP', 'error', '', of(nested(65)), of(nested(64))],
  ['TOKEN_LONG', 'warning', '', of(ofSize(16_385)), of(ofSize(16_384))],
  ['HEADER_NOT_JSON', 'error', '', of(`${b64('header')}.${goodPayload}.${goodSignature}`), good],
  ['PAYLOAD_NOT_JSON', 'error', '', of(forge(HEADER, '"a text"')), good],
  ['SIGNATURE_LENGTH', 'error', '', of(GOOD.slice(0, -3)), good],
  // The header.
  [
    'ALG_NONE',
    'error',
    'header.alg',
    ofZendesk({}, { alg: 'none', typ: 'JWT', kid: KEY_ID }),
    good,
  ],
  ['ALG_UNSUPPORTED', 'error', 'header.alg', of(signed(SECRET, 'sha384', 'HS384')), good],
  [
    'CRIT_UNSUPPORTED',
    'error',
    'header.crit',
    ofZendesk({}, { ...HEADER_WITH_KID, crit: ['b64'] }),
    good,
  ],
  ['KID_NOT_STRING', 'error', 'header.kid', ofZendesk({}, { ...HEADER, kid: 7 }), ofZendesk({})],
  ['KID_MISSING', 'error', 'header.kid', ofZendesk({}, HEADER), ofConvrs({})],
  ['KID_MISSING', 'error', 'header.kid', ofKhoros({}, { ...HEADER, kid: '' }), ofKhoros({})],
  ['KID_IN_PAYLOAD', 'error', 'kid', ofZendesk({ kid: KEY_ID }, HEADER), ofZendesk({})],
  ['KID_IN_PAYLOAD', 'error', 'kid', ofConvrs({ kid: KEY_ID }), ofConvrs({})],
  ['KID_UNUSED', 'info', 'header.kid', ofConvrs({}, HEADER_WITH_KID), ofConvrs({})],
  [
    'KID_OF_ACCOUNT_KEY',
    'error',
    'header.kid',
    ofZendesk({}, { ...HEADER, kid: 'act_62b5e0ffca5a3800f0225c53' }),
    ofZendesk({}),
  ],
  [
    'KID_OF_ACCOUNT_KEY',
    'error',
    'header.kid',
    ofKhoros({}, { ...HEADER, kid: 'svc_62b5e0ffca5a3800f0225c53' }),
    ofKhoros({}),
  ],
  ['KID_UNUSUAL', 'info', 'header.kid', ofZendesk({}, { ...HEADER, kid: 'My key' }), ofZendesk({})],
  [
    'KID_UNUSUAL',
    'info',
    'header.kid',
    ofKhoros({}, { ...HEADER, kid: 'My key' }),
    ofKhoros({}, { ...HEADER, kid: '55e9f9bf7a0ce5ca2d429c17' }),
  ],
  [
    'TYP_MISSING',
    'info',
    'header.typ',
    ofZendesk({}, { alg: 'HS256', kid: KEY_ID }),
    ofZendesk({}),
  ],
  ['TYP_MISSING', 'info', 'header.typ', ofKhoros({}, { alg: 'HS256', kid: KEY_ID }), ofKhoros({})],
  // Whose token it is.
  ['VENDOR_UNKNOWN', 'info', '', of(forge(HEADER, { name: 'Jane', ...TIMES })), good],
  [
    'VENDOR_OTHER',
    'warning',
    '',
    { ...ofZendesk({}), options: ofConvrs({}).options ?? {} },
    ofConvrs({}),
    'later',
  ],
  [
    'PRODUCT_SUPPORT_SSO',
    'error',
    '',
    ofNoScope({ jti: 'a1', name: 'Jane', email: 'j@example.com', role: 'agent' }),
    ofZendesk({ jti: 'a1' }),
  ],
  [
    'PRODUCT_SUPPORT_SSO_OR_HELP_CENTER',
    'error',
    '',
    ofNoScope({ jti: 'a1', name: 'Jane', email: 'j@example.com' }),
    ofZendesk({ jti: 'a1', name: 'Jane', email: 'j@example.com' }),
  ],
  [
    'PRODUCT_CHAT_CLASSIC',
    'error',
    '',
    ofNoScope({ name: 'Jane', email: 'j@example.com', external_id: 'user-1' }),
    ofZendesk({ name: 'Jane', email: 'j@example.com' }),
  ],
  [
    'PRODUCT_SUNSHINE_V1',
    'error',
    'scope',
    ofZendesk({ scope: 'appUser', userId: 'u_1' }),
    ofZendesk({}),
  ],
  ['PRODUCT_SUNSHINE_V1', 'error', 'userId', ofZendesk({ userId: 'u_1' }), ofZendesk({})],
  [
    'PRODUCT_SUNSHINE_V2',
    'error',
    'external_id',
    ofKhoros({ scope: 'user', userId: undefined, external_id: 'u_1' }),
    ofKhoros({}),
  ],
  ['PRODUCT_DESKPRO_OLDER', 'warning', 'person_id', ofDeskpro({ person_id: '42' }), ofDeskpro({})],
  // Scope and id.
  ['SCOPE_MISSING', 'error', 'scope', ofZendesk({ scope: undefined }), ofZendesk({})],
  ['SCOPE_MISSING', 'error', 'scope', ofKhoros({ scope: undefined }), ofKhoros({})],
  ['SCOPE_TOO_WIDE', 'error', 'scope', ofZendesk({ scope: 'app' }), ofZendesk({})],
  ['SCOPE_TOO_WIDE', 'error', 'scope', ofKhoros({ scope: 'account' }), ofKhoros({})],
  ['SCOPE_WRONG', 'error', 'scope', ofZendesk({ scope: 'User' }), ofZendesk({})],
  ['SCOPE_WRONG', 'error', 'scope', ofKhoros({ scope: 'appuser' }), ofKhoros({})],
  ['APP_USER_AS_CLAIM', 'error', 'appUser', ofKhoros({ appUser: 'u_1' }), ofKhoros({})],
  ['USER_ID_MISSING', 'error', 'userId', ofKhoros({ userId: undefined }), ofKhoros({})],
  [
    'EXTERNAL_ID_MISSING',
    'error',
    'external_id',
    ofZendesk({ external_id: undefined }),
    ofZendesk({}),
  ],
  [
    'ID_NOT_STRING',
    'error',
    'external_id',
    ofZendesk({ external_id: 42 }),
    ofZendesk({ external_id: '42' }),
  ],
  ['ID_NOT_STRING', 'error', 'userId', ofKhoros({ userId: 42 }), ofKhoros({ userId: '42' })],
  ['ID_NOT_STRING', 'error', 'userId', ofConvrs({ userId: 42 }), ofConvrs({ userId: '42' })],
  ['ID_NOT_STRING', 'error', 'crmID', ofConvrs({ crmID: 42 }), ofConvrs({ crmID: '42' })],
  ['ID_NOT_STRING', 'error', 'deskpro_id', ofDeskpro({ deskpro_id: 42 }), ofDeskpro({})],
  [
    'ID_NOT_STRING',
    'error',
    'organization_id',
    ofDeskpro({ organization_id: 4 }),
    ofDeskpro({ organization_id: '4' }),
  ],
  [
    'ID_NOT_STRING',
    'error',
    'usergroup_ids[1]',
    ofDeskpro({ usergroup_ids: ['3', 4] }),
    ofDeskpro({ usergroup_ids: ['3', '4'] }),
  ],
  [
    'ID_PLACEHOLDER',
    'warning',
    'external_id',
    ofZendesk({ external_id: 'undefined' }),
    ofZendesk({ external_id: 'undefined-1' }),
  ],
  [
    'ID_IS_EMAIL',
    'warning',
    'external_id',
    ofZendesk({ external_id: 'j@example.com' }),
    ofZendesk({ external_id: 'j@example' }),
  ],
  ['ID_IS_EMAIL', 'warning', 'userId', ofKhoros({ userId: 'j@example.com' }), ofKhoros({})],
  ['ID_IS_EMAIL', 'warning', 'userId', ofConvrs({ userId: 'j@example.com' }), ofConvrs({})],
  [
    'ID_IS_PHONE',
    'warning',
    'external_id',
    ofZendesk({ external_id: '+44 7700 900123' }),
    ofZendesk({ external_id: '447700900123' }),
    'later',
  ],
  [
    'ID_IS_PHONE',
    'warning',
    'userId',
    ofKhoros({ userId: '+447700900123' }),
    ofKhoros({ userId: '+1' }),
  ],
  [
    'EXTERNAL_ID_CHARACTERS',
    'info',
    'external_id',
    ofZendesk({ external_id: 'Jürgen 1' }),
    ofZendesk({ external_id: 'brand1_a8-dedg' }),
  ],
  // Zendesk.
  [
    'EMAIL_VERIFIED_NOT_BOOLEAN',
    'error',
    'email_verified',
    ofZendesk({ email: 'j@example.com', email_verified: 'true' }),
    ofZendesk({ email: 'j@example.com', email_verified: false }),
  ],
  [
    'EMAIL_UNVERIFIED',
    'warning',
    'email_verified',
    ofZendesk({ email: 'j@example.com' }),
    ofZendesk({ email: 'j@example.com', email_verified: true }),
  ],
  [
    'EMAIL_VERIFIED_ALONE',
    'warning',
    'email_verified',
    ofZendesk({ email_verified: true }),
    ofZendesk({ email_verified: false }),
  ],
  [
    'EMAIL_MAY_CONFLICT',
    'info',
    'email',
    ofZendesk({ email: 'j@example.com', email_verified: true }),
    ofZendesk({ email: 'j@example.com', email_verified: true, external_id: undefined }),
  ],
  [
    'EMAIL_TOO_LONG',
    'warning',
    'email',
    ofZendesk({ email: `${'j'.repeat(117)}@example.com`, email_verified: true }),
    ofZendesk({ email: `${'j'.repeat(116)}@example.com`, email_verified: true }),
  ],
  // Convrs.
  ['USER_ID_RECOMMENDED', 'warning', 'userId', ofConvrs({ userId: undefined }), ofConvrs({})],
  ['CRM_ID_SPELLING', 'warning', 'crmId', ofConvrs({ crmId: 'C-1' }), ofConvrs({ crmID: 'C-1' })],
  [
    'EMAIL_INVALID',
    'warning',
    'email',
    ofConvrs({ email: 'Jane <j@example.com>' }),
    ofConvrs({ email: 'j@example.com' }),
  ],
  [
    'PHONE_FORMAT',
    'warning',
    'phone',
    ofConvrs({ phone: '07700 900123' }),
    ofConvrs({ phone: '+447700900123' }),
  ],
  [
    'LOCALE_FORMAT',
    'warning',
    'locale',
    ofConvrs({ locale: 'en_GB' }),
    ofConvrs({ locale: 'en-GB' }),
  ],
  [
    'SENSITIVE_DATA',
    'warning',
    'userData.apiKey',
    ofConvrs({ userData: { apiKey: 'k' } }),
    ofConvrs({ userData: { apiKey: '', plan: 'key', hasPassword: true } }),
  ],
  [
    'SENSITIVE_DATA',
    'warning',
    'userData.number',
    ofConvrs({ userData: { number: '4111 1111 1111 1111' } }),
    ofConvrs({
      userData: { number: '4111 1111 1111 1112', other: 4111, long: '41111111111111111111111' },
    }),
  ],
  [
    'SENSITIVE_DATA',
    'warning',
    'agentData[0].value',
    ofConvrs({ agentData: [{ label: 'Key', value: 'sk_live_1' }] }),
    ofConvrs({ agentData: [{ label: 'Key', value: 'C major' }] }),
  ],
  [
    'SENSITIVE_DATA',
    'warning',
    'fields.Password',
    ofDeskpro({ fields: { Password: 'x' } }),
    ofDeskpro({ fields: { Passport: 'x' } }),
  ],
  [
    'AGENT_DATA_MISMATCH',
    'warning',
    'agentData[0].value',
    ofConvrs({ agentData: [{ label: 'Balance', value: '1250', type: 'number' }] }),
    ofConvrs({ agentData: [{ label: 'Balance', value: 1250, type: 'number' }] }),
  ],
  [
    'AGENT_DATA_CURRENCY',
    'info',
    'agentData[0].currency',
    ofConvrs({ agentData: [{ label: 'Balance', value: 1250, type: 'currency' }, 7] }),
    ofConvrs({ agentData: [{ label: 'Balance', value: 1250, type: 'currency', currency: 'EUR' }] }),
    'later',
  ],
  // Deskpro.
  [
    'IDENTIFIERS_BOTH',
    'warning',
    'deskpro_id',
    ofDeskpro({ email: 'j@example.com' }),
    ofDeskpro({}),
  ],
  [
    'IDENTIFIER_MISSING',
    'info',
    '',
    ofDeskpro({ deskpro_id: undefined }),
    ofDeskpro({ deskpro_id: undefined, email: 'j@example.com' }),
  ],
  [
    'GROUP_AUTOMATIC',
    'warning',
    'usergroup_ids[1]',
    ofDeskpro({ usergroup_ids: ['3', '1'] }),
    ofDeskpro({ usergroup_ids: ['3', '11'] }),
  ],
  // The times.
  ['TIME_NOT_NUMBER', 'error', 'exp', ofZendesk({ exp: String(TIMES.exp) }), ofZendesk({})],
  ['TIME_IN_MILLISECONDS', 'warning', 'exp', ofZendesk({ exp: TIMES.exp * 1000 }), ofZendesk({})],
  ['TIME_IN_MILLISECONDS', 'warning', 'iat', ofKhoros({ iat: TIMES.iat * 1000 }), ofKhoros({})],
  ['TIME_FRACTIONAL', 'warning', 'iat', ofZendesk({ iat: TIMES.iat - 0.5 }), ofZendesk({})],
  ['EXP_MISSING', 'warning', 'exp', ofZendesk({ exp: undefined }), ofZendesk({})],
  ['EXP_IN_1970', 'error', 'exp', ofZendesk({ exp: 3600 }), ofZendesk({ exp: 1_000_000_000 })],
  [
    'TOKEN_EXPIRED',
    'error',
    'exp',
    ofZendesk({ exp: NOW_SECONDS }),
    ofZendesk({ exp: NOW_SECONDS + 1 }),
  ],
  [
    'EXP_FAR_AWAY',
    'warning',
    'exp',
    ofZendesk({ exp: NOW_SECONDS + 366 * 86_400 }),
    ofZendesk({ exp: NOW_SECONDS + 14 * 86_400 }),
  ],
  ['EXP_BEYOND_MAX', 'error', 'exp', ofBrief(NOW_SECONDS + 601), ofBrief(NOW_SECONDS + 600)],
  [
    'TOKEN_NOT_YET_VALID',
    'error',
    'nbf',
    ofZendesk({ nbf: NOW_SECONDS + 1 }),
    ofZendesk({ nbf: NOW_SECONDS }),
  ],
  [
    'IAT_IN_FUTURE',
    'warning',
    'iat',
    ofZendesk({ iat: NOW_SECONDS + 121 }),
    ofZendesk({ iat: NOW_SECONDS + 120 }),
  ],
  // The signature and the keys.
  ['SIGNATURE_INVALID', 'error', '', checked(GOOD, OTHER_SECRET), checked(GOOD)],
  [
    'SIGNATURE_OF_OTHER_ALG',
    'error',
    '',
    checked(signed(SECRET, 'sha512', 'HS512')),
    checked(GOOD),
    'later',
  ],
  [
    'KID_UNKNOWN',
    'error',
    'header.kid',
    of(GOOD, { secret: OTHER_SECRET, keyId: 'app_1' }),
    of(GOOD, { secret: OTHER_SECRET, keyId: KEY_ID }),
  ],
  [
    'KID_OF_OTHER_KEY',
    'error',
    'header.kid',
    of(GOOD, { secret: SECRET, keyId: 'app_1' }),
    of(GOOD, { secret: SECRET, keyId: KEY_ID }),
  ],
  [
    'KEY_EXPIRED',
    'error',
    '',
    of(GOOD, { keys: [{ secret: OTHER_SECRET }, { secret: SECRET, expiresAt: NOW_SECONDS }] }),
    of(GOOD, { keys: [{ secret: SECRET, expiresAt: NOW_SECONDS + 1 }] }),
  ],
  [
    'SECRET_BASE64_DECODED',
    'error',
    '',
    checked(signed(Buffer.from(UNPADDED_SECRET, 'base64')), UNPADDED_SECRET),
    checked(signed(UNPADDED_SECRET), UNPADDED_SECRET),
  ],
  [
    'SECRET_HEX_DECODED',
    'error',
    '',
    checked(signed(Buffer.from(HEX_SECRET, 'hex')), HEX_SECRET),
    checked(signed(HEX_SECRET), HEX_SECRET),
  ],
  ['SECRET_BASE64_ENCODED', 'error', '', checked(signed(btoa(SECRET))), checked(GOOD)],
  ['SECRET_WITH_NEWLINE', 'error', '', checked(signed(`${SECRET}\n`)), checked(GOOD)],
  ['SECRET_WITH_NEWLINE', 'error', '', checked(signed(`${SECRET}\r\n`)), checked(GOOD)],
  ['SECRET_QUOTED', 'error', '', checked(signed(`"${SECRET}"`)), checked(GOOD)],
  ['SECRET_QUOTED', 'error', '', checked(signed(`'${SECRET}'`)), checked(GOOD)],
  [
    'SECRET_TRIMMED',
    'error',
    '',
    checked(GOOD, ` ${SECRET}\n`),
    checked(signed(` ${SECRET}\n`), ` ${SECRET}\n`),
  ],
  ['SECRET_DAMAGED', 'warning', '', checked(signed(`${SECRET}\n`), `${SECRET}\n`), checked(GOOD)],
  [
    'SECRET_SHORT',
    'info',
    '',
    checked(signed('5XJ85yjUtRcaQu_pDINblPZb'), '5XJ85yjUtRcaQu_pDINblPZb'),
    checked(GOOD),
  ],
  // What only the contract says.
  ['CLAIM_INVALID', 'error', 'name', ofZendesk({ name: 7 }), ofZendesk({ name: 'Jane' })],
];

function ofNoScope(claims: object): Case {
  return of(forge(HEADER, { iat: TIMES.iat, ...claims }));
}

function nested(depth: number): string {
  return forge(HEADER, `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
}

/** A token of so many characters: three of payload are four of the token. */
function ofSize(length: number): string {
  const rest = forge(HEADER, '{}').length - b64('{}').length;
  const payload = JSON.stringify({ a: '' });
  const bytes = Math.floor(((length - rest) * 3) / 4);
  return forge(HEADER, payload.replace('""', `"${'a'.repeat(bytes - payload.length)}"`));
}

describe.each(
  rows.map((row, index) => ({ name: `${row[0]} at ${row[2] || 'the whole'}, ${index}`, row })),
)('$name', ({ row: [code, severity, path, hit, near, later] }) => {
  test('is found', async () => {
    const { ok, findings } = await inspect(hit);
    expect(findings.map((finding) => finding.code)).toContain(code);
    const [finding] = findings.filter((each) => each.code === code && each.path === path);
    expect(finding, JSON.stringify(findings)).toMatchObject({ code, severity, path });
    if (later === undefined && code !== 'TOKEN_TOO_DEEP') {
      expect(findings[0]?.code, JSON.stringify(findings)).toBe(code);
    }
    expect(ok).toBe(!findings.some((each) => each.severity === 'error'));
    for (const each of findings) {
      for (const text of [each.message, each.hint, each.source]) expect(text).toMatch(/\S/);
      const line = documented.get(each.code) ?? '';
      expect(line, each.code).toContain(`| ${each.severity} |`);
      if (!line.includes('`vendor.docs`')) expect(line, each.code).toContain(each.source);
    }
  });

  test('is not found in a near miss', async () => {
    const { findings } = await inspect(near);
    expect(findings.filter((each) => each.code === code && each.path === path)).toStrictEqual([]);
  });
});

test('the texts, as people read them: a change of wording is to be seen as such', async () => {
  const texts = new Set<string>();
  for (const [, , , hit] of rows) {
    for (const { code, severity, message, hint, source } of (await inspect(hit)).findings) {
      texts.add([`${code}, ${severity}`, message, hint, source].join('\n  '));
    }
  }
  await expect(`${[...texts].sort().join('\n\n')}\n`).toMatchFileSnapshot('findings.txt');
});

const documented = new Map(
  readFileSync(new URL('../../docs/findings.md', import.meta.url), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, code] = /^\| `([A-Z][A-Z0-9_]+)` \|/.exec(line) ?? [];
      return code === undefined ? [] : [[code, line] as const];
    }),
);

describe('docs/findings.md', () => {
  const src = new URL('../../src/', import.meta.url);
  const code = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^(?:inspect|vendors)\/.*\.ts$/.test(path))
    .map((path) => readFileSync(new URL(path, src), 'utf8'))
    .join('\n');
  // Each code stands somewhere as a text of its own; the only others alike are the errors' codes.
  const texts = code.matchAll(/'(?!ERR_)([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g);
  const codes = new Set([...texts].map(([, name = '']) => name));

  test('names every code, and no other', () => {
    expect(codes.size).toBeGreaterThan(60);
    expect([...documented.keys()].sort()).toStrictEqual([...codes].sort());
  });

  test('every code has a test', () => {
    const tested = new Set([...rows.map(([name]) => name), 'CLAIMS_NOT_OBJECT']);
    expect([...tested].sort()).toStrictEqual([...codes].sort());
  });
});

describe('CLAIMS_NOT_OBJECT', () => {
  test.each([
    undefined,
    null,
    'text',
    7,
    [],
    new Date(),
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error();
        },
      },
    ),
  ])('%#', (claims) => {
    expect(lintClaims(brief, claims)).toMatchObject([
      { code: 'CLAIMS_NOT_OBJECT', severity: 'error', path: '' },
    ]);
    expect(documented.get('CLAIMS_NOT_OBJECT')).toContain('| error |');
  });

  test('not for an empty object', () => {
    expect(lintClaims(brief, {})).toStrictEqual([]);
  });
});
