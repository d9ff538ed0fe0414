import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { HashVendor } from '../../formats/hmac/options.ts';
import { object, optional, requireOneOf } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const DOCS = 'https://www.chatwoot.com/docs/product/channels/live-chat/sdk/identity-validation';

/**
 * The user, for Chatwoot's live chat. At least one of `name`, `email` and `avatar_url` is required and
 * must not be empty: otherwise Chatwoot's SDK throws. `null` in an optional member means that it is left out.
 *
 * Source: Chatwoot's SDK (`sdk.js`, `cookieHelpers.js`) and its documentation of identity validation.
 */
export interface ChatwootUser {
  /**
   * The user's id in your system. It is what the hash is made of. A string, not blank: the server
   * compares it with a stored string. A user with another identifier is another contact.
   */
  readonly identifier: string;
  /** The user's name. Not part of the hash. */
  readonly name?: string | null | undefined;
  /** The user's email address. Not part of the hash. */
  readonly email?: string | null | undefined;
  /** Address of the user's picture. Not part of the hash. */
  readonly avatar_url?: string | null | undefined;
  /**
   * The user's phone number. Not part of the hash. If nothing else has changed since the last login, the
   * SDK does not send it.
   */
  readonly phone_number?: string | null | undefined;
}

/**
 * Chatwoot live chat: web, React Native and Flutter. The token is a hash of `identifier`, which never
 * expires and goes with the other fields.
 *
 * `secret` is the HMAC token of the inbox, from Settings > Inboxes > Configuration > Identity Validation.
 * Each inbox has its own. It is used as a UTF-8 string, without decoding.
 *
 * @see https://www.chatwoot.com/docs/product/channels/live-chat/sdk/identity-validation
 * @example
 * ```ts
 * import { chatwoot, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   chatwoot,
 *   { identifier: 'u_1', name: 'Jane Doe', email: 'jane@example.com' },
 *   { secret: 'k3y-0f-chatwoot-for-this-example' },
 * );
 * console.log(settings.identifier_hash.length); // 64
 * ```
 */
export const chatwoot: HashVendor<ChatwootUser, 'identifier_hash'> = /* @__PURE__ */ builtInVendor({
  name: 'chatwoot',
  title: 'Chatwoot',
  docs: DOCS,
  user: () =>
    requireOneOf(
      object<ChatwootUser>({
        identifier: identifier(),
        name: optional(string()),
        email: optional(string()),
        avatar_url: optional(string()),
        phone_number: optional(string()),
      }),
      ['name', 'email', 'avatar_url'],
    ),
  userId: ({ identifier }) => identifier,
  token: hashFormat(({ identifier }: ChatwootUser) => identifier),
  settings: (fields, identifier_hash) => ({ ...fields, identifier_hash }),
});
