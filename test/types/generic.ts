/**
 * A small wrapper as the author of a framework would write it. Checked by `npm run types`, never run.
 */
import {
  type AnyChatVendor,
  type ChatLogin,
  type ChatTokenTimes,
  type ChatVendor,
  type ChatwootUser,
  type ClaimsOf,
  chatwoot,
  convrs,
  defineVendor,
  type FormatTypes,
  hmac,
  intercom,
  khoros,
  type SettingsOf,
  signChatLogin,
  type UserOf,
  verifyChatToken,
  type ZendeskUser,
  zendesk,
} from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { createTokenHandler, type TokenHandler, type TokenHandlerOptions } from 'chat-token/server';
import * as v from 'valibot';
import { type Equal, holds } from './equal.ts';

const secret = 'never run';
const keyId = 'app_1';

/** A plugin that logs visitors in, for one vendor. */
interface ChatPlugin<User, Settings extends object> {
  readonly vendor: AnyChatVendor;
  login(user: User): Promise<ChatLogin<Settings>>;
}

function chatPlugin<User, Settings extends object, Format extends FormatTypes>(
  vendor: ChatVendor<User, object, Settings, Format>,
  options: Format['sign'],
): ChatPlugin<User, Settings> {
  return { vendor, login: (user) => signChatLogin(vendor, user, options) };
}

const forZendesk = chatPlugin(zendesk, { secret, keyId, expiresIn: '15m' });
holds<Equal<Parameters<typeof forZendesk.login>, [user: ZendeskUser]>>();
const { settings } = await forZendesk.login({ external_id: 'u' });
holds<Equal<typeof settings.jwt, string>>();
// @ts-expect-error external_id is required
void forZendesk.login({ name: 'Jane Doe' });
// @ts-expect-error the wrapper requires the key id, too
chatPlugin(zendesk, { secret });
// @ts-expect-error and rejects one
chatPlugin(convrs, { secret, keyId });

const forChatwoot = chatPlugin(chatwoot, { secret });
holds<Equal<Parameters<typeof forChatwoot.login>, [user: ChatwootUser]>>();
holds<
  Equal<Awaited<ReturnType<typeof forChatwoot.login>>['settings']['identifier_hash'], string>
>();
// @ts-expect-error a hash never expires
chatPlugin(chatwoot, { secret, expiresIn: '15m' });

const acme = defineVendor({
  name: 'acme',
  title: 'Acme',
  docs: 'https://example.com',
  user: v.object({ id: v.string() }),
  token: hmac({ message: (fields: { id: string }) => fields.id }),
});
void chatPlugin(acme, { secret }).login({ id: 'u' });

/** What a component of the framework takes, named after the vendor's own types. */
interface ChatProps<Vendor extends AnyChatVendor> {
  readonly vendor: Vendor;
  readonly getUser: () => UserOf<Vendor> | null;
  readonly onLogin: (settings: SettingsOf<Vendor>) => void;
  readonly onClaims: (claims: ClaimsOf<Vendor>) => void;
}

function chatProps<Vendor extends AnyChatVendor>(props: ChatProps<Vendor>): ChatProps<Vendor> {
  return props;
}
chatProps({
  vendor: chatwoot,
  getUser: () => ({ identifier: 'u', name: 'Jane Doe' }),
  onLogin: ({ identifier, identifier_hash }) => [identifier.trim(), identifier_hash.trim()],
  onClaims: ({ identifier }) => identifier.trim(),
});
chatProps({
  vendor: zendesk,
  // @ts-expect-error ids are strings
  getUser: () => ({ external_id: 42 }),
  // @ts-expect-error the setting is called jwt
  onLogin: ({ token }) => token,
  onClaims: ({ scope }) => scope.trim(),
});

/** The vendors of an application, of any kind. */
const VENDORS: readonly AnyChatVendor[] = [khoros, convrs, zendesk, intercom, chatwoot, acme];

/** What works for any vendor: everything that takes no user. */
export async function report(token: string): Promise<object[]> {
  return Promise.all(
    VENDORS.map(async (vendor) => {
      const { claims } = await verifyChatToken(vendor, token, { secret });
      const { issues } = vendor['~validate'](claims);
      return { name: vendor.name, kind: vendor.token.kind, id: vendor.userId(claims), issues };
    }),
  );
}
for (const vendor of VENDORS) lintClaims(vendor, {});
// @ts-expect-error nobody knows what its user is
VENDORS[0]?.claims({ userId: 'u' });

/** Passes vendor, claims and header through. */
export function verifyAs<Claims extends object, Format extends FormatTypes>(
  vendor: ChatVendor<never, Claims, object, Format>,
  token: string,
  options: Format['verify'],
): Promise<{ claims: Claims & ChatTokenTimes; header: Format['header'] }> {
  return verifyChatToken(vendor, token, options);
}
const { claims, header } = await verifyAs(zendesk, 'a.b.c', { secret });
holds<Equal<typeof claims.scope, 'user'>>();
holds<Equal<typeof header.kid, string | undefined>>();

/** An endpoint of the framework, which gets its own event after the request. */
export function chatRoute<
  User,
  Format extends FormatTypes,
  Context extends readonly unknown[] = [],
>(
  vendor: ChatVendor<User, object, object, Format>,
  options: TokenHandlerOptions<User, Format, Context>,
): TokenHandler<Context> {
  return createTokenHandler(vendor, options);
}
const request = new Request('https://www.example.com/');
void chatRoute(zendesk, { getUser: () => null, secret, keyId })(request);
void chatRoute(chatwoot, { getUser: () => null, secret })(request);
// @ts-expect-error the wrapper requires the key id, too
chatRoute(zendesk, { getUser: () => null, secret });
