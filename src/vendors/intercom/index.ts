import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import { isJwtInput } from '../../formats/hmac/jwt-input.ts';
import { jwtFormat, OPTIONAL_EXPIRY } from '../../formats/jwt/format.ts';
import { openObject, optional, requireOneOf } from '../../schema/structures.ts';
import { identifier, number, scalar, string } from '../../schema/values.ts';
import type {
  Intercom,
  IntercomAttributes,
  IntercomHash,
  IntercomHashAttributes,
  IntercomHashUser,
  IntercomUser,
} from './types.ts';

export type * from './types.ts';

const DOCS = 'https://www.intercom.com/help/en/articles/10589769';
const HASH_DOCS = 'https://www.intercom.com/help/en/articles/183';

/** The registered claims of a JWT, and what the Messenger takes next to the attributes. */
const RESERVED: readonly string[] = [
  'iat',
  'exp',
  'nbf',
  'iss',
  'sub',
  'aud',
  'jti',
  'intercom_user_jwt',
  'user_hash',
];

/**
 * Intercom Messenger: web, iOS, Android and React Native. Custom attributes are allowed; a name that is
 * almost one of `IntercomUser` is rejected as a typo.
 *
 * `secret` is the Messenger API secret from Settings > Channels > Messenger > Security. Each platform has
 * its own. It is used as a UTF-8 string, without decoding. The token has no key id.
 *
 * @see https://www.intercom.com/help/en/articles/10589769
 * @example
 * ```ts
 * import { intercom, signChatToken } from 'chat-token';
 *
 * const token = await signChatToken(
 *   intercom,
 *   { user_id: 'u_1', email: 'jane@example.com', plan: 'pro' },
 *   { secret: 'k3y-0f-intercom-for-this-example' },
 * );
 * ```
 */
export const intercom: Intercom = /* @__PURE__ */ builtInVendor({
  name: 'intercom',
  title: 'Intercom Messenger',
  docs: DOCS,
  user: () =>
    openObject<IntercomUser & IntercomAttributes>(
      {
        user_id: identifier(),
        email: optional(string()),
        name: optional(string()),
        created_at: optional(number()),
      },
      scalar(),
      RESERVED,
    ),
  userId: ({ user_id }) => user_id,
  token: jwtFormat({ fixedClaims: {}, expiry: OPTIONAL_EXPIRY }),
  settings: (_claims, intercom_user_jwt) => ({ intercom_user_jwt }),
});

/**
 * Intercom's Identity Verification, the older method: a hash of `user_id`, or of `email` for a user without
 * one. It never expires. It still works, but Intercom calls it deprecated: prefer `intercom`, which signs a
 * JWT with the same secret.
 *
 * `secret` is the Messenger API secret from Settings > Channels > Messenger > Security. Each platform of each
 * workspace has its own. It is used as a UTF-8 string, without decoding. Custom attributes are allowed; the hash
 * does not cover them.
 *
 * @see https://www.intercom.com/help/en/articles/183
 * @example
 * ```ts
 * import { intercomHash, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   intercomHash,
 *   { user_id: 'u_1', email: 'jane@example.com' },
 *   { secret: 'k3y-0f-intercom-for-this-example' },
 * );
 * console.log(Object.keys(settings)); // [ 'user_id', 'email', 'user_hash' ]
 * ```
 */
export const intercomHash: IntercomHash = /* @__PURE__ */ builtInVendor({
  name: 'intercom-hash',
  title: 'Intercom Messenger (hash)',
  docs: HASH_DOCS,
  user: () =>
    requireOneOf(
      openObject<IntercomHashUser & IntercomHashAttributes>(
        {
          user_id: optional(identifier()),
          email: optional(identifier()),
          name: optional(string()),
          created_at: optional(number()),
        },
        scalar(),
        // They belong to the page, not to the user.
        [...RESERVED, 'app_id', 'api_base', 'session_duration'],
      ),
      ['user_id', 'email'],
    ),
  userId: ({ user_id, email }) => user_id ?? email ?? null,
  // One secret may serve both.
  token: hashFormat(({ user_id, email }: IntercomHashUser) => user_id ?? email, {
    isForbidden: isJwtInput,
  }),
  settings: (fields, user_hash) => ({ ...fields, user_hash }),
});
