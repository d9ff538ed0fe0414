import { DAMAGE, DAMAGES, encodeUtf8 } from '../utils/encoding.ts';
import { kindOf } from '../utils/objects.ts';
import {
  fault,
  isTooMuch,
  type Rule,
  type StringContract,
  type StringLimits,
  wrongKind,
} from './rule.ts';

/** A form that a string must have. */
export interface StringFormat {
  /** Its name in claims tables. */
  readonly name: string;
  /** What is wrong with a string of another form. */
  readonly message: string;
  /** The same as limits, for a form that has no name of its own in claims tables. */
  readonly limits?: StringLimits;
  test(text: string): boolean;
}

/** The contract of strings of a form. */
export function contractOf(format?: StringFormat): StringContract {
  return { type: 'string', ...(format && (format.limits ?? { format: format.name })) };
}

/** A string, of a given form if there is a format. */
// @__NO_SIDE_EFFECTS__
export function string(format?: StringFormat): Rule<string> {
  return {
    contract: contractOf(format),
    read(value, faults) {
      if (typeof value !== 'string') return wrongKind(faults, 'a string', value);
      if (isTooMuch(faults, value.length)) return undefined;
      return format === undefined || format.test(value) ? value : fault(faults, format.message);
    },
  };
}

/** Strings of so many characters (code points). */
// @__NO_SIDE_EFFECTS__
export function characters(least: number, most: number): StringFormat {
  const range = least === 0 ? `at most ${most}` : `${least} to ${most}`;
  return {
    limits: { ...(least > 0 && { minLength: least }), maxLength: most },
    name: `${range} characters`,
    message: `must have ${range} characters`,
    test: (text) => text.length >= least && !isLonger(text, most),
  };
}

/** Strings whose UTF-8 has at most so many bytes. With `least`, they must have so many characters. */
// @__NO_SIDE_EFFECTS__
export function utf8Bytes(most: number, least = 0): StringFormat {
  const range = least === 0 ? `at most ${most}` : `${least} to ${most}`;
  return {
    limits: { ...(least > 0 && { minLength: least }), maxBytes: most },
    name: `${range} bytes`,
    message: `must have ${range} bytes in UTF-8`,
    test: (text) => text.length >= least && isWithin(text, most),
  };
}

function isWithin(text: string, mostBytes: number): boolean {
  return text.length <= mostBytes && encodeUtf8(text).length <= mostBytes;
}

/** Strings of characters that an expression matches. */
// @__NO_SIDE_EFFECTS__
export function matching(pattern: RegExp, message: string): StringFormat {
  return {
    limits: { pattern: pattern.source },
    name: message,
    message,
    test: (text) => pattern.test(text),
  };
}

/** Says what is wrong with an id, above all if many users would have it. */
export function idProblem(id: string): string | undefined {
  if (/^[\s\u200b-\u200d\u2060]*$/.test(id)) return 'must not be blank';
  if (/^(?:undefined|null|NaN|Invalid Date|\[object .*\])$/.test(id)) {
    return 'is a string such as "undefined" or "[object Object]": pass the value itself';
  }
  return DAMAGE.test(id) ? `must not have ${DAMAGES}` : undefined;
}

/** A string of at most so many bytes of UTF-8 that follows another rule. */
// @__NO_SIDE_EFFECTS__
export function withinBytes({ contract, read }: Rule<string>, maxBytes: number): Rule<string> {
  return {
    contract: { ...contract, type: 'string', maxBytes },
    read(value, faults) {
      if (typeof value !== 'string' || isWithin(value, maxBytes)) return read(value, faults);
      return fault(faults, `must have at most ${maxBytes} bytes in UTF-8`);
    },
  };
}

/** An identifier: a string that can be one user's id, of a given form if there is a format. */
// @__NO_SIDE_EFFECTS__
export function identifier(format?: StringFormat): Rule<string> {
  const ofString = string(format);
  return {
    contract: { ...contractOf(format), format: 'identifier' },
    read(value, faults) {
      if (typeof value === 'bigint' || Number.isSafeInteger(value)) {
        return fault(faults, `must be a string, got ${kindOf(value)}: pass String(id)`);
      }
      if (Number.isInteger(value)) {
        return fault(faults, 'has lost digits already: take the id as a string from its source');
      }
      const text = ofString.read(value, faults);
      const problem = text === undefined ? text : idProblem(text);
      return problem === undefined ? text : fault(faults, problem);
    },
  };
}

/** A string that follows another rule, in lower case: the vendor hashes and compares it so. */
// @__NO_SIDE_EFFECTS__
export function lowerCase({ contract, read }: Rule<string>): Rule<string> {
  return {
    contract,
    read(value, faults) {
      const text = read(value, faults);
      return text !== undefined && [...text].some(isOtherInLowerCase)
        ? fault(faults, 'must not have letters that lower case makes others, such as \u212a')
        : text?.toLowerCase();
    },
  };
}

/** The Kelvin sign becomes a common k, for example: two users would be one. */
function isOtherInLowerCase(letter: string): boolean {
  const lower = letter.toLowerCase();
  return lower !== letter && lower.toUpperCase() !== letter;
}

/** Counts code points, but only if the length leaves a doubt. */
function isLonger(value: string, maxLength: number): boolean {
  if (value.length <= maxLength) return false;
  return value.length > 2 * maxLength || [...value].length > maxLength;
}

/** A finite number. */
// @__NO_SIDE_EFFECTS__
export function number(): Rule<number> {
  return {
    contract: { type: 'number' },
    read(value, faults) {
      if (typeof value !== 'number') return wrongKind(faults, 'a number', value);
      return Number.isFinite(value) ? value : fault(faults, 'must be a finite number');
    },
  };
}

/** `true` or `false`. */
// @__NO_SIDE_EFFECTS__
export function boolean(): Rule<boolean> {
  return {
    contract: { type: 'boolean' },
    read: (value, faults) =>
      typeof value === 'boolean' ? value : wrongKind(faults, 'true or false', value),
  };
}

/** One of the given strings. */
// @__NO_SIDE_EFFECTS__
export function choice<const Values extends readonly string[]>(
  values: Values,
): Rule<Values[number]> {
  return {
    contract: { type: 'choice', values },
    read: (value, faults) =>
      values.find((each) => each === value) ?? fault(faults, `must be one of ${quoted(values)}`),
  };
}

/** Lists names in quotation marks. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/** A string, a finite number or a boolean. */
// @__NO_SIDE_EFFECTS__
export function scalar(): Rule<string | number | boolean> {
  const ofString = string();
  const ofNumber = number();
  return {
    contract: {
      type: 'any of',
      options: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }],
    },
    read(value, faults) {
      if (typeof value === 'boolean') return value;
      if (typeof value === 'string') return ofString.read(value, faults);
      if (typeof value === 'number') return ofNumber.read(value, faults);
      return wrongKind(faults, 'a string, number or boolean', value);
    },
  };
}
