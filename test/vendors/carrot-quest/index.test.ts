import { createHmac } from 'node:crypto';
import { carrotQuest, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = 'k3y-0f-hash-for-this-example';
const HASH = '549694a8aa1ae82b9156cfbf3abe1ae2653ca47f367cfd19d99ad1a120612d08';

describe('fields', () => {
  describeFaults(carrotQuest, [
    [{}, 'userId: is missing'],
    [{ userId: 5231 }, 'userId: must be a string, got a number: pass String(id)'],
    [{ userId: '' }, 'userId: must not be blank'],
    [{ userId: 'u'.repeat(256) }, 'userId: must have at most 255 characters'],
    [{ userId: '5231', hash: HASH }, 'hash: is not known'],
    [{ userId: '5231', email: 'jane@example.com' }, 'email: is not known'],
  ]);

  test.each(['u'.repeat(255), '\u{1f600}'.repeat(255)])('an id of 255 characters', (userId) => {
    expect(carrotQuest.claims({ userId })).toStrictEqual({ userId });
  });
});

test('the hash is of the id', async () => {
  const user = { userId: 'u_1' };
  expect(createHmac('sha256', secret).update('u_1').digest('hex')).toBe(HASH);
  expect(await signChatToken(carrotQuest, user, { secret })).toBe(HASH);
  const { claims } = await verifyChatToken(carrotQuest, HASH, { secret, user });
  expect(claims).toStrictEqual(user);
  const other = { userId: 'U_1' };
  await refusal(
    () => verifyChatToken(carrotQuest, HASH, { secret, user: other }),
    'ERR_SIGNATURE_INVALID',
  );
});

test('the login has the id and its hash, and never expires', async () => {
  expect(await signChatLogin(carrotQuest, { userId: 'u_1' }, { secret })).toStrictEqual({
    vendor: 'carrot-quest',
    token: HASH,
    settings: { userId: 'u_1', hash: HASH },
    userId: 'u_1',
    expiresAt: null,
    refreshAt: null,
  });
});
