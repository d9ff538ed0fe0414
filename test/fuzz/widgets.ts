/** The widgets of the library for the login script. */

import type { ScriptWidget } from 'chat-token/html';
import * as html from 'chat-token/html';

/** All of them. Some are made of options: what the page passes to the vendor's own script. */
export function widgetsFor(options: object): readonly ScriptWidget[] {
  return Object.entries<unknown>(html).flatMap(([name, value]) => {
    const isMade = /^create\w+Widget$/.test(name) && typeof value === 'function';
    const widget: unknown = isMade ? Reflect.apply(value, undefined, [options]) : value;
    return isWidget(widget) ? [widget] : [];
  });
}

function isWidget(value: unknown): value is ScriptWidget {
  return typeof value === 'object' && value !== null && 'script' in value && 'vendor' in value;
}
