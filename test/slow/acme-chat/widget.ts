import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { acmeChat } from './index.ts';

type Settings = SettingsOf<typeof acmeChat>;

const VENDOR = 'acme-chat';
const TITLE = 'Acme Chat';

/** Where Acme Chat takes the token. */
export const acmeChatSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "acmeSettings = { acme_jwt: '<token>' };",
    source: 'https://docs.example.com/chat/web',
  },
];

interface AcmeChatPage extends Page {
  acmeSettings?: Settings | undefined;
}

const page = (): AcmeChatPage => globalThis;

/** Acme Chat in a page: sets `acmeSettings`. */
export const acmeChatWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => true,
  login({ settings }) {
    page().acmeSettings = settings;
  },
  logout() {
    page().acmeSettings = undefined;
  },
};

/** The same widget for `loginScript`. */
export const acmeChatScriptWidget: ScriptWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  script: (login) => scriptWithSettings(login, (setting) => `window.acmeSettings = ${setting()};`),
};
