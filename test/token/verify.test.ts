import {
  convrs,
  createChatTokenVerifier,
  type VerifyChatTokenOptions,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { describe, expect, test, vi } from 'vitest';
import {
  faults,
  forge,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  OTHER_SECRET,
  permissive,
  readData,
  refusal,
  SECRET,
} from '../support/support.ts';

const HS256 = { alg: 'HS256' };
const verify = (token: string, options: Partial<VerifyChatTokenOptions<'optional'>> = {}) => {
  const given = { secret: SECRET, now: NOW, ...options } as VerifyChatTokenOptions<'optional'>;
  return verifyChatToken(permissive, token, given);
};
const key = { secret: SECRET, now: NOW };

describe('the signature', () => {
  test('comes before the claims', async () => {
    const error = await refusal(() => verify(forge(HS256, { exp: 1, iat: 'x' }, OTHER_SECRET)));
    expect(error.code).toBe('ERR_SIGNATURE_INVALID');
    expect(Object.keys(error).sort()).toStrictEqual(['code', 'hint']);
  });

  test('fails with one message, whatever is wrong with it', async () => {
    const [header, payload, signature = ''] = forge(HS256, {}).split('.');
    const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
    const messages = new Set<string>();
    for (const wrong of [flipped, signature.slice(0, -3), 'AAAA', 'A'.repeat(43)]) {
      const token = [header, payload, wrong].join('.');
      messages.add((await refusal(() => verify(token), 'ERR_SIGNATURE_INVALID')).message);
    }
    expect(messages.size).toBe(1);
  });

  test('is never checked with a key in the header, and none is fetched', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    const url = 'https://evil.example/';
    const k = Buffer.from(OTHER_SECRET).toString('base64url');
    const jwk = { kty: 'oct', alg: 'HS256', k };
    const pointers = { jku: url, x5u: url, jwk, jwks: { keys: [jwk] }, x5c: [k] };
    for (const pointer of [{ jwk }, { jwk, kid: 'a' }, { jwks: { keys: [jwk] } }, { x5c: [k] }]) {
      const token = forge({ ...HS256, ...pointer }, {}, OTHER_SECRET);
      await refusal(() => verify(token), 'ERR_SIGNATURE_INVALID');
    }
    const own = { ...HS256, typ: 'JWT', kid: 'k' };
    const { header } = await verify(forge({ ...own, ...pointers }, {}));
    expect(header).toStrictEqual(own);
    expect(fetched).not.toHaveBeenCalled();
  });

  test('holds in the examples of RFC 7515 and RFC 7520', async () => {
    const { rfc7515_A1: vector, rfc7520_4_4: cookbook } = readData<{
      rfc7515_A1: { jwk: { k: string }; token: string };
      rfc7520_4_4: { key: { k: string }; compact: string };
    }>('rfc-vectors.json');
    const secret = Buffer.from(vector.jwk.k, 'base64url');
    const { claims } = await verify(vector.token, { secret, now: new Date(1_300_819_379_000) });
    const own = { 'http://example.com/is_root': true };
    expect(claims).toStrictEqual({ iss: 'joe', exp: 1_300_819_380, ...own });

    const prose = { secret: Buffer.from(cookbook.key.k, 'base64url') };
    const error = await refusal(() => verify(cookbook.compact, prose), 'ERR_TOKEN_MALFORMED');
    expect(error.message).toContain('payload');
  });
});

describe('times', () => {
  const EXPIRED = 'ERR_TOKEN_EXPIRED';
  const EARLY = 'ERR_TOKEN_NOT_YET_VALID';

  test.each([
    ['exp', 0, 0, EXPIRED],
    ['exp', 1, 0, undefined],
    ['nbf', 1, 0, EARLY],
    ['nbf', 0, 0, undefined],
    ['exp', -5, 5, EXPIRED],
    ['exp', -4, 5, undefined],
    ['nbf', 6, 5, EARLY],
    ['nbf', 5, 5, undefined],
    ['iat', 1e6, 0, undefined],
  ] as const)('%s at %i seconds from now, tolerance %i: %s', async (name, from, clockTolerance, code) => {
    const token = forge(HS256, { [name]: NOW_SECONDS + from });
    if (code !== undefined) await refusal(() => verify(token, { clockTolerance }), code);
    else await expect(verify(token, { clockTolerance })).resolves.toBeDefined();
  });

  test.each(['iat', 'exp', 'nbf'])('%s must be a number', async (name) => {
    for (const value of ['"1767225600"', 'null', 'true', '[1]', '{}', '1e400']) {
      const verdict = () => verify(forge(HS256, `{"${name}":${value}}`));
      expect(await faults(verdict)).toStrictEqual([
        `${name}: must be a number of seconds since 1970`,
      ]);
    }
  });

  test('exp is required unless the vendor or the caller says otherwise', async () => {
    const token = forge({ ...HS256, kid: KEY_ID }, { scope: 'user', external_id: 'u' });
    const missing = ['exp: is missing'];
    expect(await faults(() => verifyChatToken(zendesk, token, key))).toStrictEqual(missing);
    const { claims } = await verifyChatToken(zendesk, token, { ...key, requireExpiry: false });
    expect(claims).toStrictEqual({ scope: 'user', external_id: 'u' });
    const open = forge(HS256, {});
    await expect(verify(open)).resolves.toStrictEqual({ claims: {}, header: HS256 });
    const { message } = await refusal(() => verify(open, { requireExpiry: true }));
    expect(message).toContain("The token's times are not valid: exp");
  });
});

test('kid comes before the signature, times before the contract', async () => {
  const claims = { external_id: 7, exp: 1 };
  const unnamed = forge(HS256, claims, OTHER_SECRET);
  await refusal(() => verifyChatToken(zendesk, unnamed, key), 'ERR_KEY_ID_MISSING');
  const token = forge({ ...HS256, kid: KEY_ID }, claims);
  await refusal(() => verifyChatToken(zendesk, token, key), 'ERR_TOKEN_EXPIRED');
});

test("claims come back in the contract's order, the times after them", async () => {
  const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 1 };
  const token = forge(HS256, { ...times, email: 'j@example.com', userId: 'u' });
  const { claims } = await verifyChatToken(convrs, token, key);
  const inOrder = { userId: 'u', email: 'j@example.com', ...times };
  expect(JSON.stringify(claims)).toBe(JSON.stringify(inOrder));
});

describe('options', () => {
  test.each<[name: string, values: unknown[], byDefault: string]>([
    ['clockTolerance', [Number.NaN, Infinity, -Infinity, -1, 1.5, '5', null], '0'],
    ['maxTokenLength', [Number.NaN, Infinity, -Infinity, -1, 1.5], '16384'],
    ['requireExpiry', [0, 'no', null], 'false'],
    // No pattern for claims, and no choice of algorithm.
    ...['issuer', 'iss', 'audience', 'subject', 'algorithms', 'clocktolerance'].map(
      (name): [string, unknown[], string] => [name, [/^https:/g], 'requireExpiry'],
    ),
  ])('%s is checked at once', async (name, values, hint) => {
    for (const value of values) {
      const given = { ...key, [name]: value } as typeof key;
      await refusal(() => verifyChatToken(permissive, 'a.b.c', given), 'ERR_OPTION_INVALID');
      const early = await refusal(() => createChatTokenVerifier(permissive, given));
      expect([early.code, early.message]).toMatchObject([
        'ERR_OPTION_INVALID',
        expect.stringContaining(name),
      ]);
      expect(early.hint).toContain(hint);
    }
  });

  test('of one call: now', async () => {
    const verifier = createChatTokenVerifier(permissive, { secret: SECRET });
    const token = forge(HS256, { exp: NOW_SECONDS });
    await refusal(() => verifier(token, { now: NOW }), 'ERR_TOKEN_EXPIRED');
    await expect(verifier(token, { now: new Date(0) })).resolves.toBeDefined();
    for (const overrides of [null, { now: 0 }, { clockTolerance: 1 }]) {
      await refusal(() => verifier(token, overrides as object), 'ERR_OPTION_INVALID');
    }
  });
});
