import { helper } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';

const metadata = { name: 'Jane Doe', value: 1200 };

test.each<[object, string[]]>([
  [{}, []],
  [{ email: 'Jane@Example.com' }, []],
  [{ email: 'none' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ email: undefined }, ['EMAIL_MISSING at email']],
  [{ email: 7 }, ['CLAIM_INVALID at email']],
  [{ customerMetadata: metadata }, ['CUSTOMER_METADATA_DROPPED at customerMetadata']],
  [{ metadata }, ['METADATA_IGNORED at metadata']],
  [{ plan: 'pro' }, ['CLAIM_INVALID at plan']],
  [{ emailHash: 'x' }, ['HASH_IN_FIELDS at emailHash']],
])('%j', (fields, findings) => {
  const given = { email: 'jane@example.com', ...fields };
  expect(named(lintClaims(helper, JSON.parse(JSON.stringify(given))))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for Helper', async () => {
  const claims = { email: 'j@example.com', emailHash: 'x', timestamp: 1767225600000 };
  expect(await recognized(claims)).not.toBe('helper');
});
