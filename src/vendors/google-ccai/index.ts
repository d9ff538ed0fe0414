import { type ConfiguredVendor, createConfiguredVendor } from '../../contract/configured.ts';
import { builtInVendor, type WithoutNull } from '../../contract/vendor.ts';
import { jwtFormat, STANDARD_EXPIRY } from '../../formats/jwt/format.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import { object, optional } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const ABOUT = {
  name: 'google-ccai',
  title: 'Google CCAI Platform',
  docs: 'https://cloud.google.com/contact-center/ccai-platform/docs/sdk-end-user-auth',
} as const;

/**
 * The user, for Google Contact Center AI Platform. `null` in an optional member means that it is left out.
 *
 * Source: Google Cloud, "End user authentication" and "web SDK v3 Authenticate".
 */
export interface GoogleCcaiUser {
  /**
   * The user's id in your system, the same in all sessions. Google asks for a UUID, and not for an email
   * address. Google's pages disagree: by one, a user without it becomes an anonymous account; by the
   * other, the web SDK needs it even for anonymous users. It is required here, because it is right by both.
   * No maximum length is documented.
   */
  readonly identifier: string;
  /** The user's name. Optional by one of Google's pages, and required by the other. */
  readonly name?: string | null | undefined;
  /** The user's email address. Optional by one of Google's pages, and required by the other. */
  readonly email?: string | null | undefined;
  /** The user's phone number. Google recommends the E.164 format: `+14155550123`. */
  readonly phone?: string | null | undefined;
}

/** The claims of a token for Google Contact Center AI Platform, without `iat` and `exp`. */
export interface GoogleCcaiClaims extends WithoutNull<GoogleCcaiUser> {
  /** The company name of the configuration. */
  readonly iss: string;
}

/** What a token for Google Contact Center AI Platform needs besides the user. */
export interface GoogleCcaiConfig {
  /** The name of your company, which becomes `iss`. Whether Google checks it is not documented. */
  readonly companyName: string;
}

/**
 * Google Contact Center AI Platform (CCAI Platform, built on UJET): web SDK and mobile SDKs.
 *
 * `secret` is the company secret from Settings > Developer Settings, used as a UTF-8 string. The token has
 * no key id. A token is valid for 1 hour by default, as in Google's samples; a maximum is
 * not documented.
 *
 * @see https://cloud.google.com/contact-center/ccai-platform/docs/sdk-end-user-auth
 * @example
 * ```ts
 * import { googleCcai, signChatToken } from 'chat-token';
 *
 * const vendor = googleCcai({ companyName: 'ACME' });
 * const token = await signChatToken(
 *   vendor,
 *   { identifier: 'f81d4fae-7dec-41d0-a765-00a0c91e6bf6', name: 'Jane Doe' },
 *   { secret: 'k3y-0f-ccai-for-this-one-example' },
 * );
 * ```
 */
export const googleCcai: ConfiguredVendor<
  GoogleCcaiConfig,
  JwtVendor<GoogleCcaiUser, 'token', Jwt, GoogleCcaiClaims>
> = /* @__PURE__ */ createConfiguredVendor(
  ABOUT,
  { companyName: 'string' },
  ({ companyName }: GoogleCcaiConfig) =>
    builtInVendor({
      ...ABOUT,
      user: () =>
        object<GoogleCcaiUser>({
          identifier: identifier(),
          name: optional(string()),
          email: optional(string()),
          phone: optional(string()),
        }),
      userId: (claims) => claims.identifier,
      token: jwtFormat({
        fixedClaims: { iss: companyName },
        expiry: { ...STANDARD_EXPIRY, requireIssuedAt: true },
      }),
      settings: (_claims, token) => ({ token }),
    }),
);
