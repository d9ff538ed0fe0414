import { builtInVendor, type ChatVendor } from '../../contract/vendor.ts';
import { contractSchema } from '../../schema/contract.ts';
import { list, object, oneOrMany, optional, record } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const DOCS =
  'https://support.deskpro.com/de/guides/admin-guide/authenticating-users-in-messenger-using-jwt';

/**
 * Who the visitor is, for Deskpro Messenger. Every member is optional, and ids are strings. Not for
 * Deskpro's older messenger, whose token has other claims.
 *
 * Source: Deskpro admin guide, "Authenticating users in Messenger using JWT", 17 April 2025.
 */
export interface DeskproUser {
  /**
   * Identifies an existing user: a string, as `"42"`, not blank. If this and `email` name different
   * users, Deskpro refuses the token.
   */
  readonly deskpro_id?: string | undefined;
  /** Identifies an existing user; where there is none, a user is created. */
  readonly email?: string | undefined;
  /** E-mail addresses of the user. How they relate to `email` is not documented. */
  readonly emails?: readonly string[] | undefined;
  /** The user's name. How it combines with `first_name` and `last_name` is not documented. */
  readonly name?: string | undefined;
  /** The user's first name. */
  readonly first_name?: string | undefined;
  /** The user's last name. */
  readonly last_name?: string | undefined;
  /** The id of the user's organization: a string, not blank. */
  readonly organization_id?: string | undefined;
  /** The id of the user's language: a string, not blank. */
  readonly language_id?: string | undefined;
  /**
   * Ids of the user's groups: strings, not blank. Others than `"1"` (everyone) and `"2"` (every user
   * with a token), of which Deskpro makes every such user a member.
   */
  readonly usergroup_ids?: readonly string[] | undefined;
  /** Custom fields of the user: for each a string, or a list of strings. */
  readonly fields?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** The user's time zone. Its format is not documented. */
  readonly timezone?: string | undefined;
  /** Labels of the user. Whether they replace or join those there are is not documented. */
  readonly labels?: readonly string[] | undefined;
}

/** What is on the wire for Deskpro Messenger, beside `iat` and `exp`. */
export interface DeskproClaims extends DeskproUser {}

/**
 * Deskpro Messenger: web, iOS and Android.
 *
 * `secret` is the key that your Deskpro and your server share; where Deskpro shows it is not in the
 * guide. The token names no key.
 *
 * @see https://support.deskpro.com/de/guides/admin-guide/authenticating-users-in-messenger-using-jwt
 * @example
 * ```ts
 * import { deskpro, signChatToken } from 'chat-token';
 *
 * const token = await signChatToken(
 *   deskpro,
 *   { email: 'john.smith@example.com', first_name: 'John', usergroup_ids: ['3', '4'] },
 *   { secret: 'k3y-0f-deskpro-for-this-example' },
 * );
 * ```
 */
export const deskpro: ChatVendor<DeskproUser, DeskproClaims, 'unused'> =
  /* @__PURE__ */ builtInVendor({
    name: 'deskpro',
    title: 'Deskpro Messenger',
    docs: DOCS,
    keyId: 'unused',
    fixedClaims: {},
    schema: contractSchema(() =>
      object<DeskproUser>({
        deskpro_id: optional(identifier()),
        email: optional(string()),
        emails: optional(list(string())),
        name: optional(string()),
        first_name: optional(string()),
        last_name: optional(string()),
        organization_id: optional(identifier()),
        language_id: optional(identifier()),
        usergroup_ids: optional(list(identifier())),
        fields: optional(record(oneOrMany(string()))),
        timezone: optional(string()),
        labels: optional(list(string())),
      }),
    ),
    userId: ({ deskpro_id, email }) => deskpro_id ?? email,
  });
