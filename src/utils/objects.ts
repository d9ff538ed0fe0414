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
      hint: 'Find what added them: for (const name in {}) console.log(name)',
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

/**
 * Names the kind of a value for a message: `a string`, `an instance of Date`. Common mistakes
 * have a hint, behind a colon. Never shows the value, and never throws.
 */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  let kind: string = typeof value;
  try {
    // Database libraries have promises of their own.
    if (isFunction(Reflect.get(Object(value), 'then'))) kind = 'Promise: is an await missing?';
    else if (Array.isArray(value)) kind = 'array';
    else if (typeof value === 'object' && !isPlainObject(value)) kind = nameInstance(value);
  } catch {
    // A getter or a proxy threw.
  }
  return `a${/^[aeio]/i.test(kind) ? 'n' : ''} ${kind}`;
}

function nameInstance(value: object): string {
  const made: unknown = Object.getPrototypeOf(value).constructor;
  const name = isFunction(made) ? `${made.name}` : '';
  if (/^ObjectI[dD]$/.test(name)) return 'ObjectId: pass id.toString()';
  // A name that no class has may be data.
  return /^[A-Z]\w{1,40}$/.test(name) ? `instance of ${name}` : 'class instance';
}
