/** The same for the token endpoint: what must compile, and what must not. */
import {
  type ChatVendor,
  convrs,
  defineVendor,
  deskpro,
  type KeyIdRule,
  zendesk,
} from 'chat-token';
import {
  type ChatLogin,
  createTokenHandler,
  type TokenHandler,
  type TokenHandlerOptions,
} from 'chat-token/server';
import * as v from 'valibot';

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_Proof extends true>() => {};

const secret = 'never run';
const keyId = 'app_1';
const nobody = () => null;

// Whether keyId is needed is inferred from the vendor.
createTokenHandler(zendesk, { getUser: nobody, secret, keyId });
// @ts-expect-error Zendesk wants a kid
createTokenHandler(zendesk, { getUser: nobody, secret });
// @ts-expect-error in every key
createTokenHandler(zendesk, { getUser: nobody, keys: [{ secret }] });
createTokenHandler(zendesk, { getUser: nobody, keys: async () => [{ secret, keyId }] });
createTokenHandler(convrs, { getUser: nobody, secret });
// @ts-expect-error Convrs uses none
createTokenHandler(convrs, { getUser: nobody, secret, keyId });
// @ts-expect-error neither does Deskpro
createTokenHandler(deskpro, { getUser: nobody, keys: [{ secret, keyId }] });

// getUser gives the vendor's user, or nobody; at once or later.
createTokenHandler(convrs, { getUser: () => ({ userId: 'u' }), secret });
createTokenHandler(convrs, { getUser: async () => ({ userId: 'u' }), secret });
createTokenHandler(convrs, { getUser: () => undefined, secret });
createTokenHandler(convrs, { getUser: async () => undefined, secret });
createTokenHandler(convrs, {
  getUser: ({ headers }) => (headers.has('cookie') ? { userId: 'u' } : null),
  secret,
});
// @ts-expect-error ids are strings
createTokenHandler(convrs, { getUser: () => ({ userId: 42 }), secret });
// @ts-expect-error later as well
createTokenHandler(convrs, { getUser: async () => ({ userId: 42 }), secret });
// @ts-expect-error external_id is required
createTokenHandler(zendesk, { getUser: () => ({ name: 'Jane Doe' }), secret, keyId });
// @ts-expect-error a user, not its id
createTokenHandler(convrs, { getUser: () => 'u', secret });
// @ts-expect-error nobody is null, not false
createTokenHandler(convrs, { getUser: () => false, secret });
// @ts-expect-error a function
createTokenHandler(convrs, { getUser: { userId: 'u' }, secret });
// @ts-expect-error who is logged in must be said
createTokenHandler(convrs, { secret });

// The other options.
createTokenHandler(convrs, {
  getUser: nobody,
  secret,
  expiresIn: '15m',
  now: new Date(),
  allowShortSecret: true,
  origins: ['https://www.example.com'],
  onError: (error: unknown, request: Request) => [error, request.url],
});
createTokenHandler(convrs, { getUser: nobody, secret, origins: undefined, onError: undefined });
createTokenHandler(convrs, { getUser: nobody, secret, onError: async () => {} });
// @ts-expect-error a list
createTokenHandler(convrs, { getUser: nobody, secret, origins: '*' });
// @ts-expect-error of texts
createTokenHandler(convrs, { getUser: nobody, secret, origins: [/example/] });
// @ts-expect-error it is called origins
createTokenHandler(convrs, { getUser: nobody, secret, origin: ['https://www.example.com'] });
// @ts-expect-error a function
createTokenHandler(convrs, { getUser: nobody, secret, onError: 'log' });
// @ts-expect-error there are no weeks
createTokenHandler(convrs, { getUser: nobody, secret, expiresIn: '1w' });
// @ts-expect-error a secret or keys
createTokenHandler(convrs, { getUser: nobody });
// @ts-expect-error not both
createTokenHandler(convrs, { getUser: nobody, secret, keys: [{ secret }] });
// @ts-expect-error a vendor object, not its name
createTokenHandler('convrs', { getUser: nobody, secret });

// From a web request to a web response.
const request = new Request('https://www.example.com/');
const handler = createTokenHandler(convrs, { getUser: nobody, secret });
holds<Equal<typeof handler, TokenHandler>>();
holds<Equal<typeof handler, (request: Request) => Promise<Response>>>();
void handler(request);
// @ts-expect-error getUser takes no more
void handler(request, { locals: {} });
// @ts-expect-error not without the request
void handler();
// @ts-expect-error Node.js' own is another
void handler({ method: 'GET', url: '/', headers: {} });

// What getUser wants beside the request, the handler is called with.
const framed = createTokenHandler(convrs, {
  getUser: (_request, event: { readonly userId: string }, _more?: number) => ({
    userId: event.userId,
  }),
  secret,
});
holds<Equal<Parameters<typeof framed>['length'], 2 | 3>>();
holds<Equal<Parameters<typeof framed>[1], { readonly userId: string }>>();
holds<Equal<ReturnType<typeof framed>, Promise<Response>>>();
void framed(request, { userId: 'u' });
void framed(request, { userId: 'u' }, 7);
// @ts-expect-error the event is missing
void framed(request);
// @ts-expect-error another event
void framed(request, { id: 'u' });
// @ts-expect-error one too many
void framed(request, { userId: 'u' }, 7, 8);

// What it answers.
holds<
  Equal<
    ChatLogin,
    {
      readonly token: string;
      readonly userId: string | null;
      readonly expiresAt: number;
      readonly refreshAt: number;
    }
  >
>();

// A vendor of one's own.
const acme = defineVendor({
  name: 'acme',
  title: 'Acme',
  docs: 'https://example.com',
  keyId: 'optional',
  schema: v.object({ id: v.string() }),
});
createTokenHandler(acme, { getUser: () => ({ id: 'u' }), secret });
createTokenHandler(acme, { getUser: () => ({ id: 'u' }), secret, keyId });
// @ts-expect-error id is a string
createTokenHandler(acme, { getUser: () => ({ id: 7 }), secret });

// Whoever wraps it passes vendor, options and context through.
export function wrap<
  User,
  Claims extends object,
  KeyId extends KeyIdRule,
  Context extends readonly unknown[],
>(
  vendor: ChatVendor<User, Claims, KeyId>,
  options: TokenHandlerOptions<User, KeyId, Context>,
): TokenHandler<Context> {
  return createTokenHandler(vendor, options);
}
void wrap(zendesk, { getUser: nobody, secret, keyId })(request);
// @ts-expect-error the wrapper demands the key id as well
wrap(zendesk, { getUser: nobody, secret });
