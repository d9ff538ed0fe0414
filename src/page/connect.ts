import type { ChatLogin } from '../contract/login.ts';
import { ChatTokenError } from '../utils/errors.ts';
import { type ChatTokenFetch, rejectOtherVendor, timesOf } from './endpoint.ts';
import { call, pageError, pauseAfter } from './errors.ts';
import { createTokenSource, type TokenSource } from './source.ts';
import { createWakeTimer } from './timer.ts';
import type { ChatWidget } from './widget.ts';

/** What `onRefresh` gets: everything about a login but the token and what contains it. */
export type ChatTokenRefresh = Omit<ChatLogin, 'token' | 'settings'>;

/** Callbacks of {@link connectChat}. */
export interface ChatSessionCallbacks {
  /**
   * Called when something fails: `ERR_ENDPOINT_FAILED`, `ERR_WIDGET_FAILED` or `ERR_USER_CHANGED`. The
   * visitor can still chat, unauthenticated. A visitor who is not logged in (401) is not an error.
   * Default: `console.warn`.
   */
  readonly onError?: ((error: ChatTokenError) => void) | undefined;
  /**
   * Called for each new token, the first one included, with everything but the token. Default: nothing
   * is called.
   */
  readonly onRefresh?: ((refresh: ChatTokenRefresh) => void) | undefined;
}

/** Options of {@link connectChat}: an endpoint. */
export interface ConnectChatOptions extends ChatSessionCallbacks {
  /**
   * The address of your token handler, such as `/api/chat-token`. The page sends a GET request with
   * the visitor's cookies.
   */
  readonly endpoint: string;
  /** Sends the request, for example with an added header. Default: the page's own `fetch`. */
  readonly fetch?: ChatTokenFetch | undefined;
}

/** Options of {@link connectChat}: a source that your code uses too. */
export interface ConnectChatSourceOptions extends ChatSessionCallbacks {
  /**
   * What `createTokenSource` returned. The session asks it for a new login first, because the one in its
   * memory may be of an earlier user. `stop` does not stop it; `logout` makes it forget the login.
   */
  readonly source: TokenSource;
}

/** A visitor's login, kept by {@link connectChat}. */
export interface ChatSession {
  /**
   * Resolves with `true` once the widget has a token, and with `false` without one: no user is
   * logged in, or the endpoint fails. Waits until the vendor's script is loaded. Never rejects; a login
   * that fails later goes to `onError`.
   */
  readonly ready: Promise<boolean>;
  /** Ends the session and leaves the widget as it is: for a component that is removed. */
  stop(): void;
  /** Ends the session, logs out of the widget and forgets the token: for when the user logs out. */
  logout(): Promise<void>;
}

/**
 * Logs the visitor in at the vendor's widget and keeps the login fresh. It waits for the vendor's
 * script, asks the endpoint for a token, passes it to the widget, and gets a new one at 75 % of its
 * lifetime, also after the machine slept. If the endpoint fails, it retries after 1 to 2 seconds, then
 * less and less often, down to once in 5 minutes. If no user is logged in (401), the session ends, and
 * the widget is logged out if this session had logged it in. The token is only kept in memory.
 *
 * A login whose `refreshAt` is `null`, such as an identity hash, is not refreshed by time. The page still
 * asks for the user again when it becomes visible, comes back from the history or is back online, at
 * most every 5 seconds. If the user is the same, the widget keeps its login.
 *
 * One session is one user: if the endpoint returns the token of another user, the widget is logged out
 * and the session ends with `ERR_USER_CHANGED`.
 *
 * @param widget - the widget of your vendor, from `chat-token/browser`, or one of your own
 * @param options - the endpoint or a source, and the callbacks
 * @throws `ChatTokenError` `ERR_OPTION_INVALID` at once; everything that fails later goes to `onError`.
 * @example
 * ```ts page
 * import { connectChat, zendeskWidget } from 'chat-token/browser';
 *
 * const session = connectChat(zendeskWidget, {
 *   endpoint: '/api/chat-token',
 *   onError: (error) => console.warn(error.code, error.message, error.hint),
 * });
 * document.querySelector('#log-out')?.addEventListener('click', () => session.logout());
 * ```
 */
export function connectChat(
  widget: ChatWidget,
  options: ConnectChatOptions | ConnectChatSourceOptions,
): ChatSession {
  const given: Partial<ConnectChatOptions & ConnectChatSourceOptions> = { ...options };
  // biome-ignore lint/suspicious/noConsole: without onError, the developer would see no error
  const { endpoint, source: shared, fetch, onError = console.warn, onRefresh } = given;
  if (
    typeof addEventListener !== 'function' ||
    typeof widget?.login !== 'function' ||
    typeof widget.vendor !== 'string' ||
    (shared ? endpoint !== undefined : typeof endpoint !== 'string')
  ) {
    throw pageError(
      'ERR_OPTION_INVALID',
      'connectChat needs a page, a widget and either an endpoint or a source',
      'In a page: connectChat(widget, { endpoint }).',
    );
  }
  // Its errors reach `onError` through the session.
  const source = shared ?? createTokenSource({ endpoint: String(endpoint), fetch, onError() {} });
  const timer = createWakeTimer(renew);
  let isAsking = false;
  let isOver = false;
  let needsLogin = true;
  let failures = 0;
  /** The earliest time for the next request. */
  let notBefore = 0;
  let current: ChatLogin | undefined;
  /** The current token, until a widget that requests tokens has taken it. */
  let inHand: string | undefined;
  let waiting: ((token: string) => void)[] = [];
  let settle!: (isLoggedIn: boolean) => void;
  const ready = new Promise<boolean>((resolve) => {
    settle = resolve;
  });

  async function renew(): Promise<void> {
    if (isAsking) return; // The pending answer is just as fresh.
    isAsking = true;
    try {
      if (widget.isReady()) await ask();
      else timer.set(SCRIPT_POLL);
    } catch (error) {
      fail(error);
    }
    isAsking = false;
  }

  async function ask(): Promise<void> {
    notBefore = Date.now() + MIN_GAP;
    // Never from the memory of a shared source: another user may have logged in since.
    const login = await source.getLogin({ fresh: true });
    if (isOver) return;
    if (login) {
      rejectOtherVendor(login, widget.vendor, widget.title);
      if (!current || current.userId === login.userId) return accept(login);
      call(onError, pageError('ERR_USER_CHANGED', 'The user changed', 'Call connectChat again.'));
    }
    return logout();
  }

  function accept(login: ChatLogin): void {
    const { token, settings, ...refresh } = login;
    const isNew = token !== current?.token;
    current = login;
    // A widget that rejects every token must not cause frequent requests.
    if (!needsLogin) failures = 0;
    const refreshIn = (source['~freshUntil']?.() ?? timesOf(login).freshUntil) - Date.now();
    const isLasting = refreshIn === Infinity;
    timer.set(isLasting ? MIN_GAP : refreshIn, isLasting);
    inHand = needsLogin || waiting.length === 0 ? token : undefined;
    for (const give of waiting.splice(0)) give(token);
    if (needsLogin || (isNew && !widget.requestsTokens)) {
      const done = widget.login({ token, settings, userId: login.userId, nextToken });
      needsLogin = false;
      Promise.resolve(done).catch(fail);
    }
    settle(true);
    if (isNew) call(onRefresh, refresh);
  }

  function nextToken(): Promise<string> {
    return new Promise((resolve) => {
      if (inHand !== undefined) resolve(inHand);
      else if (!isOver) {
        waiting.push(resolve);
        timer.set(notBefore - Date.now());
      }
      inHand = undefined;
    });
  }

  /** Retries later: less and less often, and not all visitors at the same time. */
  function fail(error: unknown): void {
    if (isOver) return;
    failures += 1;
    const pause = pauseAfter(failures, 300);
    notBefore = Date.now() + pause;
    timer.set(pause);
    settle(false);
    const isOwn = error instanceof ChatTokenError;
    needsLogin ||= !isOwn;
    call(onError, isOwn ? error : widgetError(widget, 'rejected the token'));
  }

  function stop(): void {
    isOver = true;
    timer.stop();
    if (!shared) source.stop();
    waiting = [];
    inHand = undefined;
    settle(false);
  }

  async function logout(): Promise<void> {
    const wasLoggedIn = current;
    current = undefined;
    stop();
    source.logout();
    try {
      if (wasLoggedIn) await widget.logout?.();
    } catch {
      call(onError, widgetError(widget, 'did not log out'));
    }
  }

  void renew();
  return { ready, stop, logout };
}

/** How often to look for the vendor's script, in milliseconds. */
const SCRIPT_POLL = 100;

/** The shortest time between two requests, in milliseconds, however often a widget asks. */
const MIN_GAP = 5000;

function widgetError(widget: ChatWidget, what: string): ChatTokenError {
  return pageError('ERR_WIDGET_FAILED', `${widget.title} ${what}`, 'See the browser console.');
}
