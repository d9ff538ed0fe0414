/** chat-token/testing: what must compile, and what must not. Checked by `npm run types`, never run. */
import { expect as jest } from '@jest/globals';
import {
  convrs,
  defineVendor,
  deskpro,
  type Jwt,
  jwt,
  khoros,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import {
  assertChatTokenFor,
  assertExpiresIn,
  assertNoFindings,
  type ChatTokenMatchers,
  type ConvrsFake,
  chatTokenMatchers,
  createFake,
  type DeskproFake,
  invalidToken,
  invalidTokenKinds,
  type KhorosFake,
  testKey,
  type ZendeskFake,
} from 'chat-token/testing';
import * as v from 'valibot';
import { expect as vitest } from 'vitest';
import { type Equal, holds } from './equal.ts';

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: a declaration must repeat Vitest's own type parameter
  interface Matchers<T = any> extends ChatTokenMatchers<T> {}
}
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T> extends ChatTokenMatchers<R> {}
}

vitest.extend(chatTokenMatchers);
jest.extend(chatTokenMatchers);

const token = 'never looked at';
const acme = defineVendor({
  name: 'acme',
  title: 'Acme',
  docs: 'https://example.com',
  user: v.object({ id: v.string(), tags: v.optional(v.array(v.string())) }),
  token: jwt({ keyId: 'optional' }),
});

// The matchers, in both runners: with claims, and with asymmetric matchers inside.
vitest(token).not.toBeChatTokenFor(convrs, { userId: 'u_1' }, { now: new Date() });
jest(token).not.toBeChatTokenFor(convrs, { userId: 'u_1' }, { now: new Date() });
vitest(token).toBeChatTokenFor(zendesk, { external_id: vitest.any(String), scope: 'user', iat: 1 });
jest(token).toBeChatTokenFor(zendesk, { external_id: jest.any(String), scope: 'user', iat: 1 });
vitest(token).toBeChatTokenFor(zendesk, vitest.objectContaining({ external_id: 'u_1' }));
jest(token).toBeChatTokenFor(convrs, { userData: jest.objectContaining({ plan: 'plus' }) });
vitest(token).toBeChatTokenFor(acme, { id: 'a_1', tags: ['new', vitest.any(String)] });
jest(token).toBeChatTokenFor(convrs, { agentData: [{ label: 'Plan', value: jest.any(String) }] });
// @ts-expect-error the claim is called external_id
vitest(token).toBeChatTokenFor(zendesk, { externalId: 'u_1' });
// @ts-expect-error ids are strings
jest(token).toBeChatTokenFor(acme, { id: 42 });
// @ts-expect-error a vendor object, not its name
vitest(token).toBeChatTokenFor('zendesk');
// @ts-expect-error the vendor is required
jest(token).toBeChatTokenFor();

// With a key: the key id is never required, and an error where the vendor uses none.
vitest(token).toBeChatTokenFor(zendesk, undefined, { secret: 's' });
jest(token).toBeChatTokenFor(zendesk, undefined, { keys: [{ secret: 's', keyId: 'app_1' }] });
vitest(token).toBeChatTokenFor(convrs, {}, { secret: 's', clockTolerance: 5 });
// @ts-expect-error Convrs uses none
vitest(token).toBeChatTokenFor(convrs, {}, { secret: 's', keyId: 'app_1' });

vitest(token).toExpireIn(900);
jest(token).toExpireIn('15m');
// @ts-expect-error weeks are not a unit
vitest(token).toExpireIn('1w');
// @ts-expect-error the lifetime is required
jest(token).toExpireIn();
vitest(token).toHaveNoFindings();
jest(token).toHaveNoFindings({ vendor: zendesk, secret: 's', now: new Date() });
// @ts-expect-error a vendor object, not its name
vitest(token).toHaveNoFindings({ vendor: 'zendesk' });

// Which of them return a promise.
const inVitest = vitest(token);
holds<Equal<ReturnType<typeof inVitest.toBeChatTokenFor>, Promise<void>>>();
holds<Equal<ReturnType<typeof inVitest.toExpireIn>, void>>();
holds<Equal<ReturnType<typeof inVitest.toHaveNoFindings>, Promise<void>>>();
const inJest = jest(token);
holds<Equal<ReturnType<typeof inJest.toBeChatTokenFor>, Promise<void>>>();
holds<Equal<ReturnType<typeof inJest.toExpireIn>, void>>();
const promisedInVitest = vitest(Promise.resolve(token)).resolves;
holds<Equal<ReturnType<typeof promisedInVitest.toExpireIn>, Promise<void>>>();
const promisedInJest = jest(Promise.resolve(token)).resolves;
holds<Equal<ReturnType<typeof promisedInJest.toExpireIn>, Promise<void>>>();

// The assertions take an awaited token, and return the vendor's claims.
const verified = await assertChatTokenFor(zendesk, token, { external_id: 'u_1' });
holds<Equal<typeof verified.claims.scope, 'user'>>();
holds<Equal<typeof verified.claims.exp, number | undefined>>();
assertExpiresIn(token, '15m');
assertNoFindings(token, { vendor: convrs });
// @ts-expect-error an await is missing
assertChatTokenFor(zendesk, Promise.resolve(token));
// @ts-expect-error an await is missing
assertExpiresIn(Promise.resolve(token), '15m');
// @ts-expect-error the claim is called external_id
assertChatTokenFor(zendesk, token, { externalId: 'u_1' });

// testKey goes where a real key goes.
holds<Equal<ReturnType<typeof testKey<Jwt<'required'>>>['keyId'], string>>();
signChatToken(zendesk, { external_id: 'u_1' }, { ...testKey(zendesk), expiresIn: '15m' });
signChatToken(convrs, {}, { keys: [testKey(convrs)] });
signChatToken(acme, { id: 'a_1' }, testKey(acme));
verifyChatToken(zendesk, token, testKey(zendesk));
createTokenHandler(zendesk, { getUser: () => null, ...testKey(zendesk) });
// @ts-expect-error the key of another vendor has no key id
signChatToken(zendesk, { external_id: 'u_1' }, testKey(convrs));
// The key of another vendor has one: only rejected at run time, because it is no literal.
signChatToken(convrs, {}, testKey(zendesk));

// Invalid tokens: only the kinds that the vendor's tokens can be.
invalidToken(zendesk, { external_id: 'u_1' }, 'no-key-id', { now: new Date() });
invalidToken(acme, { id: 'a_1' }, 'other-key-id', { secret: 's', keyId: 'k' });
invalidToken(convrs, {}, 'expired', { secret: new Uint8Array(32) });
for (const { kind } of invalidTokenKinds(convrs)) invalidToken(convrs, {}, kind);
// @ts-expect-error Convrs has no key ids
invalidToken(convrs, {}, 'other-key-id');
// @ts-expect-error a key id is optional here
invalidToken(acme, { id: 'a_1' }, 'no-key-id');
// @ts-expect-error unknown kind
invalidToken(convrs, {}, 'late');
// @ts-expect-error external_id is required
invalidToken(zendesk, {}, 'expired');

// Fakes: the vendor determines the keys, the options and the class.
const secret = 'k3y-0f-the-types-for-this-test';
const plain = { keys: [{ secret }] };
const named = { keys: [{ keyId: 'app_1', secret }] };
const forKhoros = createFake(khoros, named);
const forConvrs = createFake(convrs, { ...plain, agentLocale: 'de' });
const forZendesk = createFake(zendesk, { ...named, midConversationLogin: 'new user' });
const forDeskpro = createFake(deskpro, { ...plain, requireJwt: true });
holds<Equal<typeof forKhoros, KhorosFake>>();
holds<Equal<typeof forConvrs, ConvrsFake>>();
holds<Equal<typeof forZendesk, ZendeskFake>>();
holds<Equal<typeof forDeskpro, DeskproFake>>();
// @ts-expect-error Zendesk's keys have an id
createFake(zendesk, plain);
// @ts-expect-error Deskpro's have none
createFake(deskpro, { keys: [{ keyId: 'app_1', secret }] });
// @ts-expect-error an option of another vendor
createFake(convrs, { ...plain, requireJwt: true });
// @ts-expect-error not a built-in vendor
createFake(acme, named);
