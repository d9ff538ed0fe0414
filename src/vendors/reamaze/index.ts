import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { HashVendor } from '../../formats/hmac/options.ts';
import { object, optional } from '../../schema/structures.ts';
import { identifier, matching, string } from '../../schema/values.ts';

const DOCS = 'https://www.reamaze.com/developer/widget_auth';

/**
 * The user, for `_support['user']`, which Re:amaze reads when its script runs. `null` in an optional member
 * means that it is left out.
 *
 * Source: https://www.reamaze.com/developer/widget_auth
 */
export interface ReamazeUser {
  /**
   * The user's id in your system. The hash is made of it and `email`. Not blank, and without a colon: that
   * separates the two.
   */
  readonly id: string;
  /**
   * The user's email address. The hash is made of `id` and it, exactly as it is passed. Not blank, without
   * white space around it.
   */
  readonly email: string;
  /** The user's name. Not part of the hash. Whether Re:amaze requires it is not documented. */
  readonly name?: string | null | undefined;
  /** The user's phone number, in the E.164 format: `+14155550123`. Not part of the hash. */
  readonly phone?: string | null | undefined;
}

/**
 * Re:amaze's shoutbox and lightbox on the web. The token is a hash of `id` and `email`, separated by a colon. It
 * never expires, and goes with the other fields.
 *
 * `secret` is the SSO Secret, from Account Settings > Account IDs and Secret. It is used as a UTF-8 string,
 * without decoding.
 *
 * @see https://www.reamaze.com/developer/widget_auth
 * @example
 * ```ts
 * import { reamaze, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   reamaze,
 *   { id: 'u_1', email: 'jane@example.com', name: 'Jane Doe' },
 *   { secret: 'k3y-0f-reamaze-for-this-example' },
 * );
 * console.log(settings.authkey.length); // 64
 * ```
 */
export const reamaze: HashVendor<ReamazeUser, 'authkey'> = /* @__PURE__ */ builtInVendor({
  name: 'reamaze',
  title: 'Re:amaze',
  docs: DOCS,
  user: () =>
    object<ReamazeUser>({
      id: identifier(matching(/^[^:]*$/, 'must not have a colon')),
      email: identifier(),
      name: optional(string()),
      phone: optional(string()),
    }),
  userId: ({ id }) => id,
  token: hashFormat(({ id, email }: ReamazeUser) => `${id}:${email}`),
  settings: (fields, authkey) => ({ ...fields, authkey }),
});
