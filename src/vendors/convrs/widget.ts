import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { convrs } from './index.ts';

type Settings = SettingsOf<typeof convrs>;

const VENDOR = 'convrs';
const TITLE = 'Convrs Web Chat';

/** Where Convrs Web Chat takes the token. */
export const convrsSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: '<script>var ConvrsUser = "<token>";</script>',
    source: 'https://convrs.io/docs/integrations/web-chat-identity-verification',
  },
];

/** Sets the variable that the widget reads when it opens its connection. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(login, (setting) => {
    // As documented, but a variable of the function that gets the answer would be another one.
    const name = login.endpoint === undefined ? 'var ConvrsUser' : 'window.ConvrsUser';
    return `${name} = ${setting('ConvrsUser')};`;
  });

/**
 * Convrs Web Chat in a page: sets `ConvrsUser`, which the widget reads when it opens its connection.
 * Load the widget's script once `session.ready` resolves: a token that comes later waits for the
 * next connection. No log-out call is documented: logging out forgets the token, and the connection
 * that is open goes on until the page is left.
 *
 * Source: https://convrs.io/docs/integrations/web-chat-identity-verification
 */
export const convrsWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => true,
  login({ settings }) {
    page().ConvrsUser = settings.ConvrsUser;
  },
  logout() {
    page().ConvrsUser = undefined;
  },
};

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `convrsWidget`. The script sets
 * `ConvrsUser`.
 */
export const convrsScriptWidget: ScriptWidget<Settings> = { vendor: VENDOR, title: TITLE, script };

interface ConvrsPage extends Page {
  ConvrsUser?: string | undefined;
}

const page = (): ConvrsPage => globalThis;
