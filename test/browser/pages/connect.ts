/** A page's own module, as the README shows it. What is wanted of it stands in its tag. */
import {
  type ChatSession,
  type ChatTokenRefresh,
  carrotQuestWidget,
  chatwootWidget,
  connectChat,
  convrsWidget,
  deskproWidget,
  helpScoutWidget,
  khorosWidget,
  pylonWidget,
  zendeskWidget,
} from 'chat-token/browser';

/** What the page did, for the tests. */
export interface Chat {
  readonly session: ChatSession;
  /** The codes of what went wrong. */
  readonly errors: string[];
  readonly refreshes: ChatTokenRefresh[];
}

declare global {
  var chat: Chat;
}

const widgets = {
  'carrot-quest': carrotQuestWidget,
  chatwoot: chatwootWidget,
  convrs: convrsWidget,
  deskpro: deskproWidget,
  'help-scout': helpScoutWidget,
  khoros: khorosWidget,
  pylon: pylonWidget,
  zendesk: zendeskWidget,
};
const { widget = '', endpoint = '' } =
  document.querySelector<HTMLElement>('script[data-widget]')?.dataset ?? {};
const errors: string[] = [];
const refreshes: ChatTokenRefresh[] = [];

const session = connectChat(widgets[widget as keyof typeof widgets], {
  endpoint,
  onError: ({ code }) => errors.push(code),
  onRefresh: (refresh) => refreshes.push(refresh),
});
globalThis.chat = { session, errors, refreshes };

// For the widgets that read the token once, when they start.
const add = document.querySelector('template');
if (add)
  void session.ready.then(() => document.head.append(document.importNode(add.content, true)));
