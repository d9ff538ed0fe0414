import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { reamaze } from './index.ts';

type Settings = SettingsOf<typeof reamaze>;

const VENDOR = 'reamaze';
const TITLE = 'Re:amaze';

/** Where Re:amaze takes the hash. */
export const reamazeSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      '// in the page, next to the snippet of Reamaze.js\n' +
      "_support['user'] = { id: '<user id>', email: 'jane@example.com', name: 'Jane Doe', authkey: '<token>' };",
    source: 'https://www.reamaze.com/developer/widget_auth',
  },
];

/** Adds the user to the settings that Reamaze.js reads when it runs. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(
    login,
    (setting) => `window._support = Object.assign(window._support || {}, {user: ${setting()}});`,
  );

/**
 * Re:amaze in a page: sets `_support.user`, which Reamaze.js reads when it runs, and keeps the other settings in
 * `_support`. Load Reamaze.js once `session.ready` resolves. No log-out call is documented: logging out removes
 * the user, and a chat that is open goes on until the page is left.
 *
 * Source: https://www.reamaze.com/developer/widget_auth
 */
export const reamazeWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => true,
  login({ settings }) {
    page()._support = Object.assign(page()._support ?? {}, { user: settings });
  },
  logout() {
    delete page()._support?.user;
  },
};

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `reamazeWidget`. Put the script before that
 * of Reamaze.js, but after your own settings in `_support`: it adds the user to them.
 */
export const reamazeScriptWidget: ScriptWidget<Settings> = { vendor: VENDOR, title: TITLE, script };

interface ReamazePage extends Page {
  _support?: { user?: Settings };
}

const page = (): ReamazePage => globalThis;
