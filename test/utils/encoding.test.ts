import { signChatToken, verifyChatToken } from 'chat-token';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { decodeBinary } from '../../src/utils/encoding.ts';
import { permissive, refusal, SECRET } from '../support/support.ts';

const user = { id: '1' };
const bytes = new TextEncoder().encode(SECRET);

afterEach(() => vi.unstubAllGlobals());

describe('a runtime without TextEncoder and TextDecoder, such as jsdom', async () => {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify']);
  const token = await signChatToken(permissive, user, { secret: SECRET });

  test.each([
    ['a string', SECRET],
    ['bytes', bytes],
    ['a CryptoKey', key],
  ])('gets one error for signing and verifying with %s', async (_form, secret) => {
    vi.stubGlobal('TextEncoder', undefined);
    vi.stubGlobal('TextDecoder', undefined);
    for (const action of [
      () => signChatToken(permissive, user, { secret }),
      () => verifyChatToken(permissive, token, { secret }),
    ]) {
      const { message, hint } = await refusal(action, 'ERR_OPTION_INVALID');
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

test('base64url has one canonical form, unless it is read loosely', () => {
  expect(decodeBinary('eyJhIjoxfQ')).toBe('{"a":1}');
  expect(decodeBinary('eyJhIjoxfR')).toBeUndefined();
  expect(decodeBinary('eyJhIjoxfR', true)).toBe('{"a":1}');
  expect(decodeBinary('eyJhIjoxfQ==', true)).toBeUndefined();
});
