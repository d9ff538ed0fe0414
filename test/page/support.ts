/** A page of which the tests turn the clock. test/browser/ runs the same code in a real browser. */
import {
  type ChatLogin,
  type ChatWidget,
  type ConnectChatOptions,
  connectChat,
  type TokenSource,
  type WidgetLogin,
} from 'chat-token/browser';
import { afterEach, beforeEach, vi } from 'vitest';
import { NOW } from '../support/support.ts';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** The lifetime of a token, in seconds. */
export const LIFETIME = 3600;

/** When a token is refreshed, in milliseconds. */
export const REFRESH = 45 * MINUTE;

/** The listeners of the page, by event. */
const listeners = new Map<string, Set<(event: object) => void>>();

/** Gives each test of a file a page of its own. */
export function usePage(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    listeners.clear();
    vi.stubGlobal(
      'addEventListener',
      (type: string, listener: (event: object) => void, { signal }: { signal: AbortSignal }) => {
        const those = listeners.get(type) ?? new Set();
        listeners.set(type, those.add(listener));
        signal.addEventListener('abort', () => those.delete(listener));
      },
    );
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
}

/** Sends an event to the page. */
export function happens(type: string, event = {}): void {
  for (const listener of listeners.get(type) ?? []) listener(event);
}

/** How many listeners the page has. */
export const listenerCount = () => [...listeners.values()].flatMap((those) => [...those]).length;

/** Lets time pass, timer by timer. */
export const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** Lets the machine sleep: time passes and no timer fires. */
export const sleep = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

/** Lets the tasks of the page run until the promise settles. */
export async function soon<T>(promise: Promise<T> | undefined): Promise<T | undefined> {
  await pass(10);
  return promise;
}

/** The server's clock, in seconds. */
export const serverNow = () => Math.floor(Date.now() / 1000);

/** The login that an endpoint answers at a time of the server. */
export function loginOf(
  userId: string | null = 'u_1',
  { at = serverNow(), lifetime = LIFETIME } = {},
): ChatLogin {
  const token = `t.${crypto.randomUUID()}`;
  return {
    vendor: 'test',
    token,
    settings: { user: userId, token },
    userId,
    expiresAt: at + lifetime,
    refreshAt: at + Math.floor(lifetime * 0.75),
  };
}

/** The answer of a token handler. */
export const answer = (...login: Parameters<typeof loginOf>) => Response.json(loginOf(...login));

/** The answer for a vendor with an identity hash: the same each time, and it never expires. */
export function hashAnswer(userId = 'u_1'): Response {
  const token = `hash of ${userId}`;
  const settings = { user: userId, token };
  return Response.json({
    vendor: 'test',
    token,
    settings,
    userId,
    expiresAt: null,
    refreshAt: null,
  });
}

export const noUser = () => new Response(null, { status: 401 });
export const unavailable = () => new Response(null, { status: 503 });

/** Connects a widget that records what it is given. */
export function connect(
  respond: () => Response | Promise<Response> = () => answer(),
  {
    widget = {},
    source,
    ...options
  }: Partial<ConnectChatOptions> & { widget?: Partial<ChatWidget>; source?: TokenSource } = {},
) {
  const logins: WidgetLogin[] = [];
  const logout = vi.fn();
  const errors: string[] = [];
  const refreshes: object[] = [];
  const fetch = vi.fn(async (_url: string, _init: RequestInit) => respond());
  const session = connectChat(
    {
      vendor: 'test',
      title: 'Test Chat',
      isReady: () => true,
      login: (login) => void logins.push(login),
      logout,
      ...widget,
    },
    {
      ...(source ? { source } : { endpoint: '/api/chat-token', fetch }),
      onError: ({ code, message, hint }) => errors.push(`${code}: ${message} (${hint})`),
      onRefresh: (refresh) => refreshes.push(refresh),
      ...options,
    },
  );
  return { session, logins, logout, errors, refreshes, fetch };
}

/** Connects a widget to an endpoint that the test takes down and up. */
export function connectToUnreliable(options: Parameters<typeof connect>[1] = {}) {
  const server = { isUp: true };
  return { server, ...connect(() => (server.isUp ? answer() : unavailable()), options) };
}

/** Connects a widget to an endpoint whose answers the test gives one by one. */
export function connectToHeld(options: Parameters<typeof connect>[1] = {}) {
  const answers: ((response: Response) => void)[] = [];
  const connected = connect(() => new Promise((resolve) => answers.push(resolve)), options);
  const give = async (index: number, response: Response) => {
    answers[index]?.(response);
    await pass(10);
  };
  return { give, ...connected };
}
