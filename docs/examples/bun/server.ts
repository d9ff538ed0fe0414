/**
 * Bun (bun add chat-token): returns the login of the current user to a page.
 *
 * Replace `findUser` by your sessions.
 */
import type { CookieMap } from 'bun';
import { zendesk } from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import { findUser } from '../sessions.ts';

const { PORT = '3000', ZENDESK_KEY_ID = '', ZENDESK_SECRET = '' } = process.env;

const handler = createTokenHandler(zendesk, {
  getUser: (_request, cookies: CookieMap) => findUser(cookies.get('session') ?? undefined),
  keyId: ZENDESK_KEY_ID,
  secret: ZENDESK_SECRET,
  expiresIn: '15m',
});

Bun.serve({
  port: Number(PORT),
  routes: { '/api/chat-token': (request) => handler(request, request.cookies) },
});
