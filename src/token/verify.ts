import { checkClaims } from '../contract/claims.ts';
import { type ChatVendor, readVendor } from '../contract/vendor.ts';
import { type ChatTokenHeader, readJson, readToken, refused } from '../formats/jwt/compact.ts';
import { isSignedBy, type SignedInput } from '../keys/hmac.ts';
import {
  type ChatTokenKeyOptions,
  createSecretReader,
  KEY_OPTIONS,
  type Key,
  type KeyIdRule,
  keyOf,
  readKeyOptions,
  type SecretReader,
  sharedSecretReader,
} from '../keys/keys.ts';
import type { ChatTokenIssue } from '../utils/errors.ts';
import { claimsInvalid, isSome } from '../utils/issues.ts';
import { MAX_TOKEN_LENGTH } from '../utils/limits.ts';
import { bare, EMPTY, type OwnProperties } from '../utils/objects.ts';
import { optionInvalid, readFlag, readOptions } from '../utils/options.ts';
import { createClock, TIME_CLAIMS } from '../utils/time.ts';

/** What can be said anew for each token that is verified. */
export interface VerifyOverrides {
  /**
   * The time to take as now, for tests. Default: the clock's; for the matchers and assertions of
   * `chat-token/testing` the token's own `iat`.
   */
  readonly now?: Date | undefined;
}

/**
 * Options of {@link verifyChatToken} and {@link createChatTokenVerifier}. `keyId` is never demanded
 * here: a key without one is tried for any token.
 */
export type VerifyChatTokenOptions<KeyId extends KeyIdRule = KeyIdRule> = ChatTokenKeyOptions<
  KeyId extends 'required' ? 'optional' : KeyId
> &
  VerifyOverrides & {
    /** How far the clocks may differ, in whole seconds, 0 or more. Default: 0. */
    readonly clockTolerance?: number | undefined;
    /** Whether a token without `exp` is refused. Default: the vendor's, `true` for built-in ones. */
    readonly requireExpiry?: boolean | undefined;
    /** The longest token that is looked at, in characters, 0 or more. Default: 16,384. */
    readonly maxTokenLength?: number | undefined;
  };

/** The claims about time (RFC 7519, 4.1), in seconds since 1970. */
export interface ChatTokenTimes {
  /** When the token was issued, in seconds since 1970. */
  readonly iat?: number;
  /** From when on the token is refused, in seconds since 1970. */
  readonly exp?: number;
  /** Before when the token is refused, in seconds since 1970. */
  readonly nbf?: number;
}

/** A token that was verified. */
export interface VerifiedChatToken<Claims> {
  /** The vendor's claims and the times. */
  readonly claims: Claims & ChatTokenTimes;
  /** The header. */
  readonly header: ChatTokenHeader;
}

/** What {@link createChatTokenVerifier} makes. */
export type ChatTokenVerifier<Claims> = (
  token: string,
  perCall?: VerifyOverrides,
) => Promise<VerifiedChatToken<Claims>>;

const PER_CALL = ['now'];
const OPTIONS = ['clockTolerance', 'requireExpiry', 'maxTokenLength'];

/**
 * Verifies a token as the vendor would: form, algorithm, key, signature, times, and only then the
 * vendor's contract.
 *
 * @param vendor - the vendor object itself, built-in or made with `defineVendor`
 * @param token - the compact JWS
 * @param options - the secret or keys, and how strict to be about time
 * @returns the claims, typed, and the header
 * @throws {@link ChatTokenError} with the code of what is wrong; always as a rejection.
 * @example
 * ```ts
 * import { deskpro, signChatToken, verifyChatToken } from 'chat-token';
 *
 * const secret = 'k3y-0f-deskpro-for-this-example';
 * const token = await signChatToken(deskpro, { deskpro_id: '42' }, { secret });
 * const { claims } = await verifyChatToken(deskpro, token, { secret });
 * console.log(claims.deskpro_id); // 42
 * ```
 */
export async function verifyChatToken<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
  token: string,
  options: VerifyChatTokenOptions<KeyId>,
): Promise<VerifiedChatToken<Claims>> {
  return prepare(vendor, options, sharedSecretReader)(token);
}

/**
 * Prepares {@link verifyChatToken} once, for hot paths: options and secret are checked here and now,
 * the key is imported once. No verdict is remembered.
 *
 * @param vendor - the vendor object itself, built-in or made with `defineVendor`
 * @param options - as for `verifyChatToken`; `now` can be said anew for each token
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID` or `ERR_SECRET_INVALID` at once; the verifier
 *   rejects with the code of what is wrong with the token.
 * @example
 * ```ts
 * import { convrs, createChatTokenSigner, createChatTokenVerifier } from 'chat-token';
 *
 * const inTwoDays = new Date(Date.now() + 48 * 3600 * 1000);
 * const retired = { secret: 'k3y-0f-yesterday-for-this-example', expiresAt: inTwoDays };
 * const current = { secret: 'k3y-0f-today-for-this-example' };
 * const verify = createChatTokenVerifier(convrs, { keys: [current, retired] });
 *
 * const token = await createChatTokenSigner(convrs, { keys: [retired] })({ userId: 'user-12345' });
 * console.log((await verify(token)).claims.userId); // user-12345
 * ```
 */
export function createChatTokenVerifier<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
  options: VerifyChatTokenOptions<KeyId>,
): ChatTokenVerifier<Claims> {
  return prepare(vendor, options, createSecretReader());
}

function prepare<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
  options: VerifyChatTokenOptions<KeyId>,
  readSecret: SecretReader,
): ChatTokenVerifier<Claims> {
  readVendor(vendor);
  const given = readOptions('The options', options, [...KEY_OPTIONS, ...PER_CALL, ...OPTIONS]);
  const keys = readKeyOptions(given, vendor.keyId, 'verify', readSecret);
  const clockTolerance = readCount(given, 'clockTolerance', 0);
  const requireExpiry = readFlag(given, 'requireExpiry', vendor.requireExpiry);
  const maxTokenLength = readCount(given, 'maxTokenLength', MAX_TOKEN_LENGTH);
  const clock = createClock(given['now']);

  return async (token, perCall = {}) => {
    const { now } = readOptions('The options', perCall, PER_CALL);
    const seconds = clock(now);
    const { header, kid, payload, signed } = readToken(token, maxTokenLength);
    if (!kid && vendor.keyId === 'required') {
      throw refused(
        'ERR_KEY_ID_MISSING',
        'The token has no kid in its header, which this vendor wants',
        'Sign with keyId; jsonwebtoken takes it as keyid.',
      );
    }
    const candidates = (await keys()).filter(
      ({ keyId, expiresAt }) =>
        seconds < expiresAt && (keyId === undefined || kid === undefined || keyId === kid),
    );
    await requireSignature(signed(), candidates);
    const claims = readJson(payload, 'payload');
    const times = readTimes(claims, { seconds, clockTolerance, requireExpiry });
    return { claims: { ...EMPTY, ...checkClaims(vendor, claims), ...times }, header };
  };
}

/** Throws unless one of the keys made the signature; the first that did ends the search. */
async function requireSignature(signed: SignedInput, candidates: readonly Key[]): Promise<void> {
  if (candidates.length === 0) {
    throw refused(
      'ERR_KEY_UNKNOWN',
      'None of the keys may verify this token',
      'Its kid names another key, or the key has expired.',
    );
  }
  let holds = false;
  for (const { secret } of candidates) {
    holds ||= await isSignedBy(await keyOf(secret), signed);
  }
  if (holds) return;
  throw refused(
    'ERR_SIGNATURE_INVALID',
    'The signature does not match',
    'The token was changed, or signed with another secret than the one given here.',
  );
}

function readTimes(
  claims: OwnProperties,
  against: { seconds: number; clockTolerance: number; requireExpiry: boolean },
): ChatTokenTimes {
  const { seconds, clockTolerance, requireExpiry } = against;
  // Inherits nothing: a time that is not there is not looked for on Object.prototype.
  const times: { -readonly [Name in keyof ChatTokenTimes]: number } = bare({});
  const issues: ChatTokenIssue[] = [];
  for (const name of TIME_CLAIMS) {
    const value = claims[name];
    if (typeof value === 'number' && Number.isFinite(value)) times[name] = value;
    else if (value !== undefined)
      issues.push({ path: name, message: 'must be a number of seconds since 1970' });
    else if (name === 'exp' && requireExpiry) issues.push({ path: name, message: 'is missing' });
  }
  const hint = 'iat, exp and nbf are JSON numbers, in seconds.';
  if (isSome(issues)) throw claimsInvalid("The token's times are not valid", issues, hint);
  const { exp = Infinity, nbf = -Infinity } = times;
  if (exp <= seconds - clockTolerance) {
    throw refused(
      'ERR_TOKEN_EXPIRED',
      'The token has expired',
      'Sign a new one; if it is new, compare the clocks.',
    );
  }
  if (nbf > seconds + clockTolerance) {
    throw refused(
      'ERR_TOKEN_NOT_YET_VALID',
      'The token is not valid yet',
      'Compare the clocks, or allow for them with clockTolerance.',
    );
  }
  return times;
}

function readCount(options: OwnProperties, name: string, byDefault: number): number {
  const { [name]: value = byDefault } = options;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw optionInvalid(
      `${name} must be a whole number, 0 or more`,
      `Left out, it is ${byDefault}.`,
    );
  }
  return value;
}
