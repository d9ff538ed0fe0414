import type { SettingsOf } from '../../contract/vendor.ts';
import type { ChatWidget, WidgetLogin } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { stream } from './index.ts';

type Settings = SettingsOf<typeof stream>;

/** Where Stream Chat takes the token. */
export const streamSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "await client.connectUser({ id: '<user id>' }, '<token>');",
    source: 'https://github.com/GetStream/stream-chat-js/blob/HEAD/docs/userToken.md',
  },
  {
    platform: 'Android',
    code: 'client.connectUser(user, "<token>")',
    source:
      'https://getstream.github.io/stream-chat-android/stream-chat-android-client/io.getstream.chat.android.client/-chat-client/connect-user.html',
  },
];

/**
 * Stream Chat in a page, for `connectChat`. Stream asks for a token when it connects, and again when one has
 * expired. `session.logout()` calls `disconnectUser`.
 *
 * Source: https://github.com/GetStream/stream-chat-js
 *
 * @param client - what `StreamChat.getInstance` returned for your API key
 * @param profile - what `connectUser` gets besides the id: `{ name: 'Jane' }`
 * @example
 * ```ts page
 * import { connectChat, createStreamWidget } from 'chat-token/browser';
 *
 * // StreamChat.getInstance('api-key')
 * declare const client: Parameters<typeof createStreamWidget>[0];
 *
 * const widget = createStreamWidget(client, { name: 'Jane' });
 * const session = connectChat(widget, { endpoint: '/api/chat-token' });
 * ```
 */
export const createStreamWidget = (
  client: {
    connectUser(user: { id: string }, tokenProvider: () => Promise<string>): Promise<unknown>;
    disconnectUser(): Promise<unknown>;
  },
  profile: Readonly<Record<string, unknown>> = {},
): ChatWidget<Settings> => ({
  vendor: 'stream',
  title: 'Stream Chat',
  requestsTokens: true,
  isReady: () => true,
  login({ nextToken, userId }) {
    if (userId === null) throw new Error('The login has no user id');
    logins.set(client, { nextToken, userId });
    return client.connectUser({ ...profile, id: userId }, () => {
      const last = logins.get(client);
      return last?.userId === userId ? last.nextToken() : nextToken();
    });
  },
  logout: () => client.disconnectUser(),
});

/** The last login of each client. One that is connected ignores the function of another login. */
const logins = new WeakMap<object, Pick<WidgetLogin, 'nextToken' | 'userId'>>();
