/** Signatures that were written, or computed, in a wrong way. */
import { createHash, createHmac } from 'node:crypto';
import { zendesk } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { KEY_ID, OTHER_SECRET, SECRET } from '../../support/support.ts';
import { findingsOf, HEADER_WITH_KID, inspect, of, TIMES } from '../support.ts';

const JSON_PARTS = [
  HEADER_WITH_KID,
  { scope: 'user', external_id: 'u_1', name: 'Jürgen', ...TIMES },
].map((part) => JSON.stringify(part));
const [HEADER = '', PAYLOAD = ''] = JSON_PARTS.map((json) =>
  Buffer.from(json).toString('base64url'),
);
const INPUT = `${HEADER}.${PAYLOAD}`;
type Data = string | Uint8Array;
const mac = (text: Data = INPUT, key: Data = SECRET, hash = 'sha256') =>
  createHmac(hash, key).update(text).digest();
const base64url = (data: Data) => Buffer.from(data).toString('base64url');
const hash = (text: string) => base64url(createHash('sha256').update(text).digest());

const found = async (signature: string, secret = SECRET) =>
  (await findingsOf(of(`${INPUT}.${signature}`, { vendor: zendesk, secret, keyId: KEY_ID }))).join(
    ' ',
  );

describe('the HMAC is right, but not as base64url of its bytes', () => {
  test.each<[string, string, string]>([
    ['hexadecimal', mac().toString('hex'), 'SIGNATURE_IN_HEX'],
    ['hexadecimal in capitals', mac().toString('hex').toUpperCase(), 'SIGNATURE_IN_HEX'],
    ['base64url of hexadecimal', base64url(mac().toString('hex')), 'SIGNATURE_OF_HEX'],
    [
      'of hexadecimal in capitals',
      base64url(mac().toString('hex').toUpperCase()),
      'SIGNATURE_OF_HEX',
    ],
    ['of hexadecimal and a line feed', base64url(`${mac().toString('hex')}\n`), 'SIGNATURE_OF_HEX'],
    [
      'of the output of openssl',
      base64url(`(stdin)= ${mac().toString('hex')}\n`),
      'SIGNATURE_OF_HEX',
    ],
    ['base64url twice', base64url(base64url(mac())), 'SIGNATURE_ENCODED_TWICE'],
    ['base64url of base64', base64url(mac().toString('base64')), 'SIGNATURE_ENCODED_TWICE'],
  ])('%s', async (_, signature, code) => {
    expect(await found(signature)).toBe(code);
    expect(await found(signature, OTHER_SECRET)).toBe(`${code} SIGNATURE_INVALID`);
    expect(await findingsOf(of(`${INPUT}.${signature}`, { vendor: zendesk }))).toStrictEqual([
      code,
    ]);
  });

  test('base64 instead of base64url', async () => {
    expect(await found(mac().toString('base64'))).toBe('TOKEN_NOT_BASE64URL');
  });

  test.each([384, 512])('hexadecimal of HS%i', async (bits) => {
    const digits = mac(INPUT, SECRET, `sha${bits}`).toString('hex');
    expect(await found(digits)).toBe('SIGNATURE_IN_HEX SIGNATURE_OF_OTHER_ALG');
    expect(await found(base64url(digits))).toBe('SIGNATURE_OF_HEX SIGNATURE_OF_OTHER_ALG');
  });

  test('hexadecimal with a changed secret', async () => {
    expect(await found(mac(INPUT, `${SECRET}\n`).toString('hex'))).toBe(
      'SECRET_WITH_NEWLINE SIGNATURE_IN_HEX',
    );
    expect(await found(base64url(mac(INPUT, 'secret').toString('hex')))).toBe(
      'SECRET_IS_SAMPLE SIGNATURE_OF_HEX',
    );
  });

  test('a CryptoKey finds it, too', async () => {
    const secret = await crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode(SECRET),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['verify'],
    );
    const token = `${INPUT}.${mac().toString('hex')}`;
    expect(await findingsOf(of(token, { vendor: zendesk, secret }))).toStrictEqual([
      'SIGNATURE_IN_HEX',
    ]);
  });
});

describe('the HMAC is computed over something else', () => {
  const padded = INPUT.split('.').map((part) => part.padEnd(Math.ceil(part.length / 4) * 4, '='));
  test.each<[string, Data, RegExp]>([
    ['the JSON with a dot', JSON_PARTS.join('.'), /over the JSON instead of its base64url$/],
    ['the JSON without a dot', JSON_PARTS.join(''), /over the JSON/],
    ['the JSON of the payload', JSON_PARTS[1] ?? '', /over the JSON/],
    ['no dot', HEADER + PAYLOAD, /without the dot between them$/],
    ['the payload', PAYLOAD, /over the payload alone$/],
    ['a line feed', `${INPUT}\n`, /over a line break after/],
    ['padding', padded.join('.'), /in base64, which differs from base64url$/],
  ])('%s', async (_, text, message) => {
    const signature = base64url(mac(text));
    expect(await found(signature)).toBe('SIGNATURE_OF_OTHER_TEXT');
    const { findings } = await inspect(of(`${INPUT}.${signature}`, { secret: SECRET }));
    expect(findings.find(({ code }) => code === 'SIGNATURE_OF_OTHER_TEXT')?.message).toMatch(
      message,
    );
    expect(await found(base64url(mac(text, OTHER_SECRET)))).toBe('SIGNATURE_INVALID');
  });

  test('in hexadecimal as well', async () => {
    expect(await found(mac(PAYLOAD).toString('hex'))).toBe(
      'SIGNATURE_OF_OTHER_TEXT SIGNATURE_IN_HEX',
    );
  });
});

describe('something else is computed', () => {
  test.each<[string, string, string]>([
    ['key and text are swapped', base64url(mac(SECRET, INPUT)), 'SIGNATURE_OF_SECRET'],
    ['SHA-256 with the secret last', hash(INPUT + SECRET), 'SIGNATURE_WITHOUT_HMAC'],
    ['SHA-256 with the secret first', hash(SECRET + INPUT), 'SIGNATURE_WITHOUT_HMAC'],
    ['SHA-256 without a secret', hash(INPUT), 'SIGNATURE_WITHOUT_HMAC'],
  ])('%s', async (_, signature, code) => {
    expect(await found(signature)).toBe(code);
  });
});

describe('characters of the signature were lost or changed', () => {
  const right = base64url(mac());
  const other = base64url(mac(INPUT, OTHER_SECRET));
  const changed = right[20] === 'x' ? 'y' : 'x';
  test.each<[string, string, string]>([
    ['one is another', `${right.slice(0, 20)}${changed}${right.slice(21)}`, 'SIGNATURE_DAMAGED'],
    ['half of them are others', other.slice(0, 21) + right.slice(21), 'SIGNATURE_DAMAGED'],
    ['most of them are others', other.slice(0, 30) + right.slice(30), 'SIGNATURE_INVALID'],
    [
      'one is lost, and one more is there',
      `${right.slice(0, 20)}${right.slice(21)}A`,
      'SIGNATURE_DAMAGED',
    ],
    ['four more are there', `${right}AAAA`, 'SIGNATURE_DAMAGED'],
    ['four more after another signature', `${other}AAAA`, 'SIGNATURE_LENGTH'],
    // What is too short needs no key.
    ['the last one is lost', right.slice(0, -1), 'TOKEN_CUT_OFF'],
    ['half are lost', right.slice(0, 22), 'TOKEN_CUT_OFF'],
  ])('%s', async (_, signature, codes) => {
    expect(await found(signature)).toBe(codes);
  });
});
