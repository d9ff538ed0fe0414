/**
 * SvelteKit 3, `src/routes/api/chat-token/+server.ts`: returns the login of the current user to a page.
 *
 * Replace `findUser` by your sessions, or by `locals.user` if your `handle` hook sets it.
 */
import type { RequestEvent } from '@sveltejs/kit';
import { zendesk } from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import { findUser } from '#lib/sessions.ts';
import { ZENDESK_KEY_ID, ZENDESK_SECRET } from '$app/env/private';
import type { RequestHandler } from './$types';

const handler = createTokenHandler(zendesk, {
  getUser: (_request, { cookies }: RequestEvent) => findUser(cookies.get('session')),
  // A function, since `vite build` loads this file, too, and needs no secrets.
  keys: () => [{ keyId: ZENDESK_KEY_ID, secret: ZENDESK_SECRET }],
  expiresIn: '15m',
});

/** For every method: the handler has an answer to each. */
export const fallback: RequestHandler = (event) => handler(event.request, event);
