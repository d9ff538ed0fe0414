/** What an endpoint answers to a visitor who is logged in. */
export interface ChatTokenAnswer {
  /** The signed token, for the widget. */
  readonly token: string;
  /** The user's id in the token, which some widgets want beside it; `null` where it has none. */
  readonly subject: string | null;
  /** From when on the vendor refuses the token, in seconds since 1970. */
  readonly expiresAt: number;
  /** When to ask for the next one, in seconds since 1970: at 75 % of the lifetime. */
  readonly refreshAt: number;
}
