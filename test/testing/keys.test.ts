import { convrs, defineVendor, signChatToken, verifyChatToken, zendesk } from 'chat-token';
import { testKey } from 'chat-token/testing';
import { expect, test } from 'vitest';
import { anything, permissive } from '../support/support.ts';

const x = defineVendor({
  name: 'x',
  title: 'X',
  docs: 'https://example.com',
  keyId: 'unused',
  schema: anything,
});

test.each([
  [zendesk, { external_id: 'u_1' }],
  [convrs, { userId: 'u_1' }],
  [permissive, { id: 1 }],
  [x, { id: 1 }],
] as const)('the key of $name signs and verifies, and is obviously fake', async (vendor, user) => {
  const key = testKey<'required' | 'optional' | 'unused'>(vendor);
  expect(key).toStrictEqual(testKey(vendor));
  expect(key.secret).toMatch(/^fake-secret-of-.*-for-automated-tests$/);
  expect(key.secret.length).toBeGreaterThanOrEqual(32);
  expect('keyId' in key).toBe(vendor.keyId !== 'unused');
  const token = await signChatToken<object, object, 'required' | 'optional' | 'unused'>(
    vendor,
    user,
    key,
  );
  await verifyChatToken(vendor, token, key);
});
