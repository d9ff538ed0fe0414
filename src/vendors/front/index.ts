import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { HashVendor } from '../../formats/hmac/options.ts';
import { type JsonValue, jsonObject } from '../../schema/json.ts';
import { object, optional } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const DOCS = 'https://dev.frontapp.com/docs/identify-users';

/**
 * The user, for `FrontChat('init', …)` and `FrontChat('identity', …)`. `null` in an optional member means that it
 * is left out.
 *
 * Source: https://dev.frontapp.com/docs/identify-users and https://dev.frontapp.com/docs/chat-sdk-reference
 */
export interface FrontUser {
  /**
   * The user's email address, which must be valid. It is what the hash is made of, exactly as it is passed:
   * another letter case gives another hash. Not blank, without white space around it.
   */
  readonly email: string;
  /** The user's name. Not part of the hash. */
  readonly name?: string | null | undefined;
  /**
   * Custom fields of the user, an object of JSON values: what Front accepts in it is not documented here. Not
   * part of the hash.
   */
  readonly customFields?: Readonly<Record<string, JsonValue>> | null | undefined;
}

/**
 * Front Chat on the web. The token is a hash of `email`, which never expires and goes with the other fields.
 *
 * `secret` is the verification secret of the chat channel, from Settings > Inboxes > your chat inbox > the chat
 * channel > Verify logged-in user identity. Each channel has its own. It is used as a UTF-8 string, without
 * decoding.
 *
 * @see https://dev.frontapp.com/docs/identify-users
 * @example
 * ```ts
 * import { front, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   front,
 *   { email: 'jane@example.com', name: 'Jane Doe' },
 *   { secret: 'k3y-0f-front-for-this-one-example' },
 * );
 * console.log(Object.keys(settings)); // [ 'email', 'name', 'userHash' ]
 * ```
 */
export const front: HashVendor<FrontUser, 'userHash'> = /* @__PURE__ */ builtInVendor({
  name: 'front',
  title: 'Front Chat',
  docs: DOCS,
  user: () =>
    object<FrontUser>({
      email: identifier(),
      name: optional(string()),
      customFields: optional(jsonObject()),
    }),
  userId: ({ email }) => email,
  token: hashFormat(({ email }: FrontUser) => email),
  settings: (fields, userHash) => ({ ...fields, userHash }),
});
