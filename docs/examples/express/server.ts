/**
 * Express 5 (npm install express @hono/node-server): returns the login of the current user to a page.
 *
 * Replace `userOf` by your sessions. If they are on Express's request, hand that on to `getUser`, as
 * the recipe for Koa does with its context.
 */
import { getRequestListener } from '@hono/node-server';
import { zendesk } from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import express from 'express';
import { userOf } from '../sessions.ts';

const { PORT = '3000', ZENDESK_KEY_ID = '', ZENDESK_SECRET = '' } = process.env;

const handler = createTokenHandler(zendesk, {
  getUser: userOf,
  keyId: ZENDESK_KEY_ID,
  secret: ZENDESK_SECRET,
  expiresIn: '15m',
});

const app = express();
app.use(express.json());
app.all('/api/chat-token', getRequestListener(handler, { overrideGlobalObjects: false }));
app.listen(Number(PORT));
