import type { ChatTokenHandover } from '../../contract/definition.ts';
import { readOneOfBoth, scriptLiteral, scriptOfAnswer } from '../../page/script.ts';
import type { ChatWidget, Page } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';

/** Where Convrs Web Chat takes the token. */
export const convrsSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: '<script>var ConvrsUser = "<token>";</script>',
    source: 'https://convrs.io/docs/integrations/web-chat-identity-verification',
  },
];

/** Sets the variable that the widget reads when it opens its connection. */
export function convrsScript(handover: ChatTokenHandover): string {
  const { token, endpoint } = readOneOfBoth(handover);
  return token === undefined
    ? scriptOfAnswer(endpoint, 'window.ConvrsUser=answer.token')
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
  title: 'Convrs Web Chat',
  isReady: () => true,
  isFor: ({ scope, userId = null }, id) => scope === undefined && userId === id,
  login({ token }) {
    page().ConvrsUser = token;
  },
  logout() {
    page().ConvrsUser = undefined;
  },
};

interface ConvrsPage extends Page {
  ConvrsUser?: string | undefined;
}

const page = (): ConvrsPage => globalThis;
