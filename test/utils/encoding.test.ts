import { signChatToken, verifyChatToken } from 'chat-token';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  decodeBase64url,
  decodeUtf8,
  encodeBase64url,
  encodeJson,
  encodeUtf8,
  isBase64url,
  parseJson,
} from '../../src/utils/encoding.ts';
import { permissive, refusal, SECRET } from '../support/support.ts';

const user = { id: '1' };
const bytes = new TextEncoder().encode(SECRET);

afterEach(() => void vi.unstubAllGlobals());

describe('a runtime without TextEncoder and TextDecoder, such as jsdom', async () => {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify']);
  const token = await signChatToken(permissive, user, { secret: SECRET });

  test.each([
    ['a string', SECRET],
    ['bytes', bytes],
    ['binary bytes', new Uint8Array(32).map((_, index) => 255 - 7 * index)],
    ['a CryptoKey', key],
  ])('has the same error for signing and verifying with %s', async (_form, secret) => {
    vi.stubGlobal('TextEncoder', undefined);
    vi.stubGlobal('TextDecoder', undefined);
    for (const action of [
      () => signChatToken(permissive, user, { secret }),
      () => verifyChatToken(permissive, token, { secret }),
    ]) {
      const { message, hint } = await refusal(action, 'ERR_RUNTIME_UNSUPPORTED');
      expect(message).toBe('This runtime has no TextEncoder');
      expect(hint).toContain('@jest-environment node');
    }
  });

  test('builds claims', () => {
    vi.stubGlobal('TextEncoder', undefined);
    vi.stubGlobal('TextDecoder', undefined);
    expect(permissive.claims(user)).toStrictEqual(user);
  });
});

describe('base64url', () => {
  test('has one canonical form', () => {
    expect(isBase64url('eyJhIjoxfQ')).toBe(true);
    expect(isBase64url('')).toBe(true);
    for (const other of ['eyJhIjoxfR', 'eyJhIjoxfQ==', 'a', 'ab+/', 'ab c', 'YWF', 'ä']) {
      expect(isBase64url(other)).toBe(false);
    }
  });

  test('agrees with Buffer for each byte and length', () => {
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    for (const input of [all, all.subarray(1), all.subarray(2), new Uint8Array()]) {
      const text = encodeBase64url(input);
      expect(text).toBe(Buffer.from(input).toString('base64url'));
      expect(isBase64url(text)).toBe(true);
      expect(decodeBase64url(text)).toStrictEqual(input.slice());
    }
  });

  test('is decoded if it is not canonical, too, but not with padding or another alphabet', () => {
    expect(decodeBase64url('eyJhIjoxfR')).toStrictEqual(decodeBase64url('eyJhIjoxfQ'));
    for (const other of ['eyJhIjoxfQ==', 'a', 'ab+/', 'ab c', 'ä']) {
      expect(decodeBase64url(other)).toBeUndefined();
    }
  });
});

describe('UTF-8', () => {
  const texts = ['', 'a', 'ü€\u{1f600}', '\ufeffa', '\x7f'];
  const malformed = [[0xff], [0xc3], [0xed, 0xa0, 0x80]];

  test('is decoded as it was encoded', () => {
    for (const text of [...texts, '\0']) expect(decodeUtf8(encodeUtf8(text))).toBe(text);
    for (const bytes of malformed) expect(() => decodeUtf8(Uint8Array.from(bytes))).toThrow();
  });

  test('is not decoded without TextDecoder, except in JSON', () => {
    vi.stubGlobal('TextDecoder', undefined);
    expect(() => decodeUtf8(encodeUtf8('a'))).toThrow();
    expect(parseJson(encodeUtf8('"a"'))).toBe('a');
  });

  test.each([true, false])('is parsed as JSON (with TextDecoder: %s)', (hasDecoder) => {
    if (!hasDecoder) vi.stubGlobal('TextDecoder', undefined);
    for (const text of texts) expect(parseJson(encodeUtf8(JSON.stringify(text)))).toBe(text);
    for (const bytes of malformed) {
      expect(parseJson(Uint8Array.of(0x22, ...bytes, 0x22))).toBeUndefined();
    }
  });
});

describe('JSON', () => {
  test('is written in ASCII', () => {
    const value = { name: 'Zoë €\u2028\u{1f600}\ud83d' };
    const text = Buffer.from(encodeJson(value), 'base64url').toString('latin1');
    expect(text).toMatch(/^[ -~]+$/);
    expect(JSON.parse(text)).toStrictEqual(value);
  });

  test('is parsed from UTF-8, and anything else is undefined', () => {
    const parse = (text: string) => parseJson(encodeUtf8(text));
    expect(parse('{"a":"ü"}')).toStrictEqual({ a: 'ü' });
    for (const text of ['', '{', '\ufeff{}', 'jane@example.com', 'undefined']) {
      expect(parse(text)).toBeUndefined();
    }
    expect(parseJson(Uint8Array.of(0x22, 0xff, 0x22))).toBeUndefined();
    expect(parseJson(undefined)).toBeUndefined();
  });
});
