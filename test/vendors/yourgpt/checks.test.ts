import { createHmac } from 'node:crypto';
import { yourgpt } from 'chat-token';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named } from '../../inspect/support.ts';
import { SECRET } from '../../support/support.ts';

const u = { ext_user_id: 'u_1', email: 'jane@example.com', phone: '+14155550123' };

test.each<[object, string[]]>([
  [u, []],
  [{ phone: '+14155550123' }, []],
  [{}, ['CLAIM_INVALID']],
  [{ ...u, external_user_id: 'u_1' }, ['ID_NAMED_EXTERNAL at external_user_id']],
  [{ ...u, ext_user_id: '' }, ['CLAIM_INVALID at ext_user_id']],
  [{ ...u, ext_user_id: 42 }, ['ID_NOT_STRING at ext_user_id']],
  [{ ...u, ext_user_id: 'guest' }, ['ID_SHARED at ext_user_id']],
  [{ ...u, email: 'none' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ ...u, phone: 14155550123 }, ['ID_NOT_STRING at phone']],
  [{ ...u, user_hash: 'x' }, ['HASH_IN_FIELDS at user_hash']],
])('%j', (fields, findings) => {
  expect(named(lintClaims(yourgpt, fields))).toStrictEqual(findings);
});

test.each([
  ['jane@example.com', 'HASH_OF_OTHER_FIELD'],
  ['+14155550123', 'HASH_OF_OTHER_FIELD'],
  ['U_1', 'HASH_OF_OTHER_CASE'],
])('a hash of %s', async (text, code) => {
  const hash = createHmac('sha256', SECRET).update(text).digest('hex');
  const report = await inspectChatToken(hash, { vendor: yourgpt, user: u, secret: SECRET });
  expect(report.findings.map((finding) => finding.code)).toContain(code);
});
