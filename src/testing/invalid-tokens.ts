import type { FormatTypes } from '../contract/format.ts';
import {
  type AnyChatVendor,
  type ChatVendor,
  claimsOf,
  rejectNonVendor,
} from '../contract/vendor.ts';
import { computeHmac, importKey } from '../keys/hmac.ts';
import { checkSecret } from '../keys/secret.ts';
import { encodeBase64url, encodeJson, encodeUtf8 } from '../utils/encoding.ts';
import type { ChatTokenErrorCode } from '../utils/errors.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { createClock } from '../utils/time.ts';
import { type Draft, type InvalidTokenKind, KINDS, type WrongDraft } from './invalid-kinds.ts';
import { testKey } from './keys.ts';

export type { InvalidTokenKind } from './invalid-kinds.ts';

/** Options of {@link invalidToken}. All are optional. */
export interface InvalidTokenOptions {
  /**
   * The secret that your code verifies with: a string (its UTF-8 bytes are the key, nothing is decoded
   * from base64) or bytes, but no `CryptoKey`. Default: the one of `testKey(vendor)`.
   */
  readonly secret?: string | Uint8Array | undefined;
  /** The id of that secret, for the header's `kid`. Default: the one of `testKey(vendor)`. */
  readonly keyId?: string | undefined;
  /** The current time. Default: the clock. */
  readonly now?: Date | undefined;
}

/** How `verifyChatToken` rejects an invalid token. */
export interface InvalidTokenRejection<Format extends FormatTypes = FormatTypes> {
  /** What is wrong with the token. */
  readonly kind: InvalidTokenKind<Format>;
  /** The code of the error, or `undefined` if the token is accepted. */
  readonly code: ChatTokenErrorCode | undefined;
}

/**
 * Makes a token that is wrong in one way and valid in all others, to test that your code rejects it.
 *
 * | kind | what is wrong | error of `verifyChatToken` |
 * | --- | --- | --- |
 * | `expired` | it expired an hour ago | `ERR_TOKEN_EXPIRED` |
 * | `not-yet-valid` | `nbf` is in the future, before `exp` | `ERR_TOKEN_NOT_YET_VALID` |
 * | `other-key` | signed with another secret, with the right key id | `ERR_SIGNATURE_INVALID` |
 * | `other-key-id` | signed with the right secret, with another key id | `ERR_KEY_UNKNOWN` |
 * | `no-key-id` | there is no key id, but the vendor requires one | `ERR_KEY_ID_MISSING` |
 * | `other-vendor` | the claims are those of another vendor | `ERR_CLAIMS_INVALID` |
 * | `tampered` | `exp` was changed after signing | `ERR_SIGNATURE_INVALID` |
 * | `unsigned` | `alg` is `none`, without a signature | `ERR_TOKEN_MALFORMED` |
 * | `other-algorithm` | signed with HS512 | `ERR_ALGORITHM_REJECTED` |
 * | `no-expiry` | there is no `exp`, or no `iat` if the vendor counts from it | `ERR_CLAIMS_INVALID` |
 * | `milliseconds` | `iat` and `exp` are in milliseconds | no error: it is valid for millennia |
 * | `string-times` | `iat` and `exp` are strings | `ERR_CLAIMS_INVALID` |
 * | `truncated` | the end is cut off | `ERR_TOKEN_MALFORMED` |
 *
 * @param vendor - the vendor object
 * @param user - the user, as for `signChatToken`
 * @param kind - what is wrong
 * @param options - the key that your code knows, and the time
 * @throws `ChatTokenError` `ERR_CLAIMS_INVALID` for an invalid user, `ERR_OPTION_INVALID` if the kind
 *   does not exist for this vendor. For a vendor with an identity hash, use `invalidHash`.
 * @example
 * ```ts
 * import { isChatTokenError, verifyChatToken, zendesk } from 'chat-token';
 * import { testKey, invalidToken } from 'chat-token/testing';
 *
 * const token = await invalidToken(zendesk, { external_id: 'u_1' }, 'expired');
 *
 * const error = await verifyChatToken(zendesk, token, testKey(zendesk)).catch((thrown) => thrown);
 * console.log(isChatTokenError(error, 'ERR_TOKEN_EXPIRED')); // true
 * ```
 */
export async function invalidToken<User, Format extends FormatTypes>(
  vendor: ChatVendor<User, object, object, Format>,
  user: NoInfer<User>,
  kind: InvalidTokenKind<NoInfer<Format>>,
  options?: InvalidTokenOptions,
): Promise<string>;
export async function invalidToken(
  vendor: AnyChatVendor,
  user: unknown,
  kind: string,
  options: InvalidTokenOptions = {},
): Promise<string> {
  const kinds = kindsOf(vendor);
  if (kinds.length === 0) {
    throw optionInvalid(
      `${vendor.title} takes an identity hash, and invalidToken makes JWTs`,
      'Call invalidHash.',
    );
  }
  const found = kinds.find((each) => each.kind === kind);
  if (found === undefined) {
    throw optionInvalid(
      `There is no invalid token of that kind for ${vendor.title}`,
      `Kinds: ${kinds.map((each) => each.kind).join(', ')}.`,
    );
  }
  const good = draftToken(vendor, user, options);
  const token = await signWrong({ ...good, ...found.before?.(good, vendor) });
  return found.after === undefined ? token : found.after(token, good);
}

/**
 * Lists the kinds of invalid tokens of a vendor, with the code of the error that `verifyChatToken`
 * throws for each, or `undefined` if it accepts the token. A vendor with an identity hash has none.
 *
 * @param vendor - the vendor object
 * @throws `ChatTokenError` `ERR_OPTION_INVALID` if `vendor` is not a vendor object
 * @example
 * ```ts
 * import { convrs } from 'chat-token';
 * import { invalidTokenKinds } from 'chat-token/testing';
 *
 * console.log(invalidTokenKinds(convrs)[0]); // { kind: 'expired', code: 'ERR_TOKEN_EXPIRED' }
 * ```
 */
export function invalidTokenKinds<Format extends FormatTypes>(
  vendor: ChatVendor<never, object, object, Format>,
): InvalidTokenRejection<Format>[];
export function invalidTokenKinds(
  vendor: AnyChatVendor,
): { kind: string; code: ChatTokenErrorCode | undefined }[] {
  return kindsOf(vendor).map(({ kind, code }) => ({ kind, code }));
}

function kindsOf(vendor: AnyChatVendor): typeof KINDS {
  rejectNonVendor(vendor);
  if (vendor.token.kind !== 'jwt') return [];
  return KINDS.filter(({ concerns }) => concerns === undefined || concerns(vendor));
}

/** A valid token, before it is signed. */
function draftToken(vendor: AnyChatVendor, user: unknown, options: InvalidTokenOptions): Draft {
  const given = readOptions('The options', options, ['secret', 'keyId', 'now']);
  const iat = createClock(given['now'])(undefined);
  const key: { secret: string; keyId?: string } = testKey(vendor);
  const { token } = vendor;
  const name = 'The secret';
  const { bytes } = checkSecret(given['secret'] ?? key.secret, true, name, token.secretEncoding);
  if (bytes === undefined) {
    throw optionInvalid(
      'secret must be a string or bytes here, not a CryptoKey',
      'A CryptoKey for HS256 cannot sign in another way.',
    );
  }
  const keyId = token.keyId === 'unused' ? undefined : (options.keyId ?? key.keyId);
  const claims = claimsOf(vendor, vendor['~validate'](user));
  // The signer makes the claims and the times; the header is made here, because most kinds change it.
  const { prepare, keyIdClaim, expiry } = token;
  const composed = prepare({ randomId: () => 'fake-id' })(claims, {
    title: vendor.title,
    keyId,
    now: iat,
    overrides: undefined,
  });
  const lifetime = (composed.expiresAt ?? iat) - iat;
  const kid = keyIdClaim === undefined ? keyId : undefined;
  return {
    header: { alg: 'HS256', typ: 'JWT', ...(kid === undefined ? {} : { kid }) },
    claims: {
      ...composed.claims,
      ...(keyIdClaim === undefined ? {} : { [keyIdClaim]: keyId }),
      iat,
      ...(expiry?.claim === 'iat' ? {} : { exp: iat + lifetime }),
    },
    lifetime,
    secret: bytes,
  };
}

/** Signs anything. The signer of this package would reject most of it. */
async function signWrong({ header, claims, secret }: WrongDraft): Promise<string> {
  const key = await importKey(secret, header.alg === 'HS512' ? 'SHA-512' : 'SHA-256');
  const input = `${encodeJson(header)}.${encodeJson(claims)}`;
  return `${input}.${encodeBase64url(await computeHmac(key, encodeUtf8(input)))}`;
}
