import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { sprinklr } from './index.ts';

type Settings = SettingsOf<typeof sprinklr>;

const VENDOR = 'sprinklr';
const TITLE = 'Sprinklr Live Chat';

/** Where Sprinklr Live Chat takes the hash. */
export const sprinklrSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      '// before the script of the live chat, with all fields that were signed\n' +
      "window.sprChatSettings = { appId: '<app id>', user: { id: '<user id>', hash: '<token>' } };",
    source:
      'https://www.sprinklr.com/help/articles/customer-authentication/customer-authentication/63f255f09b334f7283b4c9a1',
  },
  {
    platform: 'Mobile (chat-native-client)',
    code:
      '// with all fields that were signed\n' +
      "MessengerClient.updateUser({ userId: '<user id>', hash: '<token>' });",
    source:
      'https://www.sprinklr.com/help/articles/configure-live-chat-messenger/configure-live-chat-messenger/68393139c669244e901deab7',
  },
];

/** Adds the user to the settings that the live chat reads when its script runs, and updates one that runs. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(
    login,
    (setting) =>
      `(function(user){window.sprChatSettings=Object.assign({},window.sprChatSettings,{user:user});` +
      `if(window.sprChat)window.sprChat("updateUserSettings",{user:user})})(${setting()});`,
  );

/**
 * Sprinklr Live Chat in a page: adds the user to `sprChatSettings`, which the live chat reads when its script
 * runs, and calls `sprChat('updateUserSettings', { user })` if the script is already there. Logging out removes
 * the user and calls `sprChat('updateUserSettings', { user: {} })`: for a user without an id, Sprinklr clears
 * the history of the last one and starts an anonymous chat. If another user logs in, Sprinklr logs the last one out by itself.
 *
 * Source: https://www.sprinklr.com/help/articles/sdk-methods/update-user-details/63bbcf82f7c92723b10e6c70
 */
export const sprinklrWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => true,
  login: ({ settings }) => setUser(settings),
  logout: () => setUser(undefined),
};

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `sprinklrWidget`. Put the script before
 * that of the live chat, but after your own `sprChatSettings`: it adds the user to them.
 */
export const sprinklrScriptWidget: ScriptWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  script,
};

interface SprinklrPage extends Page {
  sprChatSettings?: { readonly user?: object };
  readonly sprChat?: (command: 'updateUserSettings', settings: { readonly user: object }) => void;
}

const page = (): SprinklrPage => globalThis;

function setUser(user: Settings | undefined): void {
  const { user: _, ...settings } = page().sprChatSettings ?? {};
  page().sprChatSettings = { ...settings, ...(user && { user }) };
  page().sprChat?.('updateUserSettings', { user: user ?? {} });
}
