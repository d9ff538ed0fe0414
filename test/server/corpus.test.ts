import { signChatToken, zendesk } from 'chat-token';
import { createTokenHandler, type TokenHandler } from 'chat-token/server';
import { describe, expect, test, vi } from 'vitest';
import { readData, SECRET } from '../support/support.ts';
import { ADDRESS, ask, endpoint, headersOf, key, subjectOf, user } from './support.ts';
import { interleave } from './tenants.ts';

interface HttpCase {
  id: string;
  request: string;
  expect: {
    status?: number | number[];
    someStatus?: number;
    tokenSub?: string;
    noHeader?: string[];
  };
}

/** An endpoint of a site where one visitor is logged in. */
const site = endpoint({
  getUser: (request) => (request.headers.get('cookie') === 'session=1' ? user : null),
});
const session = { cookie: 'session=1' };

async function subject(request: Request): Promise<unknown> {
  const { token } = await (await site(request)).json();
  return subjectOf(token);
}

const evil = 'https://evil.example';

/** How each case is run. The data say in words what is sent; what is expected is theirs. */
const RUN: Record<string, (given: HttpCase['expect']) => Promise<void>> = {
  async unauth({ status }) {
    const response = await site(ask());
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toContain('no-store');
    expect(await response.json()).not.toHaveProperty('token');
  },

  async 'sub-from-body'({ tokenSub }) {
    const body = JSON.stringify({ sub: 'admin', userData: { role: 'admin' } });
    const request = new Request(ADDRESS, { method: 'POST', body, headers: session });
    expect(await subject(request)).toBe(tokenSub);
  },

  async 'sub-from-headers'({ tokenSub }) {
    const headers = { ...session, 'x-user-id': 'admin', 'x-forwarded-user': 'admin' };
    expect(await subject(ask(headers))).toBe(tokenSub);
  },

  async 'cors-foreign-origin'({ noHeader = [] }) {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const response = await site(ask({ ...session, origin: evil }, method));
      const lines = [...response.headers].map((header) => header.join(': '));
      for (const line of noHeader) expect(lines).not.toContain(line);
      expect(response.headers.has('access-control-allow-origin')).toBe(false);
      expect(await response.text()).not.toContain('token');
    }
  },

  async 'cors-suffix'({ noHeader = [] }) {
    const acme = endpoint({ origins: ['https://acme.com'] });
    for (const origin of [
      'https://acme.com.evil.example',
      'https://notacme.com',
      'http://acme.com',
    ]) {
      const response = await acme(ask({ ...session, origin }));
      for (const name of noHeader) expect(response.headers.has(name)).toBe(false);
      expect(response.status).toBe(403);
    }
  },

  async 'csrf-simple-post'({ status }) {
    const getUser = vi.fn(() => user);
    const form = { ...session, origin: evil, 'content-type': 'text/plain' };
    for (const headers of [form, { ...form, 'sec-fetch-site': 'cross-site' }]) {
      const request = new Request(ADDRESS, { method: 'POST', headers, body: 'a=b' });
      expect(status).toContain((await endpoint({ getUser })(request)).status);
    }
    expect(getUser).not.toHaveBeenCalled();
  },

  async jsonp() {
    const response = await site(ask(session, 'GET', '?callback=alert&jsonp=alert'));
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const body = await response.text();
    expect(body).toMatch(/^\{.*\}$/);
    expect(body).not.toContain('alert');
    expect(() => JSON.parse(body)).not.toThrow();
  },

  async crlf() {
    const response = await site(ask(session, 'GET', '?x=%0d%0aSet-Cookie:a=b'));
    expect(response.status).toBe(200);
    expect(response.headers.has('set-cookie')).toBe(false);
    expect(JSON.stringify(headersOf(response))).not.toContain('a=b');
  },

  // There is no limiter inside: the endpoint is a function, so that one goes around it.
  async 'rate-limit'({ someStatus }) {
    const limited = limit(site, 100);
    const responses: Response[] = [];
    for (let sent = 0; sent < 200; sent++) responses.push(await limited(ask(session)));
    const refused = responses.filter(({ status }) => status === someStatus);
    expect(refused).toHaveLength(100);
    for (const { headers } of refused) expect(headers.has('retry-after')).toBe(true);
  },

  async 'error-hides'({ status }) {
    const keys = () => [{ keyId: 'app_1', secret: `${SECRET}\n` }];
    const onError = vi.fn();
    const response = await createTokenHandler(zendesk, { getUser: () => user, keys, onError })(
      ask(),
    );
    expect(response.status).toBe(status);
    const shown = (await response.text()) + JSON.stringify(headersOf(response));
    for (const mark of [SECRET, 'stack', 'at ', '.ts', user.external_id, 'Jane', 'white space']) {
      expect(shown).not.toContain(mark);
    }
    expect(onError).toHaveBeenCalledOnce();
  },

  async 'get-token-in-url'({ status }) {
    const token = await signChatToken(zendesk, user, key);
    for (const name of ['token', 'access_token', 'jwt', 'id_token']) {
      const response = await site(ask({}, 'GET', `?${name}=${token}`));
      expect(status).toContain(response.status);
      expect(await response.text()).not.toContain(token);
    }
  },

  // Who is logged in is getUser's to say: one that reads the header strictly.
  async 'two-auth-headers'({ status }) {
    const bearer = endpoint({
      getUser(request) {
        const [, value] =
          /^Bearer ([\w-]+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
        return value === 'user_123' ? user : null;
      },
    });
    expect((await bearer(ask({ authorization: 'Bearer user_123' }))).status).toBe(200);
    const joined = ask({ authorization: 'Bearer user_123, Bearer admin' });
    const twice = ask({ authorization: 'Bearer user_123' });
    twice.headers.append('authorization', 'Bearer user_123');
    for (const request of [joined, twice]) expect((await bearer(request)).status).toBe(status);
  },

  async 'concurrency-identity'() {
    const { mixedUp, answered } = await interleave(500, 1, true);
    expect(mixedUp).toStrictEqual([]);
    expect(answered).toBe(500);
  },
};

const NOT_RUN: Record<string, string> = {
  'cookie-limits': 'no cookie is set, as the table of answers shows',
  referrer: 'about the page that embeds a token: the endpoint answers with JSON, and serves none',
};

/** So many requests for each cookie, and no more; a real one would forget them after a while. */
function limit(handler: TokenHandler, most: number): TokenHandler {
  const counts = new Map<string, number>();
  return async (request) => {
    const who = request.headers.get('cookie') ?? '';
    const count = (counts.get(who) ?? 0) + 1;
    counts.set(who, count);
    if (count <= most) return handler(request);
    const headers = { 'retry-after': '10', 'cache-control': 'private, no-store' };
    return new Response(null, { status: 429, headers });
  };
}

describe('http.json', () => {
  const cases = readData<HttpCase[]>('http.json');

  test.for(cases)('$id: $request', async ({ id, expect: expected }, { skip }) => {
    if (NOT_RUN[id] !== undefined) skip(NOT_RUN[id]);
    await RUN[id]?.(expected);
  });

  test('every case is either run or excused', () => {
    const ids = cases.map(({ id }) => id).sort();
    expect([...Object.keys(RUN), ...Object.keys(NOT_RUN)].sort()).toStrictEqual(ids);
  });
});
