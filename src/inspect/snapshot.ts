import { isPlainObject, ownItem, ownProperties } from '../utils/objects.ts';
import type { Members } from './findings.ts';

/** Deeper than any vendor's claims. */
const MAX_DEPTH = 64;

/** More than any token carries: what has more, or is made of itself many times, must end. */
const MAX_VALUES = 5_000;

/**
 * Copies members with all that is in them, each read once, on objects that inherit nothing: so nobody
 * reads a getter twice, or a member of a polluted Object.prototype. Of what is nested too deep, or is
 * too much, a part is left out. `undefined` for what is no plain object, or throws when it is read.
 */
export function snapshot(value: unknown): Members | undefined {
  try {
    if (!isPlainObject(value)) return undefined;
    const copy = ownProperties(value);
    const values = { left: MAX_VALUES };
    // Only lists, objects and what is in them are counted: no claim is missing because there are many.
    for (const key of Object.keys(copy)) copy[key] = copyOf(copy[key], MAX_DEPTH, values);
    return copy;
  } catch {
    return undefined;
  }
}

const NOTHING: Members = /* @__PURE__ */ Object.freeze(Object.create(null));

function copyOf(value: unknown, depth: number, values: { left: number }): unknown {
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    if (values.left-- <= 0) return list;
    const { length } = value;
    for (let index = 0; index < length && depth > 0 && values.left-- > 0; index++) {
      list.push(copyOf(ownItem(value, index), depth - 1, values));
    }
    return list;
  }
  if (!isPlainObject(value)) return value;
  const keys = Object.keys(value);
  if (values.left-- <= 0 || keys.length === 0) return NOTHING;
  const members: Record<string, unknown> = Object.create(null);
  for (const key of keys) {
    if (depth === 0 || values.left-- <= 0) continue;
    members[key] = copyOf(Reflect.get(value, key), depth - 1, values);
  }
  return members;
}

/** Whether a value of a snapshot has members. What is not copied (a `Date`, say) has none. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
}
