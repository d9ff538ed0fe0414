import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { helper } from './index.ts';

type Settings = SettingsOf<typeof helper>;

const VENDOR = 'helper';
const TITLE = 'Helper';
const SOURCE = 'https://github.com/antiwork/helper';

/** Where Helper takes the hash. */
export const helperSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      '// before sdk.js; timestamp is the one that was signed, a number\n' +
      "window.helperWidgetConfig = { email: 'jane@example.com', emailHash: '<token>', timestamp };",
    source: SOURCE,
  },
  {
    platform: 'React',
    code:
      '// timestamp is the one that was signed, a number\n' +
      "const auth = { email: 'jane@example.com', emailHash: '<token>', timestamp };\n" +
      'return <HelperProvider {...auth}>{children}</HelperProvider>;',
    source: SOURCE,
  },
];

/** Adds the user to the settings that sdk.js reads when it runs, and starts a widget that runs again. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(
    login,
    (setting) =>
      `window.helperWidgetConfig = Object.assign({}, window.helperWidgetConfig, ${setting()});` +
      'if (window.HelperWidget) {window.HelperWidget.destroy();' +
      'window.HelperWidget.init(window.helperWidgetConfig)}',
  );

/**
 * Helper in a page: adds the user to `helperWidgetConfig`, which sdk.js reads when it runs. Load sdk.js once
 * `session.ready` resolves. If the page has `HelperWidget` already, it calls `HelperWidget.destroy()` and
 * `HelperWidget.init(helperWidgetConfig)`. A fresh hash of the same user is only put into `helperWidgetConfig`:
 * Helper checks the hash when the widget starts, and its own session lasts 12 hours.
 *
 * Logging out, and the login of another user, remove the user from `helperWidgetConfig`, and from local storage
 * the conversation and the session of a guide, which `destroy` leaves there. Then the widget starts again.
 *
 * Source: https://github.com/antiwork/helper, `packages/sdk/src/index.ts` and `guideManager.ts`
 */
export const helperWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => true,
  async login({ settings, userId }) {
    // The server may have written another user into the page.
    const last = lastUser ?? page().helperWidgetConfig?.email;
    if (last !== undefined && last !== userId) forgetUser();
    const isSame = userId === lastUser;
    lastUser = userId;
    page().helperWidgetConfig = { ...page().helperWidgetConfig, ...settings };
    if (!isSame) await restart();
  },
  async logout() {
    lastUser = undefined;
    forgetUser();
    await restart();
  },
};

/** What the SDK leaves in local storage. If a guide's token stays, the next user resumes that guide. */
const STORED = [
  'helper_widget_conversation',
  'helper_widget_visible',
  'helper_guide_session_id',
  'helper_guide_session_token',
];

/** The user who is logged in, as far as this page knows. */
let lastUser: string | null | undefined;

/** Starts a widget that runs again, with the settings of the page. */
async function restart(): Promise<void> {
  const { HelperWidget, helperWidgetConfig = {} } = page();
  HelperWidget?.destroy?.();
  await HelperWidget?.init?.(helperWidgetConfig);
}

function forgetUser(): void {
  const { email, emailHash, timestamp, customerMetadata, ...settings } =
    page().helperWidgetConfig ?? {};
  page().helperWidgetConfig = settings;
  try {
    for (const name of STORED) page().localStorage?.removeItem(name);
  } catch {
    // The browser blocks local storage, so nothing is there.
  }
}

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `helperWidget`. Put the script before
 * sdk.js, but after your own `helperWidgetConfig`: it adds the user to that. In a page that is cached, use an
 * endpoint: a hash in the page itself expires after an hour.
 */
export const helperScriptWidget: ScriptWidget<Settings> = { vendor: VENDOR, title: TITLE, script };

interface HelperPage extends Page {
  helperWidgetConfig?: Partial<Settings>;
  readonly HelperWidget?: {
    init?(config: object): unknown;
    destroy?(): void;
  };
  readonly localStorage?: { removeItem(name: string): void };
}

const page = (): HelperPage => globalThis;
