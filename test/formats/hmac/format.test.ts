import { createHmac } from 'node:crypto';
import {
  chatwoot,
  createChatTokenSigner,
  defineVendor,
  hmac,
  jwt,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { describe, expect, test } from 'vitest';
import { encodeHex } from '../../../src/utils/encoding.ts';
import { KNOWN_HASH } from '../../support/known-tokens.ts';
import {
  about,
  anything,
  faults,
  hashed,
  NOW,
  OTHER_SECRET,
  refusal,
  SECRET,
} from '../../support/support.ts';

const options = { secret: SECRET, now: NOW };
const hmacOf = (secret: string, text: string) =>
  createHmac('sha256', secret).update(text).digest('hex');

test('signs the hash that is published for Chatwoot', async () => {
  const { secret, message, hash } = KNOWN_HASH;
  const user = { identifier: message, name: 'Jane Doe' };
  expect(await signChatToken(chatwoot, user, { secret })).toBe(hash);
});

test.each([
  'u_1',
  'jane@example.com',
  'ü_1 密 \u{1f600}',
  'x'.repeat(10_000),
])('signs what node:crypto computes (case %#)', async (id) => {
  for (const secret of [SECRET, OTHER_SECRET, 'pässwörter-密码-🔑-und-mehr']) {
    expect(await signChatToken(hashed, { id }, { secret })).toBe(hmacOf(secret, id));
  }
});

test('a message may have several lines, unlike an id', async () => {
  const message = () => 'line\nbreak\0';
  const vendor = defineVendor({ ...about, user: anything, token: hmac({ message }) });
  expect(await signChatToken(vendor, {}, options)).toBe(hmacOf(SECRET, message()));
});

test('hashes the message alone, whatever goes with it', async () => {
  const hash = await signChatToken(hashed, { id: 'u_1' }, options);
  expect(await signChatToken(hashed, { id: 'u_1', name: 'Jane Doe' }, options)).toBe(hash);
  expect(await signChatToken(hashed, { id: 'u_2' }, options)).not.toBe(hash);
});

test('encodes bytes in lower case, with leading zeros', () => {
  expect(encodeHex(Uint8Array.of(0, 1, 15, 16, 171, 255))).toBe('00010f10abff');
});

describe('nothing is never hashed', () => {
  /** Gives its member `text` to be hashed, whatever it is. */
  const vendor = defineVendor({
    ...about,
    user: anything,
    token: hmac({ message: (fields: { text?: never }) => fields.text ?? '' }),
  });

  test.each([
    '',
    ' ',
    '\t\r\n',
    '\u00a0',
    '\u200b',
    '\ufeff',
    'undefined',
    'null',
    'NaN',
    '[object Object]',
    '[object Promise]',
    ' undefined\n',
    '[object Set Iterator]',
    'Invalid Date',
    'Jos\ufffd',
    'u_\ud800',
    '\udc00',
    undefined,
    null,
  ])('not %j', async (text) => {
    const error = await refusal(() => signChatToken(vendor, { text }, options));
    expect(error.code).toBe('ERR_CLAIMS_INVALID');
    expect(error.message).toContain('Acme Chat: the user has no identifier to hash');
    expect(error.hint).toBe('Pass the id of one user.');
    expect(error.issues).toStrictEqual([{ path: '', message: 'has no identifier to hash' }]);
  });

  test.each([0, 7, true, {}, ['u_1']])('not %j, which is no string', async (text) => {
    const error = await refusal(() => signChatToken(vendor, { text }, options));
    expect(error.code).toBe('ERR_OPTION_INVALID');
    expect(error.message).toMatch(/^message must return a string, got an? \w+/);
  });

  test.each(['0', 'nullable', ' u_1 ', '\u{1f600}'])('but %j is', async (text) => {
    expect(await signChatToken(vendor, { text }, options)).toBe(hmacOf(SECRET, text));
  });

  test.each([
    undefined,
    null,
    '',
    ' ',
    7,
  ])('nor by a vendor of the package: the path is that of the identifier, for %j', async (id) => {
    const user: object = { identifier: id, name: 'Jane Doe' };
    const issues = await faults(() => signChatToken(chatwoot, user as never, options));
    expect(issues).toMatchObject([expect.stringMatching(/^identifier: /)]);
  });
});

test('a hash in the input is rejected, and never replaces the one that was signed', async () => {
  const user = { identifier: 'u_1', name: 'Jane Doe', identifier_hash: 'f'.repeat(64) };
  expect(await faults(() => signChatToken(chatwoot, user, options))).toMatchObject([
    expect.stringMatching(/^identifier_hash: is not known/),
  ]);
  // Of a vendor whose schema lets it through, the settings still have the right one.
  const open = defineVendor({
    ...about,
    user: anything,
    token: hmac({ message: (fields: { id?: string }) => String(fields.id) }),
    settings: (fields, id_hash) => ({ ...fields, id_hash }),
  });
  const { settings } = await signChatLogin(open, { id: 'u_1', id_hash: 'x' }, options);
  expect(settings).toStrictEqual({ id: 'u_1', id_hash: hmacOf(SECRET, 'u_1') });
});

describe('a hash is never the signature of a JWT', () => {
  const payload = Buffer.from('{"user_id":"admin"}').toString('base64url');
  /** JSON allows white space before the brace and behind it. */
  const white = [' ', '\n', '\t', '\r'];
  const before = ['', ...white, ...white.flatMap((one) => white.map((two) => one + two))];
  const headers = [
    ...before.map((space) => `${space}{"alg":"HS256"}`),
    ...white.map((space) => `{${space}"alg":"HS256"}`),
  ];

  test.each(headers)('not for the header %j', async (header) => {
    const encoded = Buffer.from(header).toString('base64url');
    const padded = Buffer.from(header).toString('base64');
    // Lenient decoders of base64 skip other characters.
    const inputs = [encoded, padded, `${encoded}==`, `=${encoded}`, `e!${encoded.slice(1)}`];
    for (const first of encoded.startsWith('e') ? inputs : inputs.slice(0, 4)) {
      const user = { id: `${first}.${payload}` };
      const call = () => signChatToken(hashed, user, options);
      expect(await faults(call)).toStrictEqual([': has no identifier to hash']);
    }
  });

  test.each([
    ['\ufeff{"alg":"HS256"}', 'utf8'],
    ['\ufeff\n {"alg":"HS256"}', 'utf8'],
    ['/**/{"alg":"HS256"}', 'utf8'],
    ['\ufeff//\n{"alg":"HS256"}', 'utf8'],
    ['{"alg":"HS256"}', 'utf16le'],
    ['\ufeff{"alg":"HS256"}', 'utf16le'],
    ['\ufeff\t{"alg":"HS256"}', 'utf16le'],
    ['{"alg":"HS256"}', 'utf16be'],
    ['\n{"alg":"HS256"}', 'utf16be'],
    ['\ufeff{"alg":"HS256"}', 'utf16be'],
  ])('nor for the header %j in %s, which some readers accept', async (header, encoding) => {
    const isBig = encoding === 'utf16be';
    const bytes = Buffer.from(header, encoding === 'utf8' ? 'utf8' : 'utf16le');
    if (isBig) bytes.swap16();
    for (const first of [bytes.toString('base64url'), bytes.toString('base64')]) {
      const call = () => signChatToken(hashed, { id: `${first}.${payload}` }, options);
      expect(await faults(call)).toStrictEqual([': has no identifier to hash']);
    }
  });

  test('and the JWT that it would sign is rejected nowhere else', async () => {
    const header = Buffer.from('{"alg":"HS256"}').toString('base64url');
    const input = `${header}.${payload}`;
    const forged = createHmac('sha256', SECRET).update(input).digest('base64url');
    // With the same secret, a vendor with a JWT accepts it: only signing can prevent it.
    const admin = defineVendor({ ...about, user: anything, token: jwt({ requireExpiry: false }) });
    const token = `${input}.${forged}`;
    const { claims } = await verifyChatToken(admin, token, { secret: SECRET });
    expect(claims).toStrictEqual({ user_id: 'admin' });
  });

  test.each([
    'john.doe',
    'eyJ',
    'eyJhbGciOiJIUzI1NiJ9',
    'eve.adams@example.com',
    'ey.1',
    '3f2504e0-4f89-11d3-9a0c-0305e82c3301.eyJhbGciOiJIUzI1NiJ9',
    'https://example.com/users/1',
    '77u_eyJ.x',
    'Lydia_Smith-Jones.x',
    'AH-1.2',
  ])('but for %j, which is no JWT', async (id) => {
    expect(await signChatToken(hashed, { id }, options)).toBe(hmacOf(SECRET, id));
  });
});

test('a hash never expires: expiresIn is not known', async () => {
  for (const expiresIn of [60, '15m', 0, null, 'x']) {
    const given: object = { ...options, expiresIn };
    const perToken: object = { expiresIn };
    const sign = createChatTokenSigner(hashed, options);
    for (const call of [
      () => signChatToken(hashed, { id: 'u' }, given as typeof options),
      () => createChatTokenSigner(hashed, given as typeof options),
      () => sign({ id: 'u' }, perToken),
    ]) {
      const error = await refusal(call, 'ERR_OPTION_INVALID');
      expect(error.message).toBe('The options: expiresIn is not known');
      expect(error.hint).toMatch(/^Known names: /);
    }
  }
});

test('keys sign in order, and an expired one does not', async () => {
  const keys = [{ secret: OTHER_SECRET, expiresAt: NOW }, { secret: SECRET }];
  const sign = createChatTokenSigner(hashed, { keys, now: NOW });
  expect(await sign({ id: 'u' })).toBe(hmacOf(SECRET, 'u'));
  const before = { now: new Date(NOW.getTime() - 1000) };
  expect(await sign({ id: 'u' }, before)).toBe(hmacOf(OTHER_SECRET, 'u'));
});

test.each<[string, object]>([
  ['uses no keyId', { keyId: 'k' }],
  ['maxTokenLength is not known', { maxTokenLength: 100 }],
  ['user is not known', { user: { id: 'u' } }],
])('an option of another format: %s', async (message, wrong) => {
  const given = { ...options, ...wrong };
  const error = await refusal(
    () => signChatToken(hashed, { id: 'u' }, given),
    'ERR_OPTION_INVALID',
  );
  expect(error.message).toContain(message);
});
