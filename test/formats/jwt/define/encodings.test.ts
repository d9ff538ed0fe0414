/** `secretEncoding`: the key is what the vendor's secret encodes. */
import { defineVendor, jwt, signChatToken, verifyChatToken } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { about, forge, NOW, NOW_SECONDS, refusal } from '../../../support/support.ts';

/** 32 bytes whose base64 has a plus sign, a slash and padding. */
const KEY = Buffer.from('fbff3e5c0a7d41b2968e53d07f6a1c24e8b9035f4d2a6c7180e1f2a3b4c5d6e7', 'hex');
const BASE64 = KEY.toString('base64');
const HEX = KEY.toString('hex');
const u = { id: 'u_1' };
const TOKEN = forge(
  { alg: 'HS256', typ: 'JWT' },
  { ...u, iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 },
  KEY,
);

const vendorWith = (secretEncoding: 'utf8' | 'base64' | 'hex') =>
  defineVendor({
    ...about,
    user: z.strictObject({ id: z.string() }),
    token: jwt({ secretEncoding }),
  });
const sign = (encoding: 'utf8' | 'base64' | 'hex', secret: string | Uint8Array, more = {}) =>
  signChatToken(vendorWith(encoding), u, { secret, now: NOW, ...more });

test('the test key has what tells base64 from base64url', () => {
  expect(BASE64).toMatch(/\+.*\/|\/.*\+/);
  expect(BASE64).toMatch(/[^=]=$/);
});

describe.each([
  ['base64', BASE64],
  ['base64', BASE64.replace('=', '')],
  ['hex', HEX],
  ['hex', HEX.toUpperCase()],
] as const)('%s: %s', (encoding, secret) => {
  test('signs with the decoded key', async () => {
    expect(await sign(encoding, secret)).toBe(TOKEN);
    expect(await sign('utf8', secret)).not.toBe(TOKEN);
  });

  test('verifies with the decoded key, also in a ring', async () => {
    const vendor = vendorWith(encoding);
    await expect(verifyChatToken(vendor, TOKEN, { secret, now: NOW })).resolves.toBeDefined();
    const keys = [{ secret: KEY.toReversed() }, { secret }];
    await expect(verifyChatToken(vendor, TOKEN, { keys, now: NOW })).resolves.toBeDefined();
    const asText = forge({ alg: 'HS256' }, { ...u, exp: NOW_SECONDS + 60 }, secret);
    const options = { secret, now: NOW };
    await refusal(() => verifyChatToken(vendor, asText, options), 'ERR_SIGNATURE_INVALID');
  });

  test('the same string is another key for a vendor that decodes nothing', async () => {
    // Both calls remember the secret.
    const [decoded, text] = [await sign(encoding, secret), await sign('utf8', secret)];
    expect(await sign(encoding, secret)).toBe(decoded);
    expect(text).not.toBe(decoded);
  });

  test('bytes and a CryptoKey are the key itself', async () => {
    expect(await sign(encoding, new Uint8Array(KEY))).toBe(TOKEN);
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('raw', KEY, algorithm, false, ['sign']);
    const vendor = vendorWith(encoding);
    expect(await signChatToken(vendor, u, { secret: key, now: NOW })).toBe(TOKEN);
  });

  test('inspecting finds a token that was signed with the text', async () => {
    const claims = { ...u, iat: NOW_SECONDS, exp: NOW_SECONDS + 60 };
    const codesOf = async (token: string) => {
      const options = { vendor: vendorWith(encoding), secret, now: NOW };
      return (await inspectChatToken(token, options)).findings.map(({ code }) => code);
    };
    const header = { alg: 'HS256', typ: 'JWT' };
    expect(await codesOf(forge(header, claims, secret))).toStrictEqual(['SECRET_NOT_DECODED']);
    expect(await codesOf(TOKEN)).toStrictEqual([]);
  });
});

describe('a secret in another form is rejected', () => {
  test.each([
    ['base64', HEX, 'looks like hex, but must be in base64'],
    ['base64', HEX.toUpperCase(), 'looks like hex, but must be in base64'],
    ['base64', KEY.toString('base64url'), 'is in another form, but must be in base64'],
    // 31 bytes with one of two signs of padding.
    ['base64', KEY.subarray(1).toString('base64').slice(0, -1), 'must be in base64'],
    ['base64', BASE64.slice(0, -3), 'is in another form, but must be in base64'],
    ['base64', `${BASE64.slice(0, 8)}.${BASE64.slice(9)}`, 'must be in base64'],
    ['hex', BASE64, 'looks like base64, but must be in hex'],
    ['hex', HEX.slice(1), 'must be in hex'],
    ['hex', `${HEX.slice(1)}.`, 'is in another form, but must be in hex'],
  ] as const)('%s: %s', async (encoding, secret, message) => {
    const error = await refusal(() => sign(encoding, secret), 'ERR_SECRET_INVALID');
    expect(error.message).toContain(message);
    expect(error.message).not.toContain(secret);
    expect(error.message).toContain(about.title);
    const verify = () => verifyChatToken(vendorWith(encoding), TOKEN, { secret, now: NOW });
    expect((await refusal(verify, 'ERR_SECRET_INVALID')).message).toBe(error.message);
  });

  test('text that comes as bytes, because it would not be decoded', async () => {
    const bytes = Buffer.from(`${BASE64}`);
    const { message } = await refusal(() => sign('base64', bytes), 'ERR_SECRET_INVALID');
    expect(message).toMatch(/is text as bytes.*base64/);
  });

  test('by its place in a ring', async () => {
    const options = { keys: [{ secret: BASE64 }, { secret: HEX }], now: NOW };
    const { message } = await refusal(() => signChatToken(vendorWith('base64'), u, options));
    expect(message).toContain('keys[1].secret looks like hex');
  });
});

test('decoded keys have at least 16 bytes', async () => {
  const of = (length: number) => KEY.subarray(0, length).toString('hex');
  await expect(sign('hex', of(16))).resolves.toBeDefined();
  const { message } = await refusal(() => sign('hex', of(15)), 'ERR_SECRET_INVALID');
  expect(message).toContain('fewer than 16 bytes');
  await expect(sign('hex', of(15), { allowShortSecret: true })).resolves.toBeDefined();
  // 24 characters would be long enough as text.
  await expect(sign('base64', KEY.subarray(0, 16).toString('base64'))).resolves.toBeDefined();
  await refusal(() => sign('utf8', 'k'.repeat(23)), 'ERR_SECRET_INVALID');
});

test('utf8 is the default, and another encoding is rejected', async () => {
  expect(jwt().secretEncoding).toBeUndefined();
  expect(jwt({ secretEncoding: 'utf8' }).secretEncoding).toBeUndefined();
  for (const secretEncoding of ['base64url', null, 64, 'constructor']) {
    const wrong: object = { secretEncoding };
    const { message } = await refusal(() => jwt(wrong), 'ERR_OPTION_INVALID');
    expect(message).toContain('secretEncoding must be one of utf8, base64, hex');
  }
});
