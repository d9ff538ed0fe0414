import { createHmac } from 'node:crypto';
import { novu, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = 'k3y-0f-hash-for-this-example';
const user = { subscriberId: 'u_1' };
const HASH = '549694a8aa1ae82b9156cfbf3abe1ae2653ca47f367cfd19d99ad1a120612d08';

describe('fields', () => {
  describeFaults(novu, [
    [{}, 'subscriberId: is missing'],
    [{ subscriberId: 42 }, 'subscriberId: must be a string, got a number: pass String(id)'],
    [{ subscriberId: '' }, 'subscriberId: must not be blank'],
    [{ ...user, subscriberHash: HASH }, 'subscriberHash: is not known'],
    [{ ...user, contextHash: HASH }, 'contextHash: is not known'],
    [{ ...user, agentHash: HASH }, 'agentHash: is not known'],
    [{ ...user, context: { tenant: 'acme' } }, 'context: is not known'],
  ]);
});

test.each([
  ['u_1', HASH],
  ['zo\u00eb', '69508e219eeb372f6994e286d7b4a9e1e4bbc0101da1127444651cd5e63e7cae'],
  ['zoe\u0308', '4a953fe0be5b01f8e5b2e43bc279f71dafae8aa70d269c5ee2c65ff7f6b59600'],
])('the hash of %s', async (subscriberId, hash) => {
  expect(createHmac('sha256', secret).update(subscriberId).digest('hex')).toBe(hash);
  expect(await signChatToken(novu, { subscriberId }, { secret })).toBe(hash);
  const { claims } = await verifyChatToken(novu, hash, { secret, user: { subscriberId } });
  expect(claims).toStrictEqual({ subscriberId });
  const other = { subscriberId: 'u_2' };
  await refusal(
    () => verifyChatToken(novu, hash, { secret, user: other }),
    'ERR_SIGNATURE_INVALID',
  );
});

test('both keys of a rotation verify', async () => {
  const keys = [{ secret: 'n3w-key-of-novu-for-this-example' }, { secret }];
  expect((await verifyChatToken(novu, HASH, { keys, user })).claims).toStrictEqual(user);
});

test('the login has the id and its hash, and never expires', async () => {
  expect(await signChatLogin(novu, user, { secret })).toStrictEqual({
    vendor: 'novu',
    token: HASH,
    settings: { subscriberId: 'u_1', subscriberHash: HASH },
    userId: 'u_1',
    expiresAt: null,
    refreshAt: null,
  });
});
