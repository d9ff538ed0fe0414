import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import { isJwtInput } from '../../formats/hmac/jwt-input.ts';
import { jwtFormat, OPTIONAL_EXPIRY } from '../../formats/jwt/format.ts';
import { type JsonValue, json } from '../../schema/json.ts';
import { fault, type Rule } from '../../schema/rule.ts';
import { object, openObject, optional, record, requireOneOf } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';
import type { Chatbase, ChatbaseHash, ChatbaseHashFields, ChatbaseUser } from './types.ts';

export type * from './types.ts';

const DOCS = 'https://www.chatbase.co/docs/developer-guides/identity-verification';

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

/**
 * Chatbase AI agents on the web, with the other method: a hash of `user_id`, which never expires and goes with
 * `user_metadata`. Chatbase recommends the JWT: see `chatbase`.
 *
 * `secret` is the verification secret of the agent, the same as for the JWT. It is used as a UTF-8 string,
 * without decoding.
 *
 * @see https://www.chatbase.co/docs/developer-guides/identity-verification
 * @example
 * ```ts
 * import { chatbaseHash, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   chatbaseHash,
 *   { user_id: 'u_1', user_metadata: { plan: 'pro' } },
 *   { secret: 'k3y-0f-chatbase-for-this-example' },
 * );
 * console.log(Object.keys(settings)); // [ 'user_id', 'user_metadata', 'user_hash' ]
 * ```
 */
export const chatbaseHash: ChatbaseHash = /* @__PURE__ */ builtInVendor({
  name: 'chatbase-hash',
  title: 'Chatbase (hash)',
  docs: DOCS,
  user: () =>
    object<ChatbaseHashFields>({
      user_id: identifier(),
      user_metadata: optional(record(anyJson())),
    }),
  userId: ({ user_id }) => user_id,
  // The agent has one secret for both.
  token: hashFormat(({ user_id }: ChatbaseHashFields) => user_id, { isForbidden: isJwtInput }),
  settings: (fields, user_hash) => ({ ...fields, user_hash }),
});

/** Any JSON, without its recursive type: that is too deep for the compiler in the types of a hash. */
function anyJson(): Rule<unknown> {
  const { contract, read } = json();
  return { contract, read };
}
