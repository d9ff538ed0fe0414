import type { ChatLogin } from '../contract/login.ts';

/** What a widget gets to log a visitor in. */
export interface WidgetLogin<Settings extends object = object> {
  /** What the vendor's widget takes, the token included, in the vendor's own names. */
  readonly settings: Settings;
  /** The JWT, or the identity hash. */
  readonly token: string;
  /** The user's id, or `null` if the user has none. */
  readonly userId: string | null;
  /**
   * Returns tokens for a vendor's callback: first the token of this login, then a fresh one each time.
   * It waits while the endpoint fails, and forever once the session is over.
   */
  readonly nextToken: () => Promise<string>;
}

/** What the `script` of a widget gets: a login, the endpoint that returns one, or both. */
export interface ScriptLogin<Settings extends object = object>
  extends Partial<Pick<ChatLogin<Settings>, 'settings' | 'token' | 'userId'>> {
  /** The name of the vendor: the answers of an endpoint must have the same. */
  readonly vendor: string;
  /** The address of the token handler. */
  readonly endpoint?: string;
}

/**
 * How one vendor's widget logs in and out. `connectChat` takes it first, and `loginScript` if it has a
 * `script`. For a vendor of your own, make an object like this: `ChatWidget<SettingsOf<typeof acme>>`.
 *
 * @typeParam Settings - what the vendor's widget takes
 */
export interface ChatWidget<Settings extends object = object> {
  /** The vendor's name: `acme`. A login of another vendor is rejected. */
  readonly vendor: string;
  /** The vendor's own name of the product, for messages: `Acme Chat`. */
  readonly title: string;
  /**
   * Whether the widget asks for fresh tokens by itself, with `nextToken`. Otherwise `login` is called
   * again with each fresh token. Default: false.
   */
  readonly requestsTokens?: boolean;
  /** Returns whether `login` can be called: whether the vendor's script is loaded, if it has to be. */
  isReady(): boolean;
  /** Passes the settings to the widget. If it throws or rejects, the login has failed. */
  login(login: WidgetLogin<Settings>): unknown;
  /** Logs out and forgets the token. Default: nothing is called. */
  logout?(): unknown;
  /**
   * Returns the JavaScript that logs in, for a page that the server renders. Write each value into it
   * with `scriptLiteral`. Default: `loginScript` rejects the widget.
   */
  script?(login: ScriptLogin<Settings>): string;
}

/**
 * The members of a widget that `loginScript` uses. The widgets of `chat-token/html` have only these, and
 * those of `chat-token/browser` have no `script`, so that pages do not load it.
 */
export type ScriptWidget<Settings extends object = object> = Pick<
  ChatWidget<Settings>,
  'vendor' | 'title' | 'script'
>;

/**
 * A part of `globalThis` to which a vendor adds its own globals, all of them optional. TypeScript
 * assigns `globalThis` only to a type that shares a member with it.
 */
export interface Page {
  readonly location?: unknown;
}
