/** What holds for each vendor of this package: its tokens, and what its contract refuses. */
import { readFileSync } from 'node:fs';
import { type ChatVendor, signChatToken, verifyChatToken } from 'chat-token';
import jwt from 'jsonwebtoken';
import { expect, test } from 'vitest';
import type { KNOWN_TOKENS } from '../support/known-tokens.ts';
import {
  decodeToken,
  deepFreeze,
  faults,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  refusal,
  SECRET,
} from '../support/support.ts';

/** The demo's user of a vendor, in full. */
export function exampleUser<User>(vendor: ChatVendor<User, object>): User {
  const file = new URL(`../../docs/examples/users/${vendor.name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Tests of a vendor's tokens; `subpath` is what its subpath exports. */
export function describeTokens(
  vendor: ChatVendor<unknown, object>,
  subpath: object,
  knownToken: (typeof KNOWN_TOKENS)[keyof typeof KNOWN_TOKENS],
): void {
  const user = exampleUser(vendor);
  const keyId = vendor.keyId === 'required' ? KEY_ID : undefined;
  const options = { keyId, secret: SECRET, now: NOW };
  const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };

  test('is the same under the subpath', () => {
    expect(Object.values(subpath)).toContain(vendor);
  });

  test('signs the known token, byte for byte as jsonwebtoken does', async () => {
    expect(await signChatToken(vendor, user, options)).toBe(knownToken);
    const claims = { ...vendor.claims(user), ...times };
    const keyid = keyId === undefined ? {} : { keyid: keyId };
    expect(jwt.sign(claims, SECRET, { algorithm: 'HS256', ...keyid })).toBe(knownToken);
    const kid = keyId === undefined ? '' : `,"kid":"${keyId}"`;
    expect(decodeToken(knownToken)[0]).toBe(`{"alg":"HS256","typ":"JWT"${kid}}`);
  });

  test('verifies the known token', async () => {
    const { claims, header } = await verifyChatToken(vendor, knownToken, options);
    expect(claims).toStrictEqual({ ...vendor.claims(user), ...times });
    expect(header).toStrictEqual(JSON.parse(decodeToken(knownToken)[0]));
  });

  test('leaves the user as it was, frozen or not', async () => {
    const before = structuredClone(user);
    const claims = vendor.claims(deepFreeze(structuredClone(user)));
    await signChatToken(vendor, user, options);
    expect(user).toStrictEqual(before);
    expect(claims).not.toBe(user);
  });

  if (keyId !== undefined) {
    test('refuses a token without kid', async () => {
      const token = await signChatToken({ ...vendor, keyId: 'unused' }, user, {
        secret: SECRET,
        now: NOW,
      });
      await refusal(() => verifyChatToken(vendor, token, options), 'ERR_KEY_ID_MISSING');
    });
  } else {
    test('refuses a keyId, for it uses none', async () => {
      const given = { ...options, keyId: 'app_1' };
      await refusal(() => signChatToken(vendor, user, given), 'ERR_OPTION_INVALID');
    });
  }
}

/** Users that are refused, each with its one fault as `path: message`. */
export function describeFaults(
  vendor: ChatVendor<unknown, object>,
  rows: readonly (readonly [user: unknown, fault: string])[],
): void {
  test.each(rows)('refuses %o', async (user, fault) => {
    expect(await faults(() => vendor.claims(user))).toStrictEqual([fault]);
  });
}
