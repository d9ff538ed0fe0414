/** A vendor that accepts each token only once: `refreshAt` is null, although the token expires. */
import { createTokenSource } from 'chat-token/browser';
import { expect, test, vi } from 'vitest';
import { connect, DAY, happens, LIFETIME, loginOf, MINUTE, pass, usePage } from '../support.ts';

usePage();

const answerOnce = (userId = 'u_1') => Response.json({ ...loginOf(userId), refreshAt: null });

test('one token is passed, and the widget stays logged in after it has expired', async () => {
  const { logins, logout, fetch, session } = connect(() => answerOnce());
  await pass(DAY);
  expect(await session.ready).toBe(true);
  expect(logins).toHaveLength(1);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(logout).not.toHaveBeenCalled();
});

test('a page that becomes visible asks who is logged in, and passes no second token', async () => {
  const { logins, logout, fetch } = connect(() => answerOnce());
  await pass(LIFETIME * 1000 + MINUTE);
  happens('visibilitychange');
  await pass(MINUTE);
  expect(fetch).toHaveBeenCalledTimes(2);
  expect(logins).toHaveLength(1);
  expect(logout).not.toHaveBeenCalled();
});

test('another user ends the session', async () => {
  const users = ['u_1', 'u_2'];
  const { logout, errors } = connect(() => answerOnce(users.shift()));
  await pass(MINUTE);
  happens('visibilitychange');
  await pass(MINUTE);
  expect(logout).toHaveBeenCalledTimes(1);
  expect(errors).toMatchObject([expect.stringContaining('ERR_USER_CHANGED')]);
});

test('after a login that failed, the next one has another token', async () => {
  const tokens: string[] = [];
  const login = vi.fn(({ token }: { token: string }) => {
    tokens.push(token);
    if (tokens.length < 3) throw new Error('rejected');
  });
  connect(() => answerOnce(), { widget: { login } });
  await pass(10 * MINUTE);
  expect(tokens).toHaveLength(3);
  expect(new Set(tokens).size).toBe(3);
});

test('a source returns each login once, also to calls that share a request', async () => {
  const fetch = vi.fn(async () => answerOnce());
  const source = createTokenSource({ endpoint: '/api/chat-token', fetch });
  const logins = await Promise.all([source.getLogin(), source.getLogin(), source.getLogin()]);
  logins.push(await source.getLogin(), await source.getLogin({ fresh: true }));
  expect(new Set(logins.map((login) => login?.token)).size).toBe(5);
});

test('a source does not return the last login if the endpoint fails', async () => {
  let isUp = true;
  const fetch = async () => (isUp ? answerOnce() : new Response(null, { status: 503 }));
  const source = createTokenSource({ endpoint: '/api/chat-token', fetch });
  await source.getLogin();
  isUp = false;
  await expect(source.getLogin()).rejects.toMatchObject({ code: 'ERR_ENDPOINT_FAILED' });
});

test('a source does not return a login again to a call that comes while it arrives', async () => {
  for (let ticks = 0; ticks < 30; ticks++) {
    const fetch = vi.fn(async () => answerOnce());
    const source = createTokenSource({ endpoint: '/api/chat-token', fetch });
    const later = async () => {
      for (let tick = 0; tick < ticks; tick++) await undefined;
      return source.getLogin();
    };
    const logins = await Promise.all([source.getLogin(), later()]);
    expect(new Set(logins.map((login) => login?.token)).size, `after ${ticks}`).toBe(2);
  }
});

test('a source returns null to calls from before a log-out, at whatever moment it is', async () => {
  for (let ticks = 0; ticks < 30; ticks++) {
    const users = ['u_1', 'u_2', 'u_2'];
    const fetch = vi.fn(async () => answerOnce(users.shift()));
    const source = createTokenSource({ endpoint: '/api/chat-token', fetch });
    let isOut = false;
    const call = async () => {
      const login = await source.getLogin();
      // What has arrived before the log-out may be used.
      return isOut ? login : null;
    };
    const calls = [call(), call()];
    for (let tick = 0; tick < ticks; tick++) await undefined;
    isOut = true;
    source.logout();
    const logins = await Promise.all(calls);
    expect(
      logins.map((login) => login?.userId),
      `after ${ticks}`,
    ).not.toContain('u_2');
  }
});

test('a widget that asks for tokens gets each of them once', async () => {
  const tokens: string[] = [];
  let isFirst = true;
  const login = vi.fn(({ nextToken }: { nextToken: () => Promise<string> }) => {
    const ask = () => void nextToken().then((token) => tokens.push(token));
    ask();
    ask();
    ask();
    if (!isFirst) return;
    isFirst = false;
    throw new Error('rejected');
  });
  connect(() => answerOnce(), { widget: { login, requestsTokens: true } });
  await pass(10 * MINUTE);
  expect(login).toHaveBeenCalledTimes(2);
  expect(tokens).toHaveLength(6);
  expect(new Set(tokens).size).toBe(6);
});

test('a widget that asks for a token gets none that has expired', async () => {
  const { logins, fetch } = connect(() => answerOnce(), { widget: { requestsTokens: true } });
  await pass(MINUTE);
  const [login] = logins;
  const first = await login?.nextToken();
  // The page asks who is logged in, and has a token in hand.
  happens('visibilitychange');
  await pass(LIFETIME * 1000 + MINUTE);
  expect(fetch).toHaveBeenCalledTimes(2);
  const next = login?.nextToken();
  await pass(MINUTE);
  expect(fetch).toHaveBeenCalledTimes(3);
  expect(await next).not.toBe(first);
});
