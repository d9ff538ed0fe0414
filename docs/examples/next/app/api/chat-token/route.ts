/**
 * Next.js, `app/api/chat-token/route.ts`: returns the login of the current user to a page.
 *
 * Replace `findUser` by your sessions. Next.js takes itself for localhost: where a browser sends no
 * Sec-Fetch-Site (an old one, or over plain HTTP), your own origin must be in `origins`, too.
 */
import { zendesk } from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import { cookies } from 'next/headers';
import { findUser } from '@/lib/sessions';

const handler = createTokenHandler(zendesk, {
  getUser: async () => findUser((await cookies()).get('session')?.value),
  // A function, since `next build` loads this file, too, and needs no secrets.
  keys() {
    const { ZENDESK_KEY_ID = '', ZENDESK_SECRET = '' } = process.env;
    return [{ keyId: ZENDESK_KEY_ID, secret: ZENDESK_SECRET }];
  },
  expiresIn: '15m',
});

// All methods: Next.js has its own answer to those that a route does not export.
export {
  handler as DELETE,
  handler as GET,
  handler as HEAD,
  handler as OPTIONS,
  handler as PATCH,
  handler as POST,
  handler as PUT,
};
