import {
  copyData,
  createFakeBase,
  type Fake,
  type FakeMessage,
  type FakeOptions,
} from '../../fakes/base.ts';
import type { ChatTokenKeyWithId } from '../../keys/keys.ts';
import { createSmoochFake } from '../smooch/fake.ts';
import { rejectAsSmooch } from '../smooch/rejections.ts';
import { SMOOCH_V1 } from '../smooch/sources.ts';
import { type KhorosClaims, khoros } from './index.ts';

/** Options of the fake of Khoros Brand Messenger (Legacy). */
export interface KhorosFakeOptions extends FakeOptions<ChatTokenKeyWithId> {}

/** A user in Khoros. */
export interface KhorosFakeUser {
  /** The fake's own id: `user_1`. */
  readonly id: string;
  /** Your id of the user. Not set for an anonymous user. */
  readonly userId?: string;
}

/** A conversation. A user has at most one. */
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
  /** A copy of the conversation that the visitor sees. */
  readonly conversation: KhorosFakeConversation | undefined;
  /**
   * `Brandmessenger.login(userId, jwt)`, the first time or with a new token.
   *
   * @throws {@link VendorRejection} for a token that Khoros rejects. The visitor does not change.
   */
  login(userId: string, token: string): Promise<void>;
  /** Goes back to an anonymous user, without the history. */
  logout(): Promise<void>;
  /**
   * Writes a message.
   *
   * @throws {@link VendorRejection} if the token of the login is no longer valid.
   */
  say(text: string): Promise<void>;
}

/**
 * Khoros Brand Messenger (Legacy) in memory. `fetch` answers one request, which the SDKs of Khoros and
 * Smooch make: `GET …/v2/apps/<app>/appusers/<user>` with the token as bearer. The body of a successful
 * answer is not documented: reading it throws.
 */
export interface KhorosFake extends Fake<KhorosVisitor> {
  /** A copy of all users. */
  readonly users: readonly KhorosFakeUser[];
  /** A copy of all conversations. */
  readonly conversations: readonly KhorosFakeConversation[];
  /**
   * Returns the name that agents see.
   *
   * @throws `UndocumentedError` always: whether `givenName` becomes the user's name is not documented.
   */
  nameOf(userId: string): string;
}

type User = { -readonly [Key in keyof KhorosFakeUser]: KhorosFakeUser[Key] };

/** Makes a fake of Khoros. */
export function createKhorosFake(options: KhorosFakeOptions): KhorosFake {
  // `exp` is optional: no sample of Khoros has it. An expired token is rejected (iOS page).
  const own = { options: [], requireExpiry: false };
  const base = createFakeBase(khoros, options, own, reject);
  const users: User[] = [];
  // "login logs a user in, retrieving the conversation the user already had on other browsers and/or
  // devices". A current conversation "will continue without any changes for the end-user", and the agent
  // sees the identity:
  // https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-legacy
  const engine = createSmoochFake<User, KhorosClaims>(base, {
    users,
    createUser: () => ({ id: base.nextId('user') }),
    idOf: ({ userId }) => userId,
    find: ({ userId }) => users.find((user) => user.userId === userId),
    update(user, { userId }) {
      user.userId = userId;
    },
    address: APP_USER,
  });

  function visitor(): KhorosVisitor {
    const device = engine.visitor();
    return {
      get userId() {
        return device.user?.userId;
      },
      get conversation() {
        return device.conversation;
      },
      async login(userId, token) {
        const claims = await base.admit(token);
        if (claims.userId !== userId) {
          throw base.undocumented("the answer to a login with another userId than the token's");
        }
        device.login(claims, token);
      },
      // Not documented by Khoros for the web, but by Smooch:
      // https://github.com/zendesk/sunshine-conversations-web
      logout: device.logout,
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
    visitor,
    advance: engine.advance,
    fetch: engine.fetch,
    nameOf() {
      throw base.undocumented("whether the token's givenName becomes the user's name");
    },
  };
}

/** In `core-3.1.0.aar` of https://github.com/rimosdev/brand-messenger-android-sdk. */
const APP_USER = /\/v2\/apps\/[^/]+\/appusers\/[^/]+$/;

const reject = rejectAsSmooch({
  scope: 'appUser',
  // Smooch documents this for a number.
  isIdRejected: (_claims, paths) => paths.includes('userId'),
  invalidSource: SMOOCH_V1,
});
