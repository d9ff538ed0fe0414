/** The same for the matchers and the rest of chat-token/testing: what must compile, and what must not. */
import { expect as jest } from '@jest/globals';
import { convrs, defineVendor, signChatToken, verifyChatToken, zendesk } from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import {
  assertChatTokenFor,
  assertExpiresIn,
  assertNoFindings,
  type ChatTokenMatchers,
  chatTokenMatchers,
  invalidToken,
  invalidTokenKinds,
  testKey,
} from 'chat-token/testing';
import * as v from 'valibot';
import { expect as vitest } from 'vitest';

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: Vitest's own words, which a declaration must repeat
  interface Matchers<T = any> extends ChatTokenMatchers<T> {}
}
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T> extends ChatTokenMatchers<R> {}
}

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_Proof extends true>() => {};

vitest.extend(chatTokenMatchers);
jest.extend(chatTokenMatchers);

const token = 'never looked at';
const acme = defineVendor({
  name: 'acme',
  title: 'Acme',
  docs: 'https://example.com',
  keyId: 'optional',
  schema: v.object({ id: v.string(), tags: v.optional(v.array(v.string())) }),
});

// The matchers, with their claims and with asymmetric matchers inside.
vitest(token).toBeChatTokenFor(zendesk);
jest(token).toBeChatTokenFor(zendesk);
vitest(token).not.toBeChatTokenFor(convrs, { userId: 'u_1' }, { now: new Date() });
jest(token).not.toBeChatTokenFor(convrs, { userId: 'u_1' }, { now: new Date() });
vitest(token).toBeChatTokenFor(zendesk, { external_id: vitest.any(String), scope: 'user', iat: 1 });
jest(token).toBeChatTokenFor(zendesk, { external_id: jest.any(String), scope: 'user', iat: 1 });
vitest(token).toBeChatTokenFor(zendesk, vitest.objectContaining({ external_id: 'u_1' }));
jest(token).toBeChatTokenFor(zendesk, jest.objectContaining({ external_id: 'u_1' }));
vitest(token).toBeChatTokenFor(convrs, {
  agentData: [{ label: 'Plan', value: vitest.any(String) }],
});
jest(token).toBeChatTokenFor(convrs, { agentData: [{ label: 'Plan', value: jest.any(String) }] });
jest(token).toBeChatTokenFor(convrs, { userData: jest.objectContaining({ plan: 'plus' }) });
vitest(token).toBeChatTokenFor(acme, { id: 'a_1', tags: ['new', vitest.any(String)] });
// @ts-expect-error it is called external_id
vitest(token).toBeChatTokenFor(zendesk, { externalId: 'u_1' });
// @ts-expect-error it is called external_id
jest(token).toBeChatTokenFor(zendesk, { externalId: 'u_1' });
// @ts-expect-error ids are strings
vitest(token).toBeChatTokenFor(convrs, { userId: 42 });
// @ts-expect-error ids are strings
jest(token).toBeChatTokenFor(acme, { id: 42 });
// @ts-expect-error a vendor object, not its name
vitest(token).toBeChatTokenFor('zendesk');
// @ts-expect-error which vendor?
jest(token).toBeChatTokenFor();

// Another key: a key id is never demanded, and refused where there is none.
vitest(token).toBeChatTokenFor(zendesk, undefined, { secret: 's' });
jest(token).toBeChatTokenFor(zendesk, undefined, { keys: [{ secret: 's', keyId: 'app_1' }] });
vitest(token).toBeChatTokenFor(convrs, {}, { secret: 's', clockTolerance: 5 });
// @ts-expect-error Convrs uses none
vitest(token).toBeChatTokenFor(convrs, {}, { secret: 's', keyId: 'app_1' });
// @ts-expect-error a Date
jest(token).toBeChatTokenFor(convrs, {}, { now: 7 });

// Lifetimes and findings.
vitest(token).toExpireIn(900);
jest(token).toExpireIn('15m');
// @ts-expect-error there are no weeks
vitest(token).toExpireIn('1w');
// @ts-expect-error how long?
jest(token).toExpireIn();
vitest(token).toHaveNoFindings();
jest(token).toHaveNoFindings({ vendor: zendesk, secret: 's', now: new Date() });
// @ts-expect-error a vendor object, not its name
vitest(token).toHaveNoFindings({ vendor: 'zendesk' });

// What is to be awaited.
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

// The assertions take a token that was awaited, and give the vendor's claims.
const verified = await assertChatTokenFor(zendesk, token, { external_id: 'u_1' });
holds<Equal<typeof verified.claims.scope, 'user'>>();
holds<Equal<typeof verified.claims.exp, number | undefined>>();
// @ts-expect-error an await is missing
assertChatTokenFor(zendesk, Promise.resolve(token));
// @ts-expect-error it is called external_id
assertChatTokenFor(zendesk, token, { externalId: 'u_1' });
assertExpiresIn(token, '15m');
// @ts-expect-error an await is missing
assertExpiresIn(Promise.resolve(token), '15m');
assertNoFindings(token, { vendor: convrs });

// testKey goes where a real key goes.
signChatToken(zendesk, { external_id: 'u_1' }, testKey(zendesk));
signChatToken(zendesk, { external_id: 'u_1' }, { ...testKey(zendesk), expiresIn: '15m' });
signChatToken(convrs, {}, { keys: [testKey(convrs)] });
signChatToken(acme, { id: 'a_1' }, testKey(acme));
verifyChatToken(zendesk, token, testKey(zendesk));
createTokenHandler(zendesk, { getUser: () => null, ...testKey(zendesk) });
// @ts-expect-error another vendor's, without a key id
signChatToken(zendesk, { external_id: 'u_1' }, testKey(convrs));
// @ts-expect-error another vendor's, with one
signChatToken(convrs, {}, testKey(zendesk));
holds<Equal<ReturnType<typeof testKey<'required'>>['keyId'], string>>();

// Wrong tokens: for a user of the vendor, in a way that the vendor's tokens can be wrong in.
invalidToken(zendesk, { external_id: 'u_1' }, 'no-key-id', { now: new Date() });
invalidToken(acme, { id: 'a_1' }, 'other-key-id', { secret: 's', keyId: 'k' });
invalidToken(convrs, {}, 'expired', { secret: new Uint8Array(32) });
// @ts-expect-error Convrs has no key ids
invalidToken(convrs, {}, 'no-key-id');
// @ts-expect-error Convrs has no key ids
invalidToken(convrs, {}, 'other-key-id');
// @ts-expect-error it may lack one
invalidToken(acme, { id: 'a_1' }, 'no-key-id');
// @ts-expect-error no such kind
invalidToken(convrs, {}, 'late');
// @ts-expect-error external_id is required
invalidToken(zendesk, {}, 'expired');
for (const { kind } of invalidTokenKinds(convrs)) invalidToken(convrs, {}, kind);
