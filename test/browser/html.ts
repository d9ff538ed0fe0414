/** The pages that are tested. */
import { loginScript } from 'chat-token/html';
import { loginFor, type Tested } from './vendors.ts';

/** When the vendor's own script is loaded. */
export type VendorScript =
  /** Before the library's. */
  | 'first'
  /** Whenever it comes. */
  | 'async'
  /** Once `session.ready` resolves, or the window gets the event `chat-token`. */
  | 'when ready';

export interface PageOptions {
  /** Default: {@link scriptOrder}. */
  readonly script?: VendorScript | undefined;
  readonly endpoint?: string | undefined;
  /** For the page's own scripts and the vendor's. */
  readonly nonce?: string | undefined;
}

/** When the vendor's script is loaded, for `connectChat` and `loginScript` with an endpoint. */
export const scriptOrder = ({ readsOnce }: Tested): VendorScript =>
  readsOnce ? 'when ready' : 'first';

/** The endpoint of a vendor. */
export const endpointOf = ({ name }: Tested): string => `/chat-token/${name}`;

/** A page whose module calls `connectChat`. */
export function connectPage(entry: Tested, options: PageOptions = {}): string {
  const { endpoint = endpointOf(entry), nonce } = options;
  const own = `<script type="module" src="/pages/connect.js" data-widget="${entry.name}" data-endpoint="${endpoint}"></script>`;
  return pageOf(entry, withNonce(own, nonce), options);
}

/** Whether the page comes with Jane's login, or fetches that of the user who is logged in. */
export type Way = 'login' | 'endpoint';
export const WAYS: readonly Way[] = ['login', 'endpoint'];

/** What `loginScript` makes. With a login, Zendesk needs the endpoint for the tokens after it. */
export async function scriptFor(
  entry: Tested,
  way: Way,
  options: { readonly nonce?: string | undefined; readonly endpoint?: string } = {},
): Promise<string> {
  const { nonce, endpoint = endpointOf(entry) } = options;
  if (way === 'endpoint') return loginScript(entry.widget, { endpoint }, { nonce });
  const login = await loginFor(entry, 'jane');
  const isEnough = entry.name !== 'zendesk';
  return loginScript(entry.widget, isEnough ? login : { ...login, endpoint }, { nonce });
}

/** A page with a script, such as that of `loginScript`. */
export function pageOf(entry: Tested, own: string, options: PageOptions = {}): string {
  const { script = scriptOrder(entry), nonce } = options;
  const tag = withNonce(entry.tag, nonce);
  const parts = {
    first: [tag, own],
    async: [own, asynchronous(tag)],
    'when ready': [`<template>${asynchronous(tag)}</template>`, withNonce(ADDS_VENDOR, nonce), own],
  };
  return `<!doctype html><meta charset="utf-8"><title>A page</title>\n${parts[script].join('\n')}`;
}

/** What a page with an endpoint does for a widget that reads the token once. */
const ADDS_VENDOR = `<script>
  addEventListener('chat-token', function () {
    document.head.append(document.importNode(document.querySelector('template').content, true));
  });
</script>`;

/** In no order with others, so that a page with a script that comes late is there before it. */
function asynchronous(tag: string): string {
  return tag.replace('<script ', '<script async ').replace(' defer', '');
}

function withNonce(html: string, nonce: string | undefined): string {
  return nonce === undefined ? html : html.replace('<script', `<script nonce="${nonce}"`);
}
