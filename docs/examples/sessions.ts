/**
 * Stands in for your sessions in the recipes beside this file. Replace it by what your log-in writes:
 * a session store, or what your framework puts on the request. Ask nothing else who somebody is.
 */
import type { ZendeskUser } from 'chat-token';

const users = new Map<string, ZendeskUser>([
  ['b0a7c1d2e3f405162738', { external_id: 'u_1', name: 'Jane Doe' }],
  ['c1b8d2e3f40516273849', { external_id: 'u_2', name: 'John Smith' }],
]);

/** Whose session this is, or `null` if there is none (any more). */
export function findUser(session: string | undefined): ZendeskUser | null {
  return users.get(session ?? '') ?? null;
}

/** Who is logged in, for frameworks that read no cookies themselves. */
export function userOf(request: Request): ZendeskUser | null {
  const cookies = request.headers.get('cookie') ?? '';
  const [, session] = /(?:^|; )session=([^;]*)/.exec(cookies) ?? [];
  return findUser(session);
}
