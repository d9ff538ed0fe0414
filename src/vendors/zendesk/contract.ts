import { builtInVendor, type ChatVendor } from '../../contract/vendor.ts';
import { contractSchema } from '../../schema/contract.ts';
import { object, optional } from '../../schema/structures.ts';
import { boolean, identifier, string } from '../../schema/values.ts';

const DOCS = 'https://support.zendesk.com/hc/en-us/articles/4411666638746';

/**
 * Who the visitor is, for Zendesk messaging (web widget and mobile SDKs). Not for Zendesk Chat, the
 * Web Widget (Classic) or Support sign-on: those want other tokens.
 *
 * Source: Zendesk help, article 4411666638746 (end user authentication for messaging).
 */
export interface ZendeskUser {
  /**
   * The user's id: unique in the account, also across brands, one per user, never changing. At most
   * 255 characters (source: Zendesk SDK for Unity, authentication). A string, not blank: for a number
   * an answer of "Invalid JWT" has been observed. Zendesk advises against e-mail addresses, phone
   * numbers and names.
   */
  readonly external_id: string;
  /** The name that agents see. Its maximum length is not documented. */
  readonly name?: string | undefined;
  /**
   * The user's primary e-mail address in Agent Workspace, unique to the user. Without
   * `email_verified: true` it creates no verified identity and identifies nobody.
   */
  readonly email?: string | undefined;
  /** Whether you know that the address is the user's. A verified identity needs `true`. */
  readonly email_verified?: boolean | undefined;
}

/** What is on the wire for Zendesk messaging, beside `iat` and `exp`. */
export interface ZendeskClaims extends ZendeskUser {
  /** Limits the token to one end user. Always `user`. */
  readonly scope: 'user';
}

/**
 * Zendesk messaging: web widget and mobile SDKs.
 *
 * `keyId` and `secret` come from Admin Center > Account > Security > End user authentication >
 * Messaging, where up to 10 keys can be kept. The secret is used as UTF-8 text, not base64-decoded.
 *
 * @see https://support.zendesk.com/hc/en-us/articles/4411666638746
 * @example
 * ```ts
 * import { signChatToken, zendesk } from 'chat-token';
 *
 * const token = await signChatToken(
 *   zendesk,
 *   { external_id: 'u_1', name: 'Jane Doe', email: 'jane@example.com', email_verified: true },
 *   { keyId: 'app_62b5e0ffca5a3800f0225c53', secret: 'k3y-0f-zendesk-for-this-example' },
 * );
 * ```
 */
export const zendesk: ChatVendor<ZendeskUser, ZendeskClaims, 'required'> =
  /* @__PURE__ */ builtInVendor({
    name: 'zendesk',
    title: 'Zendesk messaging',
    docs: DOCS,
    keyId: 'required',
    fixedClaims: { scope: 'user' },
    schema: contractSchema(() =>
      object<ZendeskUser>({
        external_id: identifier(255),
        name: optional(string()),
        email: optional(string()),
        email_verified: optional(boolean()),
      }),
    ),
    userId: ({ external_id }) => external_id,
  });
