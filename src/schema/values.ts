import { kindOf } from '../utils/objects.ts';
import { fault, isTooMuch, type Rule, wrongKind } from './rule.ts';

/** A form that a string must have. */
export interface StringFormat {
  /** Its name in claims tables. */
  readonly name: string;
  /** What is wrong with a string of another form. */
  readonly message: string;
  test(text: string): boolean;
}

/** A string, of a given form if there is a format. */
// @__NO_SIDE_EFFECTS__
export function string(format?: StringFormat): Rule<string> {
  return {
    contract: { type: 'string', ...(format && { format: format.name }) },
    read(value, faults) {
      if (typeof value !== 'string') return wrongKind(faults, 'a string', value);
      if (isTooMuch(faults, value.length)) return undefined;
      return format === undefined || format.test(value) ? value : fault(faults, format.message);
    },
  };
}

const NOT_BLANK: StringFormat = {
  name: 'identifier',
  message: 'must not be blank',
  test: (value) => !/^[\s\u200b-\u200d\u2060]*$/.test(value),
};

/** An identifier: a string that is not blank, of at most `maxLength` characters (code points). */
// @__NO_SIDE_EFFECTS__
export function identifier(maxLength?: number): Rule<string> {
  const { contract, read } = string(NOT_BLANK);
  return {
    contract: maxLength === undefined ? contract : { ...contract, type: 'string', maxLength },
    read(value, faults) {
      if (typeof value === 'number' || typeof value === 'bigint') {
        return fault(faults, `must be a string, got ${kindOf(value)}: pass String(id)`);
      }
      if (typeof value === 'string' && maxLength !== undefined && isLonger(value, maxLength)) {
        return fault(faults, `must have at most ${maxLength} characters`);
      }
      return read(value, faults);
    },
  };
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
