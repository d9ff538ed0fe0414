import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { yourgpt } from './index.ts';

type Settings = SettingsOf<typeof yourgpt>;

const VENDOR = 'yourgpt';
const TITLE = 'YourGPT';

/** Where YourGPT takes the hash. */
export const yourgptSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "$yourgptChatbot.set('contact:data', { ext_user_id: '<user id>', user_hash: '<token>' });",
    source: 'https://docs.yourgpt.ai/chatbot/developer-guide/identity-verification',
  },
];

/** Passes the user to the chatbot as soon as the page has it. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(login, (setting) => {
    const call = 'window.$yourgptChatbot.set("contact:data",settings)';
    const wait = scriptWhenReady('$yourgptChatbot', scriptWhenReady('$yourgptChatbot.set', call));
    return `(function(settings){${wait}})(${setting()});`;
  });

/**
 * YourGPT in a page: `$yourgptChatbot.set('contact:data', { ext_user_id, email, phone, name, user_hash })` once
 * the page has it.
 *
 * No call that logs out is documented: logging out calls nothing, and the user stays logged in. When another user
 * logs in, it passes that user's data.
 *
 * Source: https://docs.yourgpt.ai/chatbot/developer-guide/identity-verification and
 * https://docs.yourgpt.ai/chatbot/customization/sdk/web
 */
export const yourgptWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof page().$yourgptChatbot?.set === 'function',
  login: ({ settings }) => page().$yourgptChatbot?.set?.('contact:data', settings),
};

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `yourgptWidget`. The script calls
 * `$yourgptChatbot.set` as soon as the page has it.
 */
export const yourgptScriptWidget: ScriptWidget<Settings> = { vendor: VENDOR, title: TITLE, script };

interface YourgptPage extends Page {
  readonly $yourgptChatbot?: {
    set?(name: 'contact:data', data: Settings): void;
  };
}

const page = (): YourgptPage => globalThis;
