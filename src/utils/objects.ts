import { ChatTokenError } from './errors.ts';

/** Members of an object, on an object that inherits nothing. */
export type OwnProperties = Record<string, unknown>;

/**
 * Throws if anything was added to `Object.prototype`. Every object inherits such members, also the
 * options and headers that WebCrypto and other libraries read, so no result could be trusted.
 */
export function rejectPollutedPrototype(): void {
  for (const _ in {}) {
    throw new ChatTokenError('ERR_PROTOTYPE_POLLUTED', 'Object.prototype has added members', {
      hint: 'A library or an attack added them: for (const name in {}) console.log(name) lists them.',
    });
  }
}

/** Returns whether a value is an object literal, of any realm, or an object without a prototype. */
export function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Copies an object's own members to an object that inherits nothing. A getter cannot change the copy
 * after the checks, and a missing member is not looked up on `Object.prototype`.
 */
export function copyOwn(object: object): OwnProperties {
  // Not Object.create(null): V8 makes that a dictionary, which is slow to read.
  return Object.setPrototypeOf({ ...object }, null);
}

/** Copies a plain object like {@link copyOwn}. Returns `undefined` for other values. */
export function copyPlain(value: unknown): OwnProperties | undefined {
  return isPlainObject(value) ? copyOwn(value) : undefined;
}

/** Returns the name of a built-in class, of any realm: `Uint8Array`, `CryptoKey`. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/** Returns whether a value can be called. */
export function isFunction(value: unknown): value is () => unknown {
  return typeof value === 'function';
}

/** Names the kind of a value for a message. Never shows the value. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (Array.isArray(value)) return 'an array';
  return isPlainObject(value) ? 'an object' : 'a class instance';
}
