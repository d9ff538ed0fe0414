import {
  copyData,
  createFakeBase,
  type Fake,
  type FakeMessage,
  type FakeOptions,
  remove,
  VendorRejection,
} from '../../fakes/base.ts';
import type { ChatTokenKeyWithId } from '../../keys/keys.ts';
import { optionInvalid, readFlag, readOptions } from '../../utils/options.ts';
import { createSmoochFake } from '../smooch/fake.ts';
import { rejectAsSmooch } from '../smooch/rejections.ts';
import { type ZendeskClaims, zendesk } from './index.ts';

/** Options of the fake of Zendesk messaging. */
export interface ZendeskFakeOptions extends FakeOptions<ChatTokenKeyWithId> {
  /**
   * What a login in the middle of an anonymous conversation does if no user has the `external_id`.
   *
   * - `'upgrade'`: the anonymous user gets the `external_id` and stays the requester of the ticket.
   *   Source: Zendesk help, article 8851239832090, as of 2026.
   * - `'new user'`: a new user is created, and becomes the requester of the ticket. Source: Zendesk
   *   help, article 4411666638746, until about 2023. Article 8851239832090 replaces it.
   *
   * Default: `'upgrade'`.
   */
  readonly midConversationLogin?: 'upgrade' | 'new user' | undefined;
  /**
   * Whether a user may have several conversations. A login then merges users, but not conversations.
   * Source: article 8851239832090. Default: false.
   */
  readonly multiConversation?: boolean | undefined;
}

/** A user in Zendesk. */
export interface ZendeskFakeUser {
  /** The fake's own id: `user_1`. */
  readonly id: string;
  /** Your id of the user. Not set for an anonymous user, or one that agents created. */
  readonly external_id?: string;
  /** The name that agents see. */
  readonly name?: string;
  /** The verified email identity. */
  readonly email?: string;
}

/** A conversation. */
export interface ZendeskFakeConversation {
  /** The fake's own id: `conversation_1`. */
  readonly id: string;
  /** The `id` of its user. */
  readonly user: string;
  /** Its messages, oldest first. */
  readonly messages: readonly FakeMessage[];
}

/** A ticket in the Agent Workspace. */
export interface ZendeskFakeTicket {
  /** The fake's own id: `ticket_1`. */
  readonly id: string;
  /** The `id` of the user who asks. */
  readonly requester: string;
  /** The `id` of its conversation. */
  readonly conversation: string;
  /** `closed` if the ticket was merged into another one. */
  readonly status: 'open' | 'closed';
}

/** A browser with the web widget, or an app with the SDK. */
export interface ZendeskVisitor {
  /** Your id of the user who is logged in. */
  readonly external_id: string | undefined;
  /** A copy of the conversation that the visitor sees. */
  readonly conversation: ZendeskFakeConversation | undefined;
  /**
   * `loginUser` with the token from the callback, the first time or with a new one.
   *
   * @throws {@link VendorRejection} for a token that Zendesk rejects. The visitor does not change.
   */
  login(token: string): Promise<void>;
  /** `logoutUser`: later messages are from a new user. */
  logout(): Promise<void>;
  /**
   * Writes a message.
   *
   * @throws {@link VendorRejection} if the token is no longer valid. The widget then asks for a new one.
   */
  say(text: string): Promise<void>;
}

/**
 * Zendesk messaging in memory. `fetch` answers one request, which the web widget was seen to make:
 * `GET https://api.smooch.io/sdk/v2/apps/<app>/appusers/<user>` with the token as bearer. The body of a
 * successful answer is not documented: reading it throws.
 */
export interface ZendeskFake extends Fake<ZendeskVisitor> {
  /** A copy of all users. */
  readonly users: readonly ZendeskFakeUser[];
  /** A copy of all conversations. */
  readonly conversations: readonly ZendeskFakeConversation[];
  /** A copy of all tickets. */
  readonly tickets: readonly ZendeskFakeTicket[];
  /** The ids of the keys, oldest first. */
  readonly keyIds: readonly string[];
  /** Adds a user as agents or the API do. `email` is a verified address. Returns the `id`. */
  addUser(user: Omit<ZendeskFakeUser, 'id'>): string;
  /** Deletes a user. Zendesk documents this as the fix for a conflict of email addresses. */
  deleteUser(id: string): void;
  /**
   * Creates a key.
   *
   * @throws {@link VendorRejection} for the eleventh key.
   */
  addKey(key: ChatTokenKeyWithId): void;
  /** Deletes a key. From then on, tokens that it signed are rejected. */
  deleteKey(keyId: string): void;
}

type User = { -readonly [Key in keyof ZendeskFakeUser]: ZendeskFakeUser[Key] };

/** "You can store up to 10 keys": article 4411666638746. */
const MOST_KEYS = 10;

/** Makes a fake of Zendesk. */
export function createZendeskFake(options: ZendeskFakeOptions): ZendeskFake {
  const own = {
    options: ['midConversationLogin', 'multiConversation'],
    // `exp` is recommended, not required: https://developer.zendesk.com/api-reference/widget-messaging/web/authentication/
    requireExpiry: false,
  };
  const base = createFakeBase(zendesk, options, own, reject);
  const { midConversationLogin = 'upgrade' } = options;
  if (midConversationLogin !== 'upgrade' && midConversationLogin !== 'new user') {
    throw optionInvalid(
      "midConversationLogin must be 'upgrade' or 'new user'",
      "'upgrade' is what Zendesk documents today.",
    );
  }
  const multiConversation = readFlag({ ...options }, 'multiConversation', false);
  const keys: ChatTokenKeyWithId[] = [];
  const users: User[] = [];
  for (const key of options.keys) addKey(key);

  function addKey(key: ChatTokenKeyWithId): void {
    if (keys.length === MOST_KEYS) throw TOO_MANY_KEYS();
    base.setKeys([...keys, key]);
    keys.push(key);
  }

  /**
   * Zendesk looks for the `external_id` first, and for the verified email address only if no user has
   * it: article 4411666638746. Without `email_verified: true`, an email address identifies no user.
   */
  function find(claims: ZendeskClaims): User | undefined {
    const { external_id } = claims;
    const email = verifiedEmail(claims);
    const byId = users.find((user) => user.external_id === external_id);
    const byEmail = email === undefined ? undefined : users.find((user) => user.email === email);
    if (byEmail !== undefined && byEmail !== byId) {
      if (byEmail.external_id !== undefined) throw CONFLICT();
      if (byId !== undefined) {
        throw base.undocumented(
          'what happens to a token with the email address of another user without external_id',
        );
      }
    }
    if (email !== undefined && byId?.email !== undefined && byId.email !== email) {
      throw base.undocumented("what happens to a verified email address other than the user's");
    }
    return byId ?? byEmail;
  }

  const engine = createSmoochFake<User, ZendeskClaims>(base, {
    users,
    createUser: () => ({ id: base.nextId('user') }),
    idOf: ({ external_id }) => external_id,
    find,
    update(user, claims) {
      const { external_id, name } = claims;
      const email = verifiedEmail(claims);
      user.external_id = external_id;
      if (name !== undefined) user.name = name;
      if (email !== undefined) user.email = email;
    },
    address: APP_USER,
    // "User 2 is created with an external ID … and the requester is updated to user 2."
    leavesAnonymous: midConversationLogin === 'new user',
    multiConversation,
  });

  function visitor(): ZendeskVisitor {
    const device = engine.visitor();
    return {
      get external_id() {
        return device.user?.external_id;
      },
      get conversation() {
        return device.conversation;
      },
      async login(token) {
        device.login(await base.admit(token), token);
      },
      // "When an end user logs out, a new end user and new messaging ticket will be created for
      // subsequent conversations": article 4411666638746.
      logout: device.logout,
      // "If the authenticated end user has any open messaging tickets, those tickets will be updated
      // with the new message": article 4411666638746.
      say: device.say,
    };
  }

  return {
    get users() {
      return copyData(users);
    },
    get conversations() {
      return copyData(engine.conversations);
    },
    get tickets() {
      // "User 1 and ticket 1 are created" with the first message. After a merge "the conversation
      // continues on ticket 1, and ticket 2 is closed": article 4411666638746.
      return engine.started.map(
        (conversation, index): ZendeskFakeTicket => ({
          id: `ticket_${index + 1}`,
          requester: conversation.user,
          conversation: conversation.id,
          status: engine.conversations.includes(conversation) ? 'open' : 'closed',
        }),
      );
    },
    get keyIds() {
      return keys.map(({ keyId }) => keyId);
    },
    visitor,
    advance: engine.advance,
    fetch: engine.fetch,
    addUser(user) {
      readOptions('The user', user, ['external_id', 'name', 'email']);
      if (users.some(({ external_id: id }) => id !== undefined && id === user.external_id)) {
        throw optionInvalid('A user already has that external_id', 'It is unique in the account.');
      }
      if (users.some(({ email }) => email !== undefined && email === user.email)) {
        throw optionInvalid('A user already has that email', 'Identities are unique.');
      }
      const id = base.nextId('user');
      users.push({ id, ...user });
      return id;
    },
    // DELETE /sc/v2/apps/{appId}/users/{id}: https://support.zendesk.com/hc/en-us/articles/7554200230170
    deleteUser(id) {
      const user = users.find((one) => one.id === id);
      if (user === undefined) throw optionInvalid('There is no user with that id', 'See users.');
      if (engine.conversations.some(({ user }) => user === id)) {
        throw base.undocumented('what happens to the conversations and tickets of a deleted user');
      }
      remove(users, user);
    },
    addKey,
    deleteKey(keyId) {
      const key = keys.find((one) => one.keyId === keyId);
      if (key === undefined) throw optionInvalid('There is no key with that id', 'See keyIds.');
      remove(keys, key);
      base.setKeys(keys);
    },
  };
}

/** A verified identity requires both claims: article 4411666638746. */
function verifiedEmail({ email, email_verified }: ZendeskClaims): string | undefined {
  return email_verified === true ? email : undefined;
}

/** https://support.zendesk.com, community profile 4627664135322: the request that the widget makes. */
const APP_USER = /^https:\/\/api\.smooch\.io\/sdk\/v2\/apps\/[^/]+\/appusers\/[^/]+$/;

const TOO_MANY_KEYS = () =>
  new VendorRejection('There are already 10 keys: delete one first', {
    source: 'https://support.zendesk.com/hc/en-us/articles/4411666638746',
  });

/** The status is documented, the body is not. */
const CONFLICT = () =>
  new VendorRejection('The verified email address belongs to another external_id', {
    status: 409,
    source: 'https://support.zendesk.com/hc/en-us/articles/7554200230170',
  });

const reject = rejectAsSmooch({
  scope: 'user',
  // Whether Zendesk rejects a string that is too long, for example, is not documented.
  isIdRejected: ({ external_id }) => typeof external_id !== 'string',
  invalidSource: 'https://support.zendesk.com, community post 4709220609306',
});
