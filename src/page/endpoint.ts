import { ChatTokenError, type ChatTokenErrorCode } from '../utils/errors.ts';
import type { ChatWidget } from './widget.ts';

/** What an endpoint answers to a visitor who is logged in. */
export interface ChatLogin {
  /** The signed token, for the widget. */
  readonly token: string;
  /** The user's id in the token, which some widgets want beside it; `null` where it has none. */
  readonly userId: string | null;
  /** From when on the vendor refuses the token, in seconds since 1970. */
  readonly expiresAt: number;
  /** When to ask for the next one, in seconds since 1970: at 75 % of the lifetime. */
  readonly refreshAt: number;
}

/** The same, as it came to a page. */
export interface EndpointAnswer extends ChatLogin {
  /** Milliseconds until `refreshAt`, by the server's clock: the visitor's may be wrong. */
  readonly refreshIn: number;
}

/** How a page asks: as its own `fetch`. */
export type ChatTokenFetch = (url: string, init: RequestInit) => Promise<Response>;

/** Asks the endpoint for a token: `undefined` where nobody is logged in. */
export async function askEndpoint(
  endpoint: string,
  fetch: ChatTokenFetch,
  widget: ChatWidget,
): Promise<EndpointAnswer | undefined> {
  const response = await send(endpoint, fetch);
  if (response.status === 401) return undefined;
  if (!response.ok) {
    throw failed(
      `answered ${response.status || 'with a redirect'}`,
      'For nobody, it must answer 401.',
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
    throw failed('gave no token', 'Use createTokenHandler.');
  }
  const claims = readClaims(token);
  if (!claims || !widget.isFor(claims, userId)) {
    throw failed(`gave a token that is not for ${widget.title}`, 'Each vendor needs its own.');
  }
  // By the server's clock, for the visitor's may be wrong.
  const sent = Date.parse(response.headers.get('date') ?? '') / 1000 || Number(claims['iat']);
  // However the endpoint computes its times, it is asked every 10 seconds at most.
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
    throw failed('cannot be reached', 'Do its origins and connect-src allow it?');
  }
}

/** What the token says, unverified: only the vendor has the key. */
function readClaims(token: string): Record<string, unknown> | undefined {
  try {
    const payload = String(token.split('.').at(1));
    const binary = atob(payload.replace(/-/g, '+').replace(/_/g, '/'));
    // UTF-8 without TextDecoder, which jsdom lacks.
    const json = decodeURIComponent(
      binary.replace(/[%\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`),
    );
    return Object(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function failed(what: string, hint: string): ChatTokenError {
  return pageError('ERR_ENDPOINT_FAILED', `The endpoint ${what}`, hint);
}

/** The error for what goes wrong in a page. */
export function pageError(code: ChatTokenErrorCode, message: string, hint: string): ChatTokenError {
  return new ChatTokenError(code, message, { hint });
}
