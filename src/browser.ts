/**
 * The page's side: gets the visitor's login from your endpoint, passes it to the vendor's widget, keeps
 * it fresh, and logs out.
 *
 * @module
 */

export type { ChatLogin } from './contract/login.ts';
export {
  type ChatSession,
  type ChatSessionCallbacks,
  type ChatTokenRefresh,
  type ConnectChatOptions,
  type ConnectChatSourceOptions,
  connectChat,
} from './page/connect.ts';
export type { ChatTokenFetch } from './page/endpoint.ts';
export {
  createTokenSource,
  type GetLoginOptions,
  type TokenSource,
  type TokenSourceOptions,
} from './page/source.ts';
export type { ChatWidget, WidgetLogin } from './page/widget.ts';
export * from './vendors/widgets.ts';
