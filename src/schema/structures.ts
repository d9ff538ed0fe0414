import { MAX_ISSUES } from '../utils/limits.ts';
import { isPlainObject } from '../utils/objects.ts';
import { nearest, unknownName } from '../utils/spelling.ts';
import {
  type Faults,
  type FieldContract,
  fault,
  isTooMuch,
  notPlain,
  type ObjectContract,
  type Reader,
  type Rule,
  readAt,
  wrongKind,
} from './rule.ts';
import { contractOf, idProblem, quoted, type StringFormat } from './values.ts';

/** What each item costs on top of its characters. It bounds how many items are read. */
const ITEM_COST = 8;

/** A list whose order is kept, of at most `most` items. */
// @__NO_SIDE_EFFECTS__
export function list<T>(item: Rule<T>, most: number = Infinity): Rule<readonly T[]> {
  return {
    contract: {
      type: 'list',
      items: item.contract,
      ...(most < Infinity && { maxItems: most }),
    },
    read(value, faults) {
      if (!Array.isArray(value)) return wrongKind(faults, 'an array', value);
      const { length } = value;
      if (isTooMuch(faults, length * ITEM_COST)) return undefined;
      if (length > most) return fault(faults, `must have at most ${most} items`);
      const result: T[] = [];
      for (let index = 0; index < length && faults.list.length < MAX_ISSUES; index++) {
        const read = readAt(item, value[index], index, faults);
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

/** What a record allows. */
interface RecordLimits {
  /** The form of the keys. Default: any string. */
  readonly keys?: StringFormat;
  /** The most members. */
  readonly most?: number;
}

/** Free keys, values of one kind. A key whose value is `undefined` is left out, as in JSON. */
// @__NO_SIDE_EFFECTS__
export function record<T>(
  item: Rule<T>,
  { keys: format, most = Infinity }: RecordLimits = {},
): Rule<Readonly<Record<string, T>>> {
  return {
    contract: {
      type: 'record',
      items: item.contract,
      ...(format && { keys: contractOf(format) }),
      ...(most < Infinity && { maxItems: most }),
    },
    read(value, faults) {
      if (!isRecord(value, faults)) return undefined;
      const keys = Object.keys(value);
      if (isTooMuch(faults, keys.length * ITEM_COST)) return undefined;
      if (keys.length > most) return fault(faults, `must have at most ${most} members`);
      const result: Record<string, T> = {};
      for (const key of keys) {
        const member = value[key];
        if (key === '__proto__') fault(faults, 'is not allowed as a key', key);
        if (member === undefined || faults.list.length >= MAX_ISSUES) continue;
        if (format?.test(key) === false) fault(faults, format.message, key);
        const read = isTooMuch(faults, key.length) ? undefined : readAt(item, member, key, faults);
        if (read !== undefined) result[key] = read;
      }
      return result;
    },
  };
}

/** A field that may be left out, or be `undefined`, or `null` in a user. */
export interface OptionalRule<T> {
  readonly optional: Rule<T>;
}

/** Marks a field that may be left out. */
// @__NO_SIDE_EFFECTS__
export function optional<T>(rule: Rule<T>): OptionalRule<T> {
  return { optional: rule };
}

/** The rule for each member that `T` names, optional where the member is. */
type Fields<T> = {
  readonly [Key in keyof T as string extends Key ? never : Key]-?: object extends Pick<T, Key>
    ? OptionalRule<Exclude<T[Key], null | undefined>>
    : Rule<T[Key]>;
};

/** A rule for an object. */
export interface ObjectRule<T> extends Rule<T> {
  readonly contract: ObjectContract;
}

/** An object with exactly these keys. The result has them in this order. */
// @__NO_SIDE_EFFECTS__
export function object<T extends object>(
  fields: string extends keyof T ? never : Fields<T>,
): ObjectRule<T> {
  return objectRule(fields, (_copy, key, names, faults) =>
    fault(faults, unknownName(key, names), key),
  );
}

/**
 * An object with these keys, and with further ones except `reserved`. The result has the keys of `fields`
 * first, in their order. A further key that looks like one of them is a typo.
 */
// @__NO_SIDE_EFFECTS__
export function openObject<
  T extends object,
  Rest extends T[keyof T & string] = Exclude<T[keyof T & string], null | undefined>,
>(
  fields: string extends keyof T ? Fields<T> : never,
  rest: Rule<Rest>,
  reserved: readonly string[],
): ObjectRule<T> {
  const { contract, read } = objectRule<T>(fields, (copy, key, names, faults) => {
    if (nearest(key, names) !== undefined) fault(faults, unknownName(key, names), key);
    else if (key === '__proto__' || reserved.includes(key)) fault(faults, 'is reserved', key);
    else if (copy[key] !== undefined && !isTooMuch(faults, key.length)) {
      copy[key] = readAt<unknown>(rest, copy[key], key, faults);
    }
  });
  return { contract: { ...contract, rest: rest.contract }, read };
}

/** Reads a member that is not one of the fields: rejects it, or puts its value into the copy. */
type ReadOther = (
  copy: Record<string, unknown>,
  key: string,
  names: readonly string[],
  faults: Faults,
) => void;

// @__NO_SIDE_EFFECTS__
function objectRule<T extends object>(fields: Fields<T>, readOther: ReadOther): ObjectRule<T> {
  const names = Object.keys(fields);
  const members = names.map((key) => {
    const field: Reader<unknown> | { optional: Reader<unknown> } = Reflect.get(fields, key);
    const rule = 'optional' in field ? field.optional : field;
    return { key, rule, required: rule === field };
  });
  const contracts: Record<string, FieldContract> = Object.fromEntries(
    members.map(({ key, rule, required }) => [key, { ...rule.contract, required }]),
  );
  return {
    contract: { type: 'object', fields: contracts },
    read(value, faults) {
      if (!isRecord(value, faults)) return undefined;
      // Copied once: a getter cannot return something else after it was checked.
      const copy: Record<string, unknown> = { ...value };
      const keys = Object.keys(copy);
      let found = 0;
      let isInOrder = true;
      for (const { key, rule, required } of members) {
        let member = Object.hasOwn(copy, key) ? copy[key] : undefined;
        // A database returns null for what is not there.
        if (member === null && faults.isUser) copy[key] = member = undefined;
        if (member !== undefined) {
          isInOrder &&= keys[found++] === key;
          copy[key] = readAt(rule, member, key, faults);
        } else if (required) fault(faults, 'is missing', key);
      }
      // The loop read each member of T with its own rule. TypeScript cannot see that. V8 builds a new
      // object far more slowly than it copies one.
      if (isInOrder && found === keys.length) return copy as T;
      const others = keys.filter((key) => !Object.hasOwn(contracts, key));
      if (isTooMuch(faults, others.length * ITEM_COST)) return undefined;
      for (const key of others) {
        if (faults.isUser) copy[key] ??= undefined;
        if (faults.list.length < MAX_ISSUES) readOther(copy, key, names, faults);
      }
      const given = [...names, ...others].filter(
        (name) => Object.hasOwn(copy, name) && copy[name] !== undefined,
      );
      return Object.fromEntries(given.map((name) => [name, copy[name]])) as T;
    },
  };
}

/** An object that has at least one of these members, and not as an empty string. */
// @__NO_SIDE_EFFECTS__
export function requireOneOf<T extends object>(
  rule: ObjectRule<T>,
  names: readonly (keyof T & string)[],
): ObjectRule<T> {
  return {
    contract: { ...rule.contract, oneOf: names },
    read(value, faults) {
      const before = faults.list.length;
      const result = rule.read(value, faults);
      // A member that is wrong was reported.
      if (result === undefined || faults.list.length > before) return result;
      if (names.some((name) => (result[name] ?? '') !== '')) return result;
      return fault(faults, `needs one of ${quoted(names)}`);
    },
  };
}

/** A further check of a value that is right so far. `find` returns what is wrong, and where. */
// @__NO_SIDE_EFFECTS__
export function refine<R extends Reader<unknown>>(
  rule: R,
  find: (
    value: NonNullable<ReturnType<R['read']>>,
  ) => { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
): R {
  return {
    ...rule,
    read(value: unknown, faults: Faults) {
      const before = faults.list.length;
      const result = rule.read(value, faults) as ReturnType<R['read']>;
      if (result === undefined || result === null || faults.list.length > before) return result;
      const found = find(result);
      return found ? fault(faults, found.message, ...found.path) : result;
    },
  };
}

/** An object in which another string is an identifier, depending on the other members. */
// @__NO_SIDE_EFFECTS__
export function identifiedBy<T extends object>(
  { contract, read }: ObjectRule<T>,
  nameOf: (value: T) => (keyof T & string) | undefined,
): ObjectRule<T> {
  return {
    contract,
    read(value, faults) {
      const result = read(value, faults);
      const name = result && nameOf(result);
      const id = name && result[name];
      // A member that is wrong was reported.
      const problem = typeof id === 'string' ? idProblem(id) : undefined;
      return name && problem ? fault(faults, problem, name) : result;
    },
  };
}

/** An object whose `type` says which rule it follows. `untyped` is for objects without one. */
// @__NO_SIDE_EFFECTS__
export function byType<T extends { readonly type?: string | null | undefined }>(
  untyped: Reader<Extract<T, { type?: null | undefined }>>,
  typed: { readonly [Type in NonNullable<T['type']>]: Rule<Extract<T, { type: Type }>> },
): Rule<T> {
  const cases = new Map<unknown, Reader<T>>(Object.entries<Reader<T>>(typed));
  const contracts = Object.entries<Reader<T>>(typed).map(([type, rule]) => [type, rule.contract]);
  return {
    contract: {
      type: 'by type',
      cases: { default: untyped.contract, ...Object.fromEntries(contracts) },
    },
    read(value, faults) {
      if (!isRecord(value, faults)) return undefined;
      const type = Object.hasOwn(value, 'type') ? value['type'] : undefined;
      if (type === undefined || (type === null && faults.isUser)) {
        const { type: _, ...row } = value;
        return untyped.read(row, faults);
      }
      const rule = cases.get(type);
      // It reads the type again, and accepts only the one by which it was chosen.
      if (rule !== undefined) return rule.read(value, faults);
      return fault(faults, `must be one of ${quoted(Object.keys(typed))}, or left out`, 'type');
    },
  };
}

/** Checks that a value is a plain object whose keys are all strings. */
function isRecord(value: unknown, faults: Faults): value is Record<string, unknown> {
  if (!isPlainObject(value)) fault(faults, notPlain(value));
  else if (Object.getOwnPropertySymbols(value).length === 0) return true;
  else fault(faults, 'must not have symbols as keys');
  return false;
}
