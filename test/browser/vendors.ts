/** The vendors that have a stand-in for their widget: four with a JWT, one with an identity hash. */
import { createHmac } from 'node:crypto';
import {
  type ChatLogin,
  carrotQuest,
  chatwoot,
  convrs,
  deskpro,
  helpScout,
  khoros,
  pylon,
  signChatLogin,
  zendesk,
} from 'chat-token';
import {
  carrotQuestWidget,
  chatwootWidget,
  convrsWidget,
  deskproWidget,
  helpScoutWidget,
  khorosWidget,
  pylonWidget,
  type ScriptWidget,
  zendeskWidget,
} from 'chat-token/html';
import { createTokenHandler, type TokenHandler } from 'chat-token/server';
import { KEY_ID, NOW_SECONDS, SECRET } from '../support/known-tokens.ts';
import { forAnyUser, keyFor, type TestVendor } from '../support/vendors.ts';

/** A vendor, with what the tests need to know of it. */
export interface Tested {
  readonly name: string;
  readonly vendor: TestVendor;
  readonly widget: ScriptWidget;
  /** The user of that id, in the vendor's own names. */
  user(id: string): object;
  /** The tag of the vendor's script, as the vendor documents it. */
  readonly tag: string;
  /** Whether the widget reads the token when it starts, and not again. */
  readonly readsOnce: boolean;
  /** Whether the token never expires, so that no time makes the page ask again. */
  readonly neverExpires: boolean;
}

export const VENDORS: readonly Tested[] = [
  {
    name: 'khoros',
    vendor: forAnyUser(khoros),
    widget: khorosWidget,
    user: (userId) => ({ userId }),
    tag: '<script src="/vendors/khoros.js"></script>',
    readsOnce: false,
    neverExpires: false,
  },
  {
    name: 'convrs',
    vendor: forAnyUser(convrs),
    widget: convrsWidget,
    user: (userId) => ({ userId }),
    tag: '<script defer id="convrs-webchat" src="/vendors/convrs.js"></script>',
    readsOnce: true,
    neverExpires: false,
  },
  {
    name: 'zendesk',
    vendor: forAnyUser(zendesk),
    widget: zendeskWidget,
    user: (external_id) => ({ external_id }),
    tag: '<script id="ze-snippet" src="/vendors/zendesk.js"></script>',
    readsOnce: false,
    neverExpires: false,
  },
  {
    name: 'deskpro',
    vendor: forAnyUser(deskpro),
    widget: deskproWidget,
    user: (deskpro_id) => ({ deskpro_id }),
    tag: '<script type="module" src="/vendors/deskpro.js"></script>',
    readsOnce: true,
    neverExpires: false,
  },
  {
    name: 'chatwoot',
    vendor: forAnyUser(chatwoot),
    widget: chatwootWidget,
    user: (identifier) => ({ identifier, name: identifier }),
    tag: '<script src="/vendors/chatwoot.js"></script>',
    readsOnce: false,
    neverExpires: true,
  },
];

/** What the page of a vendor shows of what its script was given. */
export interface HandedOver extends Tested {
  /** What the page has before: a global, or functions that write down their calls in `calls`. */
  readonly before: string;
  /** What the vendor's script finds, for the settings of the login. */
  readonly found: (settings: Readonly<Record<string, string>>) => unknown;
  /** The same after a log-out. */
  readonly left: (settings: Readonly<Record<string, string>>) => unknown;
}

/** One vendor with an identity hash for each way of handing it over. They have no stand-in. */
export const HANDED_OVER: readonly HandedOver[] = [
  {
    name: 'pylon',
    vendor: forAnyUser(pylon),
    widget: pylonWidget,
    user: (id) => ({ email: `${id}@example.com`, name: id }),
    tag: '<script>globalThis.found = () => JSON.parse(JSON.stringify(pylon));</script>',
    readsOnce: true,
    neverExpires: true,
    before: "globalThis.pylon = { chat_settings: { app_id: 'app_1' } };",
    found: (settings) => ({ chat_settings: { app_id: 'app_1', ...settings } }),
    left: () => ({ chat_settings: { app_id: 'app_1' } }),
  },
  {
    name: 'help-scout',
    vendor: forAnyUser(helpScout),
    widget: helpScoutWidget,
    user: (id) => ({ email: `${id}@example.com`, name: id }),
    tag: '<script>globalThis.found = () => calls;</script>',
    readsOnce: false,
    neverExpires: true,
    before: 'const calls = []; globalThis.Beacon = (...args) => { calls.push(args); };',
    found: (settings) => [['identify', settings]],
    left: (settings) => [
      ['identify', settings],
      ['logout', { endActiveChat: true }],
    ],
  },
  {
    name: 'carrot-quest',
    vendor: forAnyUser(carrotQuest),
    widget: carrotQuestWidget,
    user: (userId) => ({ userId }),
    tag: '<script>globalThis.found = () => calls;</script>',
    readsOnce: false,
    neverExpires: true,
    before:
      'const calls = []; globalThis.carrotquest = { auth: (...args) => { calls.push(args); } };',
    found: ({ userId, hash }) => [[userId, hash]],
    // No log-out call is documented.
    left: ({ userId, hash }) => [[userId, hash]],
  },
];

/** How long a token of the tests is valid, and after how long a fresh one is asked for. */
export const LIFETIME = 900;
export const REFRESH = 675;

/** The vendor of that name. */
export function tested(name: string): Tested {
  const found = [...VENDORS, ...HANDED_OVER].find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`There is no vendor ${name}.`);
  return found;
}

function signing({ vendor, neverExpires }: Tested, now: number) {
  const options = { ...keyFor(vendor, SECRET, KEY_ID), now: new Date(now) };
  return neverExpires ? options : { ...options, expiresIn: LIFETIME };
}

/** The login of a user, signed when the site opens. */
export function loginFor(entry: Tested, id: string): Promise<ChatLogin> {
  return signChatLogin(entry.vendor, entry.user(id), signing(entry, NOW_SECONDS * 1000));
}

/** The token handler at a time, for whoever a session says. */
export function handlerAt(
  entry: Tested,
  { now, origins }: { now: number; origins: readonly string[] },
  userOf: (request: Request) => string | undefined,
): TokenHandler {
  return createTokenHandler(entry.vendor, {
    ...signing(entry, now),
    origins,
    getUser(request) {
      const id = userOf(request);
      return id === undefined ? null : entry.user(id);
    },
  });
}

/** The users of the site. */
const USERS = ['jane', 'john'];

/** The user's id in a JWT, or the user of the site that a hash was made for. */
export function userIn(token: string): string | undefined {
  if (!token.includes('.')) return USERS.find((user) => hashOf(user) === token);
  const [, payload = ''] = token.split('.');
  const { userId, external_id, deskpro_id }: Record<string, string | undefined> = JSON.parse(
    Buffer.from(payload, 'base64url').toString(),
  );
  return userId ?? external_id ?? deskpro_id;
}

const hashOf = (user: string) => createHmac('sha256', SECRET).update(user).digest('hex');
