import { unicodeEscape } from '../utils/encoding.ts';
import { kindOf } from '../utils/objects.ts';
import { optionInvalid } from '../utils/options.ts';
import type { ScriptLogin } from './widget.ts';

/**
 * Writes a value as a JavaScript literal for a script element: a string, or anything else that JSON has.
 * JavaScript reads the same value in a page of any charset, and HTML finds no tag, comment or entity in
 * it.
 *
 * @param value - a string, number, boolean, `null`, array or plain object
 * @throws `ChatTokenError` `ERR_OPTION_INVALID` for a value that JSON does not have
 * @example
 * ```ts
 * import { scriptLiteral } from 'chat-token/html';
 *
 * console.log(scriptLiteral('</script>')); // "\u003c/script\u003e"
 * console.log(scriptLiteral({ plan: 'pro', seats: [1, 2] })); // {"plan":"pro","seats":[1,2]}
 * ```
 */
export function scriptLiteral(value: unknown): string {
  return (
    toJson(value)
      .replace(STRINGS, (part) => (part === '+' ? '' : escapeString(part)))
      // As a plain name, it would set the prototype. Inside a string, its quotes are escaped.
      .replaceAll('"__proto__":', '["__proto__"]:')
  );
}

/**
 * The strings of a JSON text, and the plus signs of its numbers (`1e+21`). A string always ends; the
 * expression takes linear time because it does not demand that.
 */
const STRINGS = /"(?:[^"\\]+|\\.)*"?|\+/g;

/**
 * What a reader with another charset, or HTML, could take for something else. In Shift_JIS, a backslash
 * can be half of a character, and in ISO-2022-JP a yen sign: `\"` would then end the string. National
 * variants of ASCII have other characters for `#$@[\]^{|}~` and the backquote, HZ reads `~`, UTF-7 `+`,
 * HTML `<>&`. A backslash is written only before `u`, where the string stays a string without it.
 */
const UNSAFE = /[^\w .,:/-]/g;

function escapeString(json: string): string {
  return `"${String(JSON.parse(json)).replace(UNSAFE, unicodeEscape)}"`;
}

function toJson(value: unknown): string {
  try {
    const json: unknown = JSON.stringify(value);
    if (typeof json === 'string') return json;
  } catch {
    // A value that contains itself, or a bigint.
  }
  throw optionInvalid(
    `scriptLiteral must get a value that JSON has, got ${kindOf(value)}`,
    'Strings, numbers, booleans, null, arrays and plain objects.',
  );
}

/**
 * JavaScript that passes the settings to a widget that takes them once: those of the login, or those that
 * the endpoint answers. `use` writes it, and gets a function that returns the expression for one setting,
 * or without a name for all of them.
 */
export function scriptWithSettings<Settings extends object>(
  login: ScriptLogin<Settings>,
  use: (setting: (name?: keyof Settings & string) => string) => string,
): string {
  const { settings, endpoint } = login;
  if (settings !== undefined && endpoint === undefined) {
    return use((name) => {
      const value = name === undefined ? settings : settings[name];
      return value === undefined ? 'undefined' : scriptLiteral(value);
    });
  }
  if (endpoint !== undefined && settings === undefined) {
    return scriptWithAnswer(
      login,
      use((name) =>
        name === undefined ? 'answer.settings' : `answer.settings[${scriptLiteral(name)}]`,
      ),
    );
  }
  throw optionInvalid(
    'Pass either a login or an endpoint',
    "What signChatLogin returns, or your token handler's address.",
  );
}

/**
 * JavaScript that asks the endpoint and runs `use` with its `answer`, a login of the vendor. Then it fires
 * the event `chat-token`, for pages that load the widget's script afterwards. Without a login, the
 * visitor chats unauthenticated.
 */
export function scriptWithAnswer({ vendor, endpoint }: ScriptLogin, use: string): string {
  return (
    `fetch(${scriptLiteral(endpoint)},{credentials:"include",cache:"no-store",redirect:"error"})` +
    '.then(function(response){return response.ok?response.json():{settings:0}})' +
    `.then(function(answer){if(answer.settings){if(answer.vendor!==${scriptLiteral(vendor)})` +
    `throw"the endpoint is for another vendor";${use}}})` +
    '.catch(function(error){console.warn("No chat token:",error)})' +
    '.then(function(){dispatchEvent(new Event("chat-token"))});'
  );
}

/**
 * JavaScript for a widget that asks for tokens, which are the setting `name`. `use` gets the function `passToken(take,leave)`: it calls `take`
 * with the token that the page came with, if that is from the first minute and was not used, and otherwise with a
 * fresh one. For another user, it calls `leave` instead, if there is one.
 */
export function scriptWithTokens<Name extends string>(
  login: ScriptLogin<Readonly<Record<Name, string>>>,
  name: Name,
  title: string,
  use: string,
): string {
  const { settings, userId = null } = login;
  if (login.endpoint === undefined) {
    throw optionInvalid(
      `${title} needs an endpoint, because its widget asks for new tokens`,
      'Pass { endpoint }, or { ...login, endpoint } with a login for the first minute.',
    );
  }
  const first = scriptLiteral(settings?.[name] ?? '');
  // A user may have no id.
  const user = settings === undefined ? 'undefined' : scriptLiteral(userId);
  const answer = scriptWithAnswer(
    login,
    'if(user===undefined)user=answer.userId;' +
      'if(user!==answer.userId){if(leave)leave();throw"another user has logged in"}' +
      `take(answer.settings.${name})`,
  );
  return (
    '(function(first,user,start){function passToken(take,leave){var token=first;first="";' +
    // Without signs that HTML could read.
    'var isOld=Math.min(Date.now()-start,60000)===60000;if(isOld)token="";' +
    `if(token)return take(token);${answer}}` +
    `${use}})(${first},${user},Date.now());`
  );
}

/**
 * JavaScript that runs `use` once the page has a global, or one of several. After 15 seconds it looks once a
 * second.
 */
export function scriptWhenReady(globals: string | readonly string[], use: string): string {
  const names = typeof globals === 'string' ? [globals] : globals;
  const isMissing = names.map((name) => `!window.${name}`).join('&&');
  return (
    `(function wait(looks){if(${isMissing})return setTimeout(function(){wait(looks+1)},` +
    // Without the sign for "less than", which HTML could read.
    `Math.max(100,Math.min(1000,(looks-149)*1000)));${use}})(0);`
  );
}
