import { createHmac } from 'node:crypto';
import { signChatLogin, signChatToken, tawkLogin, tawkVisitor, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = 'k3y-0f-hash-for-this-example';
const OF_ID = '549694a8aa1ae82b9156cfbf3abe1ae2653ca47f367cfd19d99ad1a120612d08';
const OF_EMAIL = '7593b2482f68b82d27b7366d14d26f0fee3830c44a9efa40150c0b5a8bc4287a';

const email = 'jane@example.com';
const u = { userId: 'u_1', name: 'Jane Doe', email, phone: '+14155550123' };
const hmac = (text: string) => createHmac('sha256', secret).update(text).digest('hex');

describe('tawkVisitor', () => {
  test('hashes the email address, as given', async () => {
    const user = { email, name: 'Jane Doe' };
    const hash = await signChatToken(tawkVisitor, user, { secret });
    expect([hash, hmac(email)]).toStrictEqual([OF_EMAIL, OF_EMAIL]);
    expect((await verifyChatToken(tawkVisitor, hash, { secret, user })).claims).toStrictEqual(user);
    const mixed = { email: 'Jane@Example.com' };
    expect(await signChatToken(tawkVisitor, mixed, { secret })).toBe(hmac('Jane@Example.com'));
  });

  test('gives what Tawk_API.visitor takes', async () => {
    const login = await signChatLogin(tawkVisitor, { name: 'Jane Doe', email }, { secret });
    expect(login).toStrictEqual({
      vendor: 'tawk-visitor',
      token: OF_EMAIL,
      settings: { email, name: 'Jane Doe', hash: OF_EMAIL },
      userId: email,
      expiresAt: null,
      refreshAt: null,
    });
  });

  describeFaults(tawkVisitor, [
    [{}, 'email: is missing'],
    [{ email: '' }, 'email: must not be blank'],
    [{ email, name: 7 }, 'name: must be a string, got a number'],
    [{ email, hash: OF_EMAIL }, 'hash: is not known'],
    [{ email, userId: 'u_1' }, 'userId: is not known'],
  ]);
});

describe('tawkLogin', () => {
  test('hashes the id, and not the email address', async () => {
    const hash = await signChatToken(tawkLogin, u, { secret });
    expect([hash, hmac('u_1')]).toStrictEqual([OF_ID, OF_ID]);
    expect(await signChatToken(tawkLogin, { userId: 'u_1' }, { secret })).toBe(OF_ID);
    expect((await verifyChatToken(tawkLogin, hash, { secret, user: u })).claims).toStrictEqual(u);
  });

  test('gives what Tawk_API.login takes', async () => {
    const login = await signChatLogin(tawkLogin, u, { secret });
    expect(login).toStrictEqual({
      vendor: 'tawk-login',
      token: OF_ID,
      settings: { ...u, hash: OF_ID },
      userId: 'u_1',
      expiresAt: null,
      refreshAt: null,
    });
  });

  describeFaults(tawkLogin, [
    [{ email }, 'userId: is missing'],
    [{ userId: 42 }, 'userId: must be a string, got a number: pass String(id)'],
    [{ ...u, phone: 14155550123 }, 'phone: must be a string, got a number'],
    [{ ...u, hash: OF_ID }, 'hash: is not known'],
    [{ ...u, user_id: 'u_1' }, 'user_id: is not known; did you mean "userId"?'],
  ]);
});

test('the hash of one call is not that of the other', async () => {
  const visitor = { secret, user: { email } };
  await refusal(() => verifyChatToken(tawkVisitor, OF_ID, visitor), 'ERR_SIGNATURE_INVALID');
  const login = { secret, user: u };
  await refusal(() => verifyChatToken(tawkLogin, OF_EMAIL, login), 'ERR_SIGNATURE_INVALID');
});

/** Checked by the compiler. */
test('the types', async () => {
  const { settings } = await signChatLogin(tawkLogin, u, { secret });
  const hash: string = settings.hash;
  expect(hash).toBe(OF_ID);
  // @ts-expect-error a hash never expires
  await refusal(() => signChatToken(tawkLogin, u, { secret, expiresIn: '15m' }));
  // @ts-expect-error userId is required
  await refusal(() => tawkLogin.claims({ email }));
  // @ts-expect-error email is required
  await refusal(() => tawkVisitor.claims({ name: 'Jane Doe' }));
  // @ts-expect-error signing makes the hash
  await refusal(() => tawkVisitor.claims({ email, hash }));
});
