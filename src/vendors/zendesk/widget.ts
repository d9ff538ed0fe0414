import type { Placement } from '../placement.ts';

/** Where Zendesk messaging takes the token. */
export const zendeskPlacements: readonly Placement[] = [
  {
    platform: 'Web',
    // The widget calls back whenever it needs a token: one that is fetched each time, never a fixed one.
    code: "zE('messenger', 'loginUser', (callback) => fetchToken().then(callback)); // '<token>'",
    source: 'https://developer.zendesk.com/api-reference/widget-messaging/web/authentication/',
  },
  {
    platform: 'iOS',
    code: 'Zendesk.instance?.loginUser(with: "<token>") { result in }',
    source:
      'https://developer.zendesk.com/documentation/zendesk-web-widget-sdks/sdks/ios/authentication/',
  },
  {
    platform: 'Android',
    code: 'Zendesk.instance.loginUser("<token>", successCallback, failureCallback)',
    source:
      'https://developer.zendesk.com/documentation/zendesk-web-widget-sdks/sdks/android/authentication/',
  },
];
