import { readOneOfBoth, scriptLiteral, scriptWithAnswer } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';

const TITLE = 'Convrs Web Chat';

const userId: ChatWidget['userId'] = ({ scope, userId = null }) =>
  scope === undefined ? userId : undefined;

/** Where Convrs Web Chat takes the token. */
export const convrsSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: '<script>var ConvrsUser = "<token>";</script>',
    source: 'https://convrs.io/docs/integrations/web-chat-identity-verification',
  },
];

/** Sets the variable that the widget reads when it opens its connection. */
function script(login: ScriptLogin): string {
  const { token, endpoint } = readOneOfBoth(login);
  return token === undefined
    ? scriptWithAnswer(endpoint, 'window.ConvrsUser=answer.token')
    : `var ConvrsUser = ${scriptLiteral(token)};`;
}

/**
 * Convrs Web Chat in a page: sets `ConvrsUser`, which the widget reads when it opens its connection.
 * Load the widget's script once `session.ready` resolves: a token that comes later waits for the
 * next connection. No log-out call is documented: logging out forgets the token, and the connection
 * that is open goes on until the page is left.
 *
 * Source: https://convrs.io/docs/integrations/web-chat-identity-verification
 */
export const convrsWidget: ChatWidget = {
  title: TITLE,
  isReady: () => true,
  userId,
  login({ token }) {
    page().ConvrsUser = token;
  },
  logout() {
    page().ConvrsUser = undefined;
  },
};

/** The same widget for `loginScript`: exported by `chat-token/html` as `convrsWidget`. */
export const convrsScriptWidget: ScriptWidget = { title: TITLE, userId, script };

interface ConvrsPage extends Page {
  ConvrsUser?: string | undefined;
}

const page = (): ConvrsPage => globalThis;
