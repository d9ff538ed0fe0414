import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptLiteral, scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { featurebase } from './index.ts';

type Settings = SettingsOf<typeof featurebase>;

const VENDOR = 'featurebase';
const TITLE = 'Featurebase';
const PACKAGE = 'https://www.npmjs.com/package/featurebase-js';

/** Where Featurebase takes the token. */
export const featurebaseSnippets: readonly Snippet[] = [
  {
    platform: 'Web (featurebase-js)',
    code: "Featurebase({ appId: 'abc123', featurebaseJwt: '<token>' });",
    source: PACKAGE,
  },
  {
    platform: 'React',
    code: '<FeaturebaseProvider appId="abc123" featurebaseJwt="<token>">…</FeaturebaseProvider>',
    source: PACKAGE,
  },
];

/** What `Featurebase('boot', …)` takes next to the token. */
export interface FeaturebaseOptions {
  /** The id of your Featurebase organization, from Settings > Developers > Installation. It is public. */
  readonly appId: string;
  /** Further options of Featurebase's SDK, such as `theme` and `language`. */
  readonly [option: string]: unknown;
}

/**
 * Makes the widget for a page with Featurebase's SDK: `Featurebase('boot', { appId, featurebaseJwt })`, and
 * `Featurebase('identify', …)` with each fresh token, as the package `featurebase-js` does. Do not boot the
 * SDK for that user yourself. Logging out calls `Featurebase('shutdown')`: call `Featurebase('boot', …)` again
 * for anonymous visitors. The same call comes before another user logs in.
 *
 * If the page uses the package `featurebase-js`, call its functions with the token instead.
 *
 * Source: https://www.npmjs.com/package/featurebase-js
 *
 * @param options - what the SDK takes next to the token
 * @example
 * ```ts page
 * import { connectChat, createFeaturebaseWidget } from 'chat-token/browser';
 *
 * const widget = createFeaturebaseWidget({ appId: 'abc123' });
 * connectChat(widget, { endpoint: '/api/chat-token' });
 * ```
 */
export const createFeaturebaseWidget: (options: FeaturebaseOptions) => ChatWidget<Settings> = (
  options,
) => ({
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof page().Featurebase === 'function',
  login({ settings, userId }) {
    // Otherwise the next user could see the conversations of the last one.
    if (lastUser !== undefined && lastUser !== userId) logout();
    const command = lastUser === undefined ? 'boot' : 'identify';
    page().Featurebase?.(command, { ...options, ...settings });
    lastUser = userId;
  },
  logout,
});

/** The user who is logged in at Featurebase, as far as this page knows: also through another widget. */
let lastUser: string | null | undefined;

function logout(): void {
  lastUser = undefined;
  page().Featurebase?.('shutdown');
}

/**
 * Makes the same widget for `loginScript`, exported by `chat-token/html` as `createFeaturebaseWidget`. The
 * script calls `Featurebase('boot', …)` once Featurebase's SDK is there.
 *
 * @param options - what the SDK takes next to the token: values that JSON has
 */
export const createFeaturebaseScriptWidget: (
  options: FeaturebaseOptions,
) => ScriptWidget<Settings> = (options) => ({
  vendor: VENDOR,
  title: TITLE,
  script: (login) =>
    scriptWithSettings(login, (setting) =>
      scriptWhenReady(
        'Featurebase',
        `Featurebase("boot",Object.assign(${scriptLiteral(options)},${setting()}));`,
      ),
    ),
});

interface FeaturebasePage extends Page {
  readonly Featurebase?: (command: 'boot' | 'identify' | 'shutdown', options?: object) => void;
}

const page = (): FeaturebasePage => globalThis;
