import { tawkLogin, tawkVisitor } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';

test.each<[object, string[]]>([
  [{}, []],
  [{ name: 'Jane Doe' }, []],
  [{ email: 'Jane@Example.com' }, []],
  [{ email: 'none' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ email: undefined }, ['CLAIM_INVALID at email']],
  [{ userId: 'u_1' }, ['FIELD_OF_LOGIN at userId']],
  [{ phone: '1' }, ['FIELD_OF_LOGIN at phone']],
  [{ user: 'u_1' }, ['CLAIM_INVALID at user']],
  [{ hash: 'x' }, ['HASH_IN_FIELDS at hash']],
])('a visitor: %j', (fields, findings) => {
  const given = { email: 'jane@example.com', ...fields };
  expect(named(lintClaims(tawkVisitor, JSON.parse(JSON.stringify(given))))).toStrictEqual(findings);
});

test.each<[object, string[]]>([
  [{}, []],
  [{ name: 'Jane Doe', email: 'j@example.com', phone: '1' }, []],
  [{ userId: undefined, email: 'j@example.com' }, ['USER_ID_MISSING at userId']],
  [{ userId: 42 }, ['ID_NOT_STRING at userId']],
  [{ userId: 'undefined' }, ['ID_PLACEHOLDER at userId']],
  [{ userId: 'guest' }, ['ID_SHARED at userId']],
  [{ userId: 'j@example.com' }, ['ID_IS_EMAIL at userId']],
  [{ email: 'none' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ plan: 'pro' }, ['CLAIM_INVALID at plan']],
  [{ hash: 'x' }, ['HASH_IN_FIELDS at hash']],
])('a login: %j', (fields, findings) => {
  const given = { userId: 'u_1', ...fields };
  expect(named(lintClaims(tawkLogin, JSON.parse(JSON.stringify(given))))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for tawk.to', async () => {
  expect(await recognized({ userId: 'u_1', hash: 'x' })).not.toMatch(/^tawk/);
});
