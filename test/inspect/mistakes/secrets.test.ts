/** Which key signed instead of the secret: one change of the secret, two of them, or a key that anyone knows. */
import { convrs, intercom, khoros, zendesk } from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  changedSecrets,
  publicSecrets,
  secretsFromKeyId,
} from '../../../src/inspect/mistakes/secrets.ts';
import { forge, KEY_ID, OTHER_SECRET, SECRET } from '../../support/support.ts';
import { findingsOf, HEADER, HEADER_WITH_KID, inspect, of, signed, TIMES } from '../support.ts';

const CLAIMS = { scope: 'user', external_id: 'u_1', ...TIMES };

/** With both signs of base64url, a dollar and a hash sign; its length is 4n + 1. */
const TEXT = 'aB3_xY9-kLm$N0pQ#rS7tUvW2zAbCdEf1';
const HEX = 'deadbeef00112233445566778899aabbccddeeff00112233';
const UUID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
/** With a plus sign, a slash and padding. */
const BASE64 = Buffer.concat([Buffer.from([251, 239, 255]), Buffer.alloc(22, 63)]).toString(
  'base64',
);

type Secret = string | Uint8Array<ArrayBuffer>;

/** What is found in a token that a key signed, where the secret is given. */
async function found(key: Secret, secret: Secret, options: object = {}): Promise<string> {
  const given = of(signed(key), { vendor: zendesk, secret, ...options });
  const { signature, findings } = await inspect(given);
  expect(signature).toBe('invalid');
  const texts = JSON.stringify(findings);
  for (const value of [key, secret]) {
    if (typeof value === 'string' && value.length > 20) expect(texts).not.toContain(value);
  }
  const codes = (await findingsOf(given)).filter((code) => !/^SECRET_(?:SHORT|DAMAGED)/.test(code));
  return codes.join(' ');
}

const skipping = (text: string) => Buffer.from(text.replace(/[^A-Za-z0-9+/]/g, ''), 'base64');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const base64 = (text: Secret) => Buffer.from(text).toString('base64');

describe('one change', () => {
  test.each<[string, (secret: string) => Secret, string]>([
    ['a line feed', (secret) => `${secret}\n`, 'SECRET_WITH_NEWLINE'],
    ['a carriage return', (secret) => `${secret}\r`, 'SECRET_WITH_NEWLINE'],
    ['both', (secret) => `${secret}\r\n`, 'SECRET_WITH_NEWLINE'],
    ['two line feeds', (secret) => `${secret}\n\n`, 'SECRET_WITH_NEWLINE'],
    ['a line feed before it', (secret) => `\n${secret}`, 'SECRET_WITH_NEWLINE'],
    ['a backslash and an n', (secret) => `${secret}\\n`, 'SECRET_WITH_NEWLINE'],
    ['a space before it', (secret) => ` ${secret}`, 'SECRET_WITH_SPACE'],
    ['a space after it', (secret) => `${secret} `, 'SECRET_WITH_SPACE'],
    ['spaces around it', (secret) => ` ${secret} `, 'SECRET_WITH_SPACE'],
    ['a tab', (secret) => `${secret}\t`, 'SECRET_WITH_SPACE'],
    ['a space that does not break', (secret) => `${secret}\xa0`, 'SECRET_WITH_SPACE'],
    ['a byte order mark', (secret) => `\ufeff${secret}`, 'SECRET_WITH_SPACE'],
    ['double quotes', (secret) => `"${secret}"`, 'SECRET_QUOTED'],
    ['single quotes', (secret) => `'${secret}'`, 'SECRET_QUOTED'],
    ['backticks', (secret) => `\`${secret}\``, 'SECRET_QUOTED'],
    ['typographic quotes', (secret) => `“${secret}”`, 'SECRET_QUOTED'],
    ['the quotes of bytes in Python', (secret) => `b'${secret}'`, 'SECRET_QUOTED'],
    ['a lost quote', (secret) => `${secret}"`, 'SECRET_QUOTED'],
    ['SECRET=', (secret) => `SECRET=${secret}`, 'SECRET_WITH_NAME'],
    ['JWT_SECRET=', (secret) => `JWT_SECRET=${secret}`, 'SECRET_WITH_NAME'],
    ['the name of the vendor', (secret) => `ZENDESK_CHAT_SECRET=${secret}`, 'SECRET_WITH_NAME'],
    ['export', (secret) => `export ZENDESK_SECRET=${secret}`, 'SECRET_WITH_NAME'],
    ['decoded from base64url', (secret) => Buffer.from(secret, 'base64'), 'SECRET_BASE64_DECODED'],
    ['decoded, other characters skipped', skipping, 'SECRET_BASE64_DECODED'],
    [
      'decoded in whole groups of four',
      (secret) => skipping(secret.replace(/[^A-Za-z0-9+/]/g, '').slice(0, 28)),
      'SECRET_BASE64_DECODED',
    ],
    [
      'decoded up to the first other character',
      (secret) => Buffer.from(secret.slice(0, secret.indexOf('_')), 'base64'),
      'SECRET_BASE64_DECODED',
    ],
    ['decoded, as a string', (secret) => skipping(secret).toString(), 'SECRET_BASE64_DECODED'],
    ['decoded by atob', (secret) => skipping(secret).toString('latin1'), 'SECRET_BASE64_DECODED'],
    ['base64', base64, 'SECRET_BASE64_ENCODED'],
    ['base64url', (secret) => Buffer.from(secret).toString('base64url'), 'SECRET_BASE64_ENCODED'],
    ['hexadecimal', (secret) => Buffer.from(secret).toString('hex'), 'SECRET_HEX_ENCODED'],
    ['UTF-16', utf16, 'SECRET_IN_OTHER_CHARSET'],
    ['UTF-16, big endian', (secret) => utf16(secret).swap16(), 'SECRET_IN_OTHER_CHARSET'],
    ['UTF-16 with a mark', (secret) => utf16(`\ufeff${secret}`), 'SECRET_IN_OTHER_CHARSET'],
    ['cut at the dollar sign', (secret) => secret.slice(0, secret.indexOf('$')), 'SECRET_CUT'],
    ['cut at the hash sign', (secret) => secret.slice(0, secret.indexOf('#')), 'SECRET_CUT'],
    ['without a variable in it', (secret) => secret.replace(/\$\w+/, ''), 'SECRET_CUT'],
    ['without the last character', (secret) => secret.slice(0, -1), 'SECRET_CUT'],
    ['without the first character', (secret) => secret.slice(1), 'SECRET_CUT'],
  ])('%s', async (_, change, code) => {
    expect(await found(change(TEXT), TEXT)).toBe(code);
  });

  test.each<[string, Secret, string, string]>([
    ['base64 with padding', Buffer.from(BASE64, 'base64'), BASE64, 'SECRET_BASE64_DECODED'],
    ['base64 without its padding', BASE64.replace(/=+$/, ''), BASE64, 'SECRET_CUT'],
    ['hexadecimal', Buffer.from(HEX, 'hex'), HEX, 'SECRET_HEX_DECODED'],
    ['hexadecimal in capitals', Buffer.from(HEX, 'hex'), HEX.toUpperCase(), 'SECRET_HEX_DECODED'],
    ['hexadecimal after 0x', Buffer.from(HEX, 'hex'), `0x${HEX}`, 'SECRET_HEX_DECODED'],
    ['an odd hexadecimal number', Buffer.from(HEX, 'hex'), `${HEX}a`, 'SECRET_HEX_DECODED'],
    ['a UUID', Buffer.from(UUID.replaceAll('-', ''), 'hex'), UUID, 'SECRET_HEX_DECODED'],
  ])('%s', async (_, key, secret, code) => {
    expect(await found(key, secret)).toBe(code);
  });

  test.each<[string, Secret, string]>([
    ['base64', base64(Buffer.from(HEX, 'hex')), 'SECRET_BASE64_ENCODED'],
    ['hexadecimal', HEX, 'SECRET_HEX_ENCODED'],
  ])('of bytes: %s', async (_, key, code) => {
    expect(await found(key, new Uint8Array(Buffer.from(HEX, 'hex')))).toBe(code);
  });
});

describe('two changes, and another algorithm', () => {
  test.each<[string, Secret, string, string]>([
    ['quotes, then a line feed', `"${TEXT}"\n`, TEXT, 'SECRET_QUOTED SECRET_WITH_NEWLINE'],
    [
      'a line feed, then base64',
      base64(`${TEXT}\n`),
      TEXT,
      'SECRET_WITH_NEWLINE SECRET_BASE64_ENCODED',
    ],
    [
      'base64, then a line feed',
      `${base64(TEXT)}\n`,
      TEXT,
      'SECRET_BASE64_ENCODED SECRET_WITH_NEWLINE',
    ],
    [
      'base64, then hexadecimal',
      skipping(TEXT).toString('hex'),
      TEXT,
      'SECRET_BASE64_DECODED SECRET_HEX_ENCODED',
    ],
    [
      'hexadecimal decoded, then base64',
      base64(Buffer.from(HEX, 'hex')),
      HEX,
      'SECRET_HEX_DECODED SECRET_BASE64_ENCODED',
    ],
    [
      'a line feed, then UTF-16',
      utf16(`${TEXT}\n`),
      TEXT,
      'SECRET_WITH_NEWLINE SECRET_IN_OTHER_CHARSET',
    ],
  ])('%s', async (_, key, secret, codes) => {
    expect(await found(key, secret)).toBe(codes);
  });

  test.each<[string, Secret, string]>([
    ['decoded', skipping(TEXT), 'SECRET_BASE64_DECODED'],
    ['quoted', `"${TEXT}"`, 'SECRET_QUOTED'],
    ['sample', 'your-256-bit-secret', 'SECRET_IS_SAMPLE'],
    ['key id', KEY_ID, 'SECRET_IS_KEY_ID'],
  ])('%s, with HS384 and HS512', async (_, key, code) => {
    for (const bits of [384, 512]) {
      const token = signed(key, `sha${bits}`, `HS${bits}`);
      expect(await findingsOf(of(token, { vendor: zendesk, secret: TEXT, keyId: KEY_ID }))).toEqual(
        ['ALG_UNSUPPORTED at header.alg', code, 'SIGNATURE_OF_OTHER_ALG'],
      );
    }
  });
});

describe('the secret given here is damaged, and the right one signed', () => {
  test.each<[string, (secret: string) => Secret, string]>([
    ['white space', (secret) => `\t${secret} \r\n`, 'SECRET_TRIMMED'],
    ['a line break as text', (secret) => `${secret}\\n`, 'SECRET_TRIMMED'],
    ['a byte order mark', (secret) => `\ufeff${secret}`, 'SECRET_TRIMMED'],
    ['quotes', (secret) => `"${secret}"`, 'SECRET_REPAIRED'],
    ['typographic quotes', (secret) => `“${secret}”`, 'SECRET_REPAIRED'],
    ['a name', (secret) => `MY_SECRET=${secret}`, 'SECRET_REPAIRED'],
    ['a name in YAML', (secret) => `jwt_key: ${secret}`, 'SECRET_REPAIRED'],
    ['a comment', (secret) => `${secret} # Zendesk, production`, 'SECRET_REPAIRED'],
    ['a JSON object', (secret) => JSON.stringify({ user: 'me', secret }), 'SECRET_REPAIRED'],
    ['UTF-16', (secret) => new Uint8Array(utf16(`\ufeff${secret}`)), 'SECRET_REPAIRED'],
    ['base64', base64, 'SECRET_BASE64_DECODED'],
    ['hexadecimal', (secret) => Buffer.from(secret).toString('hex'), 'SECRET_HEX_DECODED'],
    [
      'a name and quotes',
      (secret) => `export A_KEY="${secret}"`,
      'SECRET_REPAIRED SECRET_REPAIRED',
    ],
    ['quotes and a line break', (secret) => `'${secret}'\n`, 'SECRET_TRIMMED SECRET_REPAIRED'],
  ])('%s', async (_, damage, codes) => {
    const secret = 'aB3_xY9-kLm.N0pQ+rS7tUvW2zAbCdEf1';
    expect(await found(secret, damage(secret))).toBe(codes);
  });

  test('and another change is named with it', async () => {
    expect(await found(skipping(TEXT), `"${TEXT}"`)).toBe('SECRET_BASE64_DECODED');
    expect(await found(`${TEXT}\n`, `"${TEXT}"`)).toBe('SECRET_REPAIRED SECRET_WITH_NEWLINE');
  });
});

describe('a key that anyone knows', () => {
  test.each([
    'your-256-bit-secret',
    'a-string-secret-at-least-256-bits-long',
    'undefined',
    'null',
    'secret',
    'changeme',
    'your-secret-key\n',
    Buffer.from('your-256-bit-secret', 'base64'),
  ])('a sample: %s', async (key) => {
    expect(await found(key, SECRET)).toMatch(/^SECRET_IS_SAMPLE\b/);
  });

  test('the empty key', async () => {
    expect(await found('', SECRET)).toBe('SECRET_EMPTY');
  });

  test.each<[string, Secret, string]>([
    ['as it is', KEY_ID, 'SECRET_IS_KEY_ID'],
    ['with a line feed', `${KEY_ID}\n`, 'SECRET_IS_KEY_ID SECRET_WITH_NEWLINE'],
    ['decoded', Buffer.from(KEY_ID, 'base64'), 'SECRET_IS_KEY_ID SECRET_BASE64_DECODED'],
  ])('the key id, %s', async (_, key, codes) => {
    // Here it comes from the token, and from the options.
    expect(await found(key, SECRET)).toBe(codes);
    expect(await found(key, SECRET, { keyId: KEY_ID })).toBe(codes);
    const unnamed = forge(HEADER, CLAIMS, key);
    const findings = await findingsOf(of(unnamed, { secret: SECRET, keyId: KEY_ID }));
    expect(findings.filter((code) => /^S/.test(code)).join(' ')).toBe(codes);
  });

  test('that was given as the secret', async () => {
    const secret = 'a-string-secret-at-least-256-bits-long';
    const { ok, signature, findings } = await inspect(of(signed(secret), { secret }));
    expect([ok, signature, findings[0]?.code]).toStrictEqual([false, 'valid', 'SECRET_IS_SAMPLE']);
  });
});

test('another secret is none of these, for a text, bytes and a long text', async () => {
  for (const secret of [SECRET, new Uint8Array(48).fill(255), 'x'.repeat(5000)]) {
    expect(await found(OTHER_SECRET, secret)).toBe('SIGNATURE_INVALID');
  }
});

test('the right secret has no such finding, for any vendor', async () => {
  const tokens = [
    [zendesk, forge(HEADER_WITH_KID, CLAIMS)],
    [khoros, forge(HEADER_WITH_KID, { scope: 'appUser', userId: 'u_1', ...TIMES })],
    [convrs, forge(HEADER, { userId: 'u_1', ...TIMES })],
    [intercom, forge(HEADER, { user_id: 'u_1', ...TIMES })],
  ] as const;
  for (const [vendor, token] of tokens) {
    const { signature, findings } = await inspect(of(token, { vendor, secret: SECRET }));
    expect(signature).toBe('valid');
    expect(findings.filter(({ code }) => /^(?:SECRET|SIGNATURE|KEY|KID)_/.test(code))).toEqual([]);
  }
});

test('the search is bounded, and tries no key twice', () => {
  const encode = (text: string) => new TextEncoder().encode(text);
  const secrets = [TEXT, HEX, BASE64, `export A_SECRET="${TEXT}\n" # x`, 'x'.repeat(1000)];
  for (const secret of secrets) {
    const keys = [...changedSecrets(encode(secret), 'zendesk')].map(({ bytes }) => base64(bytes));
    expect(keys.length).toBeLessThan(500);
    expect(new Set([base64(secret), '', ...keys]).size).toBe(keys.length + 2);
  }
  expect([...changedSecrets(encode('x'.repeat(1025)), 'zendesk')]).toStrictEqual([]);
  expect([...secretsFromKeyId(KEY_ID)].length).toBeLessThan(100);
  expect([...publicSecrets()].length).toBeLessThan(300);
});
