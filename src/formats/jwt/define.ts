import type { FixedClaims } from '../../contract/format.ts';
import { SECRET_ENCODINGS, type SecretEncoding } from '../../keys/encodings.ts';
import { keyIds } from '../../keys/key-id.ts';
import type { KeyIdRule } from '../../keys/keys.ts';
import { isChatTokenError } from '../../utils/errors.ts';
import { MAX_LIFETIME, MAX_TOKEN_LENGTH } from '../../utils/limits.ts';
import { isFunction } from '../../utils/objects.ts';
import {
  optionInvalid,
  readChoice,
  readCount,
  readFlag,
  readOptions,
} from '../../utils/options.ts';
import { type ChatTokenLifetime, isTimeClaim, readLifetime } from '../../utils/time.ts';
import {
  type Expiry,
  jwtFormat,
  PARTY_CLAIMS,
  type RegisteredClaim,
  STANDARD_EXPIRY,
} from './format.ts';
import { type ClaimMaker, type ClaimMakers, makeClaims, type SigningContext } from './made.ts';
import type { ExpiryClaim, JwtFormat } from './options.ts';

/** What a vendor documents about its JWT. Everything is optional. */
export interface JwtDefinition<
  KeyId extends KeyIdRule,
  Fixed extends FixedClaims,
  Claim extends ExpiryClaim,
> {
  /**
   * Whether a token must (`'required'`), may (`'optional'`) or must not (`'unused'`) name its key. Default:
   * `'unused'`.
   */
  readonly keyId?: KeyId;
  /** The name of the claim for the key id, if the vendor reads it there. Default: the header's `kid`. */
  readonly keyIdClaim?: string;
  /**
   * Claims with a fixed value, such as `scope`: strings, finite numbers or booleans. Added to every
   * token; user data cannot set them. Default: none.
   */
  readonly fixedClaims?: Fixed;
  /**
   * What says how long a token is valid. `'exp'`: that claim. `'iat'`: the vendor counts the token's age from
   * its `iat` and documents no `exp`, so none is signed. Callers cannot set `expiresIn` then, and `lifetime.max`
   * is required. Default: `'exp'`.
   */
  readonly expiry?: Claim;
  /** How long a token is valid: seconds, or a string such as `'7d'`. Default: 1 hour, and at most 366 days. */
  readonly lifetime?: {
    /** The lifetime unless the caller sets one, at most `max`. Default: 1 hour, or `max` if that is less. */
    readonly default?: ChatTokenLifetime;
    /** The longest lifetime. Default: 366 days. */
    readonly max?: ChatTokenLifetime;
  };
  /**
   * The registered claims that the schema names, out of `iss`, `sub`, `aud` and `jti`. The others are
   * removed from a token before its claims are checked, because libraries add them. Default: none.
   */
  readonly registeredClaims?: readonly RegisteredClaim[];
  /** Whether a token without `exp`, or without `iat` if `expiry` is `'iat'`, is rejected. Default: true. */
  readonly requireExpiry?: boolean;
  /** Whether a token without `iat` is rejected, also if `expiry` is `'exp'`. Default: false. */
  readonly requireIssuedAt?: boolean;
  /**
   * Claims that give rights at the vendor, such as `role`. User data cannot set them, and a token that has one
   * is rejected. Default: none.
   */
  readonly privilegedClaims?: readonly string[];
  /**
   * Claims that are made when a token is signed, such as `jti`: functions that return a string, a finite number
   * or a boolean. User data cannot set them, and a token without one is rejected. Default: none.
   */
  readonly generatedClaims?: ClaimMakers;
  /** The same for claims that the schema names: they are made for users who have none. Default: none. */
  readonly defaultClaims?: ClaimMakers;
  /**
   * How the vendor writes the secret: its UTF-8 bytes are the key (`'utf8'`), or the bytes that it encodes in
   * standard base64 or hexadecimal. Default: `'utf8'`.
   */
  readonly secretEncoding?: 'utf8' | SecretEncoding['name'];
  /** The longest token that the vendor accepts, in characters, 0 or more. Default: 16,384. */
  readonly maxTokenLength?: number;
  /**
   * Whether the vendor accepts each token only once. Pages then never pass a token twice, and do not refresh it
   * by time: `refreshAt` of a login is `null`. Default: false.
   */
  readonly singleUse?: boolean;
}

const MEMBERS: readonly (keyof JwtDefinition<KeyIdRule, FixedClaims, ExpiryClaim>)[] = [
  'keyId',
  'keyIdClaim',
  'fixedClaims',
  'expiry',
  'lifetime',
  'registeredClaims',
  'requireExpiry',
  'requireIssuedAt',
  'privilegedClaims',
  'generatedClaims',
  'defaultClaims',
  'secretEncoding',
  'maxTokenLength',
  'singleUse',
];
const KEY_ID_RULES: readonly KeyIdRule[] = ['required', 'optional', 'unused'];
const EXPIRY_CLAIMS: readonly ExpiryClaim[] = ['exp', 'iat'];

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
  const Claim extends ExpiryClaim = 'exp',
>(definition: JwtDefinition<KeyId, Fixed, Claim> = {}): JwtFormat<KeyId, Fixed, Claim> {
  const given = readOptions('jwt', definition, MEMBERS);
  const { keyId = 'unused', keyIdClaim, expiry = 'exp', secretEncoding = 'utf8' } = given;
  const rule = readChoice('keyId', keyId, KEY_ID_RULES);
  const claim = readChoice('expiry', expiry, EXPIRY_CLAIMS);
  const encoding = readChoice('secretEncoding', secretEncoding, ['utf8', 'base64', 'hex']);
  if (keyIdClaim !== undefined && (!isClaimName(keyIdClaim) || rule === 'unused')) {
    throw optionInvalid(
      'keyIdClaim must be the name of a claim, next to keyId',
      "Such as { keyId: 'required', keyIdClaim: 'ski' }.",
    );
  }
  const fixedClaims = readFixedClaims(given['fixedClaims']);
  const generatedClaims = readMakers('generatedClaims', given['generatedClaims']);
  const defaultClaims = readMakers('defaultClaims', given['defaultClaims']);
  const privilegedClaims = readNames('privilegedClaims', given['privilegedClaims']);
  rejectTwice([
    ...(keyIdClaim === undefined ? [] : [keyIdClaim]),
    ...Object.keys({ ...fixedClaims }),
    ...Object.keys(generatedClaims),
    ...Object.keys(defaultClaims),
    ...privilegedClaims,
  ]);
  const format = jwtFormat({
    keyIds: rule === 'unused' ? undefined : keyIds(rule),
    keyIdClaim,
    fixedClaims,
    expiry: Object.freeze({
      ...readExpiry(claim, given['lifetime']),
      required: readFlag(given, 'requireExpiry', true),
      ...(readFlag(given, 'requireIssuedAt', false) && { requireIssuedAt: true }),
    }),
    registeredClaims: readRegisteredClaims(given['registeredClaims']),
    privilegedClaims,
    madeClaims: makeClaims(generatedClaims, defaultClaims),
    secretEncoding: SECRET_ENCODINGS[encoding],
    maxTokenLength: readCount(given, 'maxTokenLength', MAX_TOKEN_LENGTH),
    singleUse: readFlag(given, 'singleUse', false),
  });
  // What was read is what was passed. The defaults of the types are the same.
  return format as JwtFormat<KeyId, Fixed, Claim>;
}

function isClaimName(name: unknown): name is string {
  return typeof name === 'string' && name !== '' && name !== '__proto__' && !isTimeClaim(name);
}

function readNames(option: string, value: unknown = []): readonly string[] {
  if (Array.isArray(value)) {
    const names: readonly unknown[] = [...value];
    if (names.every(isClaimName)) return names;
  }
  throw optionInvalid(`${option} must be a list of names of claims`, "Such as ['role'].");
}

function readMakers(option: string, value: unknown = {}): ClaimMakers {
  const hint = 'Such as { jti: ({ randomId }) => randomId() }.';
  const makers: Record<string, ClaimMaker> = {};
  for (const [name, maker] of Object.entries(readOptions(option, value))) {
    if (!isClaimName(name)) throw optionInvalid(`${option}.${name} is reserved`, hint);
    if (!isFunction(maker)) throw optionInvalid(`${option}.${name} must be a function`, hint);
    makers[name] = (context) => {
      const made = callMaker(`${option}.${name}`, maker, context);
      if (typeof made === 'string' || typeof made === 'boolean' || isFiniteNumber(made))
        return made;
      throw optionInvalid(`${option}.${name} must return a string, number or boolean`, hint);
    };
  }
  return makers;
}

function callMaker(
  name: string,
  maker: (...given: unknown[]) => unknown,
  context: SigningContext,
): unknown {
  try {
    return maker({ ...context });
  } catch (error) {
    if (isChatTokenError(error)) throw error;
    throw optionInvalid(`${name} threw an error`, 'It must return a string, number or boolean.');
  }
}

/** A claim has one origin. */
function rejectTwice(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw optionInvalid(
    `The claim ${twice} is defined twice`,
    'It has a fixed value, is made by signing, or is privileged.',
  );
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

function readExpiry<Claim extends ExpiryClaim>(
  claim: Claim,
  value: unknown = {},
): Pick<Expiry<Claim>, 'claim' | 'default' | 'max'> {
  const { default: standard, max: longest } = readOptions('lifetime', value, ['default', 'max']);
  if (claim === 'iat' && (longest === undefined || standard !== undefined)) {
    throw optionInvalid(
      "lifetime must have max, and no default, if expiry is 'iat'",
      'The vendor counts the age of each token: no lifetime is signed.',
    );
  }
  const max = readLifetime(
    'lifetime.max',
    longest === undefined ? `${MAX_LIFETIME}s` : longest,
    MAX_LIFETIME,
  );
  const usual = claim === 'iat' ? max : Math.min(STANDARD_EXPIRY.default, max);
  const normal = standard === undefined ? usual : readLifetime('lifetime.default', standard, max);
  return { claim, default: normal, max };
}
