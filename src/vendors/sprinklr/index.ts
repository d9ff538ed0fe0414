import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { HashVendor } from '../../formats/hmac/options.ts';
import { object, optional } from '../../schema/structures.ts';
import { identifier } from '../../schema/values.ts';

const DOCS =
  'https://www.sprinklr.com/help/articles/initialize-sprinklr-live-chat/how-to-generate-hash/683930dc0a718d29a525c7e0';

/**
 * The user, for Sprinklr's live chat. All six members are part of the hash, exactly as they are passed: if one
 * changes, sign again. A member must not be empty or have white space around it. `null` in an optional
 * member means that it is left out.
 *
 * Source: https://www.sprinklr.com/help/articles/customer-authentication/customer-authentication/63f255f09b334f7283b4c9a1
 */
export interface SprinklrUser {
  /**
   * The user's id in your system. Sprinklr's page about the hash calls it `userId`. Whether a number works is
   * not documented. No maximum length is documented.
   */
  readonly id: string;
  /** The user's first name. */
  readonly firstName?: string | null | undefined;
  /** The user's last name. */
  readonly lastName?: string | null | undefined;
  /** Address of the user's picture. */
  readonly profileImageUrl?: string | null | undefined;
  /** The user's phone number. Sprinklr's sample has no `+`. */
  readonly phoneNo?: string | null | undefined;
  /** The user's email address. */
  readonly email?: string | null | undefined;
}

/** What Sprinklr hashes. What is left out keeps its place. */
const message = (user: SprinklrUser): string =>
  [user.id, user.firstName, user.lastName, user.profileImageUrl, user.phoneNo, user.email]
    .map((value) => value ?? '')
    .join('_');

/**
 * Sprinklr Live Chat. The token is a hash of all six fields, which never expires and goes with them.
 *
 * This is the hash without a time. Sprinklr also describes one that expires, with `hashCreationTime`. It is left
 * out, because Sprinklr's pages contradict each other about the unit of that time.
 *
 * `secret` is the API key of the live chat, from Live Chat Builder > Dev Tools. It is used as a UTF-8 string,
 * without decoding.
 *
 * @see https://www.sprinklr.com/help/articles/initialize-sprinklr-live-chat/how-to-generate-hash/683930dc0a718d29a525c7e0
 * @example
 * ```ts
 * import { signChatLogin, sprinklr } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   sprinklr,
 *   { id: '12345', firstName: 'Jane', email: 'jane@example.com' },
 *   { secret: 'k3y-0f-sprinklr-for-this-example' },
 * );
 * console.log(Object.keys(settings)); // [ 'id', 'firstName', 'email', 'hash' ]
 * ```
 */
export const sprinklr: HashVendor<SprinklrUser, 'hash'> = /* @__PURE__ */ builtInVendor({
  name: 'sprinklr',
  title: 'Sprinklr Live Chat',
  docs: DOCS,
  user: () =>
    object<SprinklrUser>({
      id: identifier(),
      firstName: optional(identifier()),
      lastName: optional(identifier()),
      profileImageUrl: optional(identifier()),
      phoneNo: optional(identifier()),
      email: optional(identifier()),
    }),
  userId: ({ id }) => id,
  token: hashFormat(message),
  settings: (fields, hash) => ({ ...fields, hash }),
});
