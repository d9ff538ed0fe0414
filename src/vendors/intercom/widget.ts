import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWithSettings } from '../../page/script.ts';
import type {
  ChatWidget,
  Page,
  ScriptLogin,
  ScriptWidget,
  WidgetLogin,
} from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { intercom, intercomHash } from './index.ts';

const IDENTITY = 'https://developers.intercom.com/installing-intercom/web/identity-verification';
const REACT_NATIVE = 'https://github.com/intercom/intercom-react-native';

/** Where Intercom Messenger takes the token. */
export const intercomSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "Intercom('boot', { app_id: 'abc12345', intercom_user_jwt: '<token>' });",
    source: IDENTITY,
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

/** Where Intercom Messenger takes the hash. */
export const intercomHashSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "Intercom('boot', { app_id: 'abc12345', user_id: '<user id>', user_hash: '<token>' });",
    source: IDENTITY,
  },
  {
    platform: 'iOS',
    code: 'Intercom.setUserHash("<token>") // before you register or log in the user',
    source: IDENTITY,
  },
  {
    platform: 'Android',
    code: 'Intercom.client().setUserHash("<token>"); // before you register or log in the user',
    source: IDENTITY,
  },
  {
    platform: 'React Native',
    code: "await Intercom.setUserHash('<token>'); // before you register or log in the user",
    source: REACT_NATIVE,
  },
];

/** Adds the settings to `intercomSettings`, and boots the Messenger if it is already there. */
const script = (login: ScriptLogin): string =>
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
 * another user logs in without a log-out before, or if `intercomSettings` already has a token or a hash, it
 * calls `Intercom('shutdown')` first.
 *
 * Source: https://github.com/intercom/claude-plugin-external, `install-messenger` skill
 */
export const intercomWidget: ChatWidget<SettingsOf<typeof intercom>> = {
  vendor: 'intercom',
  title: 'Intercom Messenger',
  isReady,
  login,
  logout,
};

/**
 * Intercom Messenger in a page, with the hash: adds the user's fields and `user_hash` to `intercomSettings`,
 * and then does the same as `intercomWidget`. Logging out removes them.
 *
 * Source: https://developers.intercom.com/installing-intercom/web/identity-verification
 */
export const intercomHashWidget: ChatWidget<SettingsOf<typeof intercomHash>> = {
  vendor: 'intercom-hash',
  title: 'Intercom Messenger (hash)',
  isReady,
  login,
  logout,
};

/** The user who is logged in at the Messenger, as far as this page knows. */
let lastUser: string | null | undefined;

/** The names of the settings that the last login added. */
let lastNames: readonly string[] = [];

function isReady(): boolean {
  return typeof page().Intercom === 'function';
}

function login({ settings, userId }: WidgetLogin): void {
  const { intercom_user_jwt, user_hash } = page().intercomSettings ?? {};
  const proof = intercom_user_jwt ?? user_hash;
  const isSame = userId === lastUser;
  // Otherwise the next user could see the conversations of the last one.
  if (!isSame && (lastUser ?? proof) !== undefined) logout();
  lastUser = userId;
  page().intercomSettings = { ...settingsOfPage(lastNames), ...settings };
  lastNames = Object.keys(settings);
  page().Intercom?.(isSame && proof !== undefined ? 'update' : 'boot', page().intercomSettings);
}

function logout(): void {
  const { user_hash } = page().intercomSettings ?? {};
  // If the server wrote the hash into the page, the user of the hash is in the settings too.
  const ofUser = user_hash === undefined ? [] : ['user_id', 'email', 'name', 'created_at'];
  page().intercomSettings = settingsOfPage([...lastNames, ...ofUser]);
  lastUser = undefined;
  lastNames = [];
  page().Intercom?.('shutdown');
}

/** Returns the settings of the page without some names, and without a JWT or hash. */
function settingsOfPage(names: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(page().intercomSettings ?? {}).filter(
      ([name]) => !names.includes(name) && !['intercom_user_jwt', 'user_hash'].includes(name),
    ),
  );
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `intercomWidget`. The script adds the
 * token to `intercomSettings`, and calls `Intercom('boot', …)` if the Messenger is already there.
 */
export const intercomScriptWidget: ScriptWidget<SettingsOf<typeof intercom>> = {
  vendor: 'intercom',
  title: 'Intercom Messenger',
  script,
};

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `intercomHashWidget`. The script adds the
 * user's fields and `user_hash` to `intercomSettings`, and calls `Intercom('boot', …)` if the Messenger is
 * already there.
 */
export const intercomHashScriptWidget: ScriptWidget<SettingsOf<typeof intercomHash>> = {
  vendor: 'intercom-hash',
  title: 'Intercom Messenger (hash)',
  script,
};

interface IntercomPage extends Page {
  readonly Intercom?: (command: 'boot' | 'update' | 'shutdown', settings?: object) => void;
  intercomSettings?: { readonly intercom_user_jwt?: unknown; readonly user_hash?: unknown };
}

const page = (): IntercomPage => globalThis;
