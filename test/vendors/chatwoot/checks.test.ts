import { chatwoot } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';

test.each<[object, string[]]>([
  [{}, []],
  [{ name: undefined, email: 'j@example.com' }, []],
  [{ name: undefined, avatar_url: 'https://example.com/j.png' }, []],
  [{ name: undefined }, ['PROFILE_MISSING']],
  [{ name: '', email: '' }, ['PROFILE_MISSING', 'EMAIL_NOT_ADDRESS at email']],
  [{ email: 'none' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ identifier: 'guest' }, ['ID_SHARED at identifier']],
  [{ name: 7 }, ['CLAIM_INVALID at name']],
  [{ identifier: undefined }, ['CLAIM_INVALID at identifier']],
  [{ identifier: 42 }, ['ID_NOT_STRING at identifier']],
  [{ identifier: 'null' }, ['ID_PLACEHOLDER at identifier']],
  [{ identifier: 'j@example.com' }, ['ID_IS_EMAIL at identifier']],
  [{ identifier: '+447700900123' }, ['ID_IS_PHONE at identifier']],
  [{ identifier_hash: 'x' }, ['HASH_IN_FIELDS at identifier_hash']],
  [{ phone_number: '1' }, ['PHONE_NUMBER_ALONE at phone_number']],
])('%j', (fields, findings) => {
  const given = { identifier: 'u_1', name: 'Jane Doe', ...fields };
  expect(named(lintClaims(chatwoot, JSON.parse(JSON.stringify(given))))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for Chatwoot', async () => {
  expect(await recognized({ identifier_hash: 'x' })).toBe('nobody');
});
