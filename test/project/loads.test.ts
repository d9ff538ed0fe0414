/**
 * Each way into the package opens. They are imported within the tests: where one throws as it loads,
 * it is then a test that fails, and not a file without tests.
 */
import { expect, test } from 'vitest';

test.each<[string, string, () => Promise<object>]>([
  ['chat-token', 'signChatToken', () => import('chat-token')],
  ['chat-token/khoros', 'khoros', () => import('chat-token/khoros')],
  ['chat-token/convrs', 'convrs', () => import('chat-token/convrs')],
  ['chat-token/zendesk', 'zendesk', () => import('chat-token/zendesk')],
  ['chat-token/deskpro', 'deskpro', () => import('chat-token/deskpro')],
  ['chat-token/server', 'createTokenHandler', () => import('chat-token/server')],
  ['chat-token/html', 'loginScript', () => import('chat-token/html')],
  ['chat-token/browser', 'connectChat', () => import('chat-token/browser')],
  ['chat-token/inspect', 'inspectChatToken', () => import('chat-token/inspect')],
  ['chat-token/testing', 'assertChatTokenFor', () => import('chat-token/testing')],
])('%s has %s', async (_name, member, load) => {
  expect(await load()).toHaveProperty(member);
});
