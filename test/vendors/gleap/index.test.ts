import { createHmac } from 'node:crypto';
import { gleap, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = 'k3y-0f-hash-for-this-example';
const user = { userId: 'u_1', name: 'Jane Doe', customData: { plan: 'pro', teams: ['sales'] } };
const HASH = '549694a8aa1ae82b9156cfbf3abe1ae2653ca47f367cfd19d99ad1a120612d08';

describe('fields', () => {
  const u = { userId: 'u_1' };
  describeFaults(gleap, [
    [{ email: 'jane@example.com' }, 'userId: is missing'],
    [{ userId: 42 }, 'userId: must be a string, got a number: pass String(id)'],
    [{ userId: '' }, 'userId: must not be blank'],
    [{ ...u, name: 7 }, 'name: must be a string, got a number'],
    [{ ...u, value: '7' }, 'value: must be a number, got a string'],
    [{ ...u, value: Infinity }, 'value: must be a finite number'],
    [
      { ...u, customData: { at: new Date(0) } },
      'customData.at: must be JSON, got an instance of Date',
    ],
    [{ ...u, userHash: HASH }, 'userHash: is not known'],
    [{ ...u, plan: 'pro' }, 'plan: is not known'],
  ]);
});

describe('the hash', () => {
  test('is of the id alone', async () => {
    expect(createHmac('sha256', secret).update('u_1').digest('hex')).toBe(HASH);
    expect(await signChatToken(gleap, user, { secret })).toBe(HASH);
    expect(await signChatToken(gleap, { userId: 'u_1' }, { secret })).toBe(HASH);
    const { claims } = await verifyChatToken(gleap, HASH, { secret, user });
    expect(claims).toStrictEqual(user);
  });

  test('of another user is rejected', async () => {
    const other = { ...user, userId: 'u_2' };
    await refusal(
      () => verifyChatToken(gleap, HASH, { secret, user: other }),
      'ERR_SIGNATURE_INVALID',
    );
  });
});

test('the login has the fields and the hash, and never expires', async () => {
  expect(await signChatLogin(gleap, user, { secret })).toStrictEqual({
    vendor: 'gleap',
    token: HASH,
    settings: { ...user, userHash: HASH },
    userId: 'u_1',
    expiresAt: null,
    refreshAt: null,
  });
});
