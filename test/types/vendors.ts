/** What must compile, and what must not: checked by `npm run types`, never run. */
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
import { contractSchema } from '../../src/schema/contract.ts';
import { object, oneOrMany, optional, record } from '../../src/schema/structures.ts';
import { choice, identifier, string } from '../../src/schema/values.ts';
import { type Equal, holds } from './equal.ts';

const secret = 'never run';

// The vendor determines the type of the user.
type UserOf<Vendor> = Vendor extends ChatVendor<infer User, object> ? User : never;
holds<Equal<UserOf<typeof khoros>, KhorosUser>>();
holds<Equal<UserOf<typeof convrs>, ConvrsUser>>();
holds<Equal<UserOf<typeof zendesk>, ZendeskUser>>();
holds<Equal<UserOf<typeof deskpro>, DeskproUser>>();
holds<Equal<ReturnType<typeof convrs.claims>, ConvrsClaims>>();
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
// @ts-expect-error null does not mean "left out"
convrs.claims({ name: null });
deskpro.claims({ fields: { a: 'x', b: ['y'] } });
// @ts-expect-error fields hold strings
deskpro.claims({ fields: { a: 7 } });
// @ts-expect-error ids are strings
deskpro.claims({ usergroup_ids: [3] });

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

// Options.
const every = { secret, expiresIn: '15m', now: new Date(), allowShortSecret: true } as const;
createChatTokenSigner(convrs, every);
// @ts-expect-error secret or keys is required
createChatTokenSigner(convrs, {});
// @ts-expect-error not both
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

// A contract matches its interface exactly.
const fields = { userId: identifier(), platform: optional(string()) };
const ours: StandardSchemaV1<KhorosUser, KhorosUser> = contractSchema(() =>
  object<KhorosUser>({ ...fields, givenName: optional(string()) }),
);
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

// A custom vendor: the definition determines user, claims and keyId.
const theirs: StandardSchema<{ id: string }, { id: string }> = v.object({ id: v.string() });
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
// @ts-expect-error id is a string
acme.claims({ id: 7 });
void signChatToken(acme, { id: 'u' }, { secret });
void signChatToken(acme, { id: 'u' }, { secret, keyId: 'k' });

// A generic wrapper passes vendor, user and options through.
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
// @ts-expect-error the wrapper requires the key id, too
void wrap(zendesk, { external_id: 'u' }, { secret }, { secret });

export { ours, theirs };
