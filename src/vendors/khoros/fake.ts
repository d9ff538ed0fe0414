import { createFakeBase, type Fake, type FakeMessage, type FakeOptions } from '../../fakes/base.ts';
import { createSmoochFake } from '../smooch/fake.ts';
import { refuseAsSmooch } from '../smooch/refusals.ts';
import { SMOOCH_V1 } from '../smooch/sources.ts';
import { type KhorosClaims, khoros } from './contract.ts';

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

type User = { -readonly [Key in keyof KhorosFakeUser]: KhorosFakeUser[Key] };

/** Makes a fake of Khoros. */
export function createKhorosFake(options: KhorosFakeOptions): KhorosFake {
  // `exp` may be left out: no sample of Khoros has it. Past, it is honoured (iOS page).
  const own = { options: [], requireExpiry: false };
  const base = createFakeBase(khoros, options, own, refuse);
  const users: User[] = [];
  // "login logs a user in, retrieving the conversation the user already had on other browsers and/or
  // devices"; one in progress "will continue without any changes for the end-user", and the agent sees
  // the identity:
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
      // Not on Khoros' page for the web: https://github.com/zendesk/sunshine-conversations-web has it,
      // of the product that Khoros' is built on.
      logout: device.logout,
      say: device.say,
    };
  }

  return {
    get users() {
      return structuredClone(users);
    },
    get conversations() {
      return structuredClone(engine.conversations);
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

const refuse = refuseAsSmooch({
  scope: 'appUser',
  // Smooch documents this for a number.
  isIdRefused: (_claims, paths) => paths.includes('userId'),
  invalidSource: SMOOCH_V1,
});
