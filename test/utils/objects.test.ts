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
import { KEY_ID, NOW, polluted, refusal, SECRET } from '../support/support.ts';

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

test('kinds are named without the value', () => {
  const values = [null, undefined, 'jane', 7, 1n, true, Symbol('x'), () => 1, [], {}, new Date()];
  expect(values.map(kindOf)).toStrictEqual([
    ...['null', 'undefined', 'a string', 'a number', 'a bigint', 'a boolean', 'a symbol'],
    ...['a function', 'an array', 'an object', 'a class instance'],
  ]);
});
