/** The page's side, with a clock that the test turns; test/browser/ has it in a real browser. */
import {
  type ChatWidget,
  type ConnectChatOptions,
  connectChat,
  convrsWidget,
  deskproWidget,
  khorosWidget,
  type WidgetLogin,
  zendeskWidget,
} from 'chat-token/browser';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { forge, NOW, NOW_SECONDS, refusal } from '../support/support.ts';

const MINUTE = 60_000;
const LIFETIME = 3600;

/** What the page has registered, by event. */
let listeners: Map<string, Set<(event: object) => void>>;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  listeners = new Map();
  vi.stubGlobal(
    'addEventListener',
    (type: string, listener: (event: object) => void, { signal }: { signal: AbortSignal }) => {
      const those = listeners.get(type) ?? new Set();
      listeners.set(type, those.add(listener));
      signal.addEventListener('abort', () => those.delete(listener));
    },
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const happens = (type: string, event = {}) =>
  listeners.get(type)?.forEach((listener) => {
    listener(event);
  });

/** The server's clock: the visitor's may be another. */
const serverNow = () => Math.floor(Date.now() / 1000);

/** What the token handler answers, at the server's time. */
function answer(userId: string | null = 'u_1', { at = serverNow(), lifetime = LIFETIME } = {}) {
  const claims = { id: userId ?? undefined, iat: at, exp: at + lifetime };
  return Response.json({
    token: forge({ alg: 'HS256' }, { ...claims, jti: crypto.randomUUID() }),
    userId,
    expiresAt: at + lifetime,
    refreshAt: at + Math.floor(lifetime * 0.75),
  });
}

/** A widget that remembers, and a session of it. */
function connect(
  respond: () => Response | Promise<Response>,
  { widget = {}, ...options }: Partial<ConnectChatOptions> & { widget?: Partial<ChatWidget> } = {},
) {
  const logins: WidgetLogin[] = [];
  const logout = vi.fn();
  const errors: string[] = [];
  const refreshes: object[] = [];
  const fetch = vi.fn(async (_url: string, _init: RequestInit) => respond());
  const session = connectChat(
    {
      title: 'Test Chat',
      isReady: () => true,
      isFor: ({ id = null }, userId) => id === userId,
      login: (login) => void logins.push(login),
      logout,
      ...widget,
    },
    {
      endpoint: '/api/chat-token',
      fetch,
      onError: ({ code, message, hint }) => errors.push(`${code}: ${message} (${hint})`),
      onRefresh: (refresh) => refreshes.push(refresh),
      ...options,
    },
  );
  return { session, logins, logout, errors, refreshes, fetch };
}

/** Lets the page's tasks run until the promise has settled. */
async function soon<T>(promise: Promise<T> | undefined): Promise<T | undefined> {
  await pass(10);
  return promise;
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe('log-in', () => {
  test('asks the endpoint with the cookies and for no cache, and hands the token over', async () => {
    const { session, logins, fetch, refreshes } = connect(() => answer());
    expect(await session.ready).toBe(true);
    expect(fetch.mock.calls).toEqual([
      [
        '/api/chat-token',
        {
          credentials: 'include',
          cache: 'no-store',
          redirect: 'manual',
          signal: expect.any(AbortSignal),
        },
      ],
    ]);
    expect(logins).toMatchObject([{ userId: 'u_1', token: expect.stringContaining('.') }]);
    await pass(0);
    const times = { expiresAt: NOW_SECONDS + 3600, refreshAt: NOW_SECONDS + 2700 };
    expect(refreshes).toStrictEqual([{ userId: 'u_1', ...times }]);
  });

  test('waits for the vendor’s script before it asks', async () => {
    let isReady = false;
    const { logins, fetch } = connect(() => answer(), { widget: { isReady: () => isReady } });
    await pass(10 * MINUTE);
    expect(fetch).not.toHaveBeenCalled();
    isReady = true;
    await pass(100);
    expect(logins).toHaveLength(1);
  });

  test('takes the page’s fetch as it is when it asks', async () => {
    const first = vi.fn(async () => answer());
    const second = vi.fn(async () => answer());
    vi.stubGlobal('fetch', first);
    const { session } = connect(() => answer(), { fetch: undefined });
    expect(await session.ready).toBe(true);
    vi.stubGlobal('fetch', second);
    await pass(50 * MINUTE);
    expect([first, second].map(({ mock }) => mock.calls.length)).toStrictEqual([1, 1]);
  });

  test('a token without iat, and one with the letters - and _', async () => {
    const userId = 'u>>>???';
    const token = forge({ alg: 'HS256' }, { id: userId });
    expect(token).toMatch(/\.\w*[-_]/);
    const { session, fetch } = connect(() =>
      Response.json({ token, userId, expiresAt: serverNow() + 3600, refreshAt: serverNow() }),
    );
    expect(await session.ready).toBe(true);
    await pass(MINUTE);
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(7);
  });

  test('a user without an id, and one with letters of any script', async () => {
    for (const userId of [null, 'Zoë 🦊']) {
      expect(await connect(() => answer(userId)).session.ready).toBe(true);
    }
  });

  test('gives a slow endpoint 30 seconds', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    connect(() => answer());
    expect(timeout.mock.calls).toStrictEqual([[30_000]]);
    timeout.mockRestore();
  });

  test('nobody is logged in: no error, no request more', async () => {
    const { session, logins, errors, fetch, logout } = connect(
      () => new Response(null, { status: 401 }),
    );
    expect(await session.ready).toBe(false);
    await pass(24 * 60 * MINUTE);
    expect([logins, errors]).toStrictEqual([[], []]);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(logout).not.toHaveBeenCalled();
    expect([...listeners.values()].every((those) => those.size === 0)).toBe(true);
  });
});

describe('refresh', () => {
  test('at 75 % of the lifetime, again and again', async () => {
    const { logins, fetch } = connect(() => answer());
    await pass(45 * MINUTE - 1);
    expect(fetch).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(fetch).toHaveBeenCalledTimes(2);
    await pass(45 * MINUTE);
    expect(logins).toHaveLength(3);
    expect(new Set(logins.map(({ token }) => token)).size).toBe(3);
  });

  test('by the server’s clock: a visitor’s that is wrong changes nothing', async () => {
    for (const skew of [-86_400, 86_400]) {
      const { fetch } = connect(() => answer('u_1', { at: serverNow() + skew }));
      await pass(45 * MINUTE - 1);
      expect(fetch).toHaveBeenCalledTimes(1);
      await pass(1);
      expect(fetch).toHaveBeenCalledTimes(2);
    }
  });

  test('by the Date of the answer, where the token is older', async () => {
    const { fetch } = connect(() => {
      const response = answer('u_1', { at: serverNow() - 40 * 60 });
      response.headers.set('date', new Date().toUTCString());
      return response;
    });
    await pass(5 * MINUTE);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('never in a tight loop, whatever the endpoint says', async () => {
    const { fetch } = connect(() => answer('u_1', { lifetime: 0 }));
    await pass(MINUTE);
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(7);
  });

  test('of a token that is valid for longer than a timer can run', async () => {
    const { fetch } = connect(() => answer('u_1', { lifetime: 366 * 86_400 }));
    await pass(60 * MINUTE);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test.each(['visibilitychange', 'online', 'pageshow'])('after sleep, at %s', async (type) => {
    const { fetch } = connect(() => answer());
    await pass(0);
    vi.setSystemTime(Date.now() + 50 * MINUTE); // No timer ran.
    happens(type);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('after sleep, within a minute where nothing tells', async () => {
    const { fetch } = connect(() => answer());
    await pass(0);
    vi.setSystemTime(Date.now() + 50 * MINUTE);
    await pass(MINUTE);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('not for waking up alone', async () => {
    const { fetch } = connect(() => answer());
    await pass(MINUTE);
    happens('visibilitychange');
    happens('online');
    happens('pageshow', { persisted: false });
    await pass(0);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('with one timer, however often the page wakes', async () => {
    connect(() => answer());
    await pass(0);
    const timers = vi.getTimerCount();
    for (let count = 0; count < 5; count++) happens('visibilitychange');
    expect(vi.getTimerCount()).toBe(timers);
  });

  test('when the page comes back while an answer is on its way: that answer is thrown away', async () => {
    const answers: ((response: Response) => void)[] = [];
    const { logins, fetch } = connect(
      () => new Promise<Response>((resolve) => answers.push(resolve)),
    );
    happens('pageshow', { persisted: true });
    answers[0]?.(answer('u_1'));
    await pass(10);
    expect(logins).toStrictEqual([]);
    expect(fetch).toHaveBeenCalledTimes(2);
    answers[1]?.(answer('u_2'));
    await pass(10);
    expect(logins.map(({ userId }) => userId)).toStrictEqual(['u_2']);
  });

  test('not again for what happens while an answer is on its way', async () => {
    const answers: ((response: Response) => void)[] = [];
    const { logins, fetch } = connect(
      () => new Promise<Response>((resolve) => answers.push(resolve)),
    );
    happens('pageshow', { persisted: false }); // The page has loaded.
    answers[0]?.(answer());
    await pass(10);
    expect(logins).toHaveLength(1);

    vi.setSystemTime(Date.now() + 8 * 60 * MINUTE);
    for (const type of ['visibilitychange', 'online']) happens(type);
    answers[1]?.(answer());
    await pass(10);
    expect(logins).toHaveLength(2);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('when the page comes back from the history', async () => {
    const { fetch } = connect(() => answer());
    await pass(MINUTE);
    happens('pageshow', { persisted: true });
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('one request at a time', async () => {
    const { fetch } = connect(() => new Promise<Response>(() => {}));
    for (let count = 0; count < 5; count++) happens('pageshow', { persisted: true });
    await pass(0);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('that finds nobody logged in: logs out, and ends', async () => {
    let isLoggedIn = true;
    const { logout, errors, fetch } = connect(() =>
      isLoggedIn ? answer() : new Response(null, { status: 401 }),
    );
    await pass(0);
    isLoggedIn = false;
    await pass(45 * MINUTE);
    expect(logout).toHaveBeenCalledTimes(1);
    await pass(24 * 60 * MINUTE);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(errors).toStrictEqual([]);
  });

  test('that finds another user: logs out, hands nothing over, and ends', async () => {
    let userId = 'u_1';
    const { logins, logout, errors, fetch } = connect(() => answer(userId));
    await pass(0);
    userId = 'u_2';
    await pass(45 * MINUTE);
    expect(logins).toHaveLength(1);
    expect(logout).toHaveBeenCalledTimes(1);
    expect(errors).toEqual([expect.stringMatching(/^ERR_USER_CHANGED: .+ \(.+\)$/)]);
    await pass(24 * 60 * MINUTE);
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});

describe('a widget that asks again', () => {
  const widget = { requestsTokens: true };

  test('gets the token it logs in with first, and a fresh one each time after', async () => {
    const { logins, fetch } = connect(() => answer(), { widget });
    await pass(0);
    const [login] = logins;
    expect(await login?.nextToken()).toBe(login?.token);
    await pass(10 * MINUTE);
    const second = await soon(login?.nextToken());
    expect(second).not.toBe(login?.token);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(logins).toHaveLength(1);
  });

  test('gets what the last refresh brought, and the log-in is not done again', async () => {
    const { logins, fetch } = connect(() => answer(), { widget });
    await pass(50 * MINUTE);
    expect(fetch).toHaveBeenCalledTimes(2);
    const given = await logins[0]?.nextToken();
    expect(given).not.toBe(logins[0]?.token);
    expect(logins).toHaveLength(1);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('that asks without end is given one token in 5 seconds', async () => {
    const { logins, fetch } = connect(() => answer(), { widget });
    await pass(0);
    const ask = async (): Promise<void> => logins[0]?.nextToken().then(ask);
    void ask();
    await pass(MINUTE);
    expect(fetch.mock.calls.length).toBeGreaterThanOrEqual(11);
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(13);
  });

  test('is never given one token twice', async () => {
    const { logins } = connect(() => answer(), { widget });
    const given: (string | undefined)[] = [];
    for (let count = 0; count < 4; count++) {
      await pass(MINUTE);
      given.push(await soon(logins[0]?.nextToken()));
    }
    expect(new Set(given).size).toBe(4);
    expect(given).not.toContain(undefined);
  });

  test('that asks twice as it logs in, at a slow endpoint, gets two tokens', async () => {
    const given = vi.fn();
    const { fetch } = connect(
      () => new Promise((resolve) => setTimeout(() => resolve(answer()), 6000)),
      {
        widget: {
          requestsTokens: true,
          login({ nextToken }) {
            void nextToken().then(given);
            void nextToken().then(given);
          },
        },
      },
    );
    await pass(MINUTE);
    expect(given).toHaveBeenCalledTimes(2);
    await pass(60 * MINUTE);
    expect(fetch.mock.calls.length).toBeGreaterThanOrEqual(3);
  });

  test('that asks all the time, at a slow endpoint, gets what comes', async () => {
    const { logins, fetch } = connect(
      () => new Promise((resolve) => setTimeout(() => resolve(answer()), 6000)),
      { widget },
    );
    await pass(6000);
    const given = vi.fn();
    for (let count = 0; count < 20; count++) {
      void logins[0]?.nextToken().then(given);
      await pass(3000);
    }
    expect(given.mock.calls.length).toBeGreaterThanOrEqual(16);
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(12);
  });

  test('that asks while the endpoint fails does not hurry it', async () => {
    let isUp = true;
    const { logins, fetch } = connect(
      () => (isUp ? answer() : new Response(null, { status: 503 })),
      { widget },
    );
    await pass(10 * MINUTE);
    isUp = false;
    await soon(logins[0]?.nextToken());
    for (let second = 0; second < 60; second++) {
      void logins[0]?.nextToken();
      await pass(1000);
    }
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(8);
  });

  test('is not logged in again for a failure of the endpoint', async () => {
    let isUp = true;
    const { logins } = connect(() => (isUp ? answer() : new Response(null, { status: 503 })), {
      widget,
    });
    await pass(0);
    isUp = false;
    await pass(50 * MINUTE);
    isUp = true;
    await pass(50 * MINUTE);
    expect(logins).toHaveLength(1);
  });

  test('that asks twice at once gets one answer for both', async () => {
    const { logins, fetch } = connect(() => answer(), { widget });
    await pass(MINUTE);
    await logins[0]?.nextToken();
    const both = await soon(Promise.all([logins[0]?.nextToken(), logins[0]?.nextToken()]));
    expect(both?.[0]).toBe(both?.[1]);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('waits while the endpoint fails, and gets a token when it is back', async () => {
    let isUp = true;
    const { logins } = connect(() => (isUp ? answer() : new Response(null, { status: 503 })), {
      widget,
    });
    await pass(0);
    await logins[0]?.nextToken();
    isUp = false;
    const given = vi.fn();
    void logins[0]?.nextToken().then(given);
    await pass(10 * MINUTE);
    expect(given).not.toHaveBeenCalled();
    isUp = true;
    await pass(5 * MINUTE);
    expect(given).toHaveBeenCalledTimes(1);
  });

  test('is never answered once the session is over', async () => {
    const { session, logins, fetch } = connect(() => answer(), { widget });
    await pass(0);
    await session.logout();
    const given = vi.fn();
    void logins[0]?.nextToken().then(given);
    await pass(24 * 60 * MINUTE);
    expect(given).not.toHaveBeenCalled();
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

describe('failures', () => {
  const html = () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } });
  const token = forge({ alg: 'HS256' }, { id: 'u_1', iat: NOW_SECONDS });

  test.each<[string, () => Response | Promise<Response>, string]>([
    ['no network', () => Promise.reject(new TypeError('failed')), 'cannot be reached'],
    ['a 500', () => new Response('{}', { status: 500 }), 'answered 500'],
    ['a 403', () => new Response('{}', { status: 403 }), 'answered 403'],
    ['a redirect', () => Response.error(), 'answered with a redirect'],
    ['a page', html, 'gave no token'],
    ['nothing', () => new Response(''), 'gave no token'],
    ['null', () => Response.json(null), 'gave no token'],
    ['a bare string', () => Response.json(token), 'gave no token'],
    ['an error', () => Response.json({ error: 'ERR_INTERNAL' }), 'gave no token'],
    ['no userId', () => Response.json({ token, expiresAt: 2, refreshAt: 1 }), 'gave no token'],
    [
      'expiresAt as a text',
      () => Response.json({ token, userId: 'u_1', expiresAt: '2', refreshAt: 1 }),
      'gave no token',
    ],
    [
      'a token that is no text',
      () => Response.json({ token: 7, userId: 'u_1', expiresAt: 2, refreshAt: 1 }),
      'gave no token',
    ],
    [
      'refreshAt as a text',
      () => Response.json({ token, userId: 'u_1', expiresAt: 2, refreshAt: '1' }),
      'gave no token',
    ],
    [
      'a token of null',
      () => Response.json({ token: 'e30.bnVsbA.x', userId: 'u_1', expiresAt: 2, refreshAt: 1 }),
      'not for Test Chat',
    ],
    [
      'another’s token',
      () => Response.json({ token, userId: 'u_2', expiresAt: 2, refreshAt: 1 }),
      'not for Test Chat',
    ],
    [
      'no JWT',
      () => Response.json({ token: 'a.b.c', userId: null, expiresAt: 2, refreshAt: 1 }),
      'not for Test Chat',
    ],
  ])('%s', async (_name, respond, message) => {
    const { session, logins, errors } = connect(respond);
    expect(await session.ready).toBe(false);
    await pass(0);
    expect(errors).toEqual([
      expect.stringMatching(new RegExp(`^ERR_ENDPOINT_FAILED: .*${message}.* \\(.+\\)$`)),
    ]);
    expect(errors.join()).not.toContain(token);
    expect(logins).toStrictEqual([]);
  });

  test('it tries again, ever less often, and logs in when the endpoint is back', async () => {
    let isUp = false;
    const times: number[] = [];
    const { logins, errors } = connect(() => {
      times.push(Date.now());
      return isUp ? answer() : new Response(null, { status: 503 });
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

  test('each time it is back, the pauses are short again', async () => {
    for (const requestsTokens of [false, true]) {
      let isUp = true;
      const { fetch } = connect(() => (isUp ? answer() : new Response(null, { status: 503 })), {
        widget: { requestsTokens },
      });
      for (let outage = 0; outage < 6; outage++) {
        await pass(0);
        const calls = fetch.mock.calls.length;
        isUp = false;
        while (fetch.mock.calls.length === calls) await pass(900);
        isUp = true;
        const before = fetch.mock.calls.length;
        await pass(2000);
        expect(fetch.mock.calls.length).toBe(before + 1);
      }
    }
  });

  test('not all visitors come back at once', async () => {
    const visitors = Array.from({ length: 8 }, () => {
      const times: number[] = [];
      connect(() => {
        times.push(Date.now());
        return new Response(null, { status: 503 });
      });
      return times;
    });
    await pass(2000);
    const pauses = visitors.map(([first, second]) => Number(second) - Number(first));
    expect(new Set(pauses).size).toBeGreaterThan(1);
  });

  test('says so in the console where there is no onError', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    connect(() => new Response(null, { status: 503 }), { onError: undefined });
    await pass(0);
    expect(warn.mock.calls).toEqual([[expect.objectContaining({ code: 'ERR_ENDPOINT_FAILED' })]]);
    warn.mockRestore();
  });

  test('waking up does not hurry it', async () => {
    const { fetch } = connect(() => new Response(null, { status: 503 }));
    await pass(0);
    for (let count = 0; count < 5; count++) happens('visibilitychange');
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test.each<[string, Partial<ChatWidget>]>([
    ['throws', { login: () => JSON.parse('') }],
    ['rejects', { login: async () => Promise.reject(new Error('Invalid JWT')) }],
  ])('a widget that %s is tried again with a fresh token, ever less often', async (_name, widget) => {
    const { errors, fetch } = connect(() => answer(), { widget });
    await pass(0);
    expect(errors).toEqual([
      expect.stringMatching(/^ERR_WIDGET_FAILED: Test Chat did not take the token \(.+\)$/),
    ]);
    await pass(60 * MINUTE);
    expect(fetch.mock.calls.length).toBeGreaterThan(5);
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(32);
  });

  test('a widget that asks again, and failed once, is logged in again', async () => {
    let fails = true;
    const login = vi.fn(async () => {
      if (fails) throw new Error('Invalid JWT');
    });
    const { errors } = connect(() => answer(), { widget: { requestsTokens: true, login } });
    await pass(0);
    fails = false;
    await pass(60 * MINUTE);
    expect(login).toHaveBeenCalledTimes(2);
    expect(errors).toHaveLength(1);
  });

  test('what a callback throws is the page’s own, and ends no session', async () => {
    const thrown: unknown[] = [];
    vi.stubGlobal('queueMicrotask', (task: () => void) => {
      try {
        task();
      } catch (error) {
        thrown.push(error);
      }
    });
    const { fetch } = connect(() => answer(), {
      onRefresh: () => {
        throw new Error('mine');
      },
    });
    await pass(45 * MINUTE);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(thrown).toHaveLength(2);
  });
});

describe('the end', () => {
  test('logout: logs the widget out, and asks no more', async () => {
    const { session, logout, fetch } = connect(() => answer());
    await session.ready;
    await session.logout();
    await session.logout();
    expect(logout).toHaveBeenCalledTimes(1);
    await pass(24 * 60 * MINUTE);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect([...listeners.values()].every((those) => those.size === 0)).toBe(true);
  });

  test('stop: leaves the widget as it is, and asks no more', async () => {
    const { session, logout, fetch } = connect(() => answer());
    await session.ready;
    session.stop();
    await pass(24 * 60 * MINUTE);
    expect(logout).not.toHaveBeenCalled();
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('while the answer is on its way: it is thrown away', async () => {
    for (const end of ['stop', 'logout'] as const) {
      const { session, logins, logout, errors } = connect(() => answer());
      void session[end]();
      expect(await session.ready).toBe(false);
      await pass(MINUTE);
      expect([logins, errors]).toStrictEqual([[], []]);
      expect(logout).not.toHaveBeenCalled();
    }
    const failing = connect(() => new Response(null, { status: 500 }));
    failing.session.stop();
    await pass(MINUTE);
    expect(failing.errors).toStrictEqual([]);
  });

  test('a widget that cannot log out', async () => {
    const without = connect(() => answer(), { widget: { logout: undefined } as object });
    await without.session.ready;
    await without.session.logout();
    expect(without.errors).toStrictEqual([]);

    const failing = connect(() => answer(), {
      widget: { logout: async () => Promise.reject(new Error('no')) },
    });
    await failing.session.ready;
    await failing.session.logout();
    await pass(0);
    expect(failing.errors).toEqual([expect.stringMatching(/^ERR_WIDGET_FAILED: .*not log out/)]);
  });

  test('one session after another: the answer to the first is not the second’s', async () => {
    const answers: ((response: Response) => void)[] = [];
    const respond = () => new Promise<Response>((resolve) => answers.push(resolve));
    const first = connect(respond);
    await first.session.logout();
    const second = connect(respond);
    answers[1]?.(answer('u_2'));
    answers[0]?.(answer('u_1'));
    await pass(0);
    expect(first.logins).toStrictEqual([]);
    expect(second.logins.map(({ userId }) => userId)).toStrictEqual(['u_2']);
  });
});

describe('wrong use', () => {
  const right = { endpoint: '/api/chat-token' };

  test.each<[string, () => unknown]>([
    ['no options', () => connectChat(zendeskWidget, undefined as unknown as ConnectChatOptions)],
    ['no endpoint', () => connectChat(zendeskWidget, {} as ConnectChatOptions)],
    ['null', () => connectChat(zendeskWidget, { endpoint: null as unknown as string })],
    ['a number', () => connectChat(zendeskWidget, { endpoint: 7 as unknown as string })],
    ['no widget', () => connectChat(undefined as unknown as ChatWidget, right)],
    ['a vendor’s name', () => connectChat('zendesk' as unknown as ChatWidget, right)],
  ])('%s', async (_name, use) => {
    await refusal(use, 'ERR_OPTION_INVALID');
  });

  test('on a server', async () => {
    vi.stubGlobal('addEventListener', undefined);
    const { message } = await refusal(() => connectChat(zendeskWidget, right));
    expect(message).toContain('needs a page');
  });
});

describe('the vendors’ widgets', () => {
  /** A token with these claims, as its endpoint answers. */
  const answerWith = (claims: object, userId: string | null) => () =>
    Response.json({
      token: forge({ alg: 'HS256' }, { ...claims, iat: serverNow() }),
      userId,
      expiresAt: serverNow() + LIFETIME,
      refreshAt: serverNow() + 2700,
    });
  const ANSWERS = {
    khoros: answerWith({ scope: 'appUser', userId: 'u_1' }, 'u_1'),
    convrs: answerWith({ userId: 'u_1' }, 'u_1'),
    zendesk: answerWith({ scope: 'user', external_id: 'u_1' }, 'u_1'),
    deskpro: answerWith({ deskpro_id: '42', email: 'jane@example.com' }, '42'),
  };
  const WIDGETS = {
    khoros: khorosWidget,
    convrs: convrsWidget,
    zendesk: zendeskWidget,
    deskpro: deskproWidget,
  };
  const login = vi.fn(async () => {});
  const leave = vi.fn();
  const zE = vi.fn();

  beforeEach(() => {
    vi.clearAllMocks();
    vi.stubGlobal('Brandmessenger', { login, logout: leave });
    vi.stubGlobal('zE', zE);
    vi.stubGlobal('ConvrsUser', undefined);
    vi.stubGlobal('DpMessengerOptions', { showLauncherButton: true });
  });

  const page = () => globalThis as unknown as Record<string, unknown>;
  const start = (name: keyof typeof WIDGETS, respond: () => Response = ANSWERS[name]) => {
    const fetch = vi.fn(async () => respond());
    const errors: string[] = [];
    const onError = ({ message }: Error) => errors.push(message);
    const session = connectChat(WIDGETS[name], { endpoint: '/chat', fetch, onError });
    return { session, fetch, errors };
  };

  test('Khoros: login with id and token, again with each fresh one, and logout', async () => {
    const { session } = start('khoros');
    await pass(50 * MINUTE);
    expect(login.mock.calls).toEqual([
      ['u_1', expect.any(String)],
      ['u_1', expect.any(String)],
    ]);
    await session.logout();
    expect(leave).toHaveBeenCalledTimes(1);
  });

  test('Khoros: waits for login, and has no logout to call', async () => {
    vi.stubGlobal('Brandmessenger', {});
    const { session, fetch, errors } = start('khoros');
    await pass(MINUTE);
    expect(fetch).not.toHaveBeenCalled();
    vi.stubGlobal('Brandmessenger', { login });
    await pass(100);
    expect(login).toHaveBeenCalledTimes(1);
    await session.logout();
    vi.unstubAllGlobals();
    expect(errors).toStrictEqual([]);
    expect([khorosWidget.isReady(), zendeskWidget.isReady()]).toStrictEqual([false, false]);
    const nextToken = () => Promise.resolve('t');
    const given = { token: 't', userId: 'u_1', nextToken };
    await khorosWidget.login(given);
    expect(await Promise.race([zendeskWidget.login(given), 'waits'])).toBe('waits');
    vi.stubGlobal('Brandmessenger', {});
    await khorosWidget.login(given);
    vi.unstubAllGlobals();
    await khorosWidget.logout?.();
    await zendeskWidget.logout?.();
  });

  test('Convrs: sets ConvrsUser, and forgets it', async () => {
    const { session } = start('convrs');
    expect(await session.ready).toBe(true);
    const first = page()['ConvrsUser'];
    expect(first).toEqual(expect.stringContaining('.'));
    await pass(50 * MINUTE);
    expect(page()['ConvrsUser']).not.toBe(first);
    await session.logout();
    expect(page()['ConvrsUser']).toBeUndefined();
  });

  test('Deskpro: adds to DpMessengerOptions, and forgets it', async () => {
    const { session } = start('deskpro');
    await session.ready;
    expect(page()['DpMessengerOptions']).toStrictEqual({
      showLauncherButton: true,
      signedUserInfo: expect.stringContaining('.'),
    });
    await session.logout();
    expect(page()['DpMessengerOptions']).toStrictEqual({
      showLauncherButton: true,
      signedUserInfo: undefined,
    });
  });

  test('Zendesk: loginUser with callbacks, and logoutUser', async () => {
    const { session, fetch } = start('zendesk');
    await session.ready;
    const [userId, command, jwtCallback, loginCallback] = zE.mock.calls[0] ?? [];
    expect([userId, command]).toStrictEqual(['messenger', 'loginUser']);
    const ask = () => soon(new Promise((resolve) => jwtCallback(resolve)));
    const first = await ask();
    loginCallback(null);
    await pass(10 * MINUTE);
    expect(await ask()).not.toBe(first);
    expect(fetch).toHaveBeenCalledTimes(2);
    await session.logout();
    expect(zE.mock.calls.slice(1)).toEqual([['messenger', 'logoutUser']]);
  });

  test('Zendesk: a log-in that failed', async () => {
    const { errors } = start('zendesk');
    await pass(0);
    zE.mock.calls[0]?.[3]({ type: 'LoginFailedError', message: 'Invalid JWT' });
    await pass(0);
    expect(errors).toStrictEqual(['Zendesk messaging did not take the token']);
  });

  test('each refuses the tokens of the others', async () => {
    for (const name of ['khoros', 'convrs', 'zendesk', 'deskpro'] as const) {
      for (const other of ['khoros', 'convrs', 'zendesk', 'deskpro'] as const) {
        const { session, errors } = start(name, ANSWERS[other]);
        expect(await session.ready, `${other} at ${name}`).toBe(name === other);
        await pass(0);
        if (name !== other) expect(errors[0]).toContain(`not for ${WIDGETS[name].title}`);
        session.stop();
      }
    }
  });

  test('each refuses its own user’s id under another scope', async () => {
    for (const [name, claims, userId] of [
      ['khoros', { scope: 'app', userId: 'u_1' }, 'u_1'],
      ['zendesk', { scope: 'app', external_id: 'u_1' }, 'u_1'],
      ['convrs', { scope: 'user', userId: 'u_1' }, 'u_1'],
      ['deskpro', { scope: 'user', email: 'jane@example.com' }, 'jane@example.com'],
    ] as const) {
      expect(await start(name, answerWith(claims, userId)).session.ready, name).toBe(false);
    }
  });

  test('each refuses the token of another user', async () => {
    for (const [name, claims] of [
      ['khoros', { scope: 'appUser', userId: 'u_2' }],
      ['zendesk', { scope: 'user', external_id: 'u_2' }],
      ['convrs', { userId: 'u_2' }],
      ['deskpro', { deskpro_id: 'u_2' }],
      ['deskpro', { email: 'u_2' }],
      ['deskpro', { deskpro_id: 'u_2', email: 'u_1' }],
    ] as const) {
      expect(await start(name, answerWith(claims, 'u_1')).session.ready, name).toBe(false);
    }
  });

  test('each is named as its vendor names it', () => {
    expect(Object.values(WIDGETS).map(({ title }) => title)).toStrictEqual([
      'Khoros Brand Messenger',
      'Convrs Web Chat',
      'Zendesk messaging',
      'Deskpro Messenger',
    ]);
  });

  test('Zendesk: a log-in that held is no failure', async () => {
    const settled = vi.fn();
    vi.stubGlobal('zE', (...call: ((given: unknown) => void)[]) => call[3]?.(null));
    const nextToken = () => new Promise<string>(() => {});
    void Promise.resolve(zendeskWidget.login({ token: 't', userId: 'u', nextToken })).then(settled);
    await pass(0);
    expect(settled).toHaveBeenCalledTimes(1);
  });

  test('a user without an id: e-mail address or nothing', async () => {
    for (const [name, claims, userId] of [
      ['convrs', { name: 'Jane' }, null],
      ['deskpro', { email: 'jane@example.com' }, 'jane@example.com'],
      ['deskpro', { first_name: 'Jane' }, null],
    ] as const) {
      expect(await start(name, answerWith(claims, userId)).session.ready).toBe(true);
    }
  });
});
