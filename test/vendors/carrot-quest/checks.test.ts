import { carrotQuest } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';

const u = { userId: '5231' };

test.each<[object, string[]]>([
  [u, []],
  [{ ...u, name: 'Jane' }, ['FIELD_OF_IDENTIFY at name']],
  [{ ...u, email: 'j@example.com' }, ['FIELD_OF_IDENTIFY at email']],
  [{ ...u, phone: '1' }, ['FIELD_OF_IDENTIFY at phone']],
  [{ ...u, plan: 'pro' }, ['CLAIM_INVALID at plan']],
  [{}, ['CLAIM_INVALID at userId']],
  [{ userId: 5231 }, ['ID_NOT_STRING at userId']],
  [{ userId: 'j@example.com' }, ['ID_IS_EMAIL at userId']],
  [{ userId: 'u'.repeat(256) }, ['CLAIM_INVALID at userId']],
  [{ ...u, hash: 'x' }, ['HASH_IN_FIELDS at hash']],
])('%j', (fields, findings) => {
  expect(named(lintClaims(carrotQuest, fields))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for Carrot quest', async () => {
  expect(await recognized({ hash: 'x' })).toBe('nobody');
});
