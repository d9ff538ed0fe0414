import type { ChatTokenHandover } from '../../contract/definition.ts';
import { scriptLiteral, scriptOfAnswer, scriptOnceThere } from '../../page/script.ts';
import type { ChatWidget, Page } from '../../page/widget.ts';
import { optionInvalid } from '../../utils/options.ts';
import type { Snippet } from '../snippet.ts';

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
export function zendeskScript({ token, endpoint, userId }: ChatTokenHandover): string {
  if (endpoint === undefined) {
    throw optionInvalid(
      'The Zendesk widget asks for a token again and again: it needs an endpoint',
      'Pass { endpoint }, the address of a token handler; beside it { token } saves the first request.',
    );
  }
  const first = scriptLiteral(token ?? '');
  const user = scriptLiteral(userId ?? '');
  const answer = scriptOfAnswer(
    endpoint,
    'if(!user)user=answer.userId;' +
      'if(user===answer.userId)callback(answer.token);else zE("messenger","logoutUser")',
  );
  const login = scriptOnceThere(
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
  title: 'Zendesk messaging',
  requestsTokens: true,
  isReady: () => typeof page().zE === 'function',
  isFor: ({ scope, external_id }, userId) => scope === 'user' && external_id === userId,
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

interface ZendeskPage extends Page {
  readonly zE?: (
    subject: 'messenger',
    command: 'loginUser' | 'logoutUser',
    jwtCallback?: (callback: (jwt: string) => void) => void,
    loginCallback?: (error: unknown) => void,
  ) => void;
}

const page = (): ZendeskPage => globalThis;
