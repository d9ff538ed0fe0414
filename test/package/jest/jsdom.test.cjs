const chatToken = require('chat-token');
const { connectChat, zendeskWidget } = require('chat-token/browser');
const html = require('chat-token/html');
const { inspectChatToken } = require('chat-token/inspect');
const { createTokenHandler } = require('chat-token/server');
const { invalidToken, testKey } = require('chat-token/testing');

const { isChatTokenError, signChatToken, verifyChatToken, zendesk } = chatToken;
const key = testKey(zendesk);
const user = { external_id: 'ü_100%' };

/** A token as it comes from a server, with a signature that only the vendor checks. */
const tokenOf = (claims) =>
  [{ alg: 'HS256', typ: 'JWT', kid: 'app_1' }, { ...claims, iat: 1, exp: 2 }, {}]
    .map((part) => btoa(unescape(encodeURIComponent(JSON.stringify(part)))))
    .map((part) => part.replace(/=/g, '').replace(/\+/g, '-').replace(/\//g, '_'))
    .join('.');

test('this is jsdom, without what signing needs', () => {
  expect(document.body).toBeDefined();
  expect([typeof TextEncoder, typeof TextDecoder, crypto.subtle]).toStrictEqual([
    'undefined',
    'undefined',
    undefined,
  ]);
});

test('builds claims', () => {
  expect(zendesk.claims(user)).toStrictEqual({ scope: 'user', ...user });
});

test('connects the widget', async () => {
  const token = tokenOf(zendesk.claims(user));
  const answer = { vendor: 'zendesk', token, settings: { jwt: token }, userId: user.external_id };
  const body = JSON.stringify({ ...answer, expiresAt: 2, refreshAt: 1 });
  window.zE = jest.fn();
  window.AbortSignal.timeout ??= () => undefined;
  const session = connectChat(zendeskWidget, {
    endpoint: '/api/chat-token',
    fetch: async () => ({
      ok: true,
      status: 200,
      headers: new Map(),
      json: async () => JSON.parse(body),
    }),
    onError: (error) => {
      throw error;
    },
  });
  expect(await session.ready).toBe(true);
  expect(window.zE.mock.calls[0].slice(0, 2)).toStrictEqual(['messenger', 'loginUser']);
  session.stop();
});

test('writes the script for a page', () => {
  const token = tokenOf({ userId: 'u_1' });
  const times = { expiresAt: 2, refreshAt: 1 };
  const login = {
    vendor: 'convrs',
    token,
    settings: { ConvrsUser: token },
    userId: 'u_1',
    ...times,
  };
  expect(html.loginScript(html.convrsWidget, login)).toContain(token);
  const endpoint = '/api/chat-token';
  expect(html.loginScript(html.zendeskWidget, { endpoint })).toContain(endpoint);
});

test.each([
  ['signing', () => signChatToken(zendesk, user, key)],
  ['verifying', () => verifyChatToken(zendesk, tokenOf({}), key)],
  [
    'verifying with keys that are loaded',
    () => verifyChatToken(zendesk, tokenOf({}), { keys: () => [key] }),
  ],
  ['a token handler', () => createTokenHandler(zendesk, { getUser: () => user, ...key })],
  ['inspecting', () => inspectChatToken(tokenOf({}))],
  ['an invalid token', () => invalidToken(zendesk, user, 'expired')],
])('%s names what is missing', async (_name, action) => {
  const error = await Promise.resolve()
    .then(action)
    .catch((thrown) => thrown);
  expect(isChatTokenError(error, 'ERR_RUNTIME_UNSUPPORTED')).toBe(true);
  expect(error.message).toBe('This runtime has no TextEncoder');
  expect(error.hint).toContain('@jest-environment node');
});
