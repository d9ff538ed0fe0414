import { createHmac } from 'node:crypto';
import { plain } from 'chat-token';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';
import { SECRET } from '../../support/support.ts';

const u = { email: 'j@example.com' };

test.each<[object, string[]]>([
  [u, []],
  [{ ...u, externalId: 'u_1', tenantIdentifier: { externalId: 'acme' } }, []],
  [{ email: 'none' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ ...u, externalId: 42 }, ['ID_NOT_STRING at externalId']],
  [{ ...u, externalId: 'guest' }, ['ID_SHARED at externalId']],
  [{ ...u, requireAuthentication: false }, ['OPTION_OF_INIT at requireAuthentication']],
  [{ ...u, tenantIdentifier: {} }, ['CLAIM_INVALID at tenantIdentifier']],
  [{}, ['CLAIM_INVALID at email']],
  [{ ...u, emailHash: 'x' }, ['HASH_IN_FIELDS at emailHash']],
])('%j', (fields, findings) => {
  expect(named(lintClaims(plain, fields))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for Plain', async () => {
  expect(await recognized(u)).toBe('nobody');
});

test.each([
  ['u_1', 'HASH_OF_OTHER_FIELD'],
  ['j@example.com', 'HASH_OF_OTHER_CASE'],
])('a hash of %s', async (text, code) => {
  const hash = createHmac('sha256', SECRET).update(text).digest('hex');
  const user = { email: 'J@Example.com', externalId: 'u_1' };
  const report = await inspectChatToken(hash, { vendor: plain, user, secret: SECRET });
  expect(report.findings.map((finding) => finding.code)).toContain(code);
});
