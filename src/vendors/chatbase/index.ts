import { builtInVendor, type WithoutNull } from '../../contract/vendor.ts';
import { jwtFormat, OPTIONAL_EXPIRY } from '../../formats/jwt/format.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import { type JsonValue, json } from '../../schema/json.ts';
import { fault, type Rule } from '../../schema/rule.ts';
import { openObject, optional, requireOneOf } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const DOCS = 'https://www.chatbase.co/docs/developer-guides/identity-verification';

/**
 * The user, for Chatbase. `user_id` or `sub` is required. Other claims are open: they go next to these
 * members, and Chatbase updates the contact with them. They are not documented here in full. `null` in an
 * optional member or an attribute means that it is left out.
 *
 * Source: https://www.chatbase.co/docs/ios-sdk/user-identity (`user_id` and `sub`) and
 * https://www.chatbase.co/docs/developer-guides/identity-verification
 */
export interface ChatbaseUser {
  /**
   * The user's id in your system. A string, not blank: whether a number works is not documented. No
   * maximum length is documented.
   */
  readonly user_id?: string | null | undefined;
  /**
   * The user's id, if the token has no `user_id`. Which of the two counts in a token with both is not
   * documented. A string, not blank.
   */
  readonly sub?: string | null | undefined;
  /** The user's email address. */
  readonly email?: string | null | undefined;
  /** The user's name. */
  readonly name?: string | null | undefined;
}

/**
 * Further claims, by name: anything that JSON carries, because the values are not documented here in full.
 * One is `stripe_accounts`, in Chatbase's API a list of objects with `label`, `stripe_id` and `stripe_email`.
 */
export type ChatbaseAttributes = Readonly<Record<string, JsonValue | undefined>>;

/** The claims of a token for Chatbase, without `iat` and `exp`. */
export type ChatbaseClaims = WithoutNull<ChatbaseUser> & Readonly<Record<string, unknown>>;

/**
 * Chatbase with the attributes that you use. The compiler then finds misspelled ones.
 *
 * @typeParam Custom - your attributes, as a type (not an interface)
 * @example
 * ```ts
 * import { type Chatbase, chatbase } from 'chat-token';
 *
 * const mine: Chatbase<{ plan: string }> = chatbase;
 * const claims = mine.claims({ user_id: 'u_1', plan: 'pro' });
 * ```
 */
export type Chatbase<Custom extends ChatbaseAttributes = ChatbaseAttributes> = JwtVendor<
  Readonly<ChatbaseUser> & Custom,
  'token',
  Jwt,
  ChatbaseClaims
>;

/**
 * Chatbase AI agents: web, iOS and Android. Attributes are allowed; a name that is almost one of
 * `ChatbaseUser` is rejected as a typo.
 *
 * `secret` is the verification secret of the agent. It is used as a UTF-8 string, without decoding. The
 * token has no key id.
 *
 * @see https://www.chatbase.co/docs/developer-guides/identity-verification
 * @example
 * ```ts
 * import { chatbase, signChatToken } from 'chat-token';
 *
 * const token = await signChatToken(
 *   chatbase,
 *   { user_id: 'u_1', email: 'jane@example.com', plan: 'pro' },
 *   { secret: 'k3y-0f-chatbase-for-this-example' },
 * );
 * ```
 */
export const chatbase: Chatbase = /* @__PURE__ */ builtInVendor({
  name: 'chatbase',
  title: 'Chatbase',
  docs: DOCS,
  user: () =>
    requireOneOf(
      openObject<ChatbaseUser & Readonly<Record<string, unknown>>, JsonValue>(
        {
          user_id: optional(identifier()),
          sub: optional(identifier()),
          email: optional(string()),
          name: optional(string()),
        },
        attribute(),
        // The other registered claims, and what the widget takes next to the attributes.
        ['iat', 'exp', 'nbf', 'iss', 'aud', 'jti', 'token', 'user_hash'],
      ),
      ['user_id', 'sub'],
    ),
  userId: ({ user_id, sub }) => user_id ?? sub ?? null,
  token: jwtFormat({
    fixedClaims: {},
    expiry: OPTIONAL_EXPIRY,
    registeredClaims: ['sub'],
  }),
  settings: (_claims, token) => ({ token }),
});

function attribute(): Rule<JsonValue> {
  const { contract, read } = json();
  return {
    contract,
    read: (value, faults) =>
      value === null ? fault(faults, 'must not be null: leave it out') : read(value, faults),
  };
}
