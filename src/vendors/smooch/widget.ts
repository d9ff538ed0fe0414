import { scriptLiteral, scriptWhenReady, scriptWithAnswer } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import { optionInvalid } from '../../utils/options.ts';

/** What the widget takes: the token, and the user's id under the name of the version. */
type SmoochSettings<Id extends string> = Readonly<Record<Id | 'jwt', string>>;

/** The vendor, and what its version calls the user's id. */
interface SmoochWidgetFacts<Id extends string> {
  readonly vendor: string;
  readonly title: string;
  readonly idName: Id;
}

/**
 * Returns the widget for pages. It passes the token of the login to `Smooch.login`, and later tokens to the
 * delegate's `onInvalidAuth`, which the messenger calls when a request was rejected.
 */
// @__NO_SIDE_EFFECTS__
export function smoochWidget<Id extends string>({
  vendor,
  title,
  idName,
}: SmoochWidgetFacts<Id>): ChatWidget<SmoochSettings<Id>> {
  return {
    vendor,
    title,
    requestsTokens: true,
    // The loader's placeholder has `init` but not `login`.
    isReady: () => typeof page().Smooch?.login === 'function',
    async login({ settings, nextToken }) {
      const { Smooch } = page();
      await Smooch?.login?.(settings[idName], await nextToken());
      // A login that fails is an error of the session. Only later does the messenger get fresh tokens.
      Smooch?.setDelegate?.({ onInvalidAuth: nextToken });
    },
    logout: () => page().Smooch?.logout?.(),
  };
}

/**
 * Returns the widget for HTML. Its script logs in after `Smooch.init`. With an endpoint, it fetches a fresh
 * token each time the messenger asks for one.
 */
// @__NO_SIDE_EFFECTS__
export function smoochScriptWidget<Id extends string>({
  vendor,
  title,
  idName,
}: SmoochWidgetFacts<Id>): ScriptWidget<SmoochSettings<Id>> {
  return { vendor, title, script: (login) => script(login, idName) };
}

function script<Id extends string>(login: ScriptLogin<SmoochSettings<Id>>, idName: Id): string {
  const { settings, endpoint } = login;
  if (settings === undefined && endpoint === undefined) {
    throw optionInvalid(
      'Pass a login, an endpoint, or both',
      "What signChatLogin returns, or your token handler's address.",
    );
  }
  const id = `settings[${scriptLiteral(idName)}]`;
  const enter = `return Smooch.login(${id},settings.jwt)${endpoint === undefined ? '' : refresh(login, id)};`;
  const use =
    settings === undefined
      ? scriptWithAnswer(login, `var settings=answer.settings;${enter}`)
      : `var settings=${scriptLiteral(settings)};${enter}`;
  // The event comes after `init`, and again after other calls.
  return scriptWhenReady(
    'Smooch',
    `var isDone;Smooch.on("ready",function(){if(isDone)return;isDone=true;${use}});`,
  );
}

/** Fetches a token for the same user whenever the messenger asks, and logs out if it is another user. */
function refresh(login: ScriptLogin, id: string): string {
  const same = id.replace('settings', 'answer.settings');
  const answer = scriptWithAnswer(
    login,
    `if(${same}===${id})resolve(answer.settings.jwt);else Smooch.logout()`,
  );
  return (
    '.then(function(){Smooch.setDelegate({onInvalidAuth:function(){' +
    `return new Promise(function(resolve){${answer}})}})})`
  );
}

interface SmoochPage extends Page {
  readonly Smooch?: {
    login?(userId: string, jwt: string): Promise<unknown>;
    logout?(): Promise<unknown>;
    setDelegate?(delegate: { onInvalidAuth(): Promise<string> }): void;
  };
}

const page = (): SmoochPage => globalThis;
