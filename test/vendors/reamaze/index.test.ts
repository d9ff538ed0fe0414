import { createHmac } from 'node:crypto';
import { reamaze, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = 'k3y-0f-hash-for-this-example';
const HASH = 'eed526b3a6931440a94ba22b130ac3d3eb3c698f2f4805f0da28e2f41cd378fe';

const u = { id: 'u_1', email: 'jane@example.com' };
const hmac = (text: string) => createHmac('sha256', secret).update(text).digest('hex');

test('hashes id and email, with a colon between them', async () => {
  const user = { ...u, name: 'Jane Doe' };
  const hash = await signChatToken(reamaze, user, { secret });
  expect([hash, hmac('u_1:jane@example.com')]).toStrictEqual([HASH, HASH]);
  expect((await verifyChatToken(reamaze, hash, { secret, user })).claims).toStrictEqual(user);
});

test('hashes both as given', async () => {
  const user = { id: 'U_1', email: 'Jane@Example.com' };
  expect(await signChatToken(reamaze, user, { secret })).toBe(hmac('U_1:Jane@Example.com'));
});

test.each([
  [{ ...u, id: 'u_2' }],
  [{ ...u, email: 'john@example.com' }],
])('the hash is not that of %j', async (user) => {
  await refusal(() => verifyChatToken(reamaze, HASH, { secret, user }), 'ERR_SIGNATURE_INVALID');
});

test('gives what _support.user takes', async () => {
  const user = { phone: '+14155550123', name: 'Jane Doe', ...u };
  expect(await signChatLogin(reamaze, user, { secret })).toStrictEqual({
    vendor: 'reamaze',
    token: HASH,
    settings: { ...user, authkey: HASH },
    userId: 'u_1',
    expiresAt: null,
    refreshAt: null,
  });
});

test('leaves out what is null', () => {
  expect(reamaze.claims({ ...u, name: null, phone: undefined })).toStrictEqual(u);
});

describeFaults(reamaze, [
  [{ email: u.email }, 'id: is missing'],
  [{ ...u, id: '' }, 'id: must not be blank'],
  [{ ...u, id: 42 }, 'id: must be a string, got a number: pass String(id)'],
  [{ ...u, id: 'shop:1' }, 'id: must not have a colon'],
  [{ ...u, id: ':' }, 'id: must not have a colon'],
  [{ id: 'u_1' }, 'email: is missing'],
  [{ ...u, email: '' }, 'email: must not be blank'],
  [{ ...u, name: 7 }, 'name: must be a string, got a number'],
  [{ ...u, phone: 14155550123 }, 'phone: must be a string, got a number'],
  [{ ...u, authkey: HASH }, 'authkey: is not known'],
  [{ ...u, plan: 'pro' }, 'plan: is not known'],
]);

test.each([
  ['u_1', 'HASH_OF_OTHER_FIELD'],
  ['jane@example.com', 'HASH_OF_OTHER_FIELD'],
  ['u_1:JANE@EXAMPLE.COM', 'HASH_OF_OTHER_CASE'],
])('a hash of %s is explained', async (text, code) => {
  const report = await inspectChatToken(hmac(text), { vendor: reamaze, secret, user: u });
  expect(report.findings.map((finding) => finding.code)).toContain(code);
});

/** Checked by the compiler. */
test('the types', async () => {
  const { settings } = await signChatLogin(reamaze, u, { secret });
  const hash: string = settings.authkey;
  expect(hash).toBe(HASH);
  // @ts-expect-error a hash never expires
  await refusal(() => signChatToken(reamaze, u, { secret, expiresIn: '15m' }));
  // @ts-expect-error id is required
  await refusal(() => reamaze.claims({ email: u.email }));
  // @ts-expect-error email is required
  await refusal(() => reamaze.claims({ id: 'u_1' }));
  // @ts-expect-error signing makes the hash
  await refusal(() => reamaze.claims({ ...u, authkey: hash }));
});
