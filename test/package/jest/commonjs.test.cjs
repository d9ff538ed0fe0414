const { khoros, signChatToken, verifyChatToken, zendesk } = require('chat-token');
const server = require('chat-token/server');
const { chatTokenMatchers, testKey } = require('chat-token/testing');

expect.extend(chatTokenMatchers);

test('signs and verifies, with the matchers', async () => {
  const key = testKey(zendesk);
  const token = await signChatToken(zendesk, { external_id: 'u_1' }, key);
  await expect(token).toBeChatTokenFor(zendesk, { external_id: 'u_1' });
  await expect(signChatToken(khoros, { userId: 'u_1' }, testKey(khoros))).resolves.toMatch(/^eyJ/);
  const { claims } = await verifyChatToken(zendesk, token, key);
  expect(claims.external_id).toBe('u_1');
});

test('a function of the package can be replaced', () => {
  const spy = jest.spyOn(server, 'createTokenHandler').mockReturnValue('a handler');
  expect(require('chat-token/server').createTokenHandler()).toBe('a handler');
  spy.mockRestore();
});
