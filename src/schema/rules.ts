/**
 * The checker that the built-in contracts are written with. It copies what it accepts, reads each
 * own property once, reports every fault with its path and never a value, and can list its own
 * contract as data. To the outside it is a Standard Schema like any other.
 */

import type { ChatTokenIssue } from '../utils/errors.ts';
import { formatPath } from '../utils/issues.ts';
import { LONGEST_TOKEN, MAX_ISSUES } from '../utils/limits.ts';
import { bare, isPlainObject, kindOf, ownItem } from '../utils/objects.ts';
import { unknownName } from '../utils/spelling.ts';
import type {
  StandardSchema,
  StandardSchemaProps,
  StandardSchemaResult,
} from './standard-schema.ts';

/** What a rule accepts, as data: the claims tables are made from it. */
export type Contract =
  | { readonly type: 'string'; readonly format?: string; readonly maxLength?: number }
  | { readonly type: 'number' | 'boolean' | 'json' }
  | { readonly type: 'choice'; readonly values: readonly string[] }
  | { readonly type: 'any of'; readonly options: readonly Contract[] }
  | { readonly type: 'list' | 'record'; readonly items: Contract }
  | { readonly type: 'object'; readonly fields: Readonly<Record<string, FieldContract>> }
  | { readonly type: 'by type'; readonly cases: Readonly<Record<string, Contract>> };

/** The contract of one field of an object. */
export type FieldContract = Contract & { readonly required: boolean };

/** Checks one value. What it returns counts only if it added no fault. */
interface Reader<T> {
  readonly contract: Contract;
  read(value: unknown, faults: Faults): T | undefined;
}

/** The rule for exactly `T`: one for fewer values is not one for `T`, nor one for more. */
export interface Rule<T> extends Reader<T> {
  /** For the compiler only: it makes a narrower rule a mistake. */
  readonly exactly?: (value: T) => void;
}

interface Fault {
  /** From the value that was read; each rule around it puts its own step before. */
  readonly path: PropertyKey[];
  readonly message: string;
}

/** A field that may be left out, or be `undefined`. */
interface OptionalRule<T> {
  readonly optional: Rule<T>;
}

/** For each member of `T` the rule for its type, optional where the member is. */
type Fields<T> = {
  readonly [Key in keyof T]-?: object extends Pick<T, Key>
    ? OptionalRule<Exclude<T[Key], undefined>>
    : Rule<T[Key]>;
};

/** A rule that is a Standard Schema, with its contract to read. */
export interface ContractSchema<T> extends StandardSchema<T, T> {
  readonly contract: Contract;
  readonly '~standard': Omit<StandardSchemaProps<T, T>, 'validate'> & {
    readonly validate: (value: unknown) => StandardSchemaResult<T>;
  };
}

/** What a vendor's schema made of a value: claims without the fixed claims, or what is wrong. */
export interface Reading {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly issues: readonly ChatTokenIssue[];
}

/** Runs a schema of ours. What comes out is a copy that JSON carries without loss. */
export function readContract(schema: ContractSchema<object>, value: unknown): Reading {
  try {
    const result = schema['~standard'].validate(value);
    if (result.issues === undefined) return { claims: { ...result.value }, issues: [] };
    return {
      claims: {},
      issues: result.issues.map(({ path, message }) => ({ path: formatPath(path), message })),
    };
  } catch {
    // What a getter or a proxy threw may hold the user's data: it goes no further.
    return refusedReading('cannot be read: a getter or a proxy threw');
  }
}

/** The reading of what cannot even be looked at. */
export function refusedReading(message: string): Reading {
  return { claims: {}, issues: [{ path: '', message }] };
}

/** Deeper than any vendor's claims; a cycle ends here too. */
const MAX_DEPTH = 32;

/** In characters, of all texts and free keys together: the bytes that a token of LONGEST_TOKEN holds. */
const MAX_TEXT = 66_048;

/** What each item costs beside its characters: 8,256 are the most. */
const PER_ITEM = 8;

/** What was found wrong so far, and how many characters may still be read. */
interface Faults extends Array<Fault> {
  left: number;
}

function fault(faults: Faults, message: string, ...path: PropertyKey[]): undefined {
  faults.push({ path, message });
  return undefined;
}

function invalidKind(faults: Faults, expected: string, value: unknown): undefined {
  return fault(faults, `must be ${expected}, not ${kindOf(value)}`);
}

/** Takes what is read off what may be read, so that the same long text a thousand times must end. */
function isTooMuch(faults: Faults, characters: number): boolean {
  const wasEnough = faults.left >= 0;
  faults.left -= characters;
  if (wasEnough && faults.left < 0) {
    fault(faults, `is more than a token of ${LONGEST_TOKEN} characters can hold`);
  }
  return faults.left < 0;
}

/** Reads a value inside another. */
function readAt<T>(
  rule: Reader<T>,
  value: unknown,
  key: PropertyKey,
  faults: Faults,
): T | undefined {
  const before = faults.length;
  const result = rule.read(value, faults);
  for (let index = before; index < faults.length; index++) faults[index]?.path.unshift(key);
  return result;
}

/** A form that a text must have. */
export interface TextFormat {
  /** For the claims tables. */
  readonly name: string;
  /** What is wrong with a text that has not this form. */
  readonly message: string;
  test(text: string): boolean;
}

/** Text, of a given form where a format is named. */
// @__NO_SIDE_EFFECTS__
export function text(format?: TextFormat): Rule<string> {
  return {
    contract: { type: 'string', ...(format && { format: format.name }) },
    read(value, faults) {
      if (typeof value !== 'string') return invalidKind(faults, 'a string', value);
      if (isTooMuch(faults, value.length)) return undefined;
      return format === undefined || format.test(value) ? value : fault(faults, format.message);
    },
  };
}

/** Something is in it that can be seen. */
const NOT_BLANK: TextFormat = {
  name: 'identifier',
  message: 'must not be blank',
  test: (value) => !/^[\s\u200b-\u200d\u2060]*$/.test(value),
};

/** An identifier: a string with something in it, of at most `maxLength` characters. */
// @__NO_SIDE_EFFECTS__
export function identifier(maxLength?: number): Rule<string> {
  const { contract, read } = text(NOT_BLANK);
  return {
    contract: maxLength === undefined ? contract : { ...contract, type: 'string', maxLength },
    read(value, faults) {
      if (typeof value === 'number' || typeof value === 'bigint') {
        return fault(faults, `must be a string, not ${kindOf(value)}: pass String(id)`);
      }
      if (typeof value === 'string' && maxLength !== undefined && isLonger(value, maxLength)) {
        return fault(faults, `must have at most ${maxLength} characters`);
      }
      return read(value, faults);
    },
  };
}

/** Counts code points, and only where it matters: a character outside the BMP is one. */
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
      if (typeof value !== 'number') return invalidKind(faults, 'a number', value);
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
      typeof value === 'boolean' ? value : invalidKind(faults, 'true or false', value),
  };
}

/** One of the given strings. */
// @__NO_SIDE_EFFECTS__
export function choice<const Values extends readonly string[]>(
  values: Values,
): Rule<Values[number]> {
  const known = new Map<unknown, Values[number]>(values.map((value) => [value, value]));
  return {
    contract: { type: 'choice', values },
    read: (value, faults) => known.get(value) ?? fault(faults, `must be one of ${quoted(values)}`),
  };
}

/** A string, a finite number or a boolean. */
// @__NO_SIDE_EFFECTS__
export function scalar(): Rule<string | number | boolean> {
  const ofText = text();
  const ofNumber = number();
  return {
    contract: {
      type: 'any of',
      options: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }],
    },
    read(value, faults) {
      if (typeof value === 'boolean') return value;
      if (typeof value === 'string') return ofText.read(value, faults);
      if (typeof value === 'number') return ofNumber.read(value, faults);
      return invalidKind(faults, 'a string, number or boolean', value);
    },
  };
}

/** A list whose order is kept. */
// @__NO_SIDE_EFFECTS__
export function list<T>(item: Rule<T>): Rule<readonly T[]> {
  return {
    contract: { type: 'list', items: item.contract },
    read(value, faults) {
      if (!Array.isArray(value)) return invalidKind(faults, 'an array', value);
      const { length } = value;
      if (isTooMuch(faults, length * PER_ITEM)) return undefined;
      const result: T[] = [];
      for (let index = 0; index < length && faults.length < MAX_ISSUES; index++) {
        const read = readAt(item, ownItem(value, index), index, faults);
        if (read !== undefined) result.push(read);
      }
      return result;
    },
  };
}

/** One value, or a list of them. */
// @__NO_SIDE_EFFECTS__
export function oneOrMany<T>(item: Rule<T>): Rule<T | readonly T[]> {
  const many = list(item);
  return {
    contract: { type: 'any of', options: [item.contract, many.contract] },
    read: (value, faults) => (Array.isArray(value) ? many : item).read(value, faults),
  };
}

/** Free keys, values of one kind. A key whose value is `undefined` is left out, as JSON does. */
// @__NO_SIDE_EFFECTS__
export function record<T>(item: Rule<T>): Rule<Readonly<Record<string, T>>> {
  return {
    contract: { type: 'record', items: item.contract },
    read(value, faults) {
      if (!isRecord(value, faults)) return undefined;
      const keys = Object.keys(value);
      if (isTooMuch(faults, keys.length * PER_ITEM)) return undefined;
      const result: Record<string, T> = bare({});
      for (const key of keys) {
        const member = faults.length < MAX_ISSUES ? value[key] : undefined;
        if (key === '__proto__') fault(faults, 'is not allowed as a key', key);
        if (member === undefined) continue;
        const read = isTooMuch(faults, key.length) ? undefined : readAt(item, member, key, faults);
        if (read !== undefined) result[key] = read;
      }
      return { ...result };
    },
  };
}

/** May be left out. */
// @__NO_SIDE_EFFECTS__
export function optional<T>(rule: Rule<T>): OptionalRule<T> {
  return { optional: rule };
}

/** An object with exactly these keys. */
// @__NO_SIDE_EFFECTS__
export function object<T extends object>(fields: Fields<T>): Rule<T> {
  const names = Object.keys(fields);
  const members = names.map((key) => {
    const field: Reader<unknown> | { optional: Reader<unknown> } = Reflect.get(fields, key);
    const required = isReader(field);
    return { key, rule: required ? field : field.optional, required };
  });
  const contracts: Record<string, FieldContract> = Object.fromEntries(
    members.map(({ key, rule, required }) => [key, { ...rule.contract, required }]),
  );
  return {
    contract: { type: 'object', fields: contracts },
    read(value, faults) {
      if (!isRecord(value, faults)) return undefined;
      // An object with more keys than the contract has is refused below, and not copied whole.
      const given = Object.keys(value);
      const isCopied = given.length <= members.length;
      // Each member is read once, here. V8 writes into a copy faster than it builds one by members.
      const copy = isCopied ? { ...value } : pick(value, names);
      const keys = isCopied ? Object.keys(copy) : given;
      let found = 0;
      let isInOrder = true; // As the contract has it: then the copy is the answer.
      for (const { key, rule, required } of members) {
        const member = Object.hasOwn(copy, key) ? copy[key] : undefined;
        if (member !== undefined) {
          isInOrder &&= keys[found] === key;
          found++;
          const read = readAt(rule, member, key, faults);
          if (read !== member) copy[key] = read;
        } else if (required) fault(faults, 'is missing', key);
      }
      for (const key of found === keys.length ? [] : keys) {
        if (Object.hasOwn(contracts, key) || faults.length >= MAX_ISSUES) continue;
        fault(faults, unknownName(key, names), key);
      }
      // The first loop read each field of T with the rule for its type; TypeScript cannot see that.
      return (isInOrder && found === keys.length ? copy : pick(copy, names)) as T;
    },
  };
}

/** An object whose own `type` says which rule it follows; `untyped` is for those without one. */
// @__NO_SIDE_EFFECTS__
export function byType<T extends { readonly type?: string | undefined }>(
  untyped: Reader<Extract<T, { type?: undefined }>>,
  typed: { readonly [Type in NonNullable<T['type']>]: Rule<Extract<T, { type: Type }>> },
): Rule<T> {
  const cases = new Map<unknown, Reader<T>>(Object.entries<Reader<T>>(typed));
  const contracts = Object.entries<Reader<T>>(typed).map((entry) => [entry[0], entry[1].contract]);
  return {
    contract: {
      type: 'by type',
      cases: { default: untyped.contract, ...Object.fromEntries(contracts) },
    },
    read(value, faults) {
      if (!isPlainObject(value)) return invalidKind(faults, 'a plain object', value);
      if (!hasType(value)) return untyped.read(value, faults);
      const { type } = value;
      if (type === undefined) {
        const { type: _, ...row } = value;
        return untyped.read(row, faults);
      }
      const rule = cases.get(type);
      // It reads the type once more, and takes no other than the one it was chosen by.
      if (rule !== undefined) return rule.read(value, faults);
      return fault(faults, `must be one of ${quoted(Object.keys(typed))}, or left out`, 'type');
    },
  };
}

/** A value as JSON can carry it. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/**
 * Anything that JSON carries without loss, copied. `JSON.stringify` would drop a function, write
 * `null` for `NaN` and a text for a `Date`, all without a word.
 */
// @__NO_SIDE_EFFECTS__
export function json(depth: number = MAX_DEPTH): Rule<JsonValue> {
  return {
    contract: { type: 'json' },
    read(value, faults) {
      if (value === null || typeof value === 'boolean') return value;
      if (typeof value === 'string') return text().read(value, faults);
      if (typeof value === 'number') return number().read(value, faults);
      if (typeof value !== 'object') return invalidKind(faults, 'JSON', value);
      if (depth === 0) return fault(faults, 'is nested too deep, or contains itself');
      const inner = json(depth - 1);
      return (Array.isArray(value) ? list(inner) : record(inner)).read(value, faults);
    },
  };
}

/** The same for an object. */
// @__NO_SIDE_EFFECTS__
export function jsonObject(): Rule<Readonly<Record<string, JsonValue>>> {
  return record(json(MAX_DEPTH - 1));
}

/** Makes a Standard Schema of a rule, which is made when it is first needed: importing is faster. */
// @__NO_SIDE_EFFECTS__
export function contractSchema<T>(makeRule: () => Rule<T>): ContractSchema<T> {
  let made: Rule<T> | undefined;
  const rule = () => {
    made ??= makeRule();
    return made;
  };
  return Object.freeze({
    get contract() {
      return rule().contract;
    },
    '~standard': Object.freeze({
      version: 1,
      vendor: 'chat-token',
      validate(value: unknown) {
        const faults: Faults = Object.assign([], { left: MAX_TEXT });
        const read = rule().read(value, faults);
        return read === undefined || faults.length > 0
          ? { issues: faults }
          : { value: read, issues: undefined };
      },
    }),
  });
}

/** The contract of a vendor's schema, where it was written with this checker (or a copy of it). */
export function contractOf(schema: object): Contract | undefined {
  return isContractSchema(schema) ? schema.contract : undefined;
}

function isContractSchema(schema: object): schema is ContractSchema<unknown> {
  return 'contract' in schema;
}

/** What an object has of some names, in their order. */
function pick(object: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  // Inherits nothing: no member of a frozen Object.prototype can forbid to set its own.
  const picked: Record<string, unknown> = bare({});
  for (const name of names) {
    const member = Object.hasOwn(object, name) ? object[name] : undefined;
    if (member !== undefined) picked[name] = member;
  }
  return { ...picked };
}

function isRecord(value: unknown, faults: Faults): value is Record<string, unknown> {
  if (!isPlainObject(value)) invalidKind(faults, 'a plain object', value);
  else if (Object.getOwnPropertySymbols(value).length === 0) return true;
  else fault(faults, 'must not have symbols as keys');
  return false;
}

/** A contract is made with the first token: nothing that somebody put on Object.prototype makes it. */
function isReader(field: object): field is Reader<unknown> {
  return Object.hasOwn(field, 'read');
}

function hasType(value: object): value is { type: unknown } {
  return Object.hasOwn(value, 'type');
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
