/**
 * One call of each public function that needs no page, and of each way to fail, with what came of it
 * as text: the same in every surrounding. Runs where Object.prototype may be polluted, so it takes care
 * itself: own options alone, no loop that is left early, no destructuring of arrays.
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
import { loginScript, scriptLiteral } from 'chat-token/html';
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
import convrsUser from '../../docs/examples/users/convrs.json' with { type: 'json' };
import deskproUser from '../../docs/examples/users/deskpro.json' with { type: 'json' };
import khorosUser from '../../docs/examples/users/khoros.json' with { type: 'json' };
import zendeskUser from '../../docs/examples/users/zendesk.json' with { type: 'json' };
import { KEY_ID, KNOWN_TOKENS, NOW_SECONDS, SECRET } from '../support/known-tokens.ts';

type Vendor = ChatVendor<unknown, object>;

const now = new Date(NOW_SECONDS * 1000);
const later = new Date((NOW_SECONDS + 3600) * 1000);
const other = 'another-secret-that-did-not-sign-it';

const vendors: readonly { vendor: Vendor; user: object; token: string }[] = [
  { vendor: khoros, user: khorosUser, token: KNOWN_TOKENS.khoros },
  { vendor: convrs, user: convrsUser, token: KNOWN_TOKENS.convrs },
  { vendor: zendesk, user: zendeskUser, token: KNOWN_TOKENS.zendesk },
  { vendor: deskpro, user: deskproUser, token: KNOWN_TOKENS.deskpro },
];

/** A case: its name, and what is done. */
export type Case = readonly [name: string, action: () => unknown];

/** Changes the character at a place of a token. */
function changed(token: string, at: number): string {
  return `${token.slice(0, at)}${token.charAt(at) === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
}

/** A token of any header and payload, signed by WebCrypto and not by the library. */
async function forge(header: object, payload: object): Promise<string> {
  const part = (bytes: Uint8Array) =>
    btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  const text = (value: object) => part(new TextEncoder().encode(JSON.stringify(value)));
  const input = `${text(header)}.${text(payload)}`;
  const algorithm = { __proto__: null, name: 'HMAC', hash: 'SHA-256' };
  const bytes = new TextEncoder().encode(SECRET);
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(input));
  return `${input}.${part(new Uint8Array(signature))}`;
}

/** The cases, made where nothing is polluted yet. */
export async function makeCases(): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const { vendor, user, token } of vendors) {
    const options =
      vendor.keyId === 'required'
        ? { secret: SECRET, keyId: KEY_ID, now }
        : { secret: SECRET, now };
    const sign = createChatTokenSigner(vendor, options);
    const verify = createChatTokenVerifier(vendor, { secret: SECRET });
    const short = { ...options, expiresIn: '15m' } as const;
    cases.push(
      [`${vendor.name}: claims`, () => vendor.claims(user)],
      [`${vendor.name}: claims of nobody`, () => vendor.claims({})],
      [`${vendor.name}: claims of what is no user`, () => vendor.claims({ nobody: true, iat: 1 })],
      [`${vendor.name}: userId`, () => vendor.userId(vendor.claims(user))],
      [`${vendor.name}: sign`, () => signChatToken(vendor, user, options)],
      [`${vendor.name}: sign for 15 minutes`, () => signChatToken(vendor, user, short)],
      [`${vendor.name}: signer`, () => sign(user)],
      [`${vendor.name}: signer, later`, () => sign(user, { now: later, expiresIn: 60 })],
      [`${vendor.name}: verify`, () => verifyChatToken(vendor, token, { secret: SECRET, now })],
      [`${vendor.name}: verifier`, () => verify(token, { now })],
      [`${vendor.name}: expired`, () => verify(token, { now: later })],
      [`${vendor.name}: by the clock`, () => verify(token)],
      [
        `${vendor.name}: other secret`,
        () => verifyChatToken(vendor, token, { secret: other, now }),
      ],
      [`${vendor.name}: header changed`, () => verify(changed(token, 3), { now })],
      [`${vendor.name}: payload changed`, () => verify(changed(token, 70), { now })],
      [
        `${vendor.name}: signature changed`,
        () => verify(changed(token, token.length - 9), { now }),
      ],
      [
        `${vendor.name}: unsigned`,
        () => verify(token.slice(0, token.lastIndexOf('.') + 1), { now }),
      ],
      [`${vendor.name}: inspect`, () => inspectChatToken(token, { vendor, ...options })],
      [`${vendor.name}: inspect, without a key`, () => inspectChatToken(token, { now: later })],
      [
        `${vendor.name}: inspect, other secret`,
        () => inspectChatToken(token, { secret: other, now }),
      ],
      [`${vendor.name}: advise`, () => lintClaims(vendor, user)],
      [`${vendor.name}: advise on nothing`, () => lintClaims(vendor, {})],
      [`${vendor.name}: script`, () => loginScript(vendor, { token, nonce: 'bm9uY2U=' })],
      [`${vendor.name}: script for an endpoint`, () => loginScript(vendor, { endpoint: '/token' })],
      [`${vendor.name}: test key`, () => testKey(vendor)],
      [`${vendor.name}: assert`, () => assertChatTokenFor(vendor, token, user, options)],
      [`${vendor.name}: assert other claims`, () => assertChatTokenFor(vendor, token, {}, options)],
      [`${vendor.name}: assert lifetime`, () => assertExpiresIn(token, '1h')],
      [`${vendor.name}: assert findings`, () => assertNoFindings(token, { vendor, now: later })],
    );
    for (const { kind } of invalidTokenKinds(vendor)) {
      const wrong = await invalidToken(vendor, user, kind, { now });
      const key = testKey(vendor);
      cases.push(
        [`${vendor.name}: ${kind}`, () => verifyChatToken(vendor, wrong, { ...key, now })],
        [
          `${vendor.name}: ${kind}, inspected`,
          () => inspectChatToken(wrong, { vendor, ...key, now }),
        ],
      );
    }
  }
  return [...cases, ...(await tokensOfAnyForm()), ...keysAndOptions(), ...endpoint(), ...fakes()];
}

async function tokensOfAnyForm(): Promise<Case[]> {
  const HS256 = { alg: 'HS256' };
  const payload = { scope: 'appUser', userId: 'u', exp: NOW_SECONDS + 1 };
  const tokens: Record<string, string> = {
    'no kid': await forge(HS256, payload),
    'no alg': await forge({ typ: 'JWT' }, payload),
    'alg none': await forge({ alg: 'none' }, payload),
    crit: await forge({ alg: 'HS256', crit: ['b64'] }, payload),
    'kid of another key': await forge({ alg: 'HS256', kid: 'k' }, payload),
    'no scope': await forge({ alg: 'HS256', kid: KEY_ID }, { userId: 'u', exp: NOW_SECONDS + 1 }),
    'no exp': await forge({ alg: 'HS256', kid: KEY_ID }, { scope: 'appUser', userId: 'u' }),
    'no user': await forge(
      { alg: 'HS256', kid: KEY_ID },
      { scope: 'appUser', exp: NOW_SECONDS + 1 },
    ),
    'exp as text': await forge({ alg: 'HS256', kid: KEY_ID }, { ...payload, exp: '9999999999' }),
    'not yet valid': await forge(
      { alg: 'HS256', kid: KEY_ID },
      { ...payload, nbf: NOW_SECONDS + 9 },
    ),
    'a list': await forge({ alg: 'HS256', kid: KEY_ID }, [payload]),
    'another payload': KNOWN_TOKENS.khoros.replace(/\..*\./, `.${btoa('{"userId":"victim"}')}.`),
    garbage: 'a.b.c',
    long: 'A'.repeat(17_000),
    empty: '',
  };
  return Object.keys(tokens).flatMap((name): Case[] => {
    const token = String(tokens[name]);
    const keys = [
      { keyId: 'first', secret: other },
      { keyId: KEY_ID, secret: SECRET },
    ];
    return [
      [`token: ${name}`, () => verifyChatToken(khoros, token, { keys, now })],
      [`token: ${name}, inspected`, () => inspectChatToken(token, { keys, now })],
      [`token: ${name}, for HTML`, () => loginScript(khoros, { token })],
    ];
  });
}

function keysAndOptions(): Case[] {
  const key = { keyId: KEY_ID, secret: SECRET };
  const user = { external_id: 'u' };
  // What JavaScript lets through, and the types do not.
  const sign = (options: object) => signChatToken(zendesk, user, { now, ...key, ...options });
  const acme = defineVendor({
    name: 'acme',
    title: 'Acme Chat',
    docs: 'https://docs.example.com/chat/identity',
    keyId: 'unused',
    fixedClaims: { role: 'visitor' },
    schema: {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: (value: unknown) =>
          Object.hasOwn(Object(value), 'id') ? { value: { ...Object(value) } } : NOT_ACCEPTED,
      },
    },
    userId: () => 'u',
  });
  const retired = { keyId: 'old', secret: other, expiresAt: NOW_SECONDS };
  return [
    ['key: none', () => signChatToken(zendesk, user, { now } as never)],
    ['key: no id', () => signChatToken(zendesk, user, { now, secret: SECRET } as never)],
    ['key: short', () => sign({ secret: 'too short' })],
    ['key: short, allowed', () => sign({ secret: 'x7Fq9', allowShortSecret: true })],
    ['key: bytes', () => sign({ secret: new TextEncoder().encode(SECRET) })],
    ['key: line break', () => sign({ secret: `${SECRET}\n` })],
    ['key: object', () => sign({ secret: {} })],
    ['key: blank', () => sign({ secret: '' })],
    ['key: placeholder', () => sign({ secret: 'put-your-secret-signing-key-here' })],
    ['key: ring', () => signChatToken(zendesk, user, { now, keys: [retired, key] })],
    [
      'key: ring from a function',
      () => signChatToken(zendesk, user, { now, keys: async () => [key] }),
    ],
    ['key: a hole in the ring', () => signChatToken(zendesk, user, { now, keys: withHole(key) })],
    ['list: a hole', () => deskpro.claims({ usergroup_ids: withHole('3') })],
    ['advice: a hole', () => lintClaims(convrs, { userId: 'u', userData: { a: withHole('b') } })],
    ['key: all retired', () => signChatToken(zendesk, user, { now, keys: [retired] })],
    ['option: unknown', () => sign({ expiresin: '1h' })],
    ['option: milliseconds', () => sign({ expiresIn: 3_600_000_000 })],
    ['option: list', () => signChatToken(zendesk, user, [] as never)],
    ['vendor: name', () => signChatToken('zendesk' as never, user, key)],
    ['vendor: own', () => signChatToken(acme, { id: 1 }, { secret: SECRET, now })],
    ['vendor: own, refused', () => signChatToken(acme, { name: 'x' }, { secret: SECRET, now })],
    ['vendor: own, reserved', () => acme.claims({ id: 1, role: 'admin', exp: 1 })],
    ['vendor: incomplete', () => defineVendor({ name: 'acme' } as never)],
    ['literal', () => scriptLiteral('</script>\u2028<!--"')],
    ['no error of ours', () => isChatTokenError({})],
  ];
}

/** A list whose first item is not there. */
function withHole<Item>(item: Item): Item[] {
  const list: Item[] = [];
  list[1] = item;
  return list;
}

const NOT_ACCEPTED = { issues: [{ message: 'x', path: ['a', { key: 'b' }, 0] }] };

function endpoint(): Case[] {
  const handler = createTokenHandler(convrs, {
    getUser: (request) =>
      request.headers.get('cookie') === 'jane' ? { userId: 'jane' } : fail(request),
    secret: SECRET,
    now,
    origins: ['https://www.example.com'],
    onError: () => {},
  });
  function fail(request: Request): null {
    if (request.headers.get('cookie') === 'broken') throw new Error('no database');
    return null;
  }
  const url = 'https://api.example.com/token';
  // The request is made while nothing is polluted: it is the server's, and not this library's.
  const ask = (method: string, headers: Record<string, string>): (() => Promise<unknown>) => {
    const request = new Request(url, { method, headers });
    return async () => {
      const response = await handler(request);
      const body = response.status === 204 ? null : await response.text();
      return [response.status, [...response.headers], body];
    };
  };
  return [
    ['endpoint: jane', ask('GET', { cookie: 'jane' })],
    ['endpoint: nobody', ask('POST', {})],
    ['endpoint: broken', ask('GET', { cookie: 'broken' })],
    ['endpoint: method', ask('PUT', { cookie: 'jane' })],
    ['endpoint: foreign', ask('GET', { cookie: 'jane', origin: 'https://evil.example' })],
    ['endpoint: listed', ask('GET', { cookie: 'jane', origin: 'https://www.example.com' })],
    ['endpoint: preflight', ask('OPTIONS', { origin: 'https://www.example.com' })],
    [
      'endpoint: a hole in the origins',
      () =>
        createTokenHandler(convrs, { getUser: () => null, secret: SECRET, origins: withHole(url) }),
    ],
    ['endpoint: no request', () => handler({} as never)],
  ];
}

/** Each fake takes the known token, and refuses one that is changed. */
function fakes(): Case[] {
  const keyed = { keys: [{ keyId: KEY_ID, secret: SECRET }], now };
  const plain = { keys: [{ secret: SECRET }], now };
  const loginAtZendesk = async (token: string) => {
    const fake = createFake(zendesk, keyed);
    const visitor = fake.visitor();
    await visitor.login(token);
    await visitor.say('hello');
    return [fake.users, fake.tickets];
  };
  const { khoros: a, convrs: b, zendesk: c, deskpro: d } = KNOWN_TOKENS;
  return ['good', 'changed'].flatMap((kind): Case[] => {
    const token = (known: string) => (kind === 'good' ? known : changed(known, known.length - 9));
    return [
      [
        `fake: Khoros, ${kind}`,
        () => createFake(khoros, keyed).visitor().login(khorosUser.userId, token(a)),
      ],
      [`fake: Convrs, ${kind}`, () => createFake(convrs, plain).visitor().connect(token(b))],
      [`fake: Zendesk, ${kind}`, () => loginAtZendesk(token(c))],
      [`fake: Deskpro, ${kind}`, () => createFake(deskpro, plain).visitor().start(token(d))],
    ];
  });
}

/** What came of each case, as text that an inherited member does not change. */
export async function outcomes(cases: readonly Case[]): Promise<string[]> {
  const seen: string[] = [];
  for (const each of cases) seen.push(`${each[0]} → ${await outcome(each[1])}`);
  return seen;
}

async function outcome(action: () => unknown): Promise<string> {
  try {
    return JSON.stringify(await action()) ?? 'undefined';
  } catch (error) {
    if (!(error instanceof Error)) return 'threw what is no error';
    if (!isChatTokenError(error)) return `${error.name}: ${error.message}`;
    const { hint, issues }: Partial<typeof error> = Object.assign(Object.create(null), error);
    return `${error.code}: ${error.message} ${JSON.stringify([hint, issues])}`;
  }
}
