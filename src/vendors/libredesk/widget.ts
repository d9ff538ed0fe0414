import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { libredesk } from './index.ts';

type Settings = SettingsOf<typeof libredesk>;

const VENDOR = 'libredesk';
const TITLE = 'Libredesk';
const SCRIPT = 'https://github.com/abhinavxd/libredesk/blob/main/static/widget.js';

/** Where Libredesk takes the token. */
export const libredeskSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      '// before the script\n' +
      'window.LibredeskSettings = {\n' +
      "  baseURL: 'https://support.example.com',\n" +
      "  inboxID: '<UUID of the inbox>',\n" +
      "  userJWT: '<token>',\n" +
      '};\n' +
      '// or once the widget has loaded\n' +
      "window.Libredesk.setUser('<token>');",
    source: SCRIPT,
  },
];

/**
 * Adds the token to the object in `LibredeskSettings`, which the widget keeps and reads once its frame has
 * loaded. A frame that has loaded before gets the token with `setUser`.
 */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(
    login,
    (setting) =>
      '(function(settings){' +
      'window.LibredeskSettings=Object.assign(window.LibredeskSettings||{},settings);' +
      'if(window.Libredesk&&window.Libredesk.setUser)window.Libredesk.setUser(settings.userJWT)' +
      `})(${setting()});`,
  );

/**
 * Libredesk in a page: `Libredesk.setUser(jwt)`, and `Libredesk.logout()` to log out. Libredesk exchanges
 * the token for a session of its own, so a fresh token of the same user is not passed again. If another
 * user logs in without a log-out before, it calls `Libredesk.logout()` first.
 *
 * Set `LibredeskSettings` first: `{ baseURL, inboxID }`. The token is added to it too, because the widget
 * drops `setUser` calls until its frame has loaded, and then reads the token there.
 *
 * Source: https://github.com/abhinavxd/libredesk/blob/main/static/widget.js
 */
export const libredeskWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  // Before the widget has started, `Libredesk` is a class and has no `setUser`.
  isReady: () => typeof page().Libredesk?.setUser === 'function',
  login({ settings, userId }) {
    const isSame = userId === lastUser;
    if (!isSame && lastUser !== undefined) logout();
    lastUser = userId;
    const { LibredeskSettings, Libredesk } = page();
    if (LibredeskSettings) Object.assign(LibredeskSettings, settings);
    if (!isSame) Libredesk?.setUser?.(settings.userJWT);
  },
  logout,
};

/** The user who is logged in at the widget, as far as this page knows. */
let lastUser: string | null | undefined;

function logout(): void {
  lastUser = undefined;
  const { LibredeskSettings, Libredesk } = page();
  if (LibredeskSettings) delete LibredeskSettings.userJWT;
  Libredesk?.logout?.();
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `libredeskWidget`. The script adds the
 * token to `LibredeskSettings`, and calls `Libredesk.setUser` if the widget has already started.
 */
export const libredeskScriptWidget: ScriptWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  script,
};

interface LibredeskPage extends Page {
  readonly Libredesk?: {
    setUser?(jwt: string): void;
    logout?(): void;
  };
  readonly LibredeskSettings?: { userJWT?: string };
}

const page = (): LibredeskPage => globalThis;
