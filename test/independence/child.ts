/**
 * Runs calls of the public functions twice: as usual, then where nothing shared can be written and
 * network, files, processes, console and environment cannot be used. Prints what differs. It leaves its
 * process unusable.
 */
import childProcess from 'node:child_process';
import dns from 'node:dns';
import fs from 'node:fs';
import net from 'node:net';
import { isChatTokenError, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import {
  assertChatLoginFor,
  assertChatTokenFor,
  invalidHash,
  invalidHashKinds,
  invalidToken,
  invalidTokenKinds,
  testKey,
} from 'chat-token/testing';
import { NOW_SECONDS } from '../support/known-tokens.ts';
import { fieldsOf, type TestVendor, VENDORS } from '../support/vendors.ts';

const { writeSync } = fs;
const now = new Date(NOW_SECONDS * 1000);

type Call = readonly [name: string, action: () => unknown];

async function callsOf(vendor: TestVendor, user: object): Promise<Call[]> {
  const { name } = vendor;
  const { kind } = vendor.token;
  const options = { ...testKey(vendor), now };
  const signing = kind === 'jwt' ? { ...options, randomId: () => 'id_1' } : options;
  const login = await signChatLogin(vendor, user, signing);
  const { token } = login;
  // A hash is verified against what was sent with it.
  const verifying = kind === 'jwt' ? options : { ...options, user: fieldsOf(login) };
  const handler = createTokenHandler(vendor, { ...signing, getUser: () => user });
  const request = new Request('https://www.example.com/api/chat-token');
  const calls: Call[] = [
    [`${name}: claims`, () => vendor.claims(user)],
    [`${name}: claims of an invalid user`, () => vendor.claims({ role: 'admin', iat: 1 })],
    [`${name}: sign`, () => signChatToken(vendor, user, signing)],
    [
      `${name}: an unknown option`,
      () => signChatToken(vendor, user, { ...options, ttl: 1 } as never),
    ],
    [`${name}: login`, () => signChatLogin(vendor, user, signing)],
    [`${name}: verify`, () => verifyChatToken(vendor, token, verifying)],
    [
      `${name}: verify another`,
      () => verifyChatToken(vendor, token.replaceAll('a', 'b'), verifying),
    ],
    [`${name}: inspect`, () => inspectChatToken(token, { vendor, ...verifying })],
    [`${name}: lint`, () => lintClaims(vendor, user)],
    [`${name}: assert`, () => assertChatTokenFor(vendor, token, {}, options)],
    [`${name}: assert a login`, () => assertChatLoginFor(vendor, login, undefined, options)],
    [`${name}: endpoint`, async () => (await handler(request)).text()],
  ];
  for (const { kind } of invalidTokenKinds(vendor)) {
    const invalid = await invalidToken(vendor, user, kind, options);
    calls.push(
      [`${name}: ${kind}`, () => verifyChatToken(vendor, invalid, options)],
      [`${name}: inspect ${kind}`, () => inspectChatToken(invalid, { vendor, ...options })],
    );
  }
  for (const { kind } of invalidHashKinds(vendor)) {
    const invalid = await invalidHash(vendor, user, kind, { now });
    const sent = { ...options, user: fieldsOf(invalid) };
    calls.push(
      [`${name}: ${kind}`, () => verifyChatToken(vendor, invalid.token, sent)],
      [`${name}: inspect ${kind}`, () => inspectChatToken(invalid.token, { vendor, ...sent })],
    );
  }
  return calls;
}

async function outcomes(calls: readonly Call[]): Promise<string[]> {
  const seen: string[] = [];
  for (const [name, action] of calls) seen.push(`${name} → ${await outcome(action)}`);
  return seen;
}

async function outcome(action: () => unknown): Promise<string> {
  try {
    return JSON.stringify(await action());
  } catch (error) {
    if (!isChatTokenError(error)) return String(error);
    return JSON.stringify([error.code, error.message, error.hint, error.issues]);
  }
}

const calls = (
  await Promise.all(VENDORS.map(({ vendor, example }) => callsOf(vendor, example.full.user)))
).flat();
const usual = await outcomes(calls);

const used: string[] = [];
function shut(what: string, holder: object): void {
  for (const name of Reflect.ownKeys(holder)) {
    const { value, writable } = Object.getOwnPropertyDescriptor(holder, name) ?? {};
    if (typeof value !== 'function' || writable !== true || name === 'constructor') continue;
    Reflect.set(holder, name, (): never => {
      used.push(`${what}.${String(name)}`);
      throw new Error('out of bounds');
    });
  }
}
shut('fs', fs);
shut('fs.promises', fs.promises);
shut('net.Socket', net.Socket.prototype);
shut('dns', dns);
shut('childProcess', childProcess);
shut('console', console);
Object.assign(globalThis, {
  fetch: () => used.push('fetch'),
  WebSocket: () => used.push('WebSocket'),
});
const environment = process.env;
Object.defineProperty(process, 'env', {
  get() {
    used.push('process.env');
    return environment;
  },
});
// Not Error: jose assigns the name of its errors. Node's own --frozen-intrinsics allows that too.
// biome-ignore format: a list
const SHARED = [
  Object, Array, Function, String, Number, Boolean, Symbol, RegExp, Date, Promise,
  Map, Set, WeakMap, Uint8Array, ArrayBuffer, JSON, Math, Reflect,
];
for (const shared of SHARED) {
  if ('prototype' in shared) Object.freeze(shared.prototype);
  Object.freeze(shared);
}

const changed = (await outcomes(calls)).filter((line, index) => line !== usual[index]);
writeSync(1, JSON.stringify({ calls: calls.length, used, changed }));
