import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { HashVendor } from '../../formats/hmac/options.ts';
import { object, optional, requireOneOf } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const DOCS = 'https://docs.yourgpt.ai/chatbot/developer-guide/identity-verification';

/**
 * The user, for `$yourgptChatbot.set('contact:data', …)`. The hash is made of `ext_user_id`, otherwise of
 * `email`, and otherwise of `phone`. One of them is required. `null` in an optional member means that it is left
 * out.
 *
 * Source: https://docs.yourgpt.ai/chatbot/developer-guide/identity-verification
 */
export interface YourgptUser {
  /** The user's id in your system. If it is there, the hash is made of it. Not blank. */
  readonly ext_user_id?: string | null | undefined;
  /** The user's email address. The hash is made of it if there is no `ext_user_id`. Not blank. */
  readonly email?: string | null | undefined;
  /** The user's phone number. The hash is made of it if there is no `ext_user_id` and no `email`. Not blank. */
  readonly phone?: string | null | undefined;
  /** The user's name. Not part of the hash. */
  readonly name?: string | null | undefined;
}

/**
 * YourGPT chatbot on the web. The token is a hash of `ext_user_id`, `email` or `phone`: of the first one that the
 * user has. It never expires, and goes with the fields.
 *
 * `secret` is the secret key of the widget, from Widget > Settings. It is used as a UTF-8 string, without
 * decoding.
 *
 * @see https://docs.yourgpt.ai/chatbot/developer-guide/identity-verification
 * @example
 * ```ts
 * import { signChatLogin, yourgpt } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   yourgpt,
 *   { ext_user_id: 'u_1', email: 'jane@example.com', name: 'Jane Doe' },
 *   { secret: 'k3y-0f-yourgpt-for-this-example' },
 * );
 * console.log(settings.user_hash.length); // 64
 * ```
 */
export const yourgpt: HashVendor<YourgptUser, 'user_hash'> = /* @__PURE__ */ builtInVendor({
  name: 'yourgpt',
  title: 'YourGPT',
  docs: DOCS,
  user: () =>
    requireOneOf(
      object<YourgptUser>({
        ext_user_id: optional(identifier()),
        email: optional(identifier()),
        phone: optional(identifier()),
        name: optional(string()),
      }),
      ['ext_user_id', 'email', 'phone'],
    ),
  userId: (fields) => hashed(fields) ?? null,
  token: hashFormat(hashed),
  settings: (fields, user_hash) => ({ ...fields, user_hash }),
});

/** Returns what identifies the user: YourGPT takes the first of the three. */
function hashed({ ext_user_id, email, phone }: YourgptUser): string | null | undefined {
  return ext_user_id ?? email ?? phone;
}
