import { connectChat } from 'chat-token/browser';
import { afterEach, expect, test, vi } from 'vitest';
import { forge } from '../support/support.ts';

afterEach(() => vi.unstubAllGlobals());

test.each([
  'u_1',
  'ü_1',
  '100%',
  '%41',
  '密码€😀',
])('reads the user id %j in a token', async (userId) => {
  vi.stubGlobal('addEventListener', () => {});
  const token = forge({ alg: 'HS256' }, { id: userId });
  const isFor = vi.fn(() => true);
  const session = connectChat(
    { title: 'Test Chat', isReady: () => true, isFor, login() {}, logout() {} },
    {
      endpoint: '/api/chat-token',
      fetch: async () => Response.json({ token, userId, expiresAt: 2, refreshAt: 1 }),
    },
  );
  await session.ready;
  session.stop();
  expect(isFor).toHaveBeenCalledWith({ id: userId }, userId);
});
