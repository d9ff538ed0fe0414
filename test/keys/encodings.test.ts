/** Secrets that a vendor writes in base64 or hexadecimal. */
import { defineVendor, jwt, signChatToken, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { BASE64, HEXADECIMAL } from '../../src/keys/encodings.ts';
import { definition, forge, NOW, NOW_SECONDS, refusal } from '../support/support.ts';

const KEY = Uint8Array.from({ length: 32 }, (_, index) => (index * 41 + 200) % 256);
const TEXT = Buffer.from(KEY).toString('base64');
const HEX = Buffer.from(KEY).toString('hex');

const inBase64 = defineVendor({ ...definition, token: jwt({ secretEncoding: 'base64' }) });
const inHex = defineVendor({ ...definition, token: jwt({ secretEncoding: 'hex' }) });
const asText = defineVendor({ ...definition, token: jwt({ secretEncoding: 'utf8' }) });

describe('base64', () => {
  test.each(['', 'AA==', 'AAA=', 'AAAA', 'AA', 'AAA', '+/+/', TEXT])('reads %j', (text) => {
    expect(BASE64.decode(text)).toStrictEqual(Uint8Array.from(Buffer.from(text, 'base64')));
  });

  test.each([
    'A',
    'AAAAA',
    'AA=',
    'AAA==',
    'AAAA=',
    '=',
    'A=AA',
    '-_-_',
    'AA A',
    'AA\n',
    'é',
    HEX,
  ])('does not read %j', (text) => {
    expect(BASE64.decode(text)).toBeUndefined();
  });
});

describe('hexadecimal', () => {
  test.each(['00', 'ff', 'FF', 'aBcD', HEX, HEX.toUpperCase()])('reads %j', (text) => {
    expect(HEXADECIMAL.decode(text)).toStrictEqual(Uint8Array.from(Buffer.from(text, 'hex')));
  });

  test.each(['', 'f', 'fff', '0g', '00 ', '0x00', TEXT])('does not read %j', (text) => {
    expect(HEXADECIMAL.decode(text)).toBeUndefined();
  });
});

test.each([
  ['base64', inBase64, TEXT],
  ['base64 without padding', inBase64, TEXT.replaceAll('=', '')],
  ['hexadecimal', inHex, HEX],
  ['the bytes', inBase64, KEY],
  ['the bytes', inHex, KEY],
] as const)('%s is the key that it encodes', async (_, vendor, secret) => {
  const options = { secret, now: NOW };
  const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
  const right = forge({ alg: 'HS256', typ: 'JWT' }, { id: 'u', ...times }, KEY);
  expect(await signChatToken(vendor, { id: 'u' }, options)).toBe(right);
  expect((await verifyChatToken(vendor, right, options)).claims).toMatchObject({ id: 'u' });
  const wrong = forge({ alg: 'HS256', typ: 'JWT' }, { id: 'u', ...times }, String(secret));
  await refusal(() => verifyChatToken(vendor, wrong, options), 'ERR_SIGNATURE_INVALID');
});

test('the same string is another key for a vendor with another encoding, in any order', async () => {
  // It is valid in all three.
  const secret = 'abcdef0123456789abcdef01234567';
  const texts = [inHex, asText, inHex, asText].map((vendor) =>
    signChatToken(vendor, {}, { secret, now: NOW, allowShortSecret: true }),
  );
  const [hex, text, hexAgain, textAgain] = await Promise.all(texts);
  expect([hexAgain, textAgain]).toStrictEqual([hex, text]);
  expect(hex).not.toBe(text);
  const long = `${secret}${secret}`;
  const remembered = (vendor: typeof inHex) =>
    signChatToken(vendor, {}, { secret: long, now: NOW });
  expect(await remembered(inHex)).not.toBe(await remembered(asText));
});

test.each([
  [inBase64, HEX, 'looks like hex, but must be in base64'],
  [inBase64, 'k3y-0f-acme-for-this-one_test-42', 'is in another form, but must be in base64'],
  [inHex, TEXT, 'looks like base64, but must be in hex'],
  [inHex, 'k3y-0f-acme-for-this-one%test-42', 'is in another form, but must be in hex'],
  [inBase64, 'AAECAwQFBgcICQoLDA==', 'has fewer than 16 bytes'],
  [inHex, '00112233445566778899aabbccddee', 'has fewer than 16 bytes'],
  [inBase64, new TextEncoder().encode(TEXT), 'is text as bytes'],
  [inBase64, `"${TEXT}"`, 'is in quotation marks'],
  [inBase64, `${TEXT}\n`, 'a line break'],
] as const)('%o rejects %j', async (vendor, secret, message) => {
  const error = await refusal(() => signChatToken(vendor, {}, { secret }), 'ERR_SECRET_INVALID');
  expect(error.message).toContain(message);
  for (const shown of [error.message, error.hint]) expect(shown).not.toContain(String(secret));
});
