import { readFileSync } from 'node:fs';
import { type ChatVendor, signChatToken, verifyChatToken } from 'chat-token';
import jwt from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';
import type { KNOWN_TOKENS } from '../support/known-tokens.ts';
import { decodeToken, deepFreeze, KEY_ID, NOW, NOW_SECONDS, SECRET } from '../support/support.ts';

/** The demo's user of a vendor, in full. */
export function exampleUser<User>(vendor: ChatVendor<User, object>): User {
  const file = new URL(`../../docs/examples/users/${vendor.name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What holds for the tokens of every built-in vendor. */
export function describeTokens(
  vendor: ChatVendor<unknown, object>,
  knownToken: (typeof KNOWN_TOKENS)[keyof typeof KNOWN_TOKENS],
): void {
  const user = exampleUser(vendor);
  const keyId = vendor.keyId === 'required' ? KEY_ID : undefined;
  const options = { keyId, secret: SECRET, now: NOW };

  describe('tokens', () => {
    test('the known token', async () => {
      expect(await signChatToken(vendor, user, options)).toBe(knownToken);
    });

    test('the same bytes as jsonwebtoken', async () => {
      const claims = { ...vendor.claims(user), iat: NOW_SECONDS, exp: NOW_SECONDS + 900 };
      const theirs = jwt.sign(claims, SECRET, {
        algorithm: 'HS256',
        ...(keyId === undefined ? {} : { keyid: keyId }),
      });
      expect(await signChatToken(vendor, user, { ...options, expiresIn: '15m' })).toBe(theirs);
      expect(jwt.verify(theirs, SECRET, { clockTimestamp: NOW_SECONDS })).toStrictEqual(claims);
    });

    test('header', async () => {
      const [header] = decodeToken(await signChatToken(vendor, user, options));
      const kid = keyId === undefined ? '' : `,"kid":"${keyId}"`;
      expect(header).toBe(`{"alg":"HS256","typ":"JWT"${kid}}`);
    });

    test('round trip', async () => {
      const { claims, header } = await verifyChatToken(vendor, knownToken, options);
      const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
      expect(claims).toStrictEqual({ ...vendor.claims(user), ...times });
      expect(header).toStrictEqual({
        alg: 'HS256',
        typ: 'JWT',
        ...(keyId === undefined ? {} : { kid: keyId }),
      });
    });

    test('the user is left as it was, frozen or not', async () => {
      const before = structuredClone(user);
      const claims = vendor.claims(deepFreeze(structuredClone(user)));
      await signChatToken(vendor, user, options);
      expect(user).toStrictEqual(before);
      expect(claims).not.toBe(user);
    });
  });
}
