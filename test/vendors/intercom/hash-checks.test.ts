import { intercomHash } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named } from '../../inspect/support.ts';

const lint = (fields: object) =>
  lintClaims(intercomHash, JSON.parse(JSON.stringify({ user_id: 'u_1', ...fields })));

test.each<[object, string[]]>([
  [{}, []],
  [{ email: 'J@Example.com', name: 'Jane', created_at: 1e11, plan: 'pro' }, []],
  [{ user_id: undefined, email: 'j@example.com' }, []],
  [{ user_id: undefined }, ['CLAIM_INVALID']],
  [{ user_id: 42 }, ['ID_NOT_STRING at user_id']],
  [{ user_id: '' }, ['CLAIM_INVALID at user_id']],
  [{ user_id: 'undefined' }, ['ID_PLACEHOLDER at user_id']],
  [{ user_id: 'anonymous' }, ['ID_SHARED at user_id']],
  [{ user_id: 'j@example.com' }, ['ID_IS_EMAIL at user_id']],
  [{ email: 'none' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ created_at: 1e11 + 1 }, ['CREATED_AT_IN_OTHER_UNIT at created_at']],
  [{ user_hash: 'x' }, ['HASH_IN_FIELDS at user_hash']],
  [{ intercom_user_jwt: 'x' }, ['JWT_IN_FIELDS at intercom_user_jwt']],
  [{ app_id: 'abc12345' }, ['CLAIM_INVALID at app_id']],
  [{ apiKey: 'k' }, ['SENSITIVE_DATA at apiKey']],
])('%j', (fields, findings) => {
  expect(named(lint(fields))).toStrictEqual(findings);
});

test('why a password must not be among the fields', () => {
  expect(lint({ password: 'x' })[0]?.message).toMatch(/ anyone who uses the browser can read it$/);
});
