/**
 * Cloudflare Workers: returns the login of the current user to a page.
 *
 * Bindings: ZENDESK_KEY_ID and ZENDESK_SECRET (secrets), SESSIONS (a KV namespace from session id to
 * user, written by your log-in); `wrangler types` makes their types. Replace `origins` by those of
 * your pages on other hosts, or drop it.
 */
import { env } from 'cloudflare:workers';
import { type ZendeskUser, zendesk } from 'chat-token';
import { createTokenHandler } from 'chat-token/server';

const handler = createTokenHandler(zendesk, {
  getUser(request) {
    const cookies = request.headers.get('cookie') ?? '';
    const [, session] = /(?:^|; )session=([\w-]{16,64})(?:;|$)/.exec(cookies) ?? [];
    return session === undefined ? null : env.SESSIONS.get<ZendeskUser>(session, 'json');
  },
  origins: ['https://www.example.com'],
  keyId: env.ZENDESK_KEY_ID,
  secret: env.ZENDESK_SECRET,
  expiresIn: '15m',
});

export default {
  fetch: (request) =>
    new URL(request.url).pathname === '/api/chat-token'
      ? handler(request)
      : new Response(null, { status: 404 }),
} satisfies ExportedHandler<Env>;
