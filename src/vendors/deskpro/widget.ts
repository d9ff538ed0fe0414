import { readOneOfBoth, scriptLiteral, scriptWithAnswer } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';

const TITLE = 'Deskpro Messenger';

const userId: ChatWidget['userId'] = ({ scope, email = null, deskpro_id = email }) =>
  scope === undefined ? deskpro_id : undefined;

/** Where Deskpro Messenger takes the token. */
export const deskproSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "window.DpMessengerOptions = { showLauncherButton: true, signedUserInfo: '<token>' };",
    source:
      'https://support.deskpro.com/de/guides/admin-guide/authenticating-users-in-messenger-using-jwt',
  },
  {
    platform: 'iOS',
    code: 'messenger.authorizeUser(userJwt: "<token>")',
    source: 'https://github.com/deskpro/messenger-sdk-ios',
  },
  {
    platform: 'Android',
    code: 'messenger.authorizeUser("<token>")',
    source: 'https://github.com/deskpro/messenger-sdk-android',
  },
];

/** Adds the token to the options that the widget reads when its script runs. */
function script(login: ScriptLogin): string {
  const { token, endpoint } = readOneOfBoth(login);
  const assign = (value: string) =>
    `window.DpMessengerOptions = Object.assign({}, window.DpMessengerOptions, { signedUserInfo: ${value} });`;
  return token === undefined
    ? scriptWithAnswer(endpoint, assign('answer.token'))
    : assign(scriptLiteral(token));
}

/**
 * Deskpro Messenger in a page: adds `signedUserInfo` to `DpMessengerOptions`, which the widget reads
 * when its script runs. Load that script once `session.ready` resolves. No call for a fresh token
 * and none to log out is documented for the web: logging out forgets the token, and a messenger that
 * is open goes on until the page is left.
 *
 * Source: https://support.deskpro.com/de/guides/admin-guide/authenticating-users-in-messenger-using-jwt
 */
export const deskproWidget: ChatWidget = {
  title: TITLE,
  isReady: () => true,
  userId,
  login({ token }) {
    setOption(token);
  },
  logout() {
    setOption(undefined);
  },
};

/** The same widget for `loginScript`: exported by `chat-token/html` as `deskproWidget`. */
export const deskproScriptWidget: ScriptWidget = { title: TITLE, userId, script };

interface DeskproPage extends Page {
  DpMessengerOptions?: object;
}

const page = (): DeskproPage => globalThis;

function setOption(signedUserInfo: string | undefined): void {
  page().DpMessengerOptions = { ...page().DpMessengerOptions, signedUserInfo };
}
