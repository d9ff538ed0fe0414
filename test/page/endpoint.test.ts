/** What the page makes of each answer of the endpoint. */
import { expect, test, vi } from 'vitest';
import { polluted } from '../support/support.ts';
import {
  answer,
  connect,
  DAY,
  loginOf,
  MINUTE,
  pass,
  REFRESH,
  serverNow,
  usePage,
} from './support.ts';

usePage();

const login = loginOf();
const { token } = login;
const json = (body: unknown) => () => Response.json(body);
/** A whole answer, but for some members. */
const but = (members: object) => json({ ...login, ...members });

test.each<[string, () => Response | Promise<Response>, string]>([
  ['no network', () => Promise.reject(new TypeError('failed')), 'cannot be reached'],
  ['a 500', () => new Response('{}', { status: 500 }), 'answered 500'],
  ['a 403', () => new Response('{}', { status: 403 }), 'answered 403'],
  ['a redirect', () => Response.error(), 'answered with a redirect'],
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
    expect.stringMatching(new RegExp(`^ERR_ENDPOINT_FAILED: .*${message}.* \\(.+\\)$`)),
  ]);
  expect(errors.join()).not.toContain(token);
  expect(logins).toStrictEqual([]);
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
  ['a refreshAt of now', () => but({ refreshAt: serverNow() })()],
  ['a refreshAt without expiresAt', () => but({ expiresAt: null })()],
  ['a refreshAt after expiresAt', () => but({ refreshAt: login.refreshAt ?? 0 + DAY })()],
])('asks every 10 seconds at most: %s', async (_name, respond) => {
  const { session, fetch } = connect(respond);
  expect(await session.ready).toBe(true);
  await pass(MINUTE);
  expect(fetch.mock.calls.length).toBeLessThanOrEqual(7);
});
