import { unicodeEscape } from '../utils/encoding.ts';
import { optionInvalid } from '../utils/options.ts';
import type { ScriptLogin } from './widget.ts';

/**
 * Writes a string as a JavaScript literal for a script element. JavaScript reads the same string, and
 * HTML finds no tag, comment or entity in it.
 *
 * @param value - any string
 * @example
 * ```ts
 * import { scriptLiteral } from 'chat-token/html';
 *
 * console.log(scriptLiteral('</script>')); // "\u003c/script\u003e"
 * ```
 */
export function scriptLiteral(value: string): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, unicodeEscape);
}

/** For a widget that takes a token once: from the page or from the endpoint, not from both. */
export function readOneOfBoth({
  token,
  endpoint,
}: ScriptLogin):
  | { readonly token: string; readonly endpoint?: undefined }
  | { readonly token?: undefined; readonly endpoint: string } {
  if (token !== undefined && endpoint === undefined) return { token };
  if (endpoint !== undefined && token === undefined) return { endpoint };
  throw optionInvalid(
    'Pass either token or endpoint',
    "The token of signChatToken, or your token handler's address.",
  );
}

/**
 * JavaScript that asks the endpoint and runs `use` with its `answer`. Then it fires the event
 * `chat-token`, for pages that load the widget's script afterwards. Without an answer, the visitor
 * chats unauthenticated.
 */
export function scriptWithAnswer(endpoint: string, use: string): string {
  return (
    `fetch(${scriptLiteral(endpoint)},{credentials:"include",cache:"no-store",redirect:"error"})` +
    '.then(function(response){return response.ok?response.json():{token:0}})' +
    `.then(function(answer){if(answer.token){${use}}})` +
    '.catch(function(error){console.warn("No chat token:",error)})' +
    '.then(function(){dispatchEvent(new Event("chat-token"))});'
  );
}

/** JavaScript that runs `use` once the page has a global. */
export function scriptWhenReady(name: string, use: string): string {
  return `(function wait(){if(!window.${name})return setTimeout(wait,100);${use}})();`;
}
