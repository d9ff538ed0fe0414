import type { ChatLogin } from '../contract/login.ts';
import { ChatTokenError } from '../utils/errors.ts';
import { clock, within } from './clock.ts';
import {
  answerOf,
  type ChatTokenFetch,
  createEndpoint,
  type EndpointAnswer,
  isSingleUse,
  oldLogin,
  rejectOtherVendor,
} from './endpoint.ts';
import { call, pageError, pauseAfter, requireGlobals } from './errors.ts';
import type { TokenSource } from './source.ts';
import { createWakeTimer } from './timer.ts';
import { readVendorError } from './vendor-error.ts';
import type { ChatWidget } from './widget.ts';

/** What `onRefresh` gets: everything about a login but the token and what contains it. */
export type ChatTokenRefresh = Omit<ChatLogin, 'token' | 'settings'>;

/** Callbacks of {@link connectChat}. */
export interface ChatSessionCallbacks {
  /**
   * Called when something fails: `ERR_ENDPOINT_FAILED`, `ERR_WIDGET_FAILED` or `ERR_USER_CHANGED`. The
   * visitor can still chat, unauthenticated. If the vendor's script says why a login failed, its reason is
   * in `error.vendorError`. A visitor who is not logged in (401) is not an error. Default: `console.warn`.
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
   * Resolves with `true` once the widget was given a login, and with `false` without one: no user is
   * logged in, the endpoint fails, or the vendor's script is not there after 15 seconds. Never rejects.
   *
   * After `true`, the vendor may still reject the login: `onError` then gets `ERR_WIDGET_FAILED`. After
   * `false`, the session may still log in, unless it has ended: `onRefresh` says so.
   */
  readonly ready: Promise<boolean>;
  /** Ends the session and leaves the widget as it is: for a component that is removed. */
  stop(): void;
  /**
   * Ends the session, forgets the token and logs the widget out, also if this session did not log it in:
   * for when the user logs out. A login that is pending is awaited first, for at most 5 seconds. If the
   * vendor's script is not there yet, the promise resolves, and the widget is logged out once it is.
   */
  logout(): Promise<void>;
}

/**
 * Logs the visitor in at the vendor's widget and keeps the login fresh. It waits for the vendor's
 * script, asks the endpoint for a token, passes it to the widget, and gets a new one at 75 % of its
 * lifetime, also after the machine slept or the visitor's clock was set. If no user is logged in (401), the
 * session ends, and the widget is logged out if this session had logged it in. The token is only kept in
 * memory.
 *
 * If the endpoint fails, it retries after 1 to 2 seconds, then less and less often, down to once in 5
 * minutes, or when `Retry-After` says, and when the page becomes visible. If the token expires meanwhile,
 * the widget is logged out; the next token logs it in again. A login that has expired when it arrives, or
 * that a cache kept, is a failure.
 *
 * If the vendor's script is not there after 15 seconds, `onError` gets `ERR_WIDGET_FAILED` once, and the
 * session goes on waiting.
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
 * @throws `ChatTokenError` `ERR_OPTION_INVALID`, or `ERR_RUNTIME_UNSUPPORTED` outside of a page, at once;
 *   everything that fails later goes to `onError`.
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
  const {
    endpoint,
    source,
    fetch,
    // biome-ignore lint/suspicious/noConsole: without onError, the developer would see no error
    onError = console.warn,
    onRefresh,
  }: Partial<ConnectChatOptions & ConnectChatSourceOptions> = { ...options };
  requireGlobals('addEventListener', 'AbortController', source || fetch ? 'Date' : 'fetch');
  const isWidget = typeof widget?.login === 'function' && typeof widget.vendor === 'string';
  if (!isWidget || (source ? endpoint !== undefined : typeof endpoint !== 'string')) {
    throw pageError(
      'ERR_OPTION_INVALID',
      `connectChat needs ${isWidget ? 'an endpoint or a source' : 'a widget'}`,
      'connectChat(widget, { endpoint }).',
    );
  }
  const timer = createWakeTimer(renew);
  const server = createEndpoint(endpoint, fetch);
  let isAsking = false;
  /** Whether the page came back from the history while an answer was pending. */
  let isBack = false;
  let isOver = false;
  let needsLogin = true;
  /** Whether this session has logged the widget in, and not out again. */
  let isLoggedIn = false;
  let failures = 0;
  /** How often the vendor's script was looked for. */
  let looks = 0;
  /** The earliest time for the next request, and for one when the page wakes. */
  let notBefore = 0;
  let wakesAt = 0;
  let current: EndpointAnswer | undefined;
  /** The current token, until a widget that requests tokens has taken it. */
  let inHand: string | undefined;
  let waiting: ((token: string) => void)[] = [];
  /** Resolves once no login of the widget is pending. */
  let pending: Promise<void> | undefined;
  let left: Promise<void> | undefined;
  let settle!: (isLoggedIn: boolean) => void;
  const ready = new Promise<boolean>((resolve) => {
    settle = resolve;
  });

  async function renew(cameBack = false): Promise<void> {
    isBack ||= cameBack;
    if (isAsking) return; // The pending answer is just as fresh.
    isAsking = true;
    try {
      if (expiry() <= clock() && clock() < notBefore) {
        void leave();
        retry();
      } else if (!leaving.has(widget) && widget.isReady()) {
        looks = 0;
        await ask();
      } else {
        timer.set(clock() + nextLook());
        if (looks === LOOKS) {
          throw pageError(
            'ERR_WIDGET_FAILED',
            `${widget.title} is not loaded`,
            'Is its script in the page? An ad blocker may block it.',
          );
        }
      }
    } catch (error) {
      fail(error);
    }
    isAsking = false;
  }

  async function ask(): Promise<void> {
    notBefore = clock() + FIVE_SECONDS;
    wakesAt = notBefore;
    isBack = false;
    // Never from the memory of a source: another user may have logged in since.
    const answer = await (source
      ? source.getLogin({ fresh: true }).then((login) => login && answerOf(login))
      : server.ask());
    if (isOver) return;
    if (isBack && !source) return ask();
    if (answer) {
      rejectOtherVendor(answer.login, widget.vendor, widget.title);
      if (!current || current.login.userId === answer.login.userId) return accept(answer);
      call(onError, pageError('ERR_USER_CHANGED', 'The user changed', 'Call connectChat again.'));
    }
    return end(isLoggedIn);
  }

  function accept(answer: EndpointAnswer): void {
    const { token, settings, ...refresh } = answer.login;
    const isNew = token !== current?.login.token;
    // A token that comes again keeps its first times.
    current = isNew || !current ? answer : current;
    const { freshUntil, validUntil } = current;
    if (validUntil < clock()) throw oldLogin();
    // A widget that rejects every token must not cause frequent requests.
    if (!needsLogin) failures = 0;
    // Its times may be wrong.
    const refreshAt = Math.max(freshUntil, clock() + 10_000);
    timer.set(refreshAt, refreshAt < Infinity ? refreshAt : wakesAt);
    // A token that is accepted once is for one of those who wait for it.
    const most = isSingleUse(answer.login) ? Number(!needsLogin) : Infinity;
    const takers = waiting.splice(0, most);
    inHand = needsLogin || takers.length === 0 ? token : undefined;
    for (const give of takers) give(token);
    if (waiting.length > 0) retry();
    if (needsLogin || (isNew && !widget.requestsTokens && !isSingleUse(answer.login))) {
      isLoggedIn = true;
      owners.set(widget, logInAgain);
      const before = pending;
      const done = widget.login({ token, settings, userId: refresh.userId, nextToken });
      needsLogin = false;
      pending = Promise.resolve(done)
        .catch(fail)
        .then(() => before);
    }
    settle(true);
    if (isNew) call(onRefresh, refresh);
  }

  function nextToken(): Promise<string> {
    return new Promise((resolve) => {
      if (inHand !== undefined && current && clock() < current.validUntil) resolve(inHand);
      else if (!isOver) {
        waiting.push(resolve);
        retry();
      }
      inHand = undefined;
    });
  }

  function logInAgain(): void {
    needsLogin = true;
    retry();
  }

  /** Returns when the widget's login expires. */
  function expiry(): number {
    return isLoggedIn && current && !isSingleUse(current.login) ? current.validUntil : Infinity;
  }

  /** Asks again as soon as it may, and not later than when the login expires. */
  function retry(): void {
    if (!isOver) timer.set(Math.min(notBefore, expiry()), wakesAt);
  }

  /** Retries later: less and less often, and not all visitors at the same time. */
  function fail(error: unknown): void {
    if (isOver) return;
    failures += 1;
    notBefore = Math.max(server.retryAt(), clock() + pauseAfter(failures, 300));
    if (expiry() <= clock()) void leave();
    retry();
    settle(false);
    const isOwn = error instanceof ChatTokenError;
    needsLogin ||= !isOwn;
    call(onError, isOwn ? error : widgetFailed('rejected the token', error));
  }

  function widgetFailed(what: string, error: unknown): ChatTokenError {
    return pageError(
      'ERR_WIDGET_FAILED',
      `${widget.title} ${what}`,
      'See error.vendorError, or the browser console.',
      readVendorError(error, current?.login),
    );
  }

  /** Looks for the vendor's script often at first, then once a second. */
  function nextLook(): number {
    looks += 1;
    return looks < LOOKS ? 100 : 1000;
  }

  function stop(): void {
    isOver = true;
    timer.stop();
    waiting = [];
    inHand = undefined;
    settle(false);
  }

  async function end(leaves: boolean): Promise<void> {
    stop();
    source?.logout();
    if (leaves) left ??= leave();
    await left;
  }

  /** Logs the widget out, as soon as it is ready and no login is pending. */
  async function leave(): Promise<void> {
    isLoggedIn = false;
    needsLogin = true;
    inHand = undefined;
    leaving.add(widget);
    try {
      if (!widget.isReady()) {
        setTimeout(leave, nextLook());
        return;
      }
      // A login that takes longer is logged out again once it settles.
      await within(FIVE_SECONDS, pending).catch(() => void pending?.then(leave));
      await within(FIVE_SECONDS, widget.logout?.());
    } catch (error) {
      call(onError, widgetFailed('did not log out', error));
    }
    leaving.delete(widget);
    // A late logout ends the login that came after it.
    owners.get(widget)?.();
  }

  void renew();
  return { ready, stop, logout: () => end(true) };
}

/** The widgets that a session is logging out. The next session waits for it. */
const leaving = new Set<ChatWidget>();

/** Logs a widget in again, for the session that logged it in last. */
const owners = new WeakMap<ChatWidget, () => void>();

/** How often to look for the vendor's script before it counts as missing: for 15 seconds. */
const LOOKS = 151;

/**
 * The shortest time between two requests, however often a widget asks, and the longest that a logout
 * waits for a widget.
 */
const FIVE_SECONDS = 5000;
