/** What holds for each vendor with a known token, and what its contract rejects. */
import { type AnyChatVendor, type ChatVendor, signChatToken, verifyChatToken } from 'chat-token';
import jwt from 'jsonwebtoken';
import { expect, test } from 'vitest';
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
import { forAnyUser, keyFor } from '../support/vendors.ts';

/** The user of a known token: its claims without those that signing adds. */
export function userOf<User>(vendor: ChatVendor<User, object>, knownToken: string): User {
  const claims = JSON.parse(decodeToken(knownToken)[1]);
  for (const name of ['iat', 'exp', ...Object.keys(vendor.token.fixedClaims)]) delete claims[name];
  return claims;
}

/** Tests of a vendor's tokens, with one that jsonwebtoken made. */
export function describeTokens(anyVendor: AnyChatVendor, knownToken: string): void {
  const vendor = forAnyUser(anyVendor);
  const user = userOf(vendor, knownToken);
  const options = { ...keyFor(vendor, SECRET, KEY_ID), now: NOW };
  const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };

  test('signs the known token, byte for byte as jsonwebtoken does', async () => {
    expect(await signChatToken(vendor, user, options)).toBe(knownToken);
    const claims = { ...Object(vendor.claims(user)), ...times };
    const { keyId } = options;
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

  if (vendor.token.keyId === 'required') {
    test('rejects a token without kid', async () => {
      const token = { ...vendor.token, readKeyIds: () => [] };
      const made = await signChatToken({ ...vendor, token }, user, { secret: SECRET, now: NOW });
      await refusal(() => verifyChatToken(vendor, made, options), 'ERR_KEY_ID_MISSING');
    });
  } else {
    test('rejects a keyId, because it uses none', async () => {
      const given = { ...options, keyId: 'app_1' };
      await refusal(() => signChatToken(vendor, user, given), 'ERR_OPTION_INVALID');
    });
  }
}

/** Users that are rejected, each with its one fault as `path: message`. */
export function describeFaults(
  vendor: AnyChatVendor,
  rows: readonly (readonly [user: unknown, fault: string])[],
): void {
  test.each(rows)('rejects %o', async (user, fault) => {
    expect(await faults(() => forAnyUser(vendor).claims(user))).toStrictEqual([fault]);
  });
}
