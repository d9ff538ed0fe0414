/**
 * Calls of the public functions, valid and invalid, whose outcomes must be the same in every
 * surrounding. They run where Object.prototype may be polluted, so this code is careful too: it passes
 * own options only, leaves no loop early and destructures no arrays.
 */
import {
  type ChatVendor,
  convrs,
  createChatTokenSigner,
  createChatTokenVerifier,
  defineVendor,
  deskpro,
  isChatTokenError,
  khoros,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { loginScript } from 'chat-token/html';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import {
  assertChatTokenFor,
  createFake,
  invalidToken,
  invalidTokenKinds,
  testKey,
} from 'chat-token/testing';
import convrsUser from '../../docs/examples/users/convrs.json' with { type: 'json' };
import deskproUser from '../../docs/examples/users/deskpro.json' with { type: 'json' };
import khorosUser from '../../docs/examples/users/khoros.json' with { type: 'json' };
import zendeskUser from '../../docs/examples/users/zendesk.json' with { type: 'json' };
import { KEY_ID, KNOWN_TOKENS, NOW_SECONDS, SECRET } from '../support/known-tokens.ts';

const now = new Date(NOW_SECONDS * 1000);
const later = new Date((NOW_SECONDS + 3600) * 1000);
const OTHER_SECRET = 'another-secret-that-did-not-sign-it';

const VENDORS: readonly { vendor: ChatVendor<unknown, object>; user: object; token: string }[] = [
  { vendor: khoros, user: khorosUser, token: KNOWN_TOKENS.khoros },
  { vendor: convrs, user: convrsUser, token: KNOWN_TOKENS.convrs },
  { vendor: zendesk, user: zendeskUser, token: KNOWN_TOKENS.zendesk },
  { vendor: deskpro, user: deskproUser, token: KNOWN_TOKENS.deskpro },
];

export type Case = readonly [name: string, action: () => unknown];

/** Changes the signature of a token. */
function changed(token: string): string {
  const at = token.length - 9;
  return `${token.slice(0, at)}${token.charAt(at) === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
}

/** Makes the cases; nothing is polluted yet. */
export async function makeCases(): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const { vendor, user, token } of VENDORS) {
    const { name } = vendor;
    const key = vendor.keyId === 'required' ? { keyId: KEY_ID } : {};
    const options = { secret: SECRET, now, ...key };
    const sign = createChatTokenSigner(vendor, options);
    const verify = createChatTokenVerifier(vendor, { secret: SECRET });
    cases.push(
      [`${name}: claims`, () => vendor.claims(user)],
      [`${name}: claims of an invalid user`, () => vendor.claims({ nobody: true, iat: 1 })],
      [`${name}: sign`, () => signChatToken(vendor, user, { ...options, expiresIn: '15m' })],
      [`${name}: signer`, () => sign(user, { now: later, expiresIn: 60 })],
      [`${name}: verify`, () => verifyChatToken(vendor, token, { secret: SECRET, now })],
      [`${name}: expired`, () => verify(token, { now: later })],
      [`${name}: changed`, () => verify(changed(token), { now })],
      [
        `${name}: another secret`,
        () => verifyChatToken(vendor, token, { secret: OTHER_SECRET, now }),
      ],
      [`${name}: inspect`, () => inspectChatToken(token, { vendor, ...options })],
      [`${name}: inspect without a key`, () => inspectChatToken(token, { now: later })],
      [`${name}: lint`, () => lintClaims(vendor, user)],
      [`${name}: script`, () => loginScript(vendor, { token, nonce: 'bm9uY2U=' })],
      [`${name}: assert`, () => assertChatTokenFor(vendor, token, {}, options)],
    );
    for (const { kind } of invalidTokenKinds(vendor)) {
      const invalid = await invalidToken(vendor, user, kind, { now });
      const own = { ...testKey(vendor), now };
      cases.push(
        [`${name}: ${kind}`, () => verifyChatToken(vendor, invalid, own)],
        [`${name}: inspect ${kind}`, () => inspectChatToken(invalid, { vendor, ...own })],
      );
    }
  }
  return [...cases, ...keysAndVendors(), ...endpoint(), ...fakes()];
}

function keysAndVendors(): Case[] {
  const key = { keyId: KEY_ID, secret: SECRET };
  const user = { external_id: 'u' };
  // What JavaScript allows, and the types do not.
  const sign = (options: object) => signChatToken(zendesk, user, { now, ...key, ...options });
  const issues = [{ message: 'x', path: ['a', { key: 'b' }, 0] }];
  const own = defineVendor({
    name: 'own',
    title: 'Own Chat',
    docs: 'https://docs.example.com/chat',
    keyId: 'unused',
    fixedClaims: { role: 'visitor' },
    schema: {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: (value: unknown) =>
          Object.hasOwn(Object(value), 'id') ? { value: { ...Object(value) } } : { issues },
      },
    },
    userId: () => 'u',
  });
  const retired = { keyId: 'old', secret: OTHER_SECRET, expiresAt: NOW_SECONDS };
  return [
    ['key: short', () => sign({ secret: 'too short' })],
    ['key: bytes', () => sign({ secret: new TextEncoder().encode(SECRET) })],
    ['key: no string', () => sign({ secret: {} })],
    ['key: no id', () => signChatToken(zendesk, user, { now, secret: SECRET } as never)],
    ['keys: a list', () => signChatToken(zendesk, user, { now, keys: [retired, key] })],
    ['keys: a function', () => signChatToken(zendesk, user, { now, keys: async () => [key] })],
    ['keys: a hole', () => signChatToken(zendesk, user, { now, keys: withHole(key) })],
    ['claims: a hole', () => deskpro.claims({ usergroup_ids: withHole('3') })],
    ['lint: a hole', () => lintClaims(convrs, { userId: 'u', userData: { a: withHole('b') } })],
    ['option: unknown', () => sign({ expiresin: '1h' })],
    ['option: milliseconds', () => sign({ expiresIn: 3_600_000_000 })],
    ['own vendor', () => signChatToken(own, { id: 1 }, { secret: SECRET, now })],
    ['own vendor: invalid', () => signChatToken(own, { name: 'x' }, { secret: SECRET, now })],
    ['own vendor: fixed claims', () => own.claims({ id: 1, role: 'admin', exp: 1 })],
    ['own vendor: incomplete', () => defineVendor({ name: 'own' } as never)],
  ];
}

/** A list without its first item. */
function withHole<Item>(item: Item): Item[] {
  const list: Item[] = [];
  list[1] = item;
  return list;
}

function endpoint(): Case[] {
  const origins = ['https://www.example.com'];
  const getUser = (request: Request) =>
    request.headers.get('cookie') === 'jane' ? { userId: 'jane' } : null;
  const handler = createTokenHandler(convrs, { getUser, secret: SECRET, now, origins });
  // The request belongs to the server, so it is made before anything is polluted.
  const ask = (method: string, headers: Record<string, string>): (() => Promise<unknown>) => {
    const request = new Request('https://api.example.com/token', { method, headers });
    return async () => {
      const response = await handler(request);
      const body = response.status === 204 ? null : await response.text();
      return [response.status, [...response.headers], body];
    };
  };
  return [
    ['endpoint: a user', ask('GET', { cookie: 'jane', origin: 'https://www.example.com' })],
    ['endpoint: nobody', ask('POST', {})],
    ['endpoint: another method', ask('PUT', { cookie: 'jane' })],
    ['endpoint: another site', ask('GET', { cookie: 'jane', origin: 'https://evil.example' })],
    ['endpoint: preflight', ask('OPTIONS', { origin: 'https://www.example.com' })],
  ];
}

/** Each fake accepts the known token, and rejects a changed one. */
function fakes(): Case[] {
  const keyed = { keys: [{ keyId: KEY_ID, secret: SECRET }], now };
  const plain = { keys: [{ secret: SECRET }], now };
  return [false, true].flatMap((isChanged): Case[] => {
    const token = (known: string) => (isChanged ? changed(known) : known);
    const kind = isChanged ? 'changed' : 'valid';
    const { khoros: a, convrs: b, zendesk: c, deskpro: d } = KNOWN_TOKENS;
    const { userId } = khorosUser;
    return [
      [`fake: khoros, ${kind}`, () => createFake(khoros, keyed).visitor().login(userId, token(a))],
      [`fake: convrs, ${kind}`, () => createFake(convrs, plain).visitor().connect(token(b))],
      [`fake: zendesk, ${kind}`, () => createFake(zendesk, keyed).visitor().login(token(c))],
      [`fake: deskpro, ${kind}`, () => createFake(deskpro, plain).visitor().start(token(d))],
    ];
  });
}

/** The outcome of each case as a string that no inherited member changes. */
export async function outcomes(cases: readonly Case[]): Promise<string[]> {
  const seen: string[] = [];
  for (const each of cases) seen.push(`${each[0]} → ${await outcome(each[1])}`);
  return seen;
}

async function outcome(action: () => unknown): Promise<string> {
  try {
    return JSON.stringify(await action()) ?? 'undefined';
  } catch (error) {
    if (!(error instanceof Error)) return 'threw no error';
    if (!isChatTokenError(error)) return `${error.name}: ${error.message}`;
    const { hint, issues }: Partial<typeof error> = Object.assign(Object.create(null), error);
    return `${error.code}: ${error.message} ${JSON.stringify([hint, issues])}`;
  }
}
