import { type ChatVendor, readVendor } from '../contract/vendor.ts';
import { importKey, sign } from '../keys/hmac.ts';
import type { KeyIdRule } from '../keys/keys.ts';
import { readSecret } from '../keys/secret.ts';
import { encode, encodeJson, utf8 } from '../utils/encoding.ts';
import type { ChatTokenErrorCode } from '../utils/errors.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { createClock } from '../utils/time.ts';
import { type Draft, type InvalidTokenKind, KINDS, type WrongDraft } from './invalid-kinds.ts';
import { testKey } from './keys.ts';

export type { InvalidTokenKind } from './invalid-kinds.ts';

/** What {@link invalidToken} can be told, all of it optional. */
export interface InvalidTokenOptions {
  /**
   * The secret that your code verifies with: a text (its UTF-8 bytes, nothing is base64-decoded) or
   * bytes, but no `CryptoKey`. Default: that of `testKey(vendor)`.
   */
  readonly secret?: string | Uint8Array | undefined;
  /** The id of that secret, for the header's `kid`. Default: that of `testKey(vendor)`. */
  readonly keyId?: string | undefined;
  /** The time at which the token is wrong. Default: the clock's. */
  readonly now?: Date | undefined;
}

/** With what `verifyChatToken` refuses a wrong token. */
export interface InvalidTokenRejection<KeyId extends KeyIdRule = KeyIdRule> {
  /** In which way the token is wrong. */
  readonly kind: InvalidTokenKind<KeyId>;
  /** The error's code; `undefined` where the token is taken. */
  readonly code: ChatTokenErrorCode | undefined;
}

/**
 * Makes a token for a user that is wrong in one way and right in all others, to see that your code
 * refuses it.
 *
 * | kind | what is wrong | `verifyChatToken` says |
 * | --- | --- | --- |
 * | `expired` | `exp` was an hour ago | `ERR_TOKEN_EXPIRED` |
 * | `not-yet-valid` | `nbf` is yet to come, before `exp` | `ERR_TOKEN_NOT_YET_VALID` |
 * | `other-key` | signed with another secret, under the right key id | `ERR_SIGNATURE_INVALID` |
 * | `other-key-id` | signed with the right secret, under another key id | `ERR_KEY_UNKNOWN` |
 * | `no-key-id` | the header has no `kid`, and the vendor wants one | `ERR_KEY_ID_MISSING` |
 * | `other-vendor` | the claims are those of another vendor | `ERR_CLAIMS_INVALID` |
 * | `tampered` | prolonged after it was signed | `ERR_SIGNATURE_INVALID` |
 * | `unsigned` | `alg` is `none`, and there is no signature | `ERR_TOKEN_MALFORMED` |
 * | `other-algorithm` | signed with HS512 | `ERR_ALGORITHM_REJECTED` |
 * | `no-expiry` | there is no `exp` | `ERR_CLAIMS_INVALID` |
 * | `milliseconds` | `iat` and `exp` are in milliseconds | nothing: it is valid for millennia |
 * | `text-times` | `iat` and `exp` are texts | `ERR_CLAIMS_INVALID` |
 * | `truncated` | the end is cut off | `ERR_TOKEN_MALFORMED` |
 *
 * @param vendor - the vendor object itself
 * @param user - who the visitor is, as for `signChatToken`
 * @param kind - what is wrong
 * @param options - the key that your code knows, and the time
 * @throws `ChatTokenError` `ERR_CLAIMS_INVALID` for a user who is not valid, `ERR_OPTION_INVALID` where
 *   no token for this vendor can be wrong in that way.
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
export async function invalidToken<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
  user: NoInfer<User>,
  kind: InvalidTokenKind<NoInfer<KeyId>>,
  options?: InvalidTokenOptions,
): Promise<string>;
export async function invalidToken(
  vendor: ChatVendor<unknown, object>,
  user: unknown,
  kind: InvalidTokenKind,
  options: InvalidTokenOptions = {},
): Promise<string> {
  const kinds = kindsOf(vendor);
  const found = kinds.find((each) => each.kind === kind);
  if (found === undefined) {
    throw optionInvalid(
      `There is no wrong token of that kind for ${vendor.title}`,
      `There are: ${kinds.map((each) => each.kind).join(', ')}.`,
    );
  }
  const good = draftToken(vendor, user, options);
  const token = await signWrong({ ...good, ...found.before?.(good, vendor) });
  return found.after === undefined ? token : found.after(token, good);
}

/**
 * The ways in which a token for this vendor can be wrong, and the code with which `verifyChatToken`
 * refuses each; `undefined` where it takes it.
 *
 * @param vendor - the vendor object itself
 * @throws `ChatTokenError` `ERR_OPTION_INVALID` for what is no vendor
 * @example
 * ```ts
 * import { convrs } from 'chat-token';
 * import { invalidTokenKinds } from 'chat-token/testing';
 *
 * console.log(invalidTokenKinds(convrs)[0]); // { kind: 'expired', code: 'ERR_TOKEN_EXPIRED' }
 * ```
 */
export function invalidTokenKinds<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
): InvalidTokenRejection<KeyId>[];
export function invalidTokenKinds(vendor: ChatVendor<unknown, object>): InvalidTokenRejection[] {
  return kindsOf(vendor).map(({ kind, code }) => ({ kind, code }));
}

function kindsOf(vendor: ChatVendor<unknown, object>): typeof KINDS {
  readVendor(vendor);
  return KINDS.filter(({ concerns }) => concerns === undefined || concerns(vendor));
}

/** A token with which nothing is wrong. */
function draftToken(
  vendor: ChatVendor<unknown, object>,
  user: unknown,
  options: InvalidTokenOptions,
): Draft {
  const given = readOptions('The options', options, ['secret', 'keyId', 'now']);
  const iat = createClock(given['now'])(undefined);
  const key = testKey(vendor);
  const { bytes } = readSecret(given['secret'] ?? key.secret, true);
  if (bytes === undefined) {
    throw optionInvalid(
      'secret must be a text or bytes here, not a CryptoKey',
      'A CryptoKey for HS256 cannot sign in another way.',
    );
  }
  const kid = vendor.keyId === 'unused' ? undefined : (options.keyId ?? key.keyId);
  return {
    header: { alg: 'HS256', typ: 'JWT', ...(kid === undefined ? {} : { kid }) },
    claims: { ...vendor.claims(user), iat, exp: iat + vendor.lifetime.default },
    secret: bytes,
  };
}

/** Signs whatever it is given: the signer of this package would not. */
async function signWrong({ header, claims, secret }: WrongDraft): Promise<string> {
  const key = await importKey(secret, header.alg === 'HS512' ? 'SHA-512' : 'SHA-256');
  const input = `${encodeJson(header)}.${encodeJson(claims)}`;
  return `${input}.${encode(new Uint8Array(await sign(key, utf8(input))))}`;
}
