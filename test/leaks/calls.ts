/** A valid call of every public function and method. Hostile values then replace each argument. */
import * as core from 'chat-token';
import * as browser from 'chat-token/browser';
import * as html from 'chat-token/html';
import * as inspecting from 'chat-token/inspect';
import * as server from 'chat-token/server';
import * as testing from 'chat-token/testing';
import { vi } from 'vitest';
import { anything, KEY_ID, NOW } from '../support/support.ts';
import { keyFor, VENDORS } from '../support/vendors.ts';
import { ownError } from './hostile.ts';
import { loginOf, MARKED, markedVendorOf } from './marked.ts';
import {
  CARD,
  EMAIL,
  HASH,
  HASH_USER,
  type Kind,
  MARKER_SECRET,
  NAME,
  TOKEN,
  USER,
} from './markers.ts';

const { chatwoot, zendesk } = core;

/** One way to call a function. */
export interface Call {
  /** The public name: `signChatToken`, `zendesk.claims`. */
  readonly name: string;
  /** What is special about this call; a valid one has no `how`. */
  readonly how?: string;
  readonly run: (...args: readonly unknown[]) => unknown;
  readonly args: () => readonly unknown[];
  /** How deep hostile values go into the arguments. Default: 1, the members of each. */
  readonly depth?: number;
  /** What the result may contain by design. */
  readonly mayHold?: readonly Kind[];
  /** What the error may contain by design: a failed assertion shows claims. */
  readonly mayThrow?: readonly Kind[];
  /** The member that messages name by design, because it is a name in the caller's code: `0.vendor`. */
  readonly names?: string;
}

/** Calls any function with any arguments, whatever their types. */
export function callOf(value: unknown, args: readonly unknown[], self?: unknown): unknown {
  if (typeof value !== 'function') throw new Error('not a function');
  return Reflect.apply(value, self, args);
}

/** Calls a method by its path in an object. */
export function callMethod(object: unknown, path: readonly string[], args: readonly unknown[]) {
  const host = path.slice(0, -1).reduce((at, key) => Reflect.get(Object(at), key), object);
  return callOf(
    path.length === 0 ? host : Reflect.get(Object(host), path.at(-1) ?? ''),
    args,
    host,
  );
}

export const KEY = { keyId: KEY_ID, secret: MARKER_SECRET };
const ENCODED_SECRET = Buffer.from(MARKER_SECRET).toString('base64');
export const SIGNING = { ...KEY, expiresIn: '1h', now: NOW, allowShortSecret: false };
export const HASH_SIGNING = { secret: MARKER_SECRET, now: NOW, allowShortSecret: false };
const HASH_LOGIN = {
  vendor: 'chatwoot',
  token: HASH,
  settings: { ...HASH_USER, identifier_hash: HASH },
  userId: HASH_USER.identifier,
};
export const HASH_VERIFYING = { ...HASH_SIGNING, user: HASH_USER };
export const VERIFYING = { ...KEY, now: NOW, clockTolerance: 0, requireExpiry: true };
export const HANDLING = { ...SIGNING, getUser: () => USER, origins: ['https://shop.example.org'] };
export const JWT = {
  keyId: 'optional',
  fixedClaims: { scope: 'own' },
  lifetime: { default: 60, max: 3600 },
  registeredClaims: ['sub'],
  requireExpiry: false,
} as const;
export const ABOUT = { name: 'own', title: 'Own', docs: 'https://example.com/docs' };
export const RULES = {
  user: anything,
  token: core.jwt(JWT),
  userId: (claims: object) => String(Reflect.get(claims, 'external_id')),
  settings: (claims: object, jwt: string) => ({ ...claims, jwt }),
};
export const DEFINITION = { ...ABOUT, ...RULES };

/** The user that belongs to a vendor or its widget, by the name of its export. */
const userOf = (path: string) => markedVendorOf(path)?.user ?? USER;

/** A login as an endpoint answers it. The visitor of the markers belongs to Zendesk. */
export const LOGIN = {
  vendor: 'zendesk',
  token: TOKEN,
  settings: { jwt: TOKEN },
  userId: CARD,
  expiresAt: 2e9,
  refreshAt: 1.9e9,
};

/** What a widget gets to log in, by the path of its method. */
function widgetLoginOf(path: string): object {
  const marked = markedVendorOf(path);
  return marked === undefined ? LOGIN : loginOf(marked);
}

export const request = (headers: Record<string, string> = {}, method = 'GET', query = '') =>
  new Request(`https://www.example.com/token${query}`, { method, headers });

/** What a token handler answers for the visitor of the markers. */
export const answer = (changes: object = {}) => Response.json({ ...LOGIN, ...changes });
export const PAGE = { endpoint: '/token', fetch: async () => answer() };
export const WIDGET = {
  vendor: 'zendesk',
  title: 'Test Chat',
  isReady: () => true,
  login: () => undefined,
  logout: () => undefined,
};

const FAKE_NAMES = ['khoros', 'convrs', 'zendesk', 'deskpro'] as const;
type FakeName = (typeof FAKE_NAMES)[number];

export function fakeOf(name: FakeName): unknown {
  const vendor: unknown = Reflect.get(core, name);
  const found = VENDORS.find((each) => each.vendor.name === name);
  const keys = found === undefined ? [] : [keyFor(found.vendor, MARKER_SECRET, KEY_ID)];
  return callOf(testing.createFake, [vendor, { keys, now: NOW }]);
}

function sessionOf(): unknown {
  vi.stubGlobal('addEventListener', () => {});
  const session = browser.connectChat(WIDGET, PAGE);
  vi.unstubAllGlobals();
  return session;
}

/** The functions that make the widget of a vendor from what the page has. */
const IS_WIDGET_MAKER = /^create\w+Widget$/;

/** Whatever a vendor's own script may give a page: it has any member, and any call returns the same. */
const VENDOR_OBJECT: unknown = new Proxy(() => undefined, {
  get: (_, name) => (typeof name === 'symbol' || name === 'then' ? undefined : VENDOR_OBJECT),
  apply: () => VENDOR_OBJECT,
});

/** Objects and functions that public functions return; `visitor()` is a method of each fake. */
export const INSTANCES: Readonly<Record<string, () => unknown>> = {
  signer: () => callOf(core.createChatTokenSigner, [zendesk, SIGNING]),
  verifier: () => callOf(core.createChatTokenVerifier, [zendesk, VERIFYING]),
  handler: () => callOf(server.createTokenHandler, [zendesk, HANDLING]),
  'hash signer': () => callOf(core.createChatTokenSigner, [chatwoot, HASH_SIGNING]),
  'hash verifier': () => callOf(core.createChatTokenVerifier, [chatwoot, HASH_SIGNING]),
  own: () => callOf(core.defineVendor, [DEFINITION]),
  configured: () =>
    callOf(core.defineConfiguredVendor, [
      { ...ABOUT, config: { widgetId: 'string' } },
      () => RULES,
    ]),
  ...Object.fromEntries(
    MARKED.filter(({ config }) => config !== undefined).map(({ exportName, vendor }) => [
      `${exportName} vendor`,
      () => vendor,
    ]),
  ),
  ...Object.fromEntries(
    [browser, html].flatMap((module) =>
      Object.entries<unknown>(module)
        .filter(([name]) => IS_WIDGET_MAKER.test(name))
        .map(([name, make]) => [
          `${name} ${module === html ? 'script' : 'widget'}`,
          () => callOf(make, [module === html ? { [NAME]: NAME } : VENDOR_OBJECT]),
        ]),
    ),
  ),
  source: () => callOf(browser.createTokenSource, [PAGE]),
  session: sessionOf,
  ...Object.fromEntries(FAKE_NAMES.map((name) => [`${name} fake`, () => fakeOf(name)])),
  ...Object.fromEntries(
    FAKE_NAMES.map((name) => [`${name} visitor`, () => callMethod(fakeOf(name), ['visitor'], [])]),
  ),
};

/** Runs a session from login to logout; in between, the page comes back from the history. */
export async function runSession(...args: readonly unknown[]): Promise<void> {
  const listeners: ((event: object) => void)[] = [];
  vi.stubGlobal('addEventListener', (type: string, listener: (event: object) => void) => {
    if (type === 'pageshow') listeners.push(listener);
  });
  try {
    const session = callOf(browser.connectChat, args);
    await turns();
    for (const listener of listeners) listener({ persisted: true });
    await turns();
    await callMethod(session, ['logout'], []);
    await turns();
  } finally {
    vi.unstubAllGlobals();
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
}

/** Gets a login from a source. */
async function runSource(...args: readonly unknown[]): Promise<unknown> {
  return callMethod(callOf(browser.createTokenSource, args), ['getLogin'], []);
}

/** The report without header and claims, which it contains by design. */
export async function findingsOf(...args: readonly unknown[]): Promise<unknown> {
  const report = await callOf(inspecting.inspectChatToken, args);
  return { ...Object(report), header: null, claims: null };
}

/** The response of a handler, unless it is the token. */
export async function failureOf(handler: unknown, asked: unknown = request()): Promise<unknown> {
  const response = await callOf(handler, [asked]);
  return response instanceof Response && response.ok ? undefined : response;
}

/** What a handler for Node.js answers, unless it is the token. */
async function nodeFailureOf(handler: unknown, req: unknown): Promise<unknown> {
  const sent: unknown[] = [];
  const write = (...values: unknown[]) => void sent.push(...values);
  const res = { statusCode: 0, setHeader: write, appendHeader: write, end: write };
  await callOf(handler, [req, res]);
  return res.statusCode === 200 ? undefined : sent;
}

/** A test runner's printer that shows all it gets. */
const JEST = {
  isNot: false,
  utils: { printExpected: JSON.stringify, printReceived: JSON.stringify, matcherHint: String },
};
export const matcher = (name: string, ...args: readonly unknown[]): unknown =>
  callMethod(callMethod(testing.chatTokenMatchers, [name], args), ['message'], []);

type Good = Omit<Call, 'name' | 'run'> & { readonly run?: Call['run'] };
const CLAIMS = ['user', 'planted'] as const;
const ALL = ['token', ...CLAIMS] as const;
const none: Good = { args: () => [] };
const holds = (mayHold: readonly Kind[], ...args: readonly unknown[]): Good => ({
  args: () => args,
  mayHold,
});
const shows = (...args: readonly unknown[]): Good => ({
  args: () => args,
  mayHold: CLAIMS,
  mayThrow: CLAIMS,
});
const ofToken = (path: string): readonly unknown[] =>
  path.startsWith('khoros visitor') ? [CARD, TOKEN] : [TOKEN];

/** The valid call of each function by its own name, whatever object it belongs to. */
const GOOD: Readonly<Record<string, Good | ((path: string) => Good)>> = {
  signChatToken: holds(ALL, zendesk, USER, SIGNING),
  signChatLogin: holds(ALL, zendesk, USER, SIGNING),
  verifyChatToken: holds(['user'], zendesk, TOKEN, VERIFYING),
  createChatTokenSigner: holds([], zendesk, SIGNING),
  createChatTokenVerifier: holds([], zendesk, VERIFYING),
  signer: holds(ALL, USER, { expiresIn: '1h', now: NOW }),
  verifier: holds(['user'], TOKEN, { now: NOW }),
  'hash signer': holds(ALL, HASH_USER, { now: NOW }),
  'hash verifier': holds(['user'], HASH, { user: HASH_USER, now: NOW }),
  jwt: holds(CLAIMS, JWT),
  hmac: holds(CLAIMS, { message: () => CARD }),
  prepare: holds([], SIGNING),
  // Messages name the vendor by its title.
  readKeyIds: { ...holds(['planted'], [{ ...KEY, path: '' }], 'Acme Chat', 'sign'), names: '1' },
  explain: holds([], NAME),
  // Of a hash that expires. An error names the vendor by its title.
  rejectAlone: { ...holds(['planted'], 'Acme Chat'), names: '0' },
  split: holds(CLAIMS, { ...HASH_USER, timestamp: 1 }),
  checkAge: holds([], 1, 1),
  complete: holds(ALL, NAME, new Uint8Array(32)),
  // The bytes of a secret.
  decode: holds(['secret', 'planted'], ENCODED_SECRET),
  read: { ...holds(['secret', 'planted'], ENCODED_SECRET, ENCODED_SECRET, 'secret'), names: '2' },
  defineConfiguredVendor: holds(CLAIMS, { ...ABOUT, config: { widgetId: 'string' } }, () => RULES),
  configured: holds(CLAIMS, { widgetId: NAME }),
  // The definition is public.
  defineVendor: { args: () => [DEFINITION], mayHold: CLAIMS, mayThrow: ['planted'] },
  // An error repeats its arguments.
  ChatTokenError: {
    run: (...args) => Reflect.construct(core.ChatTokenError, args),
    ...holds(CLAIMS, 'ERR_OPTION_INVALID', 'message', { hint: 'hint', issues: [], cause: 1 }),
  },
  UndocumentedError: {
    run: (...args) => Reflect.construct(testing.UndocumentedError, args),
    ...holds(CLAIMS, 'Vendor', 'this'),
  },
  VendorRejection: {
    run: (...args) => Reflect.construct(testing.VendorRejection, args),
    ...holds(CLAIMS, 'rejected', { source: 'here' }),
  },
  isChatTokenError: { args: () => [ownError(), 'ERR_OPTION_INVALID'] },
  claims: (path) => ({ ...holds(CLAIMS, userOf(path)), depth: 3 }),
  userId: (path) => holds(CLAIMS, userOf(path)),
  settings: (path) => holds(ALL, userOf(path), TOKEN),
  '~validate': (path) => holds(CLAIMS, userOf(path)),
  '~contract': none,
  script: (path) => holds(ALL, widgetLoginOf(path)),
  loginScript: {
    args: () => [html.zendeskWidget, { ...LOGIN, endpoint: '/token' }, { nonce: 'bm9uY2U=' }],
    mayHold: ALL,
    names: '0.vendor',
  },
  scriptLiteral: holds(CLAIMS, NAME),
  inspectChatToken: { run: findingsOf, args: () => [TOKEN, { vendor: zendesk, ...KEY, now: NOW }] },
  lintClaims: holds([], zendesk, {
    ...USER,
    scope: 'user',
    password: MARKER_SECRET,
    [EMAIL]: CARD,
  }),
  finder: holds([], { PLAN_UNKNOWN: ['warning', 'message', 'hint', 'https://example.com'] }),
  createTokenHandler: {
    run: async (...args) => failureOf(callOf(server.createTokenHandler, args)),
    args: () => [zendesk, HANDLING],
  },
  toNodeHandler: {
    run: (handler, req) => nodeFailureOf(callOf(server.toNodeHandler, [handler]), req),
    args: () => [INSTANCES['handler']?.(), { headers: { cookie: TOKEN }, url: '/', method: 'GET' }],
  },
  handler: { run: (asked) => failureOf(INSTANCES['handler']?.(), asked), args: () => [request()] },
  connectChat: { run: runSession, args: () => [WIDGET, PAGE], names: '0.vendor' },
  createTokenSource: { run: runSource, args: () => [PAGE], mayHold: ALL },
  getLogin: holds(ALL, { fresh: true }),
  '~freshUntil': none,
  isReady: none,
  stop: none,
  logout: none,
  // Of a widget, a visitor of Zendesk and one of Khoros.
  login: (path) =>
    path.includes('Widget')
      ? holds([], { ...widgetLoginOf(path), nextToken: async () => TOKEN })
      : holds([], ...ofToken(path)),
  connect: holds([], TOKEN),
  start: holds([], TOKEN),
  say: holds([], NAME),
  clearCookies: none,
  testKey: holds(['planted'], zendesk),
  invalidTokenKinds: holds([], zendesk),
  invalidToken: holds(ALL, zendesk, USER, 'expired', { ...KEY, now: NOW }),
  assertChatTokenFor: shows(zendesk, TOKEN, USER, { ...KEY, now: NOW }),
  invalidHashKinds: holds([], core.chatwoot),
  invalidHash: holds(ALL, core.chatwoot, HASH_USER, 'truncated', HASH_SIGNING),
  assertChatLoginFor: shows(core.chatwoot, HASH_LOGIN, HASH_USER, HASH_SIGNING),
  toBeChatLoginFor: shows(HASH_LOGIN, core.chatwoot, HASH_USER, HASH_SIGNING),
  assertExpiresIn: holds([], TOKEN, '2h'),
  assertNoFindings: holds([], TOKEN, { ...KEY, now: NOW, vendor: zendesk }),
  toBeChatTokenFor: shows(TOKEN, zendesk, USER, { ...KEY, now: NOW }),
  toExpireIn: holds([], TOKEN, '2h'),
  toHaveNoFindings: holds([], TOKEN, { ...KEY, now: NOW, vendor: zendesk }),
  createFake: holds(CLAIMS, zendesk, { keys: [KEY], now: NOW }),
  visitor: none,
  advance: holds([], 60),
  // The runtime rejects an invalid request in its own words.
  fetch: shows(request({ authorization: `Bearer ${TOKEN}` }), { method: 'GET' }),
  nameOf: holds(CLAIMS, CARD),
  addUser: shows({ email: EMAIL, deskpro_id: CARD }),
  deleteUser: shows(CARD),
  addKey: holds(CLAIMS, { ...KEY, expiresAt: NOW }),
  deleteKey: holds(CLAIMS, KEY_ID),
  rotate: holds([], MARKER_SECRET),
  verifyToken: holds(CLAIMS, TOKEN),
  flowValue: holds(CLAIMS, CARD, NAME),
  agentPanel: holds(CLAIMS, CARD),
};

/** The paths of all functions in a value; each function once, under its first path. */
function functionsIn(value: unknown, path: readonly string[], seen: Set<unknown>): string[][] {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return [];
  if (seen.has(value) || value instanceof Promise) return [];
  seen.add(value);
  if (typeof value === 'function') return [[...path]];
  return Reflect.ownKeys(value).flatMap((key) =>
    functionsIn(Reflect.get(value, key), [...path, String(key)], seen),
  );
}

/** A valid call of each function that the package exports, or that belongs to what one returns. */
export function goodCalls(): Call[] {
  const seen = new Set<unknown>();
  const exported = [core, browser, html, inspecting, server, testing].flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) =>
      functionsIn(value, [name], seen).map((path) => goodCall(path, () => value)),
    ),
  );
  const returned = Object.entries(INSTANCES).flatMap(([name, make]) =>
    functionsIn(make(), [name], new Set()).map((path) => goodCall(path, make)),
  );
  return [...exported, ...returned];
}

function goodCall(path: readonly string[], make: () => unknown): Call {
  const name = path.join('.');
  const entry = GOOD[path.at(-1) ?? ''] ?? goodMaking(path.at(-1) ?? '');
  if (entry === undefined) throw new Error(`add a valid call of ${name} to GOOD`);
  const good = typeof entry === 'function' ? entry(name) : entry;
  return { name, run: (...args) => runPath(name, make(), path.slice(1), args), ...good };
}

/** The call of a function that makes a vendor of its configuration, or the widget of a vendor. */
function goodMaking(name: string): Good | undefined {
  if (IS_WIDGET_MAKER.test(name)) return holds([], VENDOR_OBJECT, { [NAME]: NAME });
  const { config } = MARKED.find(({ exportName }) => exportName === name) ?? {};
  return config && holds(CLAIMS, config);
}

function runPath(name: string, object: unknown, path: readonly string[], args: readonly unknown[]) {
  if (name.startsWith('chatTokenMatchers')) {
    const result = callOf(Reflect.get(testing.chatTokenMatchers, path[0] ?? ''), args, JEST);
    return Promise.resolve(result).then((settled) => callMethod(settled, ['message'], []));
  }
  const result = callMethod(object, path, args);
  // Without the vendor's script in the page, a widget waits for ever.
  return /Widget(?: widget)?\.login/.test(name) ? Promise.race([result, turns()]) : result;
}
