import type { ChatVendor, WithoutNull } from '../../contract/vendor.ts';
import type { Hash } from '../../formats/hmac/options.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';

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
 * The user, for Intercom's Identity Verification. `user_id` or `email` is required. Custom attributes go next
 * to these members. `null` in an optional member or an attribute means that it is left out.
 *
 * Source: Intercom Help, article 183, and `script_tag.rb` of https://github.com/intercom/intercom-rails
 */
export interface IntercomHashUser {
  /**
   * The user's id in your system. If it is there, it is what the hash is made of. A string, not blank:
   * Intercom's Ruby library turns a number into a string before it signs.
   */
  readonly user_id?: string | null | undefined;
  /**
   * The user's email address. The hash is made of it if `user_id` is left out. Not blank, without white space
   * around it.
   */
  readonly email?: string | null | undefined;
  /** The user's name. Not part of the hash. */
  readonly name?: string | null | undefined;
  /**
   * When the user signed up, in seconds since 1970. Not part of the hash.
   *
   * Source: https://developers.intercom.com/installing-intercom/web/methods
   */
  readonly created_at?: number | null | undefined;
}

/**
 * Custom attributes of the user, by name: strings, finite numbers or booleans. They are not part of the hash:
 * if they must not be changed in the browser, use the JWT.
 *
 * Source: Intercom Help, article 11087109 (verified updates).
 */
export type IntercomHashAttributes = Readonly<
  Record<string, string | number | boolean | null | undefined>
>;

/** The fields that go with a hash for Intercom Messenger. */
export type IntercomHashClaims = WithoutNull<IntercomHashUser & IntercomHashAttributes>;

/**
 * Intercom's Identity Verification with the custom attributes that you use. The compiler then finds
 * misspelled ones.
 *
 * @typeParam Custom - your attributes, as a type (not an interface)
 * @example
 * ```ts
 * import { type IntercomHash, intercomHash } from 'chat-token';
 *
 * const mine: IntercomHash<{ plan: string }> = intercomHash;
 * const fields = mine.claims({ user_id: 'u_1', plan: 'pro' });
 * ```
 */
export type IntercomHash<Custom extends IntercomHashAttributes = IntercomHashAttributes> =
  ChatVendor<
    Readonly<IntercomHashUser> & Custom,
    IntercomHashClaims,
    IntercomHashClaims & Readonly<Record<'user_hash', string>>,
    Hash<IntercomHashUser & IntercomHashAttributes>
  >;
