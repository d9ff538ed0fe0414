/** What the page makes of each answer of the endpoint. */
import { createTokenSource } from 'chat-token/browser';
import { describe, expect, test, vi } from 'vitest';
import { polluted, refusal } from '../support/support.ts';
import {
  answer,
  connect,
  DAY,
  happens,
  loginOf,
  MINUTE,
  pass,
  REFRESH,
  serverNow,
  sleep,
  usePage,
} from './support.ts';

usePage();

const login = loginOf();
const { token } = login;
const json = (body: unknown) => () => Response.json(body);
/** A whole answer, but for some members. */
const but = (members: object) => json({ ...login, ...members });

test.each<[string, () => Response | Promise<Response>, string]>([
  [
    'no network',
    () => Promise.reject(new TypeError('failed')),
    'The endpoint cannot be reached \\(Check its origins and .*connect-src',
  ],
  ['a 500', () => new Response('{}', { status: 500 }), 'answered 500 \\(Check its server log'],
  [
    'a 503 with a page',
    () => new Response('<p>', { status: 503 }),
    'answered 503 \\(Check its server',
  ],
  ['a 429', () => new Response('', { status: 429 }), 'answered 429 \\(Check its server log'],
  ['a 404', () => new Response('{}', { status: 404 }), 'answered 404 \\(Check its address'],
  ['a 403', () => new Response('{}', { status: 403 }), 'answered 403 \\(Check its origins, .* 401'],
  ['a redirect', () => Response.error(), 'answered with a redirect \\(.* 401 if no user'],
  ['a page', () => new Response('<!doctype html>'), 'no login'],
  ['an empty body', () => new Response(''), 'no login'],
  ['null', json(null), 'no login'],
  ['a list', json([login]), 'no login'],
  ['a bare string', json(token), 'no login'],
  ['an error', json({ error: 'ERR_INTERNAL' }), 'no login'],
  ['no vendor', but({ vendor: undefined }), 'no login'],
  ['no settings', but({ settings: undefined }), 'no login'],
  ['settings of null', but({ settings: null }), 'no login'],
  ['settings as a list', but({ settings: [token] }), 'no login'],
  ['settings as a string', but({ settings: token }), 'no login'],
  ['no userId', but({ userId: undefined }), 'no login'],
  ['userId as a number', but({ userId: 7 }), 'no login'],
  ['no expiresAt', but({ expiresAt: undefined }), 'no login'],
  ['expiresAt as a string', but({ expiresAt: '2' }), 'no login'],
  ['no refreshAt', but({ refreshAt: undefined }), 'no login'],
  ['refreshAt as a string', but({ refreshAt: '1' }), 'no login'],
  ['a token that is a number', but({ token: 7 }), 'no login'],
  ['another vendor', but({ vendor: 'acme-chat' }), 'for acme-chat, not for Test Chat \\(test\\)'],
  ['a vendor of no name', but({ vendor: token }), 'for another vendor, not for Test Chat'],
  ['no vendor’s name', but({ vendor: '' }), 'for another vendor, not for Test Chat'],
])('rejects %s', async (_name, respond, message) => {
  const { session, logins, errors } = connect(respond);
  expect(await session.ready).toBe(false);
  await pass(0);
  expect(errors).toEqual([
    expect.stringMatching(new RegExp(`^ERR_ENDPOINT_FAILED: (?=.* \\(.+\\)$).*${message}`)),
  ]);
  expect(errors.join()).not.toContain(token);
  expect(logins).toStrictEqual([]);
});

test.each<[string, unknown, string]>([
  ['the code of the token handler', 'ERR_CLAIMS_INVALID', 'answered 500 (ERR_CLAIMS_INVALID) ('],
  ['the code of an own error', 'ERR_INTERNAL', 'answered 500 (ERR_INTERNAL) ('],
  ['text around a code', 'ERR_INTERNAL: Jane', 'answered 500 (Check'],
  ['lines', 'ERR_INTERNAL\nJane', 'answered 500 (Check'],
  ['a long code', `ERR_${'A'.repeat(41)}`, 'answered 500 (Check'],
  ['a token', token, 'answered 500 (Check'],
  ['a list', ['ERR_INTERNAL'], 'answered 500 (Check'],
  ['an object without toString', { toString: 1, valueOf: 1 }, 'answered 500 (Check'],
  ['nothing', undefined, 'answered 500 (Check'],
])('shows only a code of a failed answer: %s', async (_name, error, message) => {
  const { errors } = connect(() => Response.json({ error }, { status: 500 }));
  await pass(0);
  expect(errors).toEqual([expect.stringContaining(message)]);
});

test('a 401 ends the session before its body arrives', async () => {
  const body = new ReadableStream();
  const { session, errors } = connect(() => new Response(body, { status: 401 }));
  expect(await session.ready).toBe(false);
  await pass(MINUTE);
  expect(errors).toStrictEqual([]);
});

test.each([
  ['members', login],
  ['settings', { settings: login.settings }],
])('reads no %s of Object.prototype', async (_name, members) => {
  const own = Object.fromEntries(Object.entries(login).filter(([name]) => !(name in members)));
  const { logins, errors } = connect(json(own));
  await polluted(members, () => pass(0));
  expect(logins).toStrictEqual([]);
  expect(errors).toEqual([expect.stringContaining('no login')]);
});

test.each([
  null,
  'u_1',
  'Zoë 🦊',
  'u>>>???',
  '\ufeffu',
])('accepts the user id %j', async (userId) => {
  const { session, logins } = connect(() => answer(userId));
  expect(await session.ready).toBe(true);
  expect(logins).toMatchObject([{ userId, settings: { user: userId } }]);
});

test('calls the page’s own fetch, as it is at that time, and aborts it after 30 seconds', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout');
  const [first, second] = [vi.fn(async () => answer()), vi.fn(async () => answer())];
  vi.stubGlobal('fetch', first);
  const { session } = connect(undefined, { fetch: undefined });
  expect(await session.ready).toBe(true);
  vi.stubGlobal('fetch', second);
  await pass(REFRESH);
  expect([first, second].map(({ mock }) => mock.calls.length)).toStrictEqual([1, 1]);
  expect(timeout.mock.calls).toStrictEqual([[30_000], [30_000]]);
});

const aDay = 86_400;

test.each<[string, () => Response, number]>([
  ['at 75 % of the lifetime', () => answer(), REFRESH],
  ['where the visitor’s clock is a day ahead', () => at(serverNow() - aDay), REFRESH],
  ['where the visitor’s clock is a day behind', () => at(serverNow() + aDay), REFRESH],
  ['by the Date of the answer, if the token is older', olderToken, 5 * MINUTE],
])('refreshes %s', async (_name, respond, due) => {
  const { fetch } = connect(respond);
  await pass(due - 1);
  expect(fetch).toHaveBeenCalledTimes(1);
  await pass(1);
  expect(fetch).toHaveBeenCalledTimes(2);
});

function at(time: number): Response {
  return answer('u_1', { at: time });
}

function olderToken(): Response {
  const response = at(serverNow() - 40 * 60);
  response.headers.set('date', new Date().toUTCString());
  return response;
}

test('refreshes a token that outlives any timer', async () => {
  const { fetch } = connect(() => answer('u_1', { lifetime: 366 * aDay }));
  await pass(60 * MINUTE);
  expect(fetch).toHaveBeenCalledTimes(1);
});

test.each<[string, () => Response]>([
  ['a lifetime of 0', () => answer('u_1', { lifetime: 0 })],
  ['a refreshAt of now', () => but({ refreshAt: serverNow() })()],
  ['a refreshAt without expiresAt', () => but({ expiresAt: null })()],
  ['a refreshAt after expiresAt', () => but({ refreshAt: login.refreshAt ?? 0 + DAY })()],
])('asks every 10 seconds at most: %s', async (_name, respond) => {
  const { session, fetch } = connect(respond);
  expect(await session.ready).toBe(true);
  await pass(MINUTE);
  expect(fetch.mock.calls.length).toBeLessThanOrEqual(7);
});

describe('an answer that is past, or that a cache kept', () => {
  const OLD =
    /^ERR_ENDPOINT_FAILED: The endpoint returned an expired or cached login \(.*no-store.*\)$/;

  /** An answer that a server sent at a time, maybe through a cache. */
  function sent(
    body: object,
    { at = serverNow(), ...headers }: { at?: number; age?: string } = {},
  ) {
    const date = new Date(at * 1000).toUTCString();
    return Response.json(body, { headers: { date, ...headers } });
  }

  const pasts: [string, () => Response][] = [
    ['expired a second before it was sent', () => sent(loginOf('u_1', { at: serverNow() - 3601 }))],
    ['expired a year ago', () => sent(loginOf('u_1', { at: serverNow() - 365 * aDay }))],
    ['the Age of a minute', () => sent(loginOf(), { age: '60' })],
    ['an Age, for a hash', () => sent(hashLogin(), { age: '86400' })],
    ['an Age without a Date', () => Response.json(loginOf(), { headers: { age: '600' } })],
  ];
  test.each(pasts)('%s: rejected at the first request', async (_name, respond) => {
    const { session, logins, errors } = connect(respond);
    expect(await session.ready).toBe(false);
    await pass(0);
    expect(logins).toStrictEqual([]);
    expect(errors).toEqual([expect.stringMatching(OLD)]);
  });

  function hashLogin(userId = 'u_1') {
    return { ...loginOf(userId), expiresAt: null, refreshAt: null };
  }

  const first = () => sent(loginOf());
  test.each<[string, (kept: ReturnType<typeof loginOf>, at: number) => Response]>([
    ['the same answer again, with its Date', (kept, at) => sent(kept, { at })],
    ['the login of another user, sent before', (_kept, at) => sent(loginOf('u_2', { at }), { at })],
    [
      'a login that was sent ten minutes ago',
      (_kept, start) => {
        const at = start + REFRESH / 1000 - 600;
        return sent(loginOf('u_1', { at }), { at });
      },
    ],
    [
      'the same login with a Date of now, an hour later',
      (kept) => {
        sleep(DAY);
        return sent(kept);
      },
    ],
    [
      'the same login without a Date, an hour later',
      (kept) => {
        sleep(DAY);
        return Response.json(kept);
      },
    ],
  ])('%s: rejected at the refresh', async (_name, respond) => {
    const kept = loginOf();
    const at = serverNow();
    const answers = [() => sent(kept), () => respond(kept, at), () => respond(kept, at)];
    const { logins, errors } = connect(() => (answers.shift() ?? first)());
    await pass(REFRESH);
    expect(logins).toHaveLength(1);
    expect(errors).toEqual([expect.stringMatching(OLD)]);
    await pass(2000);
    expect(errors).toHaveLength(2);
    expect(errors[1]).toMatch(OLD);
    await pass(5000);
    expect(logins.length, 'a new answer is accepted').toBe(2);
    expect(logins[1]?.userId).toBe('u_1');
  });

  test('the same hash, sent before, is rejected when the page asks who is logged in', async () => {
    const at = serverNow();
    const { logins, errors, logout } = connect(() => sent(hashLogin(), { at }));
    await pass(10 * MINUTE);
    happens('visibilitychange');
    await pass(0);
    expect(errors).toEqual([expect.stringMatching(OLD)]);
    expect(logins).toHaveLength(1);
    expect(logout).not.toHaveBeenCalled();
  });

  test.each<[string, () => Response]>([
    ['an Age of 0', () => sent(loginOf(), { age: '0' })],
    ['a Date of a second ago', () => sent(loginOf(), { at: serverNow() - 1 })],
    ['no Date', () => answer()],
    [
      'a visitor’s clock a year ahead',
      () => {
        const at = serverNow() - 365 * aDay;
        return sent(loginOf('u_1', { at }), { at });
      },
    ],
    [
      'a visitor’s clock a year behind',
      () => {
        const at = serverNow() + 365 * aDay;
        return sent(loginOf('u_1', { at }), { at });
      },
    ],
    ['a hash with a Date', () => sent(hashLogin())],
    ['a hash without a Date', () => Response.json(hashLogin())],
  ])('%s is accepted, also at each later request', async (_name, respond) => {
    const { fetch, logins, errors } = connect(respond);
    for (let count = 0; count < 3; count++) {
      await pass(REFRESH);
      happens('pageshow', { persisted: true });
      await pass(0);
    }
    expect(fetch.mock.calls.length).toBeGreaterThanOrEqual(4);
    expect(logins.length).toBeGreaterThanOrEqual(1);
    expect(errors).toStrictEqual([]);
  });

  test('a server whose clock was set back is believed at the second answer', async () => {
    let offset = 0;
    const { logins, errors } = connect(() => {
      const at = serverNow() + offset;
      return sent(loginOf('u_1', { at }), { at });
    });
    await pass(MINUTE);
    offset = -DAY / 1000;
    await pass(REFRESH);
    expect(errors).toHaveLength(1);
    await pass(2000);
    expect([errors.length, logins.length]).toStrictEqual([1, 2]);
    await pass(2 * REFRESH);
    expect([errors.length, logins.length]).toStrictEqual([1, 4]);
  });

  test('a source of your own that returns the token that has expired', async () => {
    const login = loginOf();
    const getLogin = vi.fn(async () => login);
    const { errors, logout } = connect(undefined, { source: { getLogin, stop() {}, logout() {} } });
    await pass(59 * MINUTE);
    expect(errors).toStrictEqual([]);
    await pass(MINUTE + 10_000);
    expect(errors[0]).toMatch(OLD);
    expect(logout).toHaveBeenCalledTimes(1);
  });

  test.each(pasts)('%s: rejected by a source', async (_name, respond) => {
    const source = createTokenSource({ endpoint: '/chat', fetch: async () => respond() });
    const { message } = await refusal(() => source.getLogin(), 'ERR_ENDPOINT_FAILED');
    expect(message).toContain('expired or cached');
  });

  test('a source does not believe that the token which has expired is new', async () => {
    const kept = loginOf();
    const source = createTokenSource({ endpoint: '/chat', fetch: async () => sent(kept) });
    expect(await source.getLogin()).toStrictEqual(kept);
    await pass(30 * MINUTE);
    expect(await source.getLogin({ fresh: true })).toStrictEqual(kept);
    await pass(30 * MINUTE + 1);
    await refusal(() => source.getLogin(), 'ERR_ENDPOINT_FAILED');
  });

  test('an older login without a Date is not taken for a new one', async () => {
    const start = serverNow();
    const answers = [() => answer(), () => answer('u_1', { at: start - 600 })];
    const { logins, errors } = connect(() => (answers.shift() ?? answer)());
    await pass(REFRESH);
    expect(errors).toEqual([expect.stringMatching(OLD)]);
    await pass(2000);
    expect(logins).toHaveLength(2);
  });
});

describe('Retry-After', () => {
  const busy = (status: number, after: string, headers = {}) =>
    new Response(null, { status, headers: { 'retry-after': after, ...headers } });
  const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

  test.each<[string, () => Response, number]>([
    ['120 of a 503', () => busy(503, '120'), 120],
    ['60 of a 429', () => busy(429, '60'), 60],
    ['a date', () => busy(503, inSeconds(90)), 90],
    [
      'a date by the server’s clock',
      () => {
        const date = inSeconds(-7 * aDay);
        return busy(503, inSeconds(-7 * aDay + 100), { date });
      },
      100,
    ],
    ['an hour: 5 minutes at most', () => busy(503, '3600'), 300],
    ['a date of next year: 5 minutes at most', () => busy(503, inSeconds(365 * aDay)), 300],
  ])('%s', async (_name, respond, seconds) => {
    const answers = [respond()];
    const next = () => answers.shift() ?? answer();
    const { fetch, logins } = connect(next);
    await pass(seconds * 1000 - 1000);
    expect(fetch).toHaveBeenCalledTimes(1);
    await pass(2000);
    expect(logins).toHaveLength(1);

    const answersOfSource = [respond()];
    const ask = vi.fn(async () => answersOfSource.shift() ?? answer());
    const source = createTokenSource({ endpoint: '/chat', fetch: ask });
    await refusal(() => source.getLogin(), 'ERR_ENDPOINT_FAILED');
    void source.getLogin();
    await pass(seconds * 1000 - 1000);
    expect(ask).toHaveBeenCalledTimes(1);
    await pass(2000);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test.each([
    '',
    '0',
    '-60',
    'soon',
    '1e',
    'Wed, 01 Jan 2020 00:00:00 GMT',
  ])('%j changes nothing', async (after) => {
    const answers = [busy(503, after)];
    const { logins } = connect(() => answers.shift() ?? answer());
    await pass(2000);
    expect(logins).toHaveLength(1);
  });

  test('is no reason to shorten a longer pause', async () => {
    const { fetch } = connect(() => busy(503, '1'));
    await pass(60 * MINUTE);
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(32);
  });
});

describe('a request that never settles', () => {
  const never = () => new Promise<Response>(() => {});
  const body = () => Object.assign(answer(), { json: () => new Promise(() => {}) });

  test.each<[string, () => Response | Promise<Response>]>([
    ['never an answer', never],
    ['never the end of its body', body],
  ])('%s: fails after 30 seconds, and is asked again', async (_name, respond) => {
    vi.stubGlobal('AbortSignal', undefined);
    let isUp = false;
    const { session, logins, errors } = connect(() => (isUp ? answer() : respond()));
    await pass(29_999);
    expect(errors).toStrictEqual([]);
    await pass(1);
    expect(await session.ready).toBe(false);
    expect(errors).toEqual([
      expect.stringContaining('ERR_ENDPOINT_FAILED: The endpoint did not answer in 30 seconds ('),
    ]);
    isUp = true;
    await pass(2000);
    expect(logins).toHaveLength(1);
  });

  test('also from a source', async () => {
    const source = createTokenSource({ endpoint: '/chat', fetch: never });
    const verdict = refusal(() => source.getLogin(), 'ERR_ENDPOINT_FAILED');
    await pass(30_000);
    expect((await verdict).message).toContain('30 seconds');
  });

  test('an answer in time leaves no timer', async () => {
    const { session } = connect(() =>
      Response.json({ ...loginOf(), expiresAt: null, refreshAt: null }),
    );
    expect(await session.ready).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test.each<[string, unknown]>([
  ['undefined', undefined],
  ['no response', {}],
])('a fetch of your own that returns %s', async (_name, response) => {
  const { errors } = connect(() => response as Response);
  await pass(0);
  expect(errors).toEqual([expect.stringContaining('ERR_ENDPOINT_FAILED')]);
});

test('a fetch of your own may return a response without headers', async () => {
  const response = { ok: true, status: 200, json: async () => loginOf() };
  const { session } = connect(() => response as Response);
  expect(await session.ready).toBe(true);
});
