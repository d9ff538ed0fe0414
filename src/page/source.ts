import type { ChatLogin } from '../contract/login.ts';
import { ChatTokenError } from '../utils/errors.ts';
import { clock } from './clock.ts';
import {
  type ChatTokenFetch,
  createEndpoint,
  type EndpointAnswer,
  isSingleUse,
  oldLogin,
  rejectOtherVendor,
} from './endpoint.ts';
import { call, pageError, pauseAfter, requireGlobals } from './errors.ts';

/** Options of {@link createTokenSource}. */
export interface TokenSourceOptions {
  /**
   * The address of your token handler, such as `/api/chat-token`. It gets a GET request with the
   * visitor's cookies.
   */
  readonly endpoint: string;
  /**
   * The vendor's name, such as `acme`. A login of another vendor is then rejected with
   * `ERR_ENDPOINT_FAILED`. Default: any vendor.
   */
  readonly vendor?: string | undefined;
  /**
   * Called when a refresh fails while the login in memory is still valid, because `getLogin` then
   * returns that login. Default: `console.warn`.
   */
  readonly onError?: ((error: ChatTokenError) => void) | undefined;
  /** Sends the request, for example with an added header. Default: the global `fetch`. */
  readonly fetch?: ChatTokenFetch | undefined;
}

/** Options of {@link TokenSource.getLogin}. */
export interface GetLoginOptions {
  /** Ask the endpoint also if the login in memory is still fresh. Default: `false`. */
  readonly fresh?: boolean | undefined;
}

/** The logins of one endpoint, made with {@link createTokenSource}. */
export interface TokenSource {
  /**
   * Returns the login of the user, or `null` if no user is logged in (the endpoint answers 401).
   *
   * The login is kept in memory until its `refreshAt`; without `refreshAt`, until `logout`. Calls at the
   * same time share one request. If a refresh fails, the old login is returned while it is valid; with
   * `fresh: true`, or without a valid login, the call rejects with `ERR_ENDPOINT_FAILED`. The call after
   * a failure waits before it asks again: 1 to 2 seconds at first, then longer, at most 30 seconds, or
   * as long as `Retry-After` says, at most 5 minutes. A login that has expired when it arrives, or that a
   * cache kept, is a failure.
   */
  getLogin(options?: GetLoginOptions): Promise<ChatLogin | null>;
  /** Ends the source. From then on `getLogin` returns `null`, also to calls that are waiting. */
  stop(): void;
  /**
   * Forgets the login: call it when the user logs out. Calls that are waiting get `null`, and the next
   * `getLogin` asks the endpoint.
   */
  logout(): void;
}

/**
 * Makes a source of logins: the client of your endpoint, without a widget. Use it in apps, and for
 * widgets that `connectChat` does not know. Logins are kept in memory only.
 *
 * The source returns the login of the user who is logged in at that time. If your code keeps a chat
 * open, compare `userId`, and log out of the chat when it changes.
 *
 * @param options - the endpoint
 * @returns the source
 * @throws `ChatTokenError` `ERR_OPTION_INVALID` or `ERR_RUNTIME_UNSUPPORTED` at once. `getLogin` rejects with
 *   `ERR_ENDPOINT_FAILED`.
 * @example
 * ```ts page
 * import { createTokenSource } from 'chat-token/browser';
 *
 * const source = createTokenSource({ endpoint: '/api/chat-token', vendor: 'zendesk' });
 * const login = await source.getLogin();
 * if (login !== null) console.log(login.userId, login.settings);
 * ```
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const given: TokenSourceOptions = { ...options };
  const { endpoint, vendor } = given;
  // biome-ignore lint/suspicious/noConsole: without onError, the developer would see no error
  const { onError = console.warn, fetch } = given;
  if (typeof endpoint !== 'string' || (vendor !== undefined && typeof vendor !== 'string')) {
    throw pageError(
      'ERR_OPTION_INVALID',
      'createTokenSource needs an endpoint, and vendor must be a name',
      "createTokenSource({ endpoint, vendor: 'acme' }).",
    );
  }
  requireGlobals('AbortController', fetch ? 'Date' : 'fetch');
  const listening = new AbortController();
  const { signal } = listening;
  const server = createEndpoint(endpoint, fetch);
  let held: EndpointAnswer | undefined;
  let pending: Promise<ChatLogin | null> | undefined;
  /** Changes with each logout: calls from before get `null`. */
  let round = 0;
  /** Changes when the page comes back: calls from before get a new answer. */
  let visit = 0;
  let failures = 0;
  /** The earliest time for the next request. */
  let notBefore = 0;

  // A page that comes back from the history was frozen: another user may be logged in. Apps have no page.
  if (typeof addEventListener === 'function') {
    const wake = (event: Event) => {
      if (!('persisted' in event && event.persisted)) return;
      held = undefined;
      visit += 1;
    };
    addEventListener('pageshow', wake, { signal });
  }

  async function getLogin({ fresh = false }: GetLoginOptions = {}): Promise<ChatLogin | null> {
    if (signal.aborted) return null;
    const usable = fresh ? undefined : valid();
    // After a failure, the login at hand is good enough until the endpoint may be asked again.
    if (usable && clock() < Math.max(usable.freshUntil, notBefore)) return usable.login;
    const asked = round;
    pending ??= ask().finally(() => {
      // After a logout, the pending request is another one.
      if (asked === round) pending = undefined;
    });
    const login = await pending.catch((error) => {
      const old = fresh ? undefined : valid();
      if (old) return old.login;
      throw error;
    });
    if (asked !== round) return null;
    if (login === null || !isSingleUse(login)) return login;
    // Another call has shared the request, and has the login already.
    if (held?.login !== login) return getLogin({ fresh });
    held = undefined;
    return login;
  }

  /** Returns the login in memory unless it has expired, or is for the call that is waiting for it. */
  function valid(): EndpointAnswer | undefined {
    return held && !isSingleUse(held.login) && clock() < held.validUntil ? held : undefined;
  }

  async function ask(): Promise<ChatLogin | null> {
    const asked = round;
    const pause = notBefore - clock();
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    if (asked !== round) return null;
    const askedIn = visit;
    try {
      const answer = await server.ask();
      if (answer && vendor !== undefined) rejectOtherVendor(answer.login, vendor);
      if (asked !== round) return null;
      failures = 0;
      if (askedIn !== visit) return ask();
      // A token that comes again keeps its first times.
      if (held?.login.token !== answer?.login.token) held = answer;
      if (held && held.validUntil < clock()) throw oldLogin();
      return held?.login ?? null;
    } catch (error) {
      if (asked !== round) return null;
      failures += 1;
      notBefore = Math.max(server.retryAt(), clock() + pauseAfter(failures, 30));
      if (valid() && error instanceof ChatTokenError) call(onError, error);
      throw error;
    }
  }

  function logout(): void {
    held = undefined;
    pending = undefined;
    round += 1;
  }

  function stop(): void {
    logout();
    listening.abort();
  }

  return { getLogin, stop, logout };
}
