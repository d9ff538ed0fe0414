import type { SettingsOf } from '../../contract/vendor.ts';
import type { ChatWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { talkjs } from './index.ts';

type Settings = SettingsOf<ReturnType<typeof talkjs>>;

/** Where TalkJS takes the token. */
export const talkjsSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "const session = new Talk.Session({ appId: '<app id>', me, token: '<token>' });",
    source: 'https://talkjs.com/docs/Features/Security/Authentication/',
  },
  {
    platform: 'Web (@talkjs/core)',
    code:
      "const session = getTalkSession({ appId: '<app id>', userId: '<user id>' });\n" +
      "session.setToken('<token>'); // before the first request",
    source: 'https://www.npmjs.com/package/@talkjs/core',
  },
];

/**
 * TalkJS in a page, for `connectChat`. TalkJS asks for a token when it connects, and before one expires.
 * `session.logout()` destroys the TalkJS session.
 *
 * Source: https://talkjs.com/docs/Concepts/Sessions
 *
 * @param create - makes the TalkJS session with the given function as its option `tokenFetcher`, for the
 *   user with this id, and returns it. It is called for each login. Sessions of `@talkjs/core` have no
 *   `destroy`
 * @example
 * ```ts page
 * import { connectChat, createTalkjsWidget } from 'chat-token/browser';
 *
 * declare const Talk: {
 *   ready: Promise<void>;
 *   User: new (id: string) => object;
 *   Session: new (options: {
 *     appId: string;
 *     me: object;
 *     tokenFetcher: () => Promise<string>;
 *   }) => { destroy(): void };
 * };
 *
 * const widget = createTalkjsWidget(async (tokenFetcher, userId) => {
 *   await Talk.ready;
 *   return new Talk.Session({ appId: 'tXmPl3A7', me: new Talk.User(userId), tokenFetcher });
 * });
 * const session = connectChat(widget, { endpoint: '/api/chat-token' });
 * ```
 */
export const createTalkjsWidget = (
  create: (
    tokenFetcher: () => Promise<string>,
    userId: string,
  ) => { destroy?(): void } | Promise<{ destroy?(): void }>,
): ChatWidget<Settings> => {
  let session: { destroy?(): void } | undefined;
  /** Counts logins and log-outs, so that a session that is created too late is destroyed. */
  let turn = 0;
  const logout = () => {
    turn++;
    session?.destroy?.();
    session = undefined;
  };
  return {
    vendor: 'talkjs',
    title: 'TalkJS',
    requestsTokens: true,
    isReady: () => true,
    async login({ nextToken, userId }) {
      if (userId === null) throw new Error('The login has no user id');
      logout();
      const mine = turn;
      const created = await create(nextToken, userId);
      if (mine === turn) session = created;
      else created.destroy?.();
    },
    logout,
  };
};
