import { convrs, createChatTokenVerifier, verifyChatToken, zendesk } from 'chat-token';
import { describe, expect, test, vi } from 'vitest';
import {
  forge,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  OTHER_SECRET,
  permissive,
  readData,
  refusal,
  SECRET,
} from '../../../support/support.ts';

const HS256 = { alg: 'HS256' };
const key = { secret: SECRET, now: NOW };
const verify = (token: string, options: object = {}) =>
  verifyChatToken(permissive, token, { ...key, ...options });

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

describe('the keys', () => {
  const claims = { scope: 'user', external_id: 'u', exp: NOW_SECONDS + 60 };
  const token = forge({ ...HS256, kid: 'app_1' }, claims);
  const named = (keyId: string, expiresAt?: Date) => ({ keyId, secret: SECRET, expiresAt });
  const check = (...keys: ReturnType<typeof named>[]) =>
    verifyChatToken(zendesk, token, { keys, now: NOW });

  test('are those that the kid names', async () => {
    await expect(check(named('app_2'), named('app_1'))).resolves.toBeDefined();
    await refusal(() => check(named('app_2')), 'ERR_KEY_UNKNOWN');
  });

  test('have not expired', async () => {
    await refusal(() => check(named('app_1', NOW)), 'ERR_KEY_UNKNOWN');
    await expect(check(named('app_1', new Date(NOW.getTime() + 1)))).resolves.toBeDefined();
  });

  test('are not asked for before the form of the token is right', async () => {
    const keys = vi.fn(() => [named('app_1')]);
    const verifyWith = createChatTokenVerifier(zendesk, { keys, now: NOW });
    await refusal(() => verifyWith('a.b.c'), 'ERR_TOKEN_MALFORMED');
    await refusal(() => verifyWith(forge(HS256, claims)), 'ERR_KEY_ID_MISSING');
    expect(keys).not.toHaveBeenCalled();
    await verifyWith(token);
    expect(keys).toHaveBeenCalledTimes(1);
  });
});
