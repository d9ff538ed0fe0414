import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { HashVendor } from '../../formats/hmac/options.ts';
import { object, optional } from '../../schema/structures.ts';
import { identifier, lowerCase, string } from '../../schema/values.ts';

const DOCS =
  'https://docs.customerly.io/en/live-chat/setting-up-identity-verification-for-web-and-mobile-on-customerly';

/**
 * The user, for `customerly.load` and `customerly.update`. `null` in an optional member means that it is left
 * out.
 *
 * Source: Customerly's documentation of identity verification, and its package `react-live-chat-customerly`.
 */
export interface CustomerlyUser {
  /** The user's id in your system. Not part of the hash. */
  readonly user_id?: string | null | undefined;
  /**
   * The user's email address. It is what the hash is made of. Customerly hashes it in lower case, so it is also
   * sent in lower case. Not blank, without white space around it.
   */
  readonly email: string;
  /** The user's name. Not part of the hash. */
  readonly name?: string | null | undefined;
}

/**
 * Customerly live chat: web and mobile. The token is a hash of `email` in lower case, which never expires and goes
 * with the other fields.
 *
 * `secret` is the secret of the project, which Customerly's support sends in the chat. It is used as a UTF-8
 * string, without decoding.
 *
 * @see https://docs.customerly.io/en/live-chat/setting-up-identity-verification-for-web-and-mobile-on-customerly
 * @example
 * ```ts
 * import { customerly, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   customerly,
 *   { user_id: 'u_1', email: 'Jane@Example.com', name: 'Jane Doe' },
 *   { secret: 'k3y-0f-customerly-for-this-example' },
 * );
 * console.log(settings.email); // jane@example.com
 * ```
 */
export const customerly: HashVendor<CustomerlyUser, 'email_hash'> = /* @__PURE__ */ builtInVendor({
  name: 'customerly',
  title: 'Customerly',
  docs: DOCS,
  user: () =>
    object<CustomerlyUser>({
      user_id: optional(identifier()),
      email: lowerCase(identifier()),
      name: optional(string()),
    }),
  userId: ({ email }) => email,
  token: hashFormat(({ email }: CustomerlyUser) => email),
  settings: (fields, email_hash) => ({ ...fields, email_hash }),
});
