/** What every recipe must do, whatever it is built with. */
import { deepStrictEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { type Answer, type Call, send, sendRaw } from './client.ts';

export const SECRET = 'cw_test_5f2c9b1e7d4a4c0f8e3b6a1d9c7e2f40a1b2';
export const KEY_ID = 'app_62b5e0ffca5a3800f0225c53';
export const PATH = '/api/chat-token';

/** From docs/examples/sessions.ts. */
const JANE = { id: 'u_1', cookie: 'theme=dark; session=b0a7c1d2e3f405162738' };
const JOHN = { id: 'u_2', cookie: 'session=c1b8d2e3f40516273849; theme=dark' };
const OTHERS = 'https://other.example.net';

export interface Target {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** The origin that it takes for its own. */
  readonly origin: string;
  /** The other origin that the recipe lists, if it lists one. */
  readonly listed: string | undefined;
}

type Check = (target: Target) => Promise<void>;

const jane = { cookie: JANE.cookie };
const json = { 'content-type': 'application/json' };

function call({ url }: Target, { path = PATH, ...options }: Call & { path?: string } = {}) {
  return send(url + path, options);
}

/** The token in this answer is the one of this user, and no other's. */
async function isTokenOf(id: string, body: string): Promise<void> {
  // Not at the top: the packed library is installed only now.
  const { verifyChatToken, zendesk } = await import('chat-token');
  const answer: Record<string, unknown> = JSON.parse(body);
  deepStrictEqual(Object.keys(answer), ['token', 'userId', 'expiresAt', 'refreshAt']);
  const token = String(answer['token']);
  const { claims, header } = await verifyChatToken(zendesk, token, { secret: SECRET });
  deepStrictEqual([claims.external_id, claims.scope, header.kid], [id, 'user', KEY_ID]);
  deepStrictEqual([answer['userId'], answer['expiresAt']], [id, claims.exp]);
  equal(Number(claims.exp) - Number(claims.iat), 15 * 60);
}

function isUncached({ headers }: Pick<Answer, 'headers'>): void {
  equal(headers['cache-control'], 'private, no-store');
  equal(headers['x-content-type-options'], 'nosniff');
  // Frameworks may add to it.
  const vary = (headers.vary ?? '').toLowerCase().split(/\s*,\s*/);
  for (const name of ['origin', 'sec-fetch-site', 'cookie', 'authorization']) {
    ok(vary.includes(name), `vary: ${headers.vary}`);
  }
}

function isError(answer: Answer, status: number, code: string): void {
  deepStrictEqual([answer.status, answer.body], [status, JSON.stringify({ error: code })]);
  equal(answer.headers['content-type'], 'application/json; charset=utf-8');
  isUncached(answer);
}

async function isTokenAnswer(answer: Answer, id: string): Promise<void> {
  equal(answer.status, 200, `${answer.status}: ${answer.body.slice(0, 80)}`);
  equal(answer.headers['content-type'], 'application/json; charset=utf-8');
  isUncached(answer);
  await isTokenOf(id, answer.body);
}

function isNotShared({ headers }: Answer): void {
  equal(headers['access-control-allow-origin'], undefined);
  equal(headers['access-control-allow-credentials'], undefined);
}

export const CHECKS: Readonly<Record<string, Check>> = {
  async 'a session gets its token'(target) {
    const answer = await call(target, { headers: jane });
    await isTokenAnswer(answer, JANE.id);
    isNotShared(answer);
    equal(answer.headers['set-cookie'], undefined);
  },

  async 'fetch gets one, too'({ url }) {
    const response = await fetch(url + PATH, { headers: { cookie: JOHN.cookie } });
    equal(response.status, 200);
    isUncached({ headers: Object.fromEntries(response.headers) });
    await isTokenOf(JOHN.id, await response.text());
  },

  async 'nobody gets none'(target) {
    for (const headers of [{}, { cookie: 'theme=dark' }, { cookie: 'session=' }]) {
      const answer = await call(target, { headers });
      isError(answer, 401, 'ERR_NOT_LOGGED_IN');
      notEqual(answer.headers['www-authenticate'], undefined);
    }
  },

  async 'an identity that is claimed is none'(target) {
    const { body } = await call(target, { headers: jane });
    const { token }: { token: string } = JSON.parse(body);
    const claimed: (Call & { path?: string })[] = [
      { path: `${PATH}?token=${token}` },
      { path: `${PATH}?external_id=u_1` },
      { path: `${PATH}?session=b0a7c1d2e3f405162738` },
      { headers: { 'x-user-id': 'u_1' } },
      { headers: { authorization: `Bearer ${token}` } },
      { headers: { cookie: 'session=b0a7c1d2e3f405162739' } },
      { headers: { cookie: `session=u_1; token=${token}` } },
      { method: 'POST', headers: json, body: '{"external_id":"u_1"}' },
    ];
    for (const options of claimed) {
      isError(await call(target, options), 401, 'ERR_NOT_LOGGED_IN');
    }
  },

  async "another site's page is refused"(target) {
    for (const headers of [
      { ...jane, origin: OTHERS },
      { ...jane, origin: OTHERS, 'sec-fetch-site': 'cross-site' },
      { ...jane, origin: 'null' },
      { ...jane, 'sec-fetch-site': 'same-site' },
    ]) {
      const post = { method: 'POST', headers: { ...headers, ...json }, body: '{}' };
      for (const options of [{ headers }, post]) {
        const answer = await call(target, options);
        isError(answer, 403, 'ERR_ORIGIN_REFUSED');
        isNotShared(answer);
      }
    }
  },

  async 'its own page is not'(target) {
    const origin = { ...jane, origin: target.origin };
    await isTokenAnswer(await call(target, { headers: origin }), JANE.id);
    const site = { ...origin, 'sec-fetch-site': 'same-origin' };
    await isTokenAnswer(await call(target, { method: 'POST', headers: site }), JANE.id);
  },

  async 'OPTIONS tells the methods'(target) {
    const answer = await call(target, { method: 'OPTIONS' });
    deepStrictEqual([answer.status, answer.body], [204, '']);
    equal(answer.headers.allow, 'GET, HEAD, POST, OPTIONS');
    isUncached(answer);
    isNotShared(answer);
  },

  async 'a preflight is for listed origins alone'(target) {
    const preflight = (origin: string) =>
      call(target, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,x-csrf-token',
          'sec-fetch-site': 'cross-site',
        },
      });
    for (const refused of [OTHERS, ...(target.listed ? [] : ['https://www.example.com'])]) {
      const answer = await preflight(refused);
      isError(answer, 403, 'ERR_ORIGIN_REFUSED');
      isNotShared(answer);
    }
    if (target.listed === undefined) return;
    const shared = {
      'access-control-allow-origin': target.listed,
      'access-control-allow-credentials': 'true',
    };
    const has = (answer: Answer, expected: Record<string, string>) => {
      for (const [name, value] of Object.entries(expected)) equal(answer.headers[name], value);
      isUncached(answer);
    };
    const answer = await preflight(target.listed);
    deepStrictEqual([answer.status, answer.body], [204, '']);
    has(answer, {
      ...shared,
      'access-control-allow-methods': 'GET, HEAD, POST',
      'access-control-allow-headers': 'content-type,x-csrf-token',
    });
    const page = { origin: target.listed, 'sec-fetch-site': 'cross-site' };
    const asked = await call(target, { headers: { ...jane, ...page } });
    has(asked, shared);
    await isTokenAnswer(asked, JANE.id);
    const stranger = await call(target, { headers: page });
    has(stranger, shared);
    isError(stranger, 401, 'ERR_NOT_LOGGED_IN');
  },

  async 'HEAD has the headers and no body'(target) {
    const answer = await call(target, { method: 'HEAD', headers: jane });
    equal(answer.status, 200);
    equal(answer.headers['content-type'], 'application/json; charset=utf-8');
    isUncached(answer);
    const wire = await sendRaw(target.url + PATH, { method: 'HEAD', headers: jane });
    match(wire, /^HTTP\/1\.1 200 [\s\S]*?\r\n\r\n$/);
    equal((await call(target, { method: 'HEAD' })).status, 401);
  },

  async 'other methods are refused, and the right ones named'(target) {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const answer = await call(target, { method, headers: { ...jane, origin: target.origin } });
      isError(answer, 405, 'ERR_METHOD_REFUSED');
      equal(answer.headers.allow, 'GET, HEAD, POST, OPTIONS');
    }
    const put = { method: 'PUT', headers: { ...jane, ...json }, body: '{"external_id":"u_2"}' };
    isError(await call(target, put), 405, 'ERR_METHOD_REFUSED');
  },

  async 'a body neither harms nor counts'(target) {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const bodies: Call[] = [
      {},
      { headers: json, body: '' },
      { headers: json, body: '{"external_id":"u_2","session":"c1b8d2e3f40516273849"}' },
      { headers: json, body: JSON.stringify({ external_id: 'u_2', text: 'x'.repeat(50_000) }) },
      { headers: form, body: 'external_id=u_2&session=c1b8d2e3f40516273849' },
      { headers: { 'content-type': 'application/octet-stream' }, body: '\0'.repeat(50_000) },
    ];
    for (const { headers, body } of bodies) {
      // As browsers do with a POST; SvelteKit takes one that may be a form in no other way.
      const page = { ...jane, origin: target.origin };
      const options = { method: 'POST', headers: { ...headers, ...page } };
      const answer = await call(target, body === undefined ? options : { ...options, body });
      await isTokenAnswer(answer, JANE.id);
    }
    // A body parser may refuse this one, and must not fall over it.
    const broken = { method: 'POST', headers: { ...json, ...jane }, body: '{"external_id":' };
    ok([200, 400].includes((await call(target, broken)).status));
  },

  async 'users are never mixed up'(target) {
    const visitors = [JANE, JOHN, undefined];
    const asked = Array.from({ length: 102 }, async (_, index) => {
      const visitor = visitors[index % visitors.length];
      const { origin } = target;
      const headers = visitor === undefined ? { origin } : { origin, cookie: visitor.cookie };
      const answer = await call(target, { method: index % 2 ? 'GET' : 'POST', headers });
      if (visitor === undefined) isError(answer, 401, 'ERR_NOT_LOGGED_IN');
      else await isTokenAnswer(answer, visitor.id);
    });
    await Promise.all(asked);
  },

  async 'there is nothing else'(target) {
    for (const path of ['/', '/api', `${PATH}/u_1`, `${PATH}s`, `/x${PATH}`]) {
      const answer = await call(target, { path, headers: jane });
      equal(answer.status, 404, path);
      ok(!answer.body.includes('eyJ'), path);
    }
  },
};
