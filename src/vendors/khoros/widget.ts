import type { Placement } from '../placement.ts';

const DOCS = 'https://developer.khoros.com/khorosbrandmessengerdocs/docs';

/** Where Khoros Brand Messenger Legacy takes the token. */
export const khorosPlacements: readonly Placement[] = [
  {
    platform: 'Web',
    code: "Brandmessenger.login('<user id>', '<token>');",
    source: `${DOCS}/end-user-authentication-legacy`,
  },
  {
    platform: 'iOS',
    code: 'BrandMessenger.login("<user id>", jwt: "<token>") { error, userInfo in }',
    source: `${DOCS}/end-user-authentication-ios-legacy`,
  },
  {
    platform: 'Android',
    code: 'BrandMessenger.login("<user id>", "<token>", callback);',
    source: `${DOCS}/authenticate-and-log-in-the-end-user-android-legacy`,
  },
];
