/** What a page needs to log its visitor in: what `signChatLogin` returns, and the endpoint answers. */
export interface ChatLogin<Settings extends object = object> {
  /** The vendor's name: `acme`. A widget takes only logins of its own vendor. */
  readonly vendor: string;
  /** The JWT, or the identity hash. */
  readonly token: string;
  /** Exactly what the vendor's widget takes, the token included, in the vendor's own names. */
  readonly settings: Settings;
  /** The user's id, or `null` if the user has none. */
  readonly userId: string | null;
  /** When the token expires, in seconds since 1970, or `null` if it never does. */
  readonly expiresAt: number | null;
  /**
   * When to ask for the next one, in seconds since 1970: at 75 % of the lifetime. `null` for never: the token
   * does not expire, or the vendor accepts it only once and keeps the user logged in.
   */
  readonly refreshAt: number | null;
}
