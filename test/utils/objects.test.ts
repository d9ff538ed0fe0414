import { createSecretKey } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import {
  convrs,
  createChatTokenSigner,
  createChatTokenVerifier,
  isChatTokenError,
  khoros,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import { describe, expect, test } from 'vitest';
import { copyOwn, copyPlain, isPlainObject, kindOf } from '../../src/utils/objects.ts';
import { KEY_ID, NOW, polluted, refusal, revoked, SECRET } from '../support/support.ts';

const POLLUTED = 'ERR_PROTOTYPE_POLLUTED';
const key = { secret: SECRET, keyId: KEY_ID, now: NOW };
const user = { userId: 'u_1' };
const token = await signChatToken(khoros, user, key);

/** Everything that signs, verifies or inspects. */
const actions: readonly [name: string, action: () => unknown][] = [
  ['signChatToken', () => signChatToken(khoros, user, key)],
  ['createChatTokenSigner', () => createChatTokenSigner(khoros, key)],
  ['a signer', prepared(createChatTokenSigner(khoros, key), user)],
  ['verifyChatToken', () => verifyChatToken(khoros, token, key)],
  ['createChatTokenVerifier', () => createChatTokenVerifier(khoros, key)],
  ['a verifier', prepared(createChatTokenVerifier(khoros, key), token)],
  ['inspectChatToken', () => inspectChatToken(token, { secret: SECRET, now: NOW })],
  ['createTokenHandler', () => createTokenHandler(khoros, { ...key, getUser: () => user })],
];

function prepared<Input>(run: (input: Input) => unknown, input: Input): () => unknown {
  return () => run(input);
}

const members: readonly [what: string, members: object][] = [
  ['one that nothing reads', { anything: 1 }],
  ['an option', { allowShortSecret: true }],
  ['the key of another', { key: { kty: 'oct', k: 'AAAA' }, secret: 'x' }],
  ['a claim', { userId: 'polluted', exp: 1e10 }],
  ['a header', { alg: 'HS256', kid: 'k', crit: ['x'] }],
  ['a result of a schema', { issues: undefined, value: { userId: 'polluted' } }],
  ['then', Object.fromEntries([['then', 'x']])],
  ['undefined', { extra: undefined }],
];

describe.each(members)('while Object.prototype has %s', (_what, added) => {
  test.each(actions)('%s rejects, and works again afterwards', async (_name, action) => {
    // Nothing but the call runs meanwhile: the tools of the test need a clean prototype, too.
    const outcome = await polluted(added, () => settle(action));
    if (!isChatTokenError(outcome, POLLUTED)) return expect.fail(`not rejected: ${outcome}`);
    expect(outcome.hint).toBeTruthy();
    expect(outcome.cause).toBeUndefined();
    expect(outcome.message + outcome.hint).not.toContain(SECRET);
    const later = await settle(action);
    expect(isChatTokenError(later)).toBe(false);
    expect(later).toBeDefined();
  });
});

async function settle(action: () => unknown): Promise<unknown> {
  try {
    return await action();
  } catch (error) {
    return error;
  }
}

test('a token handler answers with 500 and the code, calls onError, and works again', async () => {
  const errors: unknown[] = [];
  const handler = createTokenHandler(khoros, {
    ...key,
    getUser: () => user,
    onError: (error) => errors.push(error),
  });
  const ask = () => handler(new Request('https://www.example.com/api/chat-token'));
  // Request and Response inherit the member as well: undici ignores names that it does not know.
  const response = await polluted({ anything: 1 }, ask);
  expect([response.status, await response.json()]).toStrictEqual([500, { error: POLLUTED }]);
  expect(errors).toHaveLength(1);
  expect(isChatTokenError(errors[0], POLLUTED)).toBe(true);
  expect((await ask()).status).toBe(200);
});

test('a member is noticed when it is added between two tokens of a signer', async () => {
  const sign = createChatTokenSigner(convrs, { secret: SECRET, now: NOW });
  const first = await sign(user);
  const error = await polluted({ polluted: true }, () => refusal(() => sign(user)));
  expect(error.code).toBe(POLLUTED);
  expect(await sign(user)).toBe(first);
});

test('a member that is not enumerable, as polyfills add them, is no reason to reject', async () => {
  Object.defineProperty(Object.prototype, 'polyfill', { value: 1, configurable: true });
  try {
    expect(await signChatToken(khoros, user, key)).toBe(token);
    await expect(verifyChatToken(khoros, token, key)).resolves.toBeDefined();
  } finally {
    Reflect.deleteProperty(Object.prototype, 'polyfill');
  }
});

test('claims can be built, and are own members only, whatever is added', async () => {
  const build = () => {
    try {
      return JSON.stringify(khoros.claims(JSON.parse('{}')));
    } catch (error) {
      return isChatTokenError(error) ? error.code : 'another error';
    }
  };
  expect(await polluted({ userId: 'polluted' }, build)).toBe('ERR_CLAIMS_INVALID');
});

test('a plain object is a literal of any realm, or inherits nothing', () => {
  class User {}
  const plain = [{}, Object.create(null), runInNewContext('({})'), JSON.parse('{"__proto__":1}')];
  const others = [null, undefined, [], new User(), new Date(), () => 1, 'x', Object.create({})];
  expect(plain.map(isPlainObject)).toStrictEqual(plain.map(() => true));
  expect(others.map(isPlainObject)).toStrictEqual(others.map(() => false));
  expect(others.map(copyPlain)).toStrictEqual(others.map(() => undefined));
});

test('a copy has the same own members, and inherits nothing', () => {
  for (const given of [{ a: 1 }, JSON.parse('{"__proto__":1}'), Object.create({ b: 1 })]) {
    const copy = copyOwn(given);
    expect(Object.entries(copy)).toStrictEqual(Object.entries(given));
    expect(Object.getPrototypeOf(copy)).toBeNull();
    expect(copy).not.toBe(given);
  }
  expect(Object.entries(copyPlain({ a: 1 }) ?? {})).toStrictEqual([['a', 1]]);
});

class Invoice {}
class KhorosUser2 extends Invoice {}
class ObjectId {
  readonly id = 'jane';
}
class Lines extends Map {}
const thenable = Object.fromEntries([['then', () => {}]]);
const cryptoKey = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, [
  'sign',
]);

describe('a kind', () => {
  test.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['a string', 'jane'],
    ['a number', 7],
    ['a bigint', 1n],
    ['a boolean', true],
    ['a symbol', Symbol('jane')],
    ['a function', () => 'jane'],
    ['a function', Invoice],
    ['an array', ['jane']],
    ['an object', { name: 'jane' }],
    ['an object', Object.create(null)],
    ['an object', runInNewContext('({})')],
    ['a Promise: is an await missing?', Promise.resolve('jane')],
    ['a Promise: is an await missing?', runInNewContext('Promise.resolve()')],
    ['a Promise: is an await missing?', thenable],
    ['a Promise: is an await missing?', Object.assign(() => {}, thenable)],
    ['an ObjectId: pass id.toString()', new ObjectId()],
    ['an ObjectId: pass id.toString()', new (class ObjectID {})()],
    ['an instance of SecretKeyObject', createSecretKey(Buffer.from('jane'))],
    ['an instance of CryptoKey', cryptoKey],
    ['an instance of Date', new Date()],
    ['an instance of Date', runInNewContext('new Date()')],
    ['an instance of Map', new Map([['jane', 1]])],
    ['an instance of URL', new URL('https://jane.example.com')],
    ['an instance of ArrayBuffer', new ArrayBuffer(4)],
    ['an instance of Uint8Array', new Uint8Array(4)],
    ['an instance of Int8Array', new Int8Array(4)],
    ['an instance of Buffer', Buffer.from('jane')],
    ['an instance of Error', new Error('jane')],
    ['an instance of String', Object('jane')],
    ['an instance of Number', Object(7)],
    ['an instance of Invoice', new Invoice()],
    ['an instance of KhorosUser2', new KhorosUser2()],
    ['an instance of Lines', new Lines()],
    ['an instance of Invoice', Object.assign(new Invoice(), { constructor: { name: 'Jane' } })],
    ['a class instance', new (class {})()],
    ['a class instance', new (class e {})()],
    ['an instance of Object', Object.create({})],
    ['a class instance', Object.create(Object.create(Object.create(null)))],
  ])('is %s', (kind, value) => {
    expect(kindOf(value)).toBe(kind);
  });

  const throwing = () => {
    throw new Error('jane');
  };
  const named = (descriptor: PropertyDescriptor) =>
    Object.create({ constructor: Object.defineProperty(() => {}, 'name', descriptor) });
  const tagged = (prototype: object) =>
    Object.create(prototype, { [Symbol.toStringTag]: { value: 'Jane' } });

  test.each<[string, unknown]>([
    ['a plain object with a constructor', { constructor: class Jane {} }],
    ['a plain object with a tag', tagged(Object.prototype)],
    ['an instance with a tag', tagged(Invoice.prototype)],
    ['a constructor of data', Object.create({ constructor: { name: 'Jane' } })],
    ['a class with a name of data', named({ get: () => 'jane@example.com' })],
    ['a class with a name that throws', named({ get: throwing })],
    ['a class with a name that is an object', named({ value: { toString: throwing } })],
    ['a then that throws', Object.defineProperty({}, 'then', { get: throwing })],
    ['a proxy that throws', new Proxy({}, { get: throwing, getPrototypeOf: throwing })],
    ['a revoked proxy', revoked({})],
    ['a revoked proxy of a function', revoked(() => {})],
  ])('of %s shows no data', (_what, value) => {
    expect(kindOf(value)).toMatch(/^an? (?:object|function|class instance|instance of Invoice)$/);
  });
});
