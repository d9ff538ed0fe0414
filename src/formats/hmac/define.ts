import type { TimeField, TokenFormat } from '../../contract/format.ts';
import { SECRET_ENCODINGS } from '../../keys/encodings.ts';
import { encodeBase64url } from '../../utils/encoding.ts';
import { MAX_LIFETIME } from '../../utils/limits.ts';
import { isFunction, kindOf } from '../../utils/objects.ts';
import { optionInvalid, readChoice, readOptions } from '../../utils/options.ts';
import { type ChatTokenLifetime, isTimeClaim, readLifetime } from '../../utils/time.ts';
import { hashFormat } from './format.ts';
import { isJwtInput } from './jwt-input.ts';
import type { HashFormat, TimedHashFormat } from './options.ts';
import { type HashTime, timedHashFormat } from './timed.ts';

/** How a vendor's secret and hash are written. */
export interface HashEncodingRules {
  /**
   * How the vendor writes its secrets: `'base64'` and `'hex'` are decoded. Default: `'utf8'`, the bytes of the
   * string are the key.
   */
  readonly secretEncoding?: 'utf8' | 'base64' | 'hex' | undefined;
  /**
   * How the hash is written: lower-case hexadecimal digits, or standard base64 with padding. Default: `'hex'`.
   */
  readonly outputEncoding?: 'hex' | 'base64' | undefined;
}

/** What a vendor documents about its identity hash. */
export interface HashDefinition<Fields extends object> extends HashEncodingRules {
  /**
   * Returns the string that is hashed, from the checked fields: usually the user's id or e-mail address.
   * An empty string is an error, never a hash. Write the type of `fields`: TypeScript cannot infer it here,
   * but checks it against the vendor's user.
   */
  readonly message: (fields: Fields) => string;
}

/** What a vendor documents about an identity hash that expires. */
export interface TimedHashDefinition<Fields extends object, Field extends string>
  extends HashEncodingRules {
  /**
   * Returns the string that is hashed, from the checked fields and the time, in the unit of its field. Write
   * the types of both.
   */
  readonly message: (fields: Fields, time: number) => string;
  /** The time in the hash. It goes with the fields as a number. */
  readonly time: HashTimeRules<Field>;
}

/** The time in a hash that expires. */
export interface HashTimeRules<Field extends string> {
  /** The name of its field: `timestamp`. */
  readonly field: Field;
  /** In what it counts since 1970. */
  readonly unit: TimeField['unit'];
  /**
   * How old a hash may be: seconds up to 86,400, or a string such as `'1h'`, at most 366 days. The vendor's
   * clock may be as much behind.
   */
  readonly maxAge: ChatTokenLifetime;
}

const UNITS: readonly TimeField['unit'][] = ['milliseconds', 'seconds'];

/** The members of a format whose hash is in standard base64. An HMAC has 32 bytes: one character of padding. */
const IN_BASE64: Pick<TokenFormat, 'outputEncoding' | 'complete'> = {
  outputEncoding: 'base64',
  complete: (_input, mac) => `${encodeBase64url(mac).replaceAll('-', '+').replaceAll('_', '/')}=`,
};

/**
 * The token format of a vendor that takes an identity hash next to plain fields, for `defineVendor`: an
 * HMAC with SHA-256, usually in lower-case hexadecimal.
 *
 * @param definition - what the vendor hashes; with `time` for a hash that expires
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID` for a definition that cannot work. Signing throws the
 *   same if `message` throws or returns no string, and `ERR_CLAIMS_INVALID` without an identifier.
 * @example
 * ```ts
 * import { hmac } from 'chat-token';
 *
 * const token = hmac({ message: (fields: { identifier: string }) => fields.identifier });
 * console.log(token.kind); // hmac
 *
 * const timed = hmac({
 *   message: (fields: { email: string }, time: number) => `${fields.email}:${time}`,
 *   time: { field: 'timestamp', unit: 'milliseconds', maxAge: '1h' },
 * });
 * console.log(timed.expiry?.max); // 3600
 * ```
 */
export function hmac<Fields extends object, const Field extends string>(
  definition: TimedHashDefinition<Fields, Field>,
): TimedHashFormat<Fields, Field>;
export function hmac<Fields extends object>(definition: HashDefinition<Fields>): HashFormat<Fields>;
// @__NO_SIDE_EFFECTS__
export function hmac<Fields extends object, Field extends string>(
  definition: HashDefinition<Fields> | TimedHashDefinition<Fields, Field>,
): HashFormat<Fields> | TimedHashFormat<Fields, string> {
  const given = readOptions('hmac', definition, [
    'message',
    'secretEncoding',
    'outputEncoding',
    'time',
  ]);
  const { message, secretEncoding = 'utf8', outputEncoding = 'hex', time } = given;
  if (!isFunction(message)) {
    throw optionInvalid('message must be a function', 'It returns the string that is hashed.');
  }
  const encoding = readChoice('secretEncoding', secretEncoding, ['utf8', 'base64', 'hex']);
  const output = readChoice('outputEncoding', outputEncoding, ['hex', 'base64']);
  const rules = {
    isForbidden: isJwtInput,
    secretEncoding: SECRET_ENCODINGS[encoding],
  };
  const call = (...args: unknown[]) => callMessage(message, args);
  const format =
    time === undefined
      ? hashFormat<Fields>(call, rules)
      : timedHashFormat<Fields, string>(call, readTime(time), rules);
  return output === 'hex' ? format : Object.freeze({ ...format, ...IN_BASE64 });
}

function callMessage(message: (...args: unknown[]) => unknown, args: unknown[]): unknown {
  let text: unknown;
  try {
    text = Reflect.apply(message, undefined, args);
  } catch {
    // What it threw may quote the user's data.
    throw optionInvalid('message threw an error', 'It must return the string that is hashed.');
  }
  // A field that the user does not have is undefined.
  if (typeof text === 'string' || text === undefined || text === null) return text;
  throw optionInvalid(`message must return a string, got ${kindOf(text)}`, 'Use String(id).');
}

function readTime(value: unknown): HashTime {
  const { field, unit, maxAge } = readOptions('time', value, ['field', 'unit', 'maxAge']);
  if (typeof field !== 'string' || field === '' || field === '__proto__' || isTimeClaim(field)) {
    throw optionInvalid('time.field must be the name of a field', "Such as 'timestamp'.");
  }
  return {
    name: field,
    unit: readChoice('time.unit', unit, UNITS),
    maxAge: readLifetime('time.maxAge', maxAge, MAX_LIFETIME),
  };
}
