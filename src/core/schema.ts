/**
 * The checker that the built-in contracts are written with. It copies what it accepts, reads each
 * own property once, reports every fault with its path and never a value, and can list its own
 * contract as data. To the outside it is a Standard Schema like any other.
 */
import { MAX_ISSUES } from './issues.ts';
import { bare, isPlainObject, kindOf, ownItem } from './objects.ts';
import { nearest } from './spelling.ts';
import type { StandardSchema } from './standard-schema.ts';
import { LONGEST_TOKEN } from './token.ts';

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
}

/** Deeper than any vendor's claims; a cycle ends here too. */
const MAX_DEPTH = 32;

/** More than any token carries: what has more, or is made of itself many times, must end. */
const MAX_ITEMS = 5_000;

/** In characters. No vendor's text is as long; a form is asked of none that is longer. */
const MAX_TEXT = 65_536;
const TOO_LONG = `must have at most ${MAX_TEXT} characters`;

/** What was found wrong so far, and how many characters may still be read. */
interface Faults extends Array<Fault> {
  left: number;
}

function createFaults(): Faults {
  return Object.assign<Fault[], { left: number }>([], { left: LONGEST_TOKEN });
}

/** Takes what is read off what may be read, so that the same long text a thousand times must end. */
function isTooMuch(faults: Faults, characters: number): boolean {
  faults.left -= characters;
  return faults.left < 0;
}

const TOO_MUCH = `is more than a token of ${LONGEST_TOKEN} characters can hold`;

function fault(faults: Faults, message: string, ...path: PropertyKey[]): undefined {
  faults.push({ path, message });
  return undefined;
}

/** Reads a value inside another: what it finds wrong gets the way to it put in front. */
function readAt<T>(
  rule: Reader<T>,
  value: unknown,
  key: PropertyKey,
  faults: Faults,
): T | undefined {
  const before = faults.length;
  const result = rule.read(value, faults);
  if (faults.length > before) {
    for (const { path } of faults.slice(before)) path.unshift(key);
  }
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
    contract: format === undefined ? { type: 'string' } : { type: 'string', format: format.name },
    read(value, faults) {
      if (typeof value !== 'string') return fault(faults, `must be a string, not ${kindOf(value)}`);
      if (value.length > MAX_TEXT) return fault(faults, TOO_LONG);
      if (isTooMuch(faults, value.length)) return fault(faults, TOO_MUCH);
      if (format !== undefined && !format.test(value)) return fault(faults, format.message);
      return value;
    },
  };
}

/** An identifier: a string with something in it, of at most `maxLength` characters. */
// @__NO_SIDE_EFFECTS__
export function identifier(maxLength?: number): Rule<string> {
  const longest = maxLength ?? MAX_TEXT;
  return {
    contract:
      maxLength === undefined
        ? { type: 'string', format: 'identifier' }
        : { type: 'string', format: 'identifier', maxLength },
    read(value, faults) {
      if (typeof value === 'number' || typeof value === 'bigint') {
        return fault(faults, `must be a string, not ${kindOf(value)}: pass String(id)`);
      }
      if (typeof value !== 'string') return fault(faults, `must be a string, not ${kindOf(value)}`);
      if (isLonger(value, longest)) {
        return fault(faults, `must have at most ${longest} characters`);
      }
      if (isTooMuch(faults, value.length)) return fault(faults, TOO_MUCH);
      if (/^[\s\u200b-\u200d\u2060]*$/.test(value)) return fault(faults, 'must not be blank');
      return value;
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
      if (typeof value !== 'number') return fault(faults, `must be a number, not ${kindOf(value)}`);
      if (!Number.isFinite(value)) return fault(faults, 'must be a finite number');
      return value;
    },
  };
}

/** `true` or `false`. */
// @__NO_SIDE_EFFECTS__
export function boolean(): Rule<boolean> {
  return {
    contract: { type: 'boolean' },
    read(value, faults) {
      if (typeof value === 'boolean') return value;
      return fault(faults, `must be true or false, not ${kindOf(value)}`);
    },
  };
}

/** One of the given strings. */
// @__NO_SIDE_EFFECTS__
export function choice<const Values extends readonly string[]>(
  values: Values,
): Rule<Values[number]> {
  return {
    contract: { type: 'choice', values },
    read(value, faults) {
      const found: Values[number] | undefined = values.find((candidate) => candidate === value);
      return found ?? fault(faults, `must be one of ${quoted(values)}`);
    },
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
      if (typeof value === 'string') return ofText.read(value, faults);
      if (typeof value === 'boolean') return value;
      if (typeof value === 'number') return ofNumber.read(value, faults);
      return fault(faults, `must be a string, number or boolean, not ${kindOf(value)}`);
    },
  };
}

/** A list whose order is kept. */
// @__NO_SIDE_EFFECTS__
export function list<T>(item: Rule<T>): Rule<readonly T[]> {
  return {
    contract: { type: 'list', items: item.contract },
    read(value, faults) {
      if (!Array.isArray(value)) return fault(faults, `must be an array, not ${kindOf(value)}`);
      const { length } = value;
      if (length > MAX_ITEMS) return fault(faults, `must have at most ${MAX_ITEMS} items`);
      if (isTooMuch(faults, length)) return fault(faults, TOO_MUCH);
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
      if (keys.length > MAX_ITEMS) return fault(faults, `must have at most ${MAX_ITEMS} keys`);
      if (isTooMuch(faults, keys.length)) return fault(faults, TOO_MUCH);
      const entries: [string, T][] = [];
      for (const key of keys) {
        if (key === '__proto__') fault(faults, 'is not allowed as a key', key);
        const member = faults.length < MAX_ISSUES ? value[key] : undefined;
        if (member === undefined) continue;
        const read = readAt(item, member, key, faults);
        if (read !== undefined) entries.push([key, read]);
      }
      // Unlike assignment this cannot reach a setter or a frozen member of Object.prototype.
      return Object.fromEntries(entries);
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
  const members: { key: string; rule: Reader<unknown>; required: boolean }[] = [];
  const known = new Set<string>();
  const contracts: Record<string, FieldContract> = {};
  for (const key of Object.keys(fields)) {
    const field: Reader<unknown> | { optional: Reader<unknown> } = Reflect.get(fields, key);
    const required = 'read' in field;
    const rule = required ? field : field.optional;
    members.push({ key, rule, required });
    known.add(key);
    contracts[key] = { ...rule.contract, required };
  }
  return {
    contract: { type: 'object', fields: contracts },
    read(value, faults) {
      if (!isRecord(value, faults)) return undefined;
      // Inherits nothing: no member of a frozen Object.prototype can forbid to set its own.
      const result: Record<string, unknown> = Object.create(null);
      for (const { key, rule, required } of members) {
        const member = Object.hasOwn(value, key) ? value[key] : undefined;
        if (member !== undefined) result[key] = readAt(rule, member, key, faults);
        else if (required) fault(faults, 'is missing', key);
      }
      for (const key of Object.keys(value)) {
        if (known.has(key) || faults.length >= MAX_ISSUES) continue;
        fault(faults, unknownKey(key, known), key);
      }
      // The first loop read each field of T with the rule for its type; TypeScript cannot see that.
      return { ...result } as T;
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
  const contracts: Record<string, Contract> = {};
  cases.forEach((rule, type) => {
    contracts[String(type)] = rule.contract;
  });
  return {
    contract: { type: 'by type', cases: { default: untyped.contract, ...contracts } },
    read(value, faults) {
      if (!isRecord(value, faults)) return undefined;
      // A copy: the rule must read the type that it was chosen by.
      const row: Record<string, unknown> = { ...value };
      const type = Object.hasOwn(row, 'type') ? row['type'] : undefined;
      if (type === undefined) delete row['type'];
      const rule = type === undefined ? untyped : cases.get(type);
      if (rule !== undefined) return rule.read(row, faults);
      return fault(faults, `must be one of ${quoted(Object.keys(contracts))}, or left out`, 'type');
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
export function json(): Rule<JsonValue> {
  return jsonOfDepth(MAX_DEPTH, { left: MAX_ITEMS });
}

function jsonOfDepth(depth: number, values: { left: number }): Rule<JsonValue> {
  return {
    contract: { type: 'json' },
    read(value, faults) {
      if (values.left-- === 0) fault(faults, `must have at most ${MAX_ITEMS} values`);
      if (values.left < 0) return undefined;
      if (value === null || typeof value !== 'object') return readPrimitive(value, faults);
      if (depth === 0) return fault(faults, 'is nested too deep, or contains itself');
      const inner = jsonOfDepth(depth - 1, values);
      return (Array.isArray(value) ? list(inner) : record(inner)).read(value, faults);
    },
  };
}

function readPrimitive(value: unknown, faults: Faults): JsonValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return number().read(value, faults);
  return fault(faults, `must be JSON, not ${kindOf(value)}`);
}

/** Marks the schemas of this checker: what they let through is a copy, and JSON. */
const EXACT: unique symbol = /* @__PURE__ */ Symbol('chat-token');

/** Whether a schema was written with this checker. */
export function isExact(schema: object): boolean {
  return Object.hasOwn(schema, EXACT);
}

/** Makes a rule a Standard Schema. */
// @__NO_SIDE_EFFECTS__
export function contractSchema<T>(rule: Rule<T>): ContractSchema<T> {
  const schema: ContractSchema<T> = {
    contract: rule.contract,
    '~standard': Object.freeze({
      version: 1,
      vendor: 'chat-token',
      validate(value: unknown) {
        const faults = createFaults();
        const read = rule.read(value, faults);
        return read === undefined || faults.length > 0 ? { issues: faults } : { value: read };
      },
    }),
  };
  // Not enumerable: it does not go over to a copy that somebody spreads and changes.
  return Object.freeze(Object.defineProperty(schema, EXACT, bare({ value: true })));
}

/** The contract of a vendor's schema, where it was written with this checker (or a copy of it). */
export function contractOf(schema: object): Contract | undefined {
  return isContractSchema(schema) ? schema.contract : undefined;
}

function isContractSchema(schema: object): schema is ContractSchema<unknown> {
  return 'contract' in schema;
}

function isRecord(value: unknown, faults: Faults): value is Record<string, unknown> {
  if (!isPlainObject(value)) fault(faults, `must be a plain object, not ${kindOf(value)}`);
  else if (Object.getOwnPropertySymbols(value).length === 0) return true;
  else fault(faults, 'must not have symbols as keys');
  return false;
}

function unknownKey(key: string, known: Iterable<string>): string {
  const meant = nearest(key, known);
  return meant === undefined
    ? 'is not a known key'
    : `is not a known key; did you mean "${meant}"?`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
