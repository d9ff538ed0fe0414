import { type ChatVendor, readVendor } from '../contract/vendor.ts';
import { sign } from '../keys/hmac.ts';
import {
  type ChatTokenKeyOptions,
  createSecretReader,
  KEY_OPTIONS,
  type KeyIdRule,
  keyOf,
  readKeyOptions,
  type SecretReader,
  sharedSecretReader,
} from '../keys/keys.ts';
import { ascii, encode, encodeJson } from '../utils/encoding.ts';
import type { ChatTokenError } from '../utils/errors.ts';
import { claimsInvalid } from '../utils/issues.ts';
import { LONGEST_TOKEN } from '../utils/limits.ts';
import { EMPTY, type OwnProperties } from '../utils/objects.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { type ChatTokenLifetime, createClock, readLifetime } from '../utils/time.ts';

/** What can be said anew for each token. */
export interface SignOverrides {
  /**
   * How long the token is valid: whole seconds above 0, or a text such as `'90s'`, `'15m'`, `'1h'`,
   * `'2d'`. At most 366 days. Default: the vendor's, which is 1 hour for all built-in ones.
   */
  readonly expiresIn?: ChatTokenLifetime | undefined;
  /** The time to take as now, for tests. Default: the clock's. */
  readonly now?: Date | undefined;
}

/** Options of {@link signChatToken} and {@link createChatTokenSigner}. */
export type SignChatTokenOptions<KeyId extends KeyIdRule = KeyIdRule> = ChatTokenKeyOptions<KeyId> &
  SignOverrides;

/** What {@link createChatTokenSigner} makes. */
export type ChatTokenSigner<User> = (user: User, perToken?: SignOverrides) => Promise<string>;

const PER_TOKEN = ['expiresIn', 'now'];

/** The names of {@link SignChatTokenOptions}. */
export const SIGNING_OPTIONS: readonly string[] = [...KEY_OPTIONS, ...PER_TOKEN];

/**
 * Builds the vendor's claims for a user and signs them: a compact JWS with HS256, `iat` and `exp`
 * set, and `kid` where the vendor wants one.
 *
 * @param vendor - the vendor object itself, built-in or made with `defineVendor`
 * @param user - who the visitor is, in the vendor's own names; not changed
 * @param options - the secret (with `keyId` where the vendor wants one) and the lifetime
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID`, `ERR_SECRET_INVALID`, `ERR_KEY_ID_MISSING` or
 *   `ERR_CLAIMS_INVALID`; always as a rejection.
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
  const { token } = await prepareSigning(vendor, readSigning(options), sharedSecretReader)(user);
  return token;
}

/**
 * Prepares {@link signChatToken} once, for hot paths: options and secret are checked here and now,
 * the key is imported once.
 *
 * @param vendor - the vendor object itself, built-in or made with `defineVendor`
 * @param options - as for `signChatToken`; `expiresIn` and `now` can be said anew for each token
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID`, `ERR_SECRET_INVALID` or `ERR_KEY_ID_MISSING`
 *   at once; the signer rejects with `ERR_CLAIMS_INVALID`.
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
  const prepared = prepareSigning(vendor, readSigning(options), createSecretReader());
  return async (user, perToken) => (await prepared(user, perToken)).token;
}

/** A token, and what was signed. */
export interface SignedChatToken<Claims> {
  readonly token: string;
  readonly claims: Claims;
  /** When it was issued, in seconds since 1970. */
  readonly iat: number;
  /** From when on it is refused, in seconds since 1970. */
  readonly exp: number;
}

function readSigning(options: SignChatTokenOptions): OwnProperties {
  return readOptions('The options', options, SIGNING_OPTIONS);
}

/** The one way to a token: checks what the options say now, and each user when it comes. */
export function prepareSigning<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
  given: OwnProperties,
  readSecret: SecretReader,
): (user: User, perToken?: SignOverrides) => Promise<SignedChatToken<Claims>> {
  readVendor(vendor);
  const keys = readKeyOptions(given, vendor.keyId, 'sign', readSecret);
  const lifetime = (expiresIn: unknown) =>
    readLifetime('expiresIn', expiresIn, vendor.lifetime.max);
  const { expiresIn: standard = vendor.lifetime.default } = given;
  const standing = lifetime(standard);
  const clock = createClock(given['now']);

  return async (user, perToken) => {
    const { expiresIn, now } =
      perToken === undefined ? STANDING : readOptions('The options', perToken, PER_TOKEN);
    const iat = clock(now);
    const exp = iat + (expiresIn === undefined ? standing : lifetime(expiresIn));
    const claims = vendor.claims(user);
    const payload = encodeClaims({ ...EMPTY, ...claims, iat, exp });
    const key = (await keys()).find(({ expiresAt }) => iat < expiresAt);
    if (key === undefined) {
      throw optionInvalid(
        'Every key has expired',
        'Put a valid key first.',
      );
    }
    const { keyId, secret } = key;
    let { signing } = secret;
    if (signing === undefined || signing.keyId !== keyId) {
      signing = { keyId, header: encodeHeader(keyId), imported: await keyOf(secret) };
      if (signing.header.length < LONGEST_REMEMBERED) secret.signing = signing;
    }
    // Header, payload and signature in the compact serialization (RFC 7515, 3.1).
    const input = `${signing.header}.${payload}`;
    if (input.length + SIGNATURE_LENGTH > LONGEST_TOKEN) {
      throw unfit(`must fit into a token of ${LONGEST_TOKEN} characters`);
    }
    const signature = await sign(signing.imported, ascii(input));
    return { token: `${input}.${encode(new Uint8Array(signature))}`, claims, iat, exp };
  };
}

/** Longer headers are no vendor's, and 10,000 of them would fill the memory. */
const LONGEST_REMEMBERED = 1_000;

/** The 32 bytes of HS256 in base64url, and the dot before them. */
const SIGNATURE_LENGTH = 44;

/** Where nothing is said anew. */
const STANDING: OwnProperties = /* @__PURE__ */ Object.create(null);

function encodeHeader(keyId: string | undefined): string {
  return encodeJson({ alg: 'HS256', typ: 'JWT', ...(keyId && { kid: keyId }) });
}

/** The claims' part of a token. */
function encodeClaims(claims: object): string {
  try {
    return encodeJson(claims);
  } catch {
    // Of a vendor object that somebody changed; the engine's error may quote them.
    throw unfit('cannot be written as JSON');
  }
}

function unfit(message: string): ChatTokenError {
  return claimsInvalid(
    'The claims',
    [{ path: '', message }],
    'Leave out what the chat does not need.',
  );
}
