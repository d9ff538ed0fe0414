/** Calls of what is for tests: assertions, matchers, wrong tokens and fakes. */
import { convrs, deskpro, khoros, signChatToken, zendesk } from 'chat-token';
import {
  assertChatTokenFor,
  assertExpiresIn,
  assertNoFindings,
  chatTokenMatchers,
  createFake,
  invalidToken,
  invalidTokenKinds,
  testKey,
  UndocumentedError,
  VendorRejection,
} from 'chat-token/testing';
import { NOW } from '../support/support.ts';
import { type Call, callOf, method, plain } from './calls.ts';
import { KEY } from './calls-core.ts';
import { fail } from './hostile.ts';
import { WRONG_TOKENS } from './invalid-tokens.ts';
import { CARD, EMAIL, MARKER_SECRET, NAME, PLANTED, TOKEN, USER } from './markers.ts';

/** A runner's printer that is as talkative as can be. */
const CONTEXT = {
  isNot: false,
  utils: {
    printExpected: (value: unknown) => JSON.stringify(value),
    printReceived: (value: unknown) => JSON.stringify(value),
    matcherHint: (...parts: readonly unknown[]) => JSON.stringify(parts),
  },
};
const matcher =
  (name: string): Call['run'] =>
  (...args) =>
    callOf(Reflect.get(chatTokenMatchers, name), args, CONTEXT);
const messageOf = (result: unknown) => method(() => result, 'message')();
/** A test must show which claims differ. */
const claimsShown = ['user', 'planted'] as const;

const options = { ...KEY, now: NOW };

const assertions: readonly Call[] = [
  {
    name: 'assertChatTokenFor',
    run: plain(assertChatTokenFor),
    args: () => [zendesk, TOKEN, USER, options],
    mayHold: claimsShown,
    mayThrow: claimsShown,
  },
  {
    name: 'assertChatTokenFor',
    how: 'with other claims',
    run: plain(assertChatTokenFor),
    args: () => [zendesk, TOKEN, { external_id: NAME }, options],
    mayThrow: claimsShown,
  },
  {
    name: 'assertChatTokenFor',
    how: 'with another key',
    run: plain(assertChatTokenFor),
    args: () => [zendesk, TOKEN, USER],
    mayThrow: claimsShown,
  },
  {
    name: 'assertChatTokenFor',
    how: 'with a matcher that throws',
    run: plain(assertChatTokenFor),
    args: () => [zendesk, TOKEN, { asymmetricMatch: fail }, options],
  },
  { name: 'assertExpiresIn', run: plain(assertExpiresIn), args: () => [TOKEN, '2h'] },
  {
    name: 'assertNoFindings',
    run: plain(assertNoFindings),
    args: () => [TOKEN, { ...options, vendor: zendesk }],
  },
  {
    name: 'chatTokenMatchers.toBeChatTokenFor',
    run: matcher('toBeChatTokenFor'),
    args: () => [TOKEN, zendesk, USER, options],
    use: messageOf,
    mayHold: claimsShown,
    mayThrow: claimsShown,
  },
  {
    name: 'chatTokenMatchers.toBeChatTokenFor',
    how: 'with another key',
    run: matcher('toBeChatTokenFor'),
    args: () => [TOKEN, zendesk, { external_id: NAME }],
    use: messageOf,
    mayHold: claimsShown,
  },
  {
    name: 'chatTokenMatchers.toExpireIn',
    run: matcher('toExpireIn'),
    args: () => [TOKEN, '2h'],
    use: messageOf,
  },
  {
    name: 'chatTokenMatchers.toHaveNoFindings',
    run: matcher('toHaveNoFindings'),
    args: () => [TOKEN, { ...options, vendor: convrs }],
    use: messageOf,
  },
  ...Object.entries(WRONG_TOKENS).flatMap(([how, token]): Call[] => [
    {
      name: 'assertChatTokenFor',
      how,
      run: plain(assertChatTokenFor),
      args: () => [zendesk, token, undefined, options],
      mayHold: how === 'without an end' ? claimsShown : [],
    },
    { name: 'assertExpiresIn', how, run: plain(assertExpiresIn), args: () => [token, '2h'] },
    { name: 'assertNoFindings', how, run: plain(assertNoFindings), args: () => [token, options] },
    {
      name: 'chatTokenMatchers.toBeChatTokenFor',
      how,
      run: matcher('toBeChatTokenFor'),
      args: () => [token, zendesk, undefined, options],
      use: messageOf,
    },
    {
      name: 'chatTokenMatchers.toHaveNoFindings',
      how,
      run: matcher('toHaveNoFindings'),
      args: () => [token, options],
      use: messageOf,
    },
  ]),
  { name: 'testKey', run: plain(testKey), args: () => [zendesk], mayHold: ['planted'] },
  { name: 'invalidTokenKinds', run: plain(invalidTokenKinds), args: () => [zendesk] },
  {
    name: 'invalidToken',
    run: plain(invalidToken),
    args: () => [zendesk, USER, 'expired', options],
    mayHold: ['token', 'user', 'planted'],
  },
  {
    name: 'invalidToken',
    how: 'with a damaged secret',
    run: plain(invalidToken),
    args: () => [zendesk, USER, 'expired', { ...KEY, secret: `${MARKER_SECRET}\n` }],
  },
  {
    name: 'UndocumentedError',
    run: (...args) => Reflect.construct(UndocumentedError, [...args]),
    args: () => ['Vendor', 'this'],
    mayHold: claimsShown,
  },
  {
    name: 'VendorRejection',
    run: (...args) => Reflect.construct(VendorRejection, [...args]),
    args: () => ['refused', { source: 'here' }],
    mayHold: claimsShown,
  },
];

const NO_KEY_ID = { secret: MARKER_SECRET };
const FAKES = {
  zendesk: { vendor: zendesk, key: KEY, user: USER },
  khoros: { vendor: khoros, key: KEY, user: { userId: CARD, givenName: NAME } },
  convrs: { vendor: convrs, key: NO_KEY_ID, user: { userId: CARD, name: NAME, email: EMAIL } },
  deskpro: { vendor: deskpro, key: NO_KEY_ID, user: { email: EMAIL, first_name: NAME } },
};

/** How a visitor brings a token. */
const ARRIVALS: Readonly<Record<string, (token: unknown) => [string, ...unknown[]]>> = {
  zendesk: (token) => ['login', token],
  khoros: (token) => ['login', CARD, token],
  convrs: (token) => ['connect', token],
  deskpro: (token) => ['start', token],
};

function fake(name: keyof typeof FAKES): unknown {
  const { vendor, key } = FAKES[name];
  return callOf(createFake, [vendor, { keys: [key], now: NOW }]);
}

/** Lets the visitor in, who writes, and gives the fake, or what it threw. */
async function arrive(made: unknown, name: keyof typeof FAKES): Promise<unknown> {
  const { vendor, key, user } = FAKES[name];
  const token = await callOf(signChatToken, [vendor, user, { ...key, now: NOW }]);
  const visitor = method(() => made, 'visitor')();
  const [call, ...args] = ARRIVALS[name]?.(token) ?? [''];
  await method(() => visitor, call)(...args);
  await method(() => visitor, 'say')('Where is my parcel?');
  return [made, visitor];
}

const names = ['zendesk', 'khoros', 'convrs', 'deskpro'] as const;
const bearer = (token: unknown) =>
  new Request(`https://api.smooch.io/sdk/v2/apps/a/appusers/b?jwt=${TOKEN}`, {
    headers: {
      authorization: `Bearer ${String(token)
        .trim()
        .replaceAll(/[\r\n"]/g, '')}`,
    },
  });

/** What the methods of each fake are called with; the others take nothing. */
const METHODS: Readonly<Record<string, () => readonly unknown[]>> = {
  advance: () => [60],
  fetch: () => [bearer(TOKEN), { method: 'GET' }],
  nameOf: () => [CARD],
  addUser: () => [{ email: EMAIL, deskpro_id: CARD }],
  deleteUser: () => [CARD],
  addKey: () => [{ ...KEY, expiresAt: NOW }],
  deleteKey: () => [KEY.keyId],
  rotate: () => [MARKER_SECRET],
  verifyToken: () => [TOKEN],
  flowValue: () => [CARD, NAME],
  agentPanel: () => [CARD],
  login: () => [TOKEN],
  connect: () => [TOKEN],
  start: () => [TOKEN],
  say: () => [NAME],
};

function methodsOf(value: unknown): string[] {
  return Object.keys(Object(value)).filter(
    (key) => typeof Reflect.get(Object(value), key) === 'function',
  );
}

const visitorOf = (name: keyof typeof FAKES) => method(() => fake(name), 'visitor')();

const fakeCalls = names.flatMap((name): Call[] => [
  {
    name: 'createFake',
    ...(name === 'zendesk' ? {} : { how: name }),
    run: plain(createFake),
    args: () => [FAKES[name].vendor, { keys: [FAKES[name].key], now: NOW }],
    use: (made) => arrive(made, name),
    mayMake: ['planted'], // The id of a key is no secret.
    mayHold: claimsShown,
  },
  ...methodsOf(fake(name)).map(
    (key): Call => ({
      name: `createFake(${name}).${key}`,
      run: method(() => fake(name), key),
      args: METHODS[key] ?? (() => []),
      mayHold: claimsShown,
      // What is no request, the runtime refuses, in its own words, as it does in a real fetch.
      mayThrow: key === 'fetch' ? claimsShown : [],
    }),
  ),
  ...methodsOf(visitorOf(name)).map(
    (key): Call => ({
      name: `createFake(${name}).visitor().${key}`,
      run: method(() => visitorOf(name), key),
      args: () => (name === 'khoros' && key === 'login' ? [CARD, TOKEN] : (METHODS[key]?.() ?? [])),
    }),
  ),
  ...Object.entries(WRONG_TOKENS).map(([how, token]): Call => {
    const [key, ...args] = ARRIVALS[name]?.(token) ?? [''];
    return {
      name: `createFake(${name}).visitor().${key}`,
      how,
      run: method(() => visitorOf(name), key),
      args: () => args,
    };
  }),
]);

export const TESTING_INSTANCES: Readonly<Record<string, () => unknown>> = Object.fromEntries(
  names.flatMap((name) => [
    [`createFake(${name})`, () => fake(name)],
    [`createFake(${name}).visitor()`, () => visitorOf(name)],
  ]),
);

export const TESTING_CALLS: readonly Call[] = [
  ...assertions,
  ...fakeCalls,
  {
    name: 'createFake',
    how: 'with a clock that throws',
    run: plain(createFake),
    args: () => [zendesk, { keys: [KEY], now: fail }],
    use: (made) => arrive(made, 'zendesk'),
  },
  {
    name: 'createFake',
    how: 'with a damaged secret',
    run: plain(createFake),
    args: () => [zendesk, { keys: [{ ...KEY, secret: `${MARKER_SECRET}\n` }] }],
  },
  ...Object.entries(WRONG_TOKENS).flatMap(([how, token]): Call[] => [
    {
      name: 'createFake(zendesk).fetch',
      how,
      run: method(() => fake('zendesk'), 'fetch'),
      args: () => [bearer(token)],
    },
    {
      name: 'createFake(convrs).verifyToken',
      how,
      run: method(() => fake('convrs'), 'verifyToken'),
      args: () => [token],
    },
  ]),
  {
    name: 'createFake(zendesk).fetch',
    how: 'another address',
    run: method(() => fake('zendesk'), 'fetch'),
    args: () => [`https://www.example.com/${TOKEN}?${encodeURIComponent(PLANTED)}`],
  },
  {
    name: 'createFake(zendesk).addKey',
    how: 'an eleventh',
    run(...args) {
      const made = fake('zendesk');
      for (let count = 2; count <= 11; count++) {
        method(
          () => made,
          'addKey',
        )({ secret: MARKER_SECRET, keyId: `key_${count}`, ...Object(args[0]) });
      }
    },
    args: () => [{}],
  },
];
