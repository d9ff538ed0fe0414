import { expect, test } from '@jest/globals';
import { ChatTokenError, signChatToken, zendesk } from 'chat-token';
import { chatTokenMatchers, testKey } from 'chat-token/testing';

expect.extend(chatTokenMatchers);

test('signs, with the matchers', async () => {
  const token = await signChatToken(zendesk, { external_id: 'u_1' }, testKey(zendesk));
  await expect(token).toBeChatTokenFor(zendesk, { external_id: 'u_1' });
});

test('throws its own error', () => {
  expect(() => zendesk.claims({ external_id: '' })).toThrow(ChatTokenError);
});
