import {
  createFakeBase,
  type Fake,
  type FakeMessage,
  type FakeOptions,
  isTokenFault,
} from '../../fakes/base.ts';
import { createFakeFetch } from '../../fakes/http.ts';
import type { ChatTokenKey } from '../../keys/keys.ts';
import type { ChatTokenTimes } from '../../token/verify.ts';
import { isChatTokenError } from '../../utils/errors.ts';
import { optionInvalid } from '../../utils/options.ts';
import { type ConvrsAgentData, type ConvrsClaims, convrs } from './contract.ts';
import { type ConvrsAgentPanel, createAgentPanel, type PanelOptions } from './fake-panel.ts';

/** Options of the fake of Convrs Web Chat. */
export interface ConvrsFakeOptions extends FakeOptions<'unused'>, PanelOptions {}

/** A contact as Convrs has it. */
export interface ConvrsFakeUser {
  /** The fake's own id: `user_1`. */
  readonly id: string;
  /** Your id of the user, once a token brought it. */
  readonly userId?: string;
  /** The name; made up for an anonymous visitor: at Convrs at random, here `Visitor 1`. */
  readonly name: string;
  /** The e-mail address. */
  readonly email?: string;
  /** The phone number. */
  readonly phone?: string;
  /** The language of the conversation. */
  readonly locale?: string;
  /** The record in your CRM. */
  readonly crmID?: string;
  /** What flows can use. */
  readonly userData: Readonly<Record<string, string | number | boolean>>;
  /** What agents see, as the last token that had any brought it. */
  readonly agentData: readonly ConvrsAgentData[];
  /** The messages, oldest first. */
  readonly messages: readonly FakeMessage[];
}

/** What the "Test a JWT Token" box says. */
export type ConvrsTokenTest =
  | {
      /** The token is good. */
      readonly valid: true;
      /** "The decoded payload with all the fields." */
      readonly payload: ConvrsClaims & ChatTokenTimes;
    }
  | {
      /** The token is refused. */
      readonly valid: false;
      /** "The specific error": these two are documented. */
      readonly error: 'expired' | 'invalid signature';
    };

/** A browser with the widget. */
export interface ConvrsVisitor {
  /** The contact that Convrs takes the visitor for, as it is now. */
  readonly user: ConvrsFakeUser | undefined;
  /**
   * Opens the widget's connection with what `ConvrsUser` holds, or without a token. The token is read
   * then, and not again: its expiry does not end the connection.
   *
   * @throws `UndocumentedError` for a token that does not verify: what the widget does then is not
   *   documented. `verifyToken` says what is wrong with it.
   */
  connect(token?: string): Promise<void>;
  /** Leaves the page and clears the cookies, as somebody does who comes back as a stranger. */
  clearCookies(): void;
  /** Writes a message; connects without a token where nothing is connected. */
  say(text: string): Promise<void>;
}

/**
 * Convrs Web Chat in memory. No request over HTTP is documented, so `fetch` knows none: the widget
 * speaks over a WebSocket, of which nothing is documented but when it is opened.
 */
export interface ConvrsFake extends Fake<ConvrsVisitor> {
  /** All contacts, as they are now. */
  readonly users: readonly ConvrsFakeUser[];
  /** "Rotate Secret": the one before stays valid for 48 hours, and those before that do not. */
  rotate(secret: ChatTokenKey<'unused'>['secret']): void;
  /**
   * "Test a JWT Token": the same check as when a visitor connects, with the specific error.
   *
   * @throws `UndocumentedError` for other faults than the two whose error is documented.
   */
  verifyToken(token: string): Promise<ConvrsTokenTest>;
  /** A value as a flow gets it for `{{userData.key}}`; `id` is the contact's. */
  flowValue(id: string, key: string): string | number | boolean | undefined;
  /** What agents see of a contact, in the agent's locale; `id` is the contact's. */
  agentPanel(id: string): ConvrsAgentPanel;
}

type User = { -readonly [Key in keyof ConvrsFakeUser]: ConvrsFakeUser[Key] };

/** "A 48-hour grace period for the previous secret": DOCS. */
const GRACE_SECONDS = 48 * 3600;

/**
 * Makes a fake of Convrs. Every rule that names no other source is from
 * https://convrs.io/docs/integrations/web-chat-identity-verification.
 */
export function createConvrsFake(options: ConvrsFakeOptions): ConvrsFake {
  const own = { options: ['agentLocale', 'agentTimeZone'], requireExpiry: true };
  // What the widget does with a token that does not verify is not documented.
  const base = createFakeBase(convrs, options, own, () => undefined);
  const panelOf = createAgentPanel(options, base);
  const users: User[] = [];
  /** Contacts whose last token brought no `agentData`, while they have some. */
  const stale = new Set<User>();
  let ring = [...options.keys];
  if (ring.length > 2) {
    throw optionInvalid('keys must be two at most', 'Convrs keeps the secret and the one before.');
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

  /** Whose contact the visitor is, by the token first, and by the cookie. */
  function find(userId: string | undefined, known: User | undefined): User {
    if (userId === undefined) return known ?? createUser();
    const mapped = users.find((one) => one.userId === userId);
    // "A permanent mapping between your user and their Convrs identity": what has one keeps it.
    if (mapped === undefined)
      return known?.userId === undefined ? (known ?? createUser()) : createUser();
    if (known !== undefined && known.userId === undefined && known.messages.length > 0) {
      throw base.undocumented(
        'what becomes of an anonymous conversation when its visitor turns out to be a known user',
      );
    }
    // "Reconnected to the same conversation history", after clearing cookies and on other devices.
    return mapped;
  }

  function update(user: User, claims: ConvrsClaims): void {
    const { userId, email, name, phone, locale, crmID, userData, agentData } = claims;
    if (phone !== undefined && !/^\+[1-9]\d{6,14}$/.test(phone)) {
      throw base.undocumented('what becomes of a phone number that is not in international format');
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

  /** "Must be a valid email format"; which format that is, is not said. */
  function isEmail(email: string): boolean {
    if (/^[\w%+-]+(?:\.[\w%+-]+)*@(?:[a-z\d-]+\.)+[a-z]{2,}$/i.test(email)) return true;
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) return false;
    throw base.undocumented('which addresses beyond the plain ones are a valid email format');
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
        return structuredClone(cookie);
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
      return structuredClone(users);
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
        // A secret whose grace is over is as good as another one.
        if (isChatTokenError(error, 'ERR_SIGNATURE_INVALID')) {
          return { valid: false, error: 'invalid signature' };
        }
        if (!isTokenFault(error)) throw error;
        throw base.undocumented(`what the token test says of such a token (${error.message})`);
      }
    },
    flowValue: (id, key) => {
      const { userData } = byId(id);
      return Object.hasOwn(userData, key) ? userData[key] : undefined;
    },
    agentPanel(id) {
      const user = byId(id);
      if (stale.has(user)) {
        throw base.undocumented('whether agentData of an earlier token stays when one brings none');
      }
      return panelOf(user);
    },
  };
}
