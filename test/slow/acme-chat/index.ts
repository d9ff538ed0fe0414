import { builtInVendor } from '../../contract/vendor.ts';
import { jwtFormat } from '../../formats/jwt/format.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import { keyIds } from '../../keys/key-id.ts';
import { object, optional } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

/**
 * The user, for Acme Chat.
 *
 * Source: https://docs.example.com/chat
 */
export interface AcmeChatUser {
  /** The member's number. */
  readonly member_no: string;
  /** The member's name. */
  readonly full_name?: string | undefined;
}

/**
 * The claims of a token for Acme Chat, without `iat` and `exp`.
 *
 * Source: https://docs.example.com/chat
 */
export interface AcmeChatClaims extends AcmeChatUser {
  /** The product. */
  readonly product: 'acme';
}

/** Acme Chat, a vendor of the tests. */
export const acmeChat: JwtVendor<
  AcmeChatUser,
  'acme_jwt',
  Jwt<'required'>,
  AcmeChatClaims
> = builtInVendor({
  name: 'acme-chat',
  title: 'Acme Chat',
  docs: 'https://docs.example.com/chat',
  user: () => object<AcmeChatUser>({ member_no: identifier(), full_name: optional(string()) }),
  userId: ({ member_no }) => member_no,
  token: jwtFormat({ keyIds: keyIds('required'), fixedClaims: { product: 'acme' } }),
  settings: (_claims, acme_jwt) => ({ acme_jwt }),
});
