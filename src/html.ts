/**
 * The script element that logs in at the vendor's widget, for pages that the server renders.
 *
 * @module
 */
import type { ChatLogin } from './contract/login.ts';
import type { ScriptLogin, ScriptWidget } from './page/widget.ts';
import { ChatTokenError, isChatTokenError } from './utils/errors.ts';
import {
  isFunction,
  isPlainObject,
  kindOf,
  type OwnProperties,
  rejectPollutedPrototype,
} from './utils/objects.ts';
import { optionInvalid, readOptions, requireApi } from './utils/options.ts';

export type { ChatLogin } from './contract/login.ts';
export { scriptLiteral } from './page/script.ts';
export type { ChatWidget, ScriptLogin, ScriptWidget, WidgetLogin } from './page/widget.ts';
export * from './vendors/scripts.ts';

/** A login script that fetches the login. */
export interface LoginScriptEndpoint {
  /** Where the page gets a fresh login: the address of a token handler, such as `/api/chat-token`. */
  readonly endpoint: string;
}

/** Options of {@link loginScript}. */
export interface LoginScriptOptions {
  /**
   * The page's nonce, if its Content-Security-Policy needs one: base64 or base64url. Default: none.
   */
  readonly nonce?: string | undefined;
}

/**
 * Writes the script element that logs in as the vendor documents. What the script does is on the vendor's
 * page, and in the doc comment of its widget.
 *
 * Put it before the vendor's own script, and after the code that sets the vendor's options. Never cache
 * a page that contains a login: `Cache-Control: private, no-store`.
 *
 * With `{ endpoint }` the page fetches the login. A widget that reads its settings once, when it starts,
 * needs them before its script: add that script when the window gets the event `chat-token`, which also
 * comes if there is no login. A widget that asks for tokens by itself (Zendesk) always needs `endpoint`:
 * pass `{ ...login, endpoint }`, and the login serves the first request.
 *
 * @param widget - the widget of your vendor, or one of your own with a `script`
 * @param login - what `signChatLogin` returned, or `{ endpoint }`
 * @param options - the nonce
 * @returns HTML for the page; no value can leave the script or the attribute
 * @throws `ChatTokenError` `ERR_OPTION_INVALID` (also for a login of another vendor) or
 *   `ERR_PROTOTYPE_POLLUTED`
 * @example
 * ```ts
 * import { convrs, signChatLogin } from 'chat-token';
 * import { convrsWidget, loginScript } from 'chat-token/html';
 *
 * const secret = 'k3y-0f-convrs-for-this-example';
 * const login = await signChatLogin(convrs, { userId: 'user-12345' }, { secret });
 *
 * const html = loginScript(convrsWidget, login, { nonce: 'bm9uY2U=' });
 * console.log(html.slice(0, 51)); // <script nonce="bm9uY2U=">var ConvrsUser = "eyJhbGci
 * ```
 */
export function loginScript<Settings extends object>(
  widget: ScriptWidget<Settings>,
  login: ChatLogin<NoInfer<Settings>> | LoginScriptEndpoint,
  options: LoginScriptOptions = {},
): string {
  rejectPollutedPrototype();
  if (!isFunction(widget?.script) || typeof widget.vendor !== 'string') {
    throw optionInvalid(
      'The first argument must be a widget with a script',
      "Import it from 'chat-token/html', or add a script to your own.",
    );
  }
  const { nonce } = readOptions('The options', options, ['nonce']);
  const code = makeScript(widget, readLogin(widget, login));
  if (typeof code !== 'string' || /<(?:\/?script|!--)/i.test(code)) {
    throw optionInvalid(
      "The widget's script must return a string that cannot end the script element",
      'Write each value into it with scriptLiteral.',
    );
  }
  return `<script${nonceAttribute(nonce)}>${code}</script>`;
}

/** What the widget throws becomes the cause of a coded error. */
function makeScript(widget: ScriptWidget, login: ScriptLogin): unknown {
  try {
    return widget.script?.(login);
  } catch (cause) {
    if (isChatTokenError(cause)) throw cause;
    throw new ChatTokenError('ERR_OPTION_INVALID', 'The widget failed', {
      hint: 'See the cause.',
      cause,
    });
  }
}

const LOGIN_NAMES = ['vendor', 'token', 'settings', 'userId', 'expiresAt', 'refreshAt', 'endpoint'];

function readLogin({ vendor, title }: ScriptWidget, value: unknown): ScriptLogin {
  if (!isPlainObject(value)) {
    throw optionInvalid(
      `The second argument must be a login or { endpoint }, got ${kindOf(value)}`,
      'Await signChatLogin, and pass what it returns.',
    );
  }
  const { endpoint, ...login } = readOptions('The login', value, LOGIN_NAMES);
  const address = endpoint === undefined ? {} : { endpoint: readEndpoint(endpoint) };
  if (Object.keys(login).length === 0 && endpoint !== undefined) return { vendor, ...address };
  return { vendor, ...readSettings(login, { vendor, title }), ...address };
}

function readSettings(
  { vendor, token, settings, userId }: OwnProperties,
  widget: Pick<ScriptWidget, 'vendor' | 'title'>,
): Pick<ChatLogin, 'settings' | 'token' | 'userId'> {
  if (
    typeof vendor !== 'string' ||
    typeof token !== 'string' ||
    !isPlainObject(settings) ||
    (typeof userId !== 'string' && userId !== null)
  ) {
    throw optionInvalid(
      'The second argument must be a whole login or { endpoint }',
      'Pass what signChatLogin returns: the token alone is not enough.',
    );
  }
  if (vendor === widget.vendor) return { settings, token, userId };
  throw optionInvalid(
    `The login is not for ${widget.title} (${widget.vendor})`,
    'Pass the vendor and the widget of the same product.',
  );
}

function readEndpoint(value: unknown): string {
  if (typeof value === 'string' && isAddress(value)) return value;
  throw optionInvalid('endpoint must be an address for fetch', "Such as '/api/chat-token'.");
}

/** Returns whether a string is a web address, absolute or relative to the page. */
function isAddress(value: string): boolean {
  const Url = requireApi(globalThis.URL, 'URL');
  if (value === '' || value !== value.trim()) return false;
  try {
    return /^https?:$/.test(new Url(value, 'https://page.example').protocol);
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
