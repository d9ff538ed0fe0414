/** Values that no caller should pass, each with a marker in it, and the ways to put them into a call. */
import { CARD, PLANTED } from './markers.ts';

/** What the hostile values throw: the very errors are known, so that nobody else's pass for them. */
const thrown = new WeakSet<object>();

/** An error of the caller's own, with a marker in its message and in a member. */
export function ownError(): Error {
  const error = Object.assign(new Error(`own: ${PLANTED}`), { detail: PLANTED });
  thrown.add(error);
  return error;
}

/** Whether a hostile value threw it. */
export function isOwnError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && thrown.has(error);
}

/** Throws an error of the caller's own. */
export function fail(): never {
  throw ownError();
}

function rejection(): Promise<never> {
  const promise = Promise.reject(ownError());
  promise.catch(() => {}); // Where nobody looks at it, nobody has to.
  return promise;
}

/** Whatever is asked of it throws. */
function proxy(): object {
  const names = Reflect.ownKeys(Reflect).filter((name) => name !== Symbol.toStringTag);
  return new Proxy(() => {}, Object.fromEntries(names.map((name) => [name, fail])));
}

/** One that `typeof` takes for an object, and `Array.isArray` for a list. */
function listProxy(): object {
  const traps = ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf'];
  return new Proxy([PLANTED], Object.fromEntries(traps.map((name) => [name, fail])));
}

/** Every conversion to a text or a number throws. */
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

/** Each is made anew: a promise or a list may be used up. */
export const HOSTILE: Readonly<Record<string, () => unknown>> = {
  'a text': () => PLANTED,
  'a text with a line break': () => `${PLANTED}\n`,
  'a long text': () => PLANTED.repeat(2000),
  'a number': () => Number(CARD),
  'a BigInt': () => BigInt(CARD),
  'a symbol': () => Symbol(PLANTED),
  null: () => null,
  undefined: () => undefined,
  bytes: () => Buffer.from(PLANTED),
  'a list': () => [PLANTED, [PLANTED]],
  'an object with a key': () => ({ [PLANTED]: PLANTED }),
  'an object with a getter': () => ({
    get marker() {
      return fail();
    },
  }),
  'an instance': () => new Instance(),
  'a Map': () => new Map([[PLANTED, PLANTED]]),
  'an error': () => ownError(),
  'a function that throws': () => fail,
  'a function that rejects': () => rejection,
  'a promise that rejects': () => rejection(),
  'a proxy': () => proxy(),
  'a list behind a proxy': () => listProxy(),
  'an object that is no text': () => stubborn(),
};

/** Ways into a value, for what is put in their place. Vendors and instances are one piece. */
export function placesIn(value: unknown, depth = 1): PropertyKey[][] {
  if (depth === 0 || !isLiteral(value)) return [[]];
  const inner = Reflect.ownKeys(value).flatMap((key) =>
    Array.isArray(value) && key === 'length'
      ? []
      : placesIn(Reflect.get(value, key), depth - 1).map((place) => [key, ...place]),
  );
  const beside = Array.isArray(value) ? [] : [[PLANTED]];
  return [[], ...inner, ...beside];
}

/** A copy with something else in one place; what is beside stays the same. */
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
