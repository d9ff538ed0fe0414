import { createHmac } from 'node:crypto';
import { pylon, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = '4629de5def93d6a2abea6afa9bd5476d9c6cbc04223f9a2f7e517b535dde3e25';
const u = { email: 'jane@example.com' };
const user = { ...u, name: 'Jane Doe', account_external_id: 'acme' };
const HASH = '40c33cd9c9055313623e0897c4d3afc0508f897c137881571f9d1223f1171aa2';

describe('fields', () => {
  describeFaults(pylon, [
    [{}, 'email: is missing'],
    [{ email: 42 }, 'email: must be a string, got a number: pass String(id)'],
    [{ email: '' }, 'email: must not be blank'],
    [{ ...u, name: 7 }, 'name: must be a string, got a number'],
    [{ ...u, account_external_id: 7 }, 'account_external_id: must be a string, got a number'],
    [{ ...u, email_hash: HASH }, 'email_hash: is not known'],
    [{ ...u, app_id: 'x' }, 'app_id: is not known'],
  ]);
});

describe('the hash', () => {
  const key = Buffer.from(secret, 'hex');

  test('is made with the bytes of the secret', async () => {
    expect(createHmac('sha256', key).update(u.email).digest('hex')).toBe(HASH);
    for (const same of [secret, secret.toUpperCase(), key]) {
      expect(await signChatToken(pylon, user, { secret: same })).toBe(HASH);
      const { claims } = await verifyChatToken(pylon, HASH, { secret: same, user });
      expect(claims).toStrictEqual(user);
    }
  });

  test('that was made with the text of the secret is rejected', async () => {
    const ofText = '18766fa8a34423b4f2e10e7447f72a6674afc08d3563d36a098e964ad0ade465';
    expect(createHmac('sha256', secret).update(u.email).digest('hex')).toBe(ofText);
    await refusal(() => verifyChatToken(pylon, ofText, { secret, user }), 'ERR_SIGNATURE_INVALID');
  });

  test.each([
    'k3y-0f-pylon-for-this-one-example',
    `${secret}0`,
  ])('is not made with the secret %s', async (wrong) => {
    await refusal(() => signChatToken(pylon, user, { secret: wrong }), 'ERR_SECRET_INVALID');
  });

  test('is of the address alone, as given', async () => {
    const email = 'Jane@Example.com';
    const hash = createHmac('sha256', key).update(email).digest('hex');
    expect(hash).not.toBe(HASH);
    expect(await signChatToken(pylon, { ...user, email }, { secret })).toBe(hash);
    expect(await signChatToken(pylon, { email }, { secret })).toBe(hash);
  });
});

test('the login has the fields and the hash, and never expires', async () => {
  expect(await signChatLogin(pylon, user, { secret })).toStrictEqual({
    vendor: 'pylon',
    token: HASH,
    settings: { ...user, email_hash: HASH },
    userId: 'jane@example.com',
    expiresAt: null,
    refreshAt: null,
  });
});
