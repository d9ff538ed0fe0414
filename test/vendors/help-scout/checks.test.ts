import { helpScout } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';

const u = { email: 'j@example.com' };

const attributes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`attribute ${n}`, n]));

test.each<[object, string[]]>([
  [u, []],
  [{ ...u, name: 'Jane', plan: 'pro' }, []],
  [{ email: 'none' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ ...u, company: 'x'.repeat(60) }, []],
  [{ ...u, company: 'x'.repeat(61) }, ['COMPANY_CUT at company']],
  [{ ...u, name: 'Jane', ...attributes(30) }, []],
  [{ ...u, name: 'Jane', ...attributes(31) }, ['ATTRIBUTES_TOO_MANY']],
  [{}, ['CLAIM_INVALID at email']],
  [{ ...u, company: 7 }, []],
  [{ ...u, signature: 'x' }, ['HASH_IN_FIELDS at signature']],
])('%j', (fields, findings) => {
  expect(named(lintClaims(helpScout, fields))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for Help Scout', async () => {
  expect(await recognized(u)).toBe('nobody');
});
