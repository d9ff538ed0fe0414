import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithTokens } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { koreAi } from './index.ts';

type Settings = SettingsOf<ReturnType<typeof koreAi>>;

const VENDOR = 'kore-ai';
const TITLE = 'Kore.ai Web SDK';

const SDK = 'https://github.com/Koredotcom/web-kore-sdk';
const JWT_PAGE =
  'https://github.com/Koredotcom/web-kore-sdk/blob/v3-11.26.0/docs/configurations/jwtgenerationandusage/README.md';

/** Where the Kore.ai Web SDK takes the token. */
export const koreAiSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: `// The name is spelled JWTAsertion, with one s.
chatConfig.JWTAsertion = async (commitJWT) => {
  chatWindowInstance.setJWT(await fetchToken()); // '<token>'
  commitJWT();
};
chatWindowInstance.show(chatConfig);`,
    source: JWT_PAGE,
  },
  {
    platform: 'Web (jQuery SDK)',
    code: `botOptions.assertionFn = async (options, callback) => {
  options.assertion = await fetchToken(); // '<token>'
  callback(null, options);
};`,
    source: SDK,
  },
];

/** Shows the chat window once the SDK is there. The window asks for a token with `JWTAsertion`. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithTokens(
    login,
    'token',
    TITLE,
    scriptWhenReady(
      'KoreChatSDK',
      'var config=KoreChatSDK.chatConfig,chat=new KoreChatSDK.chatWindow(config);' +
        'config.JWTAsertion=function(commitJWT){passToken(function(token){chat.setJWT(token);commitJWT()},' +
        'function(){chat.destroy()})};' +
        'chat.show(config);',
    ),
  );

/** The window that is shown. */
let shown: ChatWindow | undefined;

/**
 * The chat window of the Kore.ai Web SDK in a page that loads it with a script element (`KoreChatSDK`): makes a
 * window, sets `JWTAsertion` in `KoreChatSDK.chatConfig` and shows it. The window asks for a token when it
 * connects. Set `chatConfig.botOptions` first. A log-out call is not documented: logging out destroys the
 * window.
 *
 * Source: https://github.com/Koredotcom/web-kore-sdk
 */
export const koreAiWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  requestsTokens: true,
  isReady: () => typeof page().KoreChatSDK?.chatWindow === 'function',
  login({ nextToken }) {
    logout();
    const { chatConfig, chatWindow: Window } = page().KoreChatSDK ?? {};
    if (chatConfig === undefined || Window === undefined) return;
    const chat = new Window(chatConfig);
    chatConfig.JWTAsertion = (commitJWT) =>
      void nextToken().then((token) => {
        chat.setJWT(token);
        commitJWT();
      });
    shown = chat;
    chat.show(chatConfig);
  },
  logout,
};

function logout(): void {
  const { chatConfig } = page().KoreChatSDK ?? {};
  if (shown !== undefined && chatConfig !== undefined) delete chatConfig.JWTAsertion;
  shown?.destroy();
  shown = undefined;
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `koreAiWidget`. The script shows the chat
 * window, with a callback that fetches a fresh token each time: pass `endpoint`. With a login next to it, a
 * window that connects within a minute gets its token. Set `KoreChatSDK.chatConfig.botOptions` before it runs.
 */
export const koreAiScriptWidget: ScriptWidget<Settings> = { vendor: VENDOR, title: TITLE, script };

interface ChatConfig {
  JWTAsertion?: (commitJWT: () => void) => void;
}

interface ChatWindow {
  setJWT(token: string): void;
  show(config: ChatConfig): void;
  destroy(): void;
}

interface KoreAiPage extends Page {
  readonly KoreChatSDK?: {
    readonly chatConfig: ChatConfig;
    readonly chatWindow: new (config: ChatConfig) => ChatWindow;
  };
}

const page = (): KoreAiPage => globalThis;
