/**
 * Fastify 5 (npm install fastify): returns the login of the current user to a page.
 *
 * Replace `userOf` by your sessions: with @fastify/session, `getUser` finds them in the `session` of
 * Fastify's request, its second argument. Replace `origins` by those of your pages on other hosts, or
 * drop it.
 */
import { zendesk } from 'chat-token';
import { createTokenHandler, toNodeHandler } from 'chat-token/server';
import Fastify from 'fastify';
import { userOf } from '../sessions.ts';

const { PORT = '3000', ZENDESK_KEY_ID = '', ZENDESK_SECRET = '' } = process.env;

const handler = createTokenHandler(zendesk, {
  getUser: userOf,
  origins: ['https://www.example.com'],
  keyId: ZENDESK_KEY_ID,
  secret: ZENDESK_SECRET,
  expiresIn: '15m',
});
const listener = toNodeHandler(handler);

const app = Fastify();
app.register(async (scope) => {
  // Here alone, bodies are of no interest: Fastify would refuse those that it cannot parse.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
  scope.all('/api/chat-token', (request, reply) => {
    reply.hijack();
    return listener(request, reply.raw);
  });
});
await app.listen({ port: Number(PORT) });
