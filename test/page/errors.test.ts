/** A runtime without a global that the page needs: an error with a code that names it. */
import { connectChat, createTokenSource } from 'chat-token/browser';
import { describe, expect, test, vi } from 'vitest';
import { refusal } from '../support/support.ts';
import { answer, connect, pass, REFRESH, usePage } from './support.ts';

usePage();

const widget = { vendor: 'test', title: 'Test Chat', isReady: () => true, login() {} };
const CALLS = {
  connectChat: () => connectChat(widget, { endpoint: '/chat' }),
  createTokenSource: () => createTokenSource({ endpoint: '/chat' }),
};

describe.each([
  ['connectChat', 'addEventListener'],
  ['connectChat', 'AbortController'],
  ['connectChat', 'fetch'],
  ['createTokenSource', 'AbortController'],
  ['createTokenSource', 'fetch'],
] as const)('%s without %s', (call, name) => {
  test('throws an error that names it', async () => {
    vi.stubGlobal(name, undefined);
    const error = await refusal(CALLS[call], 'ERR_RUNTIME_UNSUPPORTED');
    expect(error.message).toContain(name);
    expect(error.hint).toBeTruthy();
  });
});

test('a fetch of your own is enough', async () => {
  vi.stubGlobal('fetch', undefined);
  const { session } = connect();
  expect(await session.ready).toBe(true);
  const source = createTokenSource({ endpoint: '/chat', fetch: async () => answer() });
  expect(await source.getLogin()).toMatchObject({ userId: 'u_1' });
});

test.each(['AbortSignal', 'performance', 'document'])('works without %s', async (name) => {
  vi.stubGlobal(name, undefined);
  const { session, fetch } = connect();
  expect(await session.ready).toBe(true);
  await pass(REFRESH);
  expect(fetch).toHaveBeenCalledTimes(2);
});
