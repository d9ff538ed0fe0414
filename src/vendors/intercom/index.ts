import { builtInVendor, type WithoutNull } from '../../contract/vendor.ts';
import { jwtFormat, OPTIONAL_EXPIRY } from '../../formats/jwt/format.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import { openObject, optional } from '../../schema/structures.ts';
import { identifier, number, scalar, string } from '../../schema/values.ts';

const DOCS = 'https://www.intercom.com/help/en/articles/10589769';

/**
 * The user, for Intercom Messenger on the web, iOS, Android and React Native. Custom attributes go next
 * to these members. `null` in an optional member or an attribute means that it is left out.
 *
 * Source: Intercom Help, article 10589769 (JWTs), and Intercom's `install-messenger` skill.
 */
export interface IntercomUser {
  /**
   * The user's id in your system, the same in all sessions and on all platforms. Intercom rejects a
   * token without it. A string, not blank: whether a number works is not documented. No maximum length
   * is documented.
   */
  readonly user_id: string;
  /**
   * The user's email address. It does not replace `user_id`: if several users have the same address,
   * Intercom rejects a token that has only this.
   */
  readonly email?: string | null | undefined;
  /** The user's name. */
  readonly name?: string | null | undefined;
  /**
   * When the user signed up, in seconds since 1970.
   *
   * Source: https://developers.intercom.com/installing-intercom/web/methods
   */
  readonly created_at?: number | null | undefined;
}

/**
 * Custom attributes of the user, by name: strings, finite numbers or booleans. Signed attributes can be
 * protected: Intercom then ignores unsigned changes from the browser.
 *
 * Source: Intercom Help, article 11087109 (verified updates).
 */
export type IntercomAttributes = Readonly<
  Record<string, string | number | boolean | null | undefined>
>;

/** The claims of a token for Intercom Messenger, without `iat` and `exp`. */
export type IntercomClaims = WithoutNull<IntercomUser & IntercomAttributes>;

/**
 * Intercom Messenger with the custom attributes that you use. The compiler then finds misspelled ones.
 *
 * @typeParam Custom - your attributes, as a type (not an interface)
 * @example
 * ```ts
 * import { type Intercom, intercom } from 'chat-token';
 *
 * const mine: Intercom<{ plan: string }> = intercom;
 * const claims = mine.claims({ user_id: 'u_1', plan: 'pro' });
 * ```
 */
export type Intercom<Custom extends IntercomAttributes = IntercomAttributes> = JwtVendor<
  // An interface has no implicit index signature, but a mapped type has.
  Readonly<IntercomUser> & Custom,
  'intercom_user_jwt',
  Jwt,
  IntercomClaims
>;

/**
 * Intercom Messenger: web, iOS, Android and React Native. Custom attributes are allowed; a name that is
 * almost one of `IntercomUser` is rejected as a typo.
 *
 * `secret` is the Messenger API secret from Settings > Channels > Messenger > Security. Each platform has
 * its own. It is used as a UTF-8 string, without decoding. The token has no key id.
 *
 * @see https://www.intercom.com/help/en/articles/10589769
 * @example
 * ```ts
 * import { intercom, signChatToken } from 'chat-token';
 *
 * const token = await signChatToken(
 *   intercom,
 *   { user_id: 'u_1', email: 'jane@example.com', plan: 'pro' },
 *   { secret: 'k3y-0f-intercom-for-this-example' },
 * );
 * ```
 */
export const intercom: Intercom = /* @__PURE__ */ builtInVendor({
  name: 'intercom',
  title: 'Intercom Messenger',
  docs: DOCS,
  user: () =>
    openObject<IntercomUser & IntercomAttributes>(
      {
        user_id: identifier(),
        email: optional(string()),
        name: optional(string()),
        created_at: optional(number()),
      },
      scalar(),
      // The registered claims, and what the Messenger takes next to the attributes.
      ['iat', 'exp', 'nbf', 'iss', 'sub', 'aud', 'jti', 'intercom_user_jwt', 'user_hash'],
    ),
  userId: ({ user_id }) => user_id,
  token: jwtFormat({ fixedClaims: {}, expiry: OPTIONAL_EXPIRY }),
  settings: (_claims, intercom_user_jwt) => ({ intercom_user_jwt }),
});
