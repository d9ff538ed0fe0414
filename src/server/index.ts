/**
 * The endpoint that returns the login of the visitor to a page.
 *
 * @module
 */
import type { FormatTypes } from '../contract/format.ts';
import type { ChatVendor } from '../contract/vendor.ts';
import { loginOf } from '../token/login.ts';
import { prepareSigning } from '../token/sign.ts';
import { ChatTokenError } from '../utils/errors.ts';
import { isFunction, kindOf } from '../utils/objects.ts';
import { optionInvalid, readOptions, rejectNonFunction } from '../utils/options.ts';
import { isForeign, readOrigins } from './origins.ts';
import { METHODS, respond } from './respond.ts';

export type { ChatLogin } from '../contract/login.ts';

/** The options of {@link createTokenHandler} besides those of `signChatToken`. */
export interface TokenHandlerRules<User, Context extends readonly unknown[] = []> {
  /**
   * Returns the logged-in user, or `null` (answered with 401). Ask your session and nothing else: the
   * handler signs everything that this function returns. Arguments after the request, such as a framework's
   * own request, are passed on to it.
   */
  readonly getUser: (
    request: Request,
    ...context: Context
  ) => User | null | undefined | Promise<User | null | undefined>;
  /**
   * Other origins whose pages may call with the visitor's cookies, each exactly as a browser sends it:
   * `https://www.example.com`, with the port if it is not the default. List your own only if a proxy
   * or a framework (Next.js) hides it from `request.url`, for browsers that send no `Sec-Fetch-Site`.
   * Default: none.
   */
  readonly origins?: readonly string[] | undefined;
  /**
   * Called for each request that is answered with 500. Default: `console.error`. What it throws is
   * ignored.
   */
  readonly onError?: ((error: unknown, request: Request) => void) | undefined;
}

/** All options of {@link createTokenHandler}: its own, and those for signing. */
export type TokenHandlerOptions<
  User,
  Format extends FormatTypes = FormatTypes,
  Context extends readonly unknown[] = [],
> = TokenHandlerRules<User, Context> & Format['sign'];

/** Answers a web `Request` with a `Response`. */
export type TokenHandler<Context extends readonly unknown[] = []> = (
  request: Request,
  ...context: Context
) => Promise<Response>;

const OWN_OPTIONS = ['getUser', 'origins', 'onError'];

/**
 * Makes the endpoint that a page asks for the login of its visitor, as a function from a web `Request`
 * to a `Response`.
 *
 * GET and POST return a {@link ChatLogin}, or `{ "error": code }`:
 *
 * | status | code | when |
 * | --- | --- | --- |
 * | 401 | `ERR_NOT_LOGGED_IN` | `getUser` returned no user |
 * | 403 | `ERR_ORIGIN_REFUSED` | a page of another origin asks, and the origin is not listed |
 * | 405 | `ERR_METHOD_REFUSED` | the method is not GET, HEAD, POST or OPTIONS |
 * | 500 | the code of a `ChatTokenError`, or `ERR_INTERNAL` | signing failed; `onError` gets the error |
 *
 * The options are checked when the handler is made. If a build loads the module without secrets
 * (Next.js, SvelteKit), pass `keys` as a function: it is called for each token.
 *
 * No response may be cached. The address, the body and the headers never decide who the user is. Each
 * token is signed for its request: a cache of tokens is how users get mixed up.
 *
 * @param vendor - the vendor object, built-in or made with `defineVendor`
 * @param options - `getUser` and the signing options
 * @throws `ChatTokenError` `ERR_OPTION_INVALID`, `ERR_SECRET_INVALID`, `ERR_KEY_ID_MISSING` or
 *   `ERR_PROTOTYPE_POLLUTED` at once; the handler rejects only if its argument is not a web `Request`.
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
  Format extends FormatTypes,
  const Context extends readonly unknown[] = [],
>(
  vendor: ChatVendor<User, object, object, Format>,
  options: TokenHandlerOptions<NoInfer<User>, Format, Context>,
): TokenHandler<Context> {
  // `prepareSigning` rejects unknown names.
  const given = readOptions('The options', options);
  // The copy has the members of the options, each of which may be missing in JavaScript.
  const { getUser, onError = logError } = given as Partial<TokenHandlerRules<User, Context>>;
  if (!isFunction(getUser)) {
    throw optionInvalid(
      `getUser must be a function, got ${kindOf(getUser)}`,
      'It returns the logged-in user of a request.',
    );
  }
  rejectNonFunction('onError', onError);
  const origins = readOrigins(given['origins']);
  const sign = prepareSigning(vendor, given, OWN_OPTIONS);

  return async (request, ...context) => {
    rejectNonRequest(request);
    const listed = origins.find((origin) => origin === request.headers.get('origin'));
    if (listed === undefined && isForeign(request)) {
      return respond(request, listed, 403, { error: 'ERR_ORIGIN_REFUSED' });
    }
    if (request.method === 'OPTIONS') return respond(request, listed, 204);
    if (!METHODS.includes(request.method)) {
      return respond(request, listed, 405, { error: 'ERR_METHOD_REFUSED' });
    }
    try {
      const user = await getUser(request, ...context);
      if (user === null || user === undefined) {
        return respond(request, listed, 401, { error: 'ERR_NOT_LOGGED_IN' });
      }
      return respond(request, listed, 200, loginOf(vendor, await sign(user)));
    } catch (error) {
      reportError(onError, error, request);
      const code = error instanceof ChatTokenError ? error.code : 'ERR_INTERNAL';
      return respond(request, listed, 500, { error: code });
    }
  };
}

function rejectNonRequest(request: Request): void {
  // Cross-realm requests are accepted, so this asks for the method that is used.
  if (isFunction(request?.headers?.get) && URL.canParse(request.url)) return;
  throw optionInvalid(
    `The handler takes a web Request, got ${kindOf(request)}`,
    'For (req, res) of Node.js, use an adapter such as getRequestListener of @hono/node-server.',
  );
}

/** Calls `onError`, and ignores what it throws, now or later: the response stays the same. */
function reportError(
  onError: (error: unknown, request: Request) => unknown,
  error: unknown,
  request: Request,
): void {
  Promise.resolve()
    .then(() => onError(error, request))
    .catch(() => {});
}

function logError(error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: without onError, the developer would see no error
  console.error('The chat token endpoint failed.', error);
}
