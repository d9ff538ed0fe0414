import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { HashVendor } from '../../formats/hmac/options.ts';
import { object, optional } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const REACT = 'https://github.com/tawk/tawk-messenger-react';
const LOGINS = 'https://help.tawk.to/article/how-to-set-up-logins-with-a-hash-using-javascript-api';

/**
 * The visitor, for `Tawk_API.visitor`, which tawk.to reads when its script runs. `null` in an optional
 * member means that it is left out.
 *
 * Source: https://github.com/tawk/tawk-wordpress and https://github.com/tawk/tawk-messenger-react
 */
export interface TawkVisitorUser {
  /**
   * The visitor's email address. It is what the hash is made of, exactly as it is passed: another letter
   * case gives another hash. Not blank, without white space around it.
   */
  readonly email: string;
  /** The visitor's name. Not part of the hash. */
  readonly name?: string | null | undefined;
}

/**
 * tawk.to, for visitors that you know by their email address: `Tawk_API.visitor`. The token is a hash of
 * `email`, which never expires and goes with the name. For `Tawk_API.login`, see `tawkLogin`: the two calls
 * take different hashes.
 *
 * `secret` is the JavaScript API key of the property, from Administration > Overview > JavaScript API. Each
 * property has its own. It is used as a UTF-8 string, without decoding.
 *
 * @see https://github.com/tawk/tawk-messenger-react
 * @example
 * ```ts
 * import { signChatLogin, tawkVisitor } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   tawkVisitor,
 *   { email: 'jane@example.com', name: 'Jane Doe' },
 *   { secret: 'k3y-of-tawk-to-for-this-example-40-chars' },
 * );
 * console.log(Object.keys(settings)); // [ 'email', 'name', 'hash' ]
 * ```
 */
export const tawkVisitor: HashVendor<TawkVisitorUser, 'hash'> = /* @__PURE__ */ builtInVendor({
  name: 'tawk-visitor',
  title: 'tawk.to (visitor)',
  docs: REACT,
  user: () => object<TawkVisitorUser>({ email: identifier(), name: optional(string()) }),
  userId: ({ email }) => email,
  token: hashFormat(({ email }: TawkVisitorUser) => email),
  settings: (fields, hash) => ({ ...fields, hash }),
});

/**
 * The user, for `Tawk_API.login`. `null` in an optional member means that it is left out.
 *
 * Source: https://help.tawk.to/article/how-to-set-up-logins-with-a-hash-using-javascript-api
 */
export interface TawkLoginUser {
  /**
   * The user's id in your system. It is what the hash is made of. A string, not blank: whether a number
   * works is not documented. No maximum length is documented.
   */
  readonly userId: string;
  /** The user's name. Not part of the hash. */
  readonly name?: string | null | undefined;
  /** The user's email address. Not part of the hash. */
  readonly email?: string | null | undefined;
  /** The user's phone number. Not part of the hash. */
  readonly phone?: string | null | undefined;
}

/**
 * tawk.to, for users with an account: `Tawk_API.login`. The token is a hash of `userId`, which never expires
 * and goes with the other fields. For `Tawk_API.visitor`, see `tawkVisitor`: the two calls take different
 * hashes.
 *
 * `secret` is the JavaScript API key of the property, from Administration > Overview > JavaScript API. Each
 * property has its own. It is used as a UTF-8 string, without decoding.
 *
 * @see https://help.tawk.to/article/how-to-set-up-logins-with-a-hash-using-javascript-api
 * @example
 * ```ts
 * import { signChatLogin, tawkLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   tawkLogin,
 *   { userId: 'u_1', name: 'Jane Doe' },
 *   { secret: 'k3y-of-tawk-to-for-this-example-40-chars' },
 * );
 * console.log(Object.keys(settings)); // [ 'userId', 'name', 'hash' ]
 * ```
 */
export const tawkLogin: HashVendor<TawkLoginUser, 'hash'> = /* @__PURE__ */ builtInVendor({
  name: 'tawk-login',
  title: 'tawk.to (login)',
  docs: LOGINS,
  user: () =>
    object<TawkLoginUser>({
      userId: identifier(),
      name: optional(string()),
      email: optional(string()),
      phone: optional(string()),
    }),
  userId: ({ userId }) => userId,
  token: hashFormat(({ userId }: TawkLoginUser) => userId),
  settings: (fields, hash) => ({ ...fields, hash }),
});
