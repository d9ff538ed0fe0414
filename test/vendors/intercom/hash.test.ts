import { createHmac } from 'node:crypto';
import {
  type IntercomHash,
  intercom,
  intercomHash,
  signChatLogin,
  signChatToken,
  type UserOf,
  verifyChatToken,
} from 'chat-token';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = 'k3y-0f-hash-for-this-example';
const OF_ID = '549694a8aa1ae82b9156cfbf3abe1ae2653ca47f367cfd19d99ad1a120612d08';
const OF_EMAIL = '7593b2482f68b82d27b7366d14d26f0fee3830c44a9efa40150c0b5a8bc4287a';

const email = 'jane@example.com';
const u = { user_id: 'u_1' };
const hmac = (text: string) => createHmac('sha256', secret).update(text).digest('hex');

describe('the hash', () => {
  test.each<[UserOf<typeof intercomHash>, string, string]>([
    [{ ...u }, OF_ID, 'u_1'],
    [{ email }, OF_EMAIL, email],
    [{ email, user_id: undefined, name: 'Jane Doe' }, OF_EMAIL, email],
    [{ email, user_id: null }, OF_EMAIL, email],
    // With both, it is always the id.
    [{ email, ...u, plan: 'pro' }, OF_ID, 'u_1'],
  ])('of %j', async (user, expected, text) => {
    const hash = await signChatToken(intercomHash, user, { secret });
    expect([hash, hmac(text)]).toStrictEqual([expected, expected]);
    expect(intercomHash.userId(intercomHash.claims(user))).toBe(text);
  });

  test('of the email address is wrong if there is an id', async () => {
    const given = { secret, user: { ...u, email } };
    await refusal(() => verifyChatToken(intercomHash, OF_EMAIL, given), 'ERR_SIGNATURE_INVALID');
    expect((await verifyChatToken(intercomHash, OF_ID, given)).claims).toStrictEqual(given.user);
  });

  test('is never the signature of a JWT for the same secret', async () => {
    const jwt = await signChatToken(intercom, u, { secret });
    const user_id = jwt.slice(0, jwt.lastIndexOf('.'));
    await refusal(() => signChatToken(intercomHash, { user_id }, { secret }), 'ERR_CLAIMS_INVALID');
  });
});

test('the login has the fields and their hash, and never expires', async () => {
  const user = { plan: 'pro', created_at: 1704067200, ...u };
  const login = await signChatLogin(intercomHash, user, { secret });
  expect(login).toStrictEqual({
    vendor: 'intercom-hash',
    token: OF_ID,
    settings: { ...u, created_at: 1704067200, plan: 'pro', user_hash: OF_ID },
    userId: 'u_1',
    expiresAt: null,
    refreshAt: null,
  });
});

describeFaults(intercomHash, [
  [{ name: 'Jane Doe' }, ': needs one of "user_id", "email"'],
  [{ user_id: '', email }, 'user_id: must not be blank'],
  [{ ...u, email: '' }, 'email: must not be blank'],
  [{ user_id: 42, email }, 'user_id: must be a string, got a number: pass String(id)'],
  [{ ...u, tags: ['vip'] }, 'tags: must be a string, number or boolean, got an array'],
  [{ ...u, userId: 'u_1' }, 'userId: is not known; did you mean "user_id"?'],
  [{ ...u, user_hash: OF_ID }, 'user_hash: is reserved'],
  [{ ...u, intercom_user_jwt: 'x' }, 'intercom_user_jwt: is reserved'],
  [{ ...u, app_id: 'abc12345' }, 'app_id: is reserved'],
  [{ ...u, api_base: 'x' }, 'api_base: is reserved'],
]);

/** Checked by the compiler. */
test('the types know the members, and the attributes that you name', async () => {
  const mine: IntercomHash<{ plan: string; seats?: number }> = intercomHash;
  const { settings } = await signChatLogin(mine, { ...u, plan: 'pro' }, { secret });
  const hash: string = settings.user_hash;
  expect(hash).toBe(OF_ID);
  intercomHash.claims({ ...u, anything: 'goes', seats: 12 });
  // @ts-expect-error a misspelled attribute; the contract cannot know it
  mine.claims({ ...u, plan: 'pro', seat: 1 });
  // @ts-expect-error plan is required
  mine.claims(u);
  // @ts-expect-error attributes are strings, numbers or booleans
  await refusal(() => intercomHash.claims({ ...u, tags: ['vip'] }));
  // @ts-expect-error a hash never expires
  await refusal(() => signChatToken(intercomHash, u, { secret, expiresIn: '15m' }));
  // @ts-expect-error the fields are needed to verify a hash
  await refusal(() => verifyChatToken(intercomHash, OF_ID, { secret }));
});
