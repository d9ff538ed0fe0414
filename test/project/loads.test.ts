/**
 * Every entry point loads. They are imported within the tests: one that throws while it loads then fails
 * a test, instead of a file without tests.
 */
import { expect, test } from 'vitest';
import { camelCase, vendorFolders } from '../../scripts/generate/lists.ts';

test.each<[string, string, () => Promise<object>]>([
  ['chat-token', 'signChatToken', () => import('chat-token')],
  ['chat-token/server', 'createTokenHandler', () => import('chat-token/server')],
  ['chat-token/html', 'loginScript', () => import('chat-token/html')],
  ['chat-token/browser', 'connectChat', () => import('chat-token/browser')],
  ['chat-token/inspect', 'inspectChatToken', () => import('chat-token/inspect')],
  ['chat-token/testing', 'assertChatTokenFor', () => import('chat-token/testing')],
])('%s has %s', async (_name, member, load) => {
  expect(await load()).toHaveProperty(member);
});

test.each(vendorFolders())('chat-token/vendors/%s has the vendor', async (name) => {
  const all = await import('chat-token');
  const own = await import(/* @vite-ignore */ `chat-token/vendors/${name}`);
  // A folder may have several vendors, whose names begin with its own.
  const names = Object.keys(own).filter((key) => key.startsWith(camelCase(name)));
  expect(names.length).toBeGreaterThan(0);
  for (const key of names) expect(own[key]).toBe(Reflect.get(all, key));
});
