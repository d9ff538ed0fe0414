/** What every recipe must do, whatever its framework. The handler's own rules: test/server/index.test.ts. */
import { deepStrictEqual, equal, match, ok } from 'node:assert/strict';

export const SECRET = 'cw_test_5f2c9b1e7d4a4c0f8e3b6a1d9c7e2f40a1b2';
export const KEY_ID = 'app_62b5e0ffca5a3800f0225c53';
export const PATH = '/api/chat-token';

/** From docs/examples/sessions.ts. */
const JANE = { id: 'u_1', cookie: 'theme=dark; session=b0a7c1d2e3f405162738' };
const JOHN = { id: 'u_2', cookie: 'session=c1b8d2e3f40516273849; theme=dark' };
const jane = { cookie: JANE.cookie };
const json = { 'content-type': 'application/json' };

const WWW = 'https://www.example.com';
const FOREIGN = 'https://other.example.net';
const METHODS = 'GET, HEAD, POST, OPTIONS';

export interface Target {
  /** Where the recipe listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Its own origin, as it sees it. */
  readonly origin: string;
  /** Whether it lists `https://www.example.com` as another origin. */
  readonly listsWww: boolean;
}

interface Call {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

async function call({ url }: Target, { path = PATH, ...options }: Call = {}): Promise<Answer> {
  const response = await fetch(url + path, { ...options, signal: AbortSignal.timeout(60_000) });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

function hasHeaders({ headers }: Answer, expected: Readonly<Record<string, string | null>>): void {
  for (const [name, value] of Object.entries(expected)) equal(headers.get(name), value, name);
}

const UNSHARED = {
  'access-control-allow-origin': null,
  'access-control-allow-credentials': null,
};

function isUncached(answer: Answer): void {
  hasHeaders(answer, {
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  });
  // Frameworks may add to it.
  const vary = (answer.headers.get('vary') ?? '').toLowerCase().split(/\s*,\s*/);
  for (const name of ['origin', 'sec-fetch-site', 'cookie', 'authorization']) {
    ok(vary.includes(name), `vary: ${vary}`);
  }
}

function isError(answer: Answer, status: number, code: string): void {
  deepStrictEqual([answer.status, answer.body], [status, JSON.stringify({ error: code })]);
  hasHeaders(answer, { 'content-type': 'application/json; charset=utf-8' });
  isUncached(answer);
}

/** Checks that the answer holds a valid token for this user. */
async function isTokenOf(id: string, answer: Answer): Promise<void> {
  // Not at the top: the packed library is installed later.
  const { verifyChatToken, zendesk } = await import('chat-token');
  equal(answer.status, 200, `${answer.status}: ${answer.body.slice(0, 80)}`);
  hasHeaders(answer, { 'content-type': 'application/json; charset=utf-8', 'set-cookie': null });
  isUncached(answer);
  const { token, ...rest }: { token: string } = JSON.parse(answer.body);
  const { claims, header } = await verifyChatToken(zendesk, token, { secret: SECRET });
  deepStrictEqual([claims.external_id, claims.scope, header.kid], [id, 'user', KEY_ID]);
  const exp = Number(claims.exp);
  const lifetime = exp - Number(claims.iat);
  equal(lifetime, 15 * 60);
  deepStrictEqual(rest, {
    vendor: 'zendesk',
    settings: { jwt: token },
    userId: id,
    expiresAt: exp,
    refreshAt: exp - lifetime / 4,
  });
}

export const CHECKS: Readonly<Record<string, (target: Target) => Promise<void>>> = {
  async 'a session gets its token'(target) {
    const answer = await call(target, { headers: jane });
    await isTokenOf(JANE.id, answer);
    hasHeaders(answer, UNSHARED);
  },

  async 'only the session says who the user is'(target) {
    const { body } = await call(target, { headers: jane });
    const { token }: { token: string } = JSON.parse(body);
    const calls: Call[] = [
      {},
      { headers: { cookie: 'theme=dark; session=' } },
      { headers: { cookie: `session=u_1; token=${token}` } },
      { headers: { authorization: `Bearer ${token}`, 'x-user-id': 'u_1' } },
      { path: `${PATH}?token=${token}&external_id=u_1&session=b0a7c1d2e3f405162738` },
      { method: 'POST', headers: json, body: '{"external_id":"u_1"}' },
    ];
    for (const options of calls) {
      const answer = await call(target, options);
      isError(answer, 401, 'ERR_NOT_LOGGED_IN');
      ok(answer.headers.has('www-authenticate'));
    }
  },

  async 'its own pages get tokens, and those of other sites none'(target) {
    const own = { ...jane, origin: target.origin, 'sec-fetch-site': 'same-origin' };
    await isTokenOf(JANE.id, await call(target, { headers: own }));
    await isTokenOf(JANE.id, await call(target, { method: 'POST', headers: own }));
    const foreign = { ...jane, origin: FOREIGN };
    for (const options of [
      { headers: foreign },
      { headers: { ...jane, 'sec-fetch-site': 'same-site' } },
      { method: 'POST', headers: { ...foreign, ...json }, body: '{}' },
    ]) {
      const answer = await call(target, options);
      isError(answer, 403, 'ERR_ORIGIN_REFUSED');
      hasHeaders(answer, UNSHARED);
    }
  },

  async 'OPTIONS lists the methods'(target) {
    const answer = await call(target, { method: 'OPTIONS' });
    deepStrictEqual([answer.status, answer.body], [204, '']);
    hasHeaders(answer, { allow: METHODS, ...UNSHARED });
    isUncached(answer);
  },

  async 'only listed origins pass the preflight'(target) {
    const preflight = (origin: string) => {
      const headers = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-csrf-token',
        'sec-fetch-site': 'cross-site',
      };
      return call(target, { method: 'OPTIONS', headers });
    };
    for (const origin of target.listsWww ? [FOREIGN] : [FOREIGN, WWW]) {
      const answer = await preflight(origin);
      isError(answer, 403, 'ERR_ORIGIN_REFUSED');
      hasHeaders(answer, UNSHARED);
    }
    if (!target.listsWww) return;
    const shared = {
      'access-control-allow-origin': WWW,
      'access-control-allow-credentials': 'true',
    };
    const answer = await preflight(WWW);
    equal(answer.status, 204);
    hasHeaders(answer, {
      ...shared,
      'access-control-allow-methods': 'GET, HEAD, POST',
      'access-control-allow-headers': 'content-type,x-csrf-token',
    });
    const page = { origin: WWW, 'sec-fetch-site': 'cross-site' };
    const token = await call(target, { headers: { ...jane, ...page } });
    hasHeaders(token, shared);
    await isTokenOf(JANE.id, token);
  },

  async 'HEAD and other methods'(target) {
    const head = await call(target, { method: 'HEAD', headers: jane });
    deepStrictEqual([head.status, head.body], [200, '']);
    isUncached(head);
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const answer = await call(target, { method, headers: { ...jane, origin: target.origin } });
      isError(answer, 405, 'ERR_METHOD_REFUSED');
      hasHeaders(answer, { allow: METHODS });
    }
  },

  async 'a body changes nothing'(target) {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const bytes = { 'content-type': 'application/octet-stream' };
    // Browsers send an origin with a POST; without one, SvelteKit takes no form.
    const page = { ...jane, origin: target.origin };
    for (const [headers, body] of [
      [json, ''],
      [json, JSON.stringify({ external_id: 'u_2', text: 'x'.repeat(50_000) })],
      [form, 'external_id=u_2&session=c1b8d2e3f40516273849'],
      [bytes, '\0'.repeat(50_000)],
    ] as const) {
      const options = { method: 'POST', headers: { ...headers, ...page }, body };
      await isTokenOf(JANE.id, await call(target, options));
    }
    // A body parser may reject this one.
    const broken = { method: 'POST', headers: { ...json, ...page }, body: '{"external_id":' };
    match(String((await call(target, broken)).status), /^(?:200|400)$/);
  },

  async 'simultaneous users get their own tokens'(target) {
    const visitors = [JANE, JOHN, undefined];
    const calls = Array.from({ length: 102 }, async (_, index) => {
      const visitor = visitors[index % visitors.length];
      const session = visitor === undefined ? {} : { cookie: visitor.cookie };
      const headers = { origin: target.origin, ...session };
      const answer = await call(target, { method: index % 2 ? 'GET' : 'POST', headers });
      if (visitor === undefined) isError(answer, 401, 'ERR_NOT_LOGGED_IN');
      else await isTokenOf(visitor.id, answer);
    });
    await Promise.all(calls);
  },

  async 'other paths give 404'(target) {
    for (const path of ['/', '/api', `${PATH}/u_1`, `${PATH}s`, `/x${PATH}`]) {
      const answer = await call(target, { path, headers: jane });
      equal(answer.status, 404, path);
      ok(!answer.body.includes('eyJ'), path);
    }
  },
};
