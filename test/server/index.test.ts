import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import {
  ChatTokenError,
  chatwoot,
  defineVendor,
  signChatLogin,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { KNOWN_HASH, KNOWN_TOKENS } from '../support/known-tokens.ts';
import {
  definition,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  OTHER_SECRET,
  refusal,
  SECRET,
} from '../support/support.ts';
import { keyFor, VENDORS } from '../support/vendors.ts';
import {
  ADDRESS,
  ask,
  endpoint,
  givenOptions,
  headersOf,
  key,
  LISTED,
  polluted,
  user,
} from './support.ts';

const silent = () => {};

/** An object that promises treat like a promise. */
function thenable(then: (done: (value: unknown) => void) => void): object {
  return Object.defineProperty({}, 'then', { value: then });
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the answer', () => {
  test.each(VENDORS)('$vendor.name: the login that signChatLogin returns', async ({
    vendor,
    example,
  }) => {
    const { user: getUser } = example.full;
    const fixed = vendor.token.kind === 'jwt' ? { randomId: () => 'id_1' } : {};
    const signing = { ...keyFor(vendor, SECRET, KEY_ID), now: NOW, ...fixed };
    const handler = createTokenHandler(vendor, { ...signing, getUser: () => getUser });
    for (const method of ['GET', 'POST']) {
      const response = await handler(ask({}, method));
      expect(response.status).toBe(200);
      expect(await response.json()).toStrictEqual(await signChatLogin(vendor, getUser, signing));
    }
  });

  test('of a vendor with a hash has no times', async () => {
    const { secret, message: identifier, hash } = KNOWN_HASH;
    const handler = createTokenHandler(chatwoot, {
      getUser: () => ({ identifier, name: 'Jane Doe' }),
      secret,
    });
    expect(await (await handler(ask())).json()).toStrictEqual({
      vendor: 'chatwoot',
      token: hash,
      settings: { identifier, name: 'Jane Doe', identifier_hash: hash },
      userId: identifier,
      expiresAt: null,
      refreshAt: null,
    });
  });

  test.each<[7 | '2d', number, number]>([
    [7, 7, 5],
    ['2d', 172_800, 129_600],
  ])('expiresIn %s', async (expiresIn, lifetime, refresh) => {
    const { expiresAt, refreshAt } = await (await endpoint({ expiresIn })(ask())).json();
    expect([expiresAt - NOW_SECONDS, refreshAt - NOW_SECONDS]).toStrictEqual([lifetime, refresh]);
  });

  test('each token is signed at its own time, by the clock, and verifies', async () => {
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
    const handler = endpoint({ now: undefined });
    for (const seconds of [0, 1, 3600]) {
      vi.setSystemTime(new Date(NOW.getTime() + seconds * 1000));
      const { token, expiresAt } = await (await handler(ask())).json();
      expect(expiresAt).toBe(NOW_SECONDS + seconds + 3600);
      const { claims, header } = await verifyChatToken(zendesk, token, { secret: SECRET });
      expect(claims).toMatchObject({ ...user, scope: 'user', exp: expiresAt });
      expect(header.kid).toBe(KEY_ID);
    }
  });

  test.each<[string, (() => string | undefined) | undefined, object]>([
    ['an id', () => 'v_1', { userId: 'v_1' }],
    ['undefined', () => undefined, { userId: null }],
    ['no function', undefined, { userId: null }],
    ['an error', () => JSON.parse(''), { error: 'ERR_OPTION_INVALID' }],
  ])('the userId of a vendor that returns %s', async (_what, userId, expected) => {
    const vendor = defineVendor(userId === undefined ? definition : { ...definition, userId });
    const options = { getUser: () => ({ id: 'v_1' }), secret: SECRET, onError: silent };
    const response = await createTokenHandler(vendor, options)(ask());
    expect(await response.json()).toMatchObject(expected);
  });

  test('keys may come from a function, asked for each token', async () => {
    let current = [{ keyId: 'app_1', secret: SECRET }];
    const keys = vi.fn(async () => current);
    const handler = createTokenHandler(zendesk, { getUser: () => user, keys, now: NOW });
    const before = await (await handler(ask())).json();
    current = [{ keyId: 'app_2', secret: OTHER_SECRET }, ...current];
    const after = await (await handler(ask())).json();
    expect(keys).toHaveBeenCalledTimes(2);
    const sign = (keyId: string, secret: string) =>
      signChatToken(zendesk, user, { keyId, secret, now: NOW });
    expect(before.token).toBe(await sign('app_1', SECRET));
    expect(after.token).toBe(await sign('app_2', OTHER_SECRET));
  });
});

const VARY = 'Origin, Sec-Fetch-Site, Cookie, Authorization';
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const ALLOW = { allow: 'GET, HEAD, POST, OPTIONS' };
const CHALLENGE = { 'www-authenticate': 'Session' };
const CORS = {
  'access-control-allow-credentials': 'true',
  'access-control-allow-origin': LISTED,
};
const PREFLIGHT = {
  ...ALLOW,
  ...CORS,
  'access-control-allow-methods': 'GET, HEAD, POST',
  'access-control-max-age': '600',
  vary: `${VARY}, Access-Control-Request-Headers`,
};
const asked = { 'access-control-request-method': 'POST' };
const listed = { origin: LISTED, 'sec-fetch-site': 'cross-site' };
const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

/** Each kind of answer: to what, in which state, and which headers it has besides the three. */
const ANSWERS: [
  what: string,
  status: number,
  method: string,
  sent: Record<string, string>,
  state: 'in' | 'out' | 'broken',
  headers: Record<string, string>,
][] = [
  ['a token', 200, 'GET', {}, 'in', JSON_TYPE],
  ['a token', 200, 'HEAD', {}, 'in', JSON_TYPE],
  ['a token', 200, 'GET', listed, 'in', { ...JSON_TYPE, ...CORS }],
  ['no user', 401, 'GET', {}, 'out', { ...JSON_TYPE, ...CHALLENGE }],
  ['no user', 401, 'HEAD', {}, 'out', { ...JSON_TYPE, ...CHALLENGE }],
  ['no user', 401, 'POST', listed, 'out', { ...JSON_TYPE, ...CHALLENGE, ...CORS }],
  ['another site', 403, 'GET', foreign, 'in', JSON_TYPE],
  ['another site', 403, 'POST', { origin: 'https://evil.example' }, 'in', JSON_TYPE],
  ['another site', 403, 'HEAD', foreign, 'in', JSON_TYPE],
  ['its preflight', 403, 'OPTIONS', { ...foreign, ...asked }, 'in', JSON_TYPE],
  ['another method', 405, 'PUT', {}, 'in', { ...JSON_TYPE, ...ALLOW }],
  ['another method', 405, 'PUT', listed, 'in', { ...JSON_TYPE, ...ALLOW, ...CORS }],
  ['a failure', 500, 'GET', {}, 'broken', JSON_TYPE],
  ['a failure', 500, 'HEAD', {}, 'broken', JSON_TYPE],
  ['a failure', 500, 'POST', listed, 'broken', { ...JSON_TYPE, ...CORS }],
  ['OPTIONS', 204, 'OPTIONS', {}, 'in', ALLOW],
  ['OPTIONS', 204, 'OPTIONS', { 'access-control-request-headers': 'x-csrf-token' }, 'in', ALLOW],
  ['a preflight', 204, 'OPTIONS', { ...listed, ...asked }, 'in', PREFLIGHT],
  [
    'a preflight with headers',
    204,
    'OPTIONS',
    { ...listed, ...asked, 'access-control-request-headers': 'content-type, x-csrf-token' },
    'broken',
    { ...PREFLIGHT, 'access-control-allow-headers': 'content-type, x-csrf-token' },
  ],
];
const BODIES: Record<number, unknown> = {
  200: expect.objectContaining({ userId: 'user_123' }),
  401: { error: 'ERR_NOT_LOGGED_IN' },
  403: { error: 'ERR_ORIGIN_REFUSED' },
  405: { error: 'ERR_METHOD_REFUSED' },
  500: { error: 'ERR_INTERNAL' },
};

test.each(ANSWERS)('%s: %i to %s with %j', async (_what, status, method, sent, state, headers) => {
  const getUser = vi.fn(() => {
    if (state === 'broken') throw new Error('the store is down');
    return state === 'in' ? user : null;
  });
  const handler = endpoint({ getUser, origins: [LISTED], onError: silent });
  const response = await handler(ask(sent, method));
  expect(response.status).toBe(status);
  // These and no others: no cookie, nothing of the request but a listed origin.
  expect(headersOf(response)).toStrictEqual({
    'cache-control': 'private, no-store',
    vary: VARY,
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  const body = await response.text();
  if (method === 'HEAD' || status === 204) expect(body).toBe('');
  else expect(JSON.parse(body)).toStrictEqual(BODIES[status]);
  // A rejected request reveals nothing about the session, not even by its timing.
  expect(getUser).toHaveBeenCalledTimes([200, 401, 500].includes(status) ? 1 : 0);
});

describe('getUser', () => {
  test.each<[string, () => unknown]>([
    ['at once', () => user],
    ['later', async () => user],
    ['by a thenable', () => thenable((done) => done(user))],
  ])('returns the user %s', async (_when, getUser) => {
    const response = await endpoint({ getUser: getUser as never })(ask());
    expect((await response.json()).userId).toBe('user_123');
  });

  test.each([
    () => null,
    () => undefined,
    async () => null,
  ])('returns no user: %s', async (getUser) => {
    const onError = vi.fn();
    const response = await endpoint({ getUser, onError })(ask());
    expect(response.status).toBe(401);
    expect(onError).not.toHaveBeenCalled();
  });

  test.each<[string, unknown]>([
    ['an empty string', ''],
    ['a string', 'user_123'],
    ['false', false],
    ['0', 0],
    ['a list', [user]],
    ['an empty object', {}],
    ['an unknown member', { ...user, role: 'admin' }],
    ['a fixed claim', { ...user, scope: 'user' }],
    ['a lifetime', { ...user, exp: NOW_SECONDS + 1e9 }],
    ['a class instance', new (class User {})()],
    ['an inherited id', Object.create(user)],
  ])('returns an invalid user: %s', async (_what, garbage) => {
    const onError = vi.fn();
    const response = await endpoint({ getUser: () => garbage as never, onError })(ask());
    expect(response.status).toBe(500);
    expect(await response.json()).toStrictEqual({ error: 'ERR_CLAIMS_INVALID' });
    expect(onError).toHaveBeenCalledOnce();
  });

  test.each<[kind: string, returned: unknown]>([
    ['a string', user.external_id],
    ['a number', 7],
    ['a boolean', false],
    ['an array', [user]],
    ['a function', () => user],
  ])('that returns %s is named', async (kind, returned) => {
    const onError = vi.fn();
    await endpoint({ getUser: async () => returned as never, onError })(ask());
    expect(onError.mock.calls[0]?.[0]).toMatchObject({
      code: 'ERR_CLAIMS_INVALID',
      message: `getUser must return an object, null or undefined, got ${kind}`,
    });
  });

  test('gets the request itself and the other arguments of the handler', async () => {
    const getUser = vi.fn((_request: Request, _event: { id: number }, _more?: string) => user);
    const handler = createTokenHandler(zendesk, { getUser, ...key });
    const [request, event] = [ask(), { id: 7 }];
    await handler(request, event, 'more');
    await handler(request, event);
    expect(getUser.mock.calls).toStrictEqual([
      [request, event, 'more'],
      [request, event],
    ]);
    expect(getUser.mock.calls[0]?.[0]).toBe(request);
    expect(getUser.mock.calls[0]?.[1]).toBe(event);
  });
});

describe('the user comes only from getUser', () => {
  const everywhere = { external_id: 'admin', userId: 'admin', sub: 'admin', user: { id: 'admin' } };

  test.each<[string, Request]>([
    ['the query', ask({}, 'GET', '?external_id=admin&sub=admin&userId=admin&user=admin')],
    ['a malformed query', ask({}, 'POST', '?callbackUrl=%&redirect=%E0%A4%A&token=%00&a=b&&==')],
    ['a query for the prototype', ask({}, 'GET', '?__proto__[token]=x&constructor[prototype]=x')],
    ['the path', new Request(`${ADDRESS}/admin`)],
    ['the address', new Request('https://admin.example.com/users/admin#admin')],
    ['a header', ask({ 'x-user-id': 'admin', 'x-forwarded-user': 'admin', from: 'admin' })],
    ['malformed headers', ask({ referer: 'no address', host: '%', 'content-length': 'many' })],
    ['credentials', ask({ authorization: `Basic ${btoa('admin:admin')}` })],
    ['an empty bearer', ask({ authorization: 'Bearer' })],
    ['a malformed bearer', ask({ authorization: 'Bearer %E0%A4%A' })],
    ['another scheme', ask({ authorization: 'Token user_123' })],
    ['a cookie', ask({ cookie: 'user=admin; external_id=admin' })],
    ['a malformed cookie', ask({ cookie: '%E0%A4%A=%; =; ;; __proto__=x; session' })],
    ['a token', ask({ authorization: `Bearer ${KNOWN_TOKENS.zendesk}` })],
    ['an unsigned token', ask({ authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.' })],
    ['JSON', new Request(ADDRESS, { method: 'POST', body: JSON.stringify(everywhere) })],
    ['a form', new Request(ADDRESS, { method: 'POST', body: new URLSearchParams('sub=admin') })],
  ])('not from %s', async (_where, request) => {
    const onError = vi.fn();
    const { token } = await (await endpoint({ onError })(request)).json();
    expect(token).toBe(await signChatToken(zendesk, user, key));
    const stranger = await endpoint({ getUser: () => null, onError })(request);
    expect(stranger.status).toBe(401);
    expect(request.bodyUsed).toBe(false);
    expect(onError).not.toHaveBeenCalled();
  });

  test('getUser may read the body, because the handler does not', async () => {
    const request = new Request(ADDRESS, { method: 'POST', body: '{"csrf":"t"}' });
    const getUser = async (asked: Request) => ((await asked.json()).csrf === 't' ? user : null);
    expect((await endpoint({ getUser })(request)).status).toBe(200);
  });
});

describe('a failure', () => {
  /** What must not be in an answer. */
  const MARKS = [SECRET, KEY_ID, user.external_id, 'Jane', 'vault', 'stack', '.ts', 'at '];
  const thrower = (thrown: unknown) => () => {
    throw thrown;
  };

  test.each<[string, string, () => unknown]>([
    ['throws', 'ERR_INTERNAL', thrower(new Error(`vault ${SECRET}`))],
    ['rejects', 'ERR_INTERNAL', () => Promise.reject(new Error('vault'))],
    ['throws a string', 'ERR_INTERNAL', thrower(SECRET)],
    ['throws null', 'ERR_INTERNAL', thrower(null)],
    ['throws a Response', 'ERR_INTERNAL', thrower(new Response(SECRET))],
    ['throws a lookalike', 'ERR_INTERNAL', thrower({ name: 'ChatTokenError', code: SECRET })],
    [
      'throws an error of this package',
      'ERR_TOKEN_EXPIRED',
      thrower(new ChatTokenError('ERR_TOKEN_EXPIRED', `vault ${SECRET}`)),
    ],
    ['returns an invalid user', 'ERR_CLAIMS_INVALID', () => ({ ...user, email: 7 })],
  ])('getUser %s: %s', async (_what, code, getUser) => {
    const onError = vi.fn();
    const response = await endpoint({ getUser: getUser as never, onError })(ask());
    expect(response.status).toBe(500);
    const body = await response.text();
    expect(JSON.parse(body)).toStrictEqual({ error: code });
    for (const mark of MARKS)
      expect(body + JSON.stringify(headersOf(response))).not.toContain(mark);
    expect(onError).toHaveBeenCalledOnce();
  });

  test.each<[string, () => unknown]>([
    ['ERR_OPTION_INVALID', thrower(new Error(`vault ${SECRET}`))],
    ['ERR_OPTION_INVALID', () => [{ keyId: KEY_ID, secret: SECRET, expiresAt: NOW }]],
    ['ERR_KEY_ID_MISSING', () => [{ secret: SECRET }]],
    ['ERR_SECRET_INVALID', () => [{ keyId: KEY_ID, secret: `${SECRET}\n` }]],
  ])('of the keys function: %s', async (code, keys) => {
    const onError = vi.fn();
    const options = { getUser: () => user, keys: keys as never, now: NOW, onError };
    const response = await createTokenHandler(zendesk, options)(ask());
    expect(response.status).toBe(500);
    expect(await response.text()).toBe(`{"error":"${code}"}`);
    expect(onError.mock.calls[0]?.[0]).toHaveProperty('code', code);
  });
});

describe('onError', () => {
  const error = new Error('the store is down');
  const getUser = () => Promise.reject(error);

  test('gets the error itself and the request', async () => {
    const onError = vi.fn();
    const request = ask();
    await endpoint({ getUser, onError })(request);
    expect(onError.mock.calls).toStrictEqual([[error, request]]);
    expect(onError.mock.calls[0]?.[0]).toBe(error);
    expect(onError.mock.calls[0]?.[1]).toBe(request);
  });

  test('gets the error of the keys function', async () => {
    const onError = vi.fn();
    const keys = () => Promise.reject(error);
    await createTokenHandler(zendesk, { getUser: () => user, keys, onError })(ask());
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'ERR_OPTION_INVALID', cause: error });
  });

  test.each<[string, () => unknown]>([
    ['throws', () => JSON.parse('')],
    ['rejects', async () => JSON.parse('')],
    ['never settles', () => new Promise(silent)],
    ['returns a thenable that throws', () => thenable(() => JSON.parse(''))],
  ])('that %s changes nothing', async (_what, onError) => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    try {
      const response = await endpoint({ getUser, onError })(ask());
      expect(response.status).toBe(500);
      expect(await response.json()).toStrictEqual({ error: 'ERR_INTERNAL' });
      await new Promise(setImmediate);
      expect(unhandled).not.toHaveBeenCalled();
    } finally {
      process.off('unhandledRejection', unhandled);
    }
  });

  test.each([{}, { onError: undefined }])('is console.error by default: %o', async (options) => {
    const log = vi.spyOn(console, 'error').mockImplementation(silent);
    await endpoint({ getUser, ...options })(ask());
    expect(log.mock.calls).toStrictEqual([['The chat token endpoint failed.', error]]);
  });

  test.each<[what: string, getUser: (request: Request) => null]>([
    ['a member', (request) => Object(request).session.user],
    ['a method', (request) => Object(request).get('cookie')],
  ])('says what getUser gets if it misses %s of the request', async (_what, getUser) => {
    const log = vi.spyOn(console, 'error').mockImplementation(silent);
    await endpoint({ getUser })(ask());
    expect(log.mock.calls[0]?.[0]).toContain('getUser gets (request, req, res)');
  });

  test('says nothing of getUser for another TypeError', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(silent);
    const fails = new TypeError('fetch failed');
    await endpoint({ getUser: async () => Promise.reject(fails) })(ask());
    expect(log.mock.calls).toStrictEqual([['The chat token endpoint failed.', fails]]);
  });

  test('may be a console.error that fails', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => JSON.parse(''));
    expect((await endpoint({ getUser })(ask())).status).toBe(500);
  });

  test('is not called for a rejected request', async () => {
    const onError = vi.fn();
    const handler = endpoint({ getUser: () => null, onError });
    for (const request of [ask(), ask(foreign), ask({}, 'PUT'), ask({}, 'OPTIONS')]) {
      await handler(request);
    }
    expect(onError).not.toHaveBeenCalled();
  });
});

describe('createTokenHandler rejects', () => {
  test.each<[options: unknown, message: RegExp, hint: RegExp]>([
    [undefined, /^The options .* got undefined$/, /object literal/],
    [[key], /^The options .* got an array$/, /object literal/],
    [key, /^getUser .* got undefined$/, /logged-in user/],
    [givenOptions({ getUser: user }), /^getUser .* got an object$/, /logged-in user/],
    [givenOptions({ onError: null }), /^onError .* got null$/, /leave it out/],
    [
      givenOptions({ origin: [LISTED] }),
      /^The options: origin .* "origins"/,
      /secret, keyId, keys, allowShortSecret, now, expiresIn, .*getUser, origins, onError\.$/,
    ],
    [givenOptions({ anonymous: true }), /^The options: anonymous is not known$/, /getUser/],
    [givenOptions({ expiresIn: 0 }), /^expiresIn .*31622400/, /not milliseconds/],
    [
      givenOptions({ keys: [{ keyId: KEY_ID, secret: SECRET }] }),
      /^secret and keyId .* keys/,
      /into keys/,
    ],
  ])('%o', async (options, message, hint) => {
    const error = await refusal(
      () => createTokenHandler(zendesk, options as never),
      'ERR_OPTION_INVALID',
    );
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
  });

  test.each<[code: 'ERR_SECRET_INVALID' | 'ERR_KEY_ID_MISSING', options: object]>([
    ['ERR_SECRET_INVALID', { secret: `${SECRET}\n` }],
    ['ERR_SECRET_INVALID', { secret: undefined, keyId: undefined, keys: [{ keyId: KEY_ID }] }],
    ['ERR_KEY_ID_MISSING', { keyId: undefined }],
  ])('%s for %o', async (code, options) => {
    const error = await refusal(() => createTokenHandler(zendesk, givenOptions(options)), code);
    expect(error.message + error.hint).not.toContain(SECRET);
  });

  test.each([
    undefined,
    'zendesk',
    { ...zendesk, '~validate': undefined },
  ])('the vendor %s', async (vendor) => {
    const { hint } = await refusal(
      () => createTokenHandler(vendor as never, givenOptions()),
      'ERR_OPTION_INVALID',
    );
    expect(hint).toContain("from 'chat-token'");
  });

  test('the vendor and the options in the wrong order', async () => {
    const { message, hint } = await refusal(
      () => createTokenHandler(givenOptions() as never, zendesk as never),
      'ERR_OPTION_INVALID',
    );
    expect(`${message} ${hint}`).toContain('The vendor is the first argument');
  });

  test('anything but a web Request, once the handler is called', async () => {
    const [getUser, onError] = [vi.fn(() => user), vi.fn()];
    const handler = endpoint({ getUser, onError });
    const message = new IncomingMessage(new Socket());
    Object.assign(message, { method: 'GET', url: '/api/chat-token' });
    message.headers = { host: 'www.example.com', get: 'x' };
    const shape = { method: 'GET', url: ADDRESS, headers: { cookie: 'session=1' } };
    const relative = { method: 'GET', url: '/chat', headers: new Headers({ origin: LISTED }) };
    for (const given of [undefined, ADDRESS, {}, shape, message, relative]) {
      const verdict = handler(given as never);
      const error = await refusal(() => verdict, 'ERR_OPTION_INVALID');
      expect(error.message).toContain('web Request');
      expect(error.hint).toContain('(req, res)');
      expect(error.hint).toContain('toNodeHandler(handler)');
    }
    expect(getUser).not.toHaveBeenCalled();
    expect(onError).not.toHaveBeenCalled();
  });
});

describe("the caller's options", () => {
  test('are read once: later changes have no effect', async () => {
    const now = new Date(NOW);
    const origins = [LISTED];
    const secret = new TextEncoder().encode(SECRET);
    const options = { getUser: () => user, keyId: KEY_ID, secret, now, origins, onError: silent };
    const handler = createTokenHandler(zendesk, options);
    secret.fill(0);
    now.setTime(0);
    origins[0] = 'https://evil.example';
    Object.assign(options, { getUser: () => ({ external_id: 'admin' }), keyId: 'x', expiresIn: 1 });
    const response = await handler(ask(listed));
    expect((await response.json()).token).toBe(await signChatToken(zendesk, user, key));
    expect((await handler(ask(foreign))).status).toBe(403);
  });

  test('are not looked at while Object.prototype has added members', async () => {
    const onError = vi.fn();
    const getUser = vi.fn(() => user);
    const handler = endpoint({ onError, getUser });
    await polluted({ secret: OTHER_SECRET }, async () => {
      await refusal(() => endpoint(), 'ERR_PROTOTYPE_POLLUTED');
      const response = await handler(ask());
      expect(response.status).toBe(500);
      expect(await response.json()).toStrictEqual({ error: 'ERR_PROTOTYPE_POLLUTED' });
      expect((await handler(ask(foreign))).status).toBe(403);
    });
    expect(onError).toHaveBeenCalledOnce();
    expect(onError.mock.calls[0]?.[0]).toHaveProperty('code', 'ERR_PROTOTYPE_POLLUTED');
    const { token } = await (await handler(ask())).json();
    expect(token).toBe(await signChatToken(zendesk, user, key));
  });
});
