import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { deskpro } from './index.ts';

type Settings = SettingsOf<typeof deskpro>;

const VENDOR = 'deskpro';
const TITLE = 'Deskpro Messenger';

/** Where Deskpro Messenger takes the token. */
export const deskproSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "window.DpMessengerOptions = { showLauncherButton: true, signedUserInfo: '<token>' };",
    source:
      'https://support.deskpro.com/de/guides/admin-guide/authenticating-users-in-messenger-using-jwt',
  },
  {
    platform: 'iOS',
    code: 'messenger.authorizeUser(userJwt: "<token>")',
    source: 'https://github.com/deskpro/messenger-sdk-ios',
  },
  {
    platform: 'Android',
    code: 'messenger.authorizeUser("<token>")',
    source: 'https://github.com/deskpro/messenger-sdk-android',
  },
];

/** Adds the token to the options that the widget reads when its script runs. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(
    login,
    (setting) =>
      `window.DpMessengerOptions = Object.assign({}, window.DpMessengerOptions, ${setting()});`,
  );

/**
 * Deskpro Messenger in a page: adds `signedUserInfo` to `DpMessengerOptions`, which the widget reads
 * when its script runs. Load that script once `session.ready` resolves. No call for a fresh token
 * and none to log out is documented for the web: logging out forgets the token, and a messenger that
 * is open goes on until the page is left.
 *
 * Source: https://support.deskpro.com/de/guides/admin-guide/authenticating-users-in-messenger-using-jwt
 */
export const deskproWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => true,
  login({ settings }) {
    setOption(settings.signedUserInfo);
  },
  logout() {
    setOption(undefined);
  },
};

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `deskproWidget`. The script adds
 * `signedUserInfo` to `DpMessengerOptions`.
 */
export const deskproScriptWidget: ScriptWidget<Settings> = { vendor: VENDOR, title: TITLE, script };

interface DeskproPage extends Page {
  DpMessengerOptions?: object;
}

const page = (): DeskproPage => globalThis;

function setOption(signedUserInfo: string | undefined): void {
  page().DpMessengerOptions = { ...page().DpMessengerOptions, signedUserInfo };
}
