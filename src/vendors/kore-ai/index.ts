import { type ConfiguredVendor, createConfiguredVendor } from '../../contract/configured.ts';
import { builtInVendor, type WithoutNull } from '../../contract/vendor.ts';
import { jwtFormat } from '../../formats/jwt/format.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import { object, optional } from '../../schema/structures.ts';
import { boolean, identifier } from '../../schema/values.ts';

const ABOUT = {
  name: 'kore-ai',
  title: 'Kore.ai Web SDK',
  docs: 'https://docs.kore.ai/xo/sdk/sdk-security',
} as const;

/** The configuration of the SDK app. */
export interface KoreAiConfig {
  /** The client id of the app, which starts with `cs-`. It becomes the claim `iss`. */
  readonly clientId: string;
  /**
   * The claim `aud`. The documentation contradicts itself: `https://idproxy.kore.ai/authorize` in its
   * example, and the same address at `kore.com` in its table. Both are seen working in public code.
   */
  readonly audience: string;
}

/**
 * The user, for the Web SDK of the Kore.ai XO Platform. `null` in an optional member means that it is left
 * out.
 *
 * Source: https://docs.kore.ai/xo/sdk/sdk-security
 */
export interface KoreAiUser {
  /**
   * The user's id: an e-mail address or a phone number, or a random id if the user is anonymous. A string,
   * not blank. No maximum length is documented. Kore.ai also accepts it as `kore_sub`, which this package does
   * not sign or verify.
   */
  readonly sub: string;
  /** Whether the user is anonymous. Kore.ai does not keep anonymous users. A boolean. Default: `false`. */
  readonly isAnonymous?: boolean | null | undefined;
}

/**
 * The claims of a token for the Kore.ai Web SDK, without `iat` and `exp`.
 *
 * Source: https://docs.kore.ai/xo/sdk/sdk-security
 */
export interface KoreAiClaims extends WithoutNull<KoreAiUser> {
  /** The audience, from the configuration. */
  readonly aud: string;
  /** The client id of the app, from the configuration. */
  readonly iss: string;
}

/**
 * The Web SDK of the Kore.ai XO Platform. A token is valid for 15 minutes by default, and for an hour at
 * most: Kore.ai documents that maximum for tokens with `jti`, and none for others. No `jti` is signed: with
 * one, Kore.ai accepts a token only once. User data cannot set
 * `identityToMerge`, because it joins the history of another identity to this user.
 *
 * `secret` is the client secret of the registered SDK app. It looks like base64, but is used as a UTF-8
 * string, without decoding, as in all samples. The token has no key id.
 *
 * @see https://docs.kore.ai/xo/sdk/sdk-security
 * @example
 * ```ts
 * import { koreAi, signChatToken } from 'chat-token';
 *
 * const app = koreAi({
 *   clientId: 'cs-00000000-0000-5000-8000-000000000000',
 *   audience: 'https://idproxy.kore.ai/authorize',
 * });
 * const token = await signChatToken(
 *   app,
 *   { sub: 'jane@example.com' },
 *   { secret: 'k3y-0f-kore-ai-for-this-example' },
 * );
 * ```
 */
export const koreAi: ConfiguredVendor<
  KoreAiConfig,
  JwtVendor<KoreAiUser, 'token', Jwt, KoreAiClaims>
> = /* @__PURE__ */ createConfiguredVendor(
  ABOUT,
  { clientId: 'string', audience: 'string' },
  ({ clientId, audience }: KoreAiConfig) =>
    builtInVendor({
      ...ABOUT,
      user: () => object<KoreAiUser>({ sub: identifier(), isAnonymous: optional(boolean()) }),
      userId: ({ sub }) => sub,
      token: jwtFormat({
        fixedClaims: { aud: audience, iss: clientId },
        expiry: { claim: 'exp', default: 900, max: 3600, required: true, requireIssuedAt: true },
        registeredClaims: ['sub'],
        privilegedClaims: ['identityToMerge'],
      }),
      settings: (_claims, token) => ({ token }),
    }),
);
