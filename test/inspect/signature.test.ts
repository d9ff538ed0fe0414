/** What is found in a signature and in the keys that check it. */
import { createHmac } from 'node:crypto';
import { zendesk } from 'chat-token';
import { type InspectChatTokenOptions, inspectChatToken } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import { forge, KEY_ID, NOW_SECONDS, OTHER_SECRET, refusal, SECRET } from '../support/support.ts';
import {
  findingsOf,
  GOOD,
  HEADER,
  HEADER_WITH_KID,
  inspect,
  of,
  signed,
  TIMES,
} from './support.ts';

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
      expect(message).toMatch(/^The token is signed with the/);
  }
  return [(await inspect(given)).signature, ...(await findingsOf(given))].join(' ');
}

describe('one secret', () => {
  test.each<[string, string, string | Uint8Array<ArrayBuffer>, string]>([
    ['is right', GOOD, SECRET, 'valid'],
    ['is right as bytes', GOOD, bytesOf(SECRET), 'valid'],
    ['is another', GOOD, OTHER_SECRET, 'invalid SIGNATURE_INVALID'],
    ['is no base64', GOOD, `${SECRET}!`, 'invalid SIGNATURE_INVALID'],
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
      'invalid SIGNATURE_LENGTH SIGNATURE_OF_OTHER_ALG',
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
      'invalid HEADER_NOT_JSON SIGNATURE_INVALID',
    );
  });

  test.each([
    ['+', 'invalid'],
    ['!', 'unchecked'],
  ])('a signature that ends in %s is %s', async (sign, verdict) => {
    const found = await check(`${GOOD.slice(0, -1)}${sign}`, { secret: SECRET });
    expect(found).toMatch(new RegExp(`^${verdict} TOKEN_NOT_BASE64URL`));
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
  ] as const)('that is nearly %s was not decoded', async (encoding, secret, decodable) => {
    const token = signed(Buffer.from(decodable, encoding));
    expect(await check(token, { secret })).toBe('invalid SIGNATURE_INVALID');
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
});
