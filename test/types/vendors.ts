/** What must compile, and what must not: checked by `npm run types`, never run. */
import {
  amazonConnect,
  type ChatLogin,
  type ChatTokenTimes,
  type ChatwootUser,
  type ClaimsOf,
  type ConvrsAgentData,
  type ConvrsClaims,
  type ConvrsUser,
  chatwoot,
  convrs,
  createChatTokenSigner,
  createChatTokenVerifier,
  type DeskproUser,
  deskpro,
  helpshift,
  type Intercom,
  type IntercomClaims,
  infobip,
  intercom,
  type KhorosClaims,
  type KhorosUser,
  khoros,
  koreAi,
  kustomer,
  oracleDigitalAssistant,
  type SettingsOf,
  signChatLogin,
  signChatToken,
  sunshine,
  type UserOf,
  verifyChatToken,
  type ZendeskClaims,
  type ZendeskUser,
  zendesk,
} from 'chat-token';
import type { Rule } from '../../src/schema/rule.ts';
import { object, oneOrMany, optional, record } from '../../src/schema/structures.ts';
import { choice, identifier, string } from '../../src/schema/values.ts';
import { type Equal, holds } from './equal.ts';

const secret = 'never run';

// The vendor determines the type of the user.
holds<Equal<UserOf<typeof khoros>, KhorosUser>>();
holds<Equal<UserOf<typeof convrs>, ConvrsUser>>();
holds<Equal<UserOf<typeof zendesk>, ZendeskUser>>();
holds<Equal<UserOf<typeof deskpro>, DeskproUser>>();
holds<Equal<UserOf<typeof chatwoot>, ChatwootUser>>();

// And of the claims.
holds<Equal<ClaimsOf<typeof khoros>, KhorosClaims>>();
holds<Equal<ClaimsOf<typeof convrs>['userId'], ConvrsClaims['userId']>>();
holds<Equal<ClaimsOf<typeof intercom>, IntercomClaims>>();
holds<Equal<ClaimsOf<typeof chatwoot>['name'], string | undefined>>();
holds<Equal<ReturnType<typeof zendesk.claims>, ZendeskClaims>>();

// And of what its widget takes.
holds<Equal<SettingsOf<typeof khoros>, Readonly<Record<'userId' | 'jwt', string>>>>();
holds<Equal<SettingsOf<typeof convrs>, Readonly<Record<'ConvrsUser', string>>>>();
holds<Equal<SettingsOf<typeof zendesk>, Readonly<Record<'jwt', string>>>>();
holds<Equal<SettingsOf<typeof deskpro>, Readonly<Record<'signedUserInfo', string>>>>();
holds<Equal<SettingsOf<typeof chatwoot>['identifier_hash'], string>>();
holds<Equal<SettingsOf<typeof chatwoot>['email'], string | undefined>>();

// The user.
zendesk.claims({ external_id: 'u', email_verified: true, name: undefined });
// @ts-expect-error email_verified is a boolean
zendesk.claims({ external_id: 'u', email_verified: 'true' });
// @ts-expect-error userId is required
khoros.claims({});
// @ts-expect-error ids are strings
khoros.claims({ userId: 42 });
// @ts-expect-error the builder sets scope
khoros.claims({ userId: 'u', scope: 'appUser' });
// @ts-expect-error the claim is called crmID
convrs.claims({ crmId: 'x' });
// @ts-expect-error userData is flat
convrs.claims({ userData: { nested: { a: 1 } } });
// In a user, null means "left out", as rows of a database have it. Claims have none.
convrs.claims({ name: null, agentData: [{ label: 'x', value: 'y', type: null }] });
intercom.claims({ user_id: 'u', email: null, plan: null });
// @ts-expect-error userId is required
khoros.claims({ userId: null });
// @ts-expect-error not in a record
convrs.claims({ userData: { plan: null } });
// @ts-expect-error not in a list
deskpro.claims({ labels: [null] });
holds<Equal<ClaimsOf<typeof convrs>['email'], string | undefined>>();
holds<Equal<ClaimsOf<typeof deskpro>['labels'], readonly string[] | undefined>>();
holds<Equal<ClaimsOf<typeof intercom>['plan'], string | number | boolean | undefined>>();
deskpro.claims({ fields: { a: 'x', b: ['y'] } });
// @ts-expect-error fields hold strings
deskpro.claims({ fields: { a: 7 } });
// @ts-expect-error ids are strings
deskpro.claims({ usergroup_ids: [3] });

// Custom attributes: any, or those that the caller names.
intercom.claims({ user_id: 'u', plan: 'pro', seats: 3, trial: false });
// @ts-expect-error an attribute is not nested
intercom.claims({ user_id: 'u', company: { id: 'c' } });
// @ts-expect-error known members keep their type
intercom.claims({ user_id: 42 });
const mine: Intercom<{ plan: string }> = intercom;
mine.claims({ user_id: 'u', plan: 'pro' });
// @ts-expect-error misspelled
mine.claims({ user_id: 'u', plam: 'pro' });
// @ts-expect-error another type
mine.claims({ user_id: 'u', plan: 3 });

// agentData: each type has its own value and its own extra field.
const row = (given: ConvrsAgentData) => given;
row({ label: 'x', value: 'y' });
row({ label: 'x', value: '2024-03-15', type: 'date' });
row({ label: 'x', value: 1, type: 'currency', currency: 'USD' });
row({ label: 'x', value: 'https://example.com', type: 'link', text: 'there' });
row({ label: 'x', value: true, type: 'boolean' });
row({ label: 'x', value: 'y', type: 'status', color: 'info' });
// @ts-expect-error a row without type holds a string
row({ label: 'x', value: 1 });
// @ts-expect-error only status has a color
row({ label: 'x', value: 'y', color: 'info' });
// @ts-expect-error only currency has a currency
row({ label: 'x', value: 1, type: 'number', currency: 'USD' });
// @ts-expect-error only link has a text
row({ label: 'x', value: 'y', type: 'email', text: 'there' });
// @ts-expect-error a date is a string
row({ label: 'x', value: new Date(), type: 'date' });
// @ts-expect-error a number is a number
row({ label: 'x', value: '1', type: 'number' });
// @ts-expect-error green is not a color of Convrs
row({ label: 'x', value: 'y', type: 'status', color: 'green' });
// @ts-expect-error text is not a type of Convrs
row({ label: 'x', value: 'y', type: 'text' });
// @ts-expect-error label is required
row({ value: 'y' });

// The vendor determines whether keyId is required.
void signChatToken(zendesk, { external_id: 'u' }, { secret, keyId: 'app_1' });
createChatTokenSigner(zendesk, { keys: async () => [{ secret, keyId: 'app_1', expiresAt: 1 }] });
// @ts-expect-error Zendesk requires a kid
void signChatToken(zendesk, { external_id: 'u' }, { secret });
// @ts-expect-error in every key
createChatTokenSigner(zendesk, { keys: [{ secret }] });
// @ts-expect-error Convrs uses none
void signChatToken(convrs, { userId: 'u' }, { secret, keyId: 'app_1' });
// @ts-expect-error neither does Deskpro
createChatTokenSigner(deskpro, { keys: [{ secret, keyId: 'app_1' }] });
// Verifying never requires one.
void verifyChatToken(zendesk, 'a.b.c', { secret });
createChatTokenVerifier(zendesk, { keys: [{ secret }, { secret, keyId: 'app_1' }] });

// A hash: no key id, and nothing that expires.
const jane = { identifier: 'u', name: 'Jane Doe' };
void signChatToken(chatwoot, jane, { secret, now: new Date() });
createChatTokenSigner(chatwoot, { keys: [{ secret, expiresAt: new Date() }] });
// @ts-expect-error a hash never expires
void signChatToken(chatwoot, jane, { secret, expiresIn: '15m' });
// @ts-expect-error not for one token either
void createChatTokenSigner(chatwoot, { secret })(jane, { expiresIn: '15m' });
void createChatTokenSigner(zendesk, { secret, keyId: 'app_1' })(
  { external_id: 'u' },
  { expiresIn: '15m' },
);
// @ts-expect-error its length is fixed
void signChatToken(chatwoot, jane, { secret, maxTokenLength: 100 });
// @ts-expect-error there is no key id
void signChatToken(chatwoot, jane, { secret, keyId: 'app_1' });
// @ts-expect-error the hash is not part of the user
void signChatToken(chatwoot, { ...jane, identifier_hash: 'x' }, { secret });

// Verifying a hash takes the fields that were sent with it.
void verifyChatToken(chatwoot, 'hash', { secret, user: jane });
// @ts-expect-error they are required
void verifyChatToken(chatwoot, 'hash', { secret });
// @ts-expect-error identifier is a string
void verifyChatToken(chatwoot, 'hash', { secret, user: { identifier: 42 } });
// @ts-expect-error a JWT contains its claims
void verifyChatToken(zendesk, 'a.b.c', { secret, user: { external_id: 'u' } });
// @ts-expect-error a hash has no times
void verifyChatToken(chatwoot, 'hash', { secret, user: jane, clockTolerance: 5 });
void createChatTokenVerifier(chatwoot, { secret })('hash', { user: jane });
void createChatTokenVerifier(chatwoot, { secret, user: jane })('hash');
// @ts-expect-error the fields are those of the vendor's user
void createChatTokenVerifier(chatwoot, { secret })('hash', { user: { identifier: 7 } });
// @ts-expect-error a JWT contains its user
void createChatTokenVerifier(convrs, { secret })('a.b.c', { user: { userId: 'u' } });
void createChatTokenVerifier(convrs, { secret })('a.b.c', { now: new Date() });

// Options.
const every = { secret, expiresIn: '15m', now: new Date(), allowShortSecret: true } as const;
createChatTokenSigner(convrs, every);
// @ts-expect-error secret or keys is required
createChatTokenSigner(convrs, {});
// Not both: only rejected at run time, so that the compiler's messages stay short.
createChatTokenSigner(convrs, { secret, keys: [{ secret }] });
// @ts-expect-error weeks are not a unit
createChatTokenSigner(convrs, { secret, expiresIn: '1w' });
// @ts-expect-error now is a Date
createChatTokenSigner(convrs, { secret, now: 0 });
// @ts-expect-error the algorithm is not an option
createChatTokenSigner(convrs, { secret, algorithm: 'HS512' });
// @ts-expect-error a vendor object, not its name
void signChatToken('zendesk', { external_id: 'u' }, { secret, keyId: 'app_1' });

// The result is typed.
const verified = await verifyChatToken(zendesk, 'a.b.c', { secret });
holds<Equal<typeof verified.claims, ZendeskClaims & ChatTokenTimes>>();
holds<Equal<typeof verified.claims.scope, 'user'>>();
holds<Equal<typeof verified.claims.exp, number | undefined>>();
holds<Equal<typeof verified.header.alg, 'HS256'>>();

const checked = await verifyChatToken(chatwoot, 'hash', { secret, user: jane });
holds<Equal<typeof checked.claims.identifier, string>>();
holds<Equal<typeof checked.header, undefined>>();
const login = await signChatLogin(chatwoot, jane, { secret });
holds<Equal<typeof login, ChatLogin<SettingsOf<typeof chatwoot>>>>();
holds<Equal<typeof login.expiresAt, number | null>>();
holds<Equal<typeof login.settings.identifier_hash, string>>();

// A contract matches its interface exactly.
const fields = { userId: identifier(), platform: optional(string()) };
const ours: Rule<KhorosUser> = object<KhorosUser>({ ...fields, givenName: optional(string()) });
// @ts-expect-error a field is missing
object<KhorosUser>(fields);
// @ts-expect-error one field too many
object<{ a: string }>({ a: string(), b: string() });
// @ts-expect-error optional, where the interface requires it
object<{ a: string }>({ a: optional(string()) });
// @ts-expect-error required, where the interface does not
object<{ a?: string }>({ a: string() });
// @ts-expect-error another type
object<{ a: number }>({ a: string() });
// @ts-expect-error narrower than the interface
object<{ a: string }>({ a: choice(['x']) });
type Lists = Readonly<Record<string, string | readonly string[]>>;
object<{ a: Lists }>({ a: record(oneOrMany(string())) });
// @ts-expect-error narrower than the interface
object<{ a: Lists }>({ a: record(string()) });

// Configuration: required, typed, and not user data.
const widget = amazonConnect({ widgetId: 'w_1' });
void signChatToken(widget, { attributes: { plan: 'pro' } }, { secret });
// @ts-expect-error the configuration is missing
amazonConnect();
// @ts-expect-error widgetId is missing
amazonConnect({});
// @ts-expect-error it must be called first
void signChatToken(amazonConnect, {}, { secret });
// @ts-expect-error sub is configuration
void signChatToken(widget, { sub: 'w_2' }, { secret });
// @ts-expect-error attributes are strings
void signChatToken(widget, { attributes: { seats: 3 } }, { secret });
oracleDigitalAssistant({ channelId: 'c_1' });
oracleDigitalAssistant({ channelId: 'c_1', maxExpirationMinutes: 60 });
// @ts-expect-error minutes are a number
oracleDigitalAssistant({ channelId: 'c_1', maxExpirationMinutes: '60' });
// @ts-expect-error both are needed
koreAi({ clientId: 'cs-1' });

// A key id where it is used, as kid or as a claim, and nowhere else.
const chat = infobip({ widgetId: 'w_1' });
void signChatToken(chat, { stp: 'email', sub: 'jane@example.com' }, { secret, keyId: 'k_1' });
// @ts-expect-error keyId is missing
void signChatToken(chat, { stp: 'email', sub: 'jane@example.com' }, { secret });
// @ts-expect-error keyId is missing
void signChatToken(sunshine, { external_id: 'u' }, { secret });
// @ts-expect-error keyId is not used
void signChatToken(kustomer, { email: 'jane@example.com' }, { secret, keyId: 'k_1' });

// A vendor that counts from iat takes no expiresIn.
void signChatToken(kustomer, { email: 'jane@example.com' }, { secret });
// @ts-expect-error expiresIn does not exist
void signChatToken(kustomer, { email: 'jane@example.com' }, { secret, expiresIn: '5m' });
// @ts-expect-error expiresIn does not exist
void signChatLogin(helpshift, { identities: [] }, { secret, expiresIn: '5m' });
// @ts-expect-error nor per token
void createChatTokenSigner(kustomer, { secret })({ externalId: 'u' }, { expiresIn: '5m' });

// Settings.
holds<Equal<SettingsOf<typeof kustomer>, Readonly<Record<'jwtToken', string>>>>();
holds<Equal<SettingsOf<typeof widget>, Readonly<Record<'token', string>>>>();
holds<Equal<SettingsOf<typeof chat>['token'], string>>();
holds<Equal<SettingsOf<typeof sunshine>, Readonly<Record<'externalId' | 'jwt', string>>>>();

export { ours };
