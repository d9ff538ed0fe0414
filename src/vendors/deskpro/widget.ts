import type { ChatTokenHandover } from '../../core/definition.ts';
import { readOneOfBoth, scriptLiteral, scriptOfAnswer } from '../../core/script.ts';
import type { Placement } from '../placement.ts';

/** Where Deskpro Messenger takes the token. */
export const deskproPlacements: readonly Placement[] = [
  {
    platform: 'Web',
    code: "window.DpMessengerOptions = { showLauncherButton: true, signedUserInfo: '<token>' };",
    source:
      'https://support.deskpro.com/de/guides/admin-guide/authenticating-users-in-messenger-using-jwt',
  },
  {
    platform: 'iOS',
    code: 'messenger.authorizeUser(userJwt: "<token>")',
    source: 'https://github.com/deskpro/messenger-sdk-ios',
  },
  {
    platform: 'Android',
    code: 'messenger.authorizeUser("<token>")',
    source: 'https://github.com/deskpro/messenger-sdk-android',
  },
];

/** Adds the token to the options that the widget reads when its script runs. */
export function deskproScript(handover: ChatTokenHandover): string {
  const { token, endpoint } = readOneOfBoth(handover);
  const assign = (value: string) =>
    `window.DpMessengerOptions = Object.assign({}, window.DpMessengerOptions, { signedUserInfo: ${value} });`;
  return token === undefined
    ? scriptOfAnswer(endpoint, assign('answer.token'))
    : assign(scriptLiteral(token));
}
