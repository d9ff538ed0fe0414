import { builtInVendor } from '../../contract/vendor.ts';
import { jwtFormat } from '../../formats/jwt/format.ts';
import type { JwtVendor } from '../../formats/jwt/options.ts';
import { object } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const DOCS = 'https://support.zendesk.com/hc/en-us/articles/4408838925082';

/**
 * The user, for Zendesk Chat and the Web Widget (Classic). Zendesk messaging, Support sign-on and a restricted
 * help center require different tokens.
 *
 * Source: Zendesk help, article 4408838925082 (visitor authentication for Chat).
 */
export interface ZendeskChatUser {
  /** The visitor's name, which is then read-only. The maximum length is not documented. */
  readonly name: string;
  /**
   * The visitor's email address, which is then read-only. It must have no accented characters. The maximum
   * length is not documented.
   */
  readonly email: string;
  /**
   * The user's id in your system. Zendesk says "alphanumeric", and shows `user-123456`. Once it is set for a
   * customer, it cannot change. The maximum length is not documented.
   */
  readonly external_id: string;
}

/**
 * Zendesk Chat and the Web Widget (Classic). For the messaging widget, use `zendesk`.
 *
 * `secret` is the shared secret from the Chat dashboard > Settings > Widget > Widget Security > Visitor
 * Authentication. It is used as a UTF-8 string, without decoding. The token has no key id.
 *
 * A token is valid for at most 7 minutes, which was read once in the article and not found again, and for 5
 * unless you pass `expiresIn`. Zendesk lists `exp` as needed, but its samples do not have it.
 *
 * @see https://support.zendesk.com/hc/en-us/articles/4408838925082
 * @example
 * ```ts
 * import { signChatToken, zendeskChat } from 'chat-token';
 *
 * const token = await signChatToken(
 *   zendeskChat,
 *   { name: 'Jane Doe', email: 'jane@example.com', external_id: 'user-123456' },
 *   { secret: 'k3y-0f-zendesk-for-this-example' },
 * );
 * ```
 */
export const zendeskChat: JwtVendor<ZendeskChatUser, 'token'> = /* @__PURE__ */ builtInVendor({
  name: 'zendesk-chat',
  title: 'Zendesk Chat (Classic)',
  docs: DOCS,
  user: () =>
    object<ZendeskChatUser>({
      name: string(),
      email: string(),
      external_id: identifier(),
    }),
  userId: ({ external_id }) => external_id,
  token: jwtFormat({
    fixedClaims: {},
    expiry: { claim: 'exp', default: 300, max: 420, required: false, requireIssuedAt: true },
  }),
  settings: (_claims, token) => ({ token }),
});
