import { builtInVendor, type WithoutNull } from '../../contract/vendor.ts';
import { jwtFormat } from '../../formats/jwt/format.ts';
import type { JwtVendor } from '../../formats/jwt/options.ts';
import {
  identifiedBy,
  list,
  object,
  oneOrMany,
  optional,
  record,
} from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const DOCS =
  'https://support.deskpro.com/de/guides/admin-guide/authenticating-users-in-messenger-using-jwt';

/**
 * The user, for Deskpro Messenger. All members are optional, `null` means that one is left out, and ids
 * are strings. Deskpro's older messenger requires a token with different claims.
 *
 * Source: Deskpro admin guide, "Authenticating users in Messenger using JWT", 17 April 2025.
 */
export interface DeskproUser {
  /**
   * Identifies an existing user: a string such as `"42"`, not blank. If this and `email` identify
   * different users, Deskpro rejects the token.
   */
  readonly deskpro_id?: string | null | undefined;
  /** Identifies an existing user. If there is no such user, one is created. */
  readonly email?: string | null | undefined;
  /** The user's email addresses. How they relate to `email` is not documented. */
  readonly emails?: readonly string[] | null | undefined;
  /** The user's name. How it combines with `first_name` and `last_name` is not documented. */
  readonly name?: string | null | undefined;
  /** The user's first name. */
  readonly first_name?: string | null | undefined;
  /** The user's last name. */
  readonly last_name?: string | null | undefined;
  /** The id of the user's organization: a string, not blank. */
  readonly organization_id?: string | null | undefined;
  /** The id of the user's language: a string, not blank. */
  readonly language_id?: string | null | undefined;
  /**
   * Ids of the user's groups: strings, not blank. Leave out `"1"` (everyone) and `"2"` (every user with
   * a token): Deskpro adds these groups itself.
   */
  readonly usergroup_ids?: readonly string[] | null | undefined;
  /** Custom fields of the user. Each is a string or a list of strings. */
  readonly fields?: Readonly<Record<string, string | readonly string[]>> | null | undefined;
  /** The user's time zone. Its format is not documented. */
  readonly timezone?: string | null | undefined;
  /** Labels of the user. Whether they replace existing labels is not documented. */
  readonly labels?: readonly string[] | null | undefined;
}

/** The claims of a token for Deskpro Messenger, without `iat` and `exp`. */
export interface DeskproClaims extends WithoutNull<DeskproUser> {}

/**
 * Deskpro Messenger: web, iOS and Android.
 *
 * `secret` is the key that Deskpro and your server share. The guide does not say where Deskpro shows it.
 * The token has no key id.
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
export const deskpro: JwtVendor<DeskproUser, 'signedUserInfo'> = /* @__PURE__ */ builtInVendor({
  name: 'deskpro',
  title: 'Deskpro Messenger',
  docs: DOCS,
  user: () =>
    identifiedBy(
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
      ({ email }) => (email ? 'email' : undefined),
    ),
  userId: ({ deskpro_id, email }) => deskpro_id ?? email ?? null,
  token: jwtFormat({ fixedClaims: {} }),
  settings: (_claims, signedUserInfo) => ({ signedUserInfo }),
});
