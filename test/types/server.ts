/** The token endpoint: what must compile, and what must not. Checked by `npm run types`, never run. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import {
  chatwoot,
  convrs,
  defineConfiguredVendor,
  defineVendor,
  jwt,
  type SettingsOf,
  zendesk,
} from 'chat-token';
import {
  type ChatLogin,
  createTokenHandler,
  type NodeRequest,
  type NodeResponse,
  type TokenHandler,
  toNodeHandler,
} from 'chat-token/server';
import * as v from 'valibot';
import { type Equal, holds } from './equal.ts';

const secret = 'never run';
const keyId = 'app_1';
const loggedOut = () => null;

// The vendor determines whether keyId is required, as in signChatToken.
createTokenHandler(zendesk, { getUser: loggedOut, keys: async () => [{ secret, keyId }] });
// @ts-expect-error Zendesk requires a kid
createTokenHandler(zendesk, { getUser: loggedOut, secret });
// @ts-expect-error Convrs uses none
createTokenHandler(convrs, { getUser: loggedOut, secret, keyId });

// A hash has no key id, and never expires.
createTokenHandler(chatwoot, { getUser: loggedOut, secret });
// @ts-expect-error a hash never expires
createTokenHandler(chatwoot, { getUser: loggedOut, secret, expiresIn: '15m' });

// getUser returns the vendor's user, null or undefined, also in a promise.
createTokenHandler(convrs, { getUser: async () => ({ userId: 'u' }), secret });
createTokenHandler(convrs, { getUser: async () => undefined, secret });
createTokenHandler(convrs, {
  getUser: ({ headers }) => (headers.has('cookie') ? { userId: 'u' } : null),
  secret,
});
// @ts-expect-error ids are strings
createTokenHandler(convrs, { getUser: () => ({ userId: 42 }), secret });
// @ts-expect-error in a promise, too
createTokenHandler(convrs, { getUser: async () => ({ userId: 42 }), secret });
// @ts-expect-error external_id is required
createTokenHandler(zendesk, { getUser: () => ({ name: 'Jane Doe' }), secret, keyId });
// @ts-expect-error a user, not its id
createTokenHandler(convrs, { getUser: () => 'u', secret });
// @ts-expect-error null, not false
createTokenHandler(convrs, { getUser: () => false, secret });
// @ts-expect-error getUser is required
createTokenHandler(convrs, { secret });

// The other options.
createTokenHandler(convrs, {
  getUser: loggedOut,
  secret,
  expiresIn: '15m',
  now: new Date(),
  allowShortSecret: true,
  origins: ['https://www.example.com'],
  onError: (error: unknown, request: Request) => [error, request.url],
});
createTokenHandler(convrs, { getUser: loggedOut, secret, origins: undefined, onError: undefined });
// @ts-expect-error origins is a list
createTokenHandler(convrs, { getUser: loggedOut, secret, origins: '*' });
// @ts-expect-error of strings
createTokenHandler(convrs, { getUser: loggedOut, secret, origins: [/example/] });
// @ts-expect-error the option is called origins
createTokenHandler(convrs, { getUser: loggedOut, secret, origin: ['https://www.example.com'] });
// @ts-expect-error onError is a function
createTokenHandler(convrs, { getUser: loggedOut, secret, onError: 'log' });

// A web Request in, a web Response out.
const request = new Request('https://www.example.com/');
const handler = createTokenHandler(convrs, { getUser: loggedOut, secret });
holds<Equal<typeof handler, TokenHandler>>();
holds<Equal<typeof handler, (request: Request) => Promise<Response>>>();
// @ts-expect-error getUser takes no second argument
void handler(request, { locals: {} });
// @ts-expect-error the request is required
void handler();
// @ts-expect-error a request of Node.js is not a web Request
void handler({ method: 'GET', url: '/', headers: {} });

// The handler takes the same arguments after the request as getUser.
const framed = createTokenHandler(convrs, {
  getUser: (_request, event: { readonly userId: string }, _more?: number) => ({
    userId: event.userId,
  }),
  secret,
});
holds<Equal<Parameters<typeof framed>['length'], 2 | 3>>();
void framed(request, { userId: 'u' }, 7);
// @ts-expect-error the event is missing
void framed(request);
// @ts-expect-error a different event
void framed(request, { id: 'u' });

// The answer's JSON.
interface Answer {
  readonly vendor: string;
  readonly token: string;
  readonly settings: SettingsOf<typeof zendesk>;
  readonly userId: string | null;
  readonly expiresAt: number | null;
  readonly refreshAt: number | null;
}
holds<Equal<ChatLogin<SettingsOf<typeof zendesk>>, Answer>>();

// A custom vendor.
const acme = defineVendor({
  name: 'acme',
  title: 'Acme',
  docs: 'https://example.com',
  user: v.object({ id: v.string() }),
  token: jwt({ keyId: 'optional' }),
});
createTokenHandler(acme, { getUser: () => ({ id: 'u' }), secret, keyId });
// @ts-expect-error id is a string
createTokenHandler(acme, { getUser: () => ({ id: 7 }), secret });

// keys may be a function of the request and of what getUser declares.
interface Session {
  readonly id: string;
  readonly tenant: string;
}
declare const session: Session;
const byTenant = createTokenHandler(zendesk, {
  getUser: (_request, { id }: Session) => ({ external_id: id }),
  keys: (_request, { tenant }) => [{ keyId: tenant, secret }],
});
holds<Equal<Parameters<typeof byTenant>['length'], 2>>();
void byTenant(request, session);
createTokenHandler(zendesk, {
  getUser: loggedOut,
  keys: async ({ url }) => [{ keyId: new URL(url).host, secret }],
  expiresIn: '15m',
});
createTokenHandler(zendesk, {
  // @ts-expect-error each key has an id
  keys: (_request) => [{ secret }],
  getUser: loggedOut,
});
createTokenHandler(convrs, {
  getUser: loggedOut,
  // @ts-expect-error getUser declares no such argument
  keys: (_request, { tenant }: Session) => [{ secret: tenant }],
});

// So may the vendor.
const configured = defineConfiguredVendor(
  { name: 'acme', title: 'Acme', docs: 'https://example.com', config: { widgetId: 'string' } },
  ({ widgetId }: { widgetId: string }) => ({
    user: v.object({ id: v.string() }),
    token: jwt({ keyId: 'required', fixedClaims: { widget: widgetId } }),
  }),
);
const ofTenants = createTokenHandler(
  (_request, { tenant }: Session) => configured({ widgetId: tenant }),
  {
    getUser: (_request, { id }: Session) => ({ id }),
    keys: (_request, { tenant }) => [{ keyId: tenant, secret }],
  },
);
void ofTenants(request, session);
const byHost = createTokenHandler(async ({ url }) => configured({ widgetId: url }), {
  getUser: (_request, { id }: Session) => ({ id }),
  keyId,
  secret,
});
void byHost(request, session);
createTokenHandler(() => configured({ widgetId: 'w' }), {
  // @ts-expect-error id is a string
  getUser: () => ({ id: 7 }),
  keyId,
  secret,
});
// @ts-expect-error the vendor requires a key id
createTokenHandler(() => configured({ widgetId: 'w' }), { getUser: loggedOut, secret });
// @ts-expect-error one takes a key id, and the other none
createTokenHandler(({ url }) => (url ? zendesk : convrs), { getUser: loggedOut, secret, keyId });
// @ts-expect-error a name is no vendor
createTokenHandler(() => 'zendesk', { getUser: loggedOut, secret, keyId });
// @ts-expect-error the vendor was not called with its configuration
createTokenHandler(configured, { getUser: loggedOut, secret, keyId });

// For (req, res), with the request of a framework if getUser wants it.
declare const req: IncomingMessage;
declare const res: ServerResponse;
const listener = toNodeHandler(handler);
holds<Equal<Parameters<typeof listener>, [req: NodeRequest, res: NodeResponse]>>();
createServer(listener);
createSecureServer(listener);
const withSession = toNodeHandler(byTenant);
void withSession(Object.assign(req, session), res);
// @ts-expect-error nothing has added the session
void withSession(req, res);
createServer(
  toNodeHandler(
    createTokenHandler(convrs, {
      getUser: (_request, incoming: IncomingMessage, outgoing: ServerResponse) => {
        outgoing.setHeader('x-seen', incoming.url ?? '');
        return null;
      },
      secret,
    }),
  ),
);
toNodeHandler(async (asked) =>
  asked.url ? handler(asked) : new Response('Slow down', { status: 429 }),
);
// @ts-expect-error a handler returns a response
toNodeHandler(() => 'ok');
// @ts-expect-error a web Request is no request of Node.js
void listener(request);
