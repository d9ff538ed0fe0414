/** A session of the page from log-in to log-out. Answers of the endpoint: endpoint.test.ts. */
import {
  type ChatWidget,
  type ConnectChatOptions,
  connectChat,
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
  listenerCount,
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
  test('asks the endpoint with the cookies and for no cache, and hands the token over', async () => {
    const { session, logins, fetch, refreshes } = connect();
    expect(await session.ready).toBe(true);
    const signal = expect.any(AbortSignal);
    expect(fetch.mock.calls).toEqual([
      [
        '/api/chat-token',
        { credentials: 'include', cache: 'no-store', redirect: 'manual', signal },
      ],
    ]);
    expect(logins).toMatchObject([{ userId: 'u_1', token: expect.stringContaining('.') }]);
    await pass(0);
    const times = { expiresAt: NOW_SECONDS + 3600, refreshAt: NOW_SECONDS + 2700 };
    expect(refreshes).toStrictEqual([{ userId: 'u_1', ...times }]);
  });

  test('waits for the vendor’s script before it asks', async () => {
    let isReady = false;
    const { logins, fetch } = connect(undefined, { widget: { isReady: () => isReady } });
    await pass(10 * MINUTE);
    expect(fetch).not.toHaveBeenCalled();
    isReady = true;
    await pass(100);
    expect(logins).toHaveLength(1);
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
    ['throws in userId', { userId: () => JSON.parse('') }],
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

  test.each(['stop', 'logout'] as const)('%s drops an answer under way', async (end) => {
    const { session, logins, logout, errors } = connect();
    const failing = connect(unavailable);
    void session[end]();
    void failing.session[end]();
    expect(await session.ready).toBe(false);
    await pass(MINUTE);
    expect([logins, errors, failing.errors]).toStrictEqual([[], [], []]);
    expect(logout).not.toHaveBeenCalled();
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

test.each<[string, unknown, unknown]>([
  ['no options', zendeskWidget, undefined],
  ['no endpoint', zendeskWidget, {}],
  ['an endpoint of null', zendeskWidget, { endpoint: null }],
  ['no widget', undefined, { endpoint: '/api/chat-token' }],
  ['a vendor’s name', 'zendesk', { endpoint: '/api/chat-token' }],
])('rejects %s', async (_name, widget, options) => {
  await refusal(
    () => connectChat(widget as ChatWidget, options as ConnectChatOptions),
    'ERR_OPTION_INVALID',
  );
});

test('rejects a server', async () => {
  vi.stubGlobal('addEventListener', undefined);
  const { message } = await refusal(() => connectChat(zendeskWidget, { endpoint: '/chat' }));
  expect(message).toContain('needs a page');
});
