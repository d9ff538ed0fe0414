/**
 * The script element that hands a token over to the vendor's widget, for pages made on the server.
 *
 * @module
 */

import { checkClaims } from './contract/claims.ts';
import type { ChatTokenHandover } from './contract/definition.ts';
import { type ChatVendor, readVendor } from './contract/vendor.ts';
import { readUnverified } from './formats/jwt/compact.ts';
import type { KeyIdRule } from './keys/keys.ts';
import { ChatTokenError, isChatTokenError } from './utils/errors.ts';
import { optionInvalid, readOptions } from './utils/options.ts';

export { scriptLiteral } from './page/script.ts';

/** What a page is given to hand over: the token itself. */
export interface LoginScriptToken {
  /** The token that `signChatToken` made for the visitor whom the page is made for. */
  readonly token: string;
}

/** What a page is given to hand over: where it gets the token from. */
export interface LoginScriptEndpoint {
  /**
   * Where the page gets a fresh token from: the address of a token handler, such as `/api/chat-token`.
   * Beside `token` only for Zendesk.
   */
  readonly endpoint: string;
}

/** Options of {@link loginScript}. */
export type LoginScriptOptions = {
  /**
   * The user's id, which must be the one in the token. Default: the one in the token. Not with
   * `endpoint` alone, whose answer names it.
   */
  readonly userId?: string | undefined;
  /**
   * The page's nonce, where its Content-Security-Policy wants one: base64 or base64url. Default: none.
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
 * Writes the script element that hands the token over as the vendor documents:
 *
 * | vendor | the script |
 * | --- | --- |
 * | Khoros | calls `Brandmessenger.login(userId, token)` once the messenger is there |
 * | Convrs | sets `ConvrsUser` |
 * | Zendesk | calls `zE("messenger", "loginUser", …)` with a callback that fetches a fresh token each time: give it `endpoint`, and `token` beside it for the first call |
 * | Deskpro | adds `signedUserInfo` to `DpMessengerOptions` |
 *
 * Put it before the vendor's own script, and behind what sets `DpMessengerOptions`. A page that holds
 * a token must be kept by no cache: `Cache-Control: private, no-store`.
 *
 * With `endpoint` the page fetches the token. Convrs and Deskpro read it once, when they start: add
 * their script when the window gets the event `chat-token`, which comes also when there is no token.
 *
 * @param vendor - the vendor object itself, built-in or made with `defineVendor` and its `script`
 * @param options - the token or the endpoint, and the nonce
 * @returns HTML, to be put into the page as it is; no value can leave the script or the attribute
 * @throws `ChatTokenError` `ERR_OPTION_INVALID`, `ERR_TOKEN_MALFORMED`, `ERR_TOKEN_TOO_LARGE`, or `ERR_CLAIMS_INVALID` for
 *   the token of another vendor
 * @example
 * ```ts
 * import { convrs, signChatToken } from 'chat-token';
 * import { loginScript } from 'chat-token/html';
 *
 * const secret = 'k3y-0f-convrs-for-this-example';
 * const token = await signChatToken(convrs, { userId: 'user-12345' }, { secret });
 *
 * const html = loginScript(convrs, { token, nonce: 'bm9uY2U=' });
 * console.log(html.slice(0, 51)); // <script nonce="bm9uY2U=">var ConvrsUser = "eyJhbGci
 * ```
 */
export function loginScript<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
  options: LoginScriptOptions,
): string {
  readVendor(vendor);
  const { title } = vendor;
  const script = Object.hasOwn(vendor, 'script') ? vendor.script : undefined;
  if (script === undefined) {
    throw optionInvalid(
      `${title} has no script`,
      'Give defineVendor a script(handover) that returns the JavaScript for the page.',
    );
  }
  const given = readOptions('The options', options, ['token', 'endpoint', 'userId', 'nonce']);
  const handover: ChatTokenHandover & { __proto__: null } = {
    __proto__: null, // What is not there is not looked for on Object.prototype.
    ...(given['token'] === undefined ? {} : readToken(vendor, given['token'], given['userId'])),
    ...(given['endpoint'] === undefined ? {} : { endpoint: readEndpoint(given['endpoint']) }),
  };
  if (given['token'] === undefined && given['userId'] !== undefined) {
    throw optionInvalid(
      'userId is given without token',
      'Leave it out: the answer of the endpoint names the user.',
    );
  }
  return `<script${nonceAttribute(given['nonce'])}>${codeOf(script, handover)}</script>`;
}

/** The token, and the user's id in it. No key is needed: the page hands over what it was given. */
function readToken<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
  value: unknown,
  userId: unknown,
): ChatTokenHandover {
  const signedId = vendor.userId(checkClaims(vendor, readUnverified(value)));
  const id = userId === undefined ? signedId : userId;
  if (typeof id === 'string' && (signedId ?? id) === id)
    return { token: String(value), userId: id };
  if (id === undefined) return { token: String(value) };
  throw optionInvalid(
    'userId is not the one in the token',
    'Pass the id that the token was signed for, or leave it out. Are two users mixed up?',
  );
}

function readEndpoint(value: unknown): string {
  if (typeof value === 'string' && isAddress(value)) return value;
  throw optionInvalid(
    'endpoint must be an address for fetch',
    "Such as '/api/chat-token', or 'https://www.example.com/api/chat-token'.",
  );
}

/** Whether it is an address of the web, whole or from the page's own on. */
function isAddress(value: string): boolean {
  if (value === '' || value !== value.trim()) return false;
  try {
    return /^https?:$/.test(new URL(value, 'https://page.example').protocol);
  } catch {
    return false;
  }
}

/** Checked and not escaped: nobody means a nonce with other characters (CSP 3, 2.3.1). */
function nonceAttribute(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string' && /^[A-Za-z0-9+/=_-]+$/.test(value)) return ` nonce="${value}"`;
  throw optionInvalid(
    'nonce must be base64 or base64url',
    'Make one for each answer, of 16 random bytes: it must not be guessed.',
  );
}

/** The built-in scripts cannot hold a tag; a vendor of one's own may have put a value in as it is. */
function codeOf(
  script: (handover: ChatTokenHandover) => unknown,
  handover: ChatTokenHandover,
): string {
  let code: unknown;
  try {
    code = script(handover);
  } catch (cause) {
    if (isChatTokenError(cause)) throw cause;
    throw new ChatTokenError('ERR_OPTION_INVALID', "The vendor's script(handover) failed", {
      hint: 'Its own error is the cause of this one.',
      cause,
    });
  }
  if (typeof code === 'string' && !/<(?:\/?script|!--)/i.test(code)) return code;
  throw optionInvalid(
    "The vendor's script must return a text that cannot end the script element",
    'Write each value into it with scriptLiteral.',
  );
}
