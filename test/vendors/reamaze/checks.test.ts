import { reamaze } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';

test.each<[object, string[]]>([
  [{}, []],
  [{ name: 'Jane Doe', phone: '+14155550123' }, []],
  [{ id: 'U_1', email: 'Jane@Example.com' }, []],
  [{ id: 'shop:1' }, ['ID_WITH_COLON at id']],
  [{ id: 'shop-1' }, []],
  [{ id: undefined }, ['CLAIM_INVALID at id']],
  [{ id: 42 }, ['ID_NOT_STRING at id']],
  [{ id: 'undefined' }, ['ID_PLACEHOLDER at id']],
  [{ id: 'guest' }, ['ID_SHARED at id']],
  [{ id: 'j@example.com' }, ['ID_IS_EMAIL at id']],
  [{ email: undefined }, ['CLAIM_INVALID at email']],
  [{ email: 'none' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ phone: '14155550123' }, ['PHONE_NOT_E164 at phone']],
  [{ phone: '+1 415 555 0123' }, ['PHONE_NOT_E164 at phone']],
  [{ phone: '+0155550123' }, ['PHONE_NOT_E164 at phone']],
  [{ phone: '+1234567890123456' }, ['PHONE_NOT_E164 at phone']],
  [{ phone: '+123456789012345' }, []],
  [{ phone: 14155550123 }, ['CLAIM_INVALID at phone']],
  [{ plan: 'pro' }, ['CLAIM_INVALID at plan']],
  [{ authkey: 'x' }, ['HASH_IN_FIELDS at authkey']],
])('%j', (fields, findings) => {
  const given = { id: 'u_1', email: 'jane@example.com', ...fields };
  expect(named(lintClaims(reamaze, JSON.parse(JSON.stringify(given))))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for Re:amaze', async () => {
  expect(await recognized({ id: 'u_1', email: 'j@example.com', authkey: 'x' })).not.toBe('reamaze');
});
