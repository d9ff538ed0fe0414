/**
 * The endpoint that returns the login of the visitor to a page.
 *
 * @module
 */
import type { FormatTypes } from '../contract/format.ts';
import type { ChatLogin } from '../contract/login.ts';
import { type ChatVendor, rejectNonVendor } from '../contract/vendor.ts';
import type { KeyRules } from '../keys/keys.ts';
import { loginOf } from '../token/login.ts';
import { prepareSigning } from '../token/sign.ts';
import { ChatTokenError } from '../utils/errors.ts';
import { isFunction, kindOf, type OwnProperties } from '../utils/objects.ts';
import { optionInvalid, readOptions, rejectNonFunction, requireApi } from '../utils/options.ts';
import { failureOf, logError, reportError } from './failure.ts';
import { isForeign, readOrigins } from './origins.ts';
import { METHODS, respond } from './respond.ts';

export { type NodeHandler, type NodeRequest, type NodeResponse, toNodeHandler } from './node.ts';
export type { ChatLogin };

/**
 * The arguments of a handler after the request. `getUser` declares their types, and the vendor and `keys`
 * functions get the same.
 */
export type SameContext<Context extends readonly unknown[]> = {
  // A mapped type, so that the compiler infers the context from getUser first.
  [Index in keyof Context]: Context[Index];
};

/**
 * The vendor of {@link createTokenHandler}: the vendor object, or a function that returns the one for a
 * request. It must decide by the session, as `getUser` does, and never by what the page sends: the query,
 * the body, or a header that anybody can set.
 */
export type TokenHandlerVendor<
  User,
  Format extends FormatTypes = FormatTypes,
  Context extends readonly unknown[] = [],
> =
  | ChatVendor<User, object, object, Format>
  | ((
      request: Request,
      ...context: SameContext<Context>
    ) =>
      | ChatVendor<User, object, object, Format>
      | Promise<ChatVendor<User, object, object, Format>>);

/** Several keys of {@link createTokenHandler}, for rotation or for tenants. */
export interface TokenHandlerKeys<Key extends object, Context extends readonly unknown[] = []>
  extends KeyRules {
  /**
   * Several keys: the first that has not expired signs. A function is called for every token with the
   * arguments of `getUser`, and may be asynchronous.
   *
   * If the keys depend on the request (tenants, platforms), decide by the session, as `getUser` does, and
   * never by what the page sends: a user of one tenant could ask for a token of another.
   */
  readonly keys:
    | readonly Key[]
    | ((
        request: Request,
        ...context: SameContext<Context>
      ) => readonly Key[] | Promise<readonly Key[]>);
}

/** The options of {@link createTokenHandler} besides those of `signChatToken`. */
export interface TokenHandlerRules<User, Context extends readonly unknown[] = []> {
  /**
   * Returns the logged-in user, or `null` (answered with 401). Ask your session and nothing else: the
   * handler signs everything that this function returns.
   *
   * The first argument is the web `Request`. The other arguments of the handler follow, such as a
   * framework's own request: with `toNodeHandler`, `getUser` gets `(request, req, res)`.
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
> = TokenHandlerRules<User, Context> &
  ((Format['signing'] & TokenHandlerKeys<Format['key'], Context>) | Format['sign']);

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
 * For several tenants or platforms, `keys` and the vendor may be functions of the request. They get the
 * arguments of `getUser`, and are called for each user that it returns. The signing options are then
 * checked for each token.
 *
 * For `(req, res)` of Express, NestJS or `node:http`, pass the handler to {@link toNodeHandler}.
 *
 * No response may be cached. The address, the body and the headers never decide who the user is. Each
 * token is signed for its request: a cache of tokens is how users get mixed up.
 *
 * @param vendor - the vendor object, built-in or made with `defineVendor`, or a function that returns it
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
  vendor: TokenHandlerVendor<User, Format, Context>,
  options: TokenHandlerOptions<NoInfer<User>, Format, Context>,
): TokenHandler<Context> {
  if (!isVendorFunction(vendor)) rejectNonVendor(vendor, options);
  // Preparing to sign rejects unknown names.
  const given = readOptions('The options', options);
  // The copy has the members of the options, each of which may be missing in JavaScript.
  const { getUser, onError = logError } = given as Partial<TokenHandlerRules<User, Context>>;
  if (!isFunction(getUser)) {
    throw optionInvalid(
      `getUser must be a function, got ${kindOf(getUser)}`,
      'It returns the logged-in user of a request, or null: getUser: (request) => ….',
    );
  }
  rejectNonFunction('onError', onError);
  const origins = readOrigins(given['origins']);
  const signLogin = prepareLogins(vendor, given);

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
      rejectNonUser(user);
      return respond(request, listed, 200, await signLogin(user, [request, ...context]));
    } catch (error) {
      reportError(onError, error, request);
      return respond(request, listed, 500, failureOf(error));
    }
  };
}

/** Signs for a user. The context is the request, and what came after it. */
type LoginSigner<User, Context> = (user: User, context: Context) => Promise<ChatLogin>;

/** Checks the signing options now, or for each user if the vendor depends on the request. */
function prepareLogins<User, Format extends FormatTypes, Context extends readonly unknown[]>(
  vendor: TokenHandlerVendor<User, Format, Context>,
  options: OwnProperties,
): LoginSigner<User, readonly [Request, ...Context]> {
  if (!isVendorFunction(vendor)) return prepareLoginsOf(vendor, options);
  return async (user, context) => prepareLoginsOf(await vendor(...context), options)(user, context);
}

function prepareLoginsOf<User>(
  vendor: ChatVendor<User>,
  options: OwnProperties,
): LoginSigner<User, readonly unknown[]> {
  const sign = prepareSigning(vendor, options, OWN_OPTIONS);
  return async (user, context) => loginOf(vendor, await sign(user, undefined, context));
}

/** A vendor that needs configuration is a function, too, and was not called. */
function isVendorFunction<Vendor>(
  vendor: Vendor,
): vendor is Extract<Vendor, (...context: never[]) => unknown> {
  return isFunction(vendor) && !('~call' in vendor);
}

function rejectNonUser(user: unknown): void {
  if (typeof user === 'object' && !Array.isArray(user)) return;
  const message = `must return an object, null or undefined, got ${kindOf(user)}`;
  throw new ChatTokenError('ERR_CLAIMS_INVALID', `getUser ${message}`, {
    hint: 'Return the members that the vendor takes.',
    issues: [{ path: '', message }],
  });
}

function rejectNonRequest(request: Request): void {
  requireApi(globalThis.Response, 'Response');
  requireApi(globalThis.URL?.canParse, 'URL.canParse');
  // Cross-realm requests are accepted, so this asks for the method that is used.
  if (isFunction(request?.headers?.get) && URL.canParse(request.url)) return;
  throw optionInvalid(
    `The handler takes a web Request, got ${kindOf(request)}`,
    'For (req, res) of Express, NestJS or node:http, use toNodeHandler(handler).',
  );
}
