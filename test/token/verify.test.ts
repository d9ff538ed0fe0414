import { readFileSync } from 'node:fs';
import {
  type ChatVendor,
  convrs,
  createChatTokenVerifier,
  deskpro,
  khoros,
  signChatToken,
  type VerifyChatTokenOptions,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { jwtVerify, SignJWT } from 'jose';
import { describe, expect, test, vi } from 'vitest';
import {
  faults,
  forge,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  permissive,
  readData,
  refusal,
  SECRET,
} from '../support/support.ts';

const VENDORS: Record<string, ChatVendor<unknown, object>> = { khoros, convrs, zendesk, deskpro };
const HS256 = { alg: 'HS256' };
const verify = (token: string, options: Partial<VerifyChatTokenOptions> = {}) =>
  verifyChatToken(permissive, token, {
    secret: SECRET,
    now: NOW,
    ...options,
  } as VerifyChatTokenOptions);

describe('form', () => {
  const good = forge(HS256, { a: 1 });

  test.each([
    ['of type object, not a string', { token: good }],
    ['of type undefined, not a string', undefined],
    ['three parts', good.slice(0, good.lastIndexOf('.'))],
    ['three parts', `${good}.x`],
    ['three parts', '.'.repeat(16_000)],
    ['empty', `.${good.split('.', 3).slice(1).join('.')}`],
    ['empty', good.replace(/[^.]+$/, '')],
    ['canonical base64url', `Bearer ${good}`],
    ['canonical base64url', `"${good}"`],
    ['canonical base64url', `${good}=`],
    ['canonical base64url', good.replace('.eyJhIjoxfQ.', '.eyJhIjoxfR.')],
    ['canonical base64url', forge(HS256, { a: 0 }).replace('.eyJhIjowfQ.', '.eyJhIjowfR.')],
    ['header is not JSON', `e30x.${good.split('.').slice(1).join('.')}`],
    ['header is not JSON', forge('\ufeff{"alg":"HS256"}', {})],
    ['header is not a JSON object', forge('[]', {})],
    ['header is not a JSON object', forge('"x"', {})],
    ['payload is not JSON', forge(HS256, 'jane@example.com')],
    ['payload is not a JSON object', forge(HS256, '[1]')],
    ['payload is not a JSON object', forge(HS256, 'null')],
    ['crit', forge({ ...HS256, crit: ['x'], x: 1 }, {})],
    ['crit', forge({ ...HS256, crit: null }, {})],
    ['typ is not a string', forge({ ...HS256, typ: 1 }, {})],
    ['kid is not a string', forge({ ...HS256, kid: null }, {})],
  ])('%s', async (message, token) => {
    const error = await refusal(() => verify(token as string), 'ERR_TOKEN_MALFORMED');
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('jane');
  });

  test('size is looked at before anything else', async () => {
    const long = 'x'.repeat(16_385);
    await refusal(() => verify(long), 'ERR_TOKEN_TOO_LARGE');
    await refusal(() => verify(long.slice(1)), 'ERR_TOKEN_MALFORMED');
    await refusal(() => verify(good, { maxTokenLength: good.length - 1 }), 'ERR_TOKEN_TOO_LARGE');
    await expect(verify(good, { maxTokenLength: good.length })).resolves.toBeDefined();
  });
});

describe('algorithm', () => {
  test.each([
    'none',
    'HS384',
    'hs256',
    'RS256',
    '',
    null,
    ['HS256'],
    undefined,
  ])('%s', async (alg) => {
    await refusal(() => verify(forge({ alg }, {})), 'ERR_ALGORITHM_REJECTED');
  });

  test('is not taken from a polluted prototype', async () => {
    Object.assign(Object.prototype, { alg: 'HS256' });
    try {
      await refusal(() => verify(forge({ typ: 'JWT' }, {})), 'ERR_ALGORITHM_REJECTED');
    } finally {
      Reflect.deleteProperty(Object.prototype, 'alg');
    }
  });
});

describe('signature', () => {
  test('comes before the claims', async () => {
    const expired = forge(HS256, { exp: 1, id: 1 }, `${SECRET}!`);
    await refusal(() => verify(expired), 'ERR_SIGNATURE_INVALID');
  });

  test('every failure reads alike', async () => {
    const [header, payload, signature = ''] = forge(HS256, {}).split('.');
    const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
    const errors = [];
    for (const wrong of [flipped, signature.slice(0, -3), 'AAAA', 'A'.repeat(43)]) {
      errors.push(await refusal(() => verify([header, payload, wrong].join('.'))));
    }
    expect(new Set(errors.map((error) => error.message)).size).toBe(1);
    expect(new Set(errors.map((error) => error.code))).toStrictEqual(
      new Set(['ERR_SIGNATURE_INVALID']),
    );
  });

  test('headers that point to a key are ignored', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    const pointers = {
      jku: 'https://evil.example/',
      x5u: 'https://evil.example/',
      jwk: { kty: 'oct', k: 'AA' },
    };
    const { header } = await verify(forge({ ...HS256, ...pointers }, {}));
    expect(header).toStrictEqual(HS256);
    expect(fetched).not.toHaveBeenCalled();
  });

  test('the vectors of RFC 7515 and RFC 7520', async () => {
    const { rfc7515_A1: vector } = readData<{ rfc7515_A1: { jwk: { k: string }; token: string } }>(
      'rfc-vectors.json',
    );
    const secret = Buffer.from(vector.jwk.k, 'base64url');
    const now = new Date(1_300_819_379_000);
    const { claims } = await verify(vector.token, { secret, now });
    expect(claims).toStrictEqual({
      iss: 'joe',
      exp: 1_300_819_380,
      'http://example.com/is_root': true,
    });

    const { rfc7520_4_4: cookbook } = readData<{
      rfc7520_4_4: { key: { k: string }; compact: string };
    }>('rfc-vectors.json');
    const key = Buffer.from(cookbook.key.k, 'base64url');
    const error = await refusal(
      () => verify(cookbook.compact, { secret: key }),
      'ERR_TOKEN_MALFORMED',
    );
    expect(error.message).toContain('payload'); // Its signature holds, and its payload is prose.
  });
});

describe('times', () => {
  const at = (claims: object) => forge(HS256, claims);

  test('exp == now is expired, and nbf == now is valid', async () => {
    await refusal(() => verify(at({ exp: NOW_SECONDS })), 'ERR_TOKEN_EXPIRED');
    await expect(verify(at({ exp: NOW_SECONDS + 1 }))).resolves.toBeDefined();
    await refusal(() => verify(at({ nbf: NOW_SECONDS + 1 })), 'ERR_TOKEN_NOT_YET_VALID');
    await expect(verify(at({ nbf: NOW_SECONDS }))).resolves.toBeDefined();
  });

  test('clockTolerance is in seconds, and moves both ends', async () => {
    const clockTolerance = 5;
    await refusal(
      () => verify(at({ exp: NOW_SECONDS - 5 }), { clockTolerance }),
      'ERR_TOKEN_EXPIRED',
    );
    await expect(verify(at({ exp: NOW_SECONDS - 4 }), { clockTolerance })).resolves.toBeDefined();
    await refusal(
      () => verify(at({ nbf: NOW_SECONDS + 6 }), { clockTolerance }),
      'ERR_TOKEN_NOT_YET_VALID',
    );
    await expect(verify(at({ nbf: NOW_SECONDS + 5 }), { clockTolerance })).resolves.toBeDefined();
  });

  test('iat in the future is accepted', async () => {
    await expect(verify(at({ iat: NOW_SECONDS + 1e6 }))).resolves.toBeDefined();
  });

  test.each(['iat', 'exp', 'nbf'])('%s must be a number', async (name) => {
    for (const value of ['1767225600', null, true, [1], {}]) {
      const verdict = () => verify(at({ [name]: value }));
      expect(await faults(verdict)).toStrictEqual([
        `${name}: must be a number of seconds since 1970`,
      ]);
    }
    const infinite = forge(HS256, `{"${name}":1e400}`);
    expect(await faults(() => verify(infinite))).toHaveLength(1);
  });

  test('exp is required, unless the vendor or the caller says otherwise', async () => {
    const token = forge({ ...HS256, kid: KEY_ID }, { scope: 'user', external_id: 'u' });
    const options = { secret: SECRET, now: NOW };
    expect(await faults(() => verifyChatToken(zendesk, token, options))).toStrictEqual([
      'exp: is missing',
    ]);
    const { claims } = await verifyChatToken(zendesk, token, { ...options, requireExpiry: false });
    expect(claims).toStrictEqual({ scope: 'user', external_id: 'u' });
    await expect(verify(at({}))).resolves.toBeDefined();
    expect(await faults(() => verify(at({}), { requireExpiry: true }))).toStrictEqual([
      'exp: is missing',
    ]);
  });

  test('exp is not taken from a polluted prototype', async () => {
    Object.assign(Object.prototype, { exp: NOW_SECONDS + 60 });
    try {
      const verdict = () => verify(at({ a: 1 }), { requireExpiry: true });
      expect(await faults(verdict)).toStrictEqual(['exp: is missing']);
    } finally {
      Reflect.deleteProperty(Object.prototype, 'exp');
    }
  });
});

describe('order', () => {
  test('times come before the contract', async () => {
    const token = forge({ ...HS256, kid: KEY_ID }, { external_id: 7, exp: 1 });
    const verdict = () => verifyChatToken(zendesk, token, { secret: SECRET, now: NOW });
    await refusal(verdict, 'ERR_TOKEN_EXPIRED');
  });

  test("claims come back in the contract's order, the times after them", async () => {
    const token = forge(HS256, { iat: NOW_SECONDS, userId: 'u', exp: NOW_SECONDS + 1 });
    const { claims } = await verifyChatToken(convrs, token, { secret: SECRET, now: NOW });
    expect(JSON.stringify(claims)).toBe(
      `{"userId":"u","iat":${NOW_SECONDS},"exp":${NOW_SECONDS + 1}}`,
    );
  });
});

describe('options', () => {
  test.each([
    { clockTolerance: -1 },
    { clockTolerance: Number.NaN },
    { clockTolerance: Infinity },
    { clockTolerance: '5' },
    { clockTolerance: null },
    { maxTokenLength: 1.5 },
    { requireExpiry: 0 },
    { now: 0 },
    { algorithms: ['HS256'] },
    { clocktolerance: 5 },
  ])('%o', async (options) => {
    const given = { secret: SECRET, ...options } as VerifyChatTokenOptions;
    await refusal(() => verifyChatToken(permissive, 'a.b.c', given), 'ERR_OPTION_INVALID');
    await refusal(() => createChatTokenVerifier(permissive, given), 'ERR_OPTION_INVALID');
  });

  test('per call', async () => {
    const verifier = createChatTokenVerifier(permissive, { secret: SECRET });
    const token = forge(HS256, { exp: NOW_SECONDS });
    await refusal(() => verifier(token, { now: NOW }), 'ERR_TOKEN_EXPIRED');
    await expect(verifier(token, { now: new Date(0) })).resolves.toBeDefined();
    const unknown = { clockTolerance: 5 } as object;
    await refusal(() => verifier(token, unknown), 'ERR_OPTION_INVALID');
  });
});

describe('jose', () => {
  const key = new TextEncoder().encode(SECRET);
  const options = { secret: SECRET, keyId: KEY_ID, now: NOW };

  test.each([
    'khoros',
    'convrs',
    'zendesk',
    'deskpro',
  ])('accepts what is signed here: %s', async (name) => {
    const vendor = VENDORS[name];
    if (vendor === undefined) expect.fail('no such vendor');
    const file = new URL(`../../docs/examples/users/${name}.json`, import.meta.url);
    const keyId = vendor.keyId === 'required' ? KEY_ID : undefined;
    const cryptoKey = await crypto.subtle.importKey(
      'raw',
      key,
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    for (const secret of [SECRET, key, cryptoKey]) {
      const given: unknown = JSON.parse(readFileSync(file, 'utf8'));
      const token = await signChatToken(vendor, given, { secret, keyId, now: NOW });
      const { payload, protectedHeader } = await jwtVerify(token, key, { currentDate: NOW });
      expect(payload).toStrictEqual({
        ...vendor.claims(given),
        iat: NOW_SECONDS,
        exp: NOW_SECONDS + 3600,
      });
      expect(protectedHeader.kid).toBe(keyId);
    }
  });

  const signedBy = (claims: object) =>
    new SignJWT({ scope: 'user', ...claims })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: KEY_ID })
      .setIssuedAt(NOW_SECONDS)
      .setExpirationTime(NOW_SECONDS + 3600)
      .sign(key);

  test('signs the same bytes where all is ASCII', async () => {
    const plain = { external_id: 'u_1', name: 'Jane \u007f "\\/" Doe\n' };
    expect(await signChatToken(zendesk, plain, options)).toBe(await signedBy(plain));
  });

  test('signs the same claims where it is not', async () => {
    const other = { external_id: 'ü_1', name: 'Zoë €\u2028\u{1f600}\ud83d \uffff' };
    const token = await signChatToken(zendesk, other, options);
    const { payload } = await jwtVerify(token, key, { currentDate: NOW });
    expect(payload).toStrictEqual(
      (await jwtVerify(await signedBy(other), key, { currentDate: NOW })).payload,
    );
    expect(payload).toMatchObject(other);
    expect(atob(String(token.split('.')[1]))).toMatch(/^[\0-\x7f]+$/);
  });
});
