import { builtInVendor, type WithoutNull } from '../../contract/vendor.ts';
import { jwtFormat } from '../../formats/jwt/format.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import { object, optional, requireOneOf } from '../../schema/structures.ts';
import { identifier } from '../../schema/values.ts';

const DOCS = 'https://developer.kustomer.com/docs/chat/identity';

/**
 * The user, for Kustomer Chat on the web, iOS, Android and React Native. One of the two members is
 * required. `null` means that a member is left out.
 *
 * Source: Kustomer developers, "Customer identity" and "Log in and authentication".
 */
export interface KustomerUser {
  /**
   * The user's id in your system: a string, not blank. Kustomer does not use it if there is an `email`. No
   * maximum length is documented.
   */
  readonly externalId?: string | null | undefined;
  /**
   * The user's email address: a string, not blank. It takes precedence over `externalId`. No maximum
   * length is documented.
   */
  readonly email?: string | null | undefined;
}

/** The claims of a token for Kustomer Chat, without `iat`. */
export interface KustomerClaims extends WithoutNull<KustomerUser> {}

/**
 * Kustomer Chat: web, iOS, Android and React Native.
 *
 * `secret` is the field `secret` of Kustomer's API endpoint `/v1/auth/customer/settings`, one per
 * organization. It is used as a UTF-8 string. The token has no key id. It is valid for 15 minutes after
 * `iat` and has no `exp`, so `expiresIn` cannot be set. Whether Kustomer accepts `exp` is not documented.
 *
 * @see https://developer.kustomer.com/docs/chat/identity
 * @example
 * ```ts
 * import { kustomer, signChatToken } from 'chat-token';
 *
 * const token = await signChatToken(
 *   kustomer,
 *   { externalId: 'u_1' },
 *   { secret: 'k3y-0f-kustomer-for-this-example' },
 * );
 * ```
 */
export const kustomer: JwtVendor<
  KustomerUser,
  'jwtToken',
  Jwt<'unused', 'iat'>,
  KustomerClaims
> = /* @__PURE__ */ builtInVendor({
  name: 'kustomer',
  title: 'Kustomer Chat',
  docs: DOCS,
  user: () =>
    requireOneOf(
      object<KustomerUser>({ externalId: optional(identifier()), email: optional(identifier()) }),
      ['externalId', 'email'],
    ),
  userId: ({ externalId, email }) => email ?? externalId ?? null,
  token: jwtFormat({
    fixedClaims: {},
    expiry: { claim: 'iat', default: 900, max: 900, required: true },
  }),
  settings: (_claims, jwtToken) => ({ jwtToken }),
});
