/** Calls that fail in a known way: bad keys, tokens, contracts, requests, endpoints and widgets. */
import {
  chatwoot,
  createChatTokenSigner,
  createChatTokenVerifier,
  defineConfiguredVendor,
  defineVendor,
  hmac,
  signChatLogin,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import * as browser from 'chat-token/browser';
import {
  chatwootWidget,
  connectChat,
  convrsWidget,
  createTokenSource,
  deskproWidget,
  intercomWidget,
  khorosWidget,
  zendeskWidget,
} from 'chat-token/browser';
import {
  khorosWidget as khorosScriptWidget,
  loginScript,
  zendeskWidget as zendeskScriptWidget,
} from 'chat-token/html';
import { lintClaims } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import {
  assertChatTokenFor,
  assertExpiresIn,
  assertNoFindings,
  createFake,
  invalidToken,
} from 'chat-token/testing';
import { forge, KEY_ID, NOW, OTHER_SECRET } from '../support/support.ts';
import {
  ABOUT,
  answer,
  type Call,
  callMethod,
  callOf,
  DEFINITION,
  failureOf,
  fakeOf,
  findingsOf,
  HANDLING,
  HASH_SIGNING,
  HASH_VERIFYING,
  INSTANCES,
  KEY,
  LOGIN,
  PAGE,
  request,
  runSession,
  VERIFYING,
  WIDGET,
} from './calls.ts';
import { fail, ownError } from './hostile.ts';
import { WRONG_TOKENS } from './invalid-tokens.ts';
import { loginOf, markedVendorOf } from './marked.ts';
import {
  CARD,
  EMAIL,
  HASH,
  HASH_USER,
  type Kind,
  MARKER_SECRET,
  NAME,
  PLANTED,
  TOKEN,
  USER,
} from './markers.ts';

const reject = async () => fail();
const CLAIMS: readonly Kind[] = ['user', 'planted'];
const ALL: readonly Kind[] = ['token', ...CLAIMS];
const zendeskNow = { ...KEY, now: NOW };

/** A failing call: its function, how it fails, what is called, and what may be shown. */
function failing(name: string, how: string, run: () => unknown, may: Partial<Call> = {}): Call {
  return { name, how, run, args: () => [], ...may };
}
const plain =
  (fn: unknown, ...args: readonly unknown[]) =>
  () =>
    callOf(fn, args);

const WRONG_KEYS: Readonly<Record<string, object>> = {
  'a keys function that throws': { keys: fail },
  'a keys function that rejects': { keys: reject },
  'a keys function that returns no list': { keys: () => MARKER_SECRET },
  'keys and a secret': { ...KEY, keys: [KEY] },
  'a secret with a line break': { ...KEY, secret: `${MARKER_SECRET}\n` },
  'a secret as bytes with a line break': { ...KEY, secret: Buffer.from(`${MARKER_SECRET}\n`) },
  'a secret in quotation marks': { ...KEY, secret: `'${MARKER_SECRET}'` },
  'a secret behind its name': { ...KEY, secret: `CHAT_SECRET=${MARKER_SECRET}` },
  'a secret with a reference': { ...KEY, secret: `\${${CARD}}${MARKER_SECRET}` },
  'a short secret': { ...KEY, secret: MARKER_SECRET.slice(0, 12) },
  'a secret that is too long': { ...KEY, secret: MARKER_SECRET.repeat(3000) },
  'a secret in a JWK': { ...KEY, secret: JSON.stringify({ kty: 'oct', k: MARKER_SECRET }) },
  'a key id that is the secret': { ...KEY, keyId: ` ${MARKER_SECRET}` },
  'no key id': { secret: MARKER_SECRET },
  'an expired key': { keys: [{ ...KEY, expiresAt: 1 }] },
};

const withKeys = Object.entries(WRONG_KEYS).flatMap(([how, keys]) => {
  const options = { ...keys, now: NOW };
  const sign = () => callOf(callOf(createChatTokenSigner, [zendesk, keys]), [USER, { now: NOW }]);
  const verify = () =>
    callOf(callOf(createChatTokenVerifier, [zendesk, keys]), [TOKEN, { now: NOW }]);
  const handle = async () =>
    failureOf(callOf(createTokenHandler, [zendesk, { ...options, getUser: () => USER }]));
  return [
    failing('signChatToken', how, plain(signChatToken, zendesk, USER, options)),
    failing('signer', how, sign),
    failing('verifyChatToken', how, plain(verifyChatToken, zendesk, TOKEN, options), {
      mayHold: ['user'],
    }),
    failing('verifier', how, verify, { mayHold: ['user'] }),
    failing('inspectChatToken', how, () => findingsOf(TOKEN, options)),
    failing('handler', how, handle),
  ];
});

const withTokens = Object.entries(WRONG_TOKENS).flatMap(([how, token]) => {
  // Only a token without exp is valid, where exp is not required.
  const may: Partial<Call> = how === 'without exp' ? { mayHold: CLAIMS } : {};
  const assert = plain(assertChatTokenFor, zendesk, token, undefined, zendeskNow);
  return [
    failing('verifyChatToken', how, plain(verifyChatToken, zendesk, token, VERIFYING), may),
    failing('verifier', how, () => callOf(INSTANCES['verifier']?.(), [token])),
    failing('inspectChatToken', how, () => findingsOf(token, zendeskNow)),
    failing('inspectChatToken', `${how}, without a key`, () => findingsOf(token)),
    // A page contains its own token.
    failing(
      'loginScript',
      how,
      plain(loginScript, zendeskScriptWidget, { ...LOGIN, token, endpoint: '/token' }),
      {
        mayHold: ALL,
      },
    ),
    failing('assertChatTokenFor', how, assert, may),
    failing('assertExpiresIn', how, plain(assertExpiresIn, token, '2h')),
    failing('assertNoFindings', how, plain(assertNoFindings, token, zendeskNow)),
    failing('khoros visitor.login', how, () => visit('khoros', 'login', CARD, token)),
    failing('zendesk visitor.login', how, () => visit('zendesk', 'login', token)),
    failing('convrs visitor.connect', how, () => visit('convrs', 'connect', token)),
    failing('deskpro visitor.start', how, () => visit('deskpro', 'start', token)),
  ];
});

function visit(name: Parameters<typeof fakeOf>[0], method: string, ...args: readonly unknown[]) {
  return callMethod(callMethod(fakeOf(name), ['visitor'], []), [method], args);
}

/** Contracts whose messages quote the user, and whose functions throw or return nonsense. */
const schemaOf = (validate: (value: unknown) => unknown) => ({
  '~standard': { version: 1, vendor: 'test', validate },
});
const talkative = (value: unknown) => ({
  issues: [{ message: JSON.stringify(value), path: [EMAIL, { key: CARD }, Symbol(NAME)] }],
});
const DEFINITIONS: Readonly<Record<string, object>> = {
  'a contract that quotes the user': { user: schemaOf(talkative) },
  'a contract that throws': { user: schemaOf(fail) },
  'a contract that rejects': { user: schemaOf(reject) },
  'a userId that throws': { userId: fail },
  'a userId of another type': { userId: () => [PLANTED] },
  'settings that throw': { settings: fail },
  'settings that are a list': { settings: (_: object, token: string) => [token, PLANTED] },
  'a hash of a text that throws': { token: hmac({ message: fail }) },
  'a hash of nothing': { token: hmac({ message: () => ' ' }) },
};

/** Hashes, and the users with them, that do not belong together or are malformed. */
const WRONG_HASHES: Readonly<Record<string, readonly [hash: unknown, user: unknown]>> = {
  'of another user': [HASH, { ...HASH_USER, identifier: EMAIL }],
  'in capitals': [HASH.toUpperCase(), HASH_USER],
  'with a line break': [`${HASH}\n`, HASH_USER],
  'cut off': [HASH.slice(1), HASH_USER],
  'in an object': [{ hash: HASH }, HASH_USER],
  'that is a JWT': [TOKEN, HASH_USER],
  'that is the secret': [MARKER_SECRET, HASH_USER],
  'without a user': [HASH, undefined],
  'of an id that is a number': [HASH, { ...HASH_USER, identifier: Number(CARD) }],
  'of a blank id': [HASH, { ...HASH_USER, identifier: ' ' }],
  'of a user with the hash': [HASH, { ...HASH_USER, identifier_hash: HASH }],
  'of a user with unknown fields': [HASH, { ...HASH_USER, [EMAIL]: NAME }],
  'of a user that is text': [HASH, CARD],
};

const withHashes = Object.entries(WRONG_HASHES).flatMap(([how, [hash, user]]) => {
  const verifying = { ...HASH_VERIFYING, user };
  return [
    failing('verifyChatToken', `a hash ${how}`, plain(verifyChatToken, chatwoot, hash, verifying)),
    failing('hash verifier', how, () => callOf(INSTANCES['hash verifier']?.(), [hash, { user }])),
    failing(
      'signChatToken',
      `a user of a hash ${how}`,
      plain(signChatToken, chatwoot, user, HASH_SIGNING),
      { mayHold: ALL },
    ),
    failing(
      'signChatLogin',
      `a user of a hash ${how}`,
      plain(signChatLogin, chatwoot, user, HASH_SIGNING),
      { mayHold: ALL },
    ),
    failing('inspectChatToken', `a hash ${how}`, () =>
      findingsOf(hash, { vendor: chatwoot, secret: MARKER_SECRET }),
    ),
    failing('lintClaims', `the user of a hash ${how}`, plain(lintClaims, chatwoot, user)),
  ];
});

const OWN_TOKEN = forge({ alg: 'HS256' }, { scope: 'own', external_id: CARD }, MARKER_SECRET);

const withVendors = Object.entries(DEFINITIONS).flatMap(([how, changes]) => {
  const vendor = callOf(defineVendor, [{ ...DEFINITION, ...changes }]);
  const isWhole = !('user' in changes);
  const may: Partial<Call> = isWhole ? { mayHold: ALL } : {};
  const isHash = 'token' in changes;
  const signing = isHash ? HASH_SIGNING : zendeskNow;
  const verifying = isHash ? { ...HASH_SIGNING, user: USER } : zendeskNow;
  return [
    failing('signChatToken', how, plain(signChatToken, vendor, USER, signing), may),
    failing('signChatLogin', how, plain(signChatLogin, vendor, USER, signing), may),
    failing('verifyChatToken', how, plain(verifyChatToken, vendor, OWN_TOKEN, verifying), may),
    failing(
      'verifyChatToken',
      `${how}, a hash`,
      plain(verifyChatToken, vendor, HASH, verifying),
      may,
    ),
    failing('inspectChatToken', how, () => findingsOf(OWN_TOKEN, { ...zendeskNow, vendor })),
    failing('lintClaims', how, plain(lintClaims, vendor, USER)),
  ];
});

const withRequests = [
  ...Object.entries({
    'a getUser that throws': { getUser: fail },
    'a getUser that rejects': { getUser: reject },
    'an invalid user': { getUser: () => ({ ...USER, [EMAIL]: 1 }) },
    'no user': { getUser: () => null },
    'an onError that throws': { getUser: fail, onError: fail },
    'an onError that rejects': { getUser: fail, onError: reject },
  }).map(([how, changes]) =>
    failing('handler', how, () =>
      failureOf(callOf(createTokenHandler, [zendesk, { ...HANDLING, ...changes }])),
    ),
  ),
  ...Object.entries({
    'of another site': () =>
      request({ origin: 'https://planted.leak.example', 'sec-fetch-site': 'cross-site' }),
    'with another method': () => request({}, 'DELETE', `?token=${TOKEN}`),
    'without an address': () => ({ url: PLANTED, method: PLANTED, headers: PLANTED }),
  }).map(([how, make]) =>
    failing('handler', `a request ${how}`, () => failureOf(INSTANCES['handler']?.(), make())),
  ),
];

/** One response first, another one from then on. */
function swap(first: () => unknown, then: () => unknown): () => Promise<unknown> {
  let calls = 0;
  return async () => (calls++ === 0 ? first() : then());
}
const ENDPOINTS: Readonly<Record<string, unknown>> = {
  'an endpoint that rejects': reject,
  'an endpoint that answers 500': async () => new Response(PLANTED + TOKEN, { status: 500 }),
  'an endpoint that redirects': async () => Response.redirect(`https://a.example/?${TOKEN}`),
  'an endpoint that answers with a page': async () => new Response(`<p>${EMAIL}`),
  'an endpoint that breaks off': async () => new Response(`{"token":"${TOKEN}"`),
  'an endpoint without times': async () => Response.json({ ...LOGIN, expiresAt: undefined }),
  'an endpoint with settings that are text': async () => answer({ settings: PLANTED }),
  'an endpoint of another vendor': async () => answer({ vendor: PLANTED }),
  'an endpoint that changes the user': swap(answer, () => answer({ userId: EMAIL })),
  'an endpoint that fails later': swap(answer, fail),
};
const WIDGETS: Readonly<Record<string, object>> = {
  'a widget whose isReady throws': { isReady: fail },
  'a widget for another vendor': { vendor: 'other' },
  'a widget whose login throws': { login: fail },
  'a widget whose login rejects': { login: reject },
  'a widget whose login shows the token': {
    login({ token }: { token: string }) {
      throw new Error(token);
    },
  },
  'a widget whose logout rejects': { logout: reject },
};
const SCRIPTS: Readonly<Record<string, object>> = {
  'a widget without a script': { script: undefined },
  'a widget whose script throws': { script: fail },
  'a widget whose script ends its element': { script: () => `</script>${PLANTED}${TOKEN}` },
  'a widget with a script for another vendor': { vendor: 'other', script: () => PLANTED },
};

/** The globals that the vendors' scripts add to a page, when they fail. */
const GLOBALS: readonly (readonly [
  name: string,
  widget: { readonly vendor: string },
  descriptor: PropertyDescriptor,
  settings: object,
])[] = [
  [
    'Brandmessenger',
    khorosWidget,
    { value: { login: fail, logout: reject } },
    { userId: CARD, jwt: TOKEN },
  ],
  ['zE', zendeskWidget, { value: fail }, { jwt: TOKEN }],
  [
    'zE',
    zendeskWidget,
    { value: (...args: ((error: unknown) => void)[]) => args[3]?.(ownError()) },
    { jwt: TOKEN },
  ],
  ['ConvrsUser', convrsWidget, { get: fail, set: fail }, { ConvrsUser: TOKEN }],
  ['DpMessengerOptions', deskproWidget, { get: fail, set: fail }, { signedUserInfo: TOKEN }],
  ['Intercom', intercomWidget, { value: fail }, { intercom_user_jwt: TOKEN }],
  [
    '$chatwoot',
    chatwootWidget,
    { value: { hasLoaded: true, setUser: fail, reset: reject } },
    { ...HASH_USER, identifier_hash: HASH },
  ],
];

/** Fails whenever it is called, and so do all its members. */
const FAILING: unknown = new Proxy(fail, {
  get: (_, name) => (typeof name === 'symbol' || name === 'then' ? undefined : FAILING),
});

/** All widgets of the library. Some are made of an object of the vendor's own script. */
const ALL_WIDGETS = Object.entries<unknown>(browser)
  .filter(([name]) => name.endsWith('Widget'))
  .map(([name, widget]) => ({
    name,
    widget: typeof widget === 'function' ? callOf(widget, [FAILING, {}]) : widget,
  }));

/** Runs a session in a page in which every global that Node.js does not have is there, and fails. */
async function runInFailingPage(widget: unknown, options: object): Promise<void> {
  const prototype: object = Object.getPrototypeOf(globalThis);
  const page = new Proxy(prototype, {
    get: (target, name, receiver) =>
      typeof name === 'symbol' || name in target ? Reflect.get(target, name, receiver) : FAILING,
    set: fail,
  });
  Object.setPrototypeOf(globalThis, page);
  try {
    await runSession(widget, options);
  } finally {
    Object.setPrototypeOf(globalThis, prototype);
  }
}

function getLogin(options: object): unknown {
  return callMethod(callOf(createTokenSource, [options]), ['getLogin'], [{ fresh: true }]);
}

const inPages = [
  failing('connectChat', 'outside of a page', async () => callOf(connectChat, [WIDGET, PAGE])),
  ...Object.entries(ENDPOINTS).map(([how, fetch]) =>
    failing('connectChat', how, () => runSession(WIDGET, { ...PAGE, fetch })),
  ),
  ...Object.entries(WIDGETS).map(([how, changes]) =>
    failing('connectChat', how, () => runSession({ ...WIDGET, ...changes }, PAGE)),
  ),
  ...Object.entries(ENDPOINTS).map(([how, fetch]) =>
    failing('createTokenSource', how, () => getLogin({ ...PAGE, vendor: 'zendesk', fetch }), {
      mayHold: ALL,
    }),
  ),
  ...ALL_WIDGETS.map(({ name, widget }) => {
    const marked = markedVendorOf(name);
    if (marked === undefined) throw new Error(`no vendor of ${name}`);
    const { vendor, settings, userId } = loginOf(marked);
    const fetch = async () => answer({ vendor, settings, userId });
    return failing('connectChat', `a page that fails, ${name}`, () =>
      runInFailingPage(widget, { ...PAGE, fetch }),
    );
  }),
  ...GLOBALS.map(([name, widget, descriptor, settings]) =>
    failing('connectChat', `a ${name} that fails`, async () => {
      Object.defineProperty(globalThis, name, { ...descriptor, configurable: true });
      const { vendor } = widget;
      await runSession(widget, { ...PAGE, fetch: async () => answer({ vendor, settings }) });
      Reflect.deleteProperty(globalThis, name);
    }),
  ),
];

function cryptoKey(usage: 'sign' | 'verify'): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', Buffer.from(MARKER_SECRET), algorithm, true, [usage]);
}
const invalidUser = { ...USER, external_id: Number(CARD), [EMAIL]: NAME };
const shown = { mayThrow: CLAIMS };

const others = [
  failing(
    'signChatToken',
    'an invalid user',
    plain(signChatToken, zendesk, invalidUser, zendeskNow),
  ),
  failing('zendesk.claims', 'an invalid user', plain(zendesk.claims, invalidUser)),
  failing('signChatToken', 'a CryptoKey that may not sign', async () =>
    callOf(signChatToken, [zendesk, USER, { keyId: KEY_ID, secret: await cryptoKey('verify') }]),
  ),
  failing('verifyChatToken', 'a CryptoKey that may not verify', async () =>
    callOf(verifyChatToken, [zendesk, TOKEN, { ...zendeskNow, secret: await cryptoKey('sign') }]),
  ),
  failing('inspectChatToken', 'expired and other keys', () =>
    findingsOf(TOKEN, {
      keys: [
        { ...KEY, expiresAt: 7 },
        { keyId: 'other', secret: OTHER_SECRET },
      ],
    }),
  ),
  ...Object.entries<readonly unknown[]>({
    'a token alone': [{ token: TOKEN }],
    'a promise of a login': [Promise.resolve(LOGIN)],
    'a member of another name': [{ ...LOGIN, [PLANTED]: PLANTED }],
    'settings that are text': [{ ...LOGIN, settings: PLANTED }],
    'a user id that is a number': [{ ...LOGIN, userId: Number(CARD) }],
    'a nonce that leaves its attribute': [{ endpoint: '/token' }, { nonce: `"${PLANTED}` }],
    'an address that is code': [{ endpoint: `javascript:${PLANTED}` }],
  }).map(([how, args]) =>
    failing('loginScript', how, plain(loginScript, zendeskScriptWidget, ...args)),
  ),
  failing('loginScript', 'another vendor', plain(loginScript, khorosScriptWidget, LOGIN)),
  failing('loginScript', 'a vendor', plain(loginScript, zendesk, LOGIN)),
  ...Object.entries(SCRIPTS).map(([how, changes]) =>
    failing('loginScript', how, plain(loginScript, { ...WIDGET, ...changes }, LOGIN)),
  ),
  ...Object.entries({
    'a configuration with other members': { widgetId: NAME, [PLANTED]: MARKER_SECRET },
    'a configuration that is text': PLANTED,
    'no configuration': undefined,
  }).map(([how, config]) =>
    failing('configured', how, () => callOf(INSTANCES['configured']?.(), [config])),
  ),
  failing('defineConfiguredVendor', 'a make that throws', () =>
    callOf(defineConfiguredVendor({ ...ABOUT, config: { widgetId: 'string' } }, fail), [
      { widgetId: NAME },
    ]),
  ),
  failing('signChatToken', 'an uncalled configured vendor', () =>
    callOf(signChatToken, [INSTANCES['configured']?.(), USER, zendeskNow]),
  ),
  failing(
    'assertChatTokenFor',
    'other claims',
    plain(assertChatTokenFor, zendesk, TOKEN, { external_id: NAME }, zendeskNow),
    shown,
  ),
  failing(
    'assertChatTokenFor',
    'another key',
    plain(assertChatTokenFor, zendesk, TOKEN, USER),
    shown,
  ),
  failing(
    'createFake',
    'a damaged secret',
    plain(createFake, zendesk, { keys: [{ ...KEY, secret: `${MARKER_SECRET}\n` }] }),
  ),
  failing('createFake', 'a clock that throws', async () =>
    callMethod(
      callMethod(callOf(createFake, [zendesk, { keys: [KEY], now: fail }]), ['visitor'], []),
      ['login'],
      [TOKEN],
    ),
  ),
  failing(
    'invalidToken',
    'a damaged secret',
    plain(invalidToken, zendesk, USER, 'expired', { ...KEY, secret: `${MARKER_SECRET}\n` }),
  ),
];

export const FAILURES: readonly Call[] = [
  ...withKeys,
  ...withTokens,
  ...withVendors,
  ...withHashes,
  ...withRequests,
  ...inPages,
  ...others,
];
