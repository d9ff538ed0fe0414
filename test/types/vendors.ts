/** What must compile, and what must not. Checked by the compiler (test/types.test.ts), never run. */
import type { StandardSchemaV1 } from '@standard-schema/spec';
import {
  type ChatTokenTimes,
  type ChatVendor,
  type ConvrsAgentData,
  type ConvrsClaims,
  type ConvrsUser,
  convrs,
  createChatTokenSigner,
  createChatTokenVerifier,
  type DeskproUser,
  defineVendor,
  deskpro,
  type KeyIdRule,
  type KhorosUser,
  khoros,
  type SignChatTokenOptions,
  type StandardSchema,
  signChatToken,
  type VerifyChatTokenOptions,
  verifyChatToken,
  type ZendeskClaims,
  type ZendeskUser,
  zendesk,
} from 'chat-token';
import * as v from 'valibot';
import {
  choice,
  contractSchema,
  identifier,
  object,
  oneOrMany,
  optional,
  record,
  text,
} from '../../src/schema/rules.ts';

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_Proof extends true>() => {};

const secret = 'never run';

// The user is inferred from the vendor.
khoros.claims({ userId: 'u' });
// @ts-expect-error userId is required
khoros.claims({});
// @ts-expect-error ids are strings
khoros.claims({ userId: 42 });
// @ts-expect-error scope is the builder's
khoros.claims({ userId: 'u', scope: 'appUser' });
// @ts-expect-error the claim is called crmID
convrs.claims({ crmId: 'x' });
// @ts-expect-error userData is flat
convrs.claims({ userData: { nested: { a: 1 } } });
// @ts-expect-error null is not left out
convrs.claims({ name: null });
zendesk.claims({ external_id: 'u', email_verified: true, name: undefined });
// @ts-expect-error a boolean
zendesk.claims({ external_id: 'u', email_verified: 'true' });
deskpro.claims({});
// @ts-expect-error ids are strings
deskpro.claims({ usergroup_ids: [3] });
deskpro.claims({ fields: { a: 'x', b: ['y'] } });
// @ts-expect-error values of fields are texts
deskpro.claims({ fields: { a: 7 } });

// agentData: each type with its own value and its own extra field.
const row = (given: ConvrsAgentData) => given;
row({ label: 'x', value: 'y' });
row({ label: 'x', value: '2024-03-15', type: 'date' });
row({ label: 'x', value: 1, type: 'number' });
row({ label: 'x', value: 1, type: 'currency', currency: 'USD' });
row({ label: 'x', value: 'https://example.com', type: 'link', text: 'there' });
row({ label: 'x', value: true, type: 'boolean' });
row({ label: 'x', value: 'y', type: 'status', color: 'info' });
// @ts-expect-error a row without type is a text
row({ label: 'x', value: 1 });
// @ts-expect-error a colour belongs to status
row({ label: 'x', value: 'y', color: 'info' });
// @ts-expect-error a currency belongs to currency
row({ label: 'x', value: 1, type: 'number', currency: 'USD' });
// @ts-expect-error a text belongs to link
row({ label: 'x', value: 'y', type: 'email', text: 'there' });
// @ts-expect-error a date is a string
row({ label: 'x', value: new Date(), type: 'date' });
// @ts-expect-error a number is a number
row({ label: 'x', value: '1', type: 'number' });
// @ts-expect-error a phone number is a string
row({ label: 'x', value: 447700900123, type: 'phone' });
// @ts-expect-error a date and time is a string
row({ label: 'x', value: 0, type: 'datetime' });
// @ts-expect-error a boolean is a boolean
row({ label: 'x', value: 'yes', type: 'boolean' });
// @ts-expect-error there is no such colour
row({ label: 'x', value: 'y', type: 'status', color: 'green' });
// @ts-expect-error there is no such type
row({ label: 'x', value: 'y', type: 'text' });
// @ts-expect-error a row has a label
row({ value: 'y' });

// Whether keyId is needed is inferred from the vendor.
void signChatToken(zendesk, { external_id: 'u' }, { secret, keyId: 'app_1' });
// @ts-expect-error Zendesk wants a kid
void signChatToken(zendesk, { external_id: 'u' }, { secret });
// @ts-expect-error in every key
createChatTokenSigner(zendesk, { keys: [{ secret }] });
createChatTokenSigner(zendesk, { keys: async () => [{ secret, keyId: 'app_1', expiresAt: 1 }] });
// @ts-expect-error Convrs uses none
void signChatToken(convrs, { userId: 'u' }, { secret, keyId: 'app_1' });
// @ts-expect-error neither does Deskpro
createChatTokenSigner(deskpro, { keys: [{ secret, keyId: 'app_1' }] });
void verifyChatToken(zendesk, 'a.b.c', { secret });
createChatTokenVerifier(zendesk, { keys: [{ secret }, { secret, keyId: 'app_1' }] });

// Options.
// @ts-expect-error a secret or keys
createChatTokenSigner(convrs, {});
// @ts-expect-error not both
createChatTokenSigner(convrs, { secret, keys: [{ secret }] });
createChatTokenSigner(convrs, {
  secret,
  expiresIn: '15m',
  now: new Date(),
  allowShortSecret: true,
});
// @ts-expect-error there are no weeks
createChatTokenSigner(convrs, { secret, expiresIn: '1w' });
// @ts-expect-error a Date
createChatTokenSigner(convrs, { secret, now: 0 });
// @ts-expect-error the algorithm is no option
createChatTokenSigner(convrs, { secret, algorithm: 'HS512' });
// @ts-expect-error a vendor object, not its name
void signChatToken('zendesk', { external_id: 'u' }, { secret, keyId: 'app_1' });

// What comes back is typed.
const verified = await verifyChatToken(zendesk, 'a.b.c', { secret });
holds<Equal<typeof verified.claims, ZendeskClaims & ChatTokenTimes>>();
holds<Equal<typeof verified.claims.scope, 'user'>>();
holds<Equal<typeof verified.header.alg, 'HS256'>>();
holds<Equal<typeof verified.claims.exp, number | undefined>>();
holds<Equal<ReturnType<typeof convrs.claims>, ConvrsClaims>>();

// The schemas are the interfaces.
type UserOf<Vendor> = Vendor extends ChatVendor<infer User, object> ? User : never;
holds<Equal<UserOf<typeof khoros>, KhorosUser>>();
holds<Equal<UserOf<typeof convrs>, ConvrsUser>>();
holds<Equal<UserOf<typeof zendesk>, ZendeskUser>>();
holds<Equal<UserOf<typeof deskpro>, DeskproUser>>();
object<KhorosUser>({
  userId: identifier(),
  platform: optional(text()),
  givenName: optional(text()),
});
// @ts-expect-error a field is forgotten
object<KhorosUser>({ userId: identifier(), platform: optional(text()) });
// @ts-expect-error a field too many
object<{ a: string }>({ a: text(), b: text() });
// @ts-expect-error optional where it is required
object<{ a: string }>({ a: optional(text()) });
// @ts-expect-error required where it is optional
object<{ a?: string }>({ a: text() });
// @ts-expect-error of another type
object<{ a: number }>({ a: text() });
// @ts-expect-error narrower than the interface
object<{ a: string }>({ a: choice(['x']) });
// @ts-expect-error narrower than the interface
object<{ a: Readonly<Record<string, string | readonly string[]>> }>({ a: record(text()) });
object<{ a: Readonly<Record<string, string | readonly string[]>> }>({
  a: record(oneOrMany(text())),
});

// A vendor of one's own: user, claims and keyId are inferred from the definition.
const acme = defineVendor({
  name: 'acme',
  title: 'Acme',
  docs: 'https://example.com',
  keyId: 'optional',
  fixedClaims: { role: 'visitor' },
  schema: v.object({ id: v.pipe(v.string(), v.trim()), plan: v.optional(v.string(), 'free') }),
  userId: ({ id }) => id,
});
const { claims } = await verifyChatToken(acme, 'a.b.c', { secret });
holds<Equal<typeof claims.role, 'visitor'>>();
holds<Equal<typeof claims.plan, string>>();
acme.claims({ id: 'u' });
// @ts-expect-error id is a string
acme.claims({ id: 7 });
void signChatToken(acme, { id: 'u' }, { secret });
void signChatToken(acme, { id: 'u' }, { secret, keyId: 'k' });

// Schemas of others are Standard Schemas, and so are ours.
const theirs: StandardSchema<{ id: string }, { id: string }> = v.object({ id: v.string() });
const ours: StandardSchemaV1<KhorosUser, KhorosUser> = contractSchema(() =>
  object<KhorosUser>({
    userId: identifier(),
    platform: optional(text()),
    givenName: optional(text()),
  }),
);

// Whoever wraps the functions passes vendor, user and options through.
export function wrap<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
  user: User,
  signing: SignChatTokenOptions<KeyId>,
  verifying: VerifyChatTokenOptions<KeyId>,
): Promise<{ claims: Claims & ChatTokenTimes }> {
  return signChatToken(vendor, user, signing).then((token) =>
    verifyChatToken(vendor, token, verifying),
  );
}
void wrap(zendesk, { external_id: 'u' }, { secret, keyId: 'app_1' }, { secret });
// @ts-expect-error the wrapper demands the key id as well
void wrap(zendesk, { external_id: 'u' }, { secret }, { secret });

export { ours, theirs };
