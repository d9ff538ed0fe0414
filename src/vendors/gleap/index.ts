import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { HashVendor } from '../../formats/hmac/options.ts';
import { type JsonValue, jsonObject } from '../../schema/json.ts';
import { object, optional } from '../../schema/structures.ts';
import { identifier, number, string } from '../../schema/values.ts';

const DOCS = 'https://docs.gleap.io/documentation/guides/enforce-identity-verification';

/**
 * The user, for `Gleap.identify`. `null` in an optional member means that it is left out.
 *
 * Source: https://www.npmjs.com/package/gleap (`index.d.ts`) and
 * https://docs.gleap.io/documentation/guides/enforce-identity-verification
 */
export interface GleapUser {
  /**
   * The user's id in your system. It is what the hash is made of. A string, not blank: make a string of a number
   * before you sign it. No maximum length is documented.
   */
  readonly userId: string;
  /** The user's name. Not part of the hash. */
  readonly name?: string | null | undefined;
  /** The user's email address. Not part of the hash. */
  readonly email?: string | null | undefined;
  /** The user's phone number. Not part of the hash. */
  readonly phone?: string | null | undefined;
  /** The value of the user, a number. What it counts is not documented here. Not part of the hash. */
  readonly value?: number | null | undefined;
  /** Attributes of your own, an object of JSON values. Not part of the hash. */
  readonly customData?: Readonly<Record<string, JsonValue>> | null | undefined;
}

/**
 * Gleap: web, iOS, Android and React Native. The token is a hash of `userId`, which never expires and goes with
 * the other fields.
 *
 * `secret` is the secret for identity verification. Where Gleap shows it is not documented. It is used as a UTF-8
 * string, without decoding.
 *
 * @see https://docs.gleap.io/documentation/guides/enforce-identity-verification
 * @example
 * ```ts
 * import { gleap, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   gleap,
 *   { userId: 'u_1', name: 'Jane Doe', customData: { plan: 'pro' } },
 *   { secret: 'k3y-0f-gleap-for-this-one-example' },
 * );
 * console.log(Object.keys(settings)); // [ 'userId', 'name', 'customData', 'userHash' ]
 * ```
 */
export const gleap: HashVendor<GleapUser, 'userHash'> = /* @__PURE__ */ builtInVendor({
  name: 'gleap',
  title: 'Gleap',
  docs: DOCS,
  user: () =>
    object<GleapUser>({
      userId: identifier(),
      name: optional(string()),
      email: optional(string()),
      phone: optional(string()),
      value: optional(number()),
      customData: optional(jsonObject()),
    }),
  userId: ({ userId }) => userId,
  token: hashFormat(({ userId }: GleapUser) => userId),
  settings: (fields, userHash) => ({ ...fields, userHash }),
});
