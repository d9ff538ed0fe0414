/** The four vendors, as the tests go through them. */
import { type ChatVendor, convrs, deskpro, khoros, signChatToken, zendesk } from 'chat-token';
import {
  convrsWidget,
  deskproWidget,
  khorosWidget,
  type ScriptWidget,
  zendeskWidget,
} from 'chat-token/html';
import { createTokenHandler, type TokenHandler } from 'chat-token/server';
import { KEY_ID, NOW_SECONDS, SECRET } from '../support/known-tokens.ts';

/** A vendor, with what the tests need to know of it. */
export interface Tested {
  readonly name: string;
  readonly vendor: ChatVendor<unknown, object>;
  readonly widget: ScriptWidget;
  /** The user of that id, in the vendor's own names. */
  user(id: string): object;
  /** The tag of the vendor's script, as the vendor documents it. */
  readonly tag: string;
  /** Whether the widget reads the token when it starts, and not again. */
  readonly readsOnce: boolean;
}

export const VENDORS: readonly Tested[] = [
  {
    name: 'khoros',
    vendor: khoros,
    widget: khorosWidget,
    user: (userId) => ({ userId }),
    tag: '<script src="/vendors/khoros.js"></script>',
    readsOnce: false,
  },
  {
    name: 'convrs',
    vendor: convrs,
    widget: convrsWidget,
    user: (userId) => ({ userId }),
    tag: '<script defer id="convrs-webchat" src="/vendors/convrs.js"></script>',
    readsOnce: true,
  },
  {
    name: 'zendesk',
    vendor: zendesk,
    widget: zendeskWidget,
    user: (external_id) => ({ external_id }),
    tag: '<script id="ze-snippet" src="/vendors/zendesk.js"></script>',
    readsOnce: false,
  },
  {
    name: 'deskpro',
    vendor: deskpro,
    widget: deskproWidget,
    user: (deskpro_id) => ({ deskpro_id }),
    tag: '<script type="module" src="/vendors/deskpro.js"></script>',
    readsOnce: true,
  },
];

/** How long a token of the tests is valid, and after how long a fresh one is asked for. */
export const LIFETIME = 900;
export const REFRESH = 675;

/** The vendor of that name. */
export function tested(name: string): Tested {
  const found = VENDORS.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`There is no vendor ${name}.`);
  return found;
}

function signing({ vendor }: Tested, now: number) {
  const keyId = vendor.keyId === 'required' ? KEY_ID : undefined;
  return { keyId, secret: SECRET, now: new Date(now) };
}

/** A token for a user, signed when the site opens. */
export function tokenFor(entry: Tested, id: string): Promise<string> {
  const options = { ...signing(entry, NOW_SECONDS * 1000), expiresIn: LIFETIME };
  return signChatToken(entry.vendor, entry.user(id), options);
}

/** The token handler at a time, for whoever a session says. */
export function handlerAt(
  entry: Tested,
  { now, origins }: { now: number; origins: readonly string[] },
  userOf: (request: Request) => string | undefined,
): TokenHandler {
  return createTokenHandler(entry.vendor, {
    ...signing(entry, now),
    expiresIn: LIFETIME,
    origins,
    getUser(request) {
      const id = userOf(request);
      return id === undefined ? null : entry.user(id);
    },
  });
}

/** Whom a token names, by what stands in it. */
export function userIn(token: string): string | undefined {
  const [, payload = ''] = token.split('.');
  const { userId, external_id, deskpro_id }: Record<string, string | undefined> = JSON.parse(
    Buffer.from(payload, 'base64url').toString(),
  );
  return userId ?? external_id ?? deskpro_id;
}
