/**
 * The page's side: gets the visitor's token from your endpoint, hands it to the vendor's widget, keeps
 * it fresh, and logs out.
 *
 * @module
 */

export {
  type ChatSession,
  type ChatTokenRefresh,
  type ConnectChatOptions,
  connectChat,
} from './page/connect.ts';
export type { ChatLogin, ChatTokenFetch } from './page/endpoint.ts';
export type { ChatWidget, WidgetLogin } from './page/widget.ts';
export { convrsWidget } from './vendors/convrs/widget.ts';
export { deskproWidget } from './vendors/deskpro/widget.ts';
export { khorosWidget } from './vendors/khoros/widget.ts';
export { zendeskWidget } from './vendors/zendesk/widget.ts';
