import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { pylon } from './index.ts';

type Settings = SettingsOf<typeof pylon>;

const VENDOR = 'pylon';
const TITLE = 'Pylon';

/** Where Pylon takes the hash. */
export const pylonSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      "// before Pylon's script\n" +
      "window.pylon = { chat_settings: { app_id: '<app id>', email: 'jane@example.com', name: 'Jane Doe', email_hash: '<token>' } };",
    source: 'https://docs.usepylon.com/pylon-docs/chat-widget/identity-verification',
  },
];

/** Adds the user to the settings that the widget reads when its script runs. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(
    login,
    (setting) =>
      'window.pylon=Object.assign({},window.pylon);window.pylon.chat_settings=' +
      `Object.assign({},window.pylon.chat_settings,${setting()});`,
  );

/**
 * Pylon in a page: adds the user to `chat_settings` of `window.pylon`, which the widget reads when its script
 * runs. Set `window.pylon = { chat_settings: { app_id } }` first, and load Pylon's script once `session.ready`
 * resolves.
 *
 * No call that changes the user or logs out is documented: logging out removes the user from the settings, and
 * the chat goes on until the page is left. Load the page again when the user logs out, or when another one logs
 * in.
 *
 * Source: https://docs.usepylon.com/pylon-docs/chat-widget/identity-verification
 */
export const pylonWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => true,
  login: ({ settings }) => setUser(settings),
  logout: () => setUser({}),
};

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `pylonWidget`. Put the script before that
 * of Pylon: it adds the user to `chat_settings` of `window.pylon`.
 */
export const pylonScriptWidget: ScriptWidget<Settings> = { vendor: VENDOR, title: TITLE, script };

interface PylonPage extends Page {
  pylon?: { readonly chat_settings?: Partial<Settings> };
}

const page = (): PylonPage => globalThis;

/** Replaces the user in the settings, and keeps what the page has set. */
function setUser(user: Partial<Settings>): void {
  const { email, name, email_hash, account_external_id, ...ofPage } =
    page().pylon?.chat_settings ?? {};
  page().pylon = { ...page().pylon, chat_settings: { ...ofPage, ...user } };
}
