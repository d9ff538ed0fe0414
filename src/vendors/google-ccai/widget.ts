import type { SettingsOf } from '../../contract/vendor.ts';
import { instanceWidget } from '../../page/instance.ts';
import type { ChatWidget, Page } from '../../page/widget.ts';
import type { Snippet } from '../snippet.ts';
import type { googleCcai } from './index.ts';

type Settings = SettingsOf<ReturnType<typeof googleCcai>>;

/** Where Google CCAI Platform takes the token. */
export const googleCcaiSnippets: readonly Snippet[] = [
  {
    platform: 'Web',
    // The SDK calls `authenticate` whenever it needs a token: one that is fetched each time, never a fixed one.
    code:
      "const authenticate = async () => ({ token: await fetchToken() }); // { token: '<token>' }\n" +
      "const ujet = new UJET({ companyId: '<company key>', host: '<host>', authenticate });\n" +
      "ujet.mount('#chat');",
    source: 'https://cloud.google.com/contact-center/ccai-platform/docs/web-sdk-v3-guide',
  },
  {
    platform: 'Web SDK v2',
    code: "ujet.on('created', () => ujet.authenticate({ token: '<token>' }));",
    source: 'https://cloud.google.com/contact-center/ccai-platform/docs/web-sdk-api',
  },
];

/**
 * Google CCAI Platform in a page, for `connectChat`. The SDK asks for a token whenever it needs one.
 *
 * Call this once per page: the SDK allows one instance. A log-out is not documented. `session.logout()` only
 * stops passing tokens, so reload the page after it; the login of another user throws until then.
 *
 * Source: https://cloud.google.com/contact-center/ccai-platform/docs/web-sdk-v3-guide
 *
 * @param create - makes the SDK's instance with the given function as its option `authenticate`. It is
 *   called once, for the first login, when the page has `UJET`
 * @example
 * ```ts page
 * import { connectChat, createGoogleCcaiWidget } from 'chat-token/browser';
 *
 * declare class UJET {
 *   constructor(options: {
 *     companyId: string;
 *     host: string;
 *     authenticate: () => Promise<{ token: string }>;
 *   });
 *   mount(element: string): void;
 * }
 *
 * const widget = createGoogleCcaiWidget((authenticate) => {
 *   const ujet = new UJET({ companyId: 'company-key', host: 'https://acme.example', authenticate });
 *   ujet.mount('#chat');
 * });
 * const session = connectChat(widget, { endpoint: '/api/chat-token' });
 * ```
 */
export const createGoogleCcaiWidget = (
  create: (authenticate: () => Promise<{ token: string }>) => unknown,
): ChatWidget<Settings> =>
  instanceWidget(
    {
      vendor: 'google-ccai',
      title: 'Google CCAI Platform',
      isReady: () => typeof page().UJET === 'function',
    },
    (getToken) => create(async () => ({ token: await getToken() })),
  );

interface UjetPage extends Page {
  readonly UJET?: unknown;
}

const page = (): UjetPage => globalThis;
