/** Calls of what runs in a page: the session, with endpoints and widgets that fail, and the widgets. */
import {
  connectChat,
  convrsWidget,
  deskproWidget,
  khorosWidget,
  zendeskWidget,
} from 'chat-token/browser';
import { vi } from 'vitest';
import { forge } from '../support/support.ts';
import { type Call, callOf, method } from './calls.ts';
import { fail, ownError } from './hostile.ts';
import { CARD, EMAIL, PLANTED, TOKEN, USER } from './markers.ts';

const reject = async () => fail();

/** What a token handler answers for the visitor of the markers. */
const answer = (changes: object = {}) =>
  Response.json({ token: TOKEN, userId: CARD, expiresAt: 2e9, refreshAt: 2e9, ...changes });

const ofAnother = forge({ alg: 'HS256' }, { scope: 'user', external_id: EMAIL });
const page = { endpoint: '/token', fetch: async () => answer() };

const chat = {
  title: 'Test Chat',
  isReady: () => true,
  isFor: () => true,
  login: () => undefined,
  logout: () => undefined,
};

/**
 * Runs a session from log-in to log-out, the page being fetched back from the history in between. Its
 * errors go to the console, where whoever runs this looks for them.
 */
async function runSession(...args: readonly unknown[]): Promise<void> {
  const back: ((event: object) => void)[] = [];
  vi.stubGlobal('addEventListener', (type: string, listener: (event: object) => void) => {
    if (type === 'pageshow') back.push(listener);
  });
  try {
    const session = callOf(connectChat, args);
    await settled();
    for (const listener of back) listener({ persisted: true });
    await settled();
    await method(() => session, 'logout')();
    await settled();
  } finally {
    vi.unstubAllGlobals();
  }
}

/** Some turns of the event loop, for what has been begun. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
}

const ENDPOINTS: Readonly<Record<string, unknown>> = {
  'that cannot be reached': fail,
  'that rejects': reject,
  'that answers 500': async () =>
    new Response(`${PLANTED} ${TOKEN}`, { status: 500, statusText: 'Xk5 planted' }),
  'that redirects': async () =>
    new Response(null, { status: 302, headers: { location: `/?${TOKEN}` } }),
  'that answers 401': async () => new Response(PLANTED, { status: 401 }),
  'that answers with a page': async () => new Response(`<p>${EMAIL}`),
  'whose answer breaks off': async () => new Response(`{"token":"${TOKEN}"`),
  'whose answer has no times': async () => Response.json({ token: TOKEN, userId: CARD }),
  'whose token is none': async () => answer({ token: `${PLANTED}.${EMAIL}` }),
  'that gives the token of another': swap(
    () => answer(),
    () => answer({ token: ofAnother, userId: EMAIL }),
  ),
  'that fails the second time': swap(() => answer(), fail),
  'that gives something else': async () => ({
    status: 200,
    ok: true,
    get json() {
      return fail();
    },
  }),
};

/** One answer at first, and another from then on. */
function swap(first: () => unknown, then: () => unknown): () => Promise<unknown> {
  let calls = 0;
  return async () => (calls++ === 0 ? first() : then());
}

const WIDGETS: Readonly<Record<string, object>> = {
  'that is not ready': { isReady: () => false },
  'whose isReady throws': { isReady: fail },
  'whose isFor throws': { isFor: fail },
  'for another token': { isFor: () => false },
  'whose login throws': { login: fail },
  'whose login rejects': { login: reject },
  'whose login shows the token': {
    login: ({ token }: { token: string }) => {
      throw new Error(token);
    },
  },
  'whose logout throws': { logout: fail },
  'whose logout rejects': { logout: reject },
};

/** The page's own globals, as the vendors' scripts make them, when they fail. */
const FAILING_PAGES: Readonly<Record<string, PropertyDescriptorMap>> = {
  'khorosWidget, whose login throws': { Brandmessenger: { value: { login: fail, logout: fail } } },
  'khorosWidget, whose login rejects': {
    Brandmessenger: { value: { login: reject, logout: reject } },
  },
  'zendeskWidget, whose call throws': { zE: { value: fail } },
  'zendeskWidget, which says that it failed': {
    zE: { value: (...args: ((error: unknown) => void)[]) => args[3]?.(ownError()) },
  },
  'convrsWidget, whose variable throws': { ConvrsUser: { get: fail, set: fail } },
  'deskproWidget, whose options throw': { DpMessengerOptions: { get: fail, set: fail } },
};

const widgets = { khorosWidget, convrsWidget, zendeskWidget, deskproWidget };
const answers = {
  khorosWidget: forge({ alg: 'HS256' }, { scope: 'appUser', userId: CARD }),
  convrsWidget: forge({ alg: 'HS256' }, { userId: CARD, email: EMAIL }),
  zendeskWidget: TOKEN,
  deskproWidget: forge({ alg: 'HS256' }, { deskpro_id: CARD, email: EMAIL }),
};

const pageCalls = Object.entries(FAILING_PAGES).map(
  ([how, globals]): Call => ({
    name: 'connectChat',
    how,
    async run(...args) {
      const names = Object.keys(globals);
      for (const name of names) {
        Object.defineProperty(globalThis, name, { ...globals[name], configurable: true });
      }
      try {
        await runSession(...args);
      } finally {
        for (const name of names) Reflect.deleteProperty(globalThis, name);
      }
    },
    args() {
      const [, name, widget] =
        Object.entries(widgets)
          .map(([key, each]) => ['', key, each])
          .find(([, key]) => how.startsWith(String(key))) ?? [];
      return [
        widget,
        {
          endpoint: '/token',
          fetch: async () => answer({ token: Reflect.get(answers, String(name)) }),
        },
      ];
    },
  }),
);

const widgetCalls = Object.entries(widgets).flatMap(([name, widget]): Call[] => [
  { name: `${name}.isReady`, run: method(() => widget, 'isReady'), args: () => [] },
  {
    name: `${name}.isFor`,
    run: method(() => widget, 'isFor'),
    args: () => [{ scope: 'user', ...USER }, CARD],
  },
  {
    name: `${name}.login`,
    // Without its script in the page, one waits for ever.
    run: (...args) => Promise.race([method(() => widget, 'login')(...args), settled()]),
    args: () => [{ token: TOKEN, userId: CARD, nextToken: async () => TOKEN }],
  },
  { name: `${name}.logout`, run: method(() => widget, 'logout'), args: () => [] },
]);

function makeSession(): unknown {
  vi.stubGlobal('addEventListener', () => {});
  const session = callOf(connectChat, [chat, page]);
  vi.unstubAllGlobals();
  return session;
}

export const PAGE_INSTANCES: Readonly<Record<string, () => unknown>> = {
  'connectChat()': makeSession,
};

export const PAGE_CALLS: readonly Call[] = [
  { name: 'connectChat', run: runSession, args: () => [chat, page] },
  {
    name: 'connectChat',
    how: 'outside of a page',
    run: async (...args) => callOf(connectChat, args),
    args: () => [chat, page],
  },
  ...Object.entries(ENDPOINTS).map(
    ([how, fetch]): Call => ({
      name: 'connectChat',
      how: `an endpoint ${how}`,
      run: runSession,
      args: () => [chat, { ...page, fetch }],
    }),
  ),
  ...Object.entries(WIDGETS).map(
    ([how, changes]): Call => ({
      name: 'connectChat',
      how: `a widget ${how}`,
      run: runSession,
      args: () => [{ ...chat, ...changes }, page],
    }),
  ),
  ...pageCalls,
  ...widgetCalls,
  ...['stop', 'logout'].map(
    (name): Call => ({
      name: `connectChat().${name}`,
      run: method(makeSession, name),
      args: () => [],
    }),
  ),
];
