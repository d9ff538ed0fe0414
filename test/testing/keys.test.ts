import {
  type AnyChatVendor,
  convrs,
  defineVendor,
  jwt,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { testKey } from 'chat-token/testing';
import { expect, test } from 'vitest';
import { definition, hashed, permissive, refusal } from '../support/support.ts';

const x = defineVendor({ ...definition, name: 'x', token: jwt() });

test.each<[AnyChatVendor, user: object]>([
  [zendesk, { external_id: 'u_1' }],
  [convrs, { userId: 'u_1' }],
  [permissive, { id: 1 }],
  [x, { id: 1 }],
  [hashed, { id: 'u_1' }],
])('the key of $name signs and verifies, and is obviously fake', async (vendor, user) => {
  const key = testKey(vendor);
  expect(key).toStrictEqual(testKey(vendor));
  expect(key.secret).toBe(`fake-secret-of-${vendor.name}-for-automated-tests`);
  expect(key.secret.length).toBeGreaterThanOrEqual(32);
  expect('keyId' in key).toBe(vendor.token.keyId !== 'unused');
  const sign: (...args: never) => Promise<string> = signChatToken;
  const token = await Reflect.apply(sign, undefined, [vendor, user, key]);
  const options = vendor.token.kind === 'jwt' ? key : { ...key, user };
  await expect(verifyChatToken(vendor, token, options)).resolves.toBeDefined();
});

test('there is no key for what is no vendor', async () => {
  await refusal(() => testKey(JSON.parse('"zendesk"')), 'ERR_OPTION_INVALID');
});
