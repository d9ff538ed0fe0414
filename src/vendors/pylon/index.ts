import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { HashVendor } from '../../formats/hmac/options.ts';
import { HEXADECIMAL } from '../../keys/encodings.ts';
import { object, optional } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const DOCS = 'https://docs.usepylon.com/pylon-docs/chat-widget/identity-verification';

/**
 * The user, for `chat_settings` of `window.pylon`. `null` in an optional member means that it is left out.
 *
 * Source: https://docs.usepylon.com/pylon-docs/chat-widget/identity-verification
 */
export interface PylonUser {
  /**
   * The user's email address. It is what the hash is made of, exactly as it is passed: another letter case gives
   * another hash. Not blank, without white space around it. No maximum length is documented.
   */
  readonly email: string;
  /** The user's name. Pylon's sample has it; whether it is required is not documented. Not part of the hash. */
  readonly name?: string | null | undefined;
  /** The id of the user's account in your system. Not part of the hash. */
  readonly account_external_id?: string | null | undefined;
}

/**
 * Pylon's chat widget on the web, with the option "HMAC email hash". The token is a hash of `email`, which never
 * expires and goes with the other fields. Pylon's other option, a JWT, is not part of this package.
 *
 * `secret` is the identity verification secret of the widget, which Pylon shows once. Each widget has its own. It
 * is written in hexadecimal digits, and decoded before it is used.
 *
 * @see https://docs.usepylon.com/pylon-docs/chat-widget/identity-verification
 * @example
 * ```ts
 * import { pylon, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   pylon,
 *   { email: 'jane@example.com', name: 'Jane Doe' },
 *   { secret: '6b33792d30662d70796c6f6e2d666f722d746869732d6578616d706c65' },
 * );
 * console.log(Object.keys(settings)); // [ 'email', 'name', 'email_hash' ]
 * ```
 */
export const pylon: HashVendor<PylonUser, 'email_hash'> = /* @__PURE__ */ builtInVendor({
  name: 'pylon',
  title: 'Pylon',
  docs: DOCS,
  user: () =>
    object<PylonUser>({
      email: identifier(),
      name: optional(string()),
      account_external_id: optional(string()),
    }),
  userId: ({ email }) => email,
  token: hashFormat(({ email }: PylonUser) => email, { secretEncoding: HEXADECIMAL }),
  settings: (fields, email_hash) => ({ ...fields, email_hash }),
});
