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
