import {
  copyData,
  createFakeBase,
  type Fake,
  type FakeFault,
  type FakeMessage,
  type FakeOptions,
  VendorRejection,
} from '../../fakes/base.ts';
import { createFakeFetch } from '../../fakes/http.ts';
import type { ChatTokenError } from '../../utils/errors.ts';
import { optionInvalid, readFlag } from '../../utils/options.ts';
import { type DeskproClaims, type DeskproUser, deskpro } from './index.ts';

/** Options of the fake of Deskpro Messenger. */
export interface DeskproFakeOptions extends FakeOptions {
  /** The deployment option that requires all users to authenticate with a JWT. Default: false. */
  readonly requireJwt?: boolean | undefined;
}

/** A user in Deskpro: the claims of the token, and the groups that Deskpro adds. */
export interface DeskproFakeUser extends Omit<DeskproClaims, 'deskpro_id' | 'usergroup_ids'> {
  /** Deskpro's id. Without one, the fake counts: `1`. */
  readonly deskpro_id: string;
  /** All groups: `1` for everyone, `2` for users with a token, and those of the token. */
  readonly usergroup_ids: readonly string[];
}

/** A conversation. */
export interface DeskproFakeConversation {
  /** The fake's own id: `conversation_1`. */
  readonly id: string;
  /** The `deskpro_id` of its user. Not set for an unconfirmed user. */
  readonly user?: string;
  /** Its messages, oldest first. */
  readonly messages: readonly FakeMessage[];
}

/** A page or app with Messenger. */
export interface DeskproVisitor {
  /** How Messenger labels the visitor. `undefined` before `start`. */
  readonly label: 'confirmed' | 'unconfirmed' | undefined;
  /** The groups of the visitor. */
  readonly usergroup_ids: readonly string[];
  /** A copy of the user who is logged in. */
  readonly user: DeskproFakeUser | undefined;
  /** A copy of the conversations that the visitor can access. */
  readonly conversations: readonly DeskproFakeConversation[];
  /**
   * Runs Messenger's script, with or without `signedUserInfo`.
   *
   * @throws {@link VendorRejection} for a token that Deskpro rejects, and without a token if one is
   *   required.
   */
  start(token?: string): Promise<void>;
  /** Writes a message to a conversation, or to a new one. Returns the conversation's id. */
  say(text: string, conversation?: string): Promise<string>;
}

/** Deskpro Messenger in memory. No HTTP request is documented, so `fetch` answers none. */
export interface DeskproFake extends Fake<DeskproVisitor> {
  /** A copy of all users. */
  readonly users: readonly DeskproFakeUser[];
  /** A copy of all conversations. */
  readonly conversations: readonly DeskproFakeConversation[];
  /** Adds a user, as your system does with Deskpro's API ("upfront management"). Returns the id. */
  addUser(user: DeskproUser): string;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type User = Mutable<DeskproFakeUser>;
type Conversation = Mutable<DeskproFakeConversation>;

const EVERYONE = '1';
const WITH_TOKEN = '2';

/**
 * Makes a fake of Deskpro. Every rule is from
 * https://support.deskpro.com/de/guides/admin-guide/authenticating-users-in-messenger-using-jwt.
 */
export function createDeskproFake(options: DeskproFakeOptions): DeskproFake {
  // The payload in the guide has no `exp`.
  const own = { options: ['requireJwt'], requireExpiry: false };
  const base = createFakeBase(deskpro, options, own, reject);
  const requireJwt = readFlag({ ...options }, 'requireJwt', false);
  const users: User[] = [];
  const conversations: Conversation[] = [];
  let lastId = 0;

  function createUser(claims: DeskproClaims, groups: readonly string[]): User {
    const { deskpro_id = freeId(), usergroup_ids = [], ...rest } = claims;
    const user = { ...rest, deskpro_id, usergroup_ids: join(groups, usergroup_ids) };
    users.push(user);
    return user;
  }

  function freeId(): string {
    lastId += 1;
    const id = String(lastId);
    return users.some(({ deskpro_id }) => deskpro_id === id) ? freeId() : id;
  }

  /**
   * "If a user exists for either identifier then that user will be logged in. If both identifiers are
   * used and refer to different users then the JWT will be rejected. If the user does not exist then a
   * user will be created."
   */
  function identify(claims: DeskproClaims): User {
    const { deskpro_id, email } = claims;
    const byId = users.find((user) => user.deskpro_id === deskpro_id);
    const byEmail = email === undefined ? undefined : users.find((user) => user.email === email);
    if (byId !== undefined && byEmail !== undefined && byId !== byEmail) throw DIFFERENT_USERS();
    const user = byId ?? byEmail;
    if (user !== undefined) return user;
    if (deskpro_id !== undefined) {
      throw base.undocumented('the id of a user who is created for a deskpro_id that no user has');
    }
    if (email === undefined) {
      throw base.undocumented('what happens to a payload without deskpro_id and email');
    }
    if (users.some(({ emails }) => emails?.includes(email))) {
      throw base.undocumented('whether email finds a user whose emails contain it');
    }
    return createUser({}, []);
  }

  /** "Update that user to match the payload." */
  function update(user: User, claims: DeskproClaims): void {
    const { deskpro_id: _, usergroup_ids, labels, fields, ...others } = claims;
    if (labels !== undefined && user.labels !== undefined && !isSame(labels, user.labels)) {
      throw base.undocumented('whether labels replace those that a user has');
    }
    const kept = Object.keys(user.fields ?? {});
    if (fields !== undefined && kept.some((key) => !Object.hasOwn(fields, key))) {
      throw base.undocumented('whether custom fields stay if the payload does not have them');
    }
    Object.assign(user, others, labels && { labels }, fields && { fields });
    // "All users are considered part of usergroup 1; and all users with a JWT of usergroup 2."
    user.usergroup_ids = join([EVERYONE, WITH_TOKEN], usergroup_ids ?? user.usergroup_ids);
  }

  function visitor(): DeskproVisitor {
    let label: DeskproVisitor['label'];
    let user: User | undefined;
    let own: Conversation[] = [];
    let isRejected = false;

    function accessible(): Conversation[] {
      const id = user?.deskpro_id;
      return id === undefined ? own : conversations.filter((one) => one.user === id);
    }

    async function startWith(token: string): Promise<void> {
      const claims = await base.admit(token);
      if (own.length > 0) {
        throw base.undocumented(
          'what happens to the conversations of an unconfirmed user after a login',
        );
      }
      const found = identify(claims);
      const { iat: _issued, exp: _expires, nbf: _from, ...payload } = claims;
      update(found, payload);
      user = found;
      label = 'confirmed';
    }

    async function start(token?: string): Promise<void> {
      isRejected = true;
      if (token !== undefined) {
        await startWith(token);
      } else {
        // "An option to require all users to authenticate with a JWT."
        if (requireJwt) throw JWT_REQUIRED();
        if (user !== undefined) {
          throw base.undocumented(
            'what happens to a confirmed user when the token is no longer there',
          );
        }
        label = 'unconfirmed';
      }
      isRejected = false;
    }

    return {
      get label() {
        return label;
      },
      get usergroup_ids() {
        return user?.usergroup_ids ?? [EVERYONE];
      },
      get user() {
        return copyData(user);
      },
      get conversations() {
        return copyData(accessible());
      },
      start,
      async say(text, id) {
        if (isRejected) {
          throw base.undocumented(
            'whether a visitor whose token was rejected can go on unconfirmed',
          );
        }
        if (label === undefined) await start();
        // "Be able to access any existing conversations, and to create new conversations."
        const conversation = id === undefined ? open() : accessible().find((one) => one.id === id);
        if (conversation === undefined) {
          throw optionInvalid('The visitor has no such conversation', 'See conversations.');
        }
        conversation.messages = [...conversation.messages, base.nextMessage(text)];
        return conversation.id;
      },
    };

    function open(): Conversation {
      const conversation = {
        id: base.nextId('conversation'),
        ...(user && { user: user.deskpro_id }),
        messages: [],
      };
      conversations.push(conversation);
      if (user === undefined) own = [...own, conversation];
      return conversation;
    }
  }

  return {
    get users() {
      return copyData(users);
    },
    get conversations() {
      return copyData(conversations);
    },
    visitor,
    advance: base.advance,
    fetch: createFakeFetch(base),
    addUser(user) {
      const claims = deskpro.claims(user);
      if (
        users.some(
          ({ deskpro_id, email }) =>
            deskpro_id === claims.deskpro_id || (email !== undefined && email === claims.email),
        )
      ) {
        throw optionInvalid('A user already has that deskpro_id or email', 'See users.');
      }
      return createUser(claims, [EVERYONE]).deskpro_id;
    },
  };
}

const DOCS =
  'https://support.deskpro.com/de/guides/admin-guide/authenticating-users-in-messenger-using-jwt';

const DIFFERENT_USERS = () =>
  new VendorRejection('deskpro_id and email refer to different users', { source: DOCS });
const JWT_REQUIRED = () =>
  new VendorRejection('This deployment requires all users to authenticate with a JWT', {
    source: DOCS,
  });

/** "If it does not pass validation then Messenger rejects the payload": this is about the signature. */
function reject({ code }: FakeFault) {
  return REJECTED.includes(code)
    ? new VendorRejection('The JWT does not pass validation: the payload is rejected', {
        source: DOCS,
      })
    : undefined;
}

const REJECTED: readonly ChatTokenError['code'][] = [
  'ERR_TOKEN_MALFORMED',
  'ERR_ALGORITHM_REJECTED',
  'ERR_KEY_UNKNOWN',
  'ERR_SIGNATURE_INVALID',
];

/** Returns each group once, those that Deskpro adds first. */
function join(implied: readonly string[], given: readonly string[]): string[] {
  return [...new Set([...implied, ...given])];
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}
