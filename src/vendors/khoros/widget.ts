import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { khoros } from './index.ts';

type Settings = SettingsOf<typeof khoros>;

const VENDOR = 'khoros';
const TITLE = 'Khoros Brand Messenger';

/** Where Khoros Brand Messenger Legacy takes the token. */
export const khorosSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "Brandmessenger.login('<user id>', '<token>');",
    source:
      'https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-legacy',
  },
  {
    platform: 'iOS',
    code: 'BrandMessenger.login("<user id>", jwt: "<token>") { error, userInfo in }',
    source:
      'https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-ios-legacy',
  },
  {
    platform: 'Android',
    code: 'BrandMessenger.login("<user id>", "<token>", callback);',
    source:
      'https://developer.khoros.com/khorosbrandmessengerdocs/docs/authenticate-and-log-in-the-end-user-android-legacy',
  },
];

/**
 * Calls `Brandmessenger.login` once the messenger is there. It is not documented what `KHOROS_CONFIG`
 * calls the user id and the token, so the script does not set them there.
 */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(login, (setting) =>
    scriptWhenReady(
      'Brandmessenger',
      `Brandmessenger.login(${setting('userId')}, ${setting('jwt')});`,
    ),
  );

/**
 * Khoros Brand Messenger (Legacy) in a page: `Brandmessenger.login(userId, jwt)`, again with each
 * fresh token, because no callback for one is documented for the web. `Brandmessenger.logout` is called
 * if it exists: the product that this one is built on has it.
 *
 * Source: https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-legacy
 */
export const khorosWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof page().Brandmessenger?.login === 'function',
  login: ({ settings: { userId, jwt } }) => page().Brandmessenger?.login?.(userId, jwt),
  logout: () => page().Brandmessenger?.logout?.(),
};

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `khorosWidget`. The script calls
 * `Brandmessenger.login(userId, jwt)` once the messenger is there.
 */
export const khorosScriptWidget: ScriptWidget<Settings> = { vendor: VENDOR, title: TITLE, script };

interface KhorosPage extends Page {
  readonly Brandmessenger?: {
    login?(userId: string, jwt: string): Promise<unknown>;
    logout?(): Promise<unknown>;
  };
}

const page = (): KhorosPage => globalThis;
