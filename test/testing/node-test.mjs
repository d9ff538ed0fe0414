/** The assertions in node:test: assertions.test.ts runs this file, with the built package. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convrs, signChatToken, zendesk } from 'chat-token';
import { assertChatTokenFor, assertExpiresIn, invalidToken, testKey } from 'chat-token/testing';

const jane = { external_id: 'u_1', name: 'Jane Doe' };

test('a token for the vendor', async () => {
  const options = { ...testKey(zendesk), expiresIn: '15m' };
  const token = await signChatToken(zendesk, jane, options);
  const { claims } = await assertChatTokenFor(zendesk, token, jane);
  assert.equal(claims.scope, 'user');
  assertExpiresIn(token, '15m');
});

test('a token for another vendor', async () => {
  const token = await signChatToken(zendesk, jane, testKey(zendesk));
  await assert.rejects(assertChatTokenFor(convrs, token), {
    name: 'AssertionError',
    code: 'ERR_ASSERTION',
    message: /^The token is not valid for Convrs Web Chat: ERR_SIGNATURE_INVALID\n/,
  });
});

test('other claims', async () => {
  const token = await signChatToken(zendesk, jane, testKey(zendesk));
  await assert.rejects(assertChatTokenFor(zendesk, token, { external_id: 'u_1' }), {
    message: /\n {2}name\n {4}expected: nothing\n {4}received: "Jane Doe"$/,
  });
});

test('a wrong token', async () => {
  const token = await invalidToken(convrs, { userId: 'u_1' }, 'tampered');
  await assert.rejects(assertChatTokenFor(convrs, token), /ERR_SIGNATURE_INVALID/);
});
