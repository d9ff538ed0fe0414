import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { HashVendor } from '../../formats/hmac/options.ts';
import { object, optional, requireOneOf } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const DOCS = 'https://plain.com/docs/chat/authentication';

/**
 * The user, for `customerDetails` of `Plain.init`. `null` in an optional member means that it is left out.
 *
 * Source: https://plain.com/docs/chat/authentication
 */
export interface PlainUser {
  /**
   * The user's email address. It is what the hash is made of, exactly as it is passed: another letter case gives
   * another hash. Not blank, without white space around it. No maximum length is documented.
   */
  readonly email: string;
  /** The user's full name. Not part of the hash. */
  readonly fullName?: string | null | undefined;
  /** The user's short name. Not part of the hash. */
  readonly shortName?: string | null | undefined;
  /** Address of the user's picture. Not part of the hash. */
  readonly chatAvatarUrl?: string | null | undefined;
  /** The user's id in your system. Not part of the hash. */
  readonly externalId?: string | null | undefined;
  /** The tenant of the user. Not part of the hash. */
  readonly tenantIdentifier?: PlainTenant | null | undefined;
}

/** A tenant: one of the two ids is required. Which one counts if both are there is not documented. */
export interface PlainTenant {
  /** The tenant's id at Plain. */
  readonly tenantId?: string | null | undefined;
  /** The tenant's id in your system. */
  readonly externalId?: string | null | undefined;
}

/**
 * Plain's chat on the web. The token is a hash of `email`, which never expires and goes with the other fields.
 *
 * `secret` is the chat secret, from Settings > Chat. It is neither an API key of the workspace nor the id of the
 * app (`liveChatApp_…`). It is used as a UTF-8 string, without decoding.
 *
 * @see https://plain.com/docs/chat/authentication
 * @example
 * ```ts
 * import { plain, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   plain,
 *   { email: 'jane@example.com', fullName: 'Jane Doe' },
 *   { secret: 'k3y-0f-plain-for-this-one-example' },
 * );
 * console.log(Object.keys(settings)); // [ 'email', 'fullName', 'emailHash' ]
 * ```
 */
export const plain: HashVendor<PlainUser, 'emailHash'> = /* @__PURE__ */ builtInVendor({
  name: 'plain',
  title: 'Plain',
  docs: DOCS,
  user: () =>
    object<PlainUser>({
      email: identifier(),
      fullName: optional(string()),
      shortName: optional(string()),
      chatAvatarUrl: optional(string()),
      externalId: optional(string()),
      tenantIdentifier: optional(
        requireOneOf(
          object<PlainTenant>({ tenantId: optional(string()), externalId: optional(string()) }),
          ['tenantId', 'externalId'],
        ),
      ),
    }),
  userId: ({ email }) => email,
  token: hashFormat(({ email }: PlainUser) => email),
  settings: (fields, emailHash) => ({ ...fields, emailHash }),
});
