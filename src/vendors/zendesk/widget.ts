import { scriptLiteral, scriptWhenReady, scriptWithAnswer } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import { optionInvalid } from '../../utils/options.ts';
import type { Snippet } from '../snippet.ts';

const TITLE = 'Zendesk messaging';

const userId: ChatWidget['userId'] = ({ scope, external_id }) =>
  scope === 'user' ? external_id : undefined;

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

/**
 * Logs in once the widget is there. It calls back at log-in and again whenever it needs a token: the
 * first call may have the token that the page came with, each other one gets a fresh one, as long as
 * it is for the same user.
 */
function script({ token, endpoint, userId }: ScriptLogin): string {
  if (endpoint === undefined) {
    throw optionInvalid(
      'The Zendesk widget needs an endpoint, because it asks for new tokens',
      'Pass { endpoint }, with or without { token } for the first request.',
    );
  }
  const first = scriptLiteral(token ?? '');
  const user = scriptLiteral(userId ?? '');
  const answer = scriptWithAnswer(
    endpoint,
    'if(!user)user=answer.userId;' +
      'if(user===answer.userId)callback(answer.token);else zE("messenger","logoutUser")',
  );
  const login = scriptWhenReady(
    'zE',
    'zE("messenger","loginUser",function(callback){' +
      `if(first){var token=first;first="";return callback(token)}${answer}},` +
      'function(error){if(error)console.warn("Zendesk did not log the visitor in:",error)});',
  );
  return `(function(first,user){${login}})(${first},${user});`;
}

/**
 * Zendesk messaging in a page: `zE("messenger", "loginUser", …)`. The widget asks for a token when it
 * logs in, and again whenever it needs one.
 *
 * Source: https://developer.zendesk.com/api-reference/widget-messaging/web/authentication/
 */
export const zendeskWidget: ChatWidget = {
  title: TITLE,
  requestsTokens: true,
  isReady: () => typeof page().zE === 'function',
  userId,
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

/** The same widget for `loginScript`: exported by `chat-token/html` as `zendeskWidget`. */
export const zendeskScriptWidget: ScriptWidget = { title: TITLE, userId, script };

interface ZendeskPage extends Page {
  readonly zE?: (
    subject: 'messenger',
    command: 'loginUser' | 'logoutUser',
    jwtCallback?: (callback: (jwt: string) => void) => void,
    loginCallback?: (error: unknown) => void,
  ) => void;
}

const page = (): ZendeskPage => globalThis;
