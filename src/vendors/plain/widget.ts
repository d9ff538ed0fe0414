import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptLiteral, scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { plain } from './index.ts';

type Settings = SettingsOf<typeof plain>;

const VENDOR = 'plain';
const TITLE = 'Plain';

/** Where Plain takes the hash. */
export const plainSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      '// with the other options of your chat\n' +
      "Plain.init({ customerDetails: { email: 'jane@example.com', emailHash: '<token>' } });",
    source: 'https://plain.com/docs/chat/authentication',
  },
];

/** What `Plain.init` takes besides the user: the id of your app, and its other options. */
export interface PlainOptions {
  /** An option of the call. */
  readonly [option: string]: unknown;
}

/**
 * Makes the widget for a page with Plain's script: `Plain.init({ …, customerDetails: { email, emailHash, … } })`.
 * Do not call `Plain.init` yourself.
 *
 * No call that logs out is documented: the chat goes on until the page is left, so load the page again when the
 * user logs out. If the same user logs in again, it calls nothing. After a log-out and for another user, it calls
 * `Plain.init` again; whether Plain then forgets the last user is not documented.
 *
 * Source: https://plain.com/docs/chat/authentication
 *
 * @param options - what `Plain.init` takes besides the user
 * @example
 * ```ts page
 * import { connectChat, createPlainWidget } from 'chat-token/browser';
 *
 * // Add the id of your app, as in the code that Plain gives you for the page.
 * const widget = createPlainWidget({ requireAuthentication: true });
 * connectChat(widget, { endpoint: '/api/chat-token' });
 * ```
 */
export const createPlainWidget: (options: PlainOptions) => ChatWidget<Settings> = (options) => {
  let lastUser: string | undefined;
  return {
    vendor: VENDOR,
    title: TITLE,
    isReady: () => typeof page().Plain?.init === 'function',
    login({ settings }) {
      if (settings.email === lastUser) return;
      page().Plain?.init?.({ ...options, customerDetails: settings });
      lastUser = settings.email;
    },
    logout() {
      lastUser = undefined;
    },
  };
};

/**
 * Makes the same widget for `loginScript`, exported by `chat-token/html` as `createPlainWidget`. The script calls
 * `Plain.init` once Plain's script is there.
 *
 * @param options - what `Plain.init` takes besides the user: values that JSON has
 */
export const createPlainScriptWidget: (options: PlainOptions) => ScriptWidget<Settings> = (
  options,
) => ({
  vendor: VENDOR,
  title: TITLE,
  script: (login) =>
    scriptWithSettings(login, (setting) => {
      const call = `window.Plain.init(Object.assign(${scriptLiteral(options)},{customerDetails:settings}))`;
      const wait = scriptWhenReady('Plain', scriptWhenReady('Plain.init', call));
      return `(function(settings){${wait}})(${setting()});`;
    }),
});

interface PlainPage extends Page {
  readonly Plain?: { init?(options: object): void };
}

const page = (): PlainPage => globalThis;
