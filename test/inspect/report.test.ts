/** What the report says as a whole, for tokens as people make them. */
import {
  convrs,
  defineVendor,
  deskpro,
  khoros,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';
import { checkClaims } from '../../src/contract/claims.ts';
import { KNOWN_TOKENS } from '../support/known-tokens.ts';
import {
  anything,
  forge,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  OTHER_SECRET,
  permissive,
  refusal,
  SECRET,
} from '../support/support.ts';
import { GOOD, HEADER, HEADER_WITH_KID, inspect, ofZendesk, signed, TIMES } from './support.ts';

const codes = (findings: readonly { code: string }[]) => findings.map(({ code }) => code);

describe('a good token', () => {
  test.each(Object.entries(KNOWN_TOKENS))('of %s is told by its claims', async (name, token) => {
    const report = await inspectChatToken(token, { secret: SECRET, now: NOW });
    expect(report.findings.filter(({ severity }) => severity !== 'info')).toStrictEqual([]);
    expect(report).toMatchObject({ ok: true, signature: 'valid', vendor: { name } });
    const vendor = [khoros, convrs, zendesk, deskpro].find((each) => each.name === name);
    expect(report.vendor?.title).toBe(vendor?.title);
    expect(report.vendor?.why).toMatch(/^it(?:s scope is|.has) /);
  });

  test('everything of the report', async () => {
    const report = await inspectChatToken(GOOD, { vendor: zendesk, now: NOW });
    expect(report).toStrictEqual({
      ok: true,
      header: { alg: 'HS256', typ: 'JWT', kid: KEY_ID },
      claims: { scope: 'user', external_id: 'u_1', ...TIMES },
      times: {
        iat: { seconds: NOW_SECONDS, iso: '2026-01-01T00:00:00Z', words: 'issued 0 seconds ago' },
        exp: {
          seconds: NOW_SECONDS + 3600,
          iso: '2026-01-01T01:00:00Z',
          words: 'expires in 60 minutes',
        },
      },
      vendor: {
        name: 'zendesk',
        title: 'Zendesk messaging',
        why: 'it was named, and its scope is user',
      },
      signature: 'unchecked',
      findings: [],
    });
  });

  test('by the clock', async () => {
    const token = await signChatToken(
      zendesk,
      { external_id: 'u_1' },
      { secret: SECRET, keyId: KEY_ID },
    );
    const { ok, times } = await inspectChatToken(token);
    expect([ok, times.exp?.words]).toStrictEqual([true, 'expires in 60 minutes']);
  });
});

describe('times in words', () => {
  test.each<[number, string]>([
    [-180, 'expired 3 minutes ago'],
    [0, 'expired 0 seconds ago'],
    [1, 'expires in 1 second'],
    [119, 'expires in 119 seconds'],
    [120, 'expires in 2 minutes'],
    [-36 * 3600, 'expired 36 hours ago'],
    [14 * 86_400, 'expires in 14 days'],
    [366 * 86_400, 'expires in 12 months'],
    [-20 * 31_556_952, 'expired 20 years ago'],
    [9e12, 'expires at a time that no calendar has'],
  ])('%d: %s', async (seconds, words) => {
    const { times } = await inspect(ofZendesk({ exp: NOW_SECONDS + seconds }));
    expect(times.exp?.words).toBe(words);
    expect(times.exp?.iso === null).toBe(seconds > 8e12);
  });

  test('nbf', async () => {
    const { times } = await inspect(ofZendesk({ nbf: NOW_SECONDS + 300 }));
    expect(times.nbf?.words).toBe('valid from in 5 minutes on');
  });

  test('what is no number is no time', async () => {
    const { times, claims } = await inspect(ofZendesk({ exp: '3600' }));
    expect(times).not.toHaveProperty('exp');
    expect(claims?.['exp']).toBe('3600');
  });
});

/** Claims as people write them, and the first finding that they should read. */
const MISTAKES: [string, { claims: object; kid?: string; alg?: jsonwebtoken.Algorithm }][] = [
  ['KID_MISSING', { claims: { scope: 'user', external_id: 'u_1' } }],
  ['KID_IN_PAYLOAD', { claims: { scope: 'user', external_id: 'u_1', kid: KEY_ID } }],
  [
    'KID_OF_ACCOUNT_KEY',
    { claims: { scope: 'user', external_id: 'u_1' }, kid: 'act_5f1e2d3c4b5a69788796a5b4' },
  ],
  ['SCOPE_MISSING', { claims: { external_id: 'u_1' }, kid: KEY_ID }],
  ['SCOPE_WRONG', { claims: { scope: 'users', external_id: 'u_1' }, kid: KEY_ID }],
  ['SCOPE_TOO_WIDE', { claims: { scope: 'app', external_id: 'u_1' }, kid: KEY_ID }],
  ['SCOPE_TOO_WIDE', { claims: { scope: 'account', userId: 'u_1' }, kid: KEY_ID }],
  ['ID_NOT_STRING', { claims: { scope: 'user', external_id: 42 }, kid: KEY_ID }],
  ['ID_NOT_STRING', { claims: { scope: 'appUser', userId: 42 }, kid: KEY_ID }],
  [
    'APP_USER_AS_CLAIM',
    { claims: { scope: 'appUser', userId: 'u_1', appUser: 'u_1' }, kid: KEY_ID },
  ],
  ['EXTERNAL_ID_MISSING', { claims: { scope: 'user', externalId: 'u_1' }, kid: KEY_ID }],
  ['USER_ID_MISSING', { claims: { scope: 'appUser', userID: 'u_1' }, kid: KEY_ID }],
  [
    'PRODUCT_SUNSHINE_V1',
    {
      claims: { scope: 'user', userId: 'u_1', external_id: 'u_1', email_verified: true },
      kid: KEY_ID,
    },
  ],
  [
    'PRODUCT_SUPPORT_SSO_OR_HELP_CENTER',
    { claims: { jti: 'a1', name: 'Jane', email: 'j@example.com' } },
  ],
  [
    'PRODUCT_SUPPORT_SSO',
    { claims: { jti: 'a1', name: 'Jane', email: 'j@example.com', tags: ['vip'] } },
  ],
  [
    'PRODUCT_CHAT_CLASSIC',
    { claims: { name: 'Jane', email: 'j@example.com', external_id: 'user-123456' } },
  ],
  ['ALG_UNSUPPORTED', { claims: { scope: 'user', external_id: 'u_1' }, kid: KEY_ID, alg: 'HS384' }],
  ['ALG_UNSUPPORTED', { claims: { userId: 'u_1' }, alg: 'HS512' }],
  [
    'EMAIL_VERIFIED_NOT_BOOLEAN',
    {
      claims: { scope: 'user', external_id: 'u_1', email: 'j@example.com', email_verified: 'true' },
      kid: KEY_ID,
    },
  ],
  [
    'EMAIL_UNVERIFIED',
    { claims: { scope: 'user', external_id: 'u_1', email: 'j@example.com' }, kid: KEY_ID },
  ],
  ['ID_IS_EMAIL', { claims: { userId: 'j@example.com' } }],
  ['CRM_ID_SPELLING', { claims: { userId: 'u_1', crmId: 'C-1' } }],
  [
    'AGENT_DATA_MISMATCH',
    { claims: { userId: 'u_1', agentData: [{ label: 'Paid', value: 'yes', type: 'boolean' }] } },
  ],
  ['SENSITIVE_DATA', { claims: { userId: 'u_1', userData: { password: 'hunter2' } } }],
  ['GROUP_AUTOMATIC', { claims: { deskpro_id: '42', usergroup_ids: ['1', '2'] } }],
  ['IDENTIFIERS_BOTH', { claims: { deskpro_id: '42', email: 'j@example.com' } }],
  ['ID_NOT_STRING', { claims: { deskpro_id: 42 } }],
  ['PRODUCT_DESKPRO_OLDER', { claims: { person_id: '42', email: 'j@example.com' } }],
];

const APP_USER_KHOROS = 'PRODUCT_SUNSHINE_V1';

describe.each(MISTAKES)('the first finding is %s', (code, { claims, kid, alg = 'HS256' }) => {
  // userId and scope together are Khoros' claims: only where Zendesk is named it is version 1 of them.
  const options = { now: NOW, ...(code === APP_USER_KHOROS ? { vendor: zendesk } : {}) };
  const payload = { ...claims, ...TIMES };

  test('with jsonwebtoken', async () => {
    const token = jsonwebtoken.sign(payload, SECRET, {
      algorithm: alg,
      ...(kid === undefined ? {} : { keyid: kid }),
    });
    expect((await inspectChatToken(token, options)).findings[0]?.code).toBe(code);
  });

  test('with jose', async () => {
    const header = { alg, typ: 'JWT', ...(kid === undefined ? {} : { kid }) };
    const token = await new SignJWT(payload)
      .setProtectedHeader(header)
      .sign(new TextEncoder().encode(SECRET));
    expect((await inspectChatToken(token, options)).findings[0]?.code).toBe(code);
  });

  test('by hand, and with the key', async () => {
    if (alg !== 'HS256') return;
    const token = forge({ alg, typ: 'JWT', ...(kid === undefined ? {} : { kid }) }, payload);
    const { findings, signature } = await inspectChatToken(token, { ...options, secret: SECRET });
    expect([findings[0]?.code, signature]).toStrictEqual([code, 'valid']);
  });
});

describe('the signature', () => {
  test('is said to hold by HS512 where it does, and is not taken', async () => {
    const report = await inspectChatToken(signed(SECRET, 'sha512', 'HS512'), {
      secret: SECRET,
      now: NOW,
    });
    expect(codes(report.findings)).toStrictEqual(['ALG_UNSUPPORTED', 'SIGNATURE_OF_OTHER_ALG']);
    expect(report.signature).toBe('invalid');
  });

  test('of HMAC with SHA-256 under the name of another algorithm', async () => {
    const report = await inspectChatToken(signed(SECRET, 'sha256', 'HS384'), {
      secret: SECRET,
      now: NOW,
    });
    expect([codes(report.findings), report.signature]).toStrictEqual([
      ['ALG_UNSUPPORTED'],
      'invalid',
    ]);
  });

  test('is unchecked where there is nothing to check', async () => {
    const report = await inspectChatToken('nonsense', { secret: SECRET });
    expect(report).toMatchObject({
      ok: false,
      header: null,
      claims: null,
      times: {},
      vendor: null,
      signature: 'unchecked',
    });
    expect(codes(report.findings)).toStrictEqual(['TOKEN_MALFORMED']);
  });

  test.each(['+', '!'])('of signs that are none: %s', async (sign) => {
    const { signature, findings } = await inspectChatToken(`${GOOD.slice(0, -1)}${sign}`, {
      secret: SECRET,
      now: NOW,
    });
    expect(signature).toBe(sign === '+' ? 'invalid' : 'unchecked');
    expect(findings[0]?.code).toBe('TOKEN_NOT_BASE64URL');
  });

  test('with keys that a function gives, and one of another kid', async () => {
    const keys = async () => [
      { secret: OTHER_SECRET, keyId: KEY_ID },
      { secret: SECRET, keyId: 'app_1' },
    ];
    const { findings, signature } = await inspectChatToken(GOOD, { keys, now: NOW });
    expect(findings).toMatchObject([{ code: 'KID_OF_OTHER_KEY' }]);
    expect(findings[0]?.message).toContain('keys[1]');
    expect(signature).toBe('invalid');
  });

  test('with a CryptoKey', async () => {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const bytes = new TextEncoder().encode(SECRET);
    const secret = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']);
    expect((await inspectChatToken(GOOD, { secret, now: NOW })).signature).toBe('valid');
    const other = await inspectChatToken(signed(`${SECRET}\n`), { secret, now: NOW });
    expect(codes(other.findings)).toStrictEqual(['SIGNATURE_INVALID']);
    const signing = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
    await refusal(() => inspectChatToken(GOOD, { secret: signing }), 'ERR_SECRET_INVALID');
  });

  test('with bytes, random or of a text', async () => {
    const random = crypto.getRandomValues(new Uint8Array(48)).fill(255, 0, 4);
    const token = signed(random);
    expect((await inspectChatToken(token, { secret: random, now: NOW })).signature).toBe('valid');
    const wrong = await inspectChatToken(GOOD, { secret: random, now: NOW });
    expect(codes(wrong.findings)).toStrictEqual(['SIGNATURE_INVALID']);
    const text = new TextEncoder().encode(`${SECRET}\n`);
    const damaged = await inspectChatToken(GOOD, { secret: text, now: NOW });
    expect(codes(damaged.findings)).toStrictEqual(['SECRET_TRIMMED', 'SECRET_DAMAGED']);
  });

  test('with a secret that is no base64', async () => {
    const { findings } = await inspectChatToken(GOOD, { secret: `${SECRET}!`, now: NOW });
    expect(codes(findings)).toStrictEqual(['SIGNATURE_INVALID']);
  });

  test('of many keys: each is tried, mistakes with ten', async () => {
    const others = Array.from({ length: 12 }, (_, index) => ({
      secret: `${OTHER_SECRET}-${index}`,
    }));
    const keys = [...others, { secret: SECRET }];
    expect((await inspectChatToken(GOOD, { keys, now: NOW })).signature).toBe('valid');
    const { findings } = await inspectChatToken(signed(`${SECRET}\n`), { keys, now: NOW });
    expect(codes(findings)).toStrictEqual(['SIGNATURE_INVALID']);
  });
});

describe('the wrapping', () => {
  test.each<[string[], unknown]>([
    [['TOKEN_IS_BEARER_HEADER'], `bearer ${GOOD}`],
    [['TOKEN_IS_OBJECT'], JSON.stringify({ token: GOOD, expiresAt: 1 })],
    [['TOKEN_IS_OBJECT'], { data: { jwt: GOOD } }],
    [['TOKEN_IS_OBJECT', 'TOKEN_QUOTED'], { token: `'${GOOD}'` }],
    [
      ['TOKEN_IS_HTTP_ANSWER', 'TOKEN_IS_OBJECT'],
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"token":"${GOOD}"}`,
    ],
  ])('%j: what is in it is read', async (wrapping, token) => {
    const { findings, claims } = await inspectChatToken(token, { now: NOW });
    expect(codes(findings)).toStrictEqual(wrapping);
    expect(claims).toMatchObject({ external_id: 'u_1' });
  });

  test.each<[string, unknown]>([
    ['TOKEN_IS_OBJECT', { name: 'Jane', email: 'j@example.com', data: 7 }],
    ['TOKEN_IS_OBJECT', '{"error":"unauthorized"}'],
    ['TOKEN_MALFORMED', '{"token":'],
    ['TOKEN_IS_HTTP_ANSWER', '<!doctype html><title>Log in</title>'],
    ['TOKEN_IS_HTTP_ANSWER', 'HTTP/1.1 204 No Content'],
    ['TOKEN_EMPTY', ' \n'],
    ['TOKEN_EMPTY', '[object Promise]'],
    ['TOKEN_IS_PROMISE', Object.fromEntries([['then', () => {}]])],
    ['TOKEN_NOT_STRING', undefined],
    ['TOKEN_NOT_STRING', [GOOD]],
    ['TOKEN_NOT_STRING', new TextEncoder().encode(GOOD)],
    ['TOKEN_MALFORMED', 'a.b.c.d'],
    ['TOKEN_MALFORMED', 'a.b.c.d.e.f'],
    ['TOKEN_QUOTED', '"'.repeat(100)],
  ])('%s: nothing is in it', async (code, token) => {
    const { findings, claims, ok } = await inspectChatToken(token);
    expect([findings[0]?.code, claims, ok]).toStrictEqual([code, null, false]);
  });
});

describe('the vendor', () => {
  test.each<[string | undefined, object, object?]>([
    ['khoros', { userId: 'u_1' }, HEADER_WITH_KID],
    ['khoros', { userId: 'u_1', kid: KEY_ID }],
    ['khoros', { userId: 'u_1', scope: 'appuser' }],
    ['khoros', { userId: 'u_1', platform: 'ios' }],
    ['khoros', { userId: 'u_1', givenName: 'Jane' }],
    ['khoros', { appUser: 'u_1' }],
    ['zendesk', { email_verified: true }],
    ['zendesk', { scope: 'user' }],
    ['zendesk', { name: 'Jane', email: 'j@example.com' }],
    ['convrs', { userId: 'u_1' }],
    ['convrs', { crm_id: 'C-1' }],
    ['convrs', { userData: {} }],
    ['deskpro', { first_name: 'Jane' }],
    [undefined, { email: 'j@example.com', jti: 'a1' }],
    [undefined, { name: 'Jane', email: 'j@example.com', phone: '1' }],
  ])('%s for %j', async (name, claims, header = HEADER) => {
    const { vendor } = await inspectChatToken(forge(header, { iat: NOW_SECONDS, ...claims }));
    expect(vendor?.name).toBe(name);
  });

  test('of your own: its contract, its kid, its lifetime', async () => {
    const acme = defineVendor({
      name: 'acme',
      title: 'Acme Chat',
      docs: 'https://example.com',
      keyId: 'required',
      fixedClaims: { role: 'visitor' },
      schema: anything,
    });
    const token = forge(HEADER, { role: 'agent', ...TIMES });
    const { findings, vendor } = await inspectChatToken(token, { vendor: acme, now: NOW });
    expect(findings).toMatchObject([
      { code: 'KID_MISSING', source: 'https://example.com' },
      { code: 'CLAIM_INVALID', path: 'role', message: 'role must be "visitor"' },
    ]);
    expect(vendor).toStrictEqual({ name: 'acme', title: 'Acme Chat', why: 'it was named' });
    const good = await signChatToken(permissive, { id: '1' }, { secret: SECRET, now: NOW });
    expect(
      (await inspectChatToken(good, { vendor: permissive, secret: SECRET, now: NOW })).findings,
    ).toStrictEqual([]);
  });

  test('another is pointed at, and one that fits as well is not', async () => {
    const token = forge(HEADER_WITH_KID, { userId: 'u_1', ...TIMES });
    expect(
      codes((await inspectChatToken(token, { vendor: convrs, now: NOW })).findings),
    ).toStrictEqual(['KID_UNUSED']);
    expect(
      codes((await inspectChatToken(token, { vendor: deskpro, now: NOW })).findings),
    ).toContain('VENDOR_OTHER');
  });
});

describe('what is worth knowing hides nothing that is refused', () => {
  test.each([
    [zendesk, { external_id: 'u_1', scope: 'user', email: 42, email_verified: true }],
    [zendesk, { external_id: 'a '.repeat(200), scope: 'user' }],
    [zendesk, { external_id: `${'a'.repeat(300)}@b.c`, scope: 'user' }],
    [deskpro, { deskpro_id: {}, email: 'jane@example.com' }],
    [deskpro, { fields: { password: 7 } }],
    [convrs, { userId: 'u_1', userData: { a: { secret: 's' } } }],
  ])('%#', async (vendor, payload) => {
    const token = forge(HEADER_WITH_KID, { ...payload, ...TIMES });
    expect(() => checkClaims(vendor, payload)).toThrow();
    const { ok, findings } = await inspectChatToken(token, { vendor, now: NOW });
    expect(codes(findings)).toContain('CLAIM_INVALID');
    expect(ok).toBe(false);
  });

  test('a token that keeps the contract of the vendor that was named is no other’s', async () => {
    const token = forge({ alg: 'HS256' }, { email: 'jane@example.com', name: 'Jane', ...TIMES });
    const { findings } = await inspectChatToken(token, { vendor: deskpro, now: NOW });
    expect(codes(findings)).not.toContain('VENDOR_OTHER');
    const { vendor } = await inspectChatToken(token, { now: NOW });
    expect(vendor?.name).not.toBe('zendesk');
  });

  test('also where another would take it for its own', async () => {
    const claims = {
      email: 'jane@example.com',
      name: 'Jane',
      iat: NOW_SECONDS,
      exp: NOW_SECONDS + 60,
    };
    const token = forge(HEADER, claims);
    expect((await inspectChatToken(token, { now: NOW })).vendor?.name).toBe('zendesk');
    const { ok, findings } = await inspectChatToken(token, { vendor: deskpro, now: NOW });
    expect([ok, codes(findings)]).toStrictEqual([true, []]);
  });

  test('what is said of one claim hides nothing of another', () => {
    const claims = { scope: 'user', external_id: 42, external_ids: 'u_1', my_external_id: 'u_1' };
    expect(lintClaims(zendesk, claims).map(({ code, path }) => [code, path])).toStrictEqual([
      ['ID_NOT_STRING', 'external_id'],
      ['CLAIM_INVALID', 'external_ids'],
      ['CLAIM_INVALID', 'my_external_id'],
    ]);
  });

  test('says that a symbol is no key', () => {
    const claims = { scope: 'user', external_id: 'u_1', [Symbol('s')]: 1 };
    const [path, message] = ['', 'The claims break the contract: must not have symbols as keys'];
    const errors = lintClaims(zendesk, claims).filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ code: 'CLAIM_INVALID', path, message }]);
  });

  test('what is said of an item hides nothing of the list', () => {
    const row = { label: 'Paid', value: 'yes', type: 'boolean' };
    const agentData = Array.from({ length: 10_001 }, () => row);
    const errors = lintClaims(convrs, { userId: 'u_1', agentData }).filter(
      ({ severity }) => severity === 'error',
    );
    expect(errors).toMatchObject([
      { path: 'agentData', message: 'agentData is more than a token of 88064 characters can hold' },
    ]);
  });

  test('what is said of the whole hides nothing of a claim whose name may be data', () => {
    const claims = { jti: 'a1', name: 'Jane', email: 'j@example.com', 'jane@example.com': 1 };
    const errors = lintClaims(zendesk, claims);
    expect(errors.map(({ code, path }) => [code, path])).toEqual(
      expect.arrayContaining([
        ['PRODUCT_SUPPORT_SSO_OR_HELP_CENTER', ''],
        ['CLAIM_INVALID', '["…"]'],
      ]),
    );
  });
});

describe('lintClaims', () => {
  test('says of claims what needs no token', () => {
    const claims = zendesk.claims({ external_id: 'u_1', email: 'j@example.com' });
    expect(codes(lintClaims(zendesk, claims))).toStrictEqual(['EMAIL_UNVERIFIED']);
    expect(codes(lintClaims(zendesk, { scope: 'user', externalid: 'u_1' }))).toStrictEqual([
      'EXTERNAL_ID_MISSING',
      'CLAIM_INVALID',
    ]);
  });

  test.each([
    ['name', { name: 'acme' }],
    ['documentation', { docs: 'https://example.com' }],
  ])('knows a vendor of another %s by its contract alone', (_, other) => {
    const claims = { external_id: 'j@example.com', scope: 'user', name: 7 };
    expect(codes(lintClaims({ ...zendesk, ...other }, claims))).toStrictEqual(['CLAIM_INVALID']);
    expect(codes(lintClaims({ ...zendesk }, claims))).toContain('ID_IS_EMAIL');
  });

  test('names no vendor by its name', async () => {
    await refusal(() => lintClaims(JSON.parse('"zendesk"'), {}), 'ERR_OPTION_INVALID');
  });

  test('of a vendor whose claims throw what they like', () => {
    const vendor = {
      ...permissive,
      claims: () => {
        throw new Error('u_1');
      },
    };
    expect(lintClaims(vendor, {})).toMatchObject([{ code: 'CLAIM_INVALID', path: '' }]);
    expect(JSON.stringify(lintClaims(vendor, { id: 'u_1' }))).not.toContain('u_1');
  });

  test('ends where claims hold themselves, and has seen what stands beside', () => {
    const claims: Record<string, unknown> = {};
    claims['userData'] = Array.from({ length: 20_000 }, () => claims);
    claims['agentData'] = [{ label: 'Paid', value: 'yes', type: 'boolean' }];
    claims['phone'] = '1';
    expect(codes(lintClaims(convrs, claims))).toContain('PHONE_FORMAT');
  });

  test('shows no name that may be data', () => {
    const claims = { userId: 'u_1', userData: { 'j@example.com': 'sk_live_1' } };
    expect(lintClaims(convrs, claims)).toMatchObject([{ path: 'userData["…"]' }]);
  });

  test('does not go on for ever', () => {
    const userData = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`k${index}`, 'sk_live_1']),
    );
    expect(lintClaims(convrs, { userId: 'u_1', userData })).toHaveLength(20);
    expect(lintClaims(convrs, { userId: 'u_1', userData: { k: 'a'.repeat(10_001) } })).toHaveLength(
      0,
    );
    const deep = JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`);
    expect(codes(lintClaims(permissive, deep))).not.toContain('CLAIMS_NOT_OBJECT');
  });

  test('is not misled by a polluted Object.prototype', () => {
    let advice: unknown;
    Object.defineProperty(Object.prototype, 'kid', {
      value: 'x',
      configurable: true,
      enumerable: true,
    });
    try {
      advice = lintClaims(convrs, { userId: 'u_1' });
    } finally {
      Reflect.deleteProperty(Object.prototype, 'kid');
    }
    expect(advice).toStrictEqual([]);
  });
});

describe('options', () => {
  test.each<[string, object]>([
    ['a name for a vendor', { vendor: 'zendesk' }],
    ['an option that is not known', { secrets: SECRET }],
    ['a key id without a secret', { keyId: KEY_ID }],
    ['a time that is none', { now: 7 }],
    ['keys and a secret', { secret: SECRET, keys: [] }],
  ])('%s is refused, as a rejection', async (_, options) => {
    await expect(inspectChatToken(GOOD, options)).rejects.toMatchObject({ name: 'ChatTokenError' });
  });

  test.each([
    7,
    '',
    'a'.repeat(65_537),
    new Uint8Array(0),
    new Uint8Array(65_537),
  ])('a secret that cannot be one: %#', async (secret) => {
    await expect(
      Reflect.apply(inspectChatToken, undefined, [GOOD, { secret }]),
    ).rejects.toMatchObject({ code: 'ERR_SECRET_INVALID' });
  });
});

describe('whatever it is given', () => {
  const part = fc.oneof(
    fc.base64String(),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
    fc.object().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
    fc.string(),
  );
  const token = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, withSparseArray: true }),
    fc.string({ unit: 'binary' }),
    fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
    fc
      .array(
        fc.constantFrom(
          'Bearer ',
          '"',
          GOOD,
          '{"token":"',
          '"}',
          '.',
          'HTTP/1.1 ',
          '\r\n\r\n',
          '=',
        ),
      )
      .map((bits) => bits.join('')),
  );
  const vendor = fc.constantFrom(undefined, khoros, convrs, zendesk, deskpro, permissive);

  test('inspect ends with a report', async () => {
    await fc.assert(
      fc.asyncProperty(token, vendor, async (value, of) => {
        const report = await inspectChatToken(value, { vendor: of, secret: SECRET });
        expect(report.ok).toBe(!report.findings.some(({ severity }) => severity === 'error'));
        JSON.stringify(report);
      }),
      { numRuns: 500 },
    );
  });

  const values = fc.oneof(
    fc.anything(),
    fc.constantFrom('1', '', 'j@example.com', '+447700900123', 'undefined', 4111111111111111, -1),
  );
  const names = [
    'scope',
    'userId',
    'external_id',
    'email',
    'email_verified',
    'userData',
    'agentData',
    'usergroup_ids',
    'fields',
    'exp',
    'iat',
    'nbf',
    'kid',
    'phone',
    'locale',
    'crmID',
  ];
  const claims = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), values);

  test('lintClaims says something or nothing', () => {
    fc.assert(
      fc.property(vendor, fc.oneof(claims, fc.anything()), (of, value) => {
        for (const { code, message, hint } of lintClaims(of ?? convrs, value)) {
          expect(code + message + hint).toBeTruthy();
        }
      }),
    );
  });

  test('what verifying takes has no error of the contract, and what it refuses has one', async () => {
    await fc.assert(
      fc.asyncProperty(claims, async (payload) => {
        const made = forge(HEADER, JSON.stringify({ ...payload, exp: TIMES.exp }));
        const options = { secret: SECRET, now: NOW };
        const isTaken = await verifyChatToken(convrs, made, options).then(
          () => true,
          () => false,
        );
        const { findings } = await inspectChatToken(made, { vendor: convrs, ...options });
        if (isTaken)
          expect(findings.filter(({ severity }) => severity === 'error')).toStrictEqual([]);
        else expect(findings.some(({ severity }) => severity !== 'info')).toBe(true);
      }),
    );
  });

  test.each([
    new Proxy(
      {},
      {
        get: () => {
          throw new Error();
        },
        ownKeys: () => {
          throw new Error();
        },
        getPrototypeOf: () => {
          throw new Error();
        },
      },
    ),
    {
      get token() {
        throw new Error();
      },
    },
    Object.create(null),
    Symbol('token'),
    () => GOOD,
    Object(GOOD),
  ])('an object that does not want to be read: %#', async (value) => {
    expect((await inspectChatToken(value)).ok).toBe(false);
  });

  test('no finding holds a value', async () => {
    const marker = 'zqx7marker';
    const payload = Object.fromEntries(names.map((name) => [name, marker]));
    for (const of of [khoros, convrs, zendesk, deskpro, permissive]) {
      const made = forge({ alg: marker, kid: [marker], typ: marker, crit: marker }, payload);
      const { findings } = await inspectChatToken(made, {
        vendor: of,
        secret: `${marker}${marker}`,
      });
      expect(findings.length).toBeGreaterThan(1);
      expect(JSON.stringify(findings)).not.toContain(marker);
    }
  });
});
