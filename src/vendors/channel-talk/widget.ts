import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptLiteral, scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { channelTalk } from './index.ts';

type Settings = SettingsOf<typeof channelTalk>;

const VENDOR = 'channel-talk';
const TITLE = 'Channel Talk';
const REACT_NATIVE = 'https://www.npmjs.com/package/react-native-channel-plugin';

/** Where Channel Talk takes the hash. */
export const channelTalkSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "ChannelIO('boot', { pluginKey: '<plugin key>', memberId: '<user id>', memberHash: '<token>' });",
    source: 'https://developers.channel.io/docs/member-hash',
  },
  {
    platform: 'Web (channel-web-sdk-loader)',
    code: "ChannelService.boot({ pluginKey: '<plugin key>', memberId: '<user id>', memberHash: '<token>' });",
    source: 'https://www.npmjs.com/package/@channel.io/channel-web-sdk-loader',
  },
  {
    platform: 'iOS',
    code: 'bootConfig.memberHash = "<token>"',
    source: REACT_NATIVE,
  },
  {
    platform: 'Android',
    code: 'bootConfig.setMemberHash("<token>")',
    source: REACT_NATIVE,
  },
  {
    platform: 'React Native',
    code: "const bootConfig = { pluginKey: '<plugin key>', memberId: '<user id>', memberHash: '<token>' };",
    source: REACT_NATIVE,
  },
];

/** What `ChannelIO('boot', …)` takes besides the user. */
export interface ChannelTalkOptions {
  /** The plugin key of your channel. It is public. */
  readonly pluginKey: string;
  /** Further options of the call. */
  readonly [option: string]: unknown;
}

/**
 * Makes the widget for a page with Channel Talk's script: `ChannelIO('boot', { pluginKey, memberId, memberHash,
 * … })`. Do not boot it yourself. Logging out calls `ChannelIO('shutdown')`: call `ChannelIO('boot', …)` again for
 * anonymous visitors. The same call comes before the next login.
 *
 * If the page uses the package `@channel.io/channel-web-sdk-loader`, its `loadScript` sets the same global.
 *
 * Source: https://www.npmjs.com/package/@channel.io/channel-web-sdk-loader
 *
 * @param options - what the call takes besides the user
 * @example
 * ```ts page
 * import { connectChat, createChannelTalkWidget } from 'chat-token/browser';
 *
 * const widget = createChannelTalkWidget({ pluginKey: 'plug1n-key' });
 * connectChat(widget, { endpoint: '/api/chat-token' });
 * ```
 */
export const createChannelTalkWidget: (options: ChannelTalkOptions) => ChatWidget<Settings> = (
  options,
) => ({
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof page().ChannelIO === 'function',
  login({ settings }) {
    // Otherwise the next user could see the conversations of the last one.
    if (isBooted) logout();
    page().ChannelIO?.('boot', { ...options, ...settings });
    isBooted = true;
  },
  logout,
});

/** Whether a user is logged in, as far as this page knows: also through another widget. */
let isBooted = false;

function logout(): void {
  isBooted = false;
  page().ChannelIO?.('shutdown');
}

/**
 * Makes the same widget for `loginScript`, exported by `chat-token/html` as `createChannelTalkWidget`. The
 * script calls `ChannelIO('boot', …)` once Channel Talk's script is there.
 *
 * @param options - what the call takes besides the user: values that JSON has
 */
export const createChannelTalkScriptWidget: (
  options: ChannelTalkOptions,
) => ScriptWidget<Settings> = (options) => ({
  vendor: VENDOR,
  title: TITLE,
  script: (login) =>
    scriptWithSettings(
      login,
      (setting) =>
        `(function(settings){${scriptWhenReady(
          'ChannelIO',
          `window.ChannelIO("boot",Object.assign(${scriptLiteral(options)},settings))`,
        )}})(${setting()});`,
    ),
});

interface ChannelTalkPage extends Page {
  readonly ChannelIO?: (command: 'boot' | 'shutdown', options?: object) => void;
}

const page = (): ChannelTalkPage => globalThis;
