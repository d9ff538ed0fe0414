import {
  createFakeBase,
  type Fake,
  type FakeMessage,
  type FakeOptions,
  remove,
} from '../../fakes/base.ts';
import { createFakeFetch } from '../../fakes/http.ts';
import { NO_CREDENTIALS, refuseAsSmooch } from '../smooch/refusals.ts';
import { SMOOCH_V1 } from '../smooch/sources.ts';
import { khoros } from './contract.ts';

/** Options of the fake of Khoros Brand Messenger (Legacy). */
export interface KhorosFakeOptions extends FakeOptions<'required'> {}

/** A user as Khoros has it. */
export interface KhorosFakeUser {
  /** The fake's own id: `user_1`. */
  readonly id: string;
  /** Your id of the user; left out for an anonymous one. */
  readonly userId?: string;
}

/** A conversation: a user has one at most. */
export interface KhorosFakeConversation {
  /** The fake's own id: `conversation_1`. */
  readonly id: string;
  /** The `id` of its user. */
  readonly user: string;
  /** Its messages, oldest first. */
  readonly messages: readonly FakeMessage[];
}

/** A browser with Modern Chat, or an app with the SDK. */
export interface KhorosVisitor {
  /** Your id of the user who is logged in. */
  readonly userId: string | undefined;
  /** The conversation that the visitor sees, as it is now. */
  readonly conversation: KhorosFakeConversation | undefined;
  /**
   * `Brandmessenger.login(userId, jwt)`, the first time or with a fresh token.
   *
   * @throws {@link VendorRejection} for a token that Khoros refuses; the visitor stays who it was.
   */
  login(userId: string, token: string): Promise<void>;
  /** Back to an anonymous user, without the history. */
  logout(): Promise<void>;
  /**
   * Writes a message.
   *
   * @throws {@link VendorRejection} where the token of the log-in is no longer valid.
   */
  say(text: string): Promise<void>;
}

/**
 * Khoros Brand Messenger (Legacy) in memory. `fetch` knows one request, which Khoros' SDK for Android
 * and those of the product it is built on make: `GET …/v2/apps/<app>/appusers/<user>` with the token
 * as bearer. The body of a good answer is not documented: reading it throws.
 */
export interface KhorosFake extends Fake<KhorosVisitor> {
  /** All users, as they are now. */
  readonly users: readonly KhorosFakeUser[];
  /** All conversations, as they are now. */
  readonly conversations: readonly KhorosFakeConversation[];
  /**
   * What agents see as the user's name.
   *
   * @throws `UndocumentedError` always: whether the server takes `givenName` over is not documented.
   */
  nameOf(userId: string): string;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type User = Mutable<KhorosFakeUser>;
type Conversation = Mutable<KhorosFakeConversation>;

/** Somebody who wrote without being logged in. */
interface Anonymous {
  readonly user: User;
  readonly conversation: Conversation;
}

/** Makes a fake of Khoros. */
export function createKhorosFake(options: KhorosFakeOptions): KhorosFake {
  // `exp` may be left out: no sample of Khoros has it. Past, it is honoured (iOS page).
  const own = { options: [], requireExpiry: false };
  const base = createFakeBase(khoros, options, own, refuse);
  const users: User[] = [];
  const conversations: Conversation[] = [];
  const conversationOf = (user: User) => conversations.find((one) => one.user === user.id);

  function createUser(): User {
    const user = { id: base.nextId('user') };
    users.push(user);
    return user;
  }

  /**
   * Where the user is known and the visitor is not, the two become one, and the anonymous one is
   * deleted (https://docs.smooch.io/guide/v1/merging-users, of the product that Khoros' is built on).
   */
  function merge({ user, conversation }: Anonymous, known: User): void {
    const earlier = conversationOf(known);
    if (earlier === undefined) {
      conversation.user = known.id;
    } else {
      const all = [...earlier.messages, ...conversation.messages];
      earlier.messages = all.sort((one, other) => one.number - other.number);
      remove(conversations, conversation);
    }
    remove(users, user);
  }

  function visitor(): KhorosVisitor {
    let anonymous: Anonymous | undefined;
    let user: User | undefined;
    let session: string | undefined;
    return {
      get userId() {
        return user?.userId;
      },
      get conversation() {
        return structuredClone(anonymous?.conversation ?? (user && conversationOf(user)));
      },
      async login(userId, token) {
        const claims = await base.admit(token);
        if (claims.userId !== userId) {
          throw base.undocumented("the answer to a login with another userId than the token's");
        }
        if (user !== undefined && user.userId !== userId) {
          throw base.undocumented('a login as another user without a logout before it');
        }
        // "login logs a user in, retrieving the conversation the user already had on other browsers
        // and/or devices"; one in progress "will continue without any changes for the end-user", and
        // the agent sees the identity:
        // https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-legacy
        const known = users.find((one) => one.userId === userId);
        if (known !== undefined && anonymous !== undefined) merge(anonymous, known);
        user = known ?? anonymous?.user ?? createUser();
        user.userId = userId;
        anonymous = undefined;
        session = token;
      },
      // Not on Khoros' page for the web: https://github.com/zendesk/sunshine-conversations-web has it,
      // of the product that Khoros' is built on.
      async logout() {
        anonymous = undefined;
        user = undefined;
        session = undefined;
      },
      async say(text) {
        // The token goes with each request: the first message after its expiry is refused with 401
        // (seen live: https://github.com/Automattic/wp-calypso/pull/104619).
        if (session !== undefined) await base.admit(session);
        let conversation = anonymous?.conversation ?? (user && conversationOf(user));
        if (conversation === undefined) {
          const author = user ?? createUser();
          conversation = { id: base.nextId('conversation'), user: author.id, messages: [] };
          conversations.push(conversation);
          if (user === undefined) anonymous = { user: author, conversation };
        }
        conversation.messages = [...conversation.messages, base.nextMessage(text)];
      },
    };
  }

  return {
    get users() {
      return structuredClone(users);
    },
    get conversations() {
      return structuredClone(conversations);
    },
    visitor,
    advance: base.advance,
    fetch: createFakeFetch(base, { method: 'GET', address: APP_USER, answer }),
    nameOf() {
      throw base.undocumented("whether the token's givenName becomes the user's name");
    },
  };

  async function answer(token: string | undefined): Promise<void> {
    if (token === undefined) throw NO_CREDENTIALS();
    await base.admit(token);
  }
}

/** In `core-3.1.0.aar` of https://github.com/rimosdev/brand-messenger-android-sdk. */
const APP_USER = /\/v2\/apps\/[^/]+\/appusers\/[^/]+$/;

const refuse = refuseAsSmooch({
  scope: 'appUser',
  // Smooch documents this for a number.
  isIdRefused: (_claims, paths) => paths.includes('userId'),
  invalidSource: SMOOCH_V1,
});
