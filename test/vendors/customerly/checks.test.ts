import { customerly } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';

test.each<[object, string[]]>([
  [{}, []],
  [{ user_id: 'u_1', name: 'Jane Doe' }, []],
  [{ email: 'Jane@Example.com' }, []],
  [{ email: 'none' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ email: undefined, user_id: 'u_1' }, ['EMAIL_MISSING at email']],
  [{ email: 7 }, ['CLAIM_INVALID at email']],
  [{ user_id: 42 }, ['ID_NOT_STRING at user_id']],
  [{ user_id: 'null' }, ['ID_PLACEHOLDER at user_id']],
  [{ user_id: 'guest' }, ['ID_SHARED at user_id']],
  [{ user_id: 'j@example.com' }, ['ID_IS_EMAIL at user_id']],
  [{ app_id: 'abc12345' }, ['APP_ID_IN_FIELDS at app_id']],
  [{ plan: 'pro' }, ['CLAIM_INVALID at plan']],
  [{ email_hash: 'x' }, ['HASH_IN_FIELDS at email_hash']],
])('%j', (fields, findings) => {
  const given = { email: 'jane@example.com', ...fields };
  expect(named(lintClaims(customerly, JSON.parse(JSON.stringify(given))))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for Customerly', async () => {
  const claims = { email: 'j@example.com', email_hash: 'x' };
  expect(await recognized(claims)).not.toBe('customerly');
});
