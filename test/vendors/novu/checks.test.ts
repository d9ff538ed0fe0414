import { novu } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';

const u = { subscriberId: 'u_1' };

test.each<[object, string[]]>([
  [u, []],
  [{ subscriberId: 'Jane' }, []],
  [{ ...u, context: {} }, ['FIELD_OF_OTHER_HASH at context']],
  [{ ...u, contextHash: 'x' }, ['FIELD_OF_OTHER_HASH at contextHash']],
  [{ ...u, agentHash: 'x' }, ['FIELD_OF_OTHER_HASH at agentHash']],
  [{ subscriber: 'u_1' }, ['ID_NAMED_SUBSCRIBER at subscriber', 'CLAIM_INVALID at subscriberId']],
  [{ subscriberId: 42 }, ['ID_NOT_STRING at subscriberId']],
  [{ subscriberId: 'j@example.com' }, ['ID_IS_EMAIL at subscriberId']],
  [{ subscriberId: '' }, ['CLAIM_INVALID at subscriberId']],
  [{ ...u, subscriberHash: 'x' }, ['HASH_IN_FIELDS at subscriberHash']],
])('%j', (fields, findings) => {
  expect(named(lintClaims(novu, fields))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for Novu', async () => {
  expect(await recognized({ subscriberId: 'u_1' })).toBe('nobody');
});
