import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { helpScout } from './index.ts';

type Settings = SettingsOf<typeof helpScout>;

const VENDOR = 'help-scout';
const TITLE = 'Help Scout Beacon';

/** Where Help Scout's Beacon takes the signature. */
export const helpScoutSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "Beacon('identify', { name: 'Jane Doe', email: 'jane@example.com', signature: '<token>' });",
    source: 'https://developer.helpscout.com/beacon-2/web/secure-mode',
  },
  {
    platform: 'iOS',
    code: 'user.signature = "<token>" // the HSBeaconUser that you pass to HSBeacon.identify',
    source: 'https://github.com/helpscout/beacon-ios-sdk',
  },
  {
    platform: 'Android',
    code: 'BeaconActivity.openInSecureMode(context, "<token>"); // each time you open the Beacon',
    source: 'https://github.com/helpscout/beacon-android-sdk-sample',
  },
];

/** Identifies the user as soon as the page has `Beacon`. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(
    login,
    (setting) =>
      `(function(settings){${scriptWhenReady(
        'Beacon',
        'window.Beacon("identify",settings)',
      )}})(${setting()});`,
  );

/**
 * Help Scout's Beacon in a page: `Beacon('identify', { email, name, signature, … })` once the page has `Beacon`,
 * and `Beacon('logout', { endActiveChat: true })` to log out. If another user logs in to the same page without a
 * log-out before, it logs out first.
 *
 * Source: https://developer.helpscout.com/beacon-2/web/secure-mode. The log-out is from the code of Help Scout's
 * iOS SDK (https://github.com/helpscout/beacon-ios-sdk) and of https://github.com/productdevbook/ahize
 */
export const helpScoutWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof page().Beacon === 'function',
  login({ settings }) {
    // Otherwise the next user could see the conversations of the last one.
    if (lastUser !== undefined && lastUser !== settings.email) logout();
    page().Beacon?.('identify', settings);
    lastUser = settings.email;
  },
  logout,
};

/** The user who is logged in, as far as this page knows. */
let lastUser: string | undefined;

function logout(): void {
  lastUser = undefined;
  page().Beacon?.('logout', { endActiveChat: true });
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `helpScoutWidget`. The script identifies
 * the user as soon as the page has `Beacon`.
 */
export const helpScoutScriptWidget: ScriptWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  script,
};

interface HelpScoutPage extends Page {
  readonly Beacon?: (command: 'identify' | 'logout', options: object) => void;
}

const page = (): HelpScoutPage => globalThis;
