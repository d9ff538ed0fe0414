import { builtInVendor } from '../../contract/vendor.ts';
import { jwtFormat, OPTIONAL_EXPIRY } from '../../formats/jwt/format.ts';
import type { JwtVendor } from '../../formats/jwt/options.ts';
import { object, optional } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const DOCS = 'https://developers.canny.io/install/widget/sso';

/**
 * The user, for Canny's feedback widget. `null` in an optional member means that it is left out.
 *
 * Canny also takes any other field of its Identify API. The page about tokens does not list these fields,
 * so they are not part of this contract: define your own vendor with `defineVendor` if you need them.
 *
 * Source: https://developers.canny.io/install/widget/sso
 */
export interface CannyUser {
  /**
   * The user's id in your system: a string, not blank. Whether a number works is not documented. No
   * maximum length is documented.
   */
  readonly id: string;
  /** The user's email address. */
  readonly email: string;
  /** The user's name. */
  readonly name: string;
  /** The address of the user's picture. Canny prefers to get one. */
  readonly avatarURL?: string | null | undefined;
  /** When the user signed up, as a string in ISO 8601: `new Date(…).toISOString()`. */
  readonly created?: string | null | undefined;
}

/**
 * Canny's feedback widget.
 *
 * `secret` is the private key that Canny's page about tokens shows after you log in there. It is used as a
 * UTF-8 string, without decoding. The token has no key id. Canny also accepts tokens without `exp`, and
 * obeys one that is there; the longest lifetime is not documented.
 *
 * @see https://developers.canny.io/install/widget/sso
 * @example
 * ```ts
 * import { canny, signChatToken } from 'chat-token';
 *
 * const token = await signChatToken(
 *   canny,
 *   { id: 'u_1', email: 'jane@example.com', name: 'Jane Doe' },
 *   { secret: 'k3y-0f-canny-for-this-example' },
 * );
 * ```
 */
export const canny: JwtVendor<CannyUser, 'ssoToken'> = /* @__PURE__ */ builtInVendor({
  name: 'canny',
  title: 'Canny',
  docs: DOCS,
  user: () =>
    object<CannyUser>({
      id: identifier(),
      email: string(),
      name: string(),
      avatarURL: optional(string()),
      created: optional(string()),
    }),
  userId: ({ id }) => id,
  token: jwtFormat({ fixedClaims: {}, expiry: OPTIONAL_EXPIRY }),
  settings: (_claims, ssoToken) => ({ ssoToken }),
});
