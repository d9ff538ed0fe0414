/** The token endpoint: that Request, Response and Headers of each runtime serve it alike. */
import { KEY_ID, KNOWN_HASH, KNOWN_TOKENS, NOW_SECONDS, SECRET } from '../support/known-tokens.ts';
import { codeOf, equal } from './assert.ts';
import type { ConformanceTest, Library } from './suite.ts';

const ADDRESS = 'https://www.example.com/api/chat-token';
const LISTED = 'https://shop.example.org';

/** A request of a visitor: `session=1` is logged in, `session=broken` brings the store down. */
function ask(method: string, headers: Record<string, string> = {}): Request {
  const request = new Request(ADDRESS, { method, headers });
  const isWhole = Object.keys(headers).every((name) => request.headers.has(name));
  // In a browser no page may set Origin, Cookie and their like: there the server's side is played.
  return isWhole
    ? request
    : Object.defineProperty(request, 'headers', { value: new Headers(headers) });
}

const session = { cookie: 'session=1' };
const listed = { ...session, origin: LISTED, 'sec-fetch-site': 'cross-site' };
const foreign = { ...session, origin: 'https://evil.example' };
const ALLOW = 'GET, HEAD, POST, OPTIONS';
const JSON_TYPE = 'application/json; charset=utf-8';

/** Status, body, and of the headers those named. */
type Expected = [status: number, body: unknown, headers: Record<string, string | null>];

const USER = {
  external_id: 'usr_12345',
  name: 'Jane Doe',
  email: 'jane@example.com',
  email_verified: true,
};
const login = {
  vendor: 'zendesk',
  token: KNOWN_TOKENS.zendesk,
  settings: { jwt: KNOWN_TOKENS.zendesk },
  userId: USER.external_id,
  expiresAt: NOW_SECONDS + 3600,
  refreshAt: NOW_SECONDS + 2700,
};
const noCors = { 'access-control-allow-origin': null };

const cors = { 'access-control-allow-origin': LISTED, 'access-control-allow-credentials': 'true' };
const refused = { error: 'ERR_ORIGIN_REFUSED' };

const ANSWERS: [what: string, request: () => Request, expected: Expected][] = [
  ['a login by GET', () => ask('GET', session), [200, login, noCors]],
  ['a login by POST', () => ask('POST', listed), [200, login, cors]],
  ['HEAD', () => ask('HEAD', session), [200, null, { 'content-type': JSON_TYPE }]],
  [
    'no user',
    () => ask('GET'),
    [401, { error: 'ERR_NOT_LOGGED_IN' }, { 'www-authenticate': 'Session' }],
  ],
  ["another site's page", () => ask('POST', foreign), [403, refused, noCors]],
  [
    "another site's page, by Sec-Fetch-Site",
    () => ask('GET', { ...session, 'sec-fetch-site': 'cross-site' }),
    [403, refused, noCors],
  ],
  [
    'a preflight',
    () => ask('OPTIONS', { ...listed, 'access-control-request-headers': 'x-csrf-token' }),
    [
      204,
      null,
      {
        ...cors,
        allow: ALLOW,
        'access-control-allow-methods': 'GET, HEAD, POST',
        'access-control-allow-headers': 'x-csrf-token',
      },
    ],
  ],
  [
    'another method',
    () => ask('PUT', session),
    [405, { error: 'ERR_METHOD_REFUSED' }, { allow: ALLOW }],
  ],
  [
    'a failure',
    () => ask('GET', { cookie: 'session=broken' }),
    [500, { error: 'ERR_INTERNAL' }, {}],
  ],
];

/** What all answers have. */
const EVERY: Record<string, string> = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
};

/** The tests of the endpoint. */
export function endpoint(library: Library): ConformanceTest[] {
  const handler = library.createTokenHandler(library.zendesk, {
    getUser({ headers }) {
      const cookie = headers.get('cookie');
      if (cookie === 'session=broken') throw new Error('the store is down');
      return cookie === 'session=1' ? USER : null;
    },
    keyId: KEY_ID,
    secret: SECRET,
    now: new Date(NOW_SECONDS * 1000),
    origins: [LISTED],
    onError() {},
  });
  return [
    ...ANSWERS.map(([what, request, [status, body, headers]]) => ({
      name: `endpoint: ${what}`,
      async run() {
        const response = await handler(request());
        equal(response.status, status, 'status');
        const text = await response.text();
        equal(text === '' ? null : JSON.parse(text), body, 'body');
        for (const [name, value] of Object.entries({ ...EVERY, ...headers })) {
          equal(response.headers.get(name), value, name);
        }
        equal(response.headers.get('vary')?.startsWith('Origin, Sec-Fetch-Site, Cookie'), true);
      },
    })),
    {
      name: 'endpoint: a login with a hash',
      async run() {
        const { secret, message: identifier, hash } = KNOWN_HASH;
        const user = { identifier, name: 'Jane Doe' };
        const hashed = library.createTokenHandler(library.chatwoot, {
          getUser: () => user,
          secret,
        });
        equal(await (await hashed(ask('GET'))).json(), {
          vendor: 'chatwoot',
          token: hash,
          settings: { ...user, identifier_hash: hash },
          userId: identifier,
          expiresAt: null,
          refreshAt: null,
        });
      },
    },
    {
      name: 'endpoint: the body does not identify the user, and is not read',
      async run() {
        const body = JSON.stringify({ external_id: 'admin' });
        const request = new Request(ADDRESS, { method: 'POST', body });
        equal((await handler(request)).status, 401);
        equal(request.bodyUsed, false);
      },
    },
    {
      name: 'endpoint: anything but a Request is rejected',
      async run() {
        const message = { method: 'GET', url: '/api/chat-token', headers: session };
        equal(await codeOf(() => handler(message as never)), 'ERR_OPTION_INVALID');
      },
    },
  ];
}
