import { webcrypto } from 'node:crypto';
import { convrs, type Jwt, signChatToken, verifyChatToken, zendesk } from 'chat-token';
import { type InvalidTokenKind, invalidToken, testKey } from 'chat-token/testing';
import jwt from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';
import { decodeToken, NOW, NOW_SECONDS, OTHER_SECRET, refusal } from '../support/support.ts';

const JANE = { external_id: 'u_1', name: 'Jane Doe' };
const good = await signChatToken(zendesk, JANE, { ...testKey(zendesk), now: NOW });
const make = (kind: InvalidTokenKind<Jwt<'required'>>) =>
  invalidToken(zendesk, JANE, kind, { now: NOW });
const claimsOf = (token: string) => JSON.parse(decodeToken(token)[1]);

describe('a wrong token', () => {
  const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };

  test.each<[InvalidTokenKind<Jwt<'required'>>, object]>([
    ['expired', { iat: times.iat - 7200, exp: times.iat - 3600 }],
    ['not-yet-valid', { ...times, nbf: times.iat + 1800 }],
    ['no-expiry', { iat: times.iat }],
    ['milliseconds', { iat: times.iat * 1000, exp: times.exp * 1000 }],
    ['string-times', { iat: String(times.iat), exp: String(times.exp) }],
    ['tampered', { ...times, exp: times.exp + 3600 }],
  ])('is wrong in its times alone: %s', async (kind, expected) => {
    expect(claimsOf(await make(kind))).toStrictEqual({ scope: 'user', ...JANE, ...expected });
  });

  test('is right in all others, so says another library', async () => {
    const { secret } = testKey(zendesk);
    const verify = (token: string, algorithm: 'HS256' | 'HS512' = 'HS256') =>
      jwt.verify(token, secret, { algorithms: [algorithm], clockTimestamp: NOW_SECONDS });
    verify(await make('other-algorithm'), 'HS512');
    for (const kind of ['other-key-id', 'no-key-id', 'other-vendor', 'milliseconds'] as const) {
      verify(await make(kind));
    }
  });

  test('was changed after it was signed, or lost its end', async () => {
    expect((await make('tampered')).split('.')[2]).toBe(good.split('.')[2]);
    expect(good.startsWith(await make('truncated'))).toBe(true);
  });

  test('comes from the clock where no time is given', async () => {
    const before = Math.floor(Date.now() / 1000);
    const { iat } = claimsOf(await invalidToken(zendesk, JANE, 'other-key'));
    expect(iat).toBeGreaterThanOrEqual(before);
    expect(iat).toBeLessThanOrEqual(Date.now() / 1000);
  });
});

describe('options', () => {
  test('the key that the code knows', async () => {
    const key = { keyId: 'app_1', secret: OTHER_SECRET };
    const token = await invalidToken(zendesk, JANE, 'expired', key);
    await refusal(() => verifyChatToken(zendesk, token, key), 'ERR_TOKEN_EXPIRED');
    const secret = new TextEncoder().encode('short');
    const short = await invalidToken(convrs, { userId: 'u' }, 'expired', { secret });
    const options = { secret, allowShortSecret: true };
    await refusal(() => verifyChatToken(convrs, short, options), 'ERR_TOKEN_EXPIRED');
  });

  test('a CryptoKey signs in no other way', async () => {
    const hash = { name: 'HMAC', hash: 'SHA-256' };
    const secret: unknown = await webcrypto.subtle.generateKey(hash, false, ['sign']);
    const options = Object.assign(JSON.parse('{}'), { secret });
    await refusal(() => invalidToken(convrs, {}, 'expired', options), 'ERR_OPTION_INVALID');
  });

  test('what is refused', async () => {
    const user = JSON.parse('{ "id": 7 }');
    await refusal(() => invalidToken(zendesk, user, 'expired'), 'ERR_CLAIMS_INVALID');
    const kind = JSON.parse('"no-key-id"');
    await refusal(() => invalidToken(convrs, {}, kind), 'ERR_OPTION_INVALID');
    const options = JSON.parse('{ "keyid": "app_1" }');
    await refusal(() => invalidToken(zendesk, JANE, 'expired', options), 'ERR_OPTION_INVALID');
  });
});
