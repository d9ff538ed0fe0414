/**
 * Express 5 (npm install express): returns the login of the current user to a page.
 *
 * Replace `findUser(sessionOf(req))` with your sessions: with express-session it is
 * `req.session.user`, with Passport `req.user`.
 */
import { zendesk } from 'chat-token';
import { createTokenHandler, toNodeHandler } from 'chat-token/server';
import express, { type Request as ExpressRequest } from 'express';
import { findUser } from '../sessions.ts';

const { PORT = '3000', ZENDESK_KEY_ID = '', ZENDESK_SECRET = '' } = process.env;

const handler = createTokenHandler(zendesk, {
  getUser: (_request, req: ExpressRequest) => findUser(sessionOf(req)),
  keyId: ZENDESK_KEY_ID,
  secret: ZENDESK_SECRET,
  expiresIn: '15m',
});

/** The session's id in the cookies, which Express does not parse. */
function sessionOf(req: ExpressRequest): string | undefined {
  return /(?:^|; )session=([^;]*)/.exec(req.get('cookie') ?? '')?.[1];
}

const app = express();
app.use(express.json());
app.all('/api/chat-token', toNodeHandler(handler));
app.listen(Number(PORT));
