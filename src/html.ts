/**
 * The script element that logs in at the vendor's widget, for pages that the server renders.
 *
 * @module
 */
import { readUnverifiedClaims } from './formats/jwt/compact.ts';
import type { ScriptLogin, ScriptWidget } from './page/widget.ts';
import { ChatTokenError, isChatTokenError } from './utils/errors.ts';
import { isFunction, type OwnProperties, rejectPollutedPrototype } from './utils/objects.ts';
import { optionInvalid, readOptions } from './utils/options.ts';

export { scriptLiteral } from './page/script.ts';
export type { ChatWidget, ScriptLogin, ScriptWidget, WidgetLogin } from './page/widget.ts';
export { convrsScriptWidget as convrsWidget } from './vendors/convrs/widget.ts';
export { deskproScriptWidget as deskproWidget } from './vendors/deskpro/widget.ts';
export { khorosScriptWidget as khorosWidget } from './vendors/khoros/widget.ts';
export { zendeskScriptWidget as zendeskWidget } from './vendors/zendesk/widget.ts';

/** A login script with the token itself. */
export interface LoginScriptToken {
  /** The token that `signChatToken` made for the user for whom the page is rendered. */
  readonly token: string;
}

/** A login script that fetches the token. */
export interface LoginScriptEndpoint {
  /**
   * Where the page gets a fresh token: the address of a token handler, such as `/api/chat-token`.
   * Together with `token` only for Zendesk.
   */
  readonly endpoint: string;
}

/** Options of {@link loginScript}. */
export type LoginScriptOptions = {
  /**
   * The user's id, which must be the one in the token. Default: the one in the token. Not with
   * `endpoint` alone, because its answer contains the id.
   */
  readonly userId?: string | undefined;
  /**
   * The page's nonce, if its Content-Security-Policy needs one: base64 or base64url. Default: none.
   */
  readonly nonce?: string | undefined;
} & (
  | (LoginScriptToken & {
      /** Left out. */
      readonly endpoint?: undefined;
    })
  | (LoginScriptEndpoint & {
      /** Left out. */
      readonly token?: undefined;
    })
  | (LoginScriptToken & LoginScriptEndpoint)
);

/**
 * Writes the script element that logs in as the vendor documents:
 *
 * | widget | the script |
 * | --- | --- |
 * | `khorosWidget` | calls `Brandmessenger.login(userId, token)` once the messenger is there |
 * | `convrsWidget` | sets `ConvrsUser` |
 * | `zendeskWidget` | calls `zE("messenger", "loginUser", …)` with a callback that fetches a fresh token each time: pass `endpoint`, and `token` with it for the first call |
 * | `deskproWidget` | adds `signedUserInfo` to `DpMessengerOptions` |
 *
 * Put it before the vendor's own script, and after the code that sets `DpMessengerOptions`. Never cache
 * a page that contains a token: `Cache-Control: private, no-store`.
 *
 * With `endpoint` the page fetches the token. Convrs and Deskpro read it once, when they start: add
 * their script when the window gets the event `chat-token`, which also comes if there is no token.
 *
 * @param widget - the widget of your vendor, or one of your own with a `script`
 * @param options - the token or the endpoint, and the nonce
 * @returns HTML for the page; no value can leave the script or the attribute
 * @throws `ChatTokenError` `ERR_OPTION_INVALID` (also for the token of another vendor or user),
 *   `ERR_TOKEN_MALFORMED`, `ERR_TOKEN_TOO_LARGE` or `ERR_PROTOTYPE_POLLUTED`
 * @example
 * ```ts
 * import { convrs, signChatToken } from 'chat-token';
 * import { convrsWidget, loginScript } from 'chat-token/html';
 *
 * const secret = 'k3y-0f-convrs-for-this-example';
 * const token = await signChatToken(convrs, { userId: 'user-12345' }, { secret });
 *
 * const html = loginScript(convrsWidget, { token, nonce: 'bm9uY2U=' });
 * console.log(html.slice(0, 51)); // <script nonce="bm9uY2U=">var ConvrsUser = "eyJhbGci
 * ```
 */
export function loginScript(widget: ScriptWidget, options: LoginScriptOptions): string {
  rejectPollutedPrototype();
  if (!isFunction(widget?.userId) || !isFunction(widget.script)) {
    throw optionInvalid(
      'The first argument must be a widget with a script',
      "Import it from 'chat-token/html', or add a script to your own.",
    );
  }
  const given = readOptions('The options', options, ['token', 'endpoint', 'userId', 'nonce']);
  const code = makeScript(widget, given);
  if (typeof code !== 'string' || /<(?:\/?script|!--)/i.test(code)) {
    throw optionInvalid(
      "The widget's script must return a string that cannot end the script element",
      'Write each value into it with scriptLiteral.',
    );
  }
  return `<script${nonceAttribute(given['nonce'])}>${code}</script>`;
}

/** What the widget throws becomes the cause of a coded error. */
function makeScript(widget: ScriptWidget, given: OwnProperties): unknown {
  try {
    return widget.script?.(readLogin(widget, given));
  } catch (cause) {
    if (isChatTokenError(cause)) throw cause;
    throw new ChatTokenError('ERR_OPTION_INVALID', 'The widget failed', {
      hint: 'See the cause.',
      cause,
    });
  }
}

function readLogin(widget: ScriptWidget, { token, endpoint, userId }: OwnProperties): ScriptLogin {
  const address = endpoint === undefined ? {} : { endpoint: readEndpoint(endpoint) };
  if (token !== undefined) return { ...readToken(widget, token, userId), ...address };
  if (userId === undefined) return address;
  throw optionInvalid('userId needs token', 'Leave it out: the endpoint returns it.');
}

/** Reads the user's id from the token. No key is needed: the page passes on what it was given. */
function readToken(widget: ScriptWidget, token: unknown, userId: unknown): ScriptLogin {
  const id = widget.userId(readUnverifiedClaims(token));
  if (id === undefined) {
    throw optionInvalid(`The token is not for ${widget.title}`, 'Sign one for this vendor.');
  }
  if (userId !== undefined && (typeof userId !== 'string' || userId !== (id ?? userId))) {
    throw optionInvalid(
      'userId is not the id in the token',
      'Leave it out. Are two users mixed up?',
    );
  }
  const known = id ?? userId;
  return { token: String(token), ...(typeof known === 'string' && { userId: known }) };
}

function readEndpoint(value: unknown): string {
  if (typeof value === 'string' && isAddress(value)) return value;
  throw optionInvalid('endpoint must be an address for fetch', "Such as '/api/chat-token'.");
}

/** Returns whether a string is a web address, absolute or relative to the page. */
function isAddress(value: string): boolean {
  if (value === '' || value !== value.trim()) return false;
  try {
    return /^https?:$/.test(new URL(value, 'https://page.example').protocol);
  } catch {
    return false;
  }
}

/** The nonce is checked, not escaped: no valid nonce has other characters (CSP 3, section 2.3.1). */
function nonceAttribute(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string' && /^[A-Za-z0-9+/=_-]+$/.test(value)) return ` nonce="${value}"`;
  throw optionInvalid(
    'nonce must be base64 or base64url',
    'Make one for each response, from 16 random bytes.',
  );
}
