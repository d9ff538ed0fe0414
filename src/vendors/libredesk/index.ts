import { builtInVendor } from '../../contract/vendor.ts';
import { jwtFormat } from '../../formats/jwt/format.ts';
import type { JwtVendor } from '../../formats/jwt/options.ts';
import { type JsonValue, jsonObject } from '../../schema/json.ts';
import { object, optional } from '../../schema/structures.ts';
import { identifier, string, utf8Bytes, withinBytes } from '../../schema/values.ts';

const SERVER = 'https://github.com/abhinavxd/libredesk/blob/main/cmd/chat.go';

/**
 * The user, for Libredesk's live chat. `null` in an optional member means that it is left out. Libredesk
 * counts lengths in bytes of UTF-8, in which a letter such as `é` takes two.
 *
 * Source: https://github.com/abhinavxd/libredesk/blob/main/cmd/chat.go
 */
export interface LibredeskUser {
  /**
   * The user's id in your system: a string, not blank, of at most 128 bytes. Libredesk looks for the
   * contact with this id first, and creates one for a new id.
   */
  readonly external_user_id: string;
  /**
   * The user's email address: at most 254 bytes, not empty. Each login with another address overwrites the
   * one that is stored.
   */
  readonly email: string;
  /** The user's first name: at most 128 bytes, not empty. */
  readonly first_name: string;
  /** The user's last name: at most 128 bytes. An empty one does not erase the one that is stored. */
  readonly last_name?: string | null | undefined;
  /** The user's phone number: at most 20 bytes. An empty one does not erase the one that is stored. */
  readonly phone_number?: string | null | undefined;
  /**
   * The country of the phone number, as two letters (ISO 3166-1 alpha-2). Libredesk silently drops a value
   * of more than 10 bytes.
   */
  readonly phone_number_country_code?: string | null | undefined;
  /**
   * Custom attributes of the contact. They win over what the visitor enters in the form before the chat.
   * Which values they may have, and how long, is not documented: any JSON value is accepted here.
   */
  readonly contact_custom_attributes?: Readonly<Record<string, JsonValue>> | null | undefined;
}

/**
 * Libredesk's live chat, on your own server. User data cannot set `user_id` or `is_visitor`: with `user_id`,
 * Libredesk selects a contact by its internal id.
 *
 * `secret` is the inbox's Secret key (Security). It is used as a UTF-8 string, without decoding. The token
 * has no key id. Libredesk rejects a token without `exp`; the longest lifetime is not documented.
 *
 * @see https://github.com/abhinavxd/libredesk/blob/main/cmd/chat.go
 * @example
 * ```ts
 * import { libredesk, signChatToken } from 'chat-token';
 *
 * const token = await signChatToken(
 *   libredesk,
 *   { external_user_id: 'u_1', email: 'jane@example.com', first_name: 'Jane' },
 *   { secret: 'k3y-0f-libredesk-for-this-example' },
 * );
 * ```
 */
export const libredesk: JwtVendor<LibredeskUser, 'userJWT'> = /* @__PURE__ */ builtInVendor({
  name: 'libredesk',
  title: 'Libredesk',
  docs: SERVER,
  user: () =>
    object<LibredeskUser>({
      external_user_id: withinBytes(identifier(), 128),
      email: string(utf8Bytes(254, 1)),
      first_name: string(utf8Bytes(128, 1)),
      last_name: optional(string(utf8Bytes(128))),
      phone_number: optional(string(utf8Bytes(20))),
      phone_number_country_code: optional(string()),
      contact_custom_attributes: optional(jsonObject()),
    }),
  userId: ({ external_user_id }) => external_user_id,
  token: jwtFormat({ fixedClaims: {}, privilegedClaims: ['user_id', 'is_visitor'] }),
  settings: (_claims, userJWT) => ({ userJWT }),
});
