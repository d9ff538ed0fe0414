import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { customerly } from './index.ts';

type Settings = SettingsOf<typeof customerly>;

const VENDOR = 'customerly';
const TITLE = 'Customerly';
const DOCS =
  'https://docs.customerly.io/en/live-chat/setting-up-identity-verification-for-web-and-mobile-on-customerly';

/** Where Customerly takes the hash. */
export const customerlySnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      "customerly.load({ app_id: 'abc12345', user_id: '<user id>', email: 'jane@example.com', " +
      "email_hash: '<token>' });",
    source: DOCS,
  },
  {
    platform: 'React Native',
    code: "const user = { email: 'jane@example.com', emailHash: '<token>' };",
    source: 'https://github.com/Customerly/CustomerlyReactNativeSDK',
  },
];

/** Calls `customerly.update` as soon as the page has it. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(login, (setting) => {
    const call = 'window.customerly.update(settings)';
    const wait = scriptWhenReady('customerly', scriptWhenReady('customerly.update', call));
    return `(function(settings){${wait}})(${setting()});`;
  });

/**
 * Customerly in a page: `customerly.update({ user_id, email, name, email_hash })` once the page has it, and
 * `customerly.logout()` to log out. Call `customerly.load({ app_id })` in your page. If another user logs in
 * without a log-out before, it calls `customerly.logout()` first.
 *
 * Source: Customerly's documentation of identity verification, and https://www.npmjs.com/package/react-live-chat-customerly
 */
export const customerlyWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof page().customerly?.update === 'function',
  login({ settings, userId }) {
    // Otherwise the next user could see the conversations of the last one.
    if (lastUser !== undefined && lastUser !== userId) logout();
    page().customerly?.update?.(settings);
    lastUser = userId;
  },
  logout,
};

/** The user who is logged in, as far as this page knows. */
let lastUser: string | null | undefined;

function logout(): void {
  lastUser = undefined;
  page().customerly?.logout?.();
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `customerlyWidget`. The script calls
 * `customerly.update` as soon as the page has it.
 */
export const customerlyScriptWidget: ScriptWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  script,
};

interface CustomerlyPage extends Page {
  readonly customerly?: {
    update?(settings: Settings): void;
    logout?(): void;
  };
}

const page = (): CustomerlyPage => globalThis;
