import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithTokens } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { zendesk } from './index.ts';

type Settings = SettingsOf<typeof zendesk>;

const VENDOR = 'zendesk';
const TITLE = 'Zendesk messaging';

/** Where Zendesk messaging takes the token. */
export const zendeskSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    // The widget calls back whenever it needs a token: one that is fetched each time, never a fixed one.
    code: "zE('messenger', 'loginUser', (callback) => fetchToken().then(callback)); // '<token>'",
    source: 'https://developer.zendesk.com/api-reference/widget-messaging/web/authentication/',
  },
  {
    platform: 'iOS',
    code: 'Zendesk.instance?.loginUser(with: "<token>") { result in }',
    source:
      'https://developer.zendesk.com/documentation/zendesk-web-widget-sdks/sdks/ios/authentication/',
  },
  {
    platform: 'Android',
    code: 'Zendesk.instance.loginUser("<token>", successCallback, failureCallback)',
    source:
      'https://developer.zendesk.com/documentation/zendesk-web-widget-sdks/sdks/android/authentication/',
  },
];

/** Logs in once the widget is there. The widget calls back to log in, and again each time it needs a token. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithTokens(
    login,
    'jwt',
    TITLE,
    scriptWhenReady(
      'zE',
      'zE("messenger","loginUser",function(callback){' +
        'passToken(callback,function(){zE("messenger","logoutUser")})},' +
        'function(error){if(error)console.warn("Zendesk did not log the visitor in:",error)});',
    ),
  );

/**
 * Zendesk messaging in a page: `zE("messenger", "loginUser", …)`. The widget asks for a token when it
 * logs in, and again whenever it needs one.
 *
 * Source: https://developer.zendesk.com/api-reference/widget-messaging/web/authentication/
 */
export const zendeskWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  requestsTokens: true,
  isReady: () => typeof page().zE === 'function',
  login: ({ nextToken }) =>
    new Promise<void>((resolve, reject) => {
      page().zE?.(
        'messenger',
        'loginUser',
        (callback) => void nextToken().then(callback),
        (error) => (error ? reject(error) : resolve()),
      );
    }),
  logout: () => page().zE?.('messenger', 'logoutUser'),
};

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `zendeskWidget`. The script calls
 * `zE("messenger", "loginUser", …)` with a callback that fetches a fresh token each time: pass `endpoint`,
 * and the login with it for the first call.
 */
export const zendeskScriptWidget: ScriptWidget<Settings> = { vendor: VENDOR, title: TITLE, script };

interface ZendeskPage extends Page {
  readonly zE?: (
    subject: 'messenger',
    command: 'loginUser' | 'logoutUser',
    jwtCallback?: (callback: (jwt: string) => void) => void,
    loginCallback?: (error: unknown) => void,
  ) => void;
}

const page = (): ZendeskPage => globalThis;
