import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { infobip } from './index.ts';

type Settings = SettingsOf<ReturnType<typeof infobip>>;

const VENDOR = 'infobip';
const TITLE = 'Infobip Live Chat';

/** Where Infobip Live Chat takes the token. */
export const infobipSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      "liveChat('init', '<widget id>');\n" +
      "liveChat('auth', '<token>', (error, result) => { // a token of its own for each call\n" +
      '  if (error) console.warn(error.code, error.message);\n' +
      '});',
    source:
      'https://www.infobip.com/docs/live-chat/users-and-authentication/token-generator-examples',
  },
  {
    platform: 'Android',
    // Called again on rotation and reconnect: the token is fetched each time, and never a fixed one.
    code: 'chat.setWidgetJwtProvider(callback -> callback.onJwtReady("<token>")); // a fresh one each time',
    source: 'https://github.com/infobip/mobile-messaging-sdk-android',
  },
  {
    platform: 'React Native',
    code: "setChatJwtProvider(() => fetchToken(), onError); // resolves to '<token>', a fresh one each time",
    source: 'https://github.com/infobip/mobile-messaging-react-native-plugin',
  },
];

/** Waits for the widget first: tokens expire soon. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWhenReady(
    'liveChat',
    scriptWithSettings(
      login,
      (setting) =>
        `liveChat("auth",${setting('token')},function(error){` +
        `if(error)console.warn("${TITLE} rejected the token:",error.code,error.message)});`,
    ),
  );

/** The user who is logged in at the widget, as far as this page knows. */
let lastUser: string | null | undefined;

/**
 * Infobip Live Chat in a page: `liveChat('auth', token, callback)`, with a token of its own for each call.
 * Call `liveChat('init', widgetId)` first. The widget keeps the user logged in after the token has expired.
 *
 * Logging out calls `liveChat('logout', null, callback)`, which public code of other companies calls; Infobip
 * does not document it. It is also called if another user logs in without a log-out before. If Infobip gives
 * the callback an error, the promise rejects with it.
 *
 * Source: https://www.infobip.com/docs/live-chat/users-and-authentication/token-generator-examples
 */
export const infobipWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof page().liveChat === 'function',
  async login({ settings, userId }) {
    // Otherwise the next user could see the conversations of the last one.
    if (lastUser !== undefined && lastUser !== userId) await logout();
    lastUser = userId;
    await call('auth', settings.token);
  },
  logout,
};

async function logout(): Promise<void> {
  await call('logout', null);
  lastUser = undefined;
}

/** Calls the widget, and rejects with the error that it gives the callback. */
function call(command: 'auth' | 'logout', token: string | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const { liveChat } = page();
    if (liveChat === undefined) resolve();
    else liveChat(command, token, (error) => (error ? reject(error) : resolve()));
  });
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `infobipWidget`. Put the script after the
 * call of `liveChat('init', widgetId)`: it calls `liveChat('auth', token, callback)`. With `endpoint`, it fetches
 * the token when the page runs, so a page that comes from a cache does not pass the same token twice.
 */
export const infobipScriptWidget: ScriptWidget<Settings> = { vendor: VENDOR, title: TITLE, script };

interface InfobipPage extends Page {
  readonly liveChat?: (
    command: 'auth' | 'logout',
    token: string | null,
    callback: (error?: unknown) => void,
  ) => void;
}

const page = (): InfobipPage => globalThis;
