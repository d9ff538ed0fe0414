import { validateClaims } from '../contract/validate.ts';
import { type ChatVendor, claimsOf, rejectNonVendor } from '../contract/vendor.ts';
import { type ChatTokenHeader, parseToken, tokenError } from '../formats/jwt/compact.ts';
import { verifySignature } from '../formats/jwt/verify.ts';
import {
  type ChatTokenKeyOptions,
  isUsableKey,
  KEY_OPTIONS,
  type KeyIdRule,
  readKeyRing,
} from '../keys/keys.ts';
import type { ChatTokenIssue } from '../utils/errors.ts';
import { claimsInvalid } from '../utils/issues.ts';
import { MAX_TOKEN_LENGTH } from '../utils/limits.ts';
import { type OwnProperties, rejectPollutedPrototype } from '../utils/objects.ts';
import { readCount, readFlag, readOptions } from '../utils/options.ts';
import { createClock, TIME_CLAIMS } from '../utils/time.ts';

/** Options that can be overridden per token that is verified. */
export interface VerifyOverrides {
  /**
   * The current time, for tests. Default: the clock; for the matchers and assertions of
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
    /** Whether a token without `exp` is rejected. Default: the vendor's, `true` for built-in ones. */
    readonly requireExpiry?: boolean | undefined;
    /** The longest token that is accepted, in characters, 0 or more. Default: 16,384. */
    readonly maxTokenLength?: number | undefined;
  };

/** The claims about time (RFC 7519, section 4.1), in seconds since 1970. */
export interface ChatTokenTimes {
  /** When the token was issued, in seconds since 1970. */
  readonly iat?: number;
  /** When the token expires, in seconds since 1970. */
  readonly exp?: number;
  /** When the token becomes valid, in seconds since 1970. */
  readonly nbf?: number;
}

/** A token that was verified. */
export interface VerifiedChatToken<Claims> {
  /** The vendor's claims and the times. */
  readonly claims: Claims & ChatTokenTimes;
  /** The header. */
  readonly header: ChatTokenHeader;
}

/** Verifies tokens with options that were checked once. */
export type ChatTokenVerifier<Claims> = (
  token: string,
  overrides?: VerifyOverrides,
) => Promise<VerifiedChatToken<Claims>>;

const OVERRIDES = ['now'];
const OPTIONS = [...KEY_OPTIONS, ...OVERRIDES, 'clockTolerance', 'requireExpiry', 'maxTokenLength'];

/**
 * Verifies a token as the vendor would: form, algorithm, key, signature, times, and only then the
 * vendor's contract.
 *
 * @param vendor - the vendor object, built-in or made with `defineVendor`
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
  return createChatTokenVerifier(vendor, options)(token);
}

/**
 * Prepares {@link verifyChatToken} for many tokens: the options and the secret are checked now, and
 * the key is imported once. No verdict is cached.
 *
 * @param vendor - the vendor object, built-in or made with `defineVendor`
 * @param options - as for `verifyChatToken`; `now` can be overridden per token
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID`, `ERR_SECRET_INVALID` or
 *   `ERR_PROTOTYPE_POLLUTED` at once; the verifier rejects with the code of what is wrong with the token.
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
  rejectPollutedPrototype();
  rejectNonVendor(vendor);
  const given = readOptions('The options', options, OPTIONS);
  const keys = readKeyRing(given, vendor, 'verify');
  const clockTolerance = readCount(given, 'clockTolerance', 0);
  const requireExpiry = readFlag(given, 'requireExpiry', vendor.requireExpiry);
  const maxLength = readCount(given, 'maxTokenLength', MAX_TOKEN_LENGTH);
  const clock = createClock(given['now']);

  return async (token, overrides = {}) => {
    rejectPollutedPrototype();
    const now = clock(readOptions('The options', overrides, OVERRIDES)['now']);
    const parsed = parseToken(token, maxLength);
    const { kid } = parsed.header;
    if (!kid && vendor.keyId === 'required') {
      throw tokenError(
        'ERR_KEY_ID_MISSING',
        `The token has no kid in its header, which ${vendor.title} requires`,
        'Sign with keyId. In jsonwebtoken the option is called keyid.',
      );
    }
    const candidates = (await keys()).filter((key) => isUsableKey(key, kid, now));
    if (candidates.length === 0) {
      throw tokenError(
        'ERR_KEY_UNKNOWN',
        "No configured key matches the token's kid",
        'The kid names a different key, or the key has expired.',
      );
    }
    const payload = await verifySignature(
      parsed,
      candidates.map(({ secret }) => secret),
    );
    // It may have been polluted while this waited.
    rejectPollutedPrototype();
    const times = checkTimes(payload, { now, clockTolerance, requireExpiry });
    const claims = claimsOf(vendor, validateClaims(vendor, payload));
    return { claims: { ...claims, ...times }, header: parsed.header };
  };
}

/** Checks the times. They come before the contract: an expired token is reported as expired. */
function checkTimes(
  claims: OwnProperties,
  rules: { now: number; clockTolerance: number; requireExpiry: boolean },
): ChatTokenTimes {
  const times: { -readonly [Name in keyof ChatTokenTimes]: number } = {};
  const issues: ChatTokenIssue[] = [];
  for (const name of TIME_CLAIMS) {
    const value = claims[name];
    if (typeof value === 'number' && Number.isFinite(value)) times[name] = value;
    else if (value !== undefined)
      issues.push({ path: name, message: 'must be a number of seconds since 1970' });
    else if (name === 'exp' && rules.requireExpiry)
      issues.push({ path: name, message: 'is missing' });
  }
  if (issues.length > 0) {
    const hint = 'iat, exp and nbf are JSON numbers, in seconds.';
    throw claimsInvalid("The token's times are not valid", issues, hint);
  }
  if (times.exp !== undefined && times.exp <= rules.now - rules.clockTolerance) {
    throw tokenError(
      'ERR_TOKEN_EXPIRED',
      'The token has expired',
      'Sign a new one. If it is new, compare the clocks.',
    );
  }
  if (times.nbf !== undefined && times.nbf > rules.now + rules.clockTolerance) {
    throw tokenError(
      'ERR_TOKEN_NOT_YET_VALID',
      'The token is not valid yet',
      'Compare the clocks, or allow for a difference with clockTolerance.',
    );
  }
  return times;
}
