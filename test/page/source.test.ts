/** The endpoint's client alone: cache, single flight, early refresh, failures. */
import { createTokenSource, type TokenSourceOptions } from 'chat-token/browser';
import { describe, expect, test, vi } from 'vitest';
import { refusal } from '../support/support.ts';
import {
  answer,
  DAY,
  happens,
  hashAnswer,
  listenerCount,
  loginOf,
  MINUTE,
  noUser,
  pass,
  REFRESH,
  sleep,
  unavailable,
  usePage,
} from './support.ts';

usePage();

function open(
  respond: () => Response | Promise<Response> = () => answer(),
  options: Partial<TokenSourceOptions> = {},
) {
  const fetch = vi.fn(async (_url: string, _init: RequestInit) => respond());
  const onError = vi.fn();
  const source = createTokenSource({ endpoint: '/api/chat-token', fetch, onError, ...options });
  return { source, fetch, onError };
}

/** An endpoint whose answers the test gives one by one. */
function openHeld() {
  const answers: ((response: Response) => void)[] = [];
  const opened = open(() => new Promise((resolve) => answers.push(resolve)));
  const give = async (index: number, response: Response) => {
    answers[index]?.(response);
    await pass(0);
  };
  return { give, ...opened };
}

/** An endpoint that the test takes down and up. */
function openUnreliable() {
  const server = { isUp: true };
  return { server, ...open(() => (server.isUp ? answer() : unavailable())) };
}

describe('getLogin', () => {
  test('returns the login that the endpoint answers', async () => {
    const login = loginOf();
    const { source, fetch } = open(() => Response.json({ ...login, more: 'is left out' }));
    expect(await source.getLogin()).toStrictEqual(login);
    const signal = expect.any(AbortSignal);
    expect(fetch.mock.calls).toEqual([
      [
        '/api/chat-token',
        { credentials: 'include', cache: 'no-store', redirect: 'manual', signal },
      ],
    ]);
  });

  test('keeps the login until its refreshAt', async () => {
    const { source, fetch } = open();
    const first = await source.getLogin();
    await pass(REFRESH - 1);
    expect(await source.getLogin()).toBe(first);
    expect(fetch).toHaveBeenCalledTimes(1);
    await pass(1);
    const second = await source.getLogin();
    expect(second?.token).not.toBe(first?.token);
    expect(await source.getLogin()).toBe(second);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('asks by no timer of its own', async () => {
    const { source, fetch } = open();
    await source.getLogin();
    await pass(DAY);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('keeps a login that never expires until logout', async () => {
    const { source, fetch } = open(() => hashAnswer());
    await source.getLogin();
    await pass(DAY);
    expect(await source.getLogin()).toMatchObject({ userId: 'u_1', refreshAt: null });
    expect(fetch).toHaveBeenCalledTimes(1);
    source.logout();
    await source.getLogin();
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('shares one request, also a fresh one', async () => {
    const { source, fetch, give } = openHeld();
    const calls = [source.getLogin(), source.getLogin({ fresh: true }), source.getLogin()];
    await give(0, answer());
    const [first, ...others] = await Promise.all(calls);
    for (const other of others) expect(other).toBe(first);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('with fresh asks again at once', async () => {
    const { source, fetch } = open();
    const first = await source.getLogin();
    const second = await source.getLogin({ fresh: true });
    expect(second?.token).not.toBe(first?.token);
    expect(await source.getLogin()).toBe(second);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('returns null while no user is logged in, and asks again each time', async () => {
    const answers = [noUser(), noUser(), answer()];
    const { source, fetch } = open(() => answers.shift() ?? unavailable());
    expect(await source.getLogin()).toBeNull();
    expect(await source.getLogin()).toBeNull();
    expect(await source.getLogin()).toMatchObject({ userId: 'u_1' });
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  test('forgets the login when no user is logged in any more', async () => {
    const answers = [answer(), noUser(), answer('u_2')];
    const { source } = open(() => answers.shift() ?? unavailable());
    await source.getLogin();
    expect(await source.getLogin({ fresh: true })).toBeNull();
    expect(await source.getLogin()).toMatchObject({ userId: 'u_2' });
  });

  test('returns the login of another user: the caller compares', async () => {
    let user = 'u_1';
    const { source } = open(() => answer(user));
    await source.getLogin();
    user = 'u_2';
    await pass(REFRESH);
    expect(await source.getLogin()).toMatchObject({ userId: 'u_2', settings: { user: 'u_2' } });
  });

  test('works where there is no page', async () => {
    vi.stubGlobal('addEventListener', undefined);
    const { source } = open();
    expect(await source.getLogin()).toMatchObject({ userId: 'u_1' });
    source.stop();
  });

  test('works without AbortSignal.timeout', async () => {
    vi.stubGlobal('AbortSignal', {});
    const { source } = open();
    expect(await source.getLogin()).toMatchObject({ userId: 'u_1' });
  });

  test('uses the global fetch, as it is at that time', async () => {
    const { source } = open(undefined, { fetch: undefined });
    vi.stubGlobal('fetch', async () => answer('u_7'));
    expect(await source.getLogin()).toMatchObject({ userId: 'u_7' });
  });
});

describe('a failure', () => {
  test('rejects each call that waits, and the next call tries again', async () => {
    const { source, fetch, server, onError } = openUnreliable();
    server.isUp = false;
    const calls = [source.getLogin(), source.getLogin()];
    for (const call of calls) {
      const { message } = await refusal(() => call, 'ERR_ENDPOINT_FAILED');
      expect(message).toContain('503');
    }
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(onError, 'the caller knows').not.toHaveBeenCalled();
    server.isUp = true;
    const next = source.getLogin();
    await pass(2000);
    expect(await next).toMatchObject({ userId: 'u_1' });
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('is followed by a pause, longer each time, up to 30 seconds', async () => {
    const times: number[] = [];
    const { source } = open(() => {
      times.push(Date.now());
      return unavailable();
    });
    const ask = (): Promise<unknown> => source.getLogin().catch(ask);
    void ask();
    await pass(10 * MINUTE);
    source.stop();
    await pass(MINUTE);
    const gaps = times.slice(1).map((time, index) => (time - Number(times[index])) / 1000);
    expect(gaps.length).toBeGreaterThan(20);
    for (const [index, gap] of gaps.entries()) {
      const longest = Math.min(2 ** (index + 1), 30);
      expect(gap).toBeGreaterThanOrEqual(longest / 2);
      expect(gap).toBeLessThanOrEqual(longest + 0.001);
    }
  });

  test('after a success, pauses are short again', async () => {
    const { source, server, fetch } = openUnreliable();
    for (let outage = 0; outage < 6; outage++) {
      server.isUp = false;
      source.getLogin({ fresh: true }).catch(() => {});
      await pass(30_000);
      server.isUp = true;
      const before = fetch.mock.calls.length;
      source.getLogin({ fresh: true }).catch(() => {});
      await pass(2000);
      expect(fetch.mock.calls.length).toBe(before + 1);
    }
  });

  test('of a refresh: returns the old login while it is valid, and tells onError', async () => {
    const { source, server, fetch, onError } = openUnreliable();
    const first = await source.getLogin();
    server.isUp = false;
    await pass(REFRESH);
    expect(await source.getLogin()).toBe(first);
    expect(await source.getLogin(), 'at once, without a request').toBe(first);
    await pass(0);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(onError.mock.calls).toEqual([
      [expect.objectContaining({ code: 'ERR_ENDPOINT_FAILED' })],
    ]);
    await pass(15 * MINUTE);
    await refusal(() => source.getLogin(), 'ERR_ENDPOINT_FAILED');
  });

  test('of a refresh, with fresh: rejects', async () => {
    const { source, server, onError } = openUnreliable();
    const first = await source.getLogin();
    server.isUp = false;
    const both = [source.getLogin({ fresh: true }), source.getLogin()];
    await refusal(() => both[0], 'ERR_ENDPOINT_FAILED');
    expect(await both[1]).toBe(first);
    await pass(0);
    expect(onError).toHaveBeenCalledTimes(1);
  });

  test('never returns a login that has expired', async () => {
    const { source, server } = openUnreliable();
    await source.getLogin();
    server.isUp = false;
    sleep(60 * MINUTE);
    await refusal(() => source.getLogin(), 'ERR_ENDPOINT_FAILED');
  });

  test('warns in the console without onError', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const answers = [answer()];
    const { source } = open(() => answers.shift() ?? unavailable(), { onError: undefined });
    await source.getLogin();
    await pass(REFRESH);
    await source.getLogin();
    await pass(0);
    expect(warn.mock.calls).toEqual([[expect.objectContaining({ code: 'ERR_ENDPOINT_FAILED' })]]);
  });
});

describe('vendor', () => {
  test('accepts its own login', async () => {
    const { source } = open(undefined, { vendor: 'test' });
    expect(await source.getLogin()).toMatchObject({ vendor: 'test' });
  });

  test('rejects a login of another vendor, and does not keep it', async () => {
    const { source, fetch } = open(undefined, { vendor: 'acme' });
    const { message } = await refusal(() => source.getLogin(), 'ERR_ENDPOINT_FAILED');
    expect(message).toContain('for test, not for acme');
    const next = source.getLogin();
    await Promise.all([refusal(() => next, 'ERR_ENDPOINT_FAILED'), pass(2000)]);
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});

describe('logout', () => {
  test('forgets the login: the next call asks again', async () => {
    let user = 'u_1';
    const { source, fetch } = open(() => answer(user));
    await source.getLogin();
    user = 'u_2';
    source.logout();
    expect(await source.getLogin()).toMatchObject({ userId: 'u_2' });
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('drops an answer under way: the call gets null, and nothing is kept', async () => {
    const { source, fetch, give } = openHeld();
    const call = source.getLogin();
    source.logout();
    await give(0, answer('u_1'));
    expect(await call).toBeNull();
    expect(fetch).toHaveBeenCalledTimes(1);
    const next = source.getLogin();
    await give(1, answer('u_2'));
    expect(await next).toMatchObject({ userId: 'u_2' });
  });

  test.each([
    ['before', [0, 1]],
    ['after', [1, 0]],
  ])('the next call has its own request: the old answer comes %s its own', async (_when, order) => {
    const { source, fetch, give } = openHeld();
    const calls = [source.getLogin()];
    source.logout();
    calls.push(source.getLogin());
    expect(fetch).toHaveBeenCalledTimes(2);
    for (const index of order) {
      await give(index, answer(['u_1', 'u_2'][index]));
      calls.push(source.getLogin());
    }
    const [old, ...others] = await Promise.all(calls);
    expect(old).toBeNull();
    for (const other of others) expect(other).toMatchObject({ userId: 'u_2' });
    expect(fetch, 'later calls share the new request').toHaveBeenCalledTimes(2);
  });

  test('drops a failure under way: null, no error and no pause', async () => {
    const { source, fetch, give, onError } = openHeld();
    const call = source.getLogin();
    source.logout();
    await give(0, unavailable());
    expect(await call).toBeNull();
    expect(onError).not.toHaveBeenCalled();
    void source.getLogin();
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('ends a call that waits after a failure', async () => {
    const { source, fetch, server } = openUnreliable();
    server.isUp = false;
    await refusal(() => source.getLogin());
    const call = source.getLogin();
    source.logout();
    await pass(2000);
    expect(await call).toBeNull();
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

describe('a page that comes back from the history', () => {
  test('forgets the login', async () => {
    const { source, fetch } = open();
    await source.getLogin();
    happens('pageshow', { persisted: true });
    await source.getLogin();
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('drops an answer under way, and asks again', async () => {
    const { source, fetch, give } = openHeld();
    const call = source.getLogin();
    happens('pageshow', { persisted: true });
    await give(0, answer('u_1'));
    expect(fetch).toHaveBeenCalledTimes(2);
    await give(1, answer('u_2'));
    expect(await call).toMatchObject({ userId: 'u_2' });
  });

  test('asks for nobody who has logged out', async () => {
    const { source, fetch, give } = openHeld();
    const call = source.getLogin();
    happens('pageshow', { persisted: true });
    source.logout();
    await give(0, answer('u_1'));
    expect(await call).toBeNull();
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('is not a page that has just loaded: that forgets nothing', async () => {
    const { source, fetch } = open();
    await source.getLogin();
    happens('pageshow', { persisted: false });
    await source.getLogin();
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

describe('stop', () => {
  test('ends it: null, no request, no listener', async () => {
    const { source, fetch } = open();
    await source.getLogin();
    source.stop();
    expect(await source.getLogin()).toBeNull();
    expect(await source.getLogin({ fresh: true })).toBeNull();
    source.logout();
    expect(await source.getLogin()).toBeNull();
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(listenerCount()).toBe(0);
  });

  test.each([answer, unavailable])('drops an answer under way', async (respond) => {
    const { source, give } = openHeld();
    const call = source.getLogin();
    source.stop();
    await give(0, respond());
    expect(await call).toBeNull();
  });

  test('ends a call that waits after a failure', async () => {
    const { source, fetch, server } = openUnreliable();
    server.isUp = false;
    await refusal(() => source.getLogin());
    const call = source.getLogin();
    source.stop();
    await pass(2000);
    expect(await call).toBeNull();
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

test.each<[string, unknown]>([
  ['no options', undefined],
  ['no endpoint', {}],
  ['an endpoint of null', { endpoint: null }],
  ['a vendor object', { endpoint: '/api/chat-token', vendor: { name: 'acme' } }],
])('rejects %s', async (_name, options) => {
  const { message } = await refusal(
    () => createTokenSource(options as TokenSourceOptions),
    'ERR_OPTION_INVALID',
  );
  expect(message).toContain('createTokenSource');
});
