import {
  copyData,
  createFakeBase,
  type Fake,
  type FakeMessage,
  type FakeOptions,
  isTokenFault,
} from '../../fakes/base.ts';
import { createFakeFetch } from '../../fakes/http.ts';
import type { ChatTokenTimes } from '../../formats/jwt/times.ts';
import type { ChatTokenKey } from '../../keys/keys.ts';
import { isChatTokenError } from '../../utils/errors.ts';
import { optionInvalid } from '../../utils/options.ts';
import { type ConvrsAgentPanel, createAgentPanel, type PanelOptions } from './fake-panel.ts';
import { type ConvrsClaims, convrs } from './index.ts';

/** Options of the fake of Convrs Web Chat. */
export interface ConvrsFakeOptions extends FakeOptions, PanelOptions {}

/** A contact in Convrs. */
export interface ConvrsFakeUser {
  /** The fake's own id: `user_1`. */
  readonly id: string;
  /** Your id of the user, after a token had one. */
  readonly userId?: string;
  /** The name. An anonymous visitor gets a random one from Convrs, and `Visitor 1` here. */
  readonly name: string;
  /** The email address. */
  readonly email?: string;
  /** The phone number. */
  readonly phone?: string;
  /** The language of the conversation. */
  readonly locale?: string;
  /** The id of the record in your CRM. */
  readonly crmID?: string;
  /** The data that flows can use. */
  readonly userData: Readonly<Record<string, string | number | boolean>>;
  /** What agents see: the rows of the last token that had any. */
  readonly agentData: NonNullable<ConvrsClaims['agentData']>;
  /** The messages, oldest first. */
  readonly messages: readonly FakeMessage[];
}

/** The result of "Test a JWT Token". */
export type ConvrsTokenTest =
  | {
      /** The token is valid. */
      readonly valid: true;
      /** "The decoded payload with all the fields." */
      readonly payload: ConvrsClaims & ChatTokenTimes;
    }
  | {
      /** The token is rejected. */
      readonly valid: false;
      /** "The specific error". These two are documented. */
      readonly error: 'expired' | 'invalid signature';
    };

/** A browser with the widget. */
export interface ConvrsVisitor {
  /** A copy of the contact that the visitor is for Convrs. */
  readonly user: ConvrsFakeUser | undefined;
  /**
   * Opens the widget's connection with the token in `ConvrsUser`, or without a token. The token is read
   * only once: its expiry does not end the connection.
   *
   * @throws `UndocumentedError` for an invalid token, because it is not documented what the widget does
   *   with it. `verifyToken` returns what is wrong with it.
   */
  connect(token?: string): Promise<void>;
  /** Leaves the page and clears the cookies. The next visit is from an unknown visitor. */
  clearCookies(): void;
  /** Writes a message. Connects without a token if there is no connection. */
  say(text: string): Promise<void>;
}

/**
 * Convrs Web Chat in memory. No HTTP request is documented, so `fetch` answers none. The widget uses a
 * WebSocket, and only the time when it is opened is documented.
 */
export interface ConvrsFake extends Fake<ConvrsVisitor> {
  /** A copy of all contacts. */
  readonly users: readonly ConvrsFakeUser[];
  /** "Rotate Secret": the previous secret stays valid for 48 hours, older ones do not. */
  rotate(secret: ChatTokenKey['secret']): void;
  /**
   * "Test a JWT Token": the same check as when a visitor connects, with the specific error.
   *
   * @throws `UndocumentedError` if the error is not one of the two that are documented.
   */
  verifyToken(token: string): Promise<ConvrsTokenTest>;
  /** Returns the value that a flow gets for `{{userData.key}}`. `id` is the contact's. */
  flowValue(id: string, key: string): string | number | boolean | undefined;
  /** Returns what agents see of a contact, in the agent's locale. `id` is the contact's. */
  agentPanel(id: string): ConvrsAgentPanel;
}

type User = { -readonly [Key in keyof ConvrsFakeUser]: ConvrsFakeUser[Key] };

/** "A 48-hour grace period for the previous secret": DOCS. */
const GRACE_SECONDS = 48 * 3600;

/**
 * Makes a fake of Convrs. Rules without another source are from
 * https://convrs.io/docs/integrations/web-chat-identity-verification.
 */
export function createConvrsFake(options: ConvrsFakeOptions): ConvrsFake {
  const own = { options: ['agentLocale', 'agentTimeZone'], requireExpiry: true };
  // What the widget does with an invalid token is not documented.
  const base = createFakeBase(convrs, options, own, () => undefined);
  const panelOf = createAgentPanel(options, base);
  const users: User[] = [];
  /** Contacts with `agentData` whose last token had none. */
  const stale = new Set<User>();
  let ring = [...options.keys];
  if (ring.length > 2) {
    throw optionInvalid(
      'keys must have at most two keys',
      'Convrs keeps the current and the previous secret.',
    );
  }

  function createUser(): User {
    const id = base.nextId('user');
    const name = `Visitor ${users.length + 1}`;
    const user = { id, name, userData: {}, agentData: [], messages: [] };
    users.push(user);
    return user;
  }

  function byId(id: string): User {
    const user = users.find((one) => one.id === id);
    if (user === undefined) throw optionInvalid('There is no contact with that id', 'See users.');
    return user;
  }

  /** Returns the contact of a visitor: by the token first, then by the cookie. */
  function find(userId: string | undefined, known: User | undefined): User {
    if (userId === undefined) return known ?? createUser();
    const mapped = users.find((one) => one.userId === userId);
    // "A permanent mapping between your user and their Convrs identity": a contact keeps its userId.
    if (mapped === undefined)
      return known?.userId === undefined ? (known ?? createUser()) : createUser();
    if (known !== undefined && known.userId === undefined && known.messages.length > 0) {
      throw base.undocumented(
        'what happens to an anonymous conversation when its visitor logs in as a known user',
      );
    }
    // "Reconnected to the same conversation history", after clearing cookies and on other devices.
    return mapped;
  }

  function update(user: User, claims: ConvrsClaims): void {
    const { userId, email, name, phone, locale, crmID, userData, agentData } = claims;
    if (phone !== undefined && !/^\+[1-9]\d{6,14}$/.test(phone)) {
      throw base.undocumented('what happens to a phone number that is not in international format');
    }
    // "Invalid addresses are silently ignored."
    if (email !== undefined && isEmail(email)) user.email = email;
    if (userId !== undefined) user.userId = userId;
    if (name !== undefined) user.name = name;
    if (phone !== undefined) user.phone = phone;
    if (locale !== undefined) user.locale = locale;
    if (crmID !== undefined) user.crmID = crmID;
    // "Top-level keys are updated; keys not present in the JWT are left unchanged."
    user.userData = { ...user.userData, ...userData };
    stale.delete(user);
    if (agentData !== undefined) user.agentData = agentData;
    else if (user.agentData.length > 0) stale.add(user);
  }

  /** "Must be a valid email format". Which format that is, is not documented. */
  function isEmail(email: string): boolean {
    if (/^[\w%+-]+(?:\.[\w%+-]+)*@(?:[a-z\d-]+\.)+[a-z]{2,}$/i.test(email)) return true;
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) return false;
    throw base.undocumented('which unusual addresses have a valid email format');
  }

  function visitor(): ConvrsVisitor {
    let cookie: User | undefined;

    async function connect(token?: string): Promise<void> {
      if (token === undefined) {
        cookie ??= createUser();
      } else {
        const claims = await base.admit(token);
        const user = find(claims.userId, cookie);
        update(user, claims);
        cookie = user;
      }
    }

    return {
      get user() {
        return copyData(cookie);
      },
      connect,
      clearCookies() {
        cookie = undefined;
      },
      async say(text) {
        cookie ??= createUser();
        cookie.messages = [...cookie.messages, base.nextMessage(text)];
      },
    };
  }

  return {
    get users() {
      return copyData(users);
    },
    visitor,
    advance: base.advance,
    fetch: createFakeFetch(base),
    rotate(secret) {
      const expiresAt = base.now() + GRACE_SECONDS;
      ring = [{ secret }, ...ring.slice(0, 1).map((previous) => ({ ...previous, expiresAt }))];
      base.setKeys(ring);
    },
    async verifyToken(token) {
      try {
        return { valid: true, payload: await base.read(token) };
      } catch (error) {
        if (isChatTokenError(error, 'ERR_TOKEN_EXPIRED')) return { valid: false, error: 'expired' };
        // After the grace period, the previous secret is like any other one.
        if (isChatTokenError(error, 'ERR_SIGNATURE_INVALID')) {
          return { valid: false, error: 'invalid signature' };
        }
        if (!isTokenFault(error)) throw error;
        throw base.undocumented(`what the token test returns for such a token (${error.message})`);
      }
    },
    flowValue: (id, key) => {
      const { userData } = byId(id);
      return Object.hasOwn(userData, key) ? userData[key] : undefined;
    },
    agentPanel(id) {
      const user = byId(id);
      if (stale.has(user)) {
        throw base.undocumented(
          'whether agentData of an earlier token stays if the last token has none',
        );
      }
      return panelOf(user);
    },
  };
}
