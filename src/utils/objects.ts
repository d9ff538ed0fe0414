/** An object's own string-keyed properties, each read once, on an object that inherits nothing. */
export type OwnProperties = Record<string, unknown>;

/** Whether `value` is an object literal (of any realm) or inherits nothing; no class instance. */
export function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Copies the own properties of a plain object, or those of some names, so that what is checked is what
 * is used: a getter, a proxy or another task cannot change it in between, and nothing inherited is
 * ever seen.
 */
export function ownProperties(object: object, isWanted?: (key: string) => boolean): OwnProperties {
  const properties: OwnProperties = bare({});
  for (const key of Object.keys(object)) {
    if (isWanted === undefined || isWanted(key)) properties[key] = Reflect.get(object, key);
  }
  return properties;
}

/** The same for what may be no plain object, or throw when it is read: then there are none. */
export function readableProperties(
  value: unknown,
  isWanted?: (key: string) => boolean,
): OwnProperties | undefined {
  try {
    return isPlainObject(value) ? ownProperties(value, isWanted) : undefined;
  } catch {
    return undefined;
  }
}

/** The items of a list, its own: a hole is `undefined`, and not filled from Object.prototype. */
export function ownItems(list: readonly unknown[]): unknown[] {
  return Array.from({ length: list.length }, (_, index) => ownItem(list, index));
}

/** One of them. */
export function ownItem(list: readonly unknown[], index: number): unknown {
  return Object.hasOwn(list, index) ? list[index] : undefined;
}

/** A copy that inherits nothing: what is not in it is not looked for on Object.prototype. */
export function bare<T extends object>(object: T): T {
  // V8 would keep an object of Object.create(null) as a dictionary, which is slow to use.
  return Object.setPrototypeOf({ ...object }, null);
}

/**
 * Spread first where a copy gets more members, as in `{ ...EMPTY, ...claims, iat, exp }`: V8 adds them
 * far faster than where the copied object comes first.
 */
export const EMPTY: object = {};

/** A member of an object or of its class, but none that somebody put on Object.prototype. */
export function memberOf(object: object, key: PropertyKey): unknown {
  for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at)) {
    if (Object.getPrototypeOf(at) === null && at !== object) return undefined;
    if (Object.hasOwn(at, key)) return Reflect.get(object, key);
  }
  return undefined;
}

/** What a built-in of any realm calls itself: `Uint8Array`, `CryptoKey`. */
export function tagOf(value: unknown): string {
  try {
    return Object.prototype.toString.call(value).slice('[object '.length, -1);
  } catch {
    return ''; // A proxy that throws is no built-in.
  }
}

/** Whether `value` can be called. */
export function isFunction(value: unknown): value is () => unknown {
  return typeof value === 'function';
}

/** Names the kind of a value for a message; never the value. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  try {
    if (Array.isArray(value)) return 'an array';
    return isPlainObject(value) ? 'an object' : 'a class instance';
  } catch {
    return 'an object that cannot be read';
  }
}
