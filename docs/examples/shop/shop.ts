/**
 * A small shop's backend: customers log in, and the chat of its pages asks for their tokens. One
 * function from a web Request to a Response, so that tests need neither a port nor a browser.
 */
import { convrs, type SecretOptions, type SecretOptionsWithId, zendesk } from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import { convrsUser, zendeskUser } from './chat-users.ts';
import { CUSTOMERS, type Customer } from './customers.ts';

export interface ShopOptions {
  /** From Admin Center > Account > Security > End user authentication > Messaging. */
  readonly zendesk: SecretOptionsWithId;
  /** From Administration > Organization Settings > Developer - WebChat. */
  readonly convrs: SecretOptions;
}

export function createShop(keys: ShopOptions): (request: Request) => Promise<Response> {
  const sessions = new Map<string, Customer>();

  function sessionOf(request: Request): string {
    const [, session = ''] =
      /(?:^|; )session=([\w-]+)/.exec(request.headers.get('cookie') ?? '') ?? [];
    return session;
  }
  const customerOf = (request: Request) => sessions.get(sessionOf(request));

  const tokens = {
    '/chat-token/zendesk': createTokenHandler(zendesk, {
      ...keys.zendesk,
      getUser: (request) => toUser(customerOf(request), zendeskUser),
      expiresIn: '15m',
    }),
    '/chat-token/convrs': createTokenHandler(convrs, {
      ...keys.convrs,
      getUser: (request) => toUser(customerOf(request), convrsUser),
      expiresIn: '1h',
    }),
  };

  /** Stands in for a log-in with a password: the address alone is enough here. */
  async function logIn(request: Request): Promise<Response> {
    const form = await request.formData();
    const customer = CUSTOMERS.find(({ email }) => email === form.get('email'));
    if (customer === undefined) return new Response('Nobody has this address.', { status: 403 });
    const session = crypto.randomUUID();
    sessions.set(session, customer);
    return redirect(`session=${session}; Path=/; HttpOnly; Secure; SameSite=Lax`);
  }

  function logOut(request: Request): Response {
    sessions.delete(sessionOf(request));
    return redirect('session=; Path=/; Max-Age=0');
  }

  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/chat-token/zendesk' || pathname === '/chat-token/convrs') {
      return tokens[pathname](request);
    }
    if (request.method === 'POST' && pathname === '/log-in') return logIn(request);
    if (request.method === 'POST' && pathname === '/log-out') return logOut(request);
    return new Response('There is nothing here.', { status: 404 });
  };
}

function toUser<User>(
  customer: Customer | undefined,
  build: (customer: Customer) => User,
): User | null {
  return customer === undefined ? null : build(customer);
}

function redirect(cookie: string): Response {
  return new Response(null, { status: 303, headers: { location: '/', 'set-cookie': cookie } });
}
