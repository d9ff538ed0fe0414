import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { helpshift } from './index.ts';

type Settings = SettingsOf<typeof helpshift>;

const VENDOR = 'helpshift';
const TITLE = 'Helpshift';

/** Where Helpshift takes the token. */
export const helpshiftSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      '// helpshiftConfig has authenticateWith: "identities", and the ids of the token\n' +
      "Helpshift('addEventListener', 'onLoginRequest', () => {\n" +
      "  Helpshift('login', { identity_token: '<token>' }); // within 5 seconds\n" +
      '});',
    source: 'https://developers.helpshift.com/web-chat/identity-users/',
  },
  {
    platform: 'iOS',
    code: 'Helpshift.login(withIdentity: "<token>", config: [:], success: {}, failure: { _, _ in })',
    source: 'https://developers.helpshift.com/sdkx_ios/identity-user-hub/',
  },
  {
    platform: 'Android',
    code: 'Helpshift.loginWithIdentity("<token>", loginConfig, listener);',
    source: 'https://developers.helpshift.com/sdkx_android/identity-user-hub/',
  },
  {
    platform: 'React Native',
    code: "await loginWithIdentity('<token>', { full_privacy_enabled: false });",
    source: 'https://developers.helpshift.com/sdkx-react-native/identity-user-hub/',
  },
];

/**
 * Sets the ids of the token in `helpshiftConfig`, answers `onLoginRequest` with the token, and requests the
 * login. The token is in a function and never in a global.
 */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(
    login,
    (setting) =>
      `(function(settings){${scriptWhenReady(
        'Helpshift',
        'var config=window.helpshiftConfig=window.helpshiftConfig||{};' +
          '["userId","userEmail"].forEach(function(name){' +
          'if(settings[name])config[name]=settings[name];else delete config[name]});' +
          'Helpshift("addEventListener","onLoginRequest",function(){' +
          'Helpshift("login",{identity_token:settings.identity_token})});' +
          'Helpshift("updateHelpshiftConfig");',
      )}})(${setting()});`,
  );

/**
 * Helpshift Web Chat in a page. Set `helpshiftConfig` with `authenticateWith: 'identities'`, but without
 * ids, before Helpshift's embed script. The widget sets the ids of the token, calls
 * `Helpshift('updateHelpshiftConfig')`, and answers each `onLoginRequest` with the newest token. It keeps
 * the token ready, because Helpshift waits for only 5 seconds. Before another user logs in, it calls
 * `Helpshift('logout')`.
 *
 * Helpshift reports no success. A login counts as failed if `onWebChatRuntimeError` reports `LOGIN_FAILED`
 * within 5 seconds.
 *
 * Source: https://developers.helpshift.com/web-chat/identity-users/
 */
export const helpshiftWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof page().Helpshift === 'function',
  login({ settings, userId }) {
    const last = current;
    const isSame =
      userId === lastUser &&
      last?.userId === settings.userId &&
      last?.userEmail === settings.userEmail;
    current = settings;
    lastUser = userId;
    // The token is for the next request: a new login would load the chat again.
    if (last && isSame && !hasFailed) return undefined;
    hasFailed = false;
    if (last && !isSame) call('logout');
    listen();
    setIds(settings);
    return new Promise<void>((resolve, reject) => {
      rejectLogin = reject;
      setTimeout(resolve, 5000);
      call('updateHelpshiftConfig');
    });
  },
  logout() {
    current = undefined;
    call('logout');
  },
};

/** The newest login, and its user. */
let current: Settings | undefined;
let lastUser: string | null | undefined;

/** Whether the last login failed. The next one is then a new attempt. */
let hasFailed = false;

/** Rejects the pending login. */
let rejectLogin: ((error: unknown) => void) | undefined;

let isListening = false;

/** Adds the listeners, once per page. */
function listen(): void {
  if (isListening) return;
  isListening = true;
  call('addEventListener', 'onLoginRequest', () => {
    if (current) call('login', { identity_token: current.identity_token });
  });
  call('addEventListener', 'onWebChatRuntimeError', (event) => {
    if (event?.error !== 'LOGIN_FAILED') return;
    hasFailed = true;
    rejectLogin?.({ type: event.error, reason: event.reason });
  });
}

/** Changes the object of the page: Helpshift reads it again. */
function setIds({ userId, userEmail }: Settings): void {
  const config = page().helpshiftConfig ?? {};
  page().helpshiftConfig = config;
  for (const [name, id] of Object.entries({ userId, userEmail })) {
    if (id === undefined) Reflect.deleteProperty(config, name);
    else Reflect.set(config, name, id);
  }
}

const call: NonNullable<HelpshiftPage['Helpshift']> = (...given) => page().Helpshift?.(...given);

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `helpshiftWidget`. The script sets
 * the ids in `helpshiftConfig` and answers `onLoginRequest`, as soon as `Helpshift` exists.
 */
export const helpshiftScriptWidget: ScriptWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  script,
};

interface HelpshiftPage extends Page {
  readonly Helpshift?: (
    command: string,
    ...given: (string | object | ((event?: { error?: unknown; reason?: unknown }) => void))[]
  ) => void;
  helpshiftConfig?: object;
}

const page = (): HelpshiftPage => globalThis;
