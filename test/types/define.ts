/** Vendors of the caller's own: what must compile, and what must not. Checked by `npm run types`, never run. */
import {
  type ClaimsOf,
  chatwoot,
  createChatTokenSigner,
  defineConfiguredVendor,
  defineVendor,
  hmac,
  type Jwt,
  type JwtVendor,
  jwt,
  type SettingsOf,
  type StandardSchema,
  signChatLogin,
  signChatToken,
  type UserOf,
  verifyChatToken,
} from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import * as v from 'valibot';
import * as z from 'zod';
import { type Equal, holds } from './equal.ts';

const secret = 'never run';
const about = { name: 'acme', title: 'Acme', docs: 'https://example.com' };

// Schemas of other libraries are Standard Schemas.
export const ofValibot: StandardSchema<{ id: string }, { id: string }> = v.object({
  id: v.string(),
});
export const ofZod: StandardSchema<{ id: string }, { id: string }> = z.object({ id: z.string() });

// A JWT: the definition determines user, claims, settings and keyId.
const acme = defineVendor({
  ...about,
  user: v.object({ id: v.pipe(v.string(), v.trim()), plan: v.optional(v.string(), 'free') }),
  token: jwt({ keyId: 'optional', fixedClaims: { role: 'visitor' } }),
  userId: ({ id }) => id,
  settings: ({ plan, role }, token) => ({ plan, role, jwt: token }),
});
holds<Equal<UserOf<typeof acme>, { id: string; plan?: string | undefined }>>();
holds<Equal<ClaimsOf<typeof acme>['role'], 'visitor'>>();
holds<Equal<ClaimsOf<typeof acme>['plan'], string>>();
holds<Equal<SettingsOf<typeof acme>, { plan: string; role: 'visitor'; jwt: string }>>();
// @ts-expect-error id is a string
acme.claims({ id: 7 });
void signChatToken(acme, { id: 'u' }, { secret });
void signChatToken(acme, { id: 'u' }, { secret, keyId: 'k', expiresIn: '15m' });
const { claims } = await verifyChatToken(acme, 'a.b.c', { secret });
holds<Equal<typeof claims.role, 'visitor'>>();
holds<Equal<typeof claims.plan, string>>();

// The same with zod.
const zodAcme = defineVendor({
  ...about,
  user: z.strictObject({ id: z.string(), seats: z.number().default(1) }),
  token: jwt({ keyId: 'required' }),
  userId: ({ id }) => id,
});
holds<Equal<UserOf<typeof zodAcme>, { id: string; seats?: number | undefined }>>();
holds<Equal<ClaimsOf<typeof zodAcme>['seats'], number>>();
void signChatToken(zodAcme, { id: 'u' }, { secret, keyId: 'k' });
// @ts-expect-error keyId is required
void signChatToken(zodAcme, { id: 'u' }, { secret });
// Without `settings`, they are the token.
holds<Equal<SettingsOf<typeof zodAcme>, { readonly token: string }>>();

// Without options: no key id, no fixed claims.
const plain = defineVendor({ ...about, user: z.object({ id: z.string() }), token: jwt() });
void signChatToken(plain, { id: 'u' }, { secret });
// @ts-expect-error it uses no key id
void signChatToken(plain, { id: 'u' }, { secret, keyId: 'k' });

// A hash. The type of `fields` must be written.
const hashed = defineVendor({
  ...about,
  user: v.object({ email: v.string(), name: v.optional(v.string()) }),
  token: hmac({ message: (fields: { email: string }) => fields.email }),
  userId: ({ email }) => email,
  settings: (fields, hash) => ({ ...fields, hash }),
});
holds<Equal<UserOf<typeof hashed>, { email: string; name?: string | undefined }>>();
holds<Equal<SettingsOf<typeof hashed>['hash'], string>>();
const jane = { email: 'jane@example.com', name: 'Jane Doe' };
void signChatToken(hashed, jane, { secret });
// The user of a hash is the vendor's user, not only what is hashed.
void verifyChatToken(hashed, 'hash', { secret, user: { email: 'j@example.com', name: 'Jane' } });
// @ts-expect-error of the right type
void verifyChatToken(hashed, 'hash', { secret, user: { email: 7 } });
// @ts-expect-error it is required
void verifyChatToken(hashed, 'hash', { secret });
// @ts-expect-error a hash never expires
void signChatToken(hashed, jane, { secret, expiresIn: '15m' });
const zodHashed = defineVendor({
  ...about,
  user: z.strictObject({ id: z.string(), plan: z.string().default('free') }),
  token: hmac({ message: (fields: { id: string; plan: string }) => `${fields.id}:${fields.plan}` }),
});
void verifyChatToken(zodHashed, 'hash', { secret, user: { id: 'u' } });
defineVendor({
  ...about,
  user: v.object({ email: v.string() }),
  // @ts-expect-error without its type, nothing is known about `fields`
  token: hmac({ message: (fields) => fields.email }),
});
defineVendor({
  ...about,
  user: v.object({ email: v.string() }),
  // @ts-expect-error the user has no id
  token: hmac({ message: (fields: { id: string }) => fields.id }),
});
// @ts-expect-error what is hashed is a string
hmac({ message: (fields: { id: number }) => fields.id });

// A hash that expires is valid only with its time.
const timed = defineVendor({
  ...about,
  user: v.object({ email: v.string() }),
  token: hmac({
    message: (fields: { email: string }, time: number) => `${fields.email}:${time}`,
    time: { field: 'timestamp', unit: 'milliseconds', maxAge: '1h' },
  }),
  settings: (fields, hash) => ({ ...fields, hash }),
});
const ofEmail = { email: 'jane@example.com' };
holds<Equal<UserOf<typeof timed>, { email: string }>>();
// @ts-expect-error claims know no time
void timed.claims(ofEmail).timestamp;
holds<Equal<SettingsOf<typeof timed>['timestamp'], number>>();
void signChatLogin(timed, ofEmail, { secret });
void signChatLogin(timed, ofEmail, { keys: [{ secret }] });
// @ts-expect-error the vendor counts how old it is
void signChatLogin(timed, ofEmail, { secret, expiresIn: '15m' });
// @ts-expect-error the hash alone is worth nothing
void signChatToken(timed, ofEmail, { secret });
// @ts-expect-error the hash alone is worth nothing
void createChatTokenSigner(timed, { secret });
// @ts-expect-error the time is signed, and not the user's
void signChatLogin(timed, { ...ofEmail, timestamp: 1 }, { secret });
void verifyChatToken(timed, 'hash', { secret, user: { ...ofEmail, timestamp: 1 } });
// @ts-expect-error the time was sent too
void verifyChatToken(timed, 'hash', { secret, user: ofEmail });
// @ts-expect-error in one of two units
hmac({ message: () => 'u', time: { field: 'at', unit: 'ms', maxAge: 60 } });
// @ts-expect-error one of two encodings
hmac({ message: () => 'u', outputEncoding: 'base64url' });

// Members of a definition.
// @ts-expect-error keyId is an option of jwt
defineVendor({ ...about, user: ofZod, token: jwt(), keyId: 'required' });
// @ts-expect-error token is required
defineVendor({ ...about, user: ofZod });
// @ts-expect-error a format, not its name
defineVendor({ ...about, user: ofZod, token: 'jwt' });
// @ts-expect-error ids are strings
defineVendor({ ...about, user: ofZod, token: jwt(), userId: () => 7 });
// @ts-expect-error settings are an object
defineVendor({ ...about, user: ofZod, token: jwt(), settings: (_, token) => token });
// @ts-expect-error one of three words
jwt({ keyId: 'maybe' });
// @ts-expect-error fixed claims are not nested
jwt({ fixedClaims: { a: {} } });
// @ts-expect-error a hash has no options of a JWT
hmac({ message: (fields: { id: string }) => fields.id, keyId: 'required' });

// A configured vendor.
const widget = defineConfiguredVendor(
  { ...about, config: { widgetId: 'string' } },
  ({ widgetId }: { readonly widgetId: string }) => ({
    user: v.object({ id: v.string() }),
    token: jwt({ fixedClaims: { sub: widgetId } }),
    settings: (_claims, token) => ({ token, widgetId }),
  }),
);
const vendor = widget({ widgetId: 'w_1' });
void signChatToken(vendor, { id: 'u' }, { secret });
holds<Equal<UserOf<typeof vendor>, { id: string }>>();
holds<Equal<SettingsOf<typeof vendor>, { token: string; widgetId: string }>>();
holds<Equal<ClaimsOf<typeof vendor>['sub'], string>>();
// @ts-expect-error it must be called first
void signChatToken(widget, { id: 'u' }, { secret });
// @ts-expect-error not a vendor either
lintClaims(widget, {});
// @ts-expect-error widgetId is required
widget({});
// @ts-expect-error the configuration has no region
widget({ widgetId: 'w_1', region: 'eu' });
defineConfiguredVendor(
  // @ts-expect-error not a member of the configuration
  { ...about, config: { region: 'string' } },
  (_config: { readonly widgetId: string }) => ({ user: ofZod, token: jwt() }),
);

// With short annotations, as in this package.
export const annotated: JwtVendor<{ id: string }, 'jwt', Jwt<'required'>> = defineVendor({
  ...about,
  user: ofValibot,
  token: jwt({ keyId: 'required' }),
  settings: (_claims, token) => ({ jwt: token }),
});

// Every function takes them.
void signChatLogin(hashed, jane, { secret });
createTokenHandler(hashed, { getUser: () => jane, secret });
// @ts-expect-error a hash never expires
createTokenHandler(hashed, { getUser: () => jane, secret, expiresIn: '15m' });
createChatTokenSigner(acme, { keys: [{ secret, keyId: 'k' }, { secret }] });
lintClaims(chatwoot, {});
lintClaims(hashed, {});
