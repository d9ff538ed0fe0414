import { createHmac } from 'node:crypto';
import {
  chatwoot,
  createChatTokenSigner,
  defineVendor,
  hmac,
  signChatLogin,
  signChatToken,
} from 'chat-token';
import { describe, expect, test } from 'vitest';
import { encodeHex } from '../../../src/formats/hmac/format.ts';
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
  'line\nbreak\0',
  'x'.repeat(10_000),
])('signs what node:crypto computes (case %#)', async (id) => {
  for (const secret of [SECRET, OTHER_SECRET, 'pässwörter-密码-🔑-und-mehr']) {
    expect(await signChatToken(hashed, { id }, { secret })).toBe(hmacOf(secret, id));
  }
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
    'u_\ud800',
    '\udc00',
    undefined,
    null,
  ])('not %j', async (text) => {
    const error = await refusal(() => signChatToken(vendor, { text }, options));
    expect(error.code).toBe('ERR_CLAIMS_INVALID');
    expect(error.message).toContain('Acme Chat: has no identifier to hash');
    expect(error.hint).toBe('All users would have the same hash.');
    expect(error.issues).toStrictEqual([{ path: '', message: 'has no identifier to hash' }]);
  });

  test.each([
    0,
    7,
    true,
    {},
    ['u_1'],
    Object('u_1'),
  ])('not %j, which is no string', async (text) => {
    await refusal(() => signChatToken(vendor, { text }, options), 'ERR_CLAIMS_INVALID');
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

describe('a hash never expires', () => {
  const lifetimes = [60, '15m', 0, null, 'x'];

  test('so expiresIn is rejected, with the reason, and is not known for one token', async () => {
    for (const expiresIn of lifetimes) {
      const given = { ...options, expiresIn };
      const perToken: object = { expiresIn };
      const sign = createChatTokenSigner(hashed, options);
      for (const call of [
        () => signChatToken(hashed, { id: 'u' }, given),
        () => createChatTokenSigner(hashed, given),
      ]) {
        const error = await refusal(call, 'ERR_OPTION_INVALID');
        expect(error.message).toBe('expiresIn does nothing here: a hash never expires');
        expect(error.hint).toBe('Leave it out.');
      }
      const error = await refusal(() => sign({ id: 'u' }, perToken), 'ERR_OPTION_INVALID');
      expect(error.message).toBe('The options: expiresIn is not known');
      expect(error.hint).toBe('Known names: now.');
    }
  });

  test('and undefined is left out', async () => {
    const given: object = { ...options, expiresIn: undefined };
    const hash = await signChatToken(hashed, { id: 'u' }, given as typeof options);
    expect(hash).toBe(hmacOf(SECRET, 'u'));
  });
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
