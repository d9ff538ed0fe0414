import type { ChatLogin } from '../contract/login.ts';
import type { ChatTokenError } from '../utils/errors.ts';
import { copyPlain, isPlainObject } from '../utils/objects.ts';
import { pageError } from './errors.ts';

/** Until when a login can be used, by the visitor's clock, in milliseconds since 1970. */
export interface LoginTimes {
  /** When to ask for the next one. `Infinity` for never. */
  readonly freshUntil: number;
  /** When it expires. `Infinity` for never. */
  readonly validUntil: number;
}

/** A login as it arrived in the page. */
export interface EndpointAnswer extends LoginTimes {
  readonly login: ChatLogin;
}

/** A function with the signature of the page's own `fetch`. */
export type ChatTokenFetch = (url: string, init: RequestInit) => Promise<Response>;

/** Asks the endpoint for a login. Returns `undefined` if no user is logged in. */
export async function askEndpoint(
  endpoint: string,
  fetch: ChatTokenFetch,
): Promise<EndpointAnswer | undefined> {
  const response = await send(endpoint, fetch);
  if (response.status === 401) return undefined;
  if (!response.ok) {
    throw endpointFailed(
      `answered ${response.status || 'with a redirect'}`,
      'If no user is logged in, it must answer 401.',
    );
  }

  const body: unknown = await response.json().catch(() => undefined);
  const { vendor, token, settings, userId, expiresAt, refreshAt } = copyPlain(body) ?? {};
  if (
    typeof vendor !== 'string' ||
    typeof token !== 'string' ||
    !isPlainObject(settings) ||
    (typeof userId !== 'string' && userId !== null) ||
    (typeof expiresAt !== 'number' && expiresAt !== null) ||
    (typeof refreshAt !== 'number' && refreshAt !== null)
  ) {
    throw endpointFailed('returned no login', 'Use createTokenHandler.');
  }
  const login = { vendor, token, settings, userId, expiresAt, refreshAt };
  return { login, ...timesOf(login, Date.parse(response.headers.get('date') ?? '')) };
}

/**
 * Returns the times of a login that has just arrived. They count from when the server sent it: the
 * visitor's clock may be wrong.
 */
export function timesOf({ expiresAt, refreshAt }: ChatLogin, date?: number): LoginTimes {
  // refreshAt is at 75 % of the lifetime, so these two tell when the token was signed.
  const issuedAt = 4 * Number(refreshAt) - 3 * Number(expiresAt);
  const sentAt = (date ?? 0) / 1000 || issuedAt;
  // The times may be wrong. The endpoint is still asked at most once in 10 seconds.
  const until = (time: number | null, least: number) =>
    time === null ? Infinity : Date.now() + Math.max((time - sentAt) * 1000, least);
  return { freshUntil: until(refreshAt, 10_000), validUntil: until(expiresAt, 0) };
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

async function send(endpoint: string, fetch: ChatTokenFetch): Promise<Response> {
  try {
    return await fetch(endpoint, {
      credentials: 'include',
      cache: 'no-store',
      redirect: 'manual',
      // Some runtimes of apps have no timeout.
      signal: AbortSignal.timeout?.(30_000),
    });
  } catch {
    throw endpointFailed(
      'cannot be reached',
      'Do its origins and the connect-src of the page allow it?',
    );
  }
}

function endpointFailed(what: string, hint: string): ChatTokenError {
  return pageError('ERR_ENDPOINT_FAILED', `The endpoint ${what}`, hint);
}
