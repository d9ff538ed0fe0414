/**
 * The conformance suite: a list of named tests that gets the library injected, so that any runtime
 * can run it. It imports nothing of Node, no test runner, and of the library only types.
 */
import type * as Main from 'chat-token';
import type * as Server from 'chat-token/server';
import { EXAMPLES } from '../../src/vendors/examples.ts';
import corpus from '../data/verify.json' with { type: 'json' };
import { KEY_ID, KNOWN_HASH, KNOWN_TOKENS, NOW_SECONDS, SECRET } from '../support/known-tokens.ts';
import { codeOf, equal, fail } from './assert.ts';
import { endpoint } from './endpoint.ts';

/** What the package exports, under all its names together. */
export type Library = typeof Main & typeof Server;

/** A test with a name. */
export interface ConformanceTest {
  readonly name: string;
  run(): Promise<void>;
}

/** A vendor for any user: the compiler does not know which user belongs to it. */
type Vendor = Main.ChatVendor<unknown>;

const now = new Date(NOW_SECONDS * 1000);
const ZENDESK_USER = {
  external_id: 'usr_12345',
  name: 'Jane Doe',
  email: 'jane@example.com',
  email_verified: true,
};
const OTHER_SECRET = 'cw_test_0000aaaa1111bbbb2222cccc3333dddd4444';

/** All tests, for a library. */
export function conformanceTests(library: Library): ConformanceTest[] {
  return [
    ...knownAnswers(library),
    ...examples(library),
    ...hashes(library),
    ...secrets(library),
    ...rotation(library),
    ...pollution(library),
    ...errorCodes(library),
    ...endpoint(library),
    ...verdicts(library),
  ];
}

/** The exports of the library that are vendors. One that needs configuration gets that of its example. */
function vendorsOf(library: Library): Vendor[] {
  return Object.values<unknown>(library).flatMap((exported) => {
    const { vendorName }: { readonly vendorName?: unknown } = Object(exported);
    const vendor: unknown =
      typeof exported === 'function' && typeof vendorName === 'string'
        ? Reflect.apply(exported, undefined, [EXAMPLES[vendorName]?.config])
        : exported;
    return isVendor(vendor) ? [vendor] : [];
  });
}

function isVendor(value: unknown): value is Vendor {
  return typeof value === 'object' && value !== null && 'token' in value && 'claims' in value;
}

function keyFor({ token }: Vendor): object {
  // The encoded secret is the same key.
  const hex = Array.from(new TextEncoder().encode(SECRET), (byte) => byte.toString(16)).join('');
  const written = { base64: btoa(SECRET), hex };
  const secret = token.secretEncoding === undefined ? SECRET : written[token.secretEncoding.name];
  return { secret, now, ...(token.keyId === 'required' && { keyId: KEY_ID }) };
}

function knownAnswers(library: Library): ConformanceTest[] {
  return Object.entries(KNOWN_TOKENS).flatMap(([name, token]) => {
    const vendor = vendorsOf(library).find((each) => each.name === name);
    if (vendor === undefined) return fail(`no vendor ${name}`);
    const user = userOf(vendor, token);
    const options = keyFor(vendor);
    return [
      {
        name: `${name}: the known token, one-shot and prepared`,
        async run() {
          equal(await library.signChatToken(vendor, user, options), token);
          equal(await library.createChatTokenSigner(vendor, options)(user), token);
        },
      },
      {
        name: `${name}: round trip`,
        async run() {
          const kid = vendor.token.keyId === 'required' ? { kid: KEY_ID } : {};
          const expected = {
            claims: { ...vendor.claims(user), iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 },
            header: { alg: 'HS256', typ: 'JWT', ...kid },
          };
          equal(await library.verifyChatToken(vendor, token, options), expected);
          equal(await library.createChatTokenVerifier(vendor, options)(token), expected);
        },
      },
    ];
  });
}

/** The user of a known token: its claims without those that signing adds. */
function userOf({ token: { fixedClaims } }: Vendor, token: string): object {
  const [, payload = ''] = token.split('.');
  const claims = JSON.parse(new TextDecoder().decode(decodeBase64url(payload)));
  for (const name of ['iat', 'exp', ...Object.keys(fixedClaims)]) delete claims[name];
  return claims;
}

/** Every vendor, of both kinds, with its examples. */
function examples(library: Library): ConformanceTest[] {
  return vendorsOf(library).map((vendor) => ({
    name: `${vendor.name}: its examples make a login that verifies`,
    async run() {
      const { minimal, full } = EXAMPLES[vendor.name] ?? fail('it has no example');
      for (const { user, claims } of [minimal, full]) {
        equal(vendor.claims(user), claims, 'claims');
        const { token, settings, ...login } = await library.signChatLogin(
          vendor,
          user,
          keyFor(vendor),
        );
        const lifetime = vendor.token.expiry?.default;
        equal(login, {
          vendor: vendor.name,
          userId: vendor.userId(claims),
          expiresAt: lifetime === undefined ? null : NOW_SECONDS + lifetime,
          refreshAt:
            lifetime === undefined || vendor.token.singleUse
              ? null
              : NOW_SECONDS + Math.floor(lifetime * 0.75),
        });
        // The time of a hash goes with its fields.
        const sent = Object.entries(settings).filter(([, value]) => value !== token);
        const isHash = vendor.token.kind === 'hmac';
        const options = { ...keyFor(vendor), ...(isHash && { user: Object.fromEntries(sent) }) };
        const verified = await library.verifyChatToken(vendor, token, options);
        equal(settings, vendor.settings(verified.claims, token), 'settings');
        equal(vendor.userId(verified.claims), login.userId, 'user id');
      }
    },
  }));
}

/** Identity hashes, of a vendor of the package and of the caller's own. */
function hashes(library: Library): ConformanceTest[] {
  const { signChatToken, verifyChatToken, chatwoot } = library;
  const { secret, message: identifier, hash } = KNOWN_HASH;
  const user = { identifier, name: 'Jane Doe' };
  const own = library.defineVendor({
    name: 'own',
    title: 'Own',
    docs: 'https://example.com/',
    user: anyUser,
    token: library.hmac({ message: (fields: { id?: string }) => String(fields.id) }),
  });
  const verify = (token: string, options: object = {}) =>
    verifyChatToken(chatwoot, token, { secret, user, ...options });
  const cases: [code: string, what: string, () => Promise<unknown>][] = [
    ['accepted', 'the known hash', () => verify(hash)],
    [
      'ERR_SIGNATURE_INVALID',
      'another user',
      () => verify(hash, { user: { ...user, identifier: 'u' } }),
    ],
    ['ERR_SIGNATURE_INVALID', 'another secret', () => verify(hash, { secret: SECRET })],
    ['ERR_TOKEN_MALFORMED', 'upper case', () => verify(hash.toUpperCase())],
    ['ERR_TOKEN_MALFORMED', 'a JWT', () => verify(KNOWN_TOKENS.zendesk)],
    ['ERR_OPTION_INVALID', 'no user', () => verify(hash, { user: undefined })],
    ['ERR_CLAIMS_INVALID', 'nothing to hash', () => signChatToken(own, {}, { secret })],
    [
      'ERR_CLAIMS_INVALID',
      'half a surrogate pair',
      () => signChatToken(own, { id: '\ud800' }, { secret }),
    ],
    [
      'ERR_OPTION_INVALID',
      'a lifetime',
      () => signChatToken(own, { id: 'u' }, Object.assign({ secret }, { expiresIn: 60 })),
    ],
  ];
  return [
    {
      name: 'hash: the known one, one-shot, prepared and in a login',
      async run() {
        equal(await signChatToken(chatwoot, user, { secret }), hash);
        equal(await library.createChatTokenSigner(chatwoot, { secret })(user), hash);
        equal(await library.signChatLogin(chatwoot, user, { secret }), {
          vendor: 'chatwoot',
          token: hash,
          settings: { ...user, identifier_hash: hash },
          userId: identifier,
          expiresAt: null,
          refreshAt: null,
        });
        equal(await library.createChatTokenVerifier(chatwoot, { secret })(hash, { user }), {
          claims: user,
        });
      },
    },
    {
      name: 'hash: a string, bytes and a CryptoKey make the same hash, also of other characters',
      async run() {
        const bytes = new TextEncoder().encode(SECRET);
        const id = 'ü 密 🔑';
        const made = await signChatToken(own, { id }, { secret: SECRET });
        for (const other of [bytes, await importKey(bytes, ['sign'])]) {
          equal(await signChatToken(own, { id }, { secret: other }), made);
        }
        const verifying = await importKey(bytes, ['verify']);
        equal((await verifyChatToken(own, made, { secret: verifying, user: { id } })).claims, {
          id,
        });
      },
    },
    ...cases.map(([code, what, action]) => ({
      name: `hash: ${code} for ${what}`,
      run: async () => equal(await codeOf(action), code),
    })),
  ];
}

function secrets(library: Library): ConformanceTest[] {
  const { signChatToken, zendesk } = library;
  const sign = (secret: Main.ChatTokenSecret) =>
    signChatToken(zendesk, ZENDESK_USER, { secret, keyId: KEY_ID, now });
  const bytes = new TextEncoder().encode(SECRET);
  const keyFor = (usages: KeyUsage[], hash = 'SHA-256') =>
    crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash }, false, usages);
  const verify = (secret: Main.ChatTokenSecret) =>
    library.verifyChatToken(zendesk, KNOWN_TOKENS.zendesk, { secret, now });
  return [
    {
      name: 'secret: a CryptoKey must be for HS256, and have the usage',
      async run() {
        const [signing, verifying] = [await keyFor(['sign']), await keyFor(['verify'])];
        const other = await keyFor(['sign', 'verify'], 'SHA-512');
        equal(await codeOf(() => verify(verifying)), 'accepted');
        equal(await codeOf(() => verify(signing)), 'ERR_SECRET_INVALID', 'verify');
        equal(await codeOf(() => sign(verifying)), 'ERR_SECRET_INVALID', 'sign');
        equal(await codeOf(() => sign(other)), 'ERR_SECRET_INVALID', 'SHA-512');
      },
    },
    {
      name: 'secret: a string, bytes and a CryptoKey make the same token',
      async run() {
        const algorithm = { name: 'HMAC', hash: 'SHA-256' };
        const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
        for (const secret of [SECRET, bytes, key]) equal(await sign(secret), KNOWN_TOKENS.zendesk);
      },
    },
    {
      name: 'secret: bytes are copied when the signer is made',
      async run() {
        const secret = bytes.slice();
        const signer = library.createChatTokenSigner(zendesk, { secret, keyId: KEY_ID, now });
        secret.fill(0);
        equal(await signer(ZENDESK_USER), KNOWN_TOKENS.zendesk);
      },
    },
    {
      name: 'secret: a non-ASCII string is UTF-8',
      async run() {
        const secret = 'pässwörter-密码-🔑-und-mehr';
        const { signChatToken, deskpro } = library;
        const user = { name: 'Jöran 密 🔑' };
        const token = await signChatToken(deskpro, user, { secret, now });
        equal(
          token,
          await signChatToken(deskpro, user, { secret: new TextEncoder().encode(secret), now }),
        );
        const { claims } = await library.verifyChatToken(deskpro, token, { secret, now });
        equal(claims.name, user.name);
      },
    },
  ];
}

function rotation(library: Library): ConformanceTest[] {
  const { createChatTokenSigner, createChatTokenVerifier, zendesk } = library;
  const old = { keyId: 'app_1', secret: SECRET };
  const current = { keyId: 'app_2', secret: OTHER_SECRET };
  return [
    {
      name: 'rotation: the first key signs, all of them verify',
      async run() {
        const keys = [current, old];
        const verify = createChatTokenVerifier(zendesk, { keys, now });
        const before = await createChatTokenSigner(zendesk, { ...old, now })(ZENDESK_USER);
        const after = await createChatTokenSigner(zendesk, { keys, now })(ZENDESK_USER);
        equal((await verify(before)).header.kid, 'app_1');
        equal((await verify(after)).header.kid, 'app_2');
      },
    },
    {
      name: 'rotation: a retired key expires, and a function may return the keys',
      async run() {
        const keys = async () => [current, { ...old, expiresAt: now }];
        const verify = createChatTokenVerifier(zendesk, { keys });
        const token = await createChatTokenSigner(zendesk, { ...old, now })(ZENDESK_USER);
        await verify(token, { now: new Date(now.getTime() - 1000) });
        equal(await codeOf(() => verify(token, { now })), 'ERR_KEY_UNKNOWN');
      },
    },
  ];
}

/** While Object.prototype has added members: a coded error, for a valid token and a forged one. */
function pollution(library: Library): ConformanceTest[] {
  const { signChatToken, verifyChatToken, createTokenHandler, zendesk } = library;
  const options = { secret: SECRET, keyId: KEY_ID, now };
  const token = KNOWN_TOKENS.zendesk;
  const [header, payload = '', signature] = token.split('.');
  const claims = { scope: 'user', external_id: 'victim', exp: NOW_SECONDS + 1 };
  const other = btoa(JSON.stringify(claims)).replace(/=+$/, '');
  const forged = [header, other, signature].join('.');
  const handler = createTokenHandler(zendesk, {
    ...options,
    getUser: () => ZENDESK_USER,
    onError() {},
  });
  const request = new Request('https://www.example.com/api/chat-token');

  const calls: [what: string, restored: string, action: () => Promise<unknown>][] = [
    ['sign', 'accepted', () => signChatToken(zendesk, ZENDESK_USER, options)],
    ['verify', 'accepted', () => verifyChatToken(zendesk, token, options)],
    [
      'verify a forged token',
      'ERR_SIGNATURE_INVALID',
      () => verifyChatToken(zendesk, forged, options),
    ],
  ];
  const added = { 2: [...new TextEncoder().encode(payload)] };
  const tests = calls.map(([what, restored, action]) => ({
    name: `pollution: ${what}`,
    async run() {
      equal(await polluted(added, () => codeOf(action)), 'ERR_PROTOTYPE_POLLUTED');
      equal(await codeOf(action), restored);
    },
  }));
  return [
    ...tests,
    {
      name: 'pollution: endpoint',
      async run() {
        const response = await polluted(added, () => handler(request));
        equal(response.status, 500);
        equal(await response.json(), { error: 'ERR_PROTOTYPE_POLLUTED' });
        equal((await handler(request)).status, 200);
      },
    },
  ];
}

/** Runs something while Object.prototype has more members. */
async function polluted<T>(members: object, action: () => Promise<T>): Promise<T> {
  Object.assign(Object.prototype, members);
  try {
    return await action();
  } finally {
    for (const name of Object.keys(members)) Reflect.deleteProperty(Object.prototype, name);
  }
}

function errorCodes(library: Library): ConformanceTest[] {
  const { signChatToken, verifyChatToken, convrs, zendesk } = library;
  const key = { secret: SECRET, keyId: KEY_ID };
  const token = KNOWN_TOKENS.zendesk;
  const verify = (given: string, options: object = {}) =>
    verifyChatToken(zendesk, given, { ...key, now, ...options });
  // TypeScript rejects much of this, JavaScript does not.
  const sign = (user: unknown, options: object) =>
    signChatToken(zendesk, user as Main.ZendeskUser, options as Main.Jwt<'required'>['sign']);
  const cyclic: { external_id: string; self?: object } = { external_id: 'u' };
  cyclic.self = cyclic;

  // One of each code: all of them are tested by test/ on Node.js, and tokens by the corpus below.
  const cases: [code: string, what: string, () => Promise<unknown>][] = [
    ['ERR_OPTION_INVALID', 'an unknown option', () => sign(ZENDESK_USER, { ...key, ttl: 1 })],
    [
      'ERR_OPTION_INVALID',
      'a key function that throws',
      () => sign({ external_id: 'u' }, { keys: () => fail('closed') }),
    ],
    [
      'ERR_SECRET_INVALID',
      'half a surrogate pair',
      () => sign(ZENDESK_USER, { ...key, secret: `${SECRET}\ud800` }),
    ],
    [
      'ERR_SECRET_INVALID',
      'bytes that end with a line feed',
      () => sign(ZENDESK_USER, { ...key, secret: new TextEncoder().encode(`${SECRET}\n`) }),
    ],
    ['ERR_KEY_ID_MISSING', 'no keyId', () => sign(ZENDESK_USER, { secret: SECRET })],
    ['ERR_CLAIMS_INVALID', 'a BigInt', () => sign({ external_id: 42n }, key)],
    ['ERR_CLAIMS_INVALID', 'a cycle', () => sign(cyclic, key)],
    ['ERR_CLAIMS_INVALID', 'a class instance', () => sign(new (class User {})(), key)],
    [
      'ERR_CLAIMS_INVALID',
      'a date that does not exist',
      () =>
        signChatToken(
          convrs,
          { agentData: [{ label: 'x', value: '2023-02-29', type: 'date' }] },
          { secret: SECRET },
        ),
    ],
    ['ERR_TOKEN_MALFORMED', 'no string', () => verify(undefined as never)],
    ['ERR_TOKEN_MALFORMED', 'another spelling of the signature', () => verify(respell(token))],
    ['ERR_KEY_UNKNOWN', 'another kid', () => verify(token, { keyId: 'app_x' })],
    ['ERR_SIGNATURE_INVALID', 'another secret', () => verify(token, { secret: OTHER_SECRET })],
    [
      'ERR_TOKEN_EXPIRED',
      'an hour later',
      () => verify(token, { now: new Date(now.getTime() + 3_600_000) }),
    ],
  ];
  const tests = cases.map(([code, what, action]) => ({
    name: `error: ${code} for ${what}`,
    run: async () => equal(await codeOf(action), code),
  }));
  return [
    ...tests,
    {
      name: 'error: it is a ChatTokenError with a hint, and shows neither secret nor token',
      async run() {
        const error: unknown = await verify(token, { secret: OTHER_SECRET }).catch(
          (thrown) => thrown,
        );
        if (!(error instanceof library.ChatTokenError)) return fail('another class');
        equal(library.isChatTokenError(error, 'ERR_SIGNATURE_INVALID'), true);
        equal(error.name, 'ChatTokenError');
        equal(typeof error.hint, 'string');
        const shown = `${error}${error.hint}${JSON.stringify(error)}${error.cause}`;
        for (const secret of [OTHER_SECRET, token]) equal(shown.includes(secret), false);
      },
    },
  ];
}

/** The same bytes in another base64url: the last character has bits that count for nothing. */
function respell(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return token.slice(0, -1) + alphabet[alphabet.indexOf(token.slice(-1)) + 1];
}

/** A schema that accepts any object. */
const anyUser: Main.StandardSchema<object, object> = {
  '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: Object(value) }) },
};

const CODES: Readonly<Record<string, string>> = {
  signature: 'ERR_SIGNATURE_INVALID',
  malformed: 'ERR_TOKEN_MALFORMED',
  crit: 'ERR_TOKEN_MALFORMED',
  alg: 'ERR_ALGORITHM_REJECTED',
  secret: 'ERR_SECRET_INVALID',
  expired: 'ERR_TOKEN_EXPIRED',
  notYetValid: 'ERR_TOKEN_NOT_YET_VALID',
  claims: 'ERR_CLAIMS_INVALID',
  size: 'ERR_TOKEN_TOO_LARGE',
};

interface CorpusCase {
  readonly id: string;
  readonly secretUtf8?: string;
  readonly secretBase64url?: string;
  readonly token: string;
  readonly now: number;
  readonly options: { readonly clockTolerance?: number; readonly maxTokenLength?: number };
  readonly expect: string;
  readonly reasonClass: string | null;
  readonly reasonAny?: readonly string[];
  readonly weakSecret?: boolean;
}

/** The whole corpus of tokens: one test for each case. */
function verdicts(library: Library): ConformanceTest[] {
  const permissive = library.defineVendor({
    name: 'permissive',
    title: 'Permissive',
    docs: 'https://example.com/',
    user: anyUser,
    token: library.jwt({
      keyId: 'optional',
      requireExpiry: false,
      registeredClaims: ['iss', 'sub', 'aud', 'jti'],
    }),
  });
  const cases: readonly CorpusCase[] = corpus;
  return cases.map((given) => ({
    name: `corpus: ${given.id}`,
    async run() {
      const bytes =
        given.secretUtf8 === undefined
          ? decodeBase64url(given.secretBase64url ?? '')
          : new TextEncoder().encode(given.secretUtf8);
      // "secret" and the like are rejected as strings: a CryptoKey is the documented way to use them.
      const secret = given.weakSecret
        ? await importKey(bytes, ['verify'])
        : (given.secretUtf8 ?? bytes);
      const verdict = await codeOf(() =>
        library.verifyChatToken(permissive, given.token, {
          ...given.options,
          secret,
          now: new Date(given.now * 1000),
          allowShortSecret: given.weakSecret,
        }),
      );
      if (given.expect === 'accept') return equal(verdict, 'accepted');
      if (given.expect === 'either') {
        const known = ['accepted', ...Object.values(CODES)];
        return equal(known.includes(verdict), true, verdict);
      }
      const reasons = given.reasonAny ?? [String(given.reasonClass)];
      const codes = reasons.map((reason) => CODES[reason]);
      equal(codes.includes(verdict), true, `${verdict}, expected ${codes}`);
    },
  }));
}

function decodeBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function importKey(bytes: Uint8Array<ArrayBuffer>, usages: KeyUsage[]): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, usages);
}
