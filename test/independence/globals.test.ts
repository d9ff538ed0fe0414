/** A runtime that lacks a global: each function works without it, or says which one is missing. */
import {
  chatwoot,
  convrs,
  createChatTokenSigner,
  createChatTokenVerifier,
  signChatLogin,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { loginScript, zendeskWidget } from 'chat-token/html';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import {
  assertChatTokenFor,
  assertExpiresIn,
  assertNoFindings,
  createFake,
  invalidToken,
  invalidTokenKinds,
  testKey,
} from 'chat-token/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { NOW, refusal } from '../support/support.ts';

const GLOBALS = [
  ...['TextEncoder', 'TextDecoder', 'btoa', 'atob', 'crypto', 'crypto.subtle', 'CryptoKey', 'Intl'],
  ...['URL', 'URL.canParse', 'Headers', 'Request', 'Response', 'fetch', 'structuredClone'],
  ...['AbortSignal', 'queueMicrotask', 'setTimeout'],
  ...['performance', 'navigator', 'DOMException', 'Event', 'EventTarget'],
];

const USER = { external_id: 'u_1', name: 'Jane Doe' };
const VISITOR = { userId: 'u_1', userData: { page: 'https://shop.example.com/' } };
const JANE = { identifier: 'u_1', name: 'Jane Doe' };
const KEY = { ...testKey(zendesk), now: NOW };
const BYTES = { ...KEY, secret: Buffer.from(KEY.secret) };
const HASHING = testKey(chatwoot);

const token = await signChatToken(zendesk, USER, KEY);
const hash = await signChatToken(chatwoot, JANE, HASHING);
const login = await signChatLogin(zendesk, USER, KEY);
const sign = createChatTokenSigner(zendesk, KEY);
const verify = createChatTokenVerifier(zendesk, KEY);
const request = new Request('https://shop.example.com/api/chat-token');
const handling = {
  ...KEY,
  getUser: () => USER,
  origins: ['https://www.example.com'],
  onError() {},
};
const handler = createTokenHandler(zendesk, handling);
const fake = createFake(zendesk, { keys: [testKey(zendesk)], now: NOW });

const API = 'https://api.smooch.io/sdk/v2/apps/app/appusers/user';

const ACTIONS: readonly (readonly [name: string, action: () => unknown])[] = [
  ['signChatToken', () => signChatToken(zendesk, USER, KEY)],
  ['signChatToken with bytes', () => signChatToken(zendesk, USER, BYTES)],
  ['signChatToken of a hash', () => signChatToken(chatwoot, JANE, HASHING)],
  ['signChatToken with a URL', () => signChatToken(convrs, VISITOR, testKey(convrs))],
  ['signChatLogin', () => signChatLogin(zendesk, USER, KEY)],
  ['createChatTokenSigner', () => createChatTokenSigner(zendesk, KEY)(USER)],
  ['a signer', () => sign(USER)],
  ['verifyChatToken', () => verifyChatToken(zendesk, token, KEY)],
  ['verifyChatToken of a hash', () => verifyChatToken(chatwoot, hash, { ...HASHING, user: JANE })],
  ['createChatTokenVerifier', () => createChatTokenVerifier(zendesk, BYTES)(token)],
  ['a verifier', () => verify(token)],
  ['inspectChatToken', () => inspectChatToken(token, { ...KEY, vendor: zendesk })],
  ['inspectChatToken later', () => inspectChatToken(token, { now: new Date() })],
  ['inspectChatToken of another key', () => inspectChatToken(token, { secret: 'fJx3' })],
  ['inspectChatToken without a token', () => inspectChatToken({ token: 'Bearer x' })],
  ['lintClaims', () => lintClaims(zendesk, { ...USER, exp: 1 })],
  ['zendesk.claims', () => zendesk.claims(USER)],
  ['convrs.claims', () => convrs.claims(VISITOR)],
  ['createTokenHandler', () => createTokenHandler(zendesk, handling)],
  ...['/api/chat-token', 'https://shop.example.com/api/chat-token'].map(
    (endpoint) =>
      [
        `loginScript ${endpoint}`,
        () => loginScript(zendeskWidget, { ...login, endpoint }),
      ] as const,
  ),
  ['testKey', () => testKey(zendesk)],
  ...invalidTokenKinds(zendesk).map(
    ({ kind }) => [`invalidToken ${kind}`, () => invalidToken(zendesk, USER, kind)] as const,
  ),
  ['assertChatTokenFor', () => assertChatTokenFor(zendesk, token, USER)],
  ['assertExpiresIn', () => assertExpiresIn(token, 3600)],
  ['assertNoFindings', () => assertNoFindings(token, { now: NOW })],
  ['createFake', () => createFake(zendesk, { keys: [testKey(zendesk)], now: NOW })],
  ['fake.users', () => [fake.users, fake.conversations]],
  ['fake.visitor', () => fake.visitor().login(token)],
  ['fake.fetch', () => fake.fetch(API, { headers: { authorization: `Bearer ${token}` } })],
];

afterEach(() => void vi.unstubAllGlobals());

/** Removes a global, or one of its members. */
function remove(name: string): void {
  const [object = '', member] = name.split('.');
  if (member === undefined) return void vi.stubGlobal(object, undefined);
  const whole = Reflect.get(globalThis, object);
  vi.stubGlobal(
    object,
    new Proxy(whole, { get: (host, key) => (key === member ? undefined : Reflect.get(host, key)) }),
  );
}

describe.each(GLOBALS)('without %s', (name) => {
  test.each(ACTIONS)('%s works, or names it', async (_action, action) => {
    remove(name);
    let error: unknown;
    try {
      await action();
    } catch (thrown) {
      error = thrown;
    }
    vi.unstubAllGlobals();
    if (error === undefined) return;
    const { message } = await refusal(() => Promise.reject(error), 'ERR_RUNTIME_UNSUPPORTED');
    expect([`This runtime has no ${name}`, `This runtime has no ${name}.subtle`]).toContain(
      message,
    );
  });

  test('the handler answers, or names it', async () => {
    remove(name);
    const outcome = await handler(request).catch((error: unknown) => error);
    vi.unstubAllGlobals();
    if (outcome instanceof Response) {
      const { error = 'ERR_RUNTIME_UNSUPPORTED' } = await outcome.json();
      return expect(error).toBe('ERR_RUNTIME_UNSUPPORTED');
    }
    const { message } = await refusal(() => Promise.reject(outcome), 'ERR_RUNTIME_UNSUPPORTED');
    expect(message).toContain(`This runtime has no ${name}`);
  });
});

test('what signs and verifies needs these, and nothing else', async () => {
  const needs = async (action: () => unknown) => {
    const missing: string[] = [];
    for (const name of GLOBALS) {
      remove(name);
      try {
        await action();
      } catch {
        missing.push(name);
      }
      vi.unstubAllGlobals();
    }
    return missing;
  };
  const webCrypto = ['crypto', 'crypto.subtle'];
  expect(await needs(() => sign(USER))).toStrictEqual(['TextEncoder', 'btoa', ...webCrypto]);
  expect(await needs(() => signChatToken(chatwoot, JANE, HASHING))).toStrictEqual([
    'TextEncoder',
    ...webCrypto,
  ]);
  expect(await needs(() => verify(token))).toStrictEqual([
    ...['TextEncoder', 'TextDecoder', 'atob'],
    ...webCrypto,
  ]);
  expect(await needs(() => zendesk.claims(USER))).toStrictEqual([]);
});
