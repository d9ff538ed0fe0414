/**
 * A Cloudflare Worker that gives the chat widget of a page a token for whoever is logged in.
 *
 * Bindings: ZENDESK_KEY_ID and ZENDESK_SECRET (secrets), SESSIONS (a KV namespace from session id to
 * user, written by your log-in).
 */
import { signChatToken, type ZendeskUser, zendesk } from 'chat-token';

interface Env {
  readonly ZENDESK_KEY_ID: string;
  readonly ZENDESK_SECRET: string;
  readonly SESSIONS: { get(key: string, type: 'json'): Promise<ZendeskUser | null> };
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (new URL(request.url).pathname !== '/api/chat-token') return answer(404, {});
    if (request.method !== 'GET') return answer(405, {});

    const user = await getUser(request, env);
    if (user === null) return answer(401, {});
    const options = { keyId: env.ZENDESK_KEY_ID, secret: env.ZENDESK_SECRET };
    return answer(200, { token: await signChatToken(zendesk, user, options) });
  },
};

/** Who the visitor is, the session alone says: never the query, a body or another header. */
async function getUser(request: Request, env: Env): Promise<ZendeskUser | null> {
  const cookies = request.headers.get('cookie') ?? '';
  const [, session] = /(?:^|; )session=([\w-]{16,64})(?:;|$)/.exec(cookies) ?? [];
  return session === undefined ? null : env.SESSIONS.get(session, 'json');
}

/** A token must not be kept by a cache: it would be given to the next visitor. */
function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'private, no-store' } });
}
