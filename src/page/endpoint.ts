import { decodeBase64url, parseJson } from '../utils/encoding.ts';
import { ChatTokenError, type ChatTokenErrorCode } from '../utils/errors.ts';
import type { ChatWidget } from './widget.ts';

/** What the endpoint returns to a page whose visitor is logged in. */
export interface ChatLogin {
  /** The signed token, for the widget. */
  readonly token: string;
  /** The user's id in the token, which some widgets need too; `null` if it has none. */
  readonly userId: string | null;
  /** When the token expires, in seconds since 1970. */
  readonly expiresAt: number;
  /** When to ask for the next one, in seconds since 1970: at 75 % of the lifetime. */
  readonly refreshAt: number;
}

/** A login as it arrived in the page. */
export interface EndpointAnswer extends ChatLogin {
  /** Milliseconds until `refreshAt`, by the server's clock: the visitor's clock may be wrong. */
  readonly refreshIn: number;
}

/** A function with the signature of the page's own `fetch`. */
export type ChatTokenFetch = (url: string, init: RequestInit) => Promise<Response>;

/** Asks the endpoint for a login. Returns `undefined` if no user is logged in. */
export async function askEndpoint(
  endpoint: string,
  fetch: ChatTokenFetch,
  widget: ChatWidget,
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
  const { token, userId, expiresAt, refreshAt }: Record<string, unknown> = Object(body);
  if (
    typeof token !== 'string' ||
    (typeof userId !== 'string' && userId !== null) ||
    typeof expiresAt !== 'number' ||
    typeof refreshAt !== 'number'
  ) {
    throw endpointFailed('returned no token', 'Use createTokenHandler.');
  }
  // Unverified: only the server and the vendor have the key.
  const payload = parseJson(decodeBase64url(token.split('.')[1] ?? ''));
  const claims: Record<string, unknown> = Object(payload);
  if (!payload || widget.userId(claims) !== userId) {
    throw endpointFailed(
      `returned a token that is not for ${widget.title}`,
      'Each vendor needs its own endpoint.',
    );
  }
  const sent = Date.parse(response.headers.get('date') ?? '') / 1000 || Number(claims['iat']);
  // The times may be wrong: the endpoint is asked every 10 seconds at most.
  const refreshIn = Math.max((refreshAt - sent) * 1000 || 0, 10_000);
  return { token, userId, expiresAt, refreshAt, refreshIn };
}

async function send(endpoint: string, fetch: ChatTokenFetch): Promise<Response> {
  try {
    return await fetch(endpoint, {
      credentials: 'include',
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
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

/** Makes an error of the page. */
export function pageError(code: ChatTokenErrorCode, message: string, hint: string): ChatTokenError {
  return new ChatTokenError(code, message, { hint });
}
