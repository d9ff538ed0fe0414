import { ChatTokenError } from '../utils/errors.ts';
import {
  askEndpoint,
  type ChatLogin,
  type ChatTokenFetch,
  type EndpointAnswer,
  pageError,
} from './endpoint.ts';
import { createWakeTimer } from './timer.ts';
import type { ChatWidget } from './widget.ts';

/** What `onRefresh` gets: everything about a login but the token. */
export type ChatTokenRefresh = Omit<ChatLogin, 'token'>;

/** Options of {@link connectChat}. */
export interface ConnectChatOptions {
  /**
   * The address of your token handler, such as `/api/chat-token`. The page sends a GET request with
   * the visitor's cookies.
   */
  readonly endpoint: string;
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
  /** Sends the request, for example with an added header. Default: the page's own `fetch`. */
  readonly fetch?: ChatTokenFetch | undefined;
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
 * One session is one user: if the endpoint returns the token of another user, the widget is logged out
 * and the session ends with `ERR_USER_CHANGED`.
 *
 * @param widget - the widget of your vendor, from `chat-token/browser`, or one of your own
 * @param options - the endpoint and the callbacks
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
export function connectChat(widget: ChatWidget, options: ConnectChatOptions): ChatSession {
  const given: ConnectChatOptions = { ...options };
  // biome-ignore lint/suspicious/noConsole: without onError, the developer would see no error
  const { endpoint, onError = console.warn, onRefresh } = given;
  const fetch = given.fetch ?? ((url, init) => globalThis.fetch(url, init));
  if (
    typeof addEventListener !== 'function' ||
    typeof widget?.login !== 'function' ||
    typeof endpoint !== 'string'
  ) {
    throw pageError(
      'ERR_OPTION_INVALID',
      'connectChat needs a page, a widget and an endpoint',
      'In a page: connectChat(widget, { endpoint }).',
    );
  }
  const timer = createWakeTimer(renew);
  /** 0 without a request, 1 while one is pending, more if its answer is outdated when it comes. */
  let asked = 0;
  let isOver = false;
  let needsLogin = true;
  let failures = 0;
  /** The earliest time for the next request. */
  let notBefore = 0;
  let current: EndpointAnswer | undefined;
  /** The current token, until a widget that requests tokens has taken it. */
  let inHand: string | undefined;
  let waiting: ((token: string) => void)[] = [];
  let settle!: (isLoggedIn: boolean) => void;
  const ready = new Promise<boolean>((resolve) => {
    settle = resolve;
  });

  async function renew(isBack?: boolean): Promise<void> {
    if (asked && !isBack) return; // The pending answer is just as fresh.
    if (asked++) return;
    try {
      if (widget.isReady()) await ask();
      else timer.set(SCRIPT_POLL);
    } catch (error) {
      fail(error);
    }
    asked = 0;
  }

  async function ask(): Promise<void> {
    notBefore = Date.now() + MIN_GAP;
    const answer = await askEndpoint(endpoint, fetch, widget);
    if (isOver) return;
    // The request was sent before the page was frozen: the answer may be for another user.
    if (asked > 1) return timer.set(0);
    if (current && answer && current.userId !== answer.userId) {
      call(onError, pageError('ERR_USER_CHANGED', 'The user changed', 'Call connectChat again.'));
    } else if (answer) return accept(answer);
    return logout();
  }

  function accept(answer: EndpointAnswer): void {
    const { token, refreshIn, ...refresh } = answer;
    current = answer;
    // A widget that rejects every token must not cause frequent requests.
    if (!needsLogin) failures = 0;
    timer.set(refreshIn);
    inHand = needsLogin || waiting.length === 0 ? token : undefined;
    for (const give of waiting.splice(0)) give(token);
    if (needsLogin || !widget.requestsTokens) {
      const login = widget.login({ ...answer, nextToken });
      needsLogin = false;
      Promise.resolve(login).catch(fail);
    }
    settle(true);
    call(onRefresh, refresh);
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
    const pause = Math.min(2 ** failures, 300) * 500 * (1 + Math.random());
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
    waiting = [];
    inHand = undefined;
    settle(false);
  }

  async function logout(): Promise<void> {
    const wasLoggedIn = current;
    current = undefined;
    stop();
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

/** Calls a callback of the page. What it throws does not end the session. */
function call<Value>(callback: ((value: Value) => void) | undefined, value: Value): void {
  if (callback) queueMicrotask(() => callback(value));
}

function widgetError(widget: ChatWidget, what: string): ChatTokenError {
  return pageError('ERR_WIDGET_FAILED', `${widget.title} ${what}`, 'See the browser console.');
}
