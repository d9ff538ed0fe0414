/**
 * The endpoint that gives a page the token of whoever is logged in.
 *
 * @module
 */

import type { ChatVendor } from './contract/vendor.ts';
import { createSecretReader, type KeyIdRule } from './keys/keys.ts';
import type { ChatLogin } from './page/endpoint.ts';
import { prepareSigning, SIGNING_OPTIONS, type SignChatTokenOptions } from './token/sign.ts';
import { ChatTokenError } from './utils/errors.ts';
import { isFunction, kindOf, ownItems } from './utils/objects.ts';
import { optionInvalid, readOptions, refuseNonFunction } from './utils/options.ts';

export type { ChatLogin } from './page/endpoint.ts';

/** Options of {@link createTokenHandler}: those of `signChatToken`, and these. */
export type TokenHandlerOptions<
  User,
  KeyId extends KeyIdRule = KeyIdRule,
  Context extends readonly unknown[] = [],
> = SignChatTokenOptions<KeyId> & {
  /**
   * Says who is logged in, or `null` for nobody (answered with 401). Ask your session, and nothing
   * else: whatever this function believes is signed. What the handler is called with beside the
   * request (a framework's own request, say) is handed on.
   */
  readonly getUser: (
    request: Request,
    ...context: Context
  ) => User | null | undefined | Promise<User | null | undefined>;
  /**
   * Other origins whose pages may call with the visitor's cookies, each exactly as a browser sends it:
   * `https://www.example.com`, with the port where it is not the default one. Your own needs an entry
   * only where a proxy or a framework (Next.js) hides it from `request.url`, for the sake of browsers
   * that send no `Sec-Fetch-Site`. Default: none.
   */
  readonly origins?: readonly string[] | undefined;
  /**
   * Is told what was answered with 500. Default: `console.error`. What it throws is ignored.
   */
  readonly onError?: ((error: unknown, request: Request) => void) | undefined;
};

/** What {@link createTokenHandler} makes. */
export type TokenHandler<Context extends readonly unknown[] = []> = (
  request: Request,
  ...context: Context
) => Promise<Response>;

/**
 * Makes the endpoint that a page asks for the token of whoever is logged in, as a function from a
 * web `Request` to a `Response`.
 *
 * GET and POST are answered with a {@link ChatLogin}, or with `{ "error": code }`:
 *
 * | status | code | |
 * | --- | --- | --- |
 * | 401 | `ERR_NOT_LOGGED_IN` | `getUser` gave nobody |
 * | 403 | `ERR_ORIGIN_REFUSED` | another site's page asks, and its origin is not listed |
 * | 405 | `ERR_METHOD_REFUSED` | neither GET, HEAD, POST nor OPTIONS |
 * | 500 | the code of a `ChatTokenError`, or `ERR_INTERNAL` | `onError` knows more |
 *
 * The options are checked when the handler is made. Where a build loads the module and has no secrets
 * (Next.js, SvelteKit), pass `keys` as a function: it is called for each token.
 *
 * No answer may be kept by a cache. Nothing in the address, the body or a header is taken for an
 * identity. Tokens are signed anew each time: a cache of them is how users get mixed up.
 *
 * @param vendor - the vendor object itself, built-in or made with `defineVendor`
 * @param options - who is logged in, and the signing options
 * @throws `ChatTokenError` `ERR_OPTION_INVALID`, `ERR_SECRET_INVALID` or `ERR_KEY_ID_MISSING`
 *   at once; the handler rejects only if what it is called with is no web `Request`.
 * @example
 * ```ts
 * import { zendesk } from 'chat-token';
 * import { createTokenHandler } from 'chat-token/server';
 *
 * const sessions = new Map([['s3ss10n', { external_id: 'u_1', name: 'Jane Doe' }]]);
 *
 * const handler = createTokenHandler(zendesk, {
 *   getUser(request) {
 *     const [, session = ''] = /(?:^|; )session=(\w+)/.exec(request.headers.get('cookie') ?? '') ?? [];
 *     return sessions.get(session) ?? null;
 *   },
 *   keyId: 'app_62b5e0ffca5a3800f0225c53',
 *   secret: 'k3y-0f-zendesk-for-this-example',
 *   expiresIn: '15m',
 * });
 *
 * const url = 'https://www.example.com/api/chat-token';
 * const response = await handler(new Request(url, { headers: { cookie: 'session=s3ss10n' } }));
 * console.log((await response.json()).userId); // u_1
 * ```
 */
export function createTokenHandler<
  User,
  Claims extends object,
  KeyId extends KeyIdRule,
  const Context extends readonly unknown[] = [],
>(
  vendor: ChatVendor<User, Claims, KeyId>,
  options: TokenHandlerOptions<User, KeyId, Context>,
): TokenHandler<Context> {
  const given = readOptions('The options', options, [...SIGNING_OPTIONS, ...OWN_OPTIONS]);
  // The copy holds what the options held, and inherits nothing from Object.prototype.
  const { getUser, onError = logError } = given as Partial<typeof options>;
  if (!isFunction(getUser)) {
    throw optionInvalid(
      `getUser must be a function, not ${kindOf(getUser)}`,
      'It says who is logged in, for the request that it is given.',
    );
  }
  refuseNonFunction('onError', onError);
  const origins = readOrigins(given['origins']);
  const sign = prepareSigning(vendor, given, createSecretReader());

  /** The token's answer, or what else is to be said to somebody who may ask. */
  const answer = async (request: Request, context: Context): Promise<Answer> => {
    try {
      const user = await getUser(request, ...context);
      if (user === null || user === undefined)
        return { status: 401, body: { error: 'ERR_NOT_LOGGED_IN' } };
      const { token, claims, iat, exp } = await sign(user);
      const body: ChatLogin = {
        token,
        userId: vendor.userId(claims) ?? null,
        expiresAt: exp,
        refreshAt: iat + Math.floor((exp - iat) * 0.75),
      };
      return { status: 200, body };
    } catch (error) {
      report(onError, error, request);
      return { status: 500, body: { error: codeOf(error) } };
    }
  };

  return async (request, ...context) => {
    const { method, origin, isForeign } = readRequest(request);
    const listed = origins.find((entry) => entry === origin);
    const cors = listed === undefined ? {} : { ...CORS, 'access-control-allow-origin': listed };
    const respond = (status: number, body?: object, headers = {}) =>
      new Response(body && method !== 'HEAD' ? JSON.stringify(body) : null, {
        status,
        statusText: '', // Not left out: it would be looked for on Object.prototype.
        headers: { ...EVERY_ANSWER, ...(body && JSON_TYPE), ...cors, ...headers },
      });

    if (isForeign && listed === undefined) return respond(403, { error: 'ERR_ORIGIN_REFUSED' });
    if (method === 'OPTIONS') return respond(204, undefined, preflight(request, listed));
    if (!METHODS.includes(method)) {
      return respond(405, { error: 'ERR_METHOD_REFUSED' }, { allow: ALLOW });
    }
    const { status, body } = await answer(request, context);
    return respond(status, body, status === 401 ? CHALLENGE : {});
  };
}

/** A status, and what is said with it. */
interface Answer {
  readonly status: number;
  readonly body: object;
}

const OWN_OPTIONS = ['getUser', 'origins', 'onError'];
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST'];
const ALLOW = [...METHODS, 'OPTIONS'].join(', ');

const EVERY_ANSWER = {
  'cache-control': 'private, no-store',
  // Where a cache between does keep it: what the answer depends on, here and in getUser.
  vary: 'Origin, Sec-Fetch-Site, Cookie, Authorization',
  'x-content-type-options': 'nosniff',
};
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const CORS = { 'access-control-allow-credentials': 'true' };
/** A 401 must name a scheme (RFC 9110, 15.5.2); for one that it does not know, no browser asks. */
const CHALLENGE = { 'www-authenticate': 'Session' };

function preflight(request: Request, listed: string | undefined): Record<string, string> {
  const wanted = request.headers.get('access-control-request-headers');
  return {
    allow: ALLOW,
    ...(listed && {
      'access-control-allow-methods': METHODS.join(', '),
      'access-control-max-age': '600',
      vary: `${EVERY_ANSWER.vary}, Access-Control-Request-Headers`,
    }),
    // Whoever is trusted with a token may send the header that guards its form against forgery.
    ...(listed && wanted && { 'access-control-allow-headers': wanted }),
  };
}

interface Asked {
  readonly method: string;
  readonly origin: string | null;
  /** Whether a page of another origin asks, as far as the browser or the address says. */
  readonly isForeign: boolean;
}

function readRequest(request: Request): Asked {
  try {
    if (isFunction(request?.headers?.get)) return readHeaders(request);
  } catch {
    // A request whose address is not whole, or a proxy that throws, is none.
  }
  throw optionInvalid(
    `The handler takes a web Request, not ${kindOf(request)}`,
    "For Node.js' (req, res), put an adapter before it, such as getRequestListener of @hono/node-server.",
  );
}

function readHeaders({ method, url, headers }: Request): Asked {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  // A page cannot forge Sec-Fetch-Site, and a proxy that changes the address does not change it.
  const isForeign =
    site === null
      ? origin !== null && !isOwn(origin, url)
      : site !== 'same-origin' && site !== 'none';
  return { method, origin, isForeign };
}

/** `null` is everybody's: sandboxed pages send it, and URL gives it to addresses of other schemes. */
function isOwn(origin: string, address: string): boolean {
  return origin !== 'null' && origin === new URL(address).origin;
}

function readOrigins(value: unknown = []): readonly string[] {
  const hint =
    "Such as 'https://www.example.com': scheme, host and no path; neither '*' nor 'null'.";
  const origins: string[] = [];
  readList(value).forEach((origin, index) => {
    if (!isOrigin(origin)) {
      throw optionInvalid(`origins[${index}] is not an origin, as browsers send it`, hint);
    }
    origins.push(origin);
  });
  return origins;
}

function readList(value: unknown): unknown[] {
  try {
    if (Array.isArray(value)) return ownItems(value);
  } catch {
    // A proxy that throws is no list.
  }
  throw optionInvalid('origins must be a list', "Such as ['https://www.example.com'].");
}

function isOrigin(value: unknown): value is string {
  // URL takes a * for a letter of the host. Nobody sends such an origin: it was meant as a pattern.
  if (typeof value !== 'string' || value.includes('*')) return false;
  // Apps in a web view have schemes of their own, to which URL gives no origin.
  if (!/^https?:/.test(value)) return /^[a-z][a-z\d+.-]*:\/\/[\w.-]+$/.test(value);
  try {
    return new URL(value).origin === value;
  } catch {
    return false;
  }
}

function codeOf(error: unknown): string {
  try {
    if (error instanceof ChatTokenError) return error.code;
  } catch {
    // A proxy that throws is none of ours.
  }
  return 'ERR_INTERNAL';
}

function report(
  onError: (error: unknown, request: Request) => void,
  error: unknown,
  request: Request,
): void {
  try {
    // Both ways, so that nothing is left of what it gave: a getter may throw late.
    Promise.resolve(onError(error, request)).then(ignore, ignore);
  } catch {
    // The answer is the same, whatever becomes of the report.
  }
}

const ignore = () => {};

function logError(error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: without onError, nobody else would tell the developer
  console.error('The chat token endpoint failed.', error);
}
