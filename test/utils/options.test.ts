/**
 * What people read when they do something wrong: each error that signing, verifying and describing
 * a vendor can end with, by its code, with its message and its hint. No interface, but the first
 * help that anybody gets: a change of wording is seen here.
 */
import {
  type ChatTokenErrorCode,
  createChatTokenSigner,
  createChatTokenVerifier,
  defineVendor,
  deskpro,
  khoros,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { loginScript } from 'chat-token/html';
import { inspectChatToken } from 'chat-token/inspect';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { checkClaims } from '../../src/contract/claims.ts';
import {
  anything,
  forge,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  OTHER_SECRET,
  permissive,
  refusal,
  SECRET,
} from '../support/support.ts';

type Entry = readonly [
  code: ChatTokenErrorCode,
  message: string,
  hint: string | undefined,
  how: () => unknown,
];

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function areSaid(entries: readonly Entry[]): void {
  test.each(entries)('%s: %s (%s)', async (code, message, hint, how) => {
    const error = await refusal(how);
    expect([error.code, error.message, error.hint]).toStrictEqual([code, message, hint]);
  });
}

/** The types refuse what is given here: that is what is tested. */
const sign = (options: object | null, user: object = {}, vendor: object = permissive) =>
  signChatToken(vendor as never, user, options as never);
const verify = (token: unknown, options: object = {}, vendor: object = permissive) =>
  verifyChatToken(vendor as never, token as never, { secret: SECRET, now: NOW, ...options });

describe('options', () => {
  areSaid([
    [
      'ERR_OPTION_INVALID',
      'The options must be a plain object that can be read, not null',
      'Pass an object literal.',
      () => sign(null),
    ],
    [
      'ERR_OPTION_INVALID',
      'The options must be a plain object that can be read, not a string',
      'Pass an object literal.',
      () => verifyChatToken(permissive, 'a.b.c', SECRET as never),
    ],
    [
      'ERR_OPTION_INVALID',
      'The options must be a plain object that can be read, not a class instance',
      'Pass an object literal.',
      () => createChatTokenSigner(permissive, { secret: SECRET })({}, new Date() as never),
    ],
    [
      'ERR_OPTION_INVALID',
      'The options must be a plain object that can be read, not a function',
      'Pass an object literal.',
      () =>
        createChatTokenVerifier(permissive, { secret: SECRET })(
          'a.b.c',
          (() => undefined) as never,
        ),
    ],
    [
      'ERR_OPTION_INVALID',
      'The options: secrt is not known; did you mean "secret"?',
      'Known are: secret, keyId, keys, allowShortSecret, expiresIn, now.',
      () => sign({ secrt: SECRET }),
    ],
    [
      'ERR_OPTION_INVALID',
      'The options: colour is not known',
      'Known are: secret, keyId, keys, allowShortSecret, expiresIn, now.',
      () => sign({ secret: SECRET, colour: 'red' }),
    ],
    [
      'ERR_OPTION_INVALID',
      'The options: colour is not known',
      'Known are: secret, keyId, keys, allowShortSecret, now, clockTolerance, requireExpiry, maxTokenLength.',
      () => verify('a.b.c', { colour: 'red' }),
    ],
    [
      'ERR_OPTION_INVALID',
      'The options: colour is not known',
      'Known are: expiresIn, now.',
      () => createChatTokenSigner(permissive, { secret: SECRET })({}, { colour: 1 } as never),
    ],
    [
      'ERR_OPTION_INVALID',
      'The options: colour is not known',
      'Known are: now.',
      () => createChatTokenVerifier(permissive, { secret: SECRET })('a', { colour: 1 } as never),
    ],
    [
      'ERR_OPTION_INVALID',
      'allowShortSecret must be true or false, not a string',
      'Left out, it is false.',
      () => sign({ secret: SECRET, allowShortSecret: 'yes' }),
    ],
    [
      'ERR_OPTION_INVALID',
      'requireExpiry must be true or false, not null',
      'Left out, it is true.',
      () => verify('a.b.c', { requireExpiry: null, keyId: KEY_ID }, zendesk),
    ],
    [
      'ERR_OPTION_INVALID',
      'clockTolerance must be a whole number, 0 or more',
      'Left out, it is 0.',
      () => verify('a.b.c', { clockTolerance: -1 }),
    ],
    [
      'ERR_OPTION_INVALID',
      'maxTokenLength must be a whole number, 0 or more',
      'Left out, it is 16384.',
      () => verify('a.b.c', { maxTokenLength: 1.5 }),
    ],
    [
      'ERR_OPTION_INVALID',
      'now must be a valid Date',
      'Leave it out to take the time of the clock.',
      () => sign({ secret: SECRET, now: NOW_SECONDS }),
    ],
    [
      'ERR_OPTION_INVALID',
      'expiresIn must be whole seconds from 1 to 31622400, or a text such as "15m", "1h" or "2d"',
      'A number is in seconds, not in milliseconds: 3600 is one hour.',
      () => sign({ secret: SECRET, expiresIn: '1w' }),
    ],
    [
      'ERR_OPTION_INVALID',
      'expiresIn must be whole seconds from 1 to 31622400, or a text such as "15m", "1h" or "2d"',
      'A number is in seconds, not in milliseconds: 3600 is one hour.',
      () => sign({ secret: SECRET, expiresIn: 2_592_000_000 }),
    ],
    [
      'ERR_OPTION_INVALID',
      'expiresIn must be whole seconds from 1 to 600, or a text such as "15m", "1h" or "2d"',
      'A number is in seconds, not in milliseconds: 3600 is one hour.',
      () => sign({ secret: SECRET, expiresIn: '1h' }, {}, brief),
    ],
    [
      'ERR_OPTION_INVALID',
      'The options: colour is not known',
      'Known are: vendor, secret, keyId, keys, now.',
      () => inspectChatToken('a.b.c', { colour: 'red' } as never),
    ],
    [
      'ERR_OPTION_INVALID',
      'The vendor must be a vendor object, not a string',
      "Import the vendor itself from 'chat-token', or make one with defineVendor.",
      () => signChatToken('zendesk' as never, {}, { secret: SECRET }),
    ],
  ]);
});

describe('keys', () => {
  const expired = { secret: SECRET, expiresAt: NOW_SECONDS };
  areSaid([
    [
      'ERR_KEY_ID_MISSING',
      'keyId is missing, and this vendor wants a kid',
      'Pass the id that the vendor shows beside the secret. Is the environment variable set?',
      () => sign({ secret: SECRET }, { external_id: 'u_1' }, zendesk),
    ],
    [
      'ERR_OPTION_INVALID',
      'keyId is given, and this vendor uses no kid',
      'Leave it out. Is this the right vendor?',
      () => sign({ secret: SECRET, keyId: KEY_ID }, { deskpro_id: '42' }, deskpro),
    ],
    [
      'ERR_OPTION_INVALID',
      'keyId is given, and this vendor uses no kid',
      'Leave it out. Is this the right vendor?',
      () => inspectChatToken('a.b.c', { vendor: deskpro, secret: SECRET, keyId: KEY_ID }),
    ],
    [
      'ERR_OPTION_INVALID',
      'keyId must be a string, not blank, without white space around it or control characters in it',
      'Pass the id that the vendor shows beside the secret. Is the environment variable set?',
      () => sign({ secret: SECRET, keyId: 7 }),
    ],
    [
      'ERR_OPTION_INVALID',
      'keyId must be a string, not blank, without white space around it or control characters in it',
      'Pass the id that the vendor shows beside the secret. Is the environment variable set?',
      () => sign({ secret: SECRET, keyId: `${KEY_ID}\n` }),
    ],
    [
      'ERR_OPTION_INVALID',
      'secret and keyId cannot be given beside keys',
      'Put them into the list of keys.',
      () => sign({ secret: SECRET, keys: [{ secret: SECRET }] }),
    ],
    [
      'ERR_OPTION_INVALID',
      'keys must be a list of 1 to 100 keys',
      'Pass [{ secret }], or a function that gives it.',
      () => sign({ keys: [] }),
    ],
    [
      'ERR_OPTION_INVALID',
      'keys[1] must be a plain object that can be read, not a string',
      'Pass an object literal.',
      () => sign({ keys: [{ secret: SECRET }, OTHER_SECRET] }),
    ],
    [
      'ERR_OPTION_INVALID',
      'keys[0]: colour is not known',
      'Known are: secret, keyId, expiresAt.',
      () => sign({ keys: [{ secret: SECRET, colour: 'red' }] }),
    ],
    [
      'ERR_OPTION_INVALID',
      'expiresAt must be a valid Date or seconds since 1970',
      'A number is in seconds, not in milliseconds.',
      () => sign({ keys: [{ secret: SECRET, expiresAt: NOW.getTime() }] }),
    ],
    [
      'ERR_OPTION_INVALID',
      'The keys function failed',
      'Its own error is the cause of this one.',
      () => sign({ keys: () => Promise.reject(new Error('no database')) }),
    ],
    [
      'ERR_OPTION_INVALID',
      'Every key has expired',
      'Put a valid key first, and the old ones behind it.',
      () => sign({ keys: [expired], now: NOW }),
    ],
    [
      'ERR_KEY_UNKNOWN',
      'None of the keys may verify this token',
      'Its kid names another key, or the key has expired.',
      () => verify(forge({ alg: 'HS256' }, {}), { secret: undefined, keys: [expired] }),
    ],
    [
      'ERR_OPTION_INVALID',
      'This runtime has no crypto.subtle',
      'In Jest, use @jest-environment node. Browsers need https:// or localhost.',
      () => {
        const signer = createChatTokenSigner(permissive, { secret: SECRET });
        vi.stubGlobal('crypto', {});
        return signer({});
      },
    ],
    [
      'ERR_OPTION_INVALID',
      'WebCrypto refuses to import this secret',
      'A CryptoKey must have this usage. Else crypto.subtle is restricted here.',
      () => {
        const signer = createChatTokenSigner(permissive, { secret: SECRET });
        vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new Error('no HMAC'));
        return signer({});
      },
    ],
  ]);
});

describe('secrets', () => {
  const hint =
    "Copy it from the vendor's console, and look at how it is loaded. Is the environment variable set?";
  const rows: readonly (readonly [message: string, hint: string, secret: unknown])[] = [
    [
      'The secret must be a string, a Uint8Array or an HMAC CryptoKey, not undefined',
      hint,
      undefined,
    ],
    ['The secret must be a string, a Uint8Array or an HMAC CryptoKey, not a number', hint, 7],
    ['The secret is empty or blank', hint, ' '],
    ['The secret is empty or blank', hint, new Uint8Array()],
    ['The secret is empty or blank', hint, new Uint8Array(32)],
    ['The secret has more than 65536 bytes', 'Is it another file?', 'ab'.repeat(40_000)],
    ['The secret has more than 65536 bytes', 'Is it another file?', new Uint8Array(65_537).fill(7)],
    [
      'The secret has fewer than 24 bytes',
      'Was it cut off? If it is this short, pass allowShortSecret: true.',
      'cw_test_8fK2',
    ],
    ['The secret has detached bytes', 'Keep a copy of them.', detached(new Uint8Array(32).fill(7))],
    [
      'The secret is a key of another kind (PEM, JWK or SSH), which may be public',
      'HS256 wants the secret text that the vendor issued.',
      '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYI\n',
    ],
    ['The secret holds half of a surrogate pair', hint, `${SECRET}\ud83d`],
    [
      'The secret begins or ends with white space, a line break or a byte order mark',
      'Trim it where it is loaded: a secret file often ends with a line break.',
      `${SECRET}\n`,
    ],
    [
      'The secret holds a line break or another control character',
      hint,
      `${SECRET}\n${OTHER_SECRET}`,
    ],
    ['The secret begins or ends with a line break written as \\n', hint, `${SECRET}\\n`],
    ['The secret is in quotation marks', 'Remove them.', `"${SECRET}"`],
    [
      'The secret begins with NAME=',
      'Pass only what stands behind the equals sign.',
      `CHAT_SECRET=${SECRET}`,
    ],
    [
      'The secret is a reference that nothing has replaced, such as $NAME or {{name}}',
      'Load the value itself.',
      'op://production/zendesk/messaging-secret',
    ],
    [
      'The secret is a token (JWT)',
      'Pass the secret that signs tokens.',
      forge({ alg: 'HS256' }, { external_id: 'u_1' }),
    ],
    ['The secret is a placeholder', hint, 'your-secret-key-goes-here'],
  ];
  areSaid(
    rows.map(([message, hint, secret]) => [
      'ERR_SECRET_INVALID',
      message,
      hint,
      () => sign({ secret }),
    ]),
  );

  const hmac = (usage: 'sign' | 'verify', hash = 'SHA-256') =>
    crypto.subtle.importKey('raw', Buffer.from(SECRET), { name: 'HMAC', hash }, false, [usage]);
  areSaid([
    [
      'ERR_SECRET_INVALID',
      'The secret is a CryptoKey, but none for HMAC with SHA-256',
      hint,
      async () => sign({ secret: await hmac('sign', 'SHA-512') }),
    ],
    [
      'ERR_SECRET_INVALID',
      'WebCrypto refuses to sign with this secret',
      'A CryptoKey must have this usage. Else crypto.subtle is restricted here.',
      async () => sign({ secret: await hmac('verify') }),
    ],
    [
      'ERR_SECRET_INVALID',
      'WebCrypto refuses to verify with this secret',
      'A CryptoKey must have this usage. Else crypto.subtle is restricted here.',
      async () => verify(forge({ alg: 'HS256' }, {}), { secret: await hmac('sign') }),
    ],
  ]);
});

describe('users and claims', () => {
  const contract = `The contract is documented at ${khoros.docs}`;
  const permissiveContract = 'The contract is documented at https://example.com/docs';
  const user = 'Not valid for Khoros Brand Messenger (Legacy)';
  const claims = 'Not valid for Khoros Brand Messenger (Legacy)';
  const throwing = {
    get name() {
      throw new Error('Jane');
    },
  };
  areSaid([
    [
      'ERR_CLAIMS_INVALID',
      `${user}: userId is missing (and 1 more)`,
      contract,
      () => khoros.claims({ givenname: 'Jane' } as never),
    ],
    [
      'ERR_CLAIMS_INVALID',
      `${user}: must be a plain object, not a string`,
      contract,
      () => khoros.claims('u_1' as never),
    ],
    [
      'ERR_CLAIMS_INVALID',
      `${claims}: must be a plain object that can be read`,
      contract,
      () => checkClaims(khoros, new Date()),
    ],
    [
      'ERR_CLAIMS_INVALID',
      `${claims}: scope must be "appUser"`,
      contract,
      () => checkClaims(khoros, { scope: 'user', userId: 'u_1' }),
    ],
    [
      'ERR_CLAIMS_INVALID',
      `${user}: scope is always "appUser" here: leave it out`,
      contract,
      () => khoros.claims({ userId: 'u_1', scope: 'app' } as never),
    ],
    [
      'ERR_CLAIMS_INVALID',
      `${user}: exp is reserved: the clock and expiresIn set it`,
      contract,
      () => khoros.claims({ userId: 'u_1', exp: 1 } as never),
    ],
    [
      'ERR_CLAIMS_INVALID',
      `${user}: jti is not known`,
      contract,
      () => khoros.claims({ userId: 'u_1', jti: 'a1' } as never),
    ],
    [
      'ERR_CLAIMS_INVALID',
      'Not valid for Permissive: cannot be read: a getter or a proxy threw',
      permissiveContract,
      () => permissive.claims(throwing),
    ],
    [
      'ERR_CLAIMS_INVALID',
      'Not valid for Permissive: must become an object of claims, not an array',
      permissiveContract,
      () => permissive.claims(['Jane']),
    ],
    [
      'ERR_CLAIMS_INVALID',
      'Not valid for Permissive: is not accepted',
      permissiveContract,
      () => permissive.claims('Jane' as never),
    ],
    [
      'ERR_CLAIMS_INVALID',
      'The claims: cannot be written as JSON',
      'Leave out what the chat does not need.',
      () => sign({ secret: SECRET }, {}, { ...permissive, claims: () => ({ n: 1n }) }),
    ],
    [
      'ERR_OPTION_INVALID',
      'userId must find a string or nothing in the claims',
      'Pass claims of this vendor, and ids as strings.',
      () => zendesk.userId(null as never),
    ],
    [
      'ERR_OPTION_INVALID',
      'userId must find a string or nothing in the claims',
      'Pass claims of this vendor, and ids as strings.',
      () => defineVendor({ ...definition, userId: () => 7 as never }).userId({}),
    ],
    [
      'ERR_OPTION_INVALID',
      'schema must answer at once, not with a promise',
      'Leave asynchronous checks out of it.',
      () => {
        const validate = async () => ({ value: {} });
        const schema = { '~standard': { version: 1, vendor: 'test', validate } } as const;
        return defineVendor({ ...definition, schema }).claims({});
      },
    ],
  ]);
});

describe('tokens', () => {
  const alone =
    'Pass the token alone: three base64url parts, no "Bearer", no quotes, no white space.';
  const HS256 = { alg: 'HS256', typ: 'JWT' };
  const malformed = (why: string, token: unknown): Entry => [
    'ERR_TOKEN_MALFORMED',
    `This is not a signed token: ${why}`,
    alone,
    () => verify(token),
  ];
  const times = (issue: string, claims: object): Entry => [
    'ERR_CLAIMS_INVALID',
    `The token's times are not valid: ${issue}`,
    'iat, exp and nbf are JSON numbers, in seconds.',
    () => verify(forge(HS256, claims), { requireExpiry: true }),
  ];
  areSaid([
    malformed('it is of type undefined, not a string', undefined),
    malformed(
      'it is of type object, not a string (is an await missing?)',
      Promise.resolve('a.b.c'),
    ),
    malformed('it has not three parts with dots between them', 'a.b'),
    malformed('one of its parts is empty', 'a..c'),
    malformed('it is not all canonical base64url', 'Bearer a.b.c'),
    malformed('its header is not JSON in UTF-8', forge('jane@example.com', {})),
    malformed('its header is not a JSON object', forge([], {})),
    malformed('its payload is not JSON in UTF-8', forge(HS256, 'jane@example.com')),
    malformed('its payload is not a JSON object', forge(HS256, [])),
    malformed(
      'its header demands an extension (crit), and there is none',
      forge({ ...HS256, crit: ['b64'] }, {}),
    ),
    malformed("its header's typ is not a string", forge({ ...HS256, typ: 1 }, {})),
    malformed("its header's kid is not a string", forge({ ...HS256, kid: 1 }, {})),
    [
      'ERR_TOKEN_MALFORMED',
      'This is not a signed token: its payload is not JSON in UTF-8',
      alone,
      () => loginScript(zendesk, { token: forge(HS256, 'jane@example.com'), endpoint: '/token' }),
    ],
    [
      'ERR_TOKEN_TOO_LARGE',
      'The token has more than 100 characters',
      'Look at what is in it. If tokens of this vendor are that long, verifying takes maxTokenLength.',
      () => verify('a'.repeat(101), { maxTokenLength: 100 }),
    ],
    [
      'ERR_ALGORITHM_REJECTED',
      'The token is not signed with HS256',
      'These vendors take no other algorithm.',
      () => verify(forge({ alg: 'none' }, {})),
    ],
    [
      'ERR_KEY_ID_MISSING',
      'The token has no kid in its header, which this vendor wants',
      'Sign with keyId; jsonwebtoken takes it as keyid.',
      () => verify(forge(HS256, {}), { keyId: KEY_ID }, zendesk),
    ],
    [
      'ERR_SIGNATURE_INVALID',
      'The signature does not match',
      'The token was changed, or signed with another secret than the one given here.',
      () => verify(forge(HS256, {}, OTHER_SECRET)),
    ],
    times('exp is missing', {}),
    times('iat must be a number of seconds since 1970 (and 1 more)', { iat: '1', exp: '2' }),
    [
      'ERR_TOKEN_EXPIRED',
      'The token has expired',
      'Sign a new one; if it is new, compare the clocks.',
      () => verify(forge(HS256, { exp: NOW_SECONDS })),
    ],
    [
      'ERR_TOKEN_NOT_YET_VALID',
      'The token is not valid yet',
      'Compare the clocks, or allow for them with clockTolerance.',
      () => verify(forge(HS256, { nbf: NOW_SECONDS + 1 })),
    ],
  ]);
});

describe('the definition of a vendor', () => {
  const defining = (message: string, hint: string, changed: object): Entry => [
    'ERR_OPTION_INVALID',
    message,
    hint,
    () => defineVendor({ ...definition, ...changed }),
  ];
  const fixedClaims = "They are the claims with a fixed value, such as { scope: 'user' }.";
  areSaid([
    [
      'ERR_OPTION_INVALID',
      'The vendor definition must be a plain object that can be read, not undefined',
      'Pass an object literal.',
      () => defineVendor(undefined as never),
    ],
    defining(
      'The vendor definition: colour is not known',
      'Known are: name, title, docs, keyId, schema, fixedClaims, userId, lifetime, registeredClaims, requireExpiry, script, safeMessages.',
      { colour: 'red' },
    ),
    defining('name must be lower-case letters, digits and hyphens', "For example 'acme'.", {
      name: 'Acme',
    }),
    defining('title must be a text', "For example 'Acme Chat'.", { title: ' ' }),
    defining(
      "docs must be the address of the vendor's documentation",
      'It stands in the hints of errors, for those who read them.',
      { docs: 'docs.example.com' },
    ),
    defining(
      'keyId must be one of required, optional, unused',
      'It says whether the header must, may or must not have a kid.',
      { keyId: true },
    ),
    defining(
      'schema must be a Standard Schema',
      'Schemas of zod, valibot and arktype are: see https://standardschema.dev',
      { schema: {} },
    ),
    defining('userId must be a function, not a string', 'Or leave it out.', { userId: 'id' }),
    defining('script must be a function, not null', 'Or leave it out.', { script: null }),
    defining(
      'fixedClaims must be a plain object that can be read, not an array',
      'Pass an object literal.',
      { fixedClaims: [] },
    ),
    defining('fixedClaims.exp is reserved', fixedClaims, { fixedClaims: { exp: 1 } }),
    defining('fixedClaims.scope must be a string, number or boolean', fixedClaims, {
      fixedClaims: { scope: null },
    }),
    defining(
      'registeredClaims must be a list of registered claims',
      'Some of: iss, sub, aud, jti.',
      { registeredClaims: 'sub' },
    ),
    defining('requireExpiry must be true or false, not a number', 'Left out, it is true.', {
      requireExpiry: 1,
    }),
    defining('safeMessages must be true or false, not a number', 'Left out, it is false.', {
      safeMessages: 1,
    }),
    defining(
      'lifetime must be a plain object that can be read, not a number',
      'Pass an object literal.',
      { lifetime: 60 },
    ),
    defining('lifetime: least is not known', 'Known are: default, max.', {
      lifetime: { least: 1 },
    }),
    defining(
      'lifetime.default must be whole seconds from 1 to 60, or a text such as "15m", "1h" or "2d"',
      'A number is in seconds, not in milliseconds: 3600 is one hour.',
      { lifetime: { default: 61, max: 60 } },
    ),
    defining(
      'lifetime.max must be whole seconds from 1 to 31622400, or a text such as "15m", "1h" or "2d"',
      'A number is in seconds, not in milliseconds: 3600 is one hour.',
      {
        lifetime: { default: 60, max: 3_600_000_000 },
      },
    ),
  ]);
});

/** A vendor that can be defined. */
const definition = {
  name: 'acme',
  title: 'Acme Chat',
  docs: 'https://example.com/acme',
  keyId: 'optional',
  schema: anything,
} as const;

const brief = defineVendor({ ...definition, lifetime: { default: 60, max: 600 } });

function detached(bytes: Uint8Array): Uint8Array {
  structuredClone(bytes, { transfer: [bytes.buffer] });
  return bytes;
}
