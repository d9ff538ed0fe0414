import { webcrypto } from 'node:crypto';
import {
  type ChatVendor,
  convrs,
  defineVendor,
  deskpro,
  khoros,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import {
  type InvalidTokenKind,
  invalidToken,
  invalidTokenKinds,
  testKey,
} from 'chat-token/testing';
import jwt from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';
import {
  anything,
  decodeToken,
  NOW,
  NOW_SECONDS,
  OTHER_SECRET,
  permissive,
  refusal,
} from '../support/support.ts';
import { exampleUser } from '../vendors/tokens.ts';

const optional = defineVendor({
  name: 'optional',
  title: 'Optional',
  docs: 'https://example.com',
  keyId: 'optional',
  schema: convrs.schema,
  lifetime: { default: 300, max: 300 },
});

const VENDORS: ChatVendor<unknown, object>[] = [khoros, convrs, zendesk, deskpro, optional];
const userOf = (vendor: ChatVendor<unknown, object>) =>
  vendor === optional ? { userId: 'u_1' } : exampleUser(vendor);

describe.each(VENDORS)('$name', (vendor) => {
  test('its key signs and verifies, and is obviously fake', async () => {
    const key = testKey(vendor);
    expect(key).toStrictEqual(testKey(vendor));
    expect(key.secret).toMatch(/^fake-secret-of-.*-for-automated-tests$/);
    expect(key.secret.length).toBeGreaterThanOrEqual(32);
    expect('keyId' in key).toBe(vendor.keyId !== 'unused');
    const token = await signChatToken(vendor, userOf(vendor), key);
    await verifyChatToken(vendor, token, key);
  });

  test.each(invalidTokenKinds(vendor))('$kind: $code', async ({ kind, code }) => {
    const token = await invalidToken(vendor, userOf(vendor), kind, { now: NOW });
    const verify = () => verifyChatToken(vendor, token, { ...testKey(vendor), now: NOW });
    if (code === undefined) await verify();
    else await refusal(verify, code);
  });

  test('the same token each time', async () => {
    const once = await invalidToken(vendor, userOf(vendor), 'tampered', { now: NOW });
    expect(await invalidToken(vendor, userOf(vendor), 'tampered', { now: NOW })).toBe(once);
  });
});

test('each vendor has the kinds that it can have', () => {
  const all: Record<InvalidTokenKind, true> = {
    expired: true,
    'not-yet-valid': true,
    'other-key': true,
    'other-key-id': true,
    'no-key-id': true,
    'other-vendor': true,
    tampered: true,
    unsigned: true,
    'other-algorithm': true,
    'no-expiry': true,
    milliseconds: true,
    'text-times': true,
    truncated: true,
  };
  const names = Object.keys(all);
  const without = (...missing: string[]) => names.filter((name) => !missing.includes(name));
  const kindsOf = (vendor: ChatVendor<unknown, object>) =>
    invalidTokenKinds(vendor).map(({ kind }) => kind);
  expect(kindsOf(zendesk)).toStrictEqual(names);
  expect(kindsOf(khoros)).toStrictEqual(names);
  expect(kindsOf(convrs)).toStrictEqual(without('other-key-id', 'no-key-id'));
  expect(kindsOf(deskpro)).toStrictEqual(without('other-key-id', 'no-key-id'));
  expect(kindsOf(optional)).toStrictEqual(without('no-key-id'));
  // It takes any claims, and needs no exp.
  expect(kindsOf(permissive)).toStrictEqual(without('no-key-id', 'other-vendor', 'no-expiry'));
});

const JANE = { external_id: 'u_1', name: 'Jane Doe' };

describe('a wrong token', () => {
  const make = (kind: InvalidTokenKind<'required'>) =>
    invalidToken(zendesk, JANE, kind, { now: NOW });
  const claimsOf = (token: string) => JSON.parse(decodeToken(token)[1]);
  const USER = { scope: 'user', ...JANE };

  test('is wrong in its times', async () => {
    expect(claimsOf(await make('expired'))).toStrictEqual({
      ...USER,
      iat: NOW_SECONDS - 7200,
      exp: NOW_SECONDS - 3600,
    });
    const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
    expect(claimsOf(await make('not-yet-valid'))).toStrictEqual({
      ...USER,
      ...times,
      nbf: NOW_SECONDS + 1800,
    });
    expect(claimsOf(await make('no-expiry'))).toStrictEqual({ ...USER, iat: times.iat });
    expect(claimsOf(await make('milliseconds'))).toStrictEqual({
      ...USER,
      iat: times.iat * 1000,
      exp: times.exp * 1000,
    });
    expect(claimsOf(await make('text-times'))).toStrictEqual({
      ...USER,
      iat: '1767225600',
      exp: '1767229200',
    });
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

  test('was prolonged', async () => {
    const token = await make('tampered');
    const good = await signChatToken(zendesk, JANE, { ...testKey(zendesk), now: NOW });
    expect(claimsOf(token).exp).toBe(claimsOf(good).exp + 3600);
    expect(token.split('.')[2]).toBe(good.split('.')[2]);
  });

  test('lost its end', async () => {
    const token = await make('truncated');
    const good = await signChatToken(zendesk, JANE, { ...testKey(zendesk), now: NOW });
    expect(good.startsWith(token)).toBe(true);
  });

  test('comes from the clock where no time is given', async () => {
    const token = await invalidToken(zendesk, JANE, 'other-key');
    expect(Math.abs(claimsOf(token).iat - Date.now() / 1000)).toBeLessThan(60);
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
    await refusal(() => invalidTokenKinds(JSON.parse('"zendesk"')), 'ERR_OPTION_INVALID');
  });
});

test('a vendor with the shortest name has a key, too', async () => {
  const x = defineVendor({
    name: 'x',
    title: 'X',
    docs: 'https://example.com',
    keyId: 'unused',
    schema: anything,
  });
  expect(testKey(x).secret.length).toBeGreaterThanOrEqual(32);
  await verifyChatToken(x, await signChatToken(x, { id: 1 }, testKey(x)), testKey(x));
});
