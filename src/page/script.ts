import type { ChatTokenHandover } from '../contract/definition.ts';
import { unicodeEscape } from '../utils/encoding.ts';
import { optionInvalid } from '../utils/options.ts';

/**
 * Writes a text as a JavaScript literal for a script element: the same string for JavaScript, and
 * nothing in it that HTML could take for a tag, a comment or an entity.
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

/** What a page is given, once it is known to be one of the two. */
type OneOfBoth =
  | { readonly token: string; readonly endpoint: undefined }
  | { readonly token: undefined; readonly endpoint: string };

/** For a widget that takes a token once: from the page or from the endpoint, not from both. */
export function readOneOfBoth({ token, endpoint }: ChatTokenHandover): OneOfBoth {
  if (token !== undefined && endpoint === undefined) return { token, endpoint };
  if (endpoint !== undefined && token === undefined) return { token, endpoint };
  throw optionInvalid(
    'Pass either token or endpoint',
    "The token of signChatToken, or your token handler's address.",
  );
}

/**
 * JavaScript that asks the endpoint, does `use` with its `answer`, and then tells the page, which may
 * have waited with the widget's own script. Without an answer the visitor chats unauthenticated.
 */
export function scriptOfAnswer(endpoint: string, use: string): string {
  return (
    `fetch(${scriptLiteral(endpoint)},{credentials:"include",cache:"no-store",redirect:"error"})` +
    '.then(function(response){return response.ok?response.json():{token:0}})' +
    `.then(function(answer){if(answer.token){${use}}})` +
    '.catch(function(error){console.warn("No chat token:",error)})' +
    '.then(function(){dispatchEvent(new Event("chat-token"))});'
  );
}

/** JavaScript that does `use` once the page has the global. */
export function scriptOnceThere(name: string, use: string): string {
  return `(function wait(){if(!window.${name})return setTimeout(wait,100);${use}})();`;
}
