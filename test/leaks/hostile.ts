/** Values that no caller should pass, each with a marker in it, and how to put them into a call. */
import { CARD, PLANTED } from './markers.ts';

/** The errors that hostile values throw. */
const thrown = new WeakSet<object>();

/** An error of the caller, with a marker in its message and in a member. */
export function ownError(): Error {
  const error = Object.assign(new Error(`own: ${PLANTED}`), { detail: PLANTED });
  thrown.add(error);
  return error;
}

/** Whether a hostile value threw it. */
export function isOwnError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && thrown.has(error);
}

/** Throws an error of the caller. */
export function fail(): never {
  throw ownError();
}

function rejection(): Promise<never> {
  const promise = Promise.reject(ownError());
  promise.catch(() => {}); // No unhandled rejection where the library never looks at it.
  return promise;
}

/** Throws on every access. */
function proxy(): object {
  const names = Reflect.ownKeys(Reflect).filter((name) => name !== Symbol.toStringTag);
  return new Proxy(() => {}, Object.fromEntries(names.map((name) => [name, fail])));
}

/** Throws on every conversion to a string or a number. */
function stubborn(): object {
  const names = ['toString', 'valueOf', 'toJSON', 'then', 'getTime', Symbol.toPrimitive];
  return Object.fromEntries(names.map((name) => [name, fail]));
}

class Instance {
  readonly marker = PLANTED;
  toString(): string {
    return PLANTED;
  }
}

/** Each is made when it is needed: a promise or a list may be used up. */
export const HOSTILE: Readonly<Record<string, () => unknown>> = {
  'a string': () => PLANTED,
  'a long string with a line break': () => `${PLANTED.repeat(2000)}\n`,
  'a number': () => Number(CARD),
  'a BigInt': () => BigInt(CARD),
  'a symbol': () => Symbol(PLANTED),
  null: () => null,
  bytes: () => Buffer.from(PLANTED),
  'a list': () => [PLANTED, [PLANTED]],
  'an object': () => ({ [PLANTED]: PLANTED }),
  'an object with a getter': () => ({
    get marker() {
      return fail();
    },
  }),
  'an instance': () => new Instance(),
  'an error': () => ownError(),
  'a function that throws': () => fail,
  'a promise that rejects': () => rejection(),
  'a proxy': () => proxy(),
  'an object that cannot become a string': () => stubborn(),
};

/** The paths of a value's members, down to a depth. Vendors and class instances count as one piece. */
export function placesIn(value: unknown, depth = 1): PropertyKey[][] {
  if (depth === 0 || !isLiteral(value)) return [[]];
  const inner = Reflect.ownKeys(value).flatMap((key) =>
    Array.isArray(value) && key === 'length'
      ? []
      : placesIn(Reflect.get(value, key), depth - 1).map((place) => [key, ...place]),
  );
  const added = Array.isArray(value) ? [] : [[PLANTED]];
  return [[], ...inner, ...added];
}

/** A copy with another value at one path. */
export function withAt(
  value: unknown,
  [key, ...rest]: readonly PropertyKey[],
  put: unknown,
): unknown {
  if (key === undefined) return put;
  const inner = withAt(Reflect.get(Object(value), key), rest, put);
  if (Array.isArray(value))
    return value.map((each, index) => (String(index) === key ? inner : each));
  return { ...Object(value), [key]: inner };
}

function isLiteral(value: unknown): value is object {
  if (Array.isArray(value)) return true;
  if (typeof value !== 'object' || value === null || 'claims' in value) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
