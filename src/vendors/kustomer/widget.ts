import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import { decodeBase64url, parseJson } from '../../utils/encoding.ts';
import type { Snippet } from '../snippet.ts';
import type { kustomer } from './index.ts';

type Settings = SettingsOf<typeof kustomer>;

const VENDOR = 'kustomer';
const TITLE = 'Kustomer Chat';

/** Where Kustomer Chat takes the token. */
export const kustomerSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      'Kustomer.start({}, () => {\n' +
      "  Kustomer.login({ jwtToken: '<token>' }, (response, error) => {});\n" +
      '});',
    source: 'https://developer.kustomer.com/chat-sdk/v2.0-Web/docs/kustomer-login',
  },
  {
    platform: 'iOS',
    code: 'Kustomer.logIn(jwt: "<token>") { result in }',
    source: 'https://developer.kustomer.com/chat-sdk/v2-iOS/docs/authentication',
  },
  {
    platform: 'Android',
    code: 'Kustomer.getInstance().logIn("<token>") { result -> }',
    source: 'https://developer.kustomer.com/chat-sdk/v2-Android/docs/authentication',
  },
  {
    platform: 'React Native',
    code: "await KustomerChat.logIn('<token>');",
    source:
      'https://developer.kustomer.com/chat-sdk/v2-React-Native/docs/log-in-and-authentication',
  },
];

/**
 * Logs in when the page fires the event `kustomer-started`, or once the token is there if that is later: only
 * the callback of `Kustomer.start` says that `start` has finished.
 */
const script = (login: ScriptLogin<Settings>): string =>
  '(function(token,isStarted){function login(){if(!token||!isStarted)return;' +
  'var claims=JSON.parse(atob(token.split(".")[1].replace(/-/g,"+").replace(/_/g,"/")));' +
  'var user=claims.email?{email:claims.email}:{externalId:claims.externalId};' +
  'Kustomer.isLoggedIn(user,function(isLoggedIn){' +
  'if(!isLoggedIn)Kustomer.login({jwtToken:token},function(response,error){' +
  'if(error)console.warn("Kustomer did not log the visitor in:",error)})})}' +
  'addEventListener("kustomer-started",function(){isStarted=true;login()},{once:true});' +
  `${scriptWithSettings(login, (setting) => `token=${setting('jwtToken')};login();`)}})();`;

/**
 * Kustomer Chat in a page. Call `connectChat` in the callback of `Kustomer.start`: before `start` has
 * finished, Kustomer runs no other method. The widget asks `Kustomer.isLoggedIn`, and calls
 * `Kustomer.login` only if the user is not logged in, because a login outlives the token and the page. It
 * does nothing with further tokens of the same user. `Kustomer.logout` logs out, also before another
 * user of the same page logs in.
 *
 * Source: https://developer.kustomer.com/chat-sdk/v2.0-Web/docs/kustomer-login
 */
export const kustomerWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof page().Kustomer?.login === 'function',
  async login({ settings, userId }) {
    if (userId === lastUser) return;
    if (lastUser !== undefined) await logout();
    const isLoggedIn = await run('isLoggedIn', identifierOf(settings)).catch(() => false);
    if (isLoggedIn !== true) await run('login', settings);
    lastUser = userId;
  },
  logout,
};

/** The user who is logged in, as far as this page knows. */
let lastUser: string | null | undefined;

function logout(): Promise<unknown> {
  lastUser = undefined;
  return run('logout');
}

/** Returns the claim by which Kustomer knows the user. */
function identifierOf({ jwtToken }: Settings): object {
  const claims = parseJson(decodeBase64url(jwtToken.split('.')[1] ?? ''));
  const { email, externalId }: { email?: unknown; externalId?: unknown } = Object(claims);
  return email === undefined ? { externalId } : { email };
}

/** Calls a method of Kustomer, and waits for its callback. */
function run(method: Method, ...given: object[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const { Kustomer } = page();
    if (typeof Kustomer?.[method] !== 'function') resolve(undefined);
    Kustomer?.[method]?.(...given, (response, error) =>
      error ? reject(error) : resolve(response),
    );
  });
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `kustomerWidget`. Fire its event in the
 * callback of `start`: `Kustomer.start({}, () => dispatchEvent(new Event('kustomer-started')))`. The script
 * then calls `Kustomer.login`, unless the user is already logged in.
 */
export const kustomerScriptWidget: ScriptWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  script,
};

type Method = 'isLoggedIn' | 'login' | 'logout';

interface KustomerPage extends Page {
  readonly Kustomer?: {
    readonly [Name in Method]?: (
      ...given: (object | ((response?: unknown, error?: unknown) => void))[]
    ) => void;
  };
}

const page = (): KustomerPage => globalThis;
