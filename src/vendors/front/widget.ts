import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptLiteral, scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { front } from './index.ts';

type Settings = SettingsOf<typeof front>;

const VENDOR = 'front';
const TITLE = 'Front Chat';
const DOCS = 'https://dev.frontapp.com/docs/identify-users';

/** Where Front Chat takes the hash. */
export const frontSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "FrontChat('init', { chatId: '<chat id>', useDefaultLauncher: true, email: 'jane@example.com', userHash: '<token>' });",
    source: DOCS,
  },
  {
    platform: 'Web (after init)',
    code: "FrontChat('identity', { email: 'jane@example.com', userHash: '<token>', name: 'Jane Doe' });",
    source: DOCS,
  },
];

/** What `FrontChat('init', …)` takes besides the user. */
export interface FrontOptions {
  /** The id of your chat. It is public. The samples of Front's reference leave it out. */
  readonly chatId?: string;
  /** Whether Front shows its own button. */
  readonly useDefaultLauncher?: boolean;
  /** Further options of the call. */
  readonly [option: string]: unknown;
}

/**
 * Makes the widget for a page with Front's script: `FrontChat('init', { chatId, …, email, userHash })`. Do not
 * call `init` yourself: Front allows it once per page. If the same user logs in again, it calls
 * `FrontChat('identity', …)`.
 *
 * Logging out calls `FrontChat('shutdown', { clearSession: true })`, and so does the login of another user in the
 * same page. For anonymous visitors, call `FrontChat('init', …)` after that, and `FrontChat('shutdown')` before the
 * next login.
 *
 * Source: https://dev.frontapp.com/docs/chat-sdk-reference
 *
 * @param options - what the call takes besides the user
 * @example
 * ```ts page
 * import { connectChat, createFrontWidget } from 'chat-token/browser';
 *
 * const widget = createFrontWidget({ chatId: 'ch4t-id', useDefaultLauncher: true });
 * connectChat(widget, { endpoint: '/api/chat-token' });
 * ```
 */
export const createFrontWidget: (options: FrontOptions) => ChatWidget<Settings> = (options) => ({
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof page().FrontChat === 'function',
  login({ settings }) {
    const { email } = settings;
    // Otherwise the next user could see the conversation of the last one.
    if (lastUser !== undefined && lastUser !== email) logout();
    if (lastUser === email) page().FrontChat?.('identity', settings);
    else page().FrontChat?.('init', { ...options, ...settings });
    lastUser = email;
  },
  logout,
});

/** The user who is logged in, as far as this page knows: also through another widget. */
let lastUser: string | undefined;

function logout(): void {
  lastUser = undefined;
  page().FrontChat?.('shutdown', { clearSession: true });
}

/**
 * Makes the same widget for `loginScript`, exported by `chat-token/html` as `createFrontWidget`. The script calls
 * `FrontChat('init', …)` once Front's script is there.
 *
 * @param options - what the call takes besides the user: values that JSON has
 */
export const createFrontScriptWidget: (options: FrontOptions) => ScriptWidget<Settings> = (
  options,
) => ({
  vendor: VENDOR,
  title: TITLE,
  script: (login) =>
    scriptWithSettings(
      login,
      (setting) =>
        `(function(settings){${scriptWhenReady(
          'FrontChat',
          `window.FrontChat("init",Object.assign(${scriptLiteral(options)},settings))`,
        )}})(${setting()});`,
    ),
});

interface FrontPage extends Page {
  readonly FrontChat?: (command: 'init' | 'identity' | 'shutdown', options: object) => void;
}

const page = (): FrontPage => globalThis;
