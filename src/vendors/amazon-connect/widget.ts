import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithTokens } from '../../page/script.ts';
import type {
  ChatWidget,
  Page,
  ScriptLogin,
  ScriptWidget,
  WidgetLogin,
} from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { amazonConnect } from './index.ts';

type Settings = SettingsOf<ReturnType<typeof amazonConnect>>;

const VENDOR = 'amazon-connect';
const TITLE = 'Amazon Connect communications widget';

/** Where the communications widget takes the token. */
export const amazonConnectSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    // Called for each chat: the token is fetched each time, and never a fixed one.
    code: "amazon_connect('authenticate', (callback) => fetchToken().then(callback)); // '<token>'",
    source: 'https://docs.aws.amazon.com/connect/latest/adminguide/add-chat-to-website.html',
  },
];

/** Sets the callback that the widget calls for each chat. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithTokens(
    login,
    'token',
    TITLE,
    scriptWhenReady(
      'amazon_connect',
      'amazon_connect("authenticate",function(callback){passToken(callback)});',
    ),
  );

/** Returns tokens for the user who is logged in, or `undefined` after a log-out. */
let nextToken: WidgetLogin['nextToken'] | undefined;

/** The global function that has the callback already. */
let called: AmazonConnectPage['amazon_connect'];

/**
 * The communications widget of Amazon Connect in a page: `amazon_connect('authenticate', …)`. The widget asks
 * for a token each time a chat, a task, an email or a call starts. A log-out call is not documented: after logging out,
 * the next chat gets no token, and a chat that is open goes on.
 *
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/add-chat-to-website.html
 */
export const amazonConnectWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  requestsTokens: true,
  isReady: () => typeof page().amazon_connect === 'function',
  login(login) {
    nextToken = login.nextToken;
    const { amazon_connect } = page();
    // Set once: what a second callback does is not documented.
    if (called === amazon_connect) return;
    called = amazon_connect;
    amazon_connect?.('authenticate', (callback) => void nextToken?.().then(callback));
  },
  logout() {
    nextToken = undefined;
  },
};

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `amazonConnectWidget`. The script calls
 * `amazon_connect('authenticate', …)` with a callback that fetches a fresh token each time: pass `endpoint`.
 * With a login next to it, a chat that starts within a minute gets its token.
 */
export const amazonConnectScriptWidget: ScriptWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  script,
};

interface AmazonConnectPage extends Page {
  readonly amazon_connect?: (
    command: 'authenticate',
    authenticate: (callback: (token: string) => void) => void,
  ) => void;
}

const page = (): AmazonConnectPage => globalThis;
