import { crisp } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';

const u = { email: 'j@example.com' };

test.each<[object, string[]]>([
  [u, []],
  [{ email: 'none' }, ['EMAIL_INVALID at email']],
  [{ email: 'Jane <j@example.com>' }, ['EMAIL_INVALID at email']],
  [{ email: 'j@example' }, ['EMAIL_INVALID at email']],
  [{}, ['CLAIM_INVALID at email']],
  [{ email: 42 }, ['CLAIM_INVALID at email']],
  [{ ...u, signature: 'x' }, ['HASH_IN_FIELDS at signature']],
  [{ ...u, nickname: 'Jane' }, ['CLAIM_INVALID at nickname']],
])('%j', (fields, findings) => {
  expect(named(lintClaims(crisp, fields))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for Crisp', async () => {
  expect(await recognized(u)).toBe('nobody');
});
