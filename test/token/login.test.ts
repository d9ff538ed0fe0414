import {
  convrs,
  defineVendor,
  deskpro,
  khoros,
  signChatLogin,
  signChatToken,
  zendesk,
} from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  definition,
  hashed,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  refusal,
  SECRET,
} from '../support/support.ts';
import { keyFor, VENDORS } from '../support/vendors.ts';

const options = { secret: SECRET, now: NOW };
const withId = { ...options, keyId: KEY_ID };

test.each(VENDORS)('$vendor.name: the login has the token that signChatToken signs', async ({
  vendor,
  example,
}) => {
  const { user } = example.full;
  const { kind, expiry, singleUse } = vendor.token;
  const fixed = kind === 'jwt' ? { randomId: () => 'id_1' } : {};
  const given = { ...keyFor(vendor, SECRET, KEY_ID), now: NOW, ...fixed };
  const login = await signChatLogin(vendor, user, given);
  const { timeField } = vendor.token;
  // A hash that expires is never alone.
  const token = timeField === undefined ? await signChatToken(vendor, user, given) : login.token;
  const time = timeField === undefined ? {} : { [timeField.name]: NOW_SECONDS * 1000 };
  const claims = { ...vendor.claims(user), ...time };
  const lifetime = expiry?.default ?? Number.NaN;
  expect(login).toStrictEqual({
    vendor: vendor.name,
    token,
    settings: vendor.settings(claims, token),
    userId: vendor.userId(claims),
    expiresAt: expiry === null ? null : NOW_SECONDS + lifetime,
    refreshAt: expiry === null || singleUse ? null : NOW_SECONDS + Math.floor(0.75 * lifetime),
  });
  expect(JSON.parse(JSON.stringify(login))).toStrictEqual(login);
  expect(JSON.stringify(login.settings)).toContain(token);
});

test("settings are what the vendor's widget takes", async () => {
  const { settings: ofKhoros, token } = await signChatLogin(khoros, { userId: 'u' }, withId);
  expect(ofKhoros).toStrictEqual({ userId: 'u', jwt: token });
  const { settings: ofZendesk } = await signChatLogin(zendesk, { external_id: 'u' }, withId);
  expect(Object.keys(ofZendesk)).toStrictEqual(['jwt']);
  const { settings: ofConvrs } = await signChatLogin(convrs, {}, options);
  expect(Object.keys(ofConvrs)).toStrictEqual(['ConvrsUser']);
  const { settings: ofDeskpro } = await signChatLogin(deskpro, {}, options);
  expect(Object.keys(ofDeskpro)).toStrictEqual(['signedUserInfo']);
  const user = { id: 'u', name: 'Jane Doe' };
  const { settings, token: hash } = await signChatLogin(hashed, user, options);
  expect(settings).toStrictEqual({ ...user, id_hash: hash });
});

test('a user without an id has none in the login', async () => {
  expect((await signChatLogin(convrs, { name: 'Jane' }, options)).userId).toBeNull();
  expect((await signChatLogin(convrs, { userId: 'u' }, options)).userId).toBe('u');
});

describe('refreshAt', () => {
  test.each([
    [1, 0],
    [2, 1],
    [10, 7],
    [3600, 2700],
    ['1d', 64_800],
  ] as const)('is at 75 %% of a lifetime of %s, in whole seconds', async (expiresIn, after) => {
    const { refreshAt } = await signChatLogin(deskpro, {}, { ...options, expiresIn });
    expect(Number(refreshAt) - NOW_SECONDS).toBe(after);
  });
});

test('the id and the hash are of the same user, whatever the user object does', async () => {
  let reads = 0;
  const user = {
    get id() {
      reads += 1;
      return `u_${reads}`;
    },
  };
  const { settings, userId, token } = await signChatLogin(hashed, user, options);
  expect(settings.id).toBe(userId);
  expect(token).toBe(await signChatToken(hashed, { id: String(userId) }, options));
});

test('nothing is signed if the user is not valid, and errors are rejections', async () => {
  const login = signChatLogin(hashed, { id: 7 } as never, options);
  expect(login).toBeInstanceOf(Promise);
  await refusal(() => login, 'ERR_CLAIMS_INVALID');
  await refusal(() => signChatLogin(hashed, { id: 'u' }, {} as never), 'ERR_SECRET_INVALID');
  const given = { ...options, settings: {} };
  await refusal(() => signChatLogin(defineVendor(definition), {}, given), 'ERR_OPTION_INVALID');
});
