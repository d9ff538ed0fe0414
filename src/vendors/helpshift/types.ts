import type { WithoutNull } from '../../contract/vendor.ts';

/**
 * What kind of id an identity has. Helpshift knows no others.
 *
 * Source: https://developers.helpshift.com/web-chat/identity-users/
 */
export type HelpshiftIdentifier =
  | 'uid'
  | 'email'
  | 'phone_number'
  | 'facebook_id'
  | 'discord_id'
  | 'whatsapp_id'
  | 'google_playstore_id'
  | 'apple_gamecenter_id'
  | 'nintendo_id'
  | 'psn_id'
  | 'xbox_live_id'
  | 'steam_id';

/**
 * One id of a user.
 *
 * Source: https://developers.helpshift.com/web-chat/identity-users/
 */
export interface HelpshiftIdentity {
  /** The kind of id. */
  readonly identifier: HelpshiftIdentifier;
  /** The id: a string, not blank. A `uid` has at most 750 characters, any other id at most 300. */
  readonly value: string;
  /**
   * More about this identity: at most 30 strings by name, neither of them empty. A name has at most 255
   * characters, and a string at most as many as `value`.
   */
  readonly metadata?: Readonly<Record<string, string>> | null | undefined;
}

/**
 * The user, for Helpshift Web Chat and the SDK X from 10.4.0 with User Hub, Helpshift's new identity
 * system. `null` in an optional member means that it is left out.
 *
 * Source: https://developers.helpshift.com/web-chat/identity-users/
 */
export interface HelpshiftUser {
  /**
   * The user's ids, at most 30. A list, also for one id. Without a `uid` or an `email`, Helpshift accepts
   * the login only with full privacy, and then makes an anonymous id. Whether the list may be empty, or
   * have several ids of one kind, is not documented.
   */
  readonly identities: readonly HelpshiftIdentity[];
}

/** The claims of a token for Helpshift, without `iat`. */
export interface HelpshiftClaims extends WithoutNull<HelpshiftUser> {}

/** What Web Chat takes: the token, and the ids that `helpshiftConfig` must have. */
export interface HelpshiftSettings {
  /** The token, for `Helpshift("login", { identity_token })`. */
  readonly identity_token: string;
  /** The `uid` of the token, for `helpshiftConfig`. Web Chat compares the two. */
  readonly userId?: string;
  /** The `email` of the token, for `helpshiftConfig`. Web Chat compares the two. */
  readonly userEmail?: string;
}
