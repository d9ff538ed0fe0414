/**
 * Hono (npm install hono @hono/node-server): returns the login of the current user to a page.
 *
 * Replace `findUser` by your sessions, and `origins` by those of your pages on other hosts, or drop
 * it. Needs no CORS middleware: the handler answers preflights.
 */
import { serve } from '@hono/node-server';
import { zendesk } from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { findUser } from '../sessions.ts';

const { PORT = '3000', ZENDESK_KEY_ID = '', ZENDESK_SECRET = '' } = process.env;

const handler = createTokenHandler(zendesk, {
  getUser: (_request, c: Context) => findUser(getCookie(c, 'session')),
  origins: ['https://www.example.com'],
  keyId: ZENDESK_KEY_ID,
  secret: ZENDESK_SECRET,
  expiresIn: '15m',
});

const app = new Hono();
app.all('/api/chat-token', (c) => handler(c.req.raw, c));
serve({ fetch: app.fetch, port: Number(PORT) });
