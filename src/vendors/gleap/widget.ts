import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { gleap } from './index.ts';

type Settings = SettingsOf<typeof gleap>;

const VENDOR = 'gleap';
const TITLE = 'Gleap';
const DOCS = 'https://docs.gleap.io/documentation/guides/enforce-identity-verification';

/** Where Gleap takes the hash. */
export const gleapSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "Gleap.identify('<user id>', { name: 'Jane Doe' }, '<token>');",
    source: 'https://www.npmjs.com/package/gleap',
  },
  {
    platform: 'iOS',
    code: 'Gleap.identifyUser(with: "<user id>", andData: properties, andUserHash: "<token>")',
    source: DOCS,
  },
  {
    platform: 'Android',
    code: 'GleapUser user = new GleapUser("<user id>", properties, "<token>");',
    source: DOCS,
  },
  {
    platform: 'React Native',
    code: "Gleap.identifyWithUserHash('<user id>', { name: 'Jane Doe' }, '<token>');",
    source: DOCS,
  },
];

/** Calls `Gleap.identify` as soon as the page has it. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(login, (setting) => {
    const call =
      'var user=Object.assign({},settings);delete user.userId;delete user.userHash;' +
      'window.Gleap.identify(settings.userId,user,settings.userHash)';
    const wait = scriptWhenReady('Gleap', scriptWhenReady('Gleap.identify', call));
    return `(function(settings){${wait}})(${setting()});`;
  });

/**
 * Gleap in a page: `Gleap.identify(userId, { name, … }, userHash)` once the page has the global `Gleap`, and
 * `Gleap.clearIdentity()` to log out. If another user logs in without a log-out before, it calls
 * `Gleap.clearIdentity()` first. If you import the package `gleap`, make it a global: `window.Gleap = Gleap`.
 *
 * Source: https://www.npmjs.com/package/gleap
 */
export const gleapWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof page().Gleap?.identify === 'function',
  login({ settings: { userId, userHash, ...user } }) {
    // Otherwise the next user could see the conversations of the last one.
    if (lastUser !== undefined && lastUser !== userId) logout();
    page().Gleap?.identify?.(userId, user, userHash);
    lastUser = userId;
  },
  logout,
};

/** The user who is logged in, as far as this page knows. */
let lastUser: string | undefined;

function logout(): void {
  lastUser = undefined;
  page().Gleap?.clearIdentity?.();
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `gleapWidget`. The script calls
 * `Gleap.identify` as soon as the page has it.
 */
export const gleapScriptWidget: ScriptWidget<Settings> = { vendor: VENDOR, title: TITLE, script };

interface GleapPage extends Page {
  readonly Gleap?: {
    identify?(userId: string, user: object, userHash: string): void;
    clearIdentity?(): void;
  };
}

const page = (): GleapPage => globalThis;
