import { builtInVendor, type WithoutNull } from '../../contract/vendor.ts';
import { jwtFormat } from '../../formats/jwt/format.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import { keyIds } from '../../keys/key-id.ts';
import { identifiedBy, object, optional } from '../../schema/structures.ts';
import { boolean, characters, identifier, string } from '../../schema/values.ts';

const DOCS = 'https://support.zendesk.com/hc/en-us/articles/4411666638746';

/**
 * The user, for Zendesk messaging (web widget and mobile SDKs). Zendesk Chat, the Web Widget (Classic)
 * and Support sign-on require different tokens. `null` in an optional member means that it is left out.
 *
 * Source: Zendesk help, article 4411666638746 (end user authentication for messaging).
 */
export interface ZendeskUser {
  /**
   * The user's id: unique in the account and across its brands, one per user, never changing. At most
   * 255 characters (source: Zendesk SDK for Unity, authentication). A string, not blank: a number was
   * seen to get the answer "Invalid JWT". Zendesk advises against email addresses, phone numbers and
   * names.
   */
  readonly external_id: string;
  /** The name that agents see. The maximum length is not documented. */
  readonly name?: string | null | undefined;
  /**
   * The user's primary email address in Agent Workspace, unique to the user. Without
   * `email_verified: true` it creates no verified identity and identifies no user.
   */
  readonly email?: string | null | undefined;
  /**
   * Whether you know that the address is the user's. A verified identity requires `true`, and an `email`
   * that is not empty.
   */
  readonly email_verified?: boolean | null | undefined;
}

/** The claims of a token for Zendesk messaging, without `iat` and `exp`. */
export interface ZendeskClaims extends WithoutNull<ZendeskUser> {
  /** Limits the token to one end user. Always `user`. */
  readonly scope: 'user';
}

/**
 * Zendesk messaging: web widget and mobile SDKs.
 *
 * `keyId` and `secret` come from Admin Center > Account > Security > End user authentication >
 * Messaging, which keeps up to 10 keys. The secret is used as a UTF-8 string, without decoding.
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
export const zendesk: JwtVendor<
  ZendeskUser,
  'jwt',
  Jwt<'required'>,
  ZendeskClaims
> = /* @__PURE__ */ builtInVendor({
  name: 'zendesk',
  title: 'Zendesk messaging',
  docs: DOCS,
  user: () =>
    identifiedBy(
      object<ZendeskUser>({
        external_id: identifier(characters(0, 255)),
        name: optional(string()),
        email: optional(string()),
        email_verified: optional(boolean()),
      }),
      // A verified address identifies the user on other channels.
      ({ email, email_verified }) => (email_verified && email !== undefined ? 'email' : undefined),
    ),
  userId: ({ external_id }) => external_id,
  token: jwtFormat({ keyIds: keyIds('required'), fixedClaims: { scope: 'user' } }),
  settings: (_claims, jwt) => ({ jwt }),
});
