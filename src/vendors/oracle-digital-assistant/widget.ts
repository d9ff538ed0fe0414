import type { SettingsOf } from '../../contract/vendor.ts';
import { instanceWidget } from '../../page/instance.ts';
import type { ChatWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { oracleDigitalAssistant } from './index.ts';

type Settings = SettingsOf<ReturnType<typeof oracleDigitalAssistant>>;

const WEB =
  'https://docs.oracle.com/en/cloud/paas/digital-assistant/use-chatbot/basic-setup-oracle-web.html';

/** Where Oracle Digital Assistant takes the token. */
export const oracleDigitalAssistantSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    // The SDK calls `generateToken` for each connection: one that is fetched each time, never a fixed one.
    code:
      "const generateToken = () => fetchToken(); // resolves to '<token>'\n" +
      "const settings = { URI: '<host of the chat server>', clientAuthEnabled: true };\n" +
      'const bots = new WebSDK(settings, generateToken); // the second argument',
    source: WEB,
  },
  {
    platform: 'Web, with Bots.init',
    code:
      "const generateToken = () => fetchToken(); // resolves to '<token>'\n" +
      'Bots.init(settings, generateToken); // the second argument',
    source: WEB,
  },
];

/**
 * Oracle Digital Assistant in a page, for `connectChat`. The Oracle Web SDK asks for a token whenever a
 * connection needs one.
 *
 * A log-out is not documented. `session.logout()` only stops passing tokens, so reload the page after it; the
 * login of another user throws until then.
 *
 * Source: https://docs.oracle.com/en/cloud/paas/digital-assistant/use-chatbot/basic-setup-oracle-web.html
 *
 * @param create - makes the SDK's instance with the given function, which resolves to a token, as its second
 *   argument. It is called once, for the first login. If it needs the SDK's script to load, it may return a promise
 * @example
 * ```ts page
 * import { connectChat, createOracleDigitalAssistantWidget } from 'chat-token/browser';
 *
 * declare class WebSDK {
 *   constructor(settings: object, generateToken: () => Promise<string>);
 * }
 *
 * const settings = { URI: 'oda.example.com', clientAuthEnabled: true };
 * const widget = createOracleDigitalAssistantWidget(
 *   (generateToken) => new WebSDK(settings, generateToken),
 * );
 * const session = connectChat(widget, { endpoint: '/api/chat-token' });
 * ```
 */
export const createOracleDigitalAssistantWidget = (
  create: (generateToken: () => Promise<string>) => unknown,
): ChatWidget<Settings> =>
  instanceWidget(
    {
      vendor: 'oracle-digital-assistant',
      title: 'Oracle Digital Assistant',
      isReady: () => true,
    },
    create,
  );
