/** Word for word what the vendors' documents and SDKs say: a slip here misleads whoever reads it. */
import { convrs, deskpro, khoros, zendesk } from 'chat-token';
import { expect, test } from 'vitest';
import { convrsSnippets } from '../../src/vendors/convrs/widget.ts';
import { deskproSnippets } from '../../src/vendors/deskpro/widget.ts';
import { khorosSnippets } from '../../src/vendors/khoros/widget.ts';
import type { Snippet } from '../../src/vendors/snippet.ts';
import { zendeskSnippets } from '../../src/vendors/zendesk/widget.ts';

const lines = (snippets: readonly Snippet[]) =>
  snippets.map(({ platform, code }) => `${platform}: ${code}`);

test('khoros', () => {
  expect(lines(khorosSnippets)).toStrictEqual([
    "Web: Brandmessenger.login('<user id>', '<token>');",
    'iOS: BrandMessenger.login("<user id>", jwt: "<token>") { error, userInfo in }',
    'Android: BrandMessenger.login("<user id>", "<token>", callback);',
  ]);
});

test('convrs', () => {
  expect(lines(convrsSnippets)).toStrictEqual([
    'Web: <script>var ConvrsUser = "<token>";</script>',
  ]);
});

test('zendesk', () => {
  expect(lines(zendeskSnippets)).toStrictEqual([
    "Web: zE('messenger', 'loginUser', (callback) => fetchToken().then(callback)); // '<token>'",
    'iOS: Zendesk.instance?.loginUser(with: "<token>") { result in }',
    'Android: Zendesk.instance.loginUser("<token>", successCallback, failureCallback)',
  ]);
});

test('deskpro', () => {
  expect(lines(deskproSnippets)).toStrictEqual([
    "Web: window.DpMessengerOptions = { showLauncherButton: true, signedUserInfo: '<token>' };",
    'iOS: messenger.authorizeUser(userJwt: "<token>")',
    'Android: messenger.authorizeUser("<token>")',
  ]);
});

test('titles and documentation', () => {
  expect([khoros, convrs, zendesk, deskpro].map(({ title, docs }) => [title, docs])).toStrictEqual([
    [
      'Khoros Brand Messenger (Legacy)',
      'https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-legacy',
    ],
    ['Convrs Web Chat', 'https://convrs.io/docs/integrations/web-chat-identity-verification'],
    ['Zendesk messaging', 'https://support.zendesk.com/hc/en-us/articles/4411666638746'],
    [
      'Deskpro Messenger',
      'https://support.deskpro.com/de/guides/admin-guide/authenticating-users-in-messenger-using-jwt',
    ],
  ]);
});

test('each says where it is from', () => {
  const all = [khorosSnippets, convrsSnippets, zendeskSnippets, deskproSnippets].flat();
  const hosts = all.map(({ source }) => new URL(source).hostname);
  expect(new Set(hosts)).toStrictEqual(
    new Set([
      'developer.khoros.com',
      'convrs.io',
      'developer.zendesk.com',
      'support.deskpro.com',
      'github.com',
    ]),
  );
  expect(zendeskSnippets[0]?.source).toBe(
    'https://developer.zendesk.com/api-reference/widget-messaging/web/authentication/',
  );
});
