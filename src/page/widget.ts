/** What a widget gets to log a visitor in. */
export interface WidgetLogin {
  /** The signed token. */
  readonly token: string;
  /** The user's id in the token, or `null` if it has none. */
  readonly userId: string | null;
  /**
   * Returns tokens for a vendor's callback: first the token of this login, then a fresh one each time.
   * It waits while the endpoint fails, and forever once the session is over.
   */
  readonly nextToken: () => Promise<string>;
}

/** What a script in the page's HTML gets: a token, or the endpoint that returns one. */
export interface ScriptLogin {
  /** The signed token. */
  readonly token?: string;
  /** The address of the token handler. */
  readonly endpoint?: string;
  /** The user's id, for widgets that need it next to the token. */
  readonly userId?: string;
}

/**
 * How one vendor's widget logs in and out. `connectChat` takes it first, and `loginScript` if it has a
 * `script`. For a vendor of your own, make an object like this.
 */
export interface ChatWidget {
  /** The vendor's own name of the product, for messages: `Acme Chat`. */
  readonly title: string;
  /**
   * Whether the widget asks for fresh tokens by itself, with `nextToken`. Otherwise `login` is called
   * again with each fresh token. Default: false.
   */
  readonly requestsTokens?: boolean;
  /** Returns whether `login` can be called: whether the vendor's script is loaded, if it has to be. */
  isReady(): boolean;
  /**
   * Returns the user's id from the claims of a token, `null` if they have none, or `undefined` if the
   * token is for another vendor.
   */
  userId(claims: Readonly<Record<string, unknown>>): unknown;
  /** Passes the token to the widget. If it throws or rejects, the login has failed. */
  login(login: WidgetLogin): unknown;
  /** Logs out and forgets the token. Default: nothing is called. */
  logout?(): unknown;
  /**
   * Returns the JavaScript that logs in, for a page that the server renders. Write each value into it
   * with `scriptLiteral`. Default: `loginScript` rejects the widget.
   */
  script?(login: ScriptLogin): string;
}

/**
 * The members of a widget that `loginScript` uses. The widgets of `chat-token/html` have only these, and
 * those of `chat-token/browser` have no `script`, so that pages do not load it.
 */
export type ScriptWidget = Pick<ChatWidget, 'title' | 'userId' | 'script'>;

/**
 * A part of `globalThis` to which a vendor adds its own globals, all of them optional. TypeScript
 * assigns `globalThis` only to a type that shares a member with it.
 */
export interface Page {
  readonly location?: unknown;
}
