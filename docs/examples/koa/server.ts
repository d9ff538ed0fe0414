/**
 * Koa 3 (npm install koa): returns the login of the current user to a page.
 *
 * Replace `findUser` by your sessions: with koa-session, `getUser` finds them in `ctx.session`.
 */
import { zendesk } from 'chat-token';
import { createTokenHandler, toNodeHandler } from 'chat-token/server';
import Koa, { type Context } from 'koa';
import { findUser } from '../sessions.ts';

const { PORT = '3000', ZENDESK_KEY_ID = '', ZENDESK_SECRET = '' } = process.env;

const handler = createTokenHandler(zendesk, {
  getUser: (_request, ctx: Context) => findUser(ctx.cookies.get('session')),
  keyId: ZENDESK_KEY_ID,
  secret: ZENDESK_SECRET,
  expiresIn: '15m',
});
const listener = toNodeHandler(handler);

const app = new Koa();
app.use((ctx, next) => {
  if (ctx.path !== '/api/chat-token') return next();
  // The answer is written past Koa, which would write its own.
  ctx.respond = false;
  return listener(ctx, ctx.res);
});
app.listen(Number(PORT));
