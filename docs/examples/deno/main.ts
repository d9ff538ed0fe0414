/**
 * Deno (deno add npm:chat-token): returns the login of the current user to a page.
 *
 * Run it with `deno run --allow-net --allow-env main.ts`. Replace `userOf` by your sessions.
 */
import { zendesk } from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import { userOf } from '../sessions.ts';

const handler = createTokenHandler(zendesk, {
  getUser: userOf,
  keyId: Deno.env.get('ZENDESK_KEY_ID') ?? '',
  secret: Deno.env.get('ZENDESK_SECRET') ?? '',
  expiresIn: '15m',
});

Deno.serve({ port: Number(Deno.env.get('PORT') ?? '3000') }, (request) =>
  new URL(request.url).pathname === '/api/chat-token'
    ? handler(request)
    : new Response(null, { status: 404 }),
);
