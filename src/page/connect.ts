import { ChatTokenError } from '../utils/errors.ts';
import {
  askEndpoint,
  type ChatLogin,
  type ChatTokenFetch,
  type EndpointAnswer,
  pageError,
} from './endpoint.ts';
import { createAlarm } from './timer.ts';
import type { ChatWidget } from './widget.ts';

/** What is told of a token that came: all but the token itself. */
export type ChatTokenRefresh = Omit<ChatLogin, 'token'>;

/** Options of {@link connectChat}. */
export interface ConnectChatOptions {
  /**
   * The address of your token handler, such as `/api/chat-token`. It is asked by GET, with the
   * visitor's cookies.
   */
  readonly endpoint: string;
  /**
   * Is told what went wrong: `ERR_ENDPOINT_FAILED`, `ERR_WIDGET_FAILED` or `ERR_USER_CHANGED`. The
   * visitor can chat on, unauthenticated. That nobody is logged in (401) is no error. Default:
   * `console.warn`.
   */
  readonly onError?: ((error: ChatTokenError) => void) | undefined;
  /**
   * Is told of each token that came, the first one too: all but the token itself. Default: nobody is.
   */
  readonly onRefresh?: ((refresh: ChatTokenRefresh) => void) | undefined;
  /** Asks the endpoint, to add a header, say. Default: the page's own `fetch`. */
  readonly fetch?: ChatTokenFetch | undefined;
}

/** A visitor's log-in, as {@link connectChat} keeps it. */
export interface ChatSession {
  /**
   * Resolves with `true` once the widget was given a token, and with `false` where there is none for
   * now: nobody is logged in, or the endpoint fails. Waits as long as the vendor's script is not
   * there. Never rejects; a log-in that fails later goes to `onError`.
   */
  readonly ready: Promise<boolean>;
  /** Ends the session and leaves the widget as it is: for a part of a page that goes away. */
  stop(): void;
  /** Ends the session, logs the widget out and forgets the token: for when the user logs out. */
  logout(): Promise<void>;
}

/**
 * Logs the visitor in at the vendor's widget, and keeps it so: waits for the vendor's script, asks the
 * endpoint for a token, hands it over, and gets a fresh one at 75 % of its lifetime, also after sleep.
 * While the endpoint fails it is asked again after 1 to 2 seconds, then ever less often, down to once
 * in 5 minutes. When it says that nobody is logged in (401), the session ends, and logs the widget out
 * if it had logged it in. The token is kept in memory alone.
 *
 * One session is one user: where the endpoint gives the token of another, the widget is logged out and
 * the session ends with `ERR_USER_CHANGED`.
 *
 * @param widget - the one of your vendor, from `chat-token/browser`, or one of your own
 * @param options - the endpoint, and whom to tell
 * @throws `ChatTokenError` `ERR_OPTION_INVALID` at once; all that fails later goes to `onError`.
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
  // biome-ignore lint/suspicious/noConsole: without onError, nobody else would tell the developer
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
  const alarm = createAlarm(renew);
  /** One request at a time: 1 while it is under way, more once its answer is good for nothing. */
  let asked = 0;
  let isOver = false;
  let needsLogin = true;
  let failures = 0;
  /** When the next request may be made, whoever wants it. */
  let notBefore = 0;
  let current: EndpointAnswer | undefined;
  /** The current token, until a widget that asks again has been given it. */
  let inHand: string | undefined;
  let waiting: ((token: string) => void)[] = [];
  let settle!: (isLoggedIn: boolean) => void;
  const ready = new Promise<boolean>((resolve) => {
    settle = resolve;
  });

  async function renew(isBack?: boolean): Promise<void> {
    if (asked && !isBack) return; // The answer that is on its way is as fresh.
    if (asked++) return;
    try {
      if (widget.isReady()) await ask();
      else alarm.set(LOOK_AGAIN);
    } catch (error) {
      fail(error);
    }
    asked = 0;
  }

  async function ask(): Promise<void> {
    notBefore = Date.now() + SHORTEST_GAP;
    const answer = await askEndpoint(endpoint, fetch, widget);
    if (isOver) return;
    // Asked before the page stood still: it may be the answer for another.
    if (asked > 1) return alarm.set(0);
    if (current && answer && current.userId !== answer.userId) {
      tell(onError, pageError('ERR_USER_CHANGED', 'The user changed', 'Call connectChat anew.'));
    } else if (answer) return accept(answer);
    return logout();
  }

  function accept(answer: EndpointAnswer): void {
    const { token, refreshIn, ...told } = answer;
    current = answer;
    // A widget that refuses token after token is no reason to ask often.
    if (!needsLogin) failures = 0;
    alarm.set(refreshIn);
    inHand = needsLogin || waiting.length === 0 ? token : undefined;
    for (const give of waiting.splice(0)) give(token);
    if (needsLogin || !widget.requestsTokens) {
      const login = widget.login({ ...answer, nextToken });
      needsLogin = false;
      Promise.resolve(login).catch(fail);
    }
    settle(true);
    tell(onRefresh, told);
  }

  function nextToken(): Promise<string> {
    return new Promise((resolve) => {
      if (inHand !== undefined) resolve(inHand);
      else if (!isOver) {
        waiting.push(resolve);
        alarm.set(notBefore - Date.now());
      }
      inHand = undefined;
    });
  }

  /** Tries again later: ever later, and not all visitors at once. */
  function fail(error: unknown): void {
    if (isOver) return;
    failures += 1;
    const pause = Math.min(2 ** failures, 300) * 500 * (1 + Math.random());
    notBefore = Date.now() + pause;
    alarm.set(pause);
    settle(false);
    const isOurs = error instanceof ChatTokenError;
    needsLogin ||= !isOurs;
    tell(onError, isOurs ? error : widgetError(widget, 'did not take the token'));
  }

  function stop(): void {
    isOver = true;
    alarm.stop();
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
      tell(onError, widgetError(widget, 'did not log out'));
    }
  }

  void renew();
  return { ready, stop, logout };
}

/** In milliseconds: for the vendor's script to be there. */
const LOOK_AGAIN = 100;

/** In milliseconds. However often a widget asks, the endpoint is not asked more often. */
const SHORTEST_GAP = 5000;

/** A callback is the page's own: what it throws ends no session. */
function tell<Told>(callback: ((told: Told) => void) | undefined, told: Told): void {
  if (callback) queueMicrotask(() => callback(told));
}

function widgetError(widget: ChatWidget, what: string): ChatTokenError {
  return pageError('ERR_WIDGET_FAILED', `${widget.title} ${what}`, 'Its script knows why.');
}
