import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { tawkLogin, tawkVisitor } from './index.ts';

type VisitorSettings = SettingsOf<typeof tawkVisitor>;
type LoginSettings = SettingsOf<typeof tawkLogin>;

/** Where tawk.to takes the hash of the email address. */
export const tawkVisitorSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      '// before the script of tawk.to\n' +
      'var Tawk_API = Tawk_API || {};\n' +
      "Tawk_API.visitor = { name: 'Jane Doe', email: 'jane@example.com', hash: '<token>' };",
    source: 'https://github.com/tawk/tawk-messenger-react',
  },
];

/** Where tawk.to takes the hash of the user's id. */
export const tawkLoginSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      '// once the script of tawk.to has loaded\n' +
      "Tawk_API.login({ userId: '<user id>', hash: '<token>', name: 'Jane Doe' }, function () {});",
    source: 'https://help.tawk.to/article/how-to-set-up-logins-with-a-hash-using-javascript-api',
  },
];

/** Sets what the widget reads when its script runs. */
const visitorScript = (login: ScriptLogin<VisitorSettings>): string =>
  scriptWithSettings(
    login,
    (setting) => `window.Tawk_API=window.Tawk_API||{};window.Tawk_API.visitor=${setting()};`,
  );

/** The page creates `Tawk_API`, and the script of tawk.to adds `login`. */
const loginScript = (login: ScriptLogin<LoginSettings>): string =>
  scriptWithSettings(login, (setting) => {
    const call = `window.Tawk_API.login(settings,function(){})`;
    const wait = scriptWhenReady('Tawk_API', scriptWhenReady('Tawk_API.login', call));
    return `(function(settings){${wait}})(${setting()});`;
  });

/**
 * tawk.to in a page, for a visitor: sets `Tawk_API.visitor`, which the widget reads when its script runs. Load
 * that script once `session.ready` resolves. How to log such a visitor out is not documented: logging out
 * removes `Tawk_API.visitor`, and a chat that is open goes on until the page is left.
 *
 * Source: https://github.com/tawk/tawk-messenger-react
 */
export const tawkVisitorWidget: ChatWidget<SettingsOf<typeof tawkVisitor>> = {
  vendor: 'tawk-visitor',
  title: 'tawk.to (visitor)',
  isReady: () => true,
  login({ settings }) {
    page().Tawk_API = Object.assign(page().Tawk_API ?? {}, { visitor: settings });
  },
  logout() {
    delete page().Tawk_API?.visitor;
  },
};

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `tawkVisitorWidget`. Put the script before
 * that of tawk.to: it sets `Tawk_API.visitor`.
 */
export const tawkVisitorScriptWidget: ScriptWidget<SettingsOf<typeof tawkVisitor>> = {
  vendor: 'tawk-visitor',
  title: 'tawk.to (visitor)',
  script: visitorScript,
};

/**
 * tawk.to in a page, for a user: `Tawk_API.login({ userId, hash, … })` once the script of tawk.to has loaded,
 * and `Tawk_API.logout` to log out. If another user logs in to the same page without a log-out before, it calls
 * `Tawk_API.logout` first.
 *
 * Source: https://help.tawk.to/article/how-to-set-up-logins-with-a-hash-using-javascript-api. `logout` is from
 * the code of others, such as https://github.com/productdevbook/ahize
 */
export const tawkLoginWidget: ChatWidget<SettingsOf<typeof tawkLogin>> = {
  vendor: 'tawk-login',
  title: 'tawk.to (login)',
  isReady: () => typeof page().Tawk_API?.login === 'function',
  async login({ settings, userId }) {
    // Otherwise the next user could see the conversations of the last one.
    if (lastUser !== undefined && lastUser !== userId) await logout();
    lastUser = userId;
    // What the callback gets is not documented. Errors are in the console.
    page().Tawk_API?.login?.(settings, () => {});
  },
  logout,
};

/** The user who is logged in, as far as this page knows. */
let lastUser: string | null | undefined;

async function logout(): Promise<void> {
  const api = page().Tawk_API;
  await new Promise<void>((resolve, reject) => {
    if (api?.logout === undefined) resolve();
    else api.logout((error) => (error ? reject(error) : resolve()));
  });
  lastUser = undefined;
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `tawkLoginWidget`. The script calls
 * `Tawk_API.login` once the script of tawk.to has loaded.
 */
export const tawkLoginScriptWidget: ScriptWidget<SettingsOf<typeof tawkLogin>> = {
  vendor: 'tawk-login',
  title: 'tawk.to (login)',
  script: loginScript,
};

interface TawkPage extends Page {
  Tawk_API?: {
    visitor?: VisitorSettings;
    login?(settings: LoginSettings, callback: () => void): void;
    logout?(callback: (error?: unknown) => void): void;
  };
}

const page = (): TawkPage => globalThis;
