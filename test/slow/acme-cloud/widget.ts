import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { AcmeCloud } from './index.ts';

type Settings = SettingsOf<AcmeCloud>;

const VENDOR = 'acme-cloud';
const TITLE = 'Acme Cloud';

/** Where Acme Cloud takes the token. */
export const acmeCloudSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "cloudSettings = { cloud_jwt: '<token>' };",
    source: 'https://docs.example.com/cloud/web',
  },
];

interface AcmeCloudPage extends Page {
  cloudSettings?: Settings | undefined;
}

const page = (): AcmeCloudPage => globalThis;

/** Acme Cloud in a page: sets `cloudSettings`. */
export const acmeCloudWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => true,
  login({ settings }) {
    page().cloudSettings = settings;
  },
  logout() {
    page().cloudSettings = undefined;
  },
};

/** The same widget for `loginScript`. */
export const acmeCloudScriptWidget: ScriptWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  script: (login) => scriptWithSettings(login, (setting) => `window.cloudSettings = ${setting()};`),
};
