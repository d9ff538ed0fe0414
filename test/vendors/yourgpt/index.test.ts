import { createHmac } from 'node:crypto';
import { signChatLogin, signChatToken, verifyChatToken, yourgpt } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = 'k3y-0f-hash-for-this-example';
const hashOf = (text: string) => createHmac('sha256', secret).update(text).digest('hex');
const ID = '549694a8aa1ae82b9156cfbf3abe1ae2653ca47f367cfd19d99ad1a120612d08';
const EMAIL = '7593b2482f68b82d27b7366d14d26f0fee3830c44a9efa40150c0b5a8bc4287a';
const email = 'jane@example.com';
const phone = '+14155550123';
const ONE_OF = ': needs one of "ext_user_id", "email", "phone"';

describe('fields', () => {
  describeFaults(yourgpt, [
    [{}, ONE_OF],
    [{ name: 'Jane Doe' }, ONE_OF],
    [{ ext_user_id: null, email: undefined, phone: null }, ONE_OF],
    [{ ext_user_id: '', email }, 'ext_user_id: must not be blank'],
    [{ email: '', phone }, 'email: must not be blank'],
    [{ ext_user_id: 'u_1', email: '' }, 'email: must not be blank'],
    [{ phone: ' ' }, 'phone: must not be blank'],
    [{ ext_user_id: 42 }, 'ext_user_id: must be a string, got a number: pass String(id)'],
    [{ phone: 14155550123 }, 'phone: must be a string, got a number: pass String(id)'],
    [{ email, name: 7 }, 'name: must be a string, got a number'],
    [{ email, user_hash: EMAIL }, 'user_hash: is not known'],
    [{ email, plan: 'pro' }, 'plan: is not known'],
  ]);
});

test('the vectors', () => {
  expect([hashOf('u_1'), hashOf(email)]).toStrictEqual([ID, EMAIL]);
});

test.each<[object, string]>([
  [{ ext_user_id: 'u_1', email, phone, name: 'Jane Doe' }, 'u_1'],
  [{ ext_user_id: 'u_1', phone }, 'u_1'],
  [{ ext_user_id: null, email, phone }, email],
  [{ email, name: 'Jane Doe' }, email],
  [{ phone }, phone],
  [{ email: undefined, phone }, phone],
])('the hash of %j is of %s', async (user, text) => {
  expect(await signChatToken(yourgpt, user, { secret })).toBe(hashOf(text));
  const { userId } = await signChatLogin(yourgpt, user, { secret });
  expect(userId).toBe(text);
});

test('a hash of the email address is not one of a user with an id', async () => {
  await verifyChatToken(yourgpt, EMAIL, { secret, user: { email } });
  await refusal(
    () => verifyChatToken(yourgpt, EMAIL, { secret, user: { ext_user_id: 'u_1', email } }),
    'ERR_SIGNATURE_INVALID',
  );
});

test('the login has the fields and their hash, and never expires', async () => {
  const user = { ext_user_id: 'u_1', email, phone: null, name: 'Jane Doe' };
  expect(await signChatLogin(yourgpt, user, { secret })).toStrictEqual({
    vendor: 'yourgpt',
    token: ID,
    settings: { ext_user_id: 'u_1', email, name: 'Jane Doe', user_hash: ID },
    userId: 'u_1',
    expiresAt: null,
    refreshAt: null,
  });
});
