import type { FixedClaims, TokenExpiry } from '../../contract/format.ts';
import { keyIds } from '../../keys/key-id.ts';
import type { KeyIdRule } from '../../keys/keys.ts';
import { MAX_LIFETIME } from '../../utils/limits.ts';
import { optionInvalid, readFlag, readOptions } from '../../utils/options.ts';
import { type ChatTokenLifetime, isTimeClaim, readLifetime } from '../../utils/time.ts';
import { jwtFormat, PARTY_CLAIMS, type RegisteredClaim, STANDARD_EXPIRY } from './format.ts';
import type { JwtFormat } from './options.ts';

/** What a vendor documents about its JWT. Everything is optional. */
export interface JwtDefinition<KeyId extends KeyIdRule, Fixed extends FixedClaims> {
  /**
   * Whether the header must (`'required'`), may (`'optional'`) or must not (`'unused'`) have a `kid`.
   * Default: `'unused'`.
   */
  readonly keyId?: KeyId;
  /**
   * Claims with a fixed value, such as `scope`: strings, finite numbers or booleans. Added to every
   * token; user data cannot set them. Default: none.
   */
  readonly fixedClaims?: Fixed;
  /** How long a token is valid: seconds, or a string such as `'7d'`. Default: 1 hour, and at most 366 days. */
  readonly lifetime?: {
    /** The lifetime unless the caller sets one, at most `max`. */
    readonly default: ChatTokenLifetime;
    /** The longest lifetime. Default: 366 days. */
    readonly max?: ChatTokenLifetime;
  };
  /**
   * The registered claims that the schema names, out of `iss`, `sub`, `aud` and `jti`. The others are
   * removed from a token before its claims are checked, because libraries add them. Default: none.
   */
  readonly registeredClaims?: readonly RegisteredClaim[];
  /** Whether a token without `exp` is rejected. Default: true. */
  readonly requireExpiry?: boolean;
}

const MEMBERS = ['keyId', 'fixedClaims', 'lifetime', 'registeredClaims', 'requireExpiry'];
const KEY_ID_RULES: readonly KeyIdRule[] = ['required', 'optional', 'unused'];

/**
 * The token format of a vendor that takes a JWT (HS256), for `defineVendor`.
 *
 * @param definition - what the vendor documents about its JWT
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID` for a definition that cannot work.
 * @example
 * ```ts
 * import { jwt } from 'chat-token';
 *
 * const token = jwt({ keyId: 'required', fixedClaims: { scope: 'user' }, lifetime: { default: 900 } });
 * console.log(token.kind); // jwt
 * ```
 */
// @__NO_SIDE_EFFECTS__
export function jwt<
  const KeyId extends KeyIdRule = 'unused',
  const Fixed extends FixedClaims = Record<never, never>,
>(definition: JwtDefinition<KeyId, Fixed> = {}): JwtFormat<KeyId, Fixed> {
  const given = readOptions('jwt', definition, MEMBERS);
  const { keyId = 'unused' } = given;
  const rule = KEY_ID_RULES.find((each) => each === keyId);
  if (rule === undefined) {
    throw optionInvalid(
      `keyId must be one of ${KEY_ID_RULES.join(', ')}`,
      'It says whether the header must, may or must not have a kid.',
    );
  }
  const format = jwtFormat({
    keyIds: rule === 'unused' ? undefined : keyIds(rule),
    fixedClaims: readFixedClaims(given['fixedClaims']),
    expiry: readExpiry(given['lifetime'], readFlag(given, 'requireExpiry', true)),
    registeredClaims: readRegisteredClaims(given['registeredClaims']),
  });
  // What was read is what was passed. The defaults of the types are the same.
  return format as JwtFormat<KeyId, Fixed>;
}

function readFixedClaims(value: unknown = {}): FixedClaims {
  const hint = "They are the claims with a fixed value, such as { scope: 'user' }.";
  const fixedClaims: Record<string, string | number | boolean> = {};
  for (const [name, claim] of Object.entries(readOptions('fixedClaims', value))) {
    if (name === '__proto__' || isTimeClaim(name)) {
      throw optionInvalid(`fixedClaims.${name} is reserved`, hint);
    }
    if (typeof claim !== 'string' && typeof claim !== 'boolean' && !isFiniteNumber(claim)) {
      throw optionInvalid(`fixedClaims.${name} must be a string, number or boolean`, hint);
    }
    fixedClaims[name] = claim;
  }
  return Object.freeze(fixedClaims);
}

function isFiniteNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function readRegisteredClaims(value: unknown = []): readonly RegisteredClaim[] {
  if (Array.isArray(value)) {
    const names: readonly unknown[] = [...value];
    if (names.every(isPartyClaim)) return names;
  }
  throw optionInvalid(
    'registeredClaims must be a list of registered claims',
    `Choose from: ${PARTY_CLAIMS.join(', ')}.`,
  );
}

function isPartyClaim(name: unknown): name is RegisteredClaim {
  return PARTY_CLAIMS.some((claim) => claim === name);
}

function readExpiry(
  value: unknown = { default: STANDARD_EXPIRY.default },
  required: boolean,
): TokenExpiry {
  const { default: standard, max: longest = `${MAX_LIFETIME}s` } = readOptions('lifetime', value, [
    'default',
    'max',
  ]);
  const max = readLifetime('lifetime.max', longest, MAX_LIFETIME);
  return Object.freeze({ default: readLifetime('lifetime.default', standard, max), max, required });
}
