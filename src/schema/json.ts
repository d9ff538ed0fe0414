import { MAX_DEPTH } from '../utils/limits.ts';
import { isPlainObject } from '../utils/objects.ts';
import { fault, type Rule, wrongKind } from './rule.ts';
import { list, record } from './structures.ts';
import { number, string } from './values.ts';

/** A value as JSON can carry it. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/**
 * Anything that JSON carries without loss, as a copy. `JSON.stringify` alone would drop a function,
 * write `null` for `NaN` and a string for a `Date`, without a word.
 */
// @__NO_SIDE_EFFECTS__
export function json(depth: number = MAX_DEPTH): Rule<JsonValue> {
  return {
    contract: { type: 'json' },
    read(value, faults) {
      if (value === null || typeof value === 'boolean') return value;
      if (typeof value === 'string') return string().read(value, faults);
      if (typeof value === 'number') return number().read(value, faults);
      const isList = Array.isArray(value);
      if (!isList && !isPlainObject(value)) return wrongKind(faults, 'JSON', value);
      if (depth === 0) return fault(faults, 'is nested too deep, or contains itself');
      const inner = json(depth - 1);
      return (isList ? list(inner) : record(inner)).read(value, faults);
    },
  };
}

/** An object of JSON values. */
// @__NO_SIDE_EFFECTS__
export function jsonObject(): Rule<Readonly<Record<string, JsonValue>>> {
  return record(json(MAX_DEPTH - 1));
}
