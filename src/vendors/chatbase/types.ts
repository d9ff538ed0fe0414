import type { ChatVendor, WithoutNull } from '../../contract/vendor.ts';
import type { Hash } from '../../formats/hmac/options.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import type { JsonValue } from '../../schema/json.ts';

/**
 * The user, for Chatbase. `user_id` or `sub` is required. Other claims are open: they go next to these
 * members, and Chatbase updates the contact with them. They are not documented here in full. `null` in an
 * optional member or an attribute means that it is left out.
 *
 * Source: https://www.chatbase.co/docs/ios-sdk/user-identity (`user_id` and `sub`) and
 * https://www.chatbase.co/docs/developer-guides/identity-verification
 */
export interface ChatbaseUser {
  /**
   * The user's id in your system. A string, not blank: whether a number works is not documented. No
   * maximum length is documented.
   */
  readonly user_id?: string | null | undefined;
  /**
   * The user's id, if the token has no `user_id`. Which of the two counts in a token with both is not
   * documented. A string, not blank.
   */
  readonly sub?: string | null | undefined;
  /** The user's email address. */
  readonly email?: string | null | undefined;
  /** The user's name. */
  readonly name?: string | null | undefined;
}

/**
 * Further claims, by name: anything that JSON carries, because the values are not documented here in full.
 * One is `stripe_accounts`, in Chatbase's API a list of objects with `label`, `stripe_id` and `stripe_email`.
 */
export type ChatbaseAttributes = Readonly<Record<string, JsonValue | undefined>>;

/** The claims of a token for Chatbase, without `iat` and `exp`. */
export type ChatbaseClaims = WithoutNull<ChatbaseUser> & Readonly<Record<string, unknown>>;

/**
 * Chatbase with the attributes that you use. The compiler then finds misspelled ones.
 *
 * @typeParam Custom - your attributes, as a type (not an interface)
 * @example
 * ```ts
 * import { type Chatbase, chatbase } from 'chat-token';
 *
 * const mine: Chatbase<{ plan: string }> = chatbase;
 * const claims = mine.claims({ user_id: 'u_1', plan: 'pro' });
 * ```
 */
export type Chatbase<Custom extends ChatbaseAttributes = ChatbaseAttributes> = JwtVendor<
  Readonly<ChatbaseUser> & Custom,
  'token',
  Jwt,
  ChatbaseClaims
>;

/**
 * The user, for Chatbase's method with a hash. `null` in an optional member means that it is left out.
 *
 * Source: https://www.chatbase.co/docs/developer-guides/identity-verification
 */
export interface ChatbaseHashUser {
  /**
   * The user's id in your system, such as a UUID. It is what the hash is made of. A string, not blank. No
   * maximum length is documented.
   */
  readonly user_id: string;
  /**
   * What the agent knows about the user, by name. Not part of the hash. Chatbase cuts it at 1000 characters in
   * all. Which values it may have is not documented: anything that JSON carries is passed on.
   */
  readonly user_metadata?: Readonly<Record<string, JsonValue>> | null | undefined;
}

/**
 * The fields that were sent with a hash, to verify it.
 *
 * Source: https://www.chatbase.co/docs/developer-guides/identity-verification
 */
export interface ChatbaseHashFields {
  /** The user's id, of which the hash is made. */
  readonly user_id: string;
  /** What the agent knows about the user: anything that JSON carries. */
  readonly user_metadata?: Readonly<Record<string, unknown>> | null | undefined;
}

/** The fields that go with a hash for Chatbase. */
export type ChatbaseHashClaims = WithoutNull<ChatbaseHashFields>;

/** Chatbase with its method with a hash. */
export type ChatbaseHash = ChatVendor<
  ChatbaseHashUser,
  ChatbaseHashClaims,
  ChatbaseHashClaims & Readonly<Record<'user_hash', string>>,
  Hash<ChatbaseHashFields>
>;
