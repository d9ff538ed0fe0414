/**
 * h3 v2 (npm install h3): returns the login of the current user to a page.
 *
 * Replace `findUser` by your sessions.
 */
import { zendesk } from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import { getCookie, H3, type H3Event, serve } from 'h3';
import { findUser } from '../sessions.ts';

const { PORT = '3000', ZENDESK_KEY_ID = '', ZENDESK_SECRET = '' } = process.env;

const handler = createTokenHandler(zendesk, {
  getUser: (_request, event: H3Event) => findUser(getCookie(event, 'session')),
  keyId: ZENDESK_KEY_ID,
  secret: ZENDESK_SECRET,
  expiresIn: '15m',
});

const app = new H3();
app.all('/api/chat-token', (event) => handler(event.req, event));
serve(app, { port: Number(PORT) });
