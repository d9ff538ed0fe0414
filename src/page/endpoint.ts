import type { ChatLogin } from '../contract/login.ts';
import type { ChatTokenError } from '../utils/errors.ts';
import { copyOwn } from '../utils/objects.ts';
import { clock, ticks, within } from './clock.ts';
import { pageError } from './errors.ts';

/** A login as it arrived in the page, and until when it can be used by {@link clock}. */
export interface EndpointAnswer {
  readonly login: ChatLogin;
  /** When to ask for the next one. `Infinity` for never. */
  readonly freshUntil: number;
  /** When it expires. `Infinity` for never. */
  readonly validUntil: number;
}

/** The client of one endpoint. */
export interface Endpoint {
  /** Asks for a login. Returns `undefined` if no user is logged in. */
  ask(): Promise<EndpointAnswer | undefined>;
  /** Returns the earliest time for the next request that the endpoint asked for, by {@link clock}. */
  retryAt(): number;
}

/** A function with the signature of the page's own `fetch`. */
export type ChatTokenFetch = (url: string, init: RequestInit) => Promise<Response>;

/** Makes the client of an endpoint. */
export function createEndpoint(address = '', ownFetch: ChatTokenFetch | undefined): Endpoint {
  let retryAt = 0;
  /** How far the server's clock is ahead of {@link ticks}: the visitor may set the other clock ahead. */
  let ahead = -Infinity;
  /** When the last answer that was too old was sent, by the server's clock. */
  let tooOld = -Infinity;

  async function ask(): Promise<EndpointAnswer | undefined> {
    const askedAt = clock();
    const tick = ticks();
    let body: object = {};
    const send = async () => {
      const response = await (ownFetch ?? fetch)(address, {
        credentials: 'include',
        cache: 'no-store',
        redirect: 'manual',
        signal: globalThis.AbortSignal?.timeout?.(TIMEOUT),
      });
      if (response.status !== 401) body = await response.json().catch(() => undefined);
      return response;
    };
    // Some runtimes of apps have no AbortSignal.timeout, and a fetch of your own may ignore it.
    const response = await within(TIMEOUT, send()).catch(() => {
      // A timer may fire a little early.
      throw clock() - askedAt < TIMEOUT - 1000
        ? endpointFailed('cannot be reached', "Check its origins and the page's connect-src.")
        : endpointFailed('did not answer in 30 seconds', 'Check its server log.');
    });
    if (response.status === 401) return undefined;
    // What a fetch of your own returns may have no headers.
    const header = (name: string) => response.headers?.get(name) ?? '';
    const date = Date.parse(header('date'));
    const { vendor, token, settings, userId, expiresAt, refreshAt, error } = copyOwn(body);
    if (!response.ok) {
      const after = header('retry-after');
      const pause = Number(after) * 1000 || Date.parse(after) - (date || Date.now());
      retryAt = clock() + Math.min(pause || 0, LONGEST_PAUSE);
      const code =
        typeof error === 'string' && /^ERR_[A-Z_]{1,40}$/.test(error) ? ` (${error})` : '';
      throw endpointFailed(
        `answered ${response.status || 'with a redirect'}${code}`,
        response.status > 404
          ? 'Check its server log.'
          : response.status > 403
            ? 'Check its address.'
            : 'Check its origins, and answer 401 if no user is logged in.',
      );
    }
    if (
      typeof vendor !== 'string' ||
      typeof token !== 'string' ||
      typeof settings !== 'object' ||
      !settings ||
      Array.isArray(settings) ||
      (typeof userId !== 'string' && userId !== null) ||
      (typeof expiresAt !== 'number' && expiresAt !== null) ||
      (typeof refreshAt !== 'number' && refreshAt !== null)
    ) {
      throw endpointFailed('returned no login', 'Use createTokenHandler.');
    }
    const login = { vendor, token, settings, userId, expiresAt, refreshAt };
    const sentAt = date || issuedAt(login);
    // Some proxies add an Age of a few seconds to responses that they do not cache.
    if (Number(header('age')) > 5 || sentAt <= tooOld || sentAt < tick + ahead - 60_000) {
      // If the next answer is newer than this one, the server's clock was set.
      tooOld = sentAt;
      ahead = -Infinity;
      throw oldLogin();
    }
    ahead = sentAt - tick;
    return answerOf(login, sentAt, askedAt);
  }

  return { ask, retryAt: () => retryAt };
}

/**
 * Adds the times to a login that has just arrived. They count from when the server sent it: the
 * visitor's clock may be wrong.
 */
export function answerOf(
  login: ChatLogin,
  sentAt: number = issuedAt(login),
  now: number = clock(),
): EndpointAnswer {
  const until = (time: number | null) => now + (time ?? Infinity) * 1000 - (sentAt || Date.now());
  const answer = answers.get(login) ?? {
    login,
    freshUntil: until(login.refreshAt),
    validUntil: until(login.expiresAt),
  };
  answers.set(login, answer);
  return answer;
}

/** A source passes the same login to several sessions: it keeps its first times. */
const answers = new WeakMap<ChatLogin, EndpointAnswer>();

/** `refreshAt` is at 75 % of the lifetime, so the two times tell when a token was signed. */
function issuedAt({ expiresAt, refreshAt }: ChatLogin): number {
  return expiresAt && refreshAt ? (4 * refreshAt - 3 * expiresAt) * 1000 : Number.NaN;
}

/** Whether the vendor accepts the token only once. It expires, but is not refreshed by time. */
export function isSingleUse({ expiresAt, refreshAt }: ChatLogin): boolean {
  return expiresAt !== null && refreshAt === null;
}

/** Rejects a login of another vendor: its token means nothing to this one, or another user. */
export function rejectOtherVendor({ vendor }: ChatLogin, expected: string, title?: string): void {
  if (vendor === expected) return;
  const other = /^[a-z\d-]{1,40}$/.test(vendor) ? vendor : 'another vendor';
  throw endpointFailed(
    `returned a login for ${other}, not for ${title ? `${title} (${expected})` : expected}`,
    'Each vendor needs its own endpoint.',
  );
}

/** Makes the error for a login that is past, or that a cache kept. */
export function oldLogin(): ChatTokenError {
  return endpointFailed(
    'returned an expired or cached login',
    'Sign one per request, with Cache-Control: no-store.',
  );
}

/** How long the endpoint may take, in milliseconds. */
const TIMEOUT = 30_000;

/** The longest pause that an endpoint can ask for, in milliseconds. */
const LONGEST_PAUSE = 300_000;

function endpointFailed(what: string, hint: string): ChatTokenError {
  return pageError('ERR_ENDPOINT_FAILED', `The endpoint ${what}`, hint);
}
