/** What a widget is given to log a visitor in. */
export interface WidgetLogin {
  /** The signed token. */
  readonly token: string;
  /** The user's id in it, where it has one. */
  readonly userId: string | null;
  /**
   * For a vendor's callback that asks for tokens: first this login's own, then a fresh one each time.
   * Waits while the endpoint fails, and for ever once the session is over.
   */
  readonly nextToken: () => Promise<string>;
}

/**
 * How one vendor's widget in a page is logged in and out: what `connectChat` works with. For a vendor
 * of your own, make an object like this.
 */
export interface ChatWidget {
  /** The vendor's own name of the product, for messages: `Acme Chat`. */
  readonly title: string;
  /**
   * Whether the widget asks for fresh tokens by itself, with `nextToken`. Otherwise `login` is called
   * again with each. Default: false.
   */
  readonly requestsTokens?: boolean;
  /** Whether `login` can be called: whether the vendor's script is there, if it has to be. */
  isReady(): boolean;
  /** Whether a token with these claims is meant for this vendor, and `userId` is its user's id. */
  isFor(claims: Readonly<Record<string, unknown>>, userId: string | null): boolean;
  /** Hands the token over. What it throws, or rejects with, is a log-in that failed. */
  login(login: WidgetLogin): unknown;
  /** Logs out, and forgets the token. Default: nothing is called. */
  logout?(): unknown;
}

/**
 * A part of `globalThis`, to which a vendor adds its own globals, all of them optional. TypeScript takes
 * `globalThis` only for a type that shares a member with it.
 */
export interface Page {
  readonly location?: unknown;
}
