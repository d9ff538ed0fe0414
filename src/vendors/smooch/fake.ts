import { copyData, type Fake, type FakeBase, type FakeMessage, remove } from '../../fakes/base.ts';
import { createFakeFetch } from '../../fakes/http.ts';
import { NO_CREDENTIALS } from './rejections.ts';

/** A conversation in the engine. */
export interface SmoochConversation {
  readonly id: string;
  /** The `id` of its user. */
  user: string;
  messages: readonly FakeMessage[];
}

/** What a vendor adds to the engine. */
export interface SmoochRules<User, Claims> {
  /** All users; logins and messages add to them. */
  readonly users: User[];
  /** Makes an anonymous user. */
  readonly createUser: () => User;
  /** Returns the vendor's user id. */
  readonly idOf: (one: User | Claims) => string | undefined;
  /** Returns the user that a token is for. Throws where the vendor rejects the claims. */
  readonly find: (claims: Claims) => User | undefined;
  /** Copies the claims of a login to the user. */
  readonly update: (user: User, claims: Claims) => void;
  /** The address of the one request that `fetch` knows. */
  readonly address: RegExp;
  /** Whether a login for an unknown id leaves the anonymous user and creates another. Default: false. */
  readonly leavesAnonymous?: boolean;
  /** Whether a user may have several conversations. Default: false. */
  readonly multiConversation?: boolean;
}

/** A browser or app with the engine's SDK. */
export interface SmoochVisitor<User, Claims> {
  /** The user who is logged in. */
  readonly user: User | undefined;
  /** A copy of the conversation that the visitor sees. */
  readonly conversation: SmoochConversation | undefined;
  /** Logs in with the claims of a token that the vendor accepts. */
  login(claims: Claims, token: string): void;
  /** Goes back to an anonymous user, without the history. */
  logout(): Promise<void>;
  /** Writes a message. */
  say(text: string): Promise<void>;
}

/** The engine in memory. */
export interface SmoochFake<User, Claims> extends Fake<SmoochVisitor<User, Claims>> {
  /** All conversations, as they are now. */
  readonly conversations: readonly SmoochConversation[];
  /** The same, and those that became part of an earlier one. */
  readonly started: readonly SmoochConversation[];
}

/** A user who wrote without being logged in. */
interface Anonymous<User> {
  readonly user: User;
  readonly conversation: SmoochConversation;
}

/** Makes the users and conversations that the vendors' fakes share. */
export function createSmoochFake<User extends { readonly id: string }, Claims extends object>(
  base: FakeBase<Claims>,
  rules: SmoochRules<User, Claims>,
): SmoochFake<User, Claims> {
  const { users, idOf, find } = rules;
  const conversations: SmoochConversation[] = [];
  const started: SmoochConversation[] = [];

  function createUser(): User {
    const user = rules.createUser();
    users.push(user);
    return user;
  }

  /** The one conversation of a user. */
  function conversationOf(user: User): SmoochConversation | undefined {
    const own = conversations.find((one) => one.user === user.id);
    if (own !== undefined && rules.multiConversation) {
      throw base.undocumented('which conversation opens if a user may have several');
    }
    return own;
  }

  /**
   * An anonymous user becomes part of a known one: https://docs.smooch.io/guide/v1/merging-users, and
   * "the anonymous user, its conversations and tickets are merged" in Zendesk help, article
   * 8851239832090.
   */
  function merge({ user, conversation }: Anonymous<User>, known: User): SmoochConversation {
    remove(users, user);
    const earlier = rules.multiConversation ? undefined : conversationOf(known);
    if (earlier === undefined) {
      conversation.user = known.id;
      return conversation;
    }
    const all = [...earlier.messages, ...conversation.messages];
    earlier.messages = all.sort((one, other) => one.number - other.number);
    remove(conversations, conversation);
    return earlier;
  }

  function visitor(): SmoochVisitor<User, Claims> {
    let anonymous: Anonymous<User> | undefined;
    let user: User | undefined;
    let opened: SmoochConversation | undefined;
    let session: string | undefined;

    const current = () => opened ?? (user && conversationOf(user));

    function start(): SmoochConversation {
      const author = user ?? createUser();
      const conversation = { id: base.nextId('conversation'), user: author.id, messages: [] };
      conversations.push(conversation);
      started.push(conversation);
      if (user === undefined) anonymous = { user: author, conversation };
      return conversation;
    }

    /** Returns the user after a login, who may have been anonymous before. */
    function become(known: User | undefined): User {
      if (anonymous === undefined) return known ?? createUser();
      if (known !== undefined) {
        opened = merge(anonymous, known);
        return known;
      }
      if (!rules.leavesAnonymous) return anonymous.user;
      const created = createUser();
      anonymous.conversation.user = created.id;
      return created;
    }

    function rejectDeleted(): void {
      if (user === undefined || users.includes(user)) return;
      throw base.undocumented('what happens to a visitor if the user was deleted');
    }

    return {
      get user() {
        return user;
      },
      get conversation() {
        return copyData(current());
      },
      login(claims, token) {
        rejectDeleted();
        if (user !== undefined && idOf(user) !== idOf(claims)) {
          throw base.undocumented('a login as another user without a logout first');
        }
        user = become(find(claims));
        rules.update(user, claims);
        anonymous = undefined;
        session = token;
      },
      async logout() {
        anonymous = undefined;
        user = undefined;
        opened = undefined;
        session = undefined;
      },
      async say(text) {
        // The token goes with each request: the first message after its expiry is rejected with 401
        // (seen live: https://github.com/Automattic/wp-calypso/pull/104619).
        if (session !== undefined) await base.admit(session);
        rejectDeleted();
        opened = current() ?? start();
        opened.messages = [...opened.messages, base.nextMessage(text)];
      },
    };
  }

  async function answer(token: string | undefined): Promise<void> {
    if (token === undefined) throw NO_CREDENTIALS();
    find(await base.admit(token));
  }

  const route = { method: 'GET', address: rules.address, answer };
  return {
    conversations,
    started,
    visitor,
    advance: base.advance,
    fetch: createFakeFetch(base, route),
  };
}
