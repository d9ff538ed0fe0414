import { builtInVendor, type WithoutNull } from '../../contract/vendor.ts';
import { jwtFormat } from '../../formats/jwt/format.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import { keyIds } from '../../keys/key-id.ts';
import { object, optional } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const DOCS =
  'https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-legacy';

/**
 * The user, for Khoros Brand Messenger (Legacy). Brand Messenger without "Legacy" is a different product
 * with a different token. `null` in an optional member means that it is left out.
 *
 * Source: Khoros, end-user authentication for Brand Messenger Legacy, pages for web, iOS and Android.
 * Facts that these pages do not have are from Smooch, the engine that the product is built on.
 */
export interface KhorosUser {
  /**
   * The user's id in your system, the same on web, iOS and Android. It must never change, and should
   * contain nothing that identifies a person. A string, not blank: Smooch rejects a number with an
   * authentication error. No maximum length is documented.
   */
  readonly userId: string;
  /**
   * The platform of a mobile app: the samples show `ios` and `android`. Other values, and what Khoros
   * does with it, are not documented. The web samples do not have it.
   */
  readonly platform?: string | null | undefined;
  /**
   * The user's name, listed for mobile apps so that "the user can be identified". The maximum length
   * is not documented. The web samples do not have it.
   */
  readonly givenName?: string | null | undefined;
}

/** The claims of a token for Khoros Brand Messenger (Legacy), without `iat` and `exp`. */
export interface KhorosClaims extends WithoutNull<KhorosUser> {
  /** Limits the token to one end user. Always `appUser`: other scopes give access to the whole app. */
  readonly scope: 'appUser';
}

/**
 * Khoros Brand Messenger (Legacy): Modern Chat web, iOS and Android.
 *
 * `keyId` is the App Key ID, `secret` the App Key Secret. Both come from Khoros Support. The secret is
 * used as a UTF-8 string. Those in Smooch's documentation have 24 characters.
 *
 * @see https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-legacy
 * @example
 * ```ts
 * import { khoros, signChatToken } from 'chat-token';
 *
 * const token = await signChatToken(
 *   khoros,
 *   { userId: 'c0ffee-42' },
 *   { keyId: 'app_key_id', secret: '24-characters-of-secret-' },
 * );
 * ```
 */
export const khoros: JwtVendor<
  KhorosUser,
  'userId' | 'jwt',
  Jwt<'required'>,
  KhorosClaims
> = /* @__PURE__ */ builtInVendor({
  name: 'khoros',
  title: 'Khoros Brand Messenger (Legacy)',
  docs: DOCS,
  user: () =>
    object<KhorosUser>({
      userId: identifier(),
      platform: optional(string()),
      givenName: optional(string()),
    }),
  userId: ({ userId }) => userId,
  token: jwtFormat({ keyIds: keyIds('required'), fixedClaims: { scope: 'appUser' } }),
  settings: ({ userId }, jwt) => ({ userId, jwt }),
});
