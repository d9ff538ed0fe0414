import { type Jwt, type ZendeskUser, zendesk } from 'chat-token';
import {
  createTokenHandler,
  type TokenHandler,
  type TokenHandlerOptions,
  type TokenHandlerRules,
} from 'chat-token/server';
import { KEY_ID, NOW, SECRET } from '../support/support.ts';

/** Where the endpoint is, as its own server sees it. */
export const ADDRESS = 'https://www.example.com/api/chat-token';

/** The origin of that address. */
export const OWN_ORIGIN = 'https://www.example.com';

/** An origin that the tests list. */
export const LISTED = 'https://shop.example.org';

/** Who is logged in, where a test does not say otherwise. */
export const user: ZendeskUser = { external_id: 'user_123', name: 'Jane Doe' };

/** Key and time for that user's token. */
export const key = { keyId: KEY_ID, secret: SECRET, now: NOW };

/** Those options of an endpoint for Zendesk that a test is about; the others have defaults. */
export function endpoint(
  options: Partial<TokenHandlerRules<ZendeskUser>> & Partial<Jwt<'required'>['sign']> = {},
): TokenHandler {
  return createTokenHandler(zendesk, givenOptions(options));
}

/** The same options, for `createTokenHandler`. */
export function givenOptions(
  options: object = {},
): TokenHandlerOptions<ZendeskUser, Jwt<'required'>> {
  return { getUser: () => user, ...key, ...options };
}

/** A request to the endpoint. */
export function ask(headers: Record<string, string> = {}, method = 'GET', query = ''): Request {
  return new Request(ADDRESS + query, { method, headers });
}

/** Who a signed token is for, read without checking it. */
export function subjectOf(token: string): unknown {
  const [, payload = ''] = token.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')).external_id;
}

/** All headers of an answer, by name. */
export function headersOf(response: Response): Record<string, string> {
  return Object.fromEntries(response.headers);
}

/** Runs something while `Object.prototype` has these members. */
export async function polluted<T>(members: object, action: () => T | Promise<T>): Promise<T> {
  Object.assign(Object.prototype, members);
  try {
    return await action();
  } finally {
    for (const name of Object.keys(members)) Reflect.deleteProperty(Object.prototype, name);
  }
}
