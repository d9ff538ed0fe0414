import { type ChatVendor, rejectNonVendor } from '../contract/vendor.ts';
import { cryptoKeyOf, hmac } from '../keys/hmac.ts';
import {
  type ChatTokenKeyOptions,
  KEY_OPTIONS,
  type KeyIdRule,
  readKeyRing,
} from '../keys/keys.ts';
import { encodeBase64url, encodeJson, encodeUtf8 } from '../utils/encoding.ts';
import { claimsInvalid } from '../utils/issues.ts';
import { MAX_TOKEN_LENGTH } from '../utils/limits.ts';
import { type OwnProperties, rejectPollutedPrototype } from '../utils/objects.ts';
import { optionInvalid, readCount, readOptions } from '../utils/options.ts';
import { type ChatTokenLifetime, createClock, readLifetime } from '../utils/time.ts';

/** Options that can be overridden per token. */
export interface SignOverrides {
  /**
   * How long the token is valid: whole seconds above 0, or a string such as `'90s'`, `'15m'`, `'1h'`,
   * `'2d'`. At most 366 days. Default: the vendor's, which is 1 hour for all built-in ones.
   */
  readonly expiresIn?: ChatTokenLifetime | undefined;
  /** The current time, for tests. Default: the clock. */
  readonly now?: Date | undefined;
}

/** Options of {@link signChatToken} and {@link createChatTokenSigner}. */
export type SignChatTokenOptions<KeyId extends KeyIdRule = KeyIdRule> = ChatTokenKeyOptions<KeyId> &
  SignOverrides & {
    /** The longest token that is signed, in characters, 0 or more. Default: 16,384. */
    readonly maxTokenLength?: number | undefined;
  };

/** Signs tokens with options that were checked once. */
export type ChatTokenSigner<User> = (user: User, overrides?: SignOverrides) => Promise<string>;

const OVERRIDES = ['expiresIn', 'now'];

/** The names of {@link SignChatTokenOptions}. */
export const SIGN_OPTIONS: readonly string[] = [...KEY_OPTIONS, ...OVERRIDES, 'maxTokenLength'];

/**
 * Builds the vendor's claims for a user and signs them: a compact JWS with HS256, with `iat`, `exp`,
 * and `kid` if the vendor wants one.
 *
 * @param vendor - the vendor object, built-in or made with `defineVendor`
 * @param user - the logged-in user, in the vendor's own names; not changed
 * @param options - the secret (with `keyId` if the vendor wants one) and the lifetime
 * @returns the token
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID`, `ERR_SECRET_INVALID`, `ERR_KEY_ID_MISSING`,
 *   `ERR_CLAIMS_INVALID` or `ERR_PROTOTYPE_POLLUTED`; always as a rejection.
 * @example
 * ```ts
 * import { signChatToken, zendesk } from 'chat-token';
 *
 * const token = await signChatToken(
 *   zendesk,
 *   { external_id: 'u_1', email: 'jane@example.com', email_verified: true },
 *   { keyId: 'app_1', secret: 'k3y-0f-zendesk-for-this-example', expiresIn: '15m' },
 * );
 * ```
 */
export async function signChatToken<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
  user: User,
  options: SignChatTokenOptions<KeyId>,
): Promise<string> {
  const sign = prepareSigning(vendor, readOptions('The options', options, SIGN_OPTIONS));
  return (await sign(user)).token;
}

/**
 * Prepares {@link signChatToken} for many tokens: the options and the secret are checked now, and the
 * key is imported once.
 *
 * @param vendor - the vendor object, built-in or made with `defineVendor`
 * @param options - as for `signChatToken`; `expiresIn` and `now` can be overridden per token
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID`, `ERR_SECRET_INVALID`, `ERR_KEY_ID_MISSING` or
 *   `ERR_PROTOTYPE_POLLUTED` at once; the signer rejects with `ERR_CLAIMS_INVALID`, and with these
 *   codes for its overrides, expired keys and a `keys` function.
 * @example
 * ```ts
 * import { convrs, createChatTokenSigner } from 'chat-token';
 *
 * const sign = createChatTokenSigner(convrs, { secret: 'k3y-0f-convrs-for-this-example' });
 * const token = await sign({ userId: 'user-12345' }, { expiresIn: '30m' });
 * ```
 */
export function createChatTokenSigner<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
  options: SignChatTokenOptions<KeyId>,
): ChatTokenSigner<User> {
  const sign = prepareSigning(vendor, readOptions('The options', options, SIGN_OPTIONS));
  return async (user, overrides) => (await sign(user, overrides)).token;
}

/** A token, and what was signed. */
export interface SignedChatToken<Claims> {
  readonly token: string;
  readonly claims: Claims;
  /** When it was issued, in seconds since 1970. */
  readonly iat: number;
  /** When it expires, in seconds since 1970. */
  readonly exp: number;
}

/** Checks the options now, and returns the function that signs for each user. */
export function prepareSigning<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
  options: OwnProperties,
): (user: User, overrides?: SignOverrides) => Promise<SignedChatToken<Claims>> {
  rejectPollutedPrototype();
  rejectNonVendor(vendor);
  const keys = readKeyRing(options, vendor, 'sign');
  const { default: standard, max } = vendor.lifetime;
  const { expiresIn: given = standard } = options;
  const lifetime = readLifetime('expiresIn', given, max);
  const maxLength = readCount(options, 'maxTokenLength', MAX_TOKEN_LENGTH);
  const clock = createClock(options['now']);

  return async (user, overrides) => {
    rejectPollutedPrototype();
    const own =
      overrides === undefined ? undefined : readOptions('The options', overrides, OVERRIDES);
    const iat = clock(own?.['now']);
    const expiresIn = own?.['expiresIn'];
    const exp =
      iat + (expiresIn === undefined ? lifetime : readLifetime('expiresIn', expiresIn, max));
    const claims = vendor.claims(user);

    const key = (await keys()).find(({ expiresAt }) => iat < expiresAt);
    if (key === undefined) {
      throw optionInvalid('Every key has expired', 'Put a valid key first.');
    }
    // With `{ ...claims, iat, exp }`, signing is 5 % slower.
    const payload = encodeJson(Object.assign(Object.create(null), claims, { iat, exp }));
    const input = `${encodeHeader(key.keyId)}.${payload}`;
    if (input.length + SIGNATURE_LENGTH > maxLength) {
      const message = `must fit a token of ${maxLength} characters`;
      throw claimsInvalid(
        'The claims',
        [{ path: '', message }],
        'Leave out what the chat does not need.',
      );
    }
    const signature = await hmac(await cryptoKeyOf(key.secret), encodeUtf8(input));
    return { token: `${input}.${encodeBase64url(signature)}`, claims, iat, exp };
  };
}

/** A dot, and 32 bytes in base64url. */
const SIGNATURE_LENGTH = 44;

/** No key id is empty, so the first call encodes. */
let lastKeyId: string | undefined = '';
let lastHeader = '';

/** Remembers the last header: without that, signing is 10 % slower. */
function encodeHeader(keyId: string | undefined): string {
  if (keyId !== lastKeyId) {
    lastKeyId = keyId;
    lastHeader = encodeJson({ alg: 'HS256', typ: 'JWT', kid: keyId });
  }
  return lastHeader;
}
