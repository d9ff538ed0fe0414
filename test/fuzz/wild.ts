/** Any JavaScript value, as a recipe: a hostile value throws when it is looked at, so it is made late. */
import vm from 'node:vm';
import fc from 'fast-check';
import { text } from './users.ts';

/** How to make a value. */
export interface Wild {
  readonly kind: string;
  readonly inner: unknown;
  /** The keys that lead to it, in plain objects. */
  readonly at: readonly string[];
}

const boom = (): never => {
  throw new RangeError('a trap of the caller');
};

const TRAPS: ProxyHandler<object> = {
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
    Object.defineProperty(object, key, {
      enumerable: true,
      configurable: true,
      get: () => get(value),
    });
  }
  return object;
}

function tagged(tag: string, inner: unknown): object {
  return { ...asObject(inner), [Symbol.toStringTag]: tag };
}

function withThen(inner: unknown, then: (resolve: (value: unknown) => void) => void): object {
  return Object.assign({ ...asObject(inner) }, Object.fromEntries([['then', then]]));
}

/** A promise that failed, and of which nobody has to hear. */
function rejected(inner: unknown): Promise<never> {
  const promise = Promise.reject(inner);
  promise.catch(() => {});
  return promise;
}

const KINDS: Readonly<Record<string, (inner: unknown) => unknown>> = {
  plain: (inner: unknown) => inner,
  'plain proxy': (inner: unknown) => new Proxy(asObject(inner), {}),
  'throwing proxy': () => new Proxy({}, TRAPS),
  'proxy that throws on get': (inner: unknown) => new Proxy(asObject(inner), { get: boom }),
  'proxy of a list that throws on get': () => new Proxy([], { get: boom }),
  'proxy of a function': () => new Proxy(() => {}, TRAPS),
  'revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  'revoked list': () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  },
  'getters that throw': (inner: unknown) => withGetters(inner, boom),
  'getters that throw the second time': (inner: unknown) => {
    let reads = 0;
    return withGetters(inner, (value) => (reads++ === 0 ? value : boom()));
  },
  'getters that change': (inner: unknown) => {
    let reads = 0;
    return withGetters(inner, (value) => (reads++ % 2 === 0 ? value : Symbol('changed')));
  },
  circle: (inner: unknown) => {
    const circle: Record<string, unknown> = { ...asObject(inner) };
    circle['circle'] = circle;
    return circle;
  },
  'circle of lists': () => {
    const circle: unknown[] = [];
    circle.push(circle);
    return circle;
  },
  'symbol as key': (inner: unknown) => ({ ...asObject(inner), [Symbol('key')]: inner }),
  'class instance': (inner: unknown) =>
    new (class Visitor {
      value = inner;
    })(),
  'inherits from the value': (inner: unknown) => Object.create(asObject(inner)),
  '__proto__ as key': (inner: unknown) =>
    JSON.parse(
      `{"__proto__":${JSON.stringify(inner, safe) ?? null},"constructor":{"prototype":{"polluted":1}}}`,
    ),
  frozen: (inner: unknown) =>
    Object.freeze(Array.isArray(inner) ? [...inner] : { ...asObject(inner) }),
  'of another realm': (inner: unknown) =>
    vm.runInNewContext(`(${JSON.stringify(inner, safe) ?? 'undefined'})`),
  toJSON: (inner: unknown) => ({ ...asObject(inner), toJSON: boom }),
  valueOf: () => ({ valueOf: boom, toString: boom, [Symbol.toPrimitive]: boom }),
  thenable: (inner: unknown) =>
    withThen(inner, (resolve: (value: unknown) => void) => resolve(inner)),
  'thenable that throws': (inner: unknown) => withThen(inner, boom),
  'promise that rejects': rejected,
  'promise of it': (inner: unknown) => Promise.resolve(inner),
  'function that gives it': (inner: unknown) => () => inner,
  'function that throws': () => boom,
  'function that rejects': (inner: unknown) => () => rejected(inner),
  'async generator': () => async function* () {},
  'false CryptoKey': (inner: unknown) => tagged('CryptoKey', inner),
  'CryptoKey of getters that throw': () =>
    withGetters({ algorithm: 1, usages: 1, type: 1, [Symbol.toStringTag]: 1 }, boom),
  'false Uint8Array': (inner: unknown) => tagged('Uint8Array', inner),
  'false Promise': (inner: unknown) => tagged('Promise', inner),
  'false Response': (inner: unknown) => tagged('Response', inner),
  'false Date': () => Object.create(Date.prototype),
  'invalid Date': () => new Date(Number.NaN),
  'detached bytes': () => {
    const bytes = new Uint8Array(32).fill(7);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    return bytes;
  },
  'shared bytes': () => new Uint8Array(new SharedArrayBuffer(32)).fill(7),
  'part of bytes': () => new Uint8Array(32).fill(7).subarray(3),
  'error with a code': (inner: unknown) =>
    Object.assign(new Error('not ours'), { name: 'ChatTokenError', code: inner }),
  symbol: () => Symbol('value'),
  'weak map': () => new WeakMap(),
};

/** For JSON.stringify, which would throw for a BigInt. */
function safe(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

const plain = fc.anything({
  key: text,
  stringUnit: 'binary',
  maxDepth: 3,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
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
  at: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(text, { maxLength: 2, size: 'xsmall' }) },
  ),
});

/** Recipes of values that can be read: tests pass no others. */
export const readable: fc.Arbitrary<Wild> = wild.map((recipe) => ({ ...recipe, kind: 'plain' }));

/** Makes the value. */
export function make({ kind, inner, at }: Wild): unknown {
  return at.reduceRight<unknown>((value, key) => ({ [key]: value }), KINDS[kind]?.(inner));
}
