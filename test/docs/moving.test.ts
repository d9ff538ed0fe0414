/** The mistakes of docs/moving.md: jsonwebtoken signs each of them, and chat-token throws. */
import { convrs, signChatToken, zendesk } from 'chat-token';
import jwt from 'jsonwebtoken';
import { expect, test } from 'vitest';

const secret = 'cw_test_5f2c9b1e7d4a4c0f8e3b6a1d9c7e2f40a1b2';
const key = { secret, keyId: 'app_62b5e0ffca5a3800f0225c53' };
const claims = { scope: 'user', external_id: 'u_1' };

/** Data from elsewhere, without a type. */
const untyped = (data: object) => JSON.parse(JSON.stringify(data));

test.each([
  ['no kid', jwt.sign(claims, secret), { secret }, {}],
  ['a number as id', jwt.sign({ ...claims, external_id: 1 }, secret), key, { external_id: 1 }],
  ['a line break', jwt.sign(claims, `${secret}\n`), { ...key, secret: `${secret}\n` }, {}],
  ['quotes', jwt.sign(claims, `"${secret}"`), { ...key, secret: `"${secret}"` }, {}],
  ['undefined', jwt.sign(claims, `${undefined}`), { ...key, secret: `${undefined}` }, {}],
  ['iat', jwt.sign({ ...claims, iat: Date.now() }, secret), key, { iat: Date.now() }],
  ['no unit', jwt.sign(claims, secret, { expiresIn: '9' }), { ...key, expiresIn: '9' }, {}],
  ['a scope', jwt.sign({ ...claims, scope: 'app' }, secret), key, { scope: 'app' }],
  ['sign-on', jwt.sign({ jti: '1' }, secret), key, { jti: '1', external_id: undefined }],
])('%s', async (_, there, options, user) => {
  expect(there.split('.')).toHaveLength(3);
  const here = signChatToken(zendesk, untyped({ external_id: 'u_1', ...user }), untyped(options));
  await expect(here).rejects.toThrow(expect.objectContaining({ name: 'ChatTokenError' }));
});

test('a misspelt claim, with the right name', async () => {
  const here = signChatToken(convrs, untyped({ crmId: '1' }), { secret });
  await expect(here).rejects.toThrow(/"crmID"/);
});
