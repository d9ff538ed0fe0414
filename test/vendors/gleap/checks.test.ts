import { gleap } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';

const u = { userId: 'u_1' };

test.each<[object, string[]]>([
  [u, []],
  [{ ...u, email: 'j@example.com', customData: { plan: 'pro' } }, []],
  [{ email: 'j@example.com' }, ['USER_ID_MISSING at userId']],
  [{ userId: 42 }, ['ID_NOT_STRING at userId']],
  [{ userId: 'null' }, ['ID_PLACEHOLDER at userId']],
  [{ userId: 'guest' }, ['ID_SHARED at userId']],
  [{ ...u, email: 'none' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ ...u, value: '7' }, ['CLAIM_INVALID at value']],
  [{ ...u, userHash: 'x' }, ['HASH_IN_FIELDS at userHash']],
])('%j', (fields, findings) => {
  expect(named(lintClaims(gleap, fields))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for Gleap', async () => {
  expect(await recognized({ customData: { plan: 'pro' } })).toBe('nobody');
});
