import { defineVendor, hmac, jwt, signChatLogin, signChatToken } from 'chat-token';
import { expect, test } from 'vitest';
import { jwtFormat, STANDARD_EXPIRY } from '../../../src/formats/jwt/format.ts';
import {
  decodeToken,
  definition,
  faults,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  permissive,
  SECRET,
} from '../../support/support.ts';

const options = { secret: SECRET, now: NOW };

test('the format of a vendor in this package has the defaults of jwt', () => {
  const dataOf = (format: object) =>
    Object.entries(format).filter(([, value]) => typeof value !== 'function');
  const ours = jwtFormat({ fixedClaims: {} });
  expect(dataOf(ours)).toStrictEqual(dataOf(jwt()));
  expect(Object.keys(ours)).toStrictEqual(Object.keys(jwt()));
  expect(Object.isFrozen(STANDARD_EXPIRY)).toBe(true);
});

test('a format says what is wrong with a claim that signing sets, and with no other', () => {
  const { explain } = jwt({ fixedClaims: { role: 'visitor', level: 3 } });
  for (const time of ['iat', 'exp', 'nbf']) {
    expect(explain?.(time)).toBe('is reserved: signing sets it');
  }
  expect(explain?.('role')).toBe('is always "visitor" here: leave it out');
  expect(explain?.('level')).toBe('is always 3 here: leave it out');
  for (const other of ['sub', 'plan', 'toString', '__proto__', '']) {
    expect(explain?.(other)).toBeUndefined();
  }
  expect(hmac({ message: () => 'x' }).explain).toBeUndefined();
});

test('a token contains the claims, then the times, and the key id in its header', async () => {
  const user = { b: 2, a: 1 };
  const token = await signChatToken(permissive, user, { ...options, keyId: KEY_ID });
  const times = `"iat":${NOW_SECONDS},"exp":${NOW_SECONDS + 3600}`;
  expect(decodeToken(token)).toStrictEqual([
    `{"alg":"HS256","typ":"JWT","kid":"${KEY_ID}"}`,
    `{"b":2,"a":1,${times}}`,
  ]);
});

test("the lifetime is the vendor's unless the caller sets one, and the login says when it ends", async () => {
  const vendor = defineVendor({ ...definition, token: jwt({ lifetime: { default: 90 } }) });
  const expiryOf = async (given: object) => {
    const { token, expiresAt } = await signChatLogin(vendor, {}, { ...options, ...given });
    expect(JSON.parse(decodeToken(token)[1]).exp).toBe(expiresAt);
    return Number(expiresAt) - NOW_SECONDS;
  };
  expect(await expiryOf({})).toBe(90);
  expect(await expiryOf({ expiresIn: undefined })).toBe(90);
  expect(await expiryOf({ expiresIn: '2m' })).toBe(120);
});

test('claims that make a token too long are rejected', async () => {
  const issues = await faults(() => signChatToken(permissive, { a: 'x'.repeat(16_384) }, options));
  expect(issues).toStrictEqual([
    expect.stringMatching(
      /^a: is the longest claim of a token of 2\d{4} characters, and 16384 fit$/,
    ),
  ]);
});
