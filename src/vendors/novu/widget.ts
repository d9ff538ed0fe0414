import type { SettingsOf } from '../../contract/vendor.ts';
import type { ChatWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { novu } from './index.ts';

type Settings = SettingsOf<typeof novu>;

const PACKAGE = 'https://www.npmjs.com/package/@novu/js';

/** Where Novu takes the hash. */
export const novuSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      'const novu = new Novu({\n' +
      "  applicationIdentifier: '<application identifier>',\n" +
      "  subscriber: '<subscriber id>',\n" +
      "  subscriberHash: '<token>',\n" +
      '});',
    source: PACKAGE,
  },
  {
    platform: 'React',
    code: '<Inbox applicationIdentifier="…" subscriber="<subscriber id>" subscriberHash="<token>" />',
    source: 'https://www.npmjs.com/package/@novu/react',
  },
];

/** What Novu's SDK takes for a user, in its own names. */
export interface NovuSubscriber {
  /** The id of the subscriber. */
  readonly subscriber: string;
  /** The hash of that id. */
  readonly subscriberHash: string;
}

/**
 * Makes the widget for a page that uses Novu's packages, for `connectChat`. They have no global that this
 * package could call, so your function makes the `Novu` object, or renders `<Inbox>`. It is called for each
 * login.
 *
 * No call that logs out is documented. Your function returns another one that removes what it made: that one is
 * called to log out, and before the next login.
 *
 * Source: https://www.npmjs.com/package/@novu/js
 *
 * @param create - gets what `new Novu({ … })` and `<Inbox>` take besides your application identifier
 * @example
 * ```ts page
 * import { connectChat, createNovuWidget } from 'chat-token/browser';
 *
 * declare const Novu: new (options: {
 *   applicationIdentifier: string;
 *   subscriber: string;
 *   subscriberHash: string;
 * }) => object;
 * declare function showChat(novu: object): void;
 * declare function removeChat(): void;
 *
 * const widget = createNovuWidget((subscriber) => {
 *   showChat(new Novu({ applicationIdentifier: 'app-1d', ...subscriber }));
 *   return removeChat;
 * });
 * const session = connectChat(widget, { endpoint: '/api/chat-token' });
 * ```
 */
export const createNovuWidget = (
  create: (subscriber: NovuSubscriber) => (() => unknown) | Promise<() => unknown>,
): ChatWidget<Settings> => {
  let remove: (() => unknown) | undefined;
  /** Counts logins and log-outs, so that a chat that is created too late is removed. */
  let turn = 0;
  const logout = async () => {
    turn++;
    const removeLast = remove;
    remove = undefined;
    await removeLast?.();
  };
  return {
    vendor: 'novu',
    title: 'Novu',
    isReady: () => true,
    async login({ settings: { subscriberId, subscriberHash } }) {
      const left = logout();
      const mine = turn;
      await left;
      const removeThis = await create({ subscriber: subscriberId, subscriberHash });
      if (mine === turn) remove = removeThis;
      else await removeThis();
    },
    logout,
  };
};
