import { createHmac } from 'node:crypto';
import { customerly, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = 'k3y-0f-hash-for-this-example';
const HASH = '7593b2482f68b82d27b7366d14d26f0fee3830c44a9efa40150c0b5a8bc4287a';
const OF_MIXED_CASE = '18fbc4a45634aa7ab09570a1ae166e35bacd5cfafaaa81bcc3a158cef62d0ac6';

const email = 'jane@example.com';
const u = { user_id: 'u_1', email, name: 'Jane Doe' };
const hmac = (text: string) => createHmac('sha256', secret).update(text).digest('hex');

test('hashes the email address, and not the id', async () => {
  const hash = await signChatToken(customerly, u, { secret });
  expect([hash, hmac(email)]).toStrictEqual([HASH, HASH]);
  expect(await signChatToken(customerly, { email }, { secret })).toBe(HASH);
  expect((await verifyChatToken(customerly, hash, { secret, user: u })).claims).toStrictEqual(u);
});

test('hashes and sends the email address in lower case, and nothing else', async () => {
  const user = { user_id: 'U_1', email: 'Jane@Example.com', name: 'Jane Doe' };
  expect(await signChatLogin(customerly, user, { secret })).toStrictEqual({
    vendor: 'customerly',
    token: HASH,
    settings: { user_id: 'U_1', email, name: 'Jane Doe', email_hash: HASH },
    userId: email,
    expiresAt: null,
    refreshAt: null,
  });
  expect((await verifyChatToken(customerly, HASH, { secret, user })).claims.email).toBe(email);
});

test('a hash of the address with upper-case letters is invalid, and explained', async () => {
  expect(hmac('Jane@Example.com')).toBe(OF_MIXED_CASE);
  const user = { email: 'Jane@Example.com' };
  await refusal(
    () => verifyChatToken(customerly, OF_MIXED_CASE, { secret, user }),
    'ERR_SIGNATURE_INVALID',
  );
  const report = await inspectChatToken(OF_MIXED_CASE, { vendor: customerly, secret, user });
  expect(report.findings.map(({ code }) => code)).toContain('HASH_OF_OTHER_CASE');
});

test('a hash of the id is invalid, and explained', async () => {
  await refusal(
    () => verifyChatToken(customerly, hmac('u_1'), { secret, user: u }),
    'ERR_SIGNATURE_INVALID',
  );
  const report = await inspectChatToken(hmac('u_1'), { vendor: customerly, secret, user: u });
  expect(report.findings.map(({ code }) => code)).toContain('HASH_OF_OTHER_FIELD');
});

test('leaves out what is null', () => {
  expect(customerly.claims({ email, user_id: null, name: undefined })).toStrictEqual({ email });
});

describeFaults(customerly, [
  [{ user_id: 'u_1' }, 'email: is missing'],
  [{ email: '' }, 'email: must not be blank'],
  [{ email: true }, 'email: must be a string, got a boolean'],
  [{ ...u, user_id: 42 }, 'user_id: must be a string, got a number: pass String(id)'],
  [{ ...u, user_id: '' }, 'user_id: must not be blank'],
  [{ ...u, name: 7 }, 'name: must be a string, got a number'],
  [{ ...u, email_hash: HASH }, 'email_hash: is not known'],
  [{ ...u, app_id: 'abc12345' }, 'app_id: is not known'],
  [{ ...u, plan: 'pro' }, 'plan: is not known'],
]);

/** Checked by the compiler. */
test('the types', async () => {
  const { settings } = await signChatLogin(customerly, u, { secret });
  const hash: string = settings.email_hash;
  expect(hash).toBe(HASH);
  // @ts-expect-error a hash never expires
  await refusal(() => signChatToken(customerly, u, { secret, expiresIn: '15m' }));
  // @ts-expect-error email is required
  await refusal(() => customerly.claims({ user_id: 'u_1' }));
  // @ts-expect-error signing makes the hash
  await refusal(() => customerly.claims({ ...u, email_hash: hash }));
});
