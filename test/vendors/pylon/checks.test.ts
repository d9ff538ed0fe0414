import { createHmac } from 'node:crypto';
import { pylon } from 'chat-token';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';

const secret = '4629de5def93d6a2abea6afa9bd5476d9c6cbc04223f9a2f7e517b535dde3e25';

const u = { email: 'j@example.com' };

test.each<[object, string[]]>([
  [u, []],
  [{ ...u, name: 'Jane', account_external_id: 'acme' }, []],
  [{ email: 'none' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ ...u, app_id: 'x' }, ['APP_ID_IN_FIELDS at app_id']],
  [{ ...u, account_external_id: 7 }, ['ID_NOT_STRING at account_external_id']],
  [{}, ['CLAIM_INVALID at email']],
  [{ ...u, email_hash: 'x' }, ['HASH_IN_FIELDS at email_hash']],
])('%j', (fields, findings) => {
  expect(named(lintClaims(pylon, fields))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for Pylon', async () => {
  expect(await recognized(u)).toBe('nobody');
});

const key = Buffer.from(secret, 'hex');
const ofText = createHmac('sha256', secret).update(u.email).digest('hex');
const hashOf = (text: string) => createHmac('sha256', key).update(text).digest('hex');

test.each([
  ['SECRET_NOT_DECODED', ofText],
  ['HASH_OF_OTHER_FIELD', hashOf('acme')],
  ['HASH_OF_OTHER_CASE', hashOf(u.email.toUpperCase())],
])('%s', async (code, hash) => {
  const user = { ...u, account_external_id: 'acme' };
  const report = await inspectChatToken(hash, { vendor: pylon, user, secret });
  expect(report.findings.map((finding) => finding.code)).toContain(code);
});
