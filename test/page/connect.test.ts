/** A session of the page from log-in to log-out. Answers of the endpoint: endpoint.test.ts. */
import { zendesk } from 'chat-token';
import {
  type ChatWidget,
  type ConnectChatOptions,
  connectChat,
  createTokenSource,
  zendeskWidget,
} from 'chat-token/browser';
import { describe, expect, test, vi } from 'vitest';
import { NOW_SECONDS, refusal } from '../support/support.ts';
import {
  answer,
  connect,
  connectToHeld,
  connectToUnreliable,
  DAY,
  happens,
  hashAnswer,
  LIFETIME,
  listenerCount,
  loginOf,
  MINUTE,
  noUser,
  pass,
  REFRESH,
  sleep,
  soon,
  unavailable,
  usePage,
} from './support.ts';

usePage();

describe('log-in', () => {
  test('asks the endpoint with the cookies and for no cache, and passes the login on', async () => {
    const { session, logins, fetch, refreshes } = connect();
    expect(await session.ready).toBe(true);
    const signal = expect.any(AbortSignal);
    expect(fetch.mock.calls).toEqual([
      [
        '/api/chat-token',
        { credentials: 'include', cache: 'no-store', redirect: 'manual', signal },
      ],
    ]);
    const token = expect.stringContaining('t.');
    const nextToken = expect.any(Function);
    expect(logins).toStrictEqual([
      { userId: 'u_1', token, settings: { user: 'u_1', token: logins[0]?.token }, nextToken },
    ]);
    await pass(0);
    const times = { expiresAt: NOW_SECONDS + 3600, refreshAt: NOW_SECONDS + 2700 };
    expect(refreshes).toStrictEqual([{ vendor: 'test', userId: 'u_1', ...times }]);
  });

  test('waits for the vendor’s script before it asks', async () => {
    let isReady = false;
    const { logins, fetch } = connect(undefined, { widget: { isReady: () => isReady } });
    await pass(10 * MINUTE);
    expect(fetch).not.toHaveBeenCalled();
    isReady = true;
    await pass(1000);
    expect(logins).toHaveLength(1);
  });

  test('without the vendor’s script: reports it once, and goes on waiting', async () => {
    let isReady = false;
    const { session, logins, errors } = connect(undefined, { widget: { isReady: () => isReady } });
    await pass(14_999);
    expect(errors).toStrictEqual([]);
    await pass(1);
    expect(errors).toEqual([
      expect.stringMatching(
        /^ERR_WIDGET_FAILED: Test Chat is not loaded \(.*script.*ad blocker.*\)$/,
      ),
    ]);
    expect(await session.ready).toBe(false);
    await pass(DAY);
    expect(errors).toHaveLength(1);
    isReady = true;
    await pass(1000);
    expect(logins).toHaveLength(1);
  });

  test('looks for the script ten times a second for 15 seconds, then once', async () => {
    const isReady = vi.fn(() => false);
    const { session } = connect(undefined, { widget: { isReady } });
    await pass(15_000);
    expect(isReady).toHaveBeenCalledTimes(151);
    await pass(60 * MINUTE);
    expect(isReady.mock.calls.length).toBeGreaterThan(3590);
    expect(isReady.mock.calls.length).toBeLessThanOrEqual(151 + 3600);
    session.stop();
    isReady.mockClear();
    await pass(MINUTE);
    expect(isReady).not.toHaveBeenCalled();
  });

  test('a script that comes in time is not reported, nor after a later failure', async () => {
    let isReady = false;
    let isUp = true;
    const { logins, errors } = connect(() => (isUp ? answer() : unavailable()), {
      widget: { isReady: () => isReady },
    });
    await pass(14_000);
    isReady = true;
    await pass(100);
    expect(logins).toHaveLength(1);
    isUp = false;
    await pass(DAY);
    expect(errors.filter((error) => error.includes('WIDGET'))).toStrictEqual([]);
  });

  test('nobody is logged in: no error, no request more', async () => {
    const { session, logins, errors, fetch, logout } = connect(noUser);
    expect(await session.ready).toBe(false);
    await pass(DAY);
    expect([logins, errors]).toStrictEqual([[], []]);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(logout).not.toHaveBeenCalled();
    expect(listenerCount()).toBe(0);
  });
});

describe('refresh', () => {
  test('repeats, with a new token each time', async () => {
    const { logins } = connect();
    await pass(2 * REFRESH);
    expect(logins).toHaveLength(3);
    expect(new Set(logins.map(({ token }) => token)).size).toBe(3);
  });

  test.each(['visibilitychange', 'online', 'pageshow'])('after sleep, at %s', async (type) => {
    const { fetch } = connect();
    await pass(0);
    sleep(50 * MINUTE);
    happens(type);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('after sleep, within a minute without any event', async () => {
    const { fetch } = connect();
    await pass(0);
    sleep(50 * MINUTE);
    await pass(MINUTE);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('does not follow from waking up alone, and keeps to one timer', async () => {
    const { fetch } = connect();
    await pass(MINUTE);
    const timers = vi.getTimerCount();
    for (let count = 0; count < 5; count++) happens('visibilitychange');
    happens('online');
    happens('pageshow', { persisted: false });
    expect(vi.getTimerCount()).toBe(timers);
    await pass(0);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('happens when the page comes back from the history', async () => {
    const { fetch } = connect();
    await pass(MINUTE);
    happens('pageshow', { persisted: true });
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('drops an answer that was under way when the page came back', async () => {
    const { logins, fetch, give } = connectToHeld();
    for (let count = 0; count < 5; count++) happens('pageshow', { persisted: true });
    await pass(0);
    expect(fetch).toHaveBeenCalledTimes(1);
    await give(0, answer('u_1'));
    expect(logins).toStrictEqual([]);
    expect(fetch).toHaveBeenCalledTimes(2);
    await give(1, answer('u_2'));
    expect(logins.map(({ userId }) => userId)).toStrictEqual(['u_2']);
  });

  test('does not repeat for events while an answer is under way', async () => {
    const { logins, fetch, give } = connectToHeld();
    happens('pageshow', { persisted: false }); // The page has loaded.
    await give(0, answer());
    expect(logins).toHaveLength(1);

    sleep(DAY / 3);
    for (const type of ['visibilitychange', 'online']) happens(type);
    await give(1, answer());
    expect(logins).toHaveLength(2);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test.each<[string, () => Response, unknown[]]>([
    ['no user', noUser, []],
    ['another user', () => answer('u_2'), [expect.stringMatching(/^ERR_USER_CHANGED: .+ \(.+\)$/)]],
  ])('that finds %s logs out and ends the session', async (_name, respond, expected) => {
    let isFirst = true;
    const { logins, logout, errors, fetch } = connect(() => (isFirst ? answer() : respond()));
    await pass(0);
    isFirst = false;
    await pass(REFRESH);
    expect(logins).toHaveLength(1);
    expect(logout).toHaveBeenCalledTimes(1);
    expect(errors).toEqual(expected);
    await pass(DAY);
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});

describe('a login that never expires', () => {
  const GAP = 5000;

  test('is not refreshed by time', async () => {
    const { logins, fetch, refreshes } = connect(hashAnswer);
    await pass(DAY);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(logins).toHaveLength(1);
    expect(refreshes).toStrictEqual([
      { vendor: 'test', userId: 'u_1', expiresAt: null, refreshAt: null },
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    ['visibilitychange', {}],
    ['online', {}],
    ['pageshow', { persisted: true }],
  ])('asks who is logged in at %s: the same user', async (type, event) => {
    const { logins, fetch, refreshes, errors } = connect(hashAnswer);
    await pass(MINUTE);
    happens(type, event);
    await pass(DAY);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect([logins.length, refreshes.length, errors.length]).toStrictEqual([1, 1, 0]);
  });

  test.each<[string, () => Response, unknown[]]>([
    ['another user', () => hashAnswer('u_2'), [expect.stringContaining('ERR_USER_CHANGED')]],
    ['no user', noUser, []],
  ])('asks who is logged in: %s', async (_name, respond, expected) => {
    let isFirst = true;
    const { logins, logout, errors, fetch } = connect(() => (isFirst ? hashAnswer() : respond()));
    await pass(MINUTE);
    isFirst = false;
    happens('visibilitychange');
    await pass(DAY);
    expect(logins).toHaveLength(1);
    expect(logout).toHaveBeenCalledTimes(1);
    expect(errors).toEqual(expected);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(listenerCount()).toBe(0);
  });

  test('asks at most every 5 seconds', async () => {
    const { fetch } = connect(hashAnswer);
    await pass(0);
    for (const [wait, calls] of [
      [GAP - 1, 1],
      [1, 2],
      [GAP - 1, 2],
      [1, 3],
    ] as const) {
      await pass(wait);
      for (let count = 0; count < 3; count++) happens('visibilitychange');
      await pass(0);
      expect(fetch).toHaveBeenCalledTimes(calls);
    }
  });

  test('does not ask when the page is hidden', async () => {
    const { fetch } = connect(hashAnswer);
    await pass(MINUTE);
    vi.stubGlobal('document', { visibilityState: 'hidden' });
    happens('visibilitychange');
    await pass(0);
    expect(fetch).toHaveBeenCalledTimes(1);
    vi.stubGlobal('document', { visibilityState: 'visible' });
    happens('visibilitychange');
    await pass(0);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('logs in again with another hash of the same user', async () => {
    const answers = [hashAnswer(), but('another hash'), but('another hash')];
    function but(token: string) {
      const settings = { user: 'u_1', token };
      const times = { expiresAt: null, refreshAt: null };
      return Response.json({ vendor: 'test', token, settings, userId: 'u_1', ...times });
    }
    const { logins, fetch } = connect(() => answers.shift() ?? noUser());
    for (let count = 0; count < 2; count++) {
      await pass(MINUTE);
      happens('visibilitychange');
    }
    await pass(0);
    expect(fetch).toHaveBeenCalledTimes(3);
    expect(logins.map(({ token }) => token)).toStrictEqual(['hash of u_1', 'another hash']);
  });

  test('asks again after a failure, also without an event', async () => {
    let isUp = true;
    const { fetch, errors, logins } = connect(() => (isUp ? hashAnswer() : unavailable()));
    await pass(MINUTE);
    isUp = false;
    happens('online');
    await pass(0);
    expect(errors).toHaveLength(1);
    isUp = true;
    await pass(2000);
    expect(fetch).toHaveBeenCalledTimes(3);
    await pass(DAY);
    expect(fetch).toHaveBeenCalledTimes(3);
    expect(logins).toHaveLength(1);
  });

  test('is passed again to a widget that rejected it', async () => {
    const login = vi.fn(async (): Promise<void> => Promise.reject(new Error('no')));
    connect(hashAnswer, { widget: { login } });
    await pass(0);
    login.mockResolvedValue();
    await pass(2000);
    expect(login).toHaveBeenCalledTimes(2);
    await pass(DAY);
    expect(login).toHaveBeenCalledTimes(2);
  });
});

describe('with a source', () => {
  function connectTo(respond: () => Response | Promise<Response> = () => answer(), count = 1) {
    const fetch = vi.fn(async () => respond());
    const source = createTokenSource({ endpoint: '/api/chat-token', fetch });
    const sessions = Array.from({ length: count }, () => {
      const login = vi.fn();
      const logout = vi.fn();
      const onError = vi.fn();
      const widget = { vendor: 'test', title: 'Test Chat', isReady: () => true, login, logout };
      return { login, logout, onError, session: connectChat(widget, { source, onError }) };
    });
    return { fetch, source, sessions };
  }

  test('asks for a new login first, and refreshes it in time', async () => {
    const fetch = vi.fn(async () => answer());
    const source = createTokenSource({ endpoint: '/api/chat-token', fetch });
    const login = await source.getLogin();
    await pass(40 * MINUTE);
    const { logins } = connect(undefined, { source });
    await pass(REFRESH - 1);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(logins).toHaveLength(1);
    expect(logins[0]?.token).not.toBe(login?.token);
    await pass(1);
    expect(fetch).toHaveBeenCalledTimes(3);
    expect(logins).toHaveLength(2);
  });

  test.each([
    ['stop', 'a token', answer],
    ['stop', 'a hash', hashAnswer],
    ['none', 'a token', answer],
    ['none', 'a hash', hashAnswer],
  ] as const)('the login in memory may be of another user: %s, %s', async (end, _what, respond) => {
    let user = 'u_1';
    const { fetch, source, sessions } = connectTo(() => respond(user), end === 'stop' ? 1 : 0);
    expect(await source.getLogin()).toMatchObject({ userId: 'u_1' });
    sessions[0]?.session.stop();
    user = 'u_2';
    const { logins, errors } = connect(undefined, { source });
    await pass(0);
    expect(logins.map(({ userId }) => userId)).toStrictEqual(['u_2']);
    expect(errors).toStrictEqual([]);
    expect(await source.getLogin()).toMatchObject({ userId: 'u_2' });
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('its logout ends a session that is asking', async () => {
    const { fetch, source, sessions } = connectTo();
    source.logout();
    expect(await sessions[0]?.session.ready).toBe(false);
    await pass(DAY);
    expect(sessions[0]?.login).not.toHaveBeenCalled();
    expect(sessions[0]?.onError).not.toHaveBeenCalled();
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('two widgets share its requests', async () => {
    const slow = () => new Promise<Response>((go) => setTimeout(() => go(answer()), 20));
    const { fetch, sessions } = connectTo(slow, 2);
    await pass(2 * REFRESH + MINUTE);
    expect(fetch).toHaveBeenCalledTimes(3);
    for (const { login } of sessions) expect(login).toHaveBeenCalledTimes(3);
  });

  test('two widgets get no answer that was under way when the page came back', async () => {
    const answers: ((response: Response) => void)[] = [];
    const fetch = vi.fn(() => new Promise<Response>((give) => answers.push(give)));
    const source = createTokenSource({ endpoint: '/api/chat-token', fetch });
    const [first, second] = [connect(undefined, { source }), connect(undefined, { source })];
    happens('pageshow', { persisted: true });
    answers[0]?.(answer('u_1'));
    await pass(10);
    answers[1]?.(answer('u_2'));
    await pass(10);
    for (const { logins } of [first, second]) expect(logins).toMatchObject([{ userId: 'u_2' }]);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('stop leaves the source as it is', async () => {
    const { fetch, source, sessions } = connectTo();
    await pass(0);
    sessions[0]?.session.stop();
    expect(await source.getLogin()).toMatchObject({ userId: 'u_1' });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('logout makes the source forget the login, and does not stop it', async () => {
    let user = 'u_1';
    const { fetch, source, sessions } = connectTo(() => answer(user));
    await pass(0);
    await sessions[0]?.session.logout();
    user = 'u_2';
    expect(await source.getLogin()).toMatchObject({ userId: 'u_2' });
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('another user ends each session', async () => {
    let user = 'u_1';
    const { sessions } = connectTo(() => answer(user), 2);
    await pass(0);
    user = 'u_2';
    await pass(REFRESH);
    for (const { login, logout, onError } of sessions) {
      expect(login).toHaveBeenCalledTimes(1);
      expect(logout).toHaveBeenCalledTimes(1);
      expect(onError.mock.calls).toEqual([[expect.objectContaining({ code: 'ERR_USER_CHANGED' })]]);
    }
  });

  test('a login of another vendor is asked for again, and never used', async () => {
    const vendors = ['other', 'other'];
    const { fetch, sessions } = connectTo(() => {
      const { vendor = 'test' } = { vendor: vendors.shift() };
      return Response.json({ ...loginOf(), vendor });
    });
    await pass(0);
    expect(sessions[0]?.login).not.toHaveBeenCalled();
    await pass(10_000);
    expect(sessions[0]?.login).toHaveBeenCalledTimes(1);
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  test('a token that comes again does not live longer in the next session', async () => {
    const login = loginOf();
    const source = createTokenSource({
      endpoint: '/api/chat-token',
      onError: () => {},
      fetch: async () => {
        const headers = { date: new Date().toUTCString() };
        return Response.json(login, { headers });
      },
    });
    await source.getLogin();
    await pass(LIFETIME * 1000 - 20_000);
    const { logins, logout } = connect(undefined, { source, onError: () => {} });
    await pass(15_000);
    expect(logins).toHaveLength(1);
    expect(logout).not.toHaveBeenCalled();
    await pass(20_000);
    expect(logout, 'within 10 seconds').toHaveBeenCalledTimes(1);
    expect(logins).toHaveLength(1);
  });

  test('may be an object of your own', async () => {
    const getLogin = vi.fn(async () => loginOf());
    const source = { getLogin, stop: vi.fn(), logout: vi.fn() };
    const { logins, session } = connect(undefined, { source });
    await pass(REFRESH);
    expect(getLogin.mock.calls).toEqual([[{ fresh: true }], [{ fresh: true }]]);
    expect(logins).toHaveLength(2);
    await session.logout();
    expect(source.logout).toHaveBeenCalledTimes(1);
    expect(source.stop).not.toHaveBeenCalled();
  });

  test('without refreshAt, an object of your own is not asked by time', async () => {
    const getLogin = vi.fn(async () => ({ ...loginOf(), expiresAt: null, refreshAt: null }));
    connect(undefined, { source: { getLogin, stop() {}, logout() {} } });
    await pass(DAY);
    expect(getLogin).toHaveBeenCalledTimes(1);
  });
});

describe('a widget that requests tokens', () => {
  const widget = { requestsTokens: true };
  /** An endpoint that takes 6 seconds. */
  const slow = () => new Promise<Response>((go) => setTimeout(() => go(answer()), 6000));

  test('gets the token of the log-in first, and a fresh one each time after', async () => {
    const { logins, fetch } = connect(undefined, { widget });
    await pass(0);
    const given = [await logins[0]?.nextToken()];
    expect(given).toStrictEqual([logins[0]?.token]);
    for (let count = 0; count < 3; count++) {
      await pass(MINUTE);
      given.push(await soon(logins[0]?.nextToken()));
    }
    expect(new Set(given).size).toBe(4);
    expect(given).not.toContain(undefined);
    expect(fetch).toHaveBeenCalledTimes(4);
    expect(logins).toHaveLength(1);
  });

  test('gets the token of the last refresh, without another log-in', async () => {
    const { logins, fetch } = connect(undefined, { widget });
    await pass(50 * MINUTE);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(await logins[0]?.nextToken()).not.toBe(logins[0]?.token);
    expect(logins).toHaveLength(1);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('gets one token in 5 seconds, however often it asks', async () => {
    const { logins, fetch } = connect(undefined, { widget });
    await pass(0);
    const ask = async (): Promise<void> => logins[0]?.nextToken().then(ask);
    void ask();
    await pass(MINUTE);
    expect(fetch.mock.calls.length).toBeGreaterThanOrEqual(11);
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(13);
  });

  test('gets two tokens if it asks twice as it logs in, at a slow endpoint', async () => {
    const given = vi.fn();
    const login: ChatWidget['login'] = ({ nextToken }) => {
      void nextToken().then(given);
      void nextToken().then(given);
    };
    const { fetch } = connect(slow, { widget: { ...widget, login } });
    await pass(MINUTE);
    expect(given).toHaveBeenCalledTimes(2);
    await pass(60 * MINUTE);
    expect(fetch.mock.calls.length).toBeGreaterThanOrEqual(3);
  });

  test('gets what comes if it asks all the time, at a slow endpoint', async () => {
    const { logins, fetch } = connect(slow, { widget });
    await pass(6000);
    const given = vi.fn();
    for (let count = 0; count < 20; count++) {
      void logins[0]?.nextToken().then(given);
      await pass(3000);
    }
    expect(given.mock.calls.length).toBeGreaterThanOrEqual(16);
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(12);
  });

  test('gets one answer for two questions at once', async () => {
    const { logins, fetch } = connect(undefined, { widget });
    await pass(MINUTE);
    await logins[0]?.nextToken();
    const both = await soon(Promise.all([logins[0]?.nextToken(), logins[0]?.nextToken()]));
    expect(both?.[0]).toBe(both?.[1]);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('waits while the endpoint fails, hurries nothing, and then gets a token', async () => {
    const { logins, fetch, server } = connectToUnreliable({ widget });
    await pass(10 * MINUTE);
    server.isUp = false;
    await soon(logins[0]?.nextToken());
    const given = vi.fn();
    for (let second = 0; second < 60; second++) {
      void logins[0]?.nextToken().then(given);
      await pass(1000);
    }
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(8);
    expect(given).not.toHaveBeenCalled();
    server.isUp = true;
    await pass(5 * MINUTE);
    expect(given).toHaveBeenCalledTimes(60);
    await pass(60 * MINUTE);
    expect(logins, 'a failure of the endpoint is no reason to log in again').toHaveLength(1);
  });

  test('gets no answer after the session', async () => {
    const { session, logins, fetch } = connect(undefined, { widget });
    await pass(0);
    await session.logout();
    const given = vi.fn();
    void logins[0]?.nextToken().then(given);
    await pass(DAY);
    expect(given).not.toHaveBeenCalled();
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('is logged in again after a failed log-in', async () => {
    let fails = true;
    const login = vi.fn(async () => {
      if (fails) throw new Error('Invalid JWT');
    });
    const { errors } = connect(undefined, { widget: { ...widget, login } });
    await pass(0);
    fails = false;
    await pass(60 * MINUTE);
    expect(login).toHaveBeenCalledTimes(2);
    expect(errors).toHaveLength(1);
  });
});

describe('after a failure', () => {
  test('tries again, ever less often, and logs in when the endpoint is back', async () => {
    let isUp = false;
    const times: number[] = [];
    const { logins, errors } = connect(() => {
      times.push(Date.now());
      return isUp ? answer() : unavailable();
    });
    await pass(60 * MINUTE);
    const gaps = times.slice(1).map((time, index) => (time - Number(times[index])) / 1000);
    for (const [index, gap] of gaps.entries()) {
      const longest = Math.min(2 ** (index + 1), 300);
      expect(gap).toBeGreaterThanOrEqual(longest / 2);
      expect(gap).toBeLessThanOrEqual(longest);
    }
    expect(times.length).toBeLessThanOrEqual(32);
    expect(errors).toHaveLength(times.length);
    isUp = true;
    await pass(5 * MINUTE);
    expect(logins).toHaveLength(1);
  });

  test.each([false, true])('short pauses again, requestsTokens: %s', async (requestsTokens) => {
    const { fetch, server } = connectToUnreliable({ widget: { requestsTokens } });
    for (let outage = 0; outage < 6; outage++) {
      await pass(0);
      const calls = fetch.mock.calls.length;
      server.isUp = false;
      while (fetch.mock.calls.length === calls) await pass(900);
      server.isUp = true;
      const before = fetch.mock.calls.length;
      await pass(2000);
      expect(fetch.mock.calls.length).toBe(before + 1);
    }
  });

  test('not all visitors come back at once', async () => {
    const visitors = Array.from({ length: 8 }, () => {
      const times: number[] = [];
      connect(() => {
        times.push(Date.now());
        return unavailable();
      });
      return times;
    });
    await pass(2000);
    const pauses = visitors.map(([first, second]) => Number(second) - Number(first));
    expect(new Set(pauses).size).toBeGreaterThan(1);
  });

  test('warns in the console without onError', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    connect(unavailable, { onError: undefined });
    await pass(0);
    expect(warn.mock.calls).toEqual([[expect.objectContaining({ code: 'ERR_ENDPOINT_FAILED' })]]);
  });

  test('waking up hurries nothing', async () => {
    const { fetch } = connect(unavailable);
    await pass(0);
    for (let count = 0; count < 5; count++) happens('visibilitychange');
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test.each<[string, Partial<ChatWidget>]>([
    ['throws', { login: () => JSON.parse('') }],
    ['rejects', { login: async () => Promise.reject(new Error('Invalid JWT')) }],
  ])('a widget that %s gets a fresh token, ever less often', async (_name, widget) => {
    const { errors, fetch } = connect(undefined, { widget });
    await pass(0);
    expect(errors).toEqual([
      expect.stringMatching(/^ERR_WIDGET_FAILED: Test Chat .*token \(.+\)$/),
    ]);
    await pass(60 * MINUTE);
    expect(fetch.mock.calls.length).toBeGreaterThan(5);
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(32);
  });

  test('an error of a callback is the page’s own and ends no session', async () => {
    const thrown: unknown[] = [];
    vi.stubGlobal('queueMicrotask', (task: () => void) => {
      try {
        task();
      } catch (error) {
        thrown.push(error);
      }
    });
    const onRefresh = () => JSON.parse('');
    const { fetch } = connect(undefined, { onRefresh });
    await pass(REFRESH);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(thrown).toHaveLength(2);
  });
});

describe('the end', () => {
  test.each([
    ['logout', 1],
    ['stop', 0],
  ] as const)('%s: calls the widget’s logout %i times and asks no more', async (end, times) => {
    const { session, logout, fetch } = connect();
    await session.ready;
    await session[end]();
    await session[end]();
    expect(logout).toHaveBeenCalledTimes(times);
    await pass(DAY);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(listenerCount()).toBe(0);
  });

  test.each([
    ['stop', 0],
    ['logout', 1],
  ] as const)('%s drops an answer under way', async (end, times) => {
    const { session, logins, logout, errors } = connect();
    const failing = connect(unavailable);
    void session[end]();
    void failing.session[end]();
    expect(await session.ready).toBe(false);
    await pass(MINUTE);
    expect([logins, errors, failing.errors]).toStrictEqual([[], [], []]);
    expect(logout).toHaveBeenCalledTimes(times);
  });

  test.each<[string, object, unknown[]]>([
    ['has no logout', { logout: undefined }, []],
    [
      'fails to log out',
      { logout: async () => Promise.reject(new Error('no')) },
      [expect.stringMatching(/^ERR_WIDGET_FAILED: .*not log out/)],
    ],
  ])('of a widget that %s', async (_name, widget, expected) => {
    const { session, errors } = connect(undefined, { widget });
    await session.ready;
    await session.logout();
    await pass(0);
    expect(errors).toEqual(expected);
  });

  test('the next session gets no answer of the one before', async () => {
    const first = connectToHeld();
    await first.session.logout();
    const second = connectToHeld();
    await second.give(0, answer('u_2'));
    await first.give(0, answer('u_1'));
    expect(first.logins).toStrictEqual([]);
    expect(second.logins.map(({ userId }) => userId)).toStrictEqual(['u_2']);
  });
});

const NO_WIDGET = 'connectChat needs a widget';
const NO_ENDPOINT = 'connectChat needs an endpoint or a source';

test.each<[string, unknown, unknown, string]>([
  ['no options', zendeskWidget, undefined, NO_ENDPOINT],
  ['no endpoint', zendeskWidget, {}, NO_ENDPOINT],
  ['an endpoint of null', zendeskWidget, { endpoint: null }, NO_ENDPOINT],
  ['an endpoint alone', zendeskWidget, '/api/chat-token', NO_ENDPOINT],
  ['no widget', undefined, { endpoint: '/api/chat-token' }, NO_WIDGET],
  ['a vendor', zendesk, { endpoint: '/api/chat-token' }, NO_WIDGET],
  ['a vendor’s name', 'zendesk', { endpoint: '/api/chat-token' }, NO_WIDGET],
  ['an empty object', {}, { endpoint: '/api/chat-token' }, NO_WIDGET],
  ['the options first', { endpoint: '/chat' }, zendeskWidget, NO_WIDGET],
  [
    'a widget without a vendor',
    { ...zendeskWidget, vendor: undefined },
    { endpoint: '/chat' },
    NO_WIDGET,
  ],
  [
    'an endpoint and a source',
    zendeskWidget,
    { endpoint: '/chat', source: createTokenSource({ endpoint: '/chat' }) },
    NO_ENDPOINT,
  ],
])('rejects %s', async (_name, widget, options, expected) => {
  const { message } = await refusal(
    () => connectChat(widget as ChatWidget, options as ConnectChatOptions),
    'ERR_OPTION_INVALID',
  );
  expect(message).toBe(expected);
});

test('rejects a server', async () => {
  vi.stubGlobal('addEventListener', undefined);
  const { message } = await refusal(() => connectChat(zendeskWidget, { endpoint: '/chat' }));
  expect(message).toContain('needs a page');
});
