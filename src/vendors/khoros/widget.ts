import {
  readOneOfBoth,
  scriptLiteral,
  scriptWhenReady,
  scriptWithAnswer,
} from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import { optionInvalid } from '../../utils/options.ts';
import type { Snippet } from '../snippet.ts';

const TITLE = 'Khoros Brand Messenger';

const userId: ChatWidget['userId'] = ({ scope, userId }) =>
  scope === 'appUser' ? userId : undefined;

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
 * Logs in once the messenger is there. What `KHOROS_CONFIG` calls user id and token is not documented,
 * so nothing is written into it.
 */
function script(handover: ScriptLogin): string {
  const { token, endpoint } = readOneOfBoth(handover);
  const { userId } = handover;
  const login = (id: string, jwt: string) =>
    scriptWhenReady('Brandmessenger', `Brandmessenger.login(${id}, ${jwt});`);
  if (token === undefined)
    return scriptWithAnswer(endpoint, login('answer.userId', 'answer.token'));
  if (userId === undefined) {
    throw optionInvalid(
      'userId is missing: Brandmessenger.login needs it',
      'Pass the id that the token was signed for.',
    );
  }
  return login(scriptLiteral(userId), scriptLiteral(token));
}

/**
 * Khoros Brand Messenger (Legacy) in a page: `Brandmessenger.login(userId, jwt)`, again with each
 * fresh token, since no callback for one is documented for the web. A `Brandmessenger.logout` is
 * called where there is one: the product that Khoros' is built on has it.
 *
 * Source: https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-legacy
 */
export const khorosWidget: ChatWidget = {
  title: TITLE,
  isReady: () => typeof page().Brandmessenger?.login === 'function',
  userId,
  login: ({ token, userId }) => page().Brandmessenger?.login?.(String(userId), token),
  logout: () => page().Brandmessenger?.logout?.(),
};

/** The same widget for `loginScript`: exported by `chat-token/html` as `khorosWidget`. */
export const khorosScriptWidget: ScriptWidget = { title: TITLE, userId, script };

interface KhorosPage extends Page {
  readonly Brandmessenger?: {
    login?(userId: string, jwt: string): Promise<unknown>;
    logout?(): Promise<unknown>;
  };
}

const page = (): KhorosPage => globalThis;
