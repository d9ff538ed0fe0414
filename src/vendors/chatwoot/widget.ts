import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { chatwoot } from './index.ts';

type Settings = SettingsOf<typeof chatwoot>;

const VENDOR = 'chatwoot';
const TITLE = 'Chatwoot';

/** Where Chatwoot takes the hash. */
export const chatwootSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      '// after the event chatwoot:ready\n' +
      "window.$chatwoot.setUser('<user id>', { identifier_hash: '<token>', name: 'Jane Doe' });",
    source: 'https://www.chatwoot.com/docs/product/channels/live-chat/sdk/identity-validation',
  },
  {
    platform: 'React Native',
    code: "const user = { identifier: '<user id>', identifier_hash: '<token>', name: 'Jane Doe' };",
    source: 'https://github.com/chatwoot/chatwoot-react-native-widget',
  },
  {
    platform: 'Flutter',
    code: 'ChatwootUser(identifier: "<user id>", identifierHash: "<token>", name: "Jane Doe")',
    source: 'https://github.com/chatwoot/chatwoot-flutter-sdk',
  },
];

/** Calls `setUser` once the widget has loaded. After `reset` it loads again, without a login. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(
    login,
    (setting) =>
      '(function(settings){function login(){var user=Object.assign({},settings);' +
      'delete user.identifier;window.$chatwoot.setUser(settings.identifier,user)}' +
      'if(window.$chatwoot&&window.$chatwoot.hasLoaded)login();' +
      `else addEventListener("chatwoot:ready",login,{once:true})})(${setting()});`,
  );

/**
 * Chatwoot in a page: `$chatwoot.setUser(identifier, { identifier_hash, … })` once the widget has loaded,
 * and `$chatwoot.reset()` to log out.
 *
 * Source: https://github.com/chatwoot/chatwoot/blob/develop/app/javascript/entrypoints/sdk.js
 */
export const chatwootWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  // The SDK sets it right before the event `chatwoot:ready`.
  isReady: () => page().$chatwoot?.hasLoaded === true,
  login: ({ settings: { identifier, ...user } }) => page().$chatwoot?.setUser?.(identifier, user),
  logout: () => page().$chatwoot?.reset?.(),
};

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `chatwootWidget`. The script calls
 * `$chatwoot.setUser` once the widget has loaded.
 */
export const chatwootScriptWidget: ScriptWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  script,
};

interface ChatwootPage extends Page {
  readonly $chatwoot?: {
    readonly hasLoaded?: boolean;
    setUser?(identifier: string, user: object): void;
    reset?(): void;
  };
}

const page = (): ChatwootPage => globalThis;
