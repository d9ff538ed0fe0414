import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptLiteral, scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { canny } from './index.ts';

type Settings = SettingsOf<typeof canny>;

const VENDOR = 'canny';
const TITLE = 'Canny';

/** Where Canny takes the token. */
export const cannySnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code:
      '// next to <div data-canny></div>\n' +
      "Canny('render', { boardToken: '<board token>', basePath: '/feedback', ssoToken: '<token>' });",
    source: 'https://gist.github.com/arasmussen/67057c7cf24dbaa65161eda92fb0319f',
  },
];

/** What `Canny('render', …)` takes next to the token. */
export interface CannyBoard {
  /** The token of the board. It is public. */
  readonly boardToken: string;
  /** The path of the page with the board: `/feedback`. */
  readonly basePath: string | null;
  /** The theme of the board. Its values are not documented here. */
  readonly theme?: string;
}

/** The same for a page, which can also pass a callback. */
export interface CannyPageBoard extends CannyBoard {
  /** Called once the board has loaded. */
  readonly onLoadCallback?: () => void;
}

/**
 * Makes the widget that renders one of your boards in a page: `Canny('render', { …board, ssoToken })`. The
 * page needs Canny's script and an element `data-canny`. The board is rendered once for each user: another
 * token of the same user does not discard what the user is writing.
 *
 * No call that logs out is documented. Log-out makes the next login render the board again.
 *
 * @example
 * ```ts page
 * import { connectChat, createCannyWidget } from 'chat-token/browser';
 *
 * const widget = createCannyWidget({ boardToken: 'b0ard-token', basePath: '/feedback' });
 * connectChat(widget, { endpoint: '/api/chat-token' });
 * ```
 */
export const createCannyWidget: (board: CannyPageBoard) => ChatWidget<Settings> = (board) => {
  let lastUser: string | null | undefined;
  return {
    vendor: VENDOR,
    title: TITLE,
    isReady: () => typeof page().Canny === 'function',
    login({ settings, userId }) {
      if (userId === lastUser) return;
      page().Canny?.('render', { ...board, ...settings });
      lastUser = userId;
    },
    logout() {
      lastUser = undefined;
    },
  };
};

/**
 * Makes the same widget for `loginScript`, exported by `chat-token/html` as `createCannyWidget`. The script
 * calls `Canny('render', …)` once Canny's script is there.
 */
export const createCannyScriptWidget: (board: CannyBoard) => ScriptWidget<Settings> = (board) => ({
  vendor: VENDOR,
  title: TITLE,
  script: (login) =>
    scriptWithSettings(login, (setting) =>
      scriptWhenReady(
        'Canny',
        `Canny("render",Object.assign(${scriptLiteral(board)},${setting()}));`,
      ),
    ),
});

interface CannyPage extends Page {
  readonly Canny?: (command: 'render', options: CannyPageBoard & Settings) => void;
}

const page = (): CannyPage => globalThis;
