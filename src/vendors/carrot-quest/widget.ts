import type { SettingsOf } from '../../contract/vendor.ts';
import { scriptWhenReady, scriptWithSettings } from '../../page/script.ts';
import type { ChatWidget, Page, ScriptLogin, ScriptWidget } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { carrotQuest } from './index.ts';

type Settings = SettingsOf<typeof carrotQuest>;

const VENDOR = 'carrot-quest';
const TITLE = 'Carrot quest';
const FLUTTER = 'https://github.com/carrotquest/flutter-sdk';

/** Where Carrot quest and Dashly take the hash. */
export const carrotQuestSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "carrotquest.auth('<user id>', '<token>'); // before carrotquest.identify",
    source: 'https://developers.carrotquest.io/libs/js/auth',
  },
  {
    platform: 'Web (Dashly)',
    code: "dashly.auth('<user id>', '<token>'); // before dashly.identify",
    source: 'https://developers.dashly.io/libs/js/auth',
  },
  {
    platform: 'Flutter',
    code: "Carrot.auth('<user id>', userHash: '<token>');",
    source: FLUTTER,
  },
  {
    platform: 'iOS',
    code:
      'Carrot.shared.hashedAuth(withUserId: "<user id>", withHash: "<token>", ' +
      'successHandler: { … }, errorHandler: { … })',
    source: FLUTTER,
  },
  {
    platform: 'Android',
    code: 'Carrot.hashedAuth("<user id>", "<token>", callback)',
    source: 'https://github.com/carrotquest/android-sdk',
  },
];

/** Calls `auth` as soon as the page has one of the two globals. */
const script = (login: ScriptLogin<Settings>): string =>
  scriptWithSettings(
    login,
    (setting) =>
      `(function(settings){${scriptWhenReady(
        ['carrotquest', 'dashly'],
        '(window.carrotquest||window.dashly).auth(settings.userId,settings.hash)',
      )}})(${setting()});`,
  );

/**
 * Carrot quest or Dashly in a page: `carrotquest.auth(userId, hash)` if the page has that global, and otherwise
 * `dashly.auth(userId, hash)`. Call `identify` once `session.ready` resolves.
 *
 * No call that logs out is documented for the web: logging out calls nothing, and the user stays logged in. When
 * another user logs in, it calls `auth` for that user.
 *
 * Source: https://developers.carrotquest.io/libs/js/auth and https://developers.dashly.io/libs/js/auth
 */
export const carrotQuestWidget: ChatWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  isReady: () => typeof chat()?.auth === 'function',
  login: ({ settings: { userId, hash } }) => chat()?.auth?.(userId, hash),
};

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `carrotQuestWidget`. The script calls `auth`
 * as soon as the page has `carrotquest` or `dashly`.
 */
export const carrotQuestScriptWidget: ScriptWidget<Settings> = {
  vendor: VENDOR,
  title: TITLE,
  script,
};

interface CarrotQuestChat {
  auth?(userId: string, hash: string): void;
}

interface CarrotQuestPage extends Page {
  readonly carrotquest?: CarrotQuestChat;
  readonly dashly?: CarrotQuestChat;
}

function chat(): CarrotQuestChat | undefined {
  const page: CarrotQuestPage = globalThis;
  return page.carrotquest ?? page.dashly;
}
