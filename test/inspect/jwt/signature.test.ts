/** What is found in a signature and in the keys that check it. */
import { createHmac } from 'node:crypto';
import { defineVendor, jwt, zendesk } from 'chat-token';
import { type InspectChatTokenOptions, inspectChatToken } from 'chat-token/inspect';
import { describe, expect, test, vi } from 'vitest';
import {
  definition,
  forge,
  KEY_ID,
  NOW_SECONDS,
  OTHER_SECRET,
  refusal,
  SECRET,
} from '../../support/support.ts';
import {
  findingsOf,
  GOOD,
  HEADER,
  HEADER_WITH_KID,
  inspect,
  of,
  signed,
  TIMES,
} from '../support.ts';

const CLAIMS = { scope: 'user', external_id: 'u_1', ...TIMES };
const SHORT = '5XJ85yjUtRcaQu_pDINblPZb';
const RANDOM = new Uint8Array(48).fill(255);
const HEX = '00112233445566778899aabbccddeeff00112233';
const BASE64 = Buffer.from('a secret that somebody made').toString('base64');
const bytesOf = (text: string) => new TextEncoder().encode(text);
const hmacKey = (secret: string, usage: 'sign' | 'verify') =>
  crypto.subtle.importKey('raw', bytesOf(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    usage,
  ]);

/** The verdict, and the findings. */
async function check(token: string, options: InspectChatTokenOptions) {
  const given = of(token, options);
  for (const { code, message } of (await inspect(given)).findings) {
    if (code === 'SECRET_DAMAGED')
      expect(message).toMatch(/^The secret .*: the vendor has a different secret$/);
    else if (/^SECRET_(?!SHORT)/.test(code))
      expect(message).toMatch(/^The token is signed with (?:the|an?|a part of the) /);
  }
  return [(await inspect(given)).signature, ...(await findingsOf(given))].join(' ');
}

describe('one secret', () => {
  test.each<[string, string, string | Uint8Array<ArrayBuffer>, string]>([
    ['is right', GOOD, SECRET, 'valid'],
    ['is right as bytes', GOOD, bytesOf(SECRET), 'valid'],
    ['is another', GOOD, OTHER_SECRET, 'invalid SIGNATURE_INVALID'],
    ['has one more character', GOOD, `${SECRET}!`, 'invalid SECRET_CUT'],
    ['is random bytes', signed(RANDOM), RANDOM, 'valid'],
    ['is other random bytes', GOOD, RANDOM, 'invalid SIGNATURE_INVALID'],
    ['was base64', signed(Buffer.from(BASE64, 'base64')), BASE64, 'invalid SECRET_BASE64_DECODED'],
    ['looks like base64', signed(BASE64), BASE64, 'valid'],
    ['was hexadecimal', signed(Buffer.from(HEX, 'hex')), HEX, 'invalid SECRET_HEX_DECODED'],
    ['looks like hexadecimal', signed(HEX), HEX, 'valid'],
    ['was encoded as base64', signed(btoa(SECRET)), SECRET, 'invalid SECRET_BASE64_ENCODED'],
    ['has a line feed', signed(`${SECRET}\n`), SECRET, 'invalid SECRET_WITH_NEWLINE'],
    ['has a line break', signed(`${SECRET}\r\n`), SECRET, 'invalid SECRET_WITH_NEWLINE'],
    ['has double quotes', signed(`"${SECRET}"`), SECRET, 'invalid SECRET_QUOTED'],
    ['has single quotes', signed(`'${SECRET}'`), SECRET, 'invalid SECRET_QUOTED'],
    ['was trimmed', GOOD, ` ${SECRET}\n`, 'invalid SECRET_TRIMMED SECRET_DAMAGED'],
    [
      'was trimmed, as bytes',
      GOOD,
      bytesOf(`${SECRET}\n`),
      'invalid SECRET_TRIMMED SECRET_DAMAGED',
    ],
    ['is damaged and right', signed(`${SECRET}\n`), `${SECRET}\n`, 'valid SECRET_DAMAGED'],
    ['has 31 bytes', signed(`${SHORT}5XJ85yj`), `${SHORT}5XJ85yj`, 'valid SECRET_SHORT'],
    ['has 32 bytes', signed(`${SHORT}5XJ85yjU`), `${SHORT}5XJ85yjU`, 'valid'],
    ['is padding alone', GOOD, '==', 'invalid SIGNATURE_INVALID SECRET_SHORT'],
  ])('%s', async (_, token, secret, expected) => {
    expect(await check(token, { secret })).toBe(expected);
  });

  test.each(['sha384', 'sha512'])('with the name HS256 and the hash %s', async (hash) => {
    const input = GOOD.slice(0, GOOD.lastIndexOf('.'));
    const mac = createHmac(hash, SECRET).update(input).digest('base64url');
    expect(await check(`${input}.${mac}`, { secret: SECRET })).toBe(
      'invalid SIGNATURE_OF_OTHER_ALG',
    );
  });

  test.each([
    ['sha512', 'HS512', 'ALG_UNSUPPORTED at header.alg SIGNATURE_OF_OTHER_ALG'],
    ['sha256', 'HS384', 'ALG_UNSUPPORTED at header.alg'],
  ])('with the hash %s and the name %s', async (hash, alg, findings) => {
    expect(await check(signed(SECRET, hash, alg), { secret: SECRET })).toBe(`invalid ${findings}`);
  });

  test('is tried where the header cannot be read', async () => {
    expect(await check(GOOD.replace(/^[^.]*/, 'bm8'), { secret: SECRET })).toBe(
      'invalid HEADER_NOT_JSON',
    );
  });

  test('a signature that ends in a sign of base64', async () => {
    const found = await check(`${GOOD.slice(0, -1)}+`, { secret: SECRET });
    expect(found).toMatch(/^invalid TOKEN_NOT_BASE64URL/);
  });

  test('a signature with a sign of base64 costs one search for mistakes', async () => {
    const verify = vi.spyOn(crypto.subtle, 'verify');
    const sign = vi.spyOn(crypto.subtle, 'sign');
    const count = async (token: string) => {
      verify.mockClear();
      sign.mockClear();
      await inspect(of(token, { secret: OTHER_SECRET }));
      return verify.mock.calls.length + sign.mock.calls.length;
    };
    const plain = await count(GOOD);
    expect(plain).toBeGreaterThan(100);
    for (const token of [`${GOOD.slice(0, -3)}+${GOOD.slice(-2)}`, `${GOOD}=`]) {
      expect(await count(token)).toBeLessThan(plain * 1.2);
    }
    vi.restoreAllMocks();
  });

  test('needs no key id, also where the vendor wants one', async () => {
    expect(await check(GOOD, { vendor: zendesk, secret: SECRET })).toBe('valid');
  });

  test('is taken up to 65,536 bytes where it is damaged', async () => {
    const text = `${'aB3-dE5_'.repeat(8191)}aB3-dE5\n`;
    expect(text).toHaveLength(65_536);
    for (const secret of [text, bytesOf(text)]) {
      expect(await check(signed(text), { secret })).toBe('valid SECRET_DAMAGED');
    }
  });

  test('may be a CryptoKey, short or not', async () => {
    const secret = await hmacKey(SECRET, 'verify');
    expect(await check(GOOD, { secret })).toBe('valid');
    expect(await check(signed(`${SECRET}\n`), { secret })).toBe('invalid SIGNATURE_INVALID');
    const short = await hmacKey('5XJ85yjU', 'verify');
    expect(await check(signed('5XJ85yjU'), { secret: short })).toBe('valid');
    const signing = await hmacKey(SECRET, 'sign');
    await refusal(() => inspectChatToken(GOOD, { secret: signing }), 'ERR_SECRET_INVALID');
  });

  test.each([
    7,
    '',
    'a'.repeat(65_537),
    new Uint8Array(0),
    new Uint8Array(65_537),
  ])('cannot be used: %#', async (secret) => {
    const options: object = { secret };
    const { message } = await refusal(() => inspectChatToken(GOOD, options), 'ERR_SECRET_INVALID');
    if (secret === 7) expect(message).toMatch(/, got a number$/);
  });

  test('decoded from base64 with all signs and padding, in both alphabets', async () => {
    const bytes = Buffer.concat([Buffer.from([251, 239, 255]), Buffer.alloc(22, 63)]);
    const secret = bytes.toString('base64');
    expect(secret).toMatch(/\+.*\/.*==$/);
    for (const text of [secret, secret.replaceAll('+', '-').replaceAll('/', '_')]) {
      expect(await check(signed(bytes), { secret: text })).toContain('SECRET_BASE64_DECODED');
    }
  });

  test('decoded from base64 that no encoder writes', async () => {
    const secret = `${'QUJDREVG'.repeat(4)}QR`;
    const bytes = Buffer.from(secret, 'base64');
    expect(bytes.toString('base64url')).not.toBe(secret);
    expect(await check(signed(bytes), { secret })).toContain('SECRET_BASE64_DECODED');
  });

  test.each([
    ['base64', `${'QUJDREVG'.repeat(3)}=${'QUJDREVG'.repeat(3)}`, 'QUJDREVG'.repeat(6)],
    ['hex', HEX.slice(1), HEX.slice(1, -1)],
  ] as const)('decoded from what is nearly %s', async (encoding, secret, decodable) => {
    const token = signed(Buffer.from(decodable, encoding));
    expect(await check(token, { secret })).toMatch(/SECRET_(?:BASE64|HEX)_DECODED/);
  });
});

describe('several keys', () => {
  const good = { secret: SECRET };
  const other = { secret: OTHER_SECRET };
  const damaged = { secret: `"${SECRET}"` };
  const expired = { secret: SECRET, expiresAt: NOW_SECONDS };
  const lasting = { secret: SECRET, expiresAt: NOW_SECONDS + 1 };
  const named = (keyId: string, secret = SECRET) => ({ secret, keyId });

  test.each<[string, InspectChatTokenOptions, string]>([
    ['the named one', named(KEY_ID), 'valid'],
    ['another name', named('app_1'), 'invalid KID_OF_OTHER_KEY at header.kid'],
    ['another name and secret', named('app_1', OTHER_SECRET), 'invalid KID_UNKNOWN at header.kid'],
    ['the name, another secret', named(KEY_ID, OTHER_SECRET), 'invalid SIGNATURE_INVALID'],
    ['an expired one', { keys: [other, expired] }, 'invalid KEY_EXPIRED'],
    ['one that has not expired', { keys: [lasting] }, 'valid'],
    [
      'an expired one before another name',
      { keys: [expired, named('app_1')] },
      'invalid KEY_EXPIRED',
    ],
    [
      'a damaged one',
      { keys: [good, damaged, { secret: `"${OTHER_SECRET}"` }] },
      'valid SECRET_DAMAGED',
    ],
    [
      'damaged and short ones',
      { keys: [good, damaged, damaged, { secret: SHORT }] },
      'valid SECRET_DAMAGED SECRET_SHORT',
    ],
    ['ten, the last damaged', { keys: [...Array(9).fill(good), damaged] }, 'valid SECRET_DAMAGED'],
    ['eleven, the last damaged', { keys: [...Array(10).fill(good), damaged] }, 'valid'],
    ['thirteen, the last right', { keys: [...Array(12).fill(other), good] }, 'valid'],
  ])('%s', async (_, options, expected) => {
    expect(await check(GOOD, options)).toBe(expected);
  });

  test('of many keys, ten are tried for mistakes', async () => {
    const token = signed(`${SECRET}\n`);
    const keys = (others: number) => [...Array(others).fill(other), good];
    expect(await check(token, { keys: keys(9) })).toContain('SECRET_WITH_NEWLINE');
    expect(await check(token, { keys: keys(10) })).toContain('SIGNATURE_INVALID');
  });

  test.each<[string, InspectChatTokenOptions]>([
    ['the given key', named('app_1')],
    ['keys[1]', { keys: async () => [named(KEY_ID, OTHER_SECRET), named('app_1')] }],
  ])('the message names %s', async (name, options) => {
    const { findings } = await inspect(of(GOOD, options));
    expect(findings[0]?.message).toContain(`The signature was made with ${name}, but the kid `);
  });

  test('a key that has an id is right for a token that names none', async () => {
    expect(await check(forge(HEADER, CLAIMS), named(KEY_ID))).toMatch(/^valid/);
  });

  test.each<[string, object, readonly object[]]>([
    ['there is none', HEADER, [{ keyId: 'app_1' }]],
    ['it is empty', { ...HEADER, kid: '' }, [{ keyId: 'app_1' }]],
    ['it is no text', { ...HEADER, kid: 7 }, [{ keyId: 'app_1' }]],
    ['one of the keys has no id', HEADER_WITH_KID, [{ keyId: 'app_1' }, {}]],
    ['it names one of the keys', HEADER_WITH_KID, [{ keyId: 'app_1' }, { keyId: KEY_ID }]],
  ])('the kid is not to blame where %s', async (_, header, ids) => {
    const keys = ids.map((id) => ({ ...id, secret: OTHER_SECRET }));
    const findings = await check(forge(header, CLAIMS), { keys });
    expect(findings).toContain('SIGNATURE_INVALID');
    expect(findings).not.toContain('KID_UNKNOWN at header.kid');
  });

  test.each<[string, unknown, object, string]>([
    ['in quotes', `"${KEY_ID}"`, {}, 'invalid KID_DAMAGED at header.kid'],
    ['with a line break', `${KEY_ID}\n`, {}, 'invalid KID_DAMAGED at header.kid'],
    ['with a name', `KEY_ID=${KEY_ID}`, {}, 'invalid KID_DAMAGED at header.kid'],
    ['with a comment', `${KEY_ID} # chat`, {}, 'invalid KID_DAMAGED at header.kid'],
    ['that is a placeholder', 'undefined', {}, 'invalid KID_DAMAGED at header.kid'],
    ['that is a reference', `\${KEY_ID}`, {}, 'invalid KID_DAMAGED at header.kid'],
    ['in capitals', KEY_ID.toUpperCase(), {}, 'invalid KID_OF_OTHER_KEY at header.kid'],
    ['that is a number', 7, { keyId: '7' }, 'invalid KID_NOT_STRING at header.kid'],
    ['that is a list', [KEY_ID], {}, 'invalid KID_NOT_STRING at header.kid'],
    ['that is empty', '', {}, 'invalid KID_MISSING at header.kid'],
    ['of another key', 'app_fedcba98765432100', {}, 'invalid KID_OF_OTHER_KEY at header.kid'],
    [
      'that is right, and the one given in quotes',
      KEY_ID,
      { keyId: `"${KEY_ID}"` },
      'valid KEY_ID_DAMAGED',
    ],
    [
      'that is right, and the one given is a placeholder',
      KEY_ID,
      { keyId: 'undefined' },
      'valid KEY_ID_DAMAGED',
    ],
    ['that is right, and the one given is empty', KEY_ID, { keyId: '' }, 'valid KEY_ID_DAMAGED'],
    [
      'in the quotes that the one given has',
      `"${KEY_ID}"`,
      { keyId: `"${KEY_ID}"` },
      'valid KID_DAMAGED at header.kid KEY_ID_DAMAGED',
    ],
    [
      'of another key than the one given in quotes',
      KEY_ID,
      { keyId: '"app_1"' },
      'invalid KID_OF_OTHER_KEY at header.kid KEY_ID_DAMAGED',
    ],
  ])('a kid %s', async (_, kid, options, expected) => {
    const token = forge({ ...HEADER, kid }, CLAIMS);
    const found = await check(token, {
      vendor: zendesk,
      secret: SECRET,
      keyId: KEY_ID,
      ...options,
    });
    expect(found.replace(' KID_UNUSUAL at header.kid', '')).toBe(expected);
  });

  test.each([
    KEY_ID,
    '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  ])('secret and key id that are swapped here: %s', async (kid) => {
    const secret = 'Fk3-0f_rEpr0duct10nAbCdEfGhIjKlMn';
    const swapped = { vendor: zendesk, secret: kid, keyId: secret };
    const right = forge({ ...HEADER, kid }, CLAIMS, secret);
    const found = await check(right, swapped);
    expect(found.replace(' KID_UNUSUAL at header.kid', '')).toBe('valid KEYS_SWAPPED');
  });

  test('secret and key id that are swapped here and in signing', async () => {
    const secret = 'Fk3-0f_rEpr0duct10nAbCdEfGhIjKlMn';
    const wrong = forge({ ...HEADER, kid: secret }, CLAIMS, KEY_ID);
    expect(await check(wrong, { vendor: zendesk, secret: KEY_ID, keyId: secret })).toMatch(
      /^invalid KID_IS_SECRET at header.kid SECRET_IS_KEY_ID/,
    );
  });

  test.each([
    ['NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
    ['Prod-Chat-Widget-Key-2024', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
    ['Prod-Chat-Widget-Key-2024', 'sk_0123456789abcdef0123456789abcdef'],
    ['0123456789abcdef0123456789abcdef01234567', 'chat_0123456789abcdef'],
  ])('a long key id %s and a secret %s that are right', async (keyId, secret) => {
    const token = forge({ ...HEADER, kid: keyId }, CLAIMS, secret);
    const right = await check(token, { secret, keyId });
    expect(right.replace(/ KID_UNUSUAL at header.kid| SECRET_SHORT/g, '')).toBe('valid');
    // Padding and the other alphabet change nothing.
    const { signature, findings } = await inspect(of(`${token}=`, { secret, keyId }));
    expect(signature).toBe('valid');
    expect(findings.map(({ code }) => code)).not.toContain('KEYS_SWAPPED');
    const other = await check(token, { secret: OTHER_SECRET, keyId });
    expect(other).toMatch(/^invalid SIGNATURE_INVALID/);
  });

  test.each([
    '',
    'my-production-key-1',
    KEY_ID,
  ])('a secret that looks like a key id is one, next to the key id "%s"', async (keyId) => {
    const secret = 'sk_0123456789abcdef0123456789abcdef';
    const token = forge({ ...HEADER, kid: keyId || KEY_ID }, CLAIMS, secret);
    const found = await check(token, { vendor: zendesk, secret, keyId });
    expect(found).toMatch(/^valid/);
    expect(found).not.toContain('KEYS_SWAPPED');
  });

  test('a damaged kid is not called unknown if another secret signed', async () => {
    const options = { vendor: zendesk, secret: OTHER_SECRET, keyId: KEY_ID };
    for (const kid of [`"${KEY_ID}"`, 'undefined']) {
      expect(await check(forge({ ...HEADER, kid }, CLAIMS), options)).toBe(
        'invalid KID_DAMAGED at header.kid SIGNATURE_INVALID',
      );
    }
  });
});

describe('a kid that shows the secret is the first error', () => {
  const asBytes = Buffer.from(SECRET);
  test.each<[string, string, string]>([
    ['as it is', SECRET, SECRET],
    ['in quotes', `"${SECRET}"`, SECRET],
    ['with a line break', `${SECRET}\n`, SECRET],
    ['with a name', `KEY_ID=${SECRET}`, SECRET],
    ['as base64', asBytes.toString('base64'), SECRET],
    ['as base64url', asBytes.toString('base64url'), SECRET],
    ['as hexadecimal', asBytes.toString('hex'), SECRET],
    ['in capitals', SECRET.toUpperCase(), SECRET],
    ['where the secret given is in quotes', SECRET, `"${SECRET}"`],
  ])('%s', async (_, kid, secret) => {
    for (const key of [SECRET, KEY_ID, OTHER_SECRET]) {
      const token = forge({ ...HEADER, kid }, CLAIMS, key);
      const { ok, findings } = await inspect(of(token, { vendor: zendesk, secret, keyId: KEY_ID }));
      expect([ok, findings[0]?.code, findings[0]?.path]).toStrictEqual([
        false,
        'KID_IS_SECRET',
        'header.kid',
      ]);
      const codes = findings.map(({ code }) => code);
      expect(codes).not.toContain('KID_OF_OTHER_KEY');
      expect(codes.includes('SECRET_IS_KEY_ID')).toBe(key === KEY_ID);
      expect(JSON.stringify(findings)).not.toContain(SECRET);
    }
  });

  test('also without a signature', async () => {
    const [header] = forge({ ...HEADER, kid: SECRET }, CLAIMS).split('.');
    const { findings } = await inspect(of(`${header}.e30.`, { secret: SECRET }));
    expect(findings[0]?.code).toBe('KID_IS_SECRET');
  });

  test('another kid does not', async () => {
    expect(await check(GOOD, { secret: SECRET })).toBe('valid');
    // A short secret may be a part of the kid by chance.
    expect(await check(signed('0123'), { secret: '0123' })).toBe('valid SECRET_SHORT');
  });
});

describe('a vendor whose secrets are in base64', () => {
  const key = Buffer.from('a binary key of \u0001\u0002\u0003 more than 32 bytes!!', 'latin1');
  const secret = key.toString('base64');
  const vendor = defineVendor({ ...definition, token: jwt({ secretEncoding: 'base64' }) });
  const token = (by: string | Uint8Array) => forge(HEADER, { id: 'u', ...TIMES }, by);

  test('the key is what the secret encodes', async () => {
    expect(await check(token(key), { vendor, secret })).toBe('valid');
    expect(await check(token(key), { vendor, secret: new Uint8Array(key) })).toBe('valid');
    expect(await check(token(key), { vendor, secret: `${secret}\n` })).toBe('valid SECRET_DAMAGED');
  });

  test('its text as key is a mistake of its own', async () => {
    expect(await check(token(secret), { vendor, secret })).toBe('invalid SECRET_NOT_DECODED');
    expect(await check(token(`${secret}\n`), { vendor, secret })).toBe(
      'invalid SECRET_WITH_NEWLINE',
    );
    expect(await check(token('else'), { vendor, secret })).toBe('invalid SIGNATURE_INVALID');
  });

  test('a secret in another encoding is damaged', async () => {
    const hex = key.toString('hex');
    expect(await check(token(hex), { vendor, secret: hex })).toBe('valid SECRET_DAMAGED');
  });
});
