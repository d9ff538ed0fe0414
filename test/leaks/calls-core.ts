/** Calls of the functions that sign, verify, explain, answer and write HTML. */
import {
  ChatTokenError,
  convrs,
  createChatTokenSigner,
  createChatTokenVerifier,
  defineVendor,
  deskpro,
  isChatTokenError,
  khoros,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { loginScript, scriptLiteral } from 'chat-token/html';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import { anything, forge, KEY_ID, NOW, OTHER_SECRET } from '../support/support.ts';
import { type Call, callOf, method, plain } from './calls.ts';
import { fail, ownError } from './hostile.ts';
import { WRONG_TOKENS } from './invalid-tokens.ts';
import { CARD, EMAIL, MARKER_SECRET, NAME, PLANTED, TOKEN, USER } from './markers.ts';

export const KEY = { keyId: KEY_ID, secret: MARKER_SECRET };
const SIGNING = { ...KEY, expiresIn: '1h', now: NOW, allowShortSecret: false };
const RING = { keys: [{ ...KEY, expiresAt: NOW.getTime() / 1000 + 60 }], now: NOW };
const VERIFYING = {
  ...KEY,
  now: NOW,
  clockTolerance: 0,
  requireExpiry: true,
  maxTokenLength: 10_000,
};
const reject = async () => fail();

/** Key options that are refused, each with a secret in them. */
const WRONG_KEYS: Readonly<Record<string, object>> = {
  'a keys function that throws': { keys: fail },
  'a keys function that rejects': { keys: reject },
  'a keys function that gives no list': { keys: () => MARKER_SECRET },
  'a key with a getter that throws': {
    keys: [
      {
        keyId: KEY_ID,
        get secret() {
          return fail();
        },
      },
    ],
  },
  'keys and a secret': { ...KEY, keys: [KEY] },
  'a secret with a line break': { ...KEY, secret: `${MARKER_SECRET}\n` },
  'a secret as bytes with a line break': { ...KEY, secret: Buffer.from(`${MARKER_SECRET}\n`) },
  'a secret in quotation marks': { ...KEY, secret: `'${MARKER_SECRET}'` },
  'a secret with its name': { ...KEY, secret: `CHAT_SECRET=${MARKER_SECRET}` },
  'a secret with a reference': { ...KEY, secret: `\${${CARD}}${MARKER_SECRET}` },
  'a short secret': { ...KEY, secret: MARKER_SECRET.slice(0, 12) },
  'a secret that is too long': { ...KEY, secret: MARKER_SECRET.repeat(3000) },
  'a secret in a JWK': { ...KEY, secret: JSON.stringify({ kty: 'oct', k: MARKER_SECRET }) },
  'a key id that is the secret': { ...KEY, keyId: ` ${MARKER_SECRET}` },
  'no key id': { secret: MARKER_SECRET },
  'a key that has expired': { keys: [{ ...KEY, expiresAt: 1 }] },
};

/** A contract that says the user's values in its faults, and one whose functions all throw. */
const talkative = defineVendor({
  name: 'talkative',
  title: 'Talkative',
  docs: 'https://example.com/docs',
  keyId: 'optional',
  schema: {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => ({
        issues: [{ message: JSON.stringify(value), path: [EMAIL, { key: CARD }, Symbol(NAME)] }],
      }),
    },
  },
});
const throwing = defineVendor({
  name: 'throwing',
  title: 'Throwing',
  docs: 'https://example.com/docs',
  keyId: 'optional',
  schema: { '~standard': { version: 1, vendor: 'test', validate: fail } },
});
const rejecting = defineVendor({
  name: 'rejecting',
  title: 'Rejecting',
  docs: 'https://example.com/docs',
  keyId: 'optional',
  schema: { '~standard': { version: 1, vendor: 'test', validate: reject } },
});
const DEFINITION = {
  name: 'own',
  title: 'Own',
  docs: 'https://example.com/docs',
  keyId: 'optional',
  schema: anything,
  fixedClaims: { scope: 'own' },
  userId: ({ external_id }: { external_id: string }) => external_id,
  lifetime: { default: 60, max: 3600 },
  registeredClaims: ['sub'],
  requireExpiry: false,
  script: ({ token }: { token: string }) => `login(${JSON.stringify(token)})`,
  safeMessages: false,
} as const;
const OWN_TOKEN = forge({ alg: 'HS256' }, { scope: 'own', external_id: CARD }, MARKER_SECRET);
const own = (changes: object = {}) => callOf(defineVendor, [{ ...DEFINITION, ...changes }]);

/** Everything that a vendor can be asked for, one failure not keeping from the next. */
async function useVendor(vendor: unknown): Promise<unknown[]> {
  const asked = [
    () => method(() => vendor, 'claims')(USER),
    () => method(() => vendor, 'check')({ scope: 'own', ...USER }),
    () => method(() => vendor, 'userId')(USER),
    () => callOf(signChatToken, [vendor, USER, { secret: MARKER_SECRET, now: NOW }]),
    () => callOf(verifyChatToken, [vendor, TOKEN, { secret: MARKER_SECRET, now: NOW }]),
    () => callOf(loginScript, [vendor, { token: TOKEN }]),
    () => callOf(lintClaims, [vendor, USER]),
  ];
  const errors: unknown[] = [];
  for (const ask of asked) {
    try {
      await ask();
    } catch (error) {
      errors.push(error);
    }
  }
  return errors;
}

const vendors = { khoros, convrs, zendesk, deskpro, 'defineVendor()': own() };
const users: Readonly<Record<string, object>> = {
  khoros: { userId: CARD, platform: 'ios', givenName: NAME },
  convrs: {
    userId: CARD,
    email: EMAIL,
    name: NAME,
    userData: { [NAME]: CARD },
    agentData: [
      { label: NAME, value: EMAIL, type: 'email' },
      { label: NAME, value: 7, type: 'currency', currency: 'USD' },
    ],
  },
  zendesk: USER,
  deskpro: { deskpro_id: CARD, email: EMAIL, first_name: NAME, fields: { [NAME]: CARD } },
  'defineVendor()': USER,
};

const vendorCalls = Object.entries(vendors).flatMap(([name, vendor]): Call[] => {
  const user = users[name];
  return [
    {
      name: `${name}.claims`,
      run: method(() => vendor, 'claims'),
      args: () => [user],
      depth: 3,
      mayHold: ['user', 'planted'],
    },
    {
      name: `${name}.userId`,
      run: method(() => vendor, 'userId'),
      args: () => [user],
      mayHold: ['user', 'planted'],
    },
    {
      name: `${name}.script`,
      run: method(() => vendor, 'script'),
      args: () => [
        name === 'zendesk'
          ? { token: TOKEN, endpoint: '/token', userId: CARD }
          : { token: TOKEN, userId: CARD },
      ],
      mayHold: ['token', 'user', 'planted'],
    },
    {
      name: `${name}.schema.~standard.validate`,
      run: method(() => vendor, 'schema', '~standard', 'validate'),
      args: () => [user],
      mayHold: ['user', 'planted'],
    },
  ];
});

/** The faults alone: what the schemas of the built-in vendors say goes into errors as it is. */
const schemaCalls = Object.entries({ khoros, convrs, zendesk, deskpro }).map(
  ([name, vendor]): Call => ({
    name: `${name}.schema.~standard.validate`,
    how: 'for its faults',
    async run(...args) {
      const { issues } = Object(
        await method(() => vendor, 'schema', '~standard', 'validate')(...args),
      );
      return issues.map(({ message }: { message: string }) => message);
    },
    args: () => [{ ...users[name], [EMAIL]: NAME, email: { [CARD]: EMAIL }, name: Number(CARD) }],
  }),
);

const ask = () =>
  new Request('https://www.example.com/token', {
    headers: { cookie: PLANTED.replaceAll('"', '') },
  });
const HANDLING = { ...SIGNING, getUser: () => USER, origins: ['https://shop.example.org'] };

/** A good answer is the token, by purpose; any other is to say nothing. */
async function answerOf(handler: unknown, request: unknown = ask()): Promise<unknown> {
  const response = await callOf(handler, [request]);
  if (!(response instanceof Response) || response.ok) return undefined;
  return response;
}

const WRONG_HANDLERS: Readonly<Record<string, object>> = {
  'getUser that throws': { ...HANDLING, getUser: fail },
  'getUser that rejects': { ...HANDLING, getUser: reject },
  'getUser that gives a user who is not valid': {
    ...HANDLING,
    getUser: () => ({ ...USER, [EMAIL]: 1 }),
  },
  'getUser that gives nobody': { ...HANDLING, getUser: () => null },
  'onError that throws': { ...HANDLING, getUser: fail, onError: fail },
  'onError that rejects': { ...HANDLING, getUser: fail, onError: reject },
  'keys that throw': { getUser: () => USER, keys: fail },
  'keys that give a damaged secret': {
    getUser: () => USER,
    keys: () => [{ ...KEY, secret: `${MARKER_SECRET}\n` }],
  },
};

const request = (headers: Record<string, string>, method = 'GET', query = '') =>
  new Request(`https://www.example.com/token${query}`, { method, headers });
const WRONG_REQUESTS: Readonly<Record<string, () => unknown>> = {
  'of another site': () =>
    request({ origin: 'https://planted.leak.example', 'sec-fetch-site': 'cross-site' }),
  'of another method': () => request({}, 'DELETE', `?token=${TOKEN}`),
  'that is none': () => ({ url: PLANTED, method: PLANTED, headers: PLANTED }),
  'with an address that is none': () => ({
    url: PLANTED,
    method: 'GET',
    headers: new Headers({ origin: 'https://www.example.com' }),
  }),
};

/** The report, but for header and claims, which it holds by purpose. */
async function findingsOf(...args: readonly unknown[]): Promise<unknown> {
  const report = await callOf(inspectChatToken, args);
  return { ...Object(report), header: null, claims: null };
}

export const INSTANCES: Readonly<Record<string, () => unknown>> = {
  'createChatTokenSigner()': () => callOf(createChatTokenSigner, [zendesk, SIGNING]),
  'createChatTokenVerifier()': () => callOf(createChatTokenVerifier, [zendesk, VERIFYING]),
  'createTokenHandler()': () => callOf(createTokenHandler, [zendesk, HANDLING]),
  'defineVendor()': () => own(),
};

export const CORE_CALLS: readonly Call[] = [
  ...vendorCalls,
  ...schemaCalls,
  {
    name: 'ChatTokenError',
    run: (...args) => Reflect.construct(ChatTokenError, [...args]),
    args: () => [
      'ERR_OPTION_INVALID',
      'message',
      { hint: 'hint', issues: [{ path: 'a', message: 'b' }], cause: 1 },
    ],
    mayHold: ['planted', 'user'], // It says what it is told.
  },
  {
    name: 'isChatTokenError',
    run: plain(isChatTokenError),
    args: () => [ownError(), 'ERR_OPTION_INVALID'],
  },
  {
    name: 'defineVendor',
    run: plain(defineVendor),
    args: () => [DEFINITION],
    use: useVendor,
    mayMake: ['planted', 'user'],
    // Name, title, address and fixed claims are the definition's, and public.
    mayHold: ['planted', 'user'],
    mayThrow: ['planted'],
  },
  {
    name: 'defineVendor',
    how: 'with functions that throw',
    run: plain(defineVendor),
    args: () => [{ ...DEFINITION, userId: fail, schema: throwing.schema }],
    use: useVendor,
  },
  {
    name: 'loginScript',
    how: 'with a userId that throws',
    run: plain(loginScript),
    args: () => [own({ userId: fail }), { token: OWN_TOKEN }],
  },
  {
    name: 'loginScript',
    how: 'with a script that throws',
    run: plain(loginScript),
    args: () => [own({ script: fail }), { token: OWN_TOKEN }],
  },
  {
    name: 'defineVendor',
    how: 'with functions that give what they should not',
    run: plain(defineVendor),
    args: () => [{ ...DEFINITION, userId: () => [PLANTED], script: () => `</script>${PLANTED}` }],
    use: useVendor,
  },
  ...[talkative, throwing, rejecting].flatMap((vendor): Call[] => [
    {
      name: 'signChatToken',
      how: vendor.name,
      run: plain(signChatToken),
      args: () => [vendor, USER, KEY],
    },
    {
      name: 'verifyChatToken',
      how: vendor.name,
      run: plain(verifyChatToken),
      args: () => [vendor, TOKEN, { ...KEY, now: NOW }],
    },
    {
      name: 'inspectChatToken',
      how: vendor.name,
      run: findingsOf,
      args: () => [TOKEN, { ...KEY, vendor, now: NOW }],
    },
    {
      name: 'lintClaims',
      how: vendor.name,
      run: plain(lintClaims),
      args: () => [vendor, USER],
    },
  ]),

  {
    name: 'signChatToken',
    run: plain(signChatToken),
    args: () => [zendesk, USER, SIGNING],
    mayHold: ['token', 'user', 'planted'],
  },
  {
    name: 'signChatToken',
    how: 'with a user who is not valid',
    run: plain(signChatToken),
    args: () => [zendesk, { ...USER, external_id: Number(CARD), [EMAIL]: NAME }, SIGNING],
  },
  ...Object.entries(WRONG_KEYS).flatMap(([how, keys]): Call[] => [
    {
      name: 'signChatToken',
      how,
      run: plain(signChatToken),
      args: () => [zendesk, USER, { ...keys, now: NOW }],
    },
    {
      name: 'createChatTokenSigner',
      how,
      run: plain(createChatTokenSigner),
      args: () => [zendesk, keys],
      use: (signer) => callOf(signer, [USER, { now: NOW }]),
    },
    {
      name: 'verifyChatToken',
      how,
      run: plain(verifyChatToken),
      args: () => [zendesk, TOKEN, { ...keys, now: NOW }],
      mayHold: ['user'],
    },
    {
      name: 'createChatTokenVerifier',
      how,
      run: plain(createChatTokenVerifier),
      args: () => [zendesk, keys],
      use: (verifier) => callOf(verifier, [TOKEN, { now: NOW }]),
      mayHold: ['user'],
    },
    { name: 'inspectChatToken', how, run: findingsOf, args: () => [TOKEN, { ...keys, now: NOW }] },
    {
      name: 'createTokenHandler',
      how,
      run: plain(createTokenHandler),
      args: () => [zendesk, { ...keys, now: NOW, getUser: () => USER }],
      use: answerOf,
    },
  ]),
  {
    name: 'signChatToken',
    how: 'with a CryptoKey that may not sign',
    run: async (...args) =>
      callOf(signChatToken, [...args, { ...KEY, secret: await importKey('verify') }]),
    args: () => [zendesk, USER],
  },
  {
    name: 'verifyChatToken',
    how: 'with a CryptoKey that may not verify',
    run: async (...args) =>
      callOf(verifyChatToken, [...args, { ...KEY, now: NOW, secret: await importKey('sign') }]),
    args: () => [zendesk, TOKEN],
  },
  {
    name: 'createChatTokenSigner',
    run: plain(createChatTokenSigner),
    args: () => [zendesk, SIGNING],
    use: (signer) => callOf(signer, [USER]),
    mayHold: ['token', 'user'],
  },
  {
    name: 'createChatTokenSigner()',
    run: (...args) => callOf(INSTANCES['createChatTokenSigner()']?.(), args),
    args: () => [USER, { expiresIn: '1h', now: NOW }],
    mayHold: ['token', 'user', 'planted'],
  },

  {
    name: 'verifyChatToken',
    run: plain(verifyChatToken),
    args: () => [zendesk, TOKEN, VERIFYING],
    mayHold: ['user'],
  },
  {
    name: 'verifyChatToken',
    how: 'with a ring',
    run: plain(verifyChatToken),
    args: () => [zendesk, TOKEN, RING],
    mayHold: ['user'],
  },
  ...Object.entries(WRONG_TOKENS).flatMap(([how, token]): Call[] => [
    {
      name: 'verifyChatToken',
      how,
      run: plain(verifyChatToken),
      args: () => [zendesk, token, VERIFYING],
      mayHold: how === 'without an end' ? ['user'] : [],
    },
    {
      name: 'createChatTokenVerifier()',
      how,
      run: (...args) => callOf(INSTANCES['createChatTokenVerifier()']?.(), args),
      args: () => [token],
    },
    { name: 'inspectChatToken', how, run: findingsOf, args: () => [token, { ...KEY, now: NOW }] },
    {
      name: 'inspectChatToken',
      how: `${how}, without a key`,
      run: findingsOf,
      args: () => [token],
    },
    {
      name: 'loginScript',
      how,
      run: plain(loginScript),
      args: () => [zendesk, { token, endpoint: '/token' }],
      mayHold: ['token', 'user', 'planted'],
    },
  ]),
  {
    name: 'createChatTokenVerifier',
    run: plain(createChatTokenVerifier),
    args: () => [zendesk, VERIFYING],
    use: (verifier) => callOf(verifier, [TOKEN]),
    mayHold: ['user'],
  },
  {
    name: 'createChatTokenVerifier()',
    run: (...args) => callOf(INSTANCES['createChatTokenVerifier()']?.(), args),
    args: () => [TOKEN, { now: NOW }],
    mayHold: ['user'],
  },

  {
    name: 'inspectChatToken',
    run: findingsOf,
    args: () => [TOKEN, { vendor: zendesk, ...KEY, now: NOW }],
  },
  {
    name: 'inspectChatToken',
    how: 'with a ring',
    run: findingsOf,
    args: () => [
      TOKEN,
      {
        keys: [
          { ...KEY, expiresAt: 7 },
          { keyId: 'other', secret: OTHER_SECRET },
        ],
      },
    ],
  },
  {
    name: 'lintClaims',
    run: plain(lintClaims),
    args: () => [zendesk, { ...USER, scope: 'user', password: MARKER_SECRET, [EMAIL]: CARD }],
  },

  {
    name: 'loginScript',
    run: plain(loginScript),
    args: () => [zendesk, { token: TOKEN, endpoint: '/token', userId: CARD, nonce: 'bm9uY2U=' }],
    mayHold: ['token', 'user', 'planted'],
  },
  {
    name: 'loginScript',
    how: 'for another user',
    run: plain(loginScript),
    args: () => [zendesk, { token: TOKEN, endpoint: '/token', userId: EMAIL }],
  },
  {
    name: 'loginScript',
    how: 'for another vendor',
    run: plain(loginScript),
    args: () => [khoros, { token: TOKEN }],
  },
  {
    name: 'loginScript',
    how: 'with a nonce that is none',
    run: plain(loginScript),
    args: () => [zendesk, { endpoint: '/token', nonce: `"${PLANTED}` }],
  },
  {
    name: 'loginScript',
    how: 'with an endpoint that is none',
    run: plain(loginScript),
    args: () => [zendesk, { endpoint: `javascript:${PLANTED}` }],
  },
  {
    name: 'scriptLiteral',
    run: plain(scriptLiteral),
    args: () => [NAME],
    mayHold: ['user', 'planted'],
  },

  {
    name: 'createTokenHandler',
    run: plain(createTokenHandler),
    args: () => [zendesk, HANDLING],
    use: answerOf,
  },
  ...Object.entries(WRONG_HANDLERS).map(
    ([how, options]): Call => ({
      name: 'createTokenHandler',
      how,
      run: plain(createTokenHandler),
      args: () => [zendesk, options],
      use: answerOf,
    }),
  ),
  {
    name: 'createTokenHandler()',
    run: (...args) => answerOf(INSTANCES['createTokenHandler()']?.(), ...args),
    args: () => [ask()],
  },
  ...Object.entries(WRONG_REQUESTS).map(
    ([how, make]): Call => ({
      name: 'createTokenHandler()',
      how: `a request ${how}`,
      run: (...args) => answerOf(INSTANCES['createTokenHandler()']?.(), ...args),
      args: () => [make()],
    }),
  ),
];

function importKey(usage: 'sign' | 'verify'): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', Buffer.from(MARKER_SECRET), algorithm, true, [usage]);
}
