import { MAX_CLAIMS_LENGTH } from '../utils/limits.ts';
import { kindOf } from '../utils/objects.ts';

/** What a rule accepts, as data. Claims tables are made from it. */
export type Contract =
  | StringContract
  | { readonly type: 'number' | 'boolean' | 'json' }
  | { readonly type: 'choice'; readonly values: readonly string[] }
  | { readonly type: 'any of'; readonly options: readonly Contract[] }
  | { readonly type: 'list'; readonly items: Contract; readonly maxItems?: number }
  | RecordContract
  | ObjectContract
  | { readonly type: 'by type'; readonly cases: Readonly<Record<string, Contract>> };

/** The contract of a string. */
export interface StringContract extends StringLimits {
  /** A string. */
  readonly type: 'string';
  /** The name of its form. */
  readonly format?: string;
}

/** What a string must have, as data. */
export interface StringLimits {
  /** An expression that the whole string matches. */
  readonly pattern?: string;
  /** In characters. */
  readonly minLength?: number;
  /** In characters. */
  readonly maxLength?: number;
  /** In bytes of UTF-8. */
  readonly maxBytes?: number;
}

/** The contract of an object with free keys. */
export interface RecordContract {
  /** An object with free keys. */
  readonly type: 'record';
  /** The contract of the values. */
  readonly items: Contract;
  /** The contract of the keys. Default: any string. */
  readonly keys?: StringContract;
  /** The most members. */
  readonly maxItems?: number;
}

/** The contract of an object. */
export interface ObjectContract {
  readonly type: 'object';
  readonly fields: Readonly<Record<string, FieldContract>>;
  /** The rule for members that `fields` does not name. Without it, they are rejected. */
  readonly rest?: Contract;
  /** Fields of which at least one must be there, and not empty. */
  readonly oneOf?: readonly string[];
}

/** The contract of one field of an object. */
export type FieldContract = Contract & { readonly required: boolean };

/** Checks one value. The result counts only if `read` added no fault. */
export interface Reader<T> {
  readonly contract: Contract;
  read(value: unknown, faults: Faults): T | undefined;
}

/** A rule for exactly `T`, no narrower and no wider type. */
export interface Rule<T> extends Reader<T> {
  /** For the compiler only: it makes a narrower rule a mistake. */
  readonly exactly?: (value: T) => void;
}

/** What is wrong so far, how many more characters may be read, and what is read. */
export interface Faults {
  readonly list: Fault[];
  charactersLeft: number;
  /** A user, whose members may be `null` where they may be left out, and no claims of a token. */
  readonly isUser: boolean;
}

/** A fault, with the path from the value that was read. */
export interface Fault {
  readonly path: PropertyKey[];
  readonly message: string;
}

/** Runs a rule on a value. Never throws: a getter or proxy of the user may, and its error may quote data. */
export function runRule<T>(
  rule: Reader<T>,
  value: unknown,
  isUser = false,
): { readonly result: T | undefined; readonly faults: readonly Fault[] } {
  const faults: Faults = { list: [], charactersLeft: MAX_CLAIMS_LENGTH, isUser };
  try {
    const result = rule.read(value, faults);
    return { result, faults: faults.list };
  } catch {
    const message = 'cannot be read: a getter or a proxy threw';
    return { result: undefined, faults: [{ path: [], message }] };
  }
}

/** Adds a fault. */
export function fault(faults: Faults, message: string, ...path: PropertyKey[]): undefined {
  faults.list.push({ path, message });
  return undefined;
}

/** Adds the fault of a value that is of another kind. */
export function wrongKind(faults: Faults, expected: string, value: unknown): undefined {
  return fault(faults, `must be ${expected}, got ${kindOf(value)}`);
}

/** Says that a value is not a plain object. A row of a database is often an instance of a class. */
export function notPlain(value: unknown): string {
  const message = `must be a plain object, got ${kindOf(value)}`;
  return message.replace(/instance.*/, '$&: pass { name: row.name }');
}

/** Counts characters, and adds a fault when there are too many in all. */
export function isTooMuch(faults: Faults, characters: number): boolean {
  const wasEnough = faults.charactersLeft >= 0;
  faults.charactersLeft -= characters;
  if (wasEnough && faults.charactersLeft < 0) {
    fault(faults, `is more than ${MAX_CLAIMS_LENGTH} characters in all`);
  }
  return faults.charactersLeft < 0;
}

/** Reads a value inside another one. Its key comes first in the path of each new fault. */
export function readAt<T>(
  rule: Reader<T>,
  value: unknown,
  key: PropertyKey,
  faults: Faults,
): T | undefined {
  const before = faults.list.length;
  const result = rule.read(value, faults);
  for (let index = before; index < faults.list.length; index++) {
    faults.list[index]?.path.unshift(key);
  }
  return result;
}
