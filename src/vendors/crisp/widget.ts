import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { crisp } from './index.ts';

type Settings = SettingsOf<typeof crisp>;

const VENDOR = 'crisp';
const TITLE = 'Crisp';
const REACT_NATIVE = 'https://github.com/crisp-im/crisp-sdk-react-native';

/** Where Crisp takes the signature. */
export const crispSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "$crisp.push(['set', 'user:email', ['jane@example.com', '<token>']]);",
    source: 'https://docs.crisp.chat/guides/chatbox-sdks/web-sdk/identity-verification',
  },
  {
    platform: 'Web (crisp-sdk-web)',
    code: "Crisp.user.setEmail('jane@example.com', '<token>');",
    source: 'https://www.npmjs.com/package/crisp-sdk-web',
  },
  {
    platform: 'iOS',
    code: 'CrispSDK.user.email = "jane@example.com"\nCrispSDK.user.signature = "<token>"',
    source: REACT_NATIVE,
  },
  {
    platform: 'Android',
    code: 'Crisp.setUserEmail("jane@example.com", "<token>");',
    source: REACT_NATIVE,
  },
  {
    platform: 'React Native',
    code: "setUserEmail('jane@example.com', '<token>');",
    source: REACT_NATIVE,
  },
];

/** Passes the address and its signature as soon as the page has `$crisp`. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(
    login,
    (setting) =>
      `(function(settings){${scriptWhenReady(
        '$crisp',
        'window.$crisp.push(["set","user:email",[settings.email,settings.signature]])',
      )}})(${setting()});`,
  );

/**
 * Crisp in a page: `$crisp.push(['set', 'user:email', [email, signature]])` once the page has `$crisp`. Logging
 * out sets `CRISP_TOKEN_ID` to `null` and calls `$crisp.push(['do', 'session:reset'])`. If another user logs in to
 * the same page without a log-out before, it does that first.
 *
 * Source: https://docs.crisp.chat/guides/chatbox-sdks/web-sdk/identity-verification. The log-out is from Crisp
 * Help, article u2vkei
 */
export const crispWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof page().$crisp?.push === 'function',
  login({ settings: { email, signature } }) {
    // Otherwise the next user could see the conversation of the last one.
    if (lastUser !== undefined && lastUser !== email) logout();
    page().$crisp?.push?.(['set', 'user:email', [email, signature]]);
    lastUser = email;
  },
  logout,
};

/** The user who is logged in, as far as this page knows. */
let lastUser: string | undefined;

function logout(): void {
  lastUser = undefined;
  // Crisp wants it unset before or during the reset. A page that declares it with `var` cannot delete it.
  page().CRISP_TOKEN_ID = null;
  page().$crisp?.push?.(['do', 'session:reset']);
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `crispWidget`. The script passes the email
 * address and its signature as soon as the page has `$crisp`.
 */
export const crispScriptWidget: ScriptWidget<Settings> = { vendor: VENDOR, title: TITLE, script };

interface CrispPage extends Page {
  readonly $crisp?: { push?(command: readonly unknown[]): void };
  CRISP_TOKEN_ID?: unknown;
}

const page = (): CrispPage => globalThis;
