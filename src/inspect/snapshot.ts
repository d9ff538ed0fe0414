import { copyOwn, isPlainObject } from '../utils/objects.ts';
import type { Members } from './findings.ts';

/** Deeper than any vendor's claims. */
const MAX_DEPTH = 64;

/** More values than any token carries. It bounds the copy of huge or repeated values. */
const MAX_VALUES = 5_000;

/**
 * Copies a plain object with everything in it, to objects that inherit nothing. Each member is read
 * once, because claims may come from a caller of `lintClaims`. What is too deep or too much is left
 * out. Returns `undefined` for other values, and if a getter or proxy throws.
 */
export function snapshot(value: unknown): Members | undefined {
  try {
    if (!isPlainObject(value)) return undefined;
    const copy = copyOwn(value);
    const values = { left: MAX_VALUES };
    // The top level is not counted, so that no claim is missing.
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
    for (let index = 0; index < value.length && depth > 0 && values.left-- > 0; index++) {
      list.push(copyOf(value[index], depth - 1, values));
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

/** Returns whether a value of a snapshot is a copied object. A `Date`, for example, is not copied. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
}
