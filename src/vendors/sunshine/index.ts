import { builtInVendor } from '../../contract/vendor.ts';
import { jwtFormat, OPTIONAL_EXPIRY } from '../../formats/jwt/format.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import { keyIds } from '../../keys/key-id.ts';
import { object } from '../../schema/structures.ts';
import { characters, identifier } from '../../schema/values.ts';
import { SMOOCH_V1, SMOOCH_V2 } from '../smooch/sources.ts';

/**
 * The user, for Sunshine Conversations (formerly Smooch): the web SDK from version 5 on, and the mobile SDKs
 * from version 8 on. Earlier SDKs need version 1: see `SunshineV1User`.
 *
 * Source: https://docs.smooch.io/guide/authenticating-users
 */
export interface SunshineUser {
  /**
   * The user's id in your system, the same on all devices. Any string that is unique in the app: an email
   * address works too. A string, not blank: a number gives an authentication error. At most 1024 characters.
   *
   * Source of the maximum: https://github.com/zendesk/sunshine-conversations-api-spec
   */
  readonly external_id: string;
}

/** The claims of a token for Sunshine Conversations, without `iat` and `exp`. */
export interface SunshineClaims extends SunshineUser {
  /** Limits the token to one end user. Always `user`: the other scopes are for servers. */
  readonly scope: 'user';
}

/**
 * Sunshine Conversations: web, iOS and Android. Zendesk messaging is built on it and has a vendor of its own,
 * `zendesk`, with the user's name and email address.
 *
 * `keyId` and `secret` are those of an app key, which the API of Sunshine Conversations creates. The secret is
 * used as a UTF-8 string, without decoding. `exp` is optional; a maximum lifetime is not documented.
 *
 * @see https://docs.smooch.io/guide/authenticating-users
 * @example
 * ```ts
 * import { signChatToken, sunshine } from 'chat-token';
 *
 * const token = await signChatToken(
 *   sunshine,
 *   { external_id: 'u_1' },
 *   { keyId: 'app_62b5e0ffca5a3800f0225c53', secret: '24-characters-of-secret-' },
 * );
 * ```
 */
export const sunshine: JwtVendor<
  SunshineUser,
  'externalId' | 'jwt',
  Jwt<'required'>,
  SunshineClaims
> = /* @__PURE__ */ builtInVendor({
  name: 'sunshine',
  title: 'Sunshine Conversations',
  docs: SMOOCH_V2,
  user: () => object<SunshineUser>({ external_id: identifier(characters(0, 1024)) }),
  userId: ({ external_id }) => external_id,
  token: jwtFormat({
    keyIds: keyIds('required'),
    fixedClaims: { scope: 'user' },
    expiry: OPTIONAL_EXPIRY,
  }),
  settings: ({ external_id }, jwt) => ({ externalId: external_id, jwt }),
});

/**
 * The user, for version 1 of Sunshine Conversations (formerly Smooch): the web SDK up to version 4, and the
 * mobile SDKs before version 8.
 *
 * Source: https://docs.smooch.io/guide/v1/authenticating-users
 */
export interface SunshineV1User {
  /**
   * The user's id in your system, the same on all devices. Any string that is unique in the app: an email
   * address works too. A string, not blank: a number gives an authentication error. The maximum length is
   * not documented.
   */
  readonly userId: string;
}

/** The claims of a token for version 1 of Sunshine Conversations, without `iat` and `exp`. */
export interface SunshineV1Claims extends SunshineV1User {
  /** Limits the token to one end user. Always `appUser`: the other scopes are for servers. */
  readonly scope: 'appUser';
}

/**
 * Version 1 of Sunshine Conversations, for old SDKs. Khoros Brand Messenger (Legacy) is built on it and has a
 * vendor of its own, `khoros`.
 *
 * `keyId` and `secret` are those of an app key. The secret is used as a UTF-8 string, without decoding. `exp`
 * is optional; a maximum lifetime is not documented.
 *
 * @see https://docs.smooch.io/guide/v1/authenticating-users
 * @example
 * ```ts
 * import { signChatToken, sunshineV1 } from 'chat-token';
 *
 * const token = await signChatToken(
 *   sunshineV1,
 *   { userId: 'u_1' },
 *   { keyId: 'app_62b5e0ffca5a3800f0225c53', secret: '24-characters-of-secret-' },
 * );
 * ```
 */
export const sunshineV1: JwtVendor<
  SunshineV1User,
  'userId' | 'jwt',
  Jwt<'required'>,
  SunshineV1Claims
> = /* @__PURE__ */ builtInVendor({
  name: 'sunshine-v1',
  title: 'Sunshine Conversations (version 1)',
  docs: SMOOCH_V1,
  user: () => object<SunshineV1User>({ userId: identifier() }),
  userId: ({ userId }) => userId,
  token: jwtFormat({
    keyIds: keyIds('required'),
    fixedClaims: { scope: 'appUser' },
    expiry: OPTIONAL_EXPIRY,
  }),
  settings: ({ userId }, jwt) => ({ userId, jwt }),
});
