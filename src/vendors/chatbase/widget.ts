import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { chatbase } from './index.ts';

type Settings = SettingsOf<typeof chatbase>;

const VENDOR = 'chatbase';
const TITLE = 'Chatbase';

/** Where Chatbase takes the token. */
export const chatbaseSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "window.chatbase('identify', { token: '<token>' }); // after the embed code",
    source: 'https://www.chatbase.co/docs/developer-guides/identity-verification',
  },
  {
    platform: 'iOS',
    code: 'client.identify(token: "<token>")',
    source: 'https://www.chatbase.co/docs/ios-sdk/user-identity',
  },
  {
    platform: 'Android',
    code: 'client.identify("<token>")',
    source: 'https://www.chatbase.co/docs/android-sdk/user-identity',
  },
];

/** Calls `identify` once Chatbase's embed code has run. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(login, (setting) =>
    scriptWhenReady('chatbase', `chatbase("identify",${setting()});`),
  );

/**
 * Chatbase in a page: `chatbase('identify', { token })`, again with each fresh token.
 *
 * No call that logs out is documented for the web. Logging out calls `chatbase.resetChat()`, which ends the
 * conversation; whether Chatbase then forgets the user is not documented. The same call comes before another
 * user logs in.
 *
 * Source: https://www.chatbase.co/docs/developer-guides/identity-verification and
 * https://www.chatbase.co/docs/developer-guides/control-widget
 */
export const chatbaseWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof page().chatbase === 'function',
  login({ settings, userId }) {
    // Otherwise the next user could see the conversation of the last one.
    if (lastUser !== undefined && lastUser !== userId) logout();
    lastUser = userId;
    page().chatbase?.('identify', settings);
  },
  logout,
};

/** The user who is logged in, as far as this page knows. */
let lastUser: string | null | undefined;

function logout(): void {
  lastUser = undefined;
  page().chatbase?.resetChat?.();
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `chatbaseWidget`. The script calls
 * `chatbase('identify', { token })` once Chatbase's embed code has run.
 */
export const chatbaseScriptWidget: ScriptWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  script,
};

interface ChatbasePage extends Page {
  readonly chatbase?: {
    (command: 'identify', options: Settings): void;
    resetChat?(): void;
  };
}

const page = (): ChatbasePage => globalThis;
