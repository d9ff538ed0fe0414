import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWithTokens } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { zendeskChat } from './index.ts';

type Settings = SettingsOf<typeof zendeskChat>;

const VENDOR = 'zendesk-chat';
const TITLE = 'Zendesk Chat';

const CHAT_SDK =
  'https://developer.zendesk.com/documentation/classic-sdks/chat-sdk-v2/working-with-the-chat-sdk/enabling-authenticated-users-with-the-chat-sdk-';

/** Where Zendesk Chat takes the token. */
export const zendeskChatSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    // The widget calls back several times in a session: with a token that is fetched each time.
    code: "window.zESettings = { webWidget: { authenticate: { chat: { jwtFn: (callback) => fetchToken().then(callback) } } } }; // '<token>'",
    source: 'https://support.zendesk.com/hc/en-us/articles/4408838925082',
  },
  {
    platform: 'iOS',
    // The SDK asks its authenticator again: with a token that is fetched each time.
    code:
      '// In your JWTAuthenticator: a fresh token each time\n' +
      'func getToken(_ completion: @escaping (String?, Error?) -> Void) {\n' +
      '  completion("<token>", nil)\n' +
      '}\n' +
      '// After Chat.initialize\n' +
      'Chat.instance?.setIdentity(authenticator: authenticator)',
    source: CHAT_SDK,
  },
  {
    platform: 'Android',
    code: 'Chat.INSTANCE.setIdentity(jwt -> jwt.onTokenLoaded("<token>")); // a fresh one each time',
    source: CHAT_SDK,
  },
];

/** Adds `jwtFn` to `zESettings`. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithTokens(
    login,
    'token',
    TITLE,
    'var settings=window.zESettings=window.zESettings||{};' +
      'var widget=settings.webWidget=settings.webWidget||{};' +
      'var authenticate=widget.authenticate=widget.authenticate||{};' +
      'authenticate.chat={jwtFn:function(callback){' +
      'passToken(callback,function(){$zopim.livechat.clearAll()})}};',
  );

/**
 * Zendesk Chat in a page: adds `jwtFn` to `zESettings`, which the Web Widget (Classic) calls whenever it needs
 * a token. Load the widget's script once `session.ready` resolves. If the script of Chat alone is already
 * there, it calls `$zopim.livechat.authenticate` too. Logging out calls `$zopim.livechat.clearAll()`: the next
 * login needs a page load.
 *
 * Source: https://support.zendesk.com/hc/en-us/articles/4408838925082
 */
export const zendeskChatWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  requestsTokens: true,
  isReady: () => true,
  login({ nextToken }) {
    const chat: ChatSettings = { jwtFn: (callback) => void nextToken().then(callback) };
    setChat(chat);
    page().$zopim?.livechat?.authenticate?.(chat);
  },
  logout() {
    setChat(undefined);
    page().$zopim?.livechat?.clearAll?.();
  },
};

/** Keeps the other settings of the page. */
function setChat(chat: ChatSettings | undefined): void {
  const { zESettings: settings } = page();
  const { webWidget } = settings ?? {};
  page().zESettings = {
    ...settings,
    webWidget: { ...webWidget, authenticate: { ...webWidget?.authenticate, chat } },
  };
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `zendeskChatWidget`. The script adds
 * `jwtFn` to `zESettings`, which fetches a fresh token each time: pass `endpoint`, and the login with it for
 * the first call. Put it before the widget's script.
 */
export const zendeskChatScriptWidget: ScriptWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  script,
};

interface ChatSettings {
  readonly jwtFn: (callback: (jwt: string) => void) => void;
}

interface ZendeskChatPage extends Page {
  zESettings?: {
    readonly webWidget?: {
      readonly authenticate?: { readonly chat?: ChatSettings | undefined };
    };
  };
  readonly $zopim?: {
    readonly livechat?: {
      authenticate?(settings: ChatSettings): void;
      clearAll?(): void;
    };
  };
}

const page = (): ZendeskChatPage => globalThis;
