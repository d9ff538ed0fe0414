/** What the page makes of each answer of the endpoint. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { forge, NOW_SECONDS } from '../support/support.ts';
import { answer, connect, MINUTE, pass, REFRESH, serverNow, usePage } from './support.ts';

usePage();

const token = forge({ alg: 'HS256' }, { id: 'u_1', iat: NOW_SECONDS });
const json = (body: unknown) => () => Response.json(body);
/** A whole answer, but for some members. */
const but = (members: object) =>
  json({ token, userId: 'u_1', expiresAt: NOW_SECONDS + 2, refreshAt: NOW_SECONDS, ...members });

test.each<[string, () => Response | Promise<Response>, string]>([
  ['no network', () => Promise.reject(new TypeError('failed')), 'cannot be reached'],
  ['a 500', () => new Response('{}', { status: 500 }), 'answered 500'],
  ['a 403', () => new Response('{}', { status: 403 }), 'answered 403'],
  ['a redirect', () => Response.error(), 'answered with a redirect'],
  ['a page', () => new Response('<!doctype html>'), 'no token'],
  ['an empty body', () => new Response(''), 'no token'],
  ['null', json(null), 'no token'],
  ['a bare string', json(token), 'no token'],
  ['an error', json({ error: 'ERR_INTERNAL' }), 'no token'],
  ['no userId', but({ userId: undefined }), 'no token'],
  ['expiresAt as a string', but({ expiresAt: '2' }), 'no token'],
  ['refreshAt as a string', but({ refreshAt: '1' }), 'no token'],
  ['a token that is a number', but({ token: 7 }), 'no token'],
  ['a payload of null', but({ token: 'e30.bnVsbA.x' }), 'not for Test Chat'],
  ['the token of another user', but({ userId: 'u_2' }), 'not for Test Chat'],
  ['no JWT', but({ token: 'a.b.c', userId: null }), 'not for Test Chat'],
  ['one part', but({ token: 'e30', userId: null }), 'not for Test Chat'],
  ['an empty payload', but({ token: 'e30..x', userId: null }), 'not for Test Chat'],
  [
    'a payload of null, without an id',
    but({ token: 'e30.bnVsbA.x', userId: null }),
    'not for Test',
  ],
  ['a payload that is no base64url', but({ token: 'a.e30*.c', userId: null }), 'not for Test Chat'],
  ['a payload that is no JSON', but({ token: 'a.e30x.c', userId: null }), 'not for Test Chat'],
])('rejects %s', async (_name, respond, message) => {
  const { session, logins, errors } = connect(respond);
  expect(await session.ready).toBe(false);
  await pass(0);
  expect(errors).toEqual([
    expect.stringMatching(new RegExp(`^ERR_ENDPOINT_FAILED: .*${message}.* \\(.+\\)$`)),
  ]);
  expect(errors.join()).not.toContain(token);
  expect(logins).toStrictEqual([]);
});

/** Ids of one to four bytes for each character, and some that a wrong decoder would change. */
const IDS = [null, 'u_1', 'Zoë 🦊', 'u>>>???', '%41', '\ufeffu', '\x7f\x80\u07ff\u0800\uffff'];
/** The payload of a token: `{"id":"…"}` with the byte FF, which no UTF-8 contains. */
const NO_UTF8 = 'a.eyJpZCI6Iv8ifQ.c';

describe.each([
  ['with TextDecoder', globalThis.TextDecoder],
  // Jest's jsdom has none.
  ['without TextDecoder', undefined],
])('%s', (_name, decoder) => {
  beforeEach(() => {
    vi.stubGlobal('TextDecoder', decoder);
  });

  test.each(IDS)('accepts the user id %j', async (userId) => {
    const { session, logins } = connect(() => answer(userId));
    expect(await session.ready).toBe(true);
    expect(logins).toMatchObject([{ userId }]);
  });

  test.each([
    ['the id of another user', but({ userId: 'Zoë' })],
    ['an id that is not UTF-8', but({ token: NO_UTF8, userId: '\xff' })],
    ['an id that is not UTF-8, replaced', but({ token: NO_UTF8, userId: '\ufffd' })],
  ])('rejects %s', async (_case, respond) => {
    const { session, errors } = connect(respond);
    expect(await session.ready).toBe(false);
    await pass(0);
    expect(errors).toEqual([expect.stringContaining('not for Test Chat')]);
  });
});

test('calls the page’s own fetch, as it is at that time, and gives it 30 seconds', async () => {
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
  ['no iat and a refreshAt of now', () => withoutIat()],
])('asks every 10 seconds at most: %s', async (_name, respond) => {
  const { session, fetch } = connect(respond);
  expect(await session.ready).toBe(true);
  await pass(MINUTE);
  expect(fetch.mock.calls.length).toBeLessThanOrEqual(7);
});

function withoutIat(): Response {
  const userId = 'u>>>???';
  const token = forge({ alg: 'HS256' }, { id: userId });
  expect(token).toMatch(/\.\w*[-_]/);
  return but({ token, userId, refreshAt: serverNow() })();
}
