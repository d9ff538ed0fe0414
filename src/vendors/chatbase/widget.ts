import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type {
  ChatWidget,
  Page,
  ScriptLogin,
  ScriptWidget,
  WidgetLogin,
} from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { chatbase, chatbaseHash } from './index.ts';

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

/** Where Chatbase takes the hash. */
export const chatbaseHashSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      '// after the embed code\n' +
      "window.chatbase('identify', { user_id: '<user id>', user_hash: '<token>', user_metadata: { plan: 'pro' } });",
    source: 'https://www.chatbase.co/docs/developer-guides/identity-verification',
  },
];

/** Calls `identify` once Chatbase's embed code has run. */
const script = (login: ScriptLogin): string =>
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
export const chatbaseWidget: ChatWidget<SettingsOf<typeof chatbase>> = {
  vendor: 'chatbase',
  title: 'Chatbase',
  isReady,
  login,
  logout,
};

/**
 * Chatbase in a page, with the hash: `chatbase('identify', { user_id, user_hash, user_metadata })`. Logging out
 * is the same as with `chatbaseWidget`.
 *
 * Source: https://www.chatbase.co/docs/developer-guides/identity-verification
 */
export const chatbaseHashWidget: ChatWidget<SettingsOf<typeof chatbaseHash>> = {
  vendor: 'chatbase-hash',
  title: 'Chatbase (hash)',
  isReady,
  login,
  logout,
};

/** The user who is logged in, as far as this page knows. */
let lastUser: string | null | undefined;

function isReady(): boolean {
  return typeof page().chatbase === 'function';
}

function login({ settings, userId }: WidgetLogin): void {
  // Otherwise the next user could see the conversation of the last one.
  if (lastUser !== undefined && lastUser !== userId) logout();
  lastUser = userId;
  page().chatbase?.('identify', settings);
}

function logout(): void {
  lastUser = undefined;
  page().chatbase?.resetChat?.();
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `chatbaseWidget`. The script calls
 * `chatbase('identify', { token })` once Chatbase's embed code has run.
 */
export const chatbaseScriptWidget: ScriptWidget<SettingsOf<typeof chatbase>> = {
  vendor: 'chatbase',
  title: 'Chatbase',
  script,
};

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `chatbaseHashWidget`. The script calls
 * `chatbase('identify', { user_id, user_hash, user_metadata })` once Chatbase's embed code has run.
 */
export const chatbaseHashScriptWidget: ScriptWidget<SettingsOf<typeof chatbaseHash>> = {
  vendor: 'chatbase-hash',
  title: 'Chatbase (hash)',
  script,
};

interface ChatbasePage extends Page {
  readonly chatbase?: {
    (command: 'identify', options: object): void;
    resetChat?(): void;
  };
}

const page = (): ChatbasePage => globalThis;
