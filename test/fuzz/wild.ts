/** Any JavaScript value, as a recipe: a hostile value throws when it is looked at, so it is made late. */
import vm from 'node:vm';
import fc from 'fast-check';
import { text } from './users.ts';

/** How to make a value. */
export interface Wild {
  readonly kind: string;
  readonly inner: unknown;
}

const boom = (): never => {
  throw new RangeError('an error of the caller');
};
const TRAPS = {
  get: boom,
  has: boom,
  ownKeys: boom,
  getPrototypeOf: boom,
  getOwnPropertyDescriptor: boom,
};

const asObject = (value: unknown): object =>
  typeof value === 'object' && value !== null ? value : { value };

function withGetters(inner: unknown, get: (value: unknown) => unknown): object {
  const object = {};
  for (const [key, value] of Object.entries(asObject(inner))) {
    const descriptor = { enumerable: true, configurable: true, get: () => get(value) };
    Object.defineProperty(object, key, descriptor);
  }
  return object;
}

const tagged = (tag: string, inner: unknown) => ({ ...asObject(inner), [Symbol.toStringTag]: tag });

const withThen = (then: (resolve: (value: unknown) => void) => void): object =>
  Object.fromEntries([['then', then]]);

/** A rejected promise that never counts as an unhandled rejection. */
function rejected(inner: unknown): Promise<never> {
  const promise = Promise.reject(inner);
  promise.catch(() => {});
  return promise;
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function detached(): Uint8Array {
  const bytes = new Uint8Array(32).fill(7);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

function changing(inner: unknown, second: () => unknown): object {
  let reads = 0;
  return withGetters(inner, (value) => (reads++ === 0 ? value : second()));
}

function circle(inner: unknown): object {
  const object: Record<string, unknown> = { ...asObject(inner) };
  object['circle'] = [object];
  return object;
}

const jsonOf = (inner: unknown) =>
  JSON.stringify(inner, (_, value) => (typeof value === 'bigint' ? String(value) : value)) ??
  'null';

const KINDS: Readonly<Record<string, (inner: unknown) => unknown>> = {
  plain: (inner) => inner,
  'a proxy': (inner) => new Proxy(asObject(inner), {}),
  'a proxy that throws': () => new Proxy({}, TRAPS),
  'a list proxy that throws': () => new Proxy([], { get: boom }),
  'a function proxy that throws': () => new Proxy(() => {}, TRAPS),
  'a revoked proxy': () => revoked({}),
  'a revoked list': () => revoked([]),
  'getters that throw': (inner) => withGetters(inner, boom),
  'getters that throw the second time': (inner) => changing(inner, boom),
  'getters that change': (inner) => changing(inner, () => Symbol('changed')),
  'a circle': circle,
  'a symbol as a key': (inner) => ({ ...asObject(inner), [Symbol('key')]: inner }),
  'a class instance': (inner) =>
    new (class Visitor {
      value = inner;
    })(),
  'inherits from the value': (inner) => Object.create(asObject(inner)),
  '__proto__ as a key': (inner) =>
    JSON.parse(`{"__proto__":${jsonOf(inner)},"constructor":{"prototype":{"polluted":1}}}`),
  'of another realm': (inner) => vm.runInNewContext(`(${jsonOf(inner)})`),
  'a toJSON that throws': (inner) => ({ ...asObject(inner), toJSON: boom }),
  'conversions that throw': () => ({ valueOf: boom, toString: boom, [Symbol.toPrimitive]: boom }),
  'a thenable': (inner) => withThen((resolve) => resolve(inner)),
  'a thenable that throws': () => withThen(boom),
  'a promise': (inner) => Promise.resolve(inner),
  'a promise that rejects': rejected,
  'a function': (inner) => () => inner,
  'a function that throws': () => boom,
  'a function that rejects': (inner) => () => rejected(inner),
  'a false CryptoKey': (inner) => tagged('CryptoKey', inner),
  'a false Uint8Array': (inner) => tagged('Uint8Array', inner),
  'a false Response': (inner) => tagged('Response', inner),
  'a false Date': () => Object.create(Date.prototype),
  'an invalid Date': () => new Date(Number.NaN),
  'detached bytes': detached,
  'shared bytes': () => new Uint8Array(new SharedArrayBuffer(32)).fill(7),
  'a false error': (inner) =>
    Object.assign(new Error('x'), { name: 'ChatTokenError', code: inner }),
  'a symbol': () => Symbol('value'),
};

const plain = fc.anything({
  key: text,
  stringUnit: 'binary',
  maxDepth: 3,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSparseArray: true,
  withTypedArray: true,
});

/** `null` three times out of four. */
export function sometimes<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}

/** Recipes of any value. */
export const wild: fc.Arbitrary<Wild> = fc.record({
  kind: fc.oneof(
    { weight: 1, arbitrary: fc.constant('plain') },
    { weight: 2, arbitrary: fc.constantFrom(...Object.keys(KINDS)) },
  ),
  inner: plain,
});

/** What throws when it is looked at. */
const UNREADABLE = /proxy that throws|revoked|getters that throw/;

/**
 * Recipes of what an application may pass as an option, a vendor, a token or a request. Only users, and
 * what schemas return, may throw when they are read.
 */
export const readable: fc.Arbitrary<Wild> = wild.filter(isReadable);

/** Returns whether a value can be looked at. */
export function isReadable({ kind }: Wild): boolean {
  return !UNREADABLE.test(kind);
}

/** Recipes of plain values: a test of an application passes no others. */
export const plainValue: fc.Arbitrary<Wild> = plain.map((inner) => ({ kind: 'plain', inner }));

/** Makes the value. */
export function make({ kind, inner }: Wild): unknown {
  return KINDS[kind]?.(inner);
}
