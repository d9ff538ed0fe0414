/** The handler on real servers of Node.js: what reaches `getUser`, and what a client gets. */
import { type EventEmitter, once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from 'node:http';
import {
  type ClientHttp2Stream,
  connect,
  constants,
  createServer as createServer2,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { type AddressInfo, createConnection, type Server } from 'node:net';
import { json } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { ChatTokenError, signChatToken, zendesk } from 'chat-token';
import {
  createTokenHandler,
  type NodeHandler,
  type NodeRequest,
  type TokenHandler,
  toNodeHandler,
} from 'chat-token/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { refusal } from '../support/support.ts';
import { endpoint, key, LISTED, user } from './support.ts';

const servers: Server[] = [];
const unhandled = vi.fn();

beforeEach(() => {
  process.on('unhandledRejection', unhandled);
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    if ('closeAllConnections' in server) Object(server).closeAllConnections();
  }
  await new Promise(setImmediate);
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

async function listen(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  // A server that listens on a port has such an address.
  return (server.address() as AddressInfo).port;
}

const serve = (handler: NodeHandler<IncomingMessage, ServerResponse>) =>
  listen(createServer(handler));

/** Sends bytes as they are, and returns what comes back until the server closes the connection. */
async function raw(port: number, ...parts: readonly string[]): Promise<string> {
  const socket = createConnection(port, '127.0.0.1').setEncoding('latin1');
  let answer = '';
  socket.on('data', (text) => {
    answer += text;
  });
  for (const part of parts) socket.write(part, 'latin1');
  await once(socket, 'close');
  return answer;
}

const CLOSE = 'Connection: close\r\n\r\n';

/** A handler that remembers its requests. */
function recording(): { requests: Request[]; handler: TokenHandler } {
  const requests: Request[] = [];
  const handler = endpoint({
    getUser(request) {
      requests.push(request);
      return user;
    },
  });
  return { requests, handler };
}

describe('node:http', () => {
  test('gets the token, with the headers of the handler', async () => {
    const port = await serve(toNodeHandler(endpoint()));
    const response = await fetch(`http://127.0.0.1:${port}/api/chat-token?a=b`);
    const { token } = await response.clone().json();
    expect(token).toBe(await signChatToken(zendesk, user, key));
    const expected = await endpoint()(new Request('http://127.0.0.1/'));
    for (const [name, value] of expected.headers) expect(response.headers.get(name)).toBe(value);
    expect(response.headers.get('content-length')).toBe(String((await response.text()).length));
  });

  test.each([
    ['HEAD', 200],
    ['POST', 200],
    ['OPTIONS', 204],
    ['PUT', 405],
    ['DELETE', 405],
    ['PROPFIND', 405],
    ['TRACE', 405],
  ])('%s: %i', async (method, status) => {
    const port = await serve(toNodeHandler(endpoint()));
    const answer = await raw(port, `${method} /chat HTTP/1.1\r\nHost: a.example\r\n${CLOSE}`);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(/^cache-control: private, no-store/im);
    if (method === 'HEAD' || status === 204) expect(body).toBe('');
    if (status === 405) expect(body).toContain('{"error":"ERR_METHOD_REFUSED"}');
  });

  test('no user, another origin and an error have their status', async () => {
    const onError = vi.fn();
    const states: Record<string, () => typeof user | null> = {
      in: () => user,
      out: () => null,
      broken: () => JSON.parse(''),
    };
    const getUser = ({ headers }: Request) => states[headers.get('cookie') ?? '']?.();
    const port = await serve(toNodeHandler(endpoint({ getUser, onError, origins: [LISTED] })));
    const statusOf = async (headers: Record<string, string>) =>
      (await fetch(`http://127.0.0.1:${port}/`, { headers })).status;
    expect(await statusOf({ cookie: 'out' })).toBe(401);
    expect(await statusOf({ cookie: 'in', origin: 'https://evil.example' })).toBe(403);
    expect(await statusOf({ cookie: 'in', origin: LISTED })).toBe(200);
    expect(await statusOf({ cookie: 'broken' })).toBe(500);
    expect(onError).toHaveBeenCalledOnce();
  });

  test('hands req and res to getUser, keys and the vendor', async () => {
    interface Session {
      readonly session: { readonly user: string; readonly tenant: string };
    }
    const seen: unknown[] = [];
    const handler = createTokenHandler(
      (_request, req: Session) => {
        seen.push(req);
        return zendesk;
      },
      {
        getUser: (_request, { session }: Session, res: ServerResponse) => {
          res.setHeader('set-cookie', 'seen=1');
          return { external_id: session.user };
        },
        keys: (_request, { session }) => [{ keyId: session.tenant, secret: key.secret }],
        now: key.now,
      },
    );
    const listener = toNodeHandler(handler);
    const session = { user: 'u_7', tenant: 't_7' };
    const port = await listen(
      createServer((req, res) => void listener(Object.assign(req, { session }), res)),
    );
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect((await response.json()).token).toBe(
      await signChatToken(zendesk, { external_id: 'u_7' }, { ...key, keyId: 't_7' }),
    );
    expect(response.headers.get('set-cookie')).toBe('seen=1');
    expect(seen).toHaveLength(1);
  });
});

describe('the headers', () => {
  test('that are repeated arrive as Node.js joins them', async () => {
    const { requests, handler } = recording();
    const port = await serve(toNodeHandler(handler));
    await raw(
      port,
      'GET / HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n',
      'Cookie: a=1\r\nX-Tag: one\r\nCookie: b=2\r\nX-Tag: two\r\nX-Latin: \xe9\r\n',
      'Authorization: Bearer x\r\nAuthorization: Bearer y\r\n',
      CLOSE,
    );
    const headers = Object.fromEntries(requests[0]?.headers ?? []);
    expect(headers).toMatchObject({
      cookie: 'a=1; b=2',
      'x-tag': 'one, two',
      'x-latin': '\xe9',
      authorization: 'Bearer x',
    });
    expect(requests[0]?.url).toBe('http://a.example/');
  });

  test('of an answer that sets cookies are added to those of a middleware', async () => {
    const handler = async () => {
      const headers = new Headers({ 'x-own': '1' });
      headers.append('set-cookie', 'a=1; Path=/');
      headers.append('set-cookie', 'b=2');
      return new Response('ok', { status: 201, headers });
    };
    const listener = toNodeHandler(handler);
    const port = await listen(
      createServer((req, res) => {
        res.setHeader('set-cookie', 'session=3');
        void listener(req, res);
      }),
    );
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect([response.status, await response.text()]).toStrictEqual([201, 'ok']);
    expect(response.headers.get('x-own')).toBe('1');
    expect(response.headers.getSetCookie()).toStrictEqual(['session=3', 'a=1; Path=/', 'b=2']);
  });
});

describe('the address', () => {
  const PLAIN = { host: 'www.example.com' };
  const TLS = { encrypted: true };
  const forwarded = (proto: string, host = 'evil.example') => ({
    ...PLAIN,
    'x-forwarded-proto': proto,
    'x-forwarded-host': host,
  });

  test.each<[what: string, address: string, req: Partial<NodeRequest>]>([
    ['plain', 'http://www.example.com/chat?a=b', { headers: PLAIN, url: '/chat?a=b' }],
    ['a port', 'http://localhost:3000/', { headers: { host: 'localhost:3000' } }],
    ['IPv6', 'http://[::1]:3000/', { headers: { host: '[::1]:3000' } }],
    ['TLS', 'https://www.example.com/', { headers: PLAIN, socket: TLS }],
    ['a TLS proxy', 'https://www.example.com/', { headers: forwarded('https') }],
    ['two proxies', 'https://www.example.com/', { headers: forwarded('https, http') }],
    [
      'a proxy that keeps TLS',
      'https://www.example.com/',
      { headers: forwarded('http'), socket: TLS },
    ],
    ['a proxy without TLS', 'http://www.example.com/', { headers: forwarded('http') }],
    ['another protocol', 'http://www.example.com/', { headers: forwarded('javascript') }],
    [
      'Express that trusts no proxy',
      'http://www.example.com:81/',
      {
        headers: { ...forwarded('http'), host: 'www.example.com:81' },
        hostname: 'www.example.com',
        protocol: 'http',
      },
    ],
    [
      'Express that trusts the proxy',
      'https://shop.example:8443/',
      {
        headers: forwarded('https', 'shop.example:8443, inner.example'),
        hostname: 'shop.example',
        protocol: 'https',
      },
    ],
    [
      'a framework with a host of its own',
      'https://shop.example/',
      { headers: PLAIN, hostname: 'shop.example', protocol: 'https' },
    ],
    ['a framework that knows no host', 'http://unknown.invalid/', { hostname: '' }],
    [
      'HTTP/2',
      'https://www.example.com/chat',
      { headers: { ':authority': 'www.example.com', ':scheme': 'https' }, url: '/chat' },
    ],
    [
      'a mounted router',
      'http://www.example.com/api/chat',
      { headers: PLAIN, originalUrl: '/api/chat', url: '/chat' },
    ],
    ['no host', 'http://unknown.invalid/chat', { url: '/chat' }],
    [
      'two slashes',
      'http://www.example.com//evil.example/x',
      { headers: PLAIN, url: '//evil.example/x' },
    ],
    [
      'a backslash',
      'http://www.example.com//evil.example',
      { headers: PLAIN, url: '/\\evil.example' },
    ],
    ['dots', 'http://www.example.com/evil', { headers: PLAIN, url: '/../../evil' }],
    [
      'a whole address',
      'http://www.example.com/x?y',
      { headers: PLAIN, url: 'https://evil.example/x?y' },
    ],
    [
      'a whole address without a path',
      'http://www.example.com/?y',
      { headers: PLAIN, url: 'https://evil.example?y' },
    ],
    ['an asterisk', 'http://www.example.com/*', { headers: PLAIN, url: '*' }],
    ['nothing', 'http://www.example.com/', { headers: PLAIN, url: '' }],
    ['a percent sign', 'http://www.example.com/%?%', { headers: PLAIN, url: '/%?%' }],
    ['a hash', 'http://www.example.com/a%23b', { headers: PLAIN, url: '/a#b' }],
  ])('%s: %s', async (_what, address, req) => {
    const { requests, handler } = recording();
    await toNodeHandler(handler)({ headers: {}, url: '/', ...req }, response());
    expect(requests.map(({ url }) => url)).toStrictEqual([address]);
  });

  test.each([
    '',
    '%',
    'user:password@evil.example',
    'evil.example/path',
    'evil.example?query',
    'evil.example#hash',
    'evil.example\\path',
    'two hosts',
    'host:99999',
    'host:port',
    '1.2.3.999',
    '[::1',
    '*',
  ])('of the malformed host %j is nobody’s', async (host) => {
    const { requests, handler } = recording();
    await toNodeHandler(handler)({ headers: { host }, url: '/' }, response());
    expect(requests.map(({ url }) => url)).toStrictEqual(['http://unknown.invalid/']);
  });

  test.each([
    'GET // HTTP/1.1\r\nHost: a.example',
    'GET //evil.example/x HTTP/1.1\r\nHost: a.example',
    'GET http://evil.example/x HTTP/1.1\r\nHost: a.example',
    'GET /%E0%A4%A?%zz HTTP/1.1\r\nHost: a.example',
    'GET / HTTP/1.0',
    'GET / HTTP/1.1\r\nHost: ',
    'GET / HTTP/1.1\r\nHost: u:p@a.example',
    'POST * HTTP/1.1\r\nHost: a.example\r\nContent-Length: 0',
  ])('does not disturb the server: %j', async (start) => {
    const log = vi.spyOn(console, 'error');
    const port = await serve(toNodeHandler(endpoint()));
    expect(await raw(port, `${start}\r\n${CLOSE}`)).toMatch(/^HTTP\/1\.1 200 /);
    expect(log).not.toHaveBeenCalled();
  });
});

/** A response that keeps what it gets. */
function response() {
  return {
    statusCode: 0,
    headersSent: false,
    writableEnded: false,
    body: undefined as Uint8Array | string | undefined,
    headers: new Headers(),
    setHeader(name: string, value: string) {
      this.headers.set(name, value);
    },
    appendHeader(name: string, value: string) {
      this.headers.append(name, value);
    },
    end(body: Uint8Array | string) {
      this.body = body;
      this.writableEnded = true;
    },
  };
}

describe('behind a proxy that ends TLS', () => {
  /** Passes requests on as such proxies do. `changes` are headers that it sets. */
  async function proxyOf(port: number, changes: Record<string, string>): Promise<number> {
    return listen(
      createServer((req, res) => {
        const headers = { ...req.headers, ...changes };
        const inner = send({ port, path: req.url, method: req.method, headers }, (answer) => {
          res.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(res);
        });
        req.pipe(inner);
      }),
    );
  }

  /** What a page of this origin gets, in a browser without Sec-Fetch-Site. */
  async function statusFor(origin: string, changes: Record<string, string>, sent = {}) {
    const { requests, handler } = recording();
    const inner = await serve(toNodeHandler(handler));
    const port = await proxyOf(inner, changes);
    const head = Object.entries({ Host: 'www.example.com', Origin: origin, ...sent })
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    const answer = await raw(port, `GET /chat HTTP/1.1\r\n${head}${CLOSE}`);
    return [Number(answer.slice(9, 12)), requests[0]?.url];
  }

  const own = 'https://www.example.com';
  const proto = { 'x-forwarded-proto': 'https' };

  test('its own page gets a token, and other pages none', async () => {
    expect(await statusFor(own, proto)).toStrictEqual([200, `${own}/chat`]);
    expect(await statusFor('https://evil.example', proto)).toStrictEqual([403, undefined]);
    // A page that was changed on its way over HTTP.
    expect(await statusFor('http://www.example.com', proto)).toStrictEqual([403, undefined]);
  });

  test('a client cannot choose another host', async () => {
    for (const name of ['X-Forwarded-Host', 'X-Original-Host', 'Forwarded', 'X-Host']) {
      const sent = { [name]: name === 'Forwarded' ? 'host=evil.example' : 'evil.example' };
      expect(await statusFor('https://evil.example', proto, sent)).toStrictEqual([403, undefined]);
      expect(await statusFor(own, proto, sent)).toStrictEqual([200, `${own}/chat`]);
    }
  });

  test('a page cannot send what the proxy sends: the preflight is refused', async () => {
    const port = await serve(toNodeHandler(endpoint()));
    const headers = {
      origin: 'https://evil.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'x-forwarded-proto',
    };
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-headers')).toBe(null);
  });

  test('that changes the host, Sec-Fetch-Site and the list of origins count', async () => {
    const changes = { ...proto, host: 'inner.example' };
    const site = { 'Sec-Fetch-Site': 'same-origin' };
    expect((await statusFor(own, changes))[0]).toBe(403);
    expect((await statusFor(own, changes, site))[0]).toBe(200);
    expect((await statusFor(LISTED, changes))[0]).toBe(403);
  });
});

describe('the body', () => {
  const BODY = 'x'.repeat(500_000);
  const head = `POST /chat HTTP/1.1\r\nHost: a.example\r\nContent-Length: ${BODY.length}\r\n`;

  test('is ignored, and the connection serves the next request', async () => {
    const { requests, handler } = recording();
    const port = await serve(toNodeHandler(handler));
    const second = `GET /second HTTP/1.1\r\nHost: a.example\r\n${CLOSE}`;
    const answer = await raw(port, `${head}\r\n`, BODY, second);
    expect(answer.match(/HTTP\/1\.1 200 /g)).toHaveLength(2);
    expect(requests.map(({ url, body }) => [url, body])).toStrictEqual([
      ['http://a.example/chat', null],
      ['http://a.example/second', null],
    ]);
  });

  test('may come after the answer, or never', async () => {
    const port = await serve(toNodeHandler(endpoint()));
    const socket = createConnection(port, '127.0.0.1').setEncoding('latin1');
    socket.write(`${head}\r\n`);
    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 200 /);
    socket.destroy();
  });

  test('may have been read by a parser', async () => {
    const listener = toNodeHandler(endpoint());
    const port = await listen(
      createServer(async (req, res) => {
        Object.assign(req, { body: await json(req) });
        await listener(req, res);
      }),
    );
    for (const method of ['POST', 'POST']) {
      const answer = await fetch(`http://127.0.0.1:${port}/`, { method, body: '{"a":"b"}' });
      expect(answer.status).toBe(200);
      await answer.text();
    }
  });
});

/** A handler whose client leaves while `getUser` runs. It is done when the answer could be written. */
function leaving(client: { leave(): void }) {
  const log = vi.spyOn(console, 'error');
  const onError = vi.fn();
  const signing = vi.fn(() => user);
  const handler = createTokenHandler(zendesk, {
    async getUser(_request, _req: object, res: EventEmitter) {
      client.leave();
      await once(res, 'close');
      return signing();
    },
    ...key,
    onError,
  });
  const done = (async () => {
    await vi.waitFor(() => expect(signing).toHaveBeenCalled());
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    expect(log).not.toHaveBeenCalled();
    expect(onError).not.toHaveBeenCalled();
  })();
  return { handler, done };
}

describe('a client that leaves', () => {
  test('while getUser runs gets nothing, and nothing is reported', async () => {
    const client = { leave() {} };
    const { handler, done } = leaving(client);
    const port = await serve(toNodeHandler(handler));
    const socket = createConnection(port, '127.0.0.1');
    client.leave = () => socket.destroy();
    socket.write('GET / HTTP/1.1\r\nHost: a.example\r\n\r\n');
    await done;
  });

  test.each([
    'destroyed',
    'headersSent',
    'writableEnded',
  ])('an answer that is %s stays as it is', async (state) => {
    const res = { ...response(), [state]: true };
    await toNodeHandler(endpoint())({ headers: {}, url: '/' }, res);
    expect([res.statusCode, res.body]).toStrictEqual([0, undefined]);
  });
});

describe('a failure', () => {
  const thrower = (thrown: unknown) => () => {
    throw thrown;
  };

  test.each<[string, string, () => unknown]>([
    ['throws', 'ERR_INTERNAL', thrower(new Error('the store is down'))],
    ['rejects', 'ERR_INTERNAL', async () => JSON.parse('')],
    ['throws null', 'ERR_INTERNAL', thrower(null)],
    [
      'throws an error of this package',
      'ERR_OPTION_INVALID',
      thrower(new ChatTokenError('ERR_OPTION_INVALID', 'broken')),
    ],
    ['returns nothing', 'ERR_INTERNAL', () => undefined],
    ['returns text', 'ERR_INTERNAL', async () => 'ok'],
    [
      'returns an answer that was read',
      'ERR_INTERNAL',
      async () => {
        const used = new Response('ok');
        await used.text();
        return used;
      },
    ],
    [
      'sets a header that Node.js refuses',
      'ERR_INTERNAL',
      () => new Response('ok', { headers: { 'x-own': '\x01' } }),
    ],
  ])('of a function around the handler that %s is logged and answered', async (_what, code, handler) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const port = await serve(toNodeHandler(handler as never));
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect([answer.status, await answer.json()]).toStrictEqual([500, { error: code }]);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(log).toHaveBeenCalledOnce();
    const head = await fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD' });
    expect(head.status).toBe(500);
  });

  test.each<[string, Partial<NodeRequest>]>([
    ['a header with a line break', { headers: { cookie: 's3ss10n\nx' } }],
    ['a header with a space in its name', { headers: { 's3ss10n s3ss10n': '' } }],
    ['a method with a space', { method: 's3ss10n s3ss10n' }],
    ['an address that is no string', { url: 7 as never }],
  ])('of the request, which Node.js never passes on, is logged without it: %s', async (_what, req) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const res = response();
    await toNodeHandler(endpoint())({ headers: {}, url: '/', ...req }, res);
    expect(res.statusCode).toBe(500);
    const [[, error] = []] = log.mock.calls;
    expect(error).toHaveProperty('code', 'ERR_OPTION_INVALID');
    expect(inspect(error)).not.toContain('s3ss10n');
  });

  test('of the response itself is logged, and rejects nothing', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const res = { ...response(), end: thrower(new Error('broken')) };
    await toNodeHandler(endpoint())({ headers: {}, url: '/' }, res);
    expect(log).toHaveBeenCalledTimes(2);
  });
});

describe('rejects', () => {
  test.each<[string, unknown, RegExp]>([
    ['undefined', undefined, /function, got undefined/],
    ['a vendor', zendesk, /function, got an object/],
    ['the promise of a handler', Promise.resolve(endpoint()), /function, got a Promise/],
  ])('%s', async (_what, handler, message) => {
    const error = await refusal(() => toNodeHandler(handler as never), 'ERR_OPTION_INVALID');
    expect(error.message).toMatch(message);
    expect(error.hint).toContain('createTokenHandler');
  });

  test.each<[string, unknown[]]>([
    ['a web Request', [new Request('https://a.example')]],
    ['nothing', []],
    ['the context and next of Koa', [{ headers: {} }, () => {}]],
    ['the request and reply of Fastify', [{ headers: {} }, { raw: {}, header() {} }]],
  ])('%s instead of (req, res)', async (_what, args) => {
    const getUser = vi.fn(() => user);
    const listener = toNodeHandler(endpoint({ getUser }));
    const { hint } = await refusal(
      () => Reflect.apply(listener, undefined, args),
      'ERR_OPTION_INVALID',
    );
    expect(hint).toMatch(/Fastify.*reply\.raw.*Koa.*ctx\.res/);
    expect(getUser).not.toHaveBeenCalled();
  });
});

describe('node:http2', () => {
  /** Asks with these headers, and calls `use` with the stream. */
  async function asking(
    handler: NodeHandler<Http2ServerRequest, Http2ServerResponse>,
    headers: OutgoingHttpHeaders,
    use: (stream: ClientHttp2Stream) => Promise<void>,
  ): Promise<void> {
    const port = await listen(createServer2(handler));
    const client = connect(`http://127.0.0.1:${port}`);
    await use(client.request(headers)).finally(() => client.destroy());
  }

  test('answers, with the address of its own headers', async () => {
    const { requests, handler } = recording();
    const headers = { ':path': '/chat', ':authority': 'www.example.com', cookie: ['a=1', 'b=2'] };
    await asking(toNodeHandler(handler), headers, async (stream) => {
      const [head] = await once(stream, 'response');
      expect(head).toMatchObject({ ':status': 200, 'cache-control': 'private, no-store' });
      expect(await json(stream)).toHaveProperty('userId', user.external_id);
    });
    expect(requests[0]?.url).toBe('http://www.example.com/chat');
    expect(Object.fromEntries(requests[0]?.headers ?? [])).toStrictEqual({ cookie: 'a=1; b=2' });
  });

  test('a client that leaves gets nothing, and nothing is reported', async () => {
    const client = { leave() {} };
    const { handler, done } = leaving(client);
    await asking(toNodeHandler(handler), {}, async (stream) => {
      client.leave = () => stream.close(constants.NGHTTP2_CANCEL);
      await done;
    });
  });
});
