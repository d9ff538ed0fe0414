import type { SettingsOf } from '../../contract/vendor.ts';
import type { ChatWidget, ScriptWidget } from '../../page/widget.ts';
import { SMOOCH_DOCS, SMOOCH_WEB, SMOOCH_WEB_4 } from '../smooch/sources.ts';
import { smoochScriptWidget, smoochWidget } from '../smooch/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { sunshine, sunshineV1 } from './index.ts';

const FACTS = {
  vendor: 'sunshine',
  title: 'Sunshine Conversations',
  idName: 'externalId',
} as const;

const FACTS_V1 = {
  vendor: 'sunshine-v1',
  title: 'Sunshine Conversations (version 1)',
  idName: 'userId',
} as const;

/** Where Sunshine Conversations takes the token. */
export const sunshineSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    // The messenger calls back whenever it needs a token: one that is fetched each time.
    code: "Smooch.init({ integrationId, externalId: '<user id>', jwt: '<token>', delegate: { onInvalidAuth: fetchToken } });",
    source: SMOOCH_WEB,
  },
  {
    platform: 'iOS',
    code: '[Smooch login:@"<user id>" jwt:@"<token>" completionHandler:nil];',
    source: 'https://github.com/smooch/smooch-ios',
  },
  {
    platform: 'Android',
    code: 'Smooch.login("<user id>", "<token>", callback);',
    source: 'https://github.com/zendesk/sunshine-conversations-android',
  },
];

/** Where version 1 of Sunshine Conversations takes the token. */
export const sunshineV1Snippets: readonly Snippet[] = [
  {
    platform: 'Web',
    code: "Smooch.init({ integrationId, userId: '<user id>', jwt: '<token>', delegate: { onInvalidAuth: fetchToken } });",
    source: SMOOCH_WEB_4,
  },
  {
    platform: 'iOS',
    code: 'Smooch.login("<user id>", jwt: "<token>") { error, userInfo in }',
    source: SMOOCH_DOCS,
  },
  {
    platform: 'Android',
    code: 'Smooch.login("<user id>", "<token>", callback);',
    source: SMOOCH_DOCS,
  },
];

/**
 * Sunshine Conversations in a page: `Smooch.login(externalId, jwt)`, and `Smooch.setDelegate` with an
 * `onInvalidAuth` that returns a fresh token. It replaces a delegate that the page has set. Call `connectChat`
 * once `Smooch.init` has resolved.
 *
 * Source: https://github.com/zendesk/sunshine-conversations-web
 */
export const sunshineWidget: ChatWidget<SettingsOf<typeof sunshine>> =
  /* @__PURE__ */ smoochWidget(FACTS);

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `sunshineWidget`. Put the script before
 * the call of `Smooch.init`: it calls `Smooch.login(externalId, jwt)` when the messenger is ready. With
 * `endpoint`, the messenger also gets fresh tokens.
 */
export const sunshineScriptWidget: ScriptWidget<SettingsOf<typeof sunshine>> =
  /* @__PURE__ */ smoochScriptWidget(FACTS);

/**
 * Version 1 of Sunshine Conversations in a page: `Smooch.login(userId, jwt)`, and `Smooch.setDelegate` with an
 * `onInvalidAuth` that returns a fresh token. It replaces a delegate that the page has set. Call `connectChat`
 * once `Smooch.init` has resolved.
 *
 * Source: https://www.npmjs.com/package/smooch/v/4.29.21
 */
export const sunshineV1Widget: ChatWidget<SettingsOf<typeof sunshineV1>> =
  /* @__PURE__ */ smoochWidget(FACTS_V1);

/**
 * The same widget for `loginScript`, exported by `chat-token/html` as `sunshineV1Widget`. Put the script before
 * the call of `Smooch.init`: it calls `Smooch.login(userId, jwt)` when the messenger is ready. With `endpoint`,
 * the messenger also gets fresh tokens.
 */
export const sunshineV1ScriptWidget: ScriptWidget<SettingsOf<typeof sunshineV1>> =
  /* @__PURE__ */ smoochScriptWidget(FACTS_V1);
