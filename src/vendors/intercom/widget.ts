import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { intercom } from './index.ts';

type Settings = SettingsOf<typeof intercom>;

const VENDOR = 'intercom';
const TITLE = 'Intercom Messenger';
const REACT_NATIVE = 'https://github.com/intercom/intercom-react-native';

/** Where Intercom Messenger takes the token. */
export const intercomSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "Intercom('boot', { app_id: 'abc12345', intercom_user_jwt: '<token>' });",
    source: 'https://developers.intercom.com/installing-intercom/web/identity-verification',
  },
  {
    platform: 'iOS',
    code: 'Intercom.setUserJwt("<token>") // before any login call',
    source: REACT_NATIVE,
  },
  {
    platform: 'Android',
    code: 'Intercom.client().setUserJwt("<token>"); // before any login call',
    source: REACT_NATIVE,
  },
  {
    platform: 'React Native',
    code: "await Intercom.setUserJwt('<token>'); // before any login call",
    source: REACT_NATIVE,
  },
];

/** Adds the token to `intercomSettings`, and boots the Messenger if it is already there. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(
    login,
    (setting) =>
      `window.intercomSettings = Object.assign({}, window.intercomSettings, ${setting()});` +
      'if (window.Intercom) window.Intercom("boot", window.intercomSettings);',
  );

/**
 * Intercom Messenger in a page: adds the token to `intercomSettings` and calls `Intercom('boot', …)`, and
 * `Intercom('update', …)` with each fresh token. Set `intercomSettings` first: `{ app_id, api_base }`.
 * Logging out calls `Intercom('shutdown')`: call `Intercom('boot', …)` again for anonymous visitors. If
 * another user logs in without a log-out before, or if `intercomSettings` already has a token, it calls
 * `Intercom('shutdown')` first.
 *
 * Source: https://github.com/intercom/claude-plugin-external, `install-messenger` skill
 */
export const intercomWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof page().Intercom === 'function',
  login({ settings, userId }) {
    const token = page().intercomSettings?.intercom_user_jwt;
    const isSame = userId === lastUser;
    // Otherwise the next user could see the conversations of the last one.
    if (!isSame && (lastUser ?? token) !== undefined) logout();
    lastUser = userId;
    page().intercomSettings = { ...page().intercomSettings, ...settings };
    page().Intercom?.(isSame && token !== undefined ? 'update' : 'boot', page().intercomSettings);
  },
  logout,
};

/** The user who is logged in at the Messenger, as far as this page knows. */
let lastUser: string | null | undefined;

function logout(): void {
  lastUser = undefined;
  const { intercom_user_jwt: _, ...rest } = page().intercomSettings ?? {};
  page().intercomSettings = rest;
  page().Intercom?.('shutdown');
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `intercomWidget`. The script adds the
 * token to `intercomSettings`, and calls `Intercom('boot', …)` if the Messenger is already there.
 */
export const intercomScriptWidget: ScriptWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  script,
};

interface IntercomPage extends Page {
  readonly Intercom?: (command: 'boot' | 'update' | 'shutdown', settings?: object) => void;
  intercomSettings?: Partial<Settings>;
}

const page = (): IntercomPage => globalThis;
