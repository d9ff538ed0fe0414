import {
  type AnyChatVendor,
  chatwoot,
  createChatTokenSigner,
  createChatTokenVerifier,
  defineConfiguredVendor,
  defineVendor,
  isChatTokenError,
  jwt,
  khoros,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import { describe, expect, test } from 'vitest';
import { claimsOf } from '../../src/contract/vendor.ts';
import { about, anything, definition, hashed, refusal, SECRET } from '../support/support.ts';
import { VENDORS } from '../support/vendors.ts';

function answerOf(vendor: AnyChatVendor, user: unknown): unknown {
  try {
    return claimsOf(vendor, vendor['~validate'](user));
  } catch (error) {
    if (!isChatTokenError(error)) throw error;
    return [error.code, error.message, error.hint, error.issues];
  }
}

const USERS: readonly unknown[] = [
  ...VENDORS.flatMap(({ example }) => [
    example.minimal.user,
    example.full.user,
    ...example.rejected.map(({ user }) => user),
  ]),
  undefined,
  'u_1',
  ['u_1'],
  {},
  { userId: 42, external_id: 42, deskpro_id: 42 },
  { userId: 'u', external_id: 'u', scope: 'app' },
  { userId: 'u', external_id: 'u', exp: 1 },
  { userId: 'u', external_id: 'u', sub: 'u' },
  { userID: 'u', externalId: 'u', e_mail: 'j@example.com' },
  { userId: 'u', external_id: 'u'.repeat(256), name: 'x'.repeat(1e5) },
  Object.fromEntries([...Array(200).keys()].map((index) => [`k${index}`, index])),
];

describe.each(VENDORS)('$vendor.name', ({ vendor }) => {
  test('cannot be changed', () => {
    for (const part of [vendor, vendor.token, vendor.token.fixedClaims]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  test('~validate returns what claims throws', () => {
    for (const user of USERS) {
      const { claims, issues } = vendor['~validate'](user);
      const answer = answerOf(vendor, user);
      if (issues === undefined) expect(answer).toStrictEqual(claims);
      else expect(answer).toMatchObject({ 0: 'ERR_CLAIMS_INVALID', 3: issues.slice(0, 100) });
    }
  });
});

describe('userId', () => {
  test('is a string or null, for claims only', async () => {
    const vendor = defineVendor({ ...definition, userId: () => 'u_1' });
    expect(vendor.userId({})).toBe('u_1');
    for (const none of [null, undefined]) {
      expect(defineVendor({ ...definition, userId: () => none }).userId({})).toBeNull();
    }
    const number = defineVendor({ ...definition, userId: (() => 7n) as never });
    const throwing = defineVendor({
      ...definition,
      userId: () => {
        throw new Error('jane@example.com');
      },
    });
    const wrong = [
      () => khoros.userId(undefined as never),
      // Claims of another vendor.
      () => khoros.userId({ external_id: 'u' }),
      () => number.userId({}),
      () => throwing.userId({}),
    ];
    for (const call of wrong) {
      const error = await refusal(call, 'ERR_OPTION_INVALID');
      expect(error.message).toContain('userId must');
      expect(error.cause).toBeUndefined();
    }
  });
});

/** Everything of the package that takes a vendor. */
const CALLS: readonly [name: string, call: (vendor: never) => unknown][] = [
  ['signChatToken', (vendor) => signChatToken(vendor, {} as never, { secret: SECRET })],
  ['signChatLogin', (vendor) => signChatLogin(vendor, {} as never, { secret: SECRET })],
  ['createChatTokenSigner', (vendor) => createChatTokenSigner(vendor, { secret: SECRET })],
  ['verifyChatToken', (vendor) => verifyChatToken(vendor, 'a.b.c', { secret: SECRET })],
  ['createChatTokenVerifier', (vendor) => createChatTokenVerifier(vendor, { secret: SECRET })],
  ['createTokenHandler', (vendor) => createTokenHandler(vendor, { getUser: () => null } as never)],
  ['inspectChatToken', (vendor) => inspectChatToken('a.b.c', { vendor })],
  ['lintClaims', (vendor) => lintClaims(vendor, {})],
];

describe.each(CALLS)('%s', (name, call) => {
  test.each<[what: string, vendor: unknown]>([
    ['a string', 'khoros'],
    ['undefined', undefined],
    ['null', null],
    ['an object', {}],
    ['an array', [khoros]],
    ['a Promise: is an await missing?', Promise.resolve(khoros)],
    ['a function', () => khoros],
    ['an object', { ...khoros, '~validate': undefined }],
    ['an object', { ...khoros, token: undefined }],
    ['an object', { ...khoros, token: { ...khoros.token, prepare: undefined } }],
    ['an object', { ...chatwoot, token: 'hmac' }],
  ])('says what to import for %s in place of a vendor (case %#)', async (what, vendor) => {
    // This one detects the vendor unless it gets one.
    if (name === 'inspectChatToken' && vendor === undefined) return;
    // This one takes a function that returns the vendor of a request.
    if (name === 'createTokenHandler' && what === 'a function') return;
    const error = await refusal(() => call(vendor as never), 'ERR_OPTION_INVALID');
    expect(error.message).toBe(`The vendor must be a vendor object, got ${what}`);
    expect(error.hint).toBe("Pass the object, not its name: import { … } from 'chat-token'.");
  });

  test('says what to call for a vendor without its configuration', async () => {
    const acmeChat = defineConfiguredVendor(
      { ...about, name: 'acme-chat', config: { widgetId: 'string', region: 'string' } },
      ({ widgetId }: { widgetId: string; region: string }) => ({
        user: anything,
        token: jwt({ fixedClaims: { sub: widgetId } }),
      }),
    );
    const error = await refusal(() => call(acmeChat as never), 'ERR_OPTION_INVALID');
    expect(error.message).toBe('Call acmeChat({ widgetId, region }) first');
  });
});

test('every function takes an object with the members of a vendor, such as a copy', async () => {
  await expect(
    signChatToken({ ...hashed }, { id: 'u' }, { secret: SECRET }),
  ).resolves.toBeDefined();
});

describe('the vendor as the second argument', () => {
  const user = { userId: 'u' };
  const options = { secret: SECRET, keyId: 'app_1', getUser: () => user };
  const call = (action: unknown, ...args: unknown[]): unknown =>
    Reflect.apply(action as (...args: unknown[]) => unknown, undefined, args);

  test.each<[action: () => unknown]>([
    [() => call(signChatToken, user, khoros, options)],
    [() => call(signChatToken, 'u', chatwoot, options)],
    [() => call(signChatLogin, user, khoros, options)],
    [() => call(signChatLogin, null, hashed, options)],
    [() => call(verifyChatToken, 'a.b.c', khoros, options)],
    [() => call(verifyChatToken, undefined, hashed, options)],
    [() => call(createChatTokenSigner, options, khoros)],
    [() => call(createChatTokenVerifier, options, khoros)],
    [() => call(createTokenHandler, options, khoros)],
  ])('is recognized (case %#)', async (action) => {
    const error = await refusal(action, 'ERR_OPTION_INVALID');
    expect(error.message).toBe('The vendor is the first argument');
  });
});
