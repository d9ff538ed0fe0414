/** How much of a broken token is read. */
import { createHmac } from 'node:crypto';
import { zendesk } from 'chat-token';
import type { InspectChatTokenOptions } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import { forge, KEY_ID, SECRET } from '../../support/support.ts';
import {
  findingsOf,
  GOOD,
  HEADER,
  HEADER_WITH_KID,
  inspect,
  named,
  of,
  signed,
  TIMES,
} from '../support.ts';

const [header = '', payload = '', signature = ''] = GOOD.split('.');
const b64 = (text: string | Buffer) => Buffer.from(text).toString('base64url');
const CLAIMS = { scope: 'user', external_id: 'u_1', ...TIMES };
const KEYS = { vendor: zendesk, secret: SECRET, keyId: KEY_ID };
const JWE_HEADER = b64('{"alg":"dir","enc":"A128GCM"}');
const pad = (part: string) => part.padEnd(Math.ceil(part.length / 4) * 4, '=');

/** The report in one line: the signature, what could be read, and the findings. */
async function summary(token: string, options: InspectChatTokenOptions = KEYS): Promise<string> {
  const report = await inspect(of(token, options));
  if (report.header !== null) expect(report.header).toMatchObject({ alg: expect.anything() });
  if (report.claims !== null) expect(report.claims).toMatchObject({ external_id: 'u_1' });
  return [
    report.signature,
    report.header === null ? 'no header' : 'header',
    report.claims === null ? 'no claims' : 'claims',
    named(report.findings).join(' '),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** The other character with the same bits that count. */
const otherBits = (text: string) =>
  text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);

test.each<[string, string, string]>([
  ['nothing wrong', GOOD, 'valid, header, claims'],
  ['one part', 'a', 'unchecked, no header, no claims, TOKEN_MALFORMED'],
  ['62 hexadecimal digits', 'a0'.repeat(31), 'unchecked, no header, no claims, TOKEN_MALFORMED'],
  ['two parts of something else', 'jane.doe', 'unchecked, no header, no claims, TOKEN_MALFORMED'],
  ['four parts', 'a.b.c.d', 'unchecked, no header, no claims, TOKEN_MALFORMED'],
  ['six parts', 'a.b.c.d.e.f', 'unchecked, no header, no claims, TOKEN_MALFORMED'],
  [
    'five parts, and not encrypted',
    `${header}.a.b.c.d`,
    'unchecked, no header, no claims, TOKEN_MALFORMED',
  ],
  [
    'three parts of something else',
    'one.two.six',
    'unchecked, no header, no claims, HEADER_NOT_JSON',
  ],
  ['three parts that are no base64', 'a.b.c', 'unchecked, no header, no claims, HEADER_NOT_JSON'],
  ['no signature', `${header}.${payload}.`, 'unchecked, header, claims, TOKEN_UNSIGNED'],
  ['a header that is no JSON', forge('no', CLAIMS), 'invalid, no header, claims, HEADER_NOT_JSON'],
  [
    'a payload that is no JSON',
    forge(HEADER_WITH_KID, 'no'),
    'valid, header, no claims, PAYLOAD_NOT_JSON',
  ],
  [
    'a text for a payload',
    forge(HEADER_WITH_KID, '"a text"'),
    'valid, header, no claims, PAYLOAD_NOT_JSON',
  ],
  [
    'two lists for a payload',
    forge(HEADER_WITH_KID, '[{},{}]'),
    'valid, header, no claims, PAYLOAD_NOT_JSON',
  ],
])('a token with %s', async (_, token, expected) => {
  expect(await summary(token)).toBe(expected);
});

describe('what is cut off is said once', () => {
  test.each<[string, string, string]>([
    ['the header', GOOD.slice(0, 20), 'unchecked, no header, no claims'],
    ['the payload', header, 'unchecked, header, no claims'],
    ['the payload, after the dot', `${header}.`, 'unchecked, header, no claims'],
    ['a part of the payload', `${header}.${payload.slice(0, 40)}`, 'unchecked, header, no claims'],
    ['one character of the payload', GOOD.slice(0, -45), 'unchecked, header, no claims'],
    ['the signature', `${header}.${payload}`, 'unchecked, header, claims'],
    ['1 character', GOOD.slice(0, -1), 'invalid, header, claims'],
    ['2 characters', GOOD.slice(0, -2), 'invalid, header, claims'],
    ['3 characters', GOOD.slice(0, -3), 'invalid, header, claims'],
    ['most of the signature', GOOD.slice(0, -38), 'invalid, header, claims'],
    ['what a console leaves out', `${GOOD.slice(0, 60)}...`, 'unchecked, no header, no claims'],
    ['the middle', `${GOOD.slice(0, 60)}…${GOOD.slice(-9)}`, 'unchecked, no header, no claims'],
    ['what a log masks', `${GOOD.slice(0, 60)}*****`, 'unchecked, no header, no claims'],
  ])('%s', async (_, token, expected) => {
    expect(await summary(token)).toBe(`${expected}, TOKEN_CUT_OFF`);
  });

  test.each([
    [header, /everything after the header/],
    [`${header}.${payload.slice(0, 40)}`, /the end of the payload, and the signature/],
    [`${header}.${payload}`, /missing: the signature/],
    [GOOD.slice(0, -5), /the end of the signature/],
    [GOOD.slice(1), /its beginning/],
  ])('by name: %#', async (token, message) => {
    expect((await inspect(of(token))).findings[0]?.message).toMatch(message);
  });

  test('unless another hash makes signatures of that length', async () => {
    const sha1 = signed(SECRET, 'sha1');
    expect((await findingsOf(of(sha1))).join(' ')).not.toContain('TOKEN_CUT_OFF');
  });
});

describe('what is damaged is said once', () => {
  test.each<[string, string, string]>([
    [
      'a lost character in the header',
      GOOD.replace(/^.{9}./, GOOD.slice(0, 9)),
      'invalid, no header, claims',
    ],
    [
      'a lost character in the payload',
      `${header}.${payload.slice(0, 20)}${payload.slice(21)}.${signature}`,
      'invalid, header, no claims',
    ],
    [
      'two lost characters in the payload',
      `${header}.${payload.slice(0, 20)}${payload.slice(22)}.${signature}`,
      'invalid, header, no claims',
    ],
    [
      'a changed character in the payload',
      `${header}.${payload.slice(0, 20)}${payload[20] === 'X' ? 'Y' : 'X'}${payload.slice(21)}.${signature}`,
      'invalid, header, no claims',
    ],
    [
      'JSON that was built by hand',
      forge(HEADER_WITH_KID, '{"name":"the "big" one"}'),
      'valid, header, no claims',
    ],
    [
      'bits after the header',
      `${otherBits(header)}.${payload}.${signature}`,
      'invalid, header, claims',
    ],
    ['bits after the signature', otherBits(GOOD), 'valid, header, claims'],
    ['two characters more', `${GOOD}ab`, 'invalid, header, claims'],
  ])('%s', async (_, token, expected) => {
    expect(await summary(token)).toBe(`${expected}, TOKEN_DAMAGED`);
  });
});

test('such a character in the payload is said once', async () => {
  const token = `${GOOD.slice(0, 130)}!${GOOD.slice(131)}`;
  expect(await summary(token)).toBe('invalid, header, no claims, TOKEN_NOT_BASE64URL');
});

test.each(['!', '*', 'ß'])('a %s in a signature makes it unreadable', async (sign) => {
  const token = `${GOOD.slice(0, -9)}${sign}${GOOD.slice(-8)}`;
  expect(await summary(token)).toBe('unchecked, header, claims, TOKEN_NOT_BASE64URL');
});

describe('an encrypted token', () => {
  test('is named', async () => {
    const expected = 'unchecked, header, no claims, TOKEN_ENCRYPTED ALG_UNSUPPORTED at header.alg';
    expect(await summary(`${JWE_HEADER}.a.b.c.d`, {})).toBe(expected);
    expect(await summary(`${JWE_HEADER}..b.c.d`, {})).toBe(expected);
  });

  test.each([b64('{}'), b64('no'), header])('needs enc in its header: %#', async (head) => {
    expect(await findingsOf(of(`${head}.a.b.c.d`))).toStrictEqual(['TOKEN_MALFORMED']);
  });
});

test.each([
  ['a', /got 1$/],
  ['a.b', /got 2$/],
  ['a.b.c.d.e', /got 5$/],
  ['a.b.c.d.e.f', /got more than five$/],
])('the message counts the parts of %s', async (token, count) => {
  const message = expect.stringMatching(count);
  const { findings } = await inspect(of(token));
  expect(findings).toMatchObject([{ code: 'TOKEN_MALFORMED', message }]);
  expect(findings[0]?.hint).not.toContain('cut off');
});

describe('plain base64 is read', () => {
  const claims = { ...CLAIMS, name: 'ÿÿÿ>>>???ü' };
  const plain = Buffer.from(JSON.stringify(claims)).toString('base64');
  const sign = (input: string) => createHmac('sha256', SECRET).update(input).digest();

  test.each<[string, string]>([
    ['and was signed', `${header}.${plain}.${sign(`${header}.${plain}`).toString('base64')}`],
    ['with a base64url signature', `${header}.${plain}.${b64(sign(`${header}.${plain}`))}`],
    [
      'and was changed later',
      `${header}.${plain}.${b64(sign(`${header}.${b64(JSON.stringify(claims))}`))}`,
    ],
    ['with padding alone', GOOD.split('.').map(pad).join('.')],
    ['with a padded signature', pad(GOOD)],
  ])('%s', async (_, token) => {
    expect(plain).toMatch(/\+.*\/.*=$/);
    expect(await summary(token)).toBe('valid, header, claims, TOKEN_NOT_BASE64URL');
  });

  test('with the claims of a wrong signature', async () => {
    expect(await summary(`${header}.${plain}.${signature}`)).toBe(
      'invalid, header, claims, TOKEN_NOT_BASE64URL SIGNATURE_INVALID',
    );
  });
});

describe('JSON in another encoding is named, and its claims are read', () => {
  const json = JSON.stringify({ ...CLAIMS, name: 'Jürgen “Jay”' }).replaceAll(/[“”]/g, '');
  const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();

  test.each<[string, Buffer, RegExp]>([
    ['Latin-1', Buffer.from(json, 'latin1'), /Latin-1/],
    ['Windows-1252', Buffer.from(json.replace('J', '\x93'), 'latin1'), /Latin-1/],
    ['UTF-16', Buffer.from(json, 'utf16le'), /UTF-16/],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${json}`, 'utf16le'), /UTF-16/],
    ['UTF-16 BE', swapped(json), /UTF-16/],
    ['UTF-16 BE with a mark', swapped(`\ufeff${json}`), /UTF-16/],
    ['a byte order mark', Buffer.from(`\ufeff${json}`), /byte order mark/],
  ])('%s', async (_, bytes, encoding) => {
    const input = `${header}.${b64(bytes)}`;
    const token = `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
    const report = await inspect(of(token, KEYS));
    expect(report.signature).toBe('valid');
    expect(named(report.findings).filter((code) => !code.startsWith('NAME'))).toStrictEqual([
      'JSON_NOT_UTF8',
    ]);
    expect(report.findings[0]?.message).toMatch(encoding);
    expect(report.findings[0]?.message).toContain('payload');
    expect(report.claims).toMatchObject({ ...CLAIMS, name: expect.stringContaining('ürgen') });
  });

  test.each<[string, Buffer]>([
    ['UTF-16', Buffer.from(JSON.stringify(HEADER_WITH_KID), 'utf16le')],
    ['a byte order mark', Buffer.from(`\ufeff${JSON.stringify(HEADER_WITH_KID)}`)],
    ['Latin-1', Buffer.from(JSON.stringify({ ...HEADER_WITH_KID, typ: 'ü' }), 'latin1')],
  ])('in the header: %s', async (_, bytes) => {
    const input = `${b64(bytes)}.${payload}`;
    const token = `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
    const { signature: verdict, findings } = await inspect(of(token, KEYS));
    expect(verdict).toBe('valid');
    expect(findings[0]).toMatchObject({ code: 'JSON_NOT_UTF8' });
    expect(findings[0]?.message).toContain('header');
  });
});

describe('JSON that is encoded twice is named, and its claims are read', () => {
  const json = JSON.stringify(CLAIMS);

  test.each<[string, string, RegExp]>([
    ['a string with JSON', JSON.stringify(json), /a string/],
    ['a string with a string', JSON.stringify(JSON.stringify(json)), /a string/],
    ['a list', `[${json}]`, /a list/],
    ['base64 twice', b64(json), /base64/],
    ['plain base64 twice', pad(b64(json)), /base64/],
    ['base64 in a string', JSON.stringify(b64(json)), /a string/],
  ])('%s', async (_, text, message) => {
    const token = forge(HEADER_WITH_KID, text);
    expect(await summary(token)).toBe('valid, header, claims, JSON_WRAPPED');
    expect((await inspect(of(token))).findings[0]?.message).toMatch(message);
  });

  test('in the header too', async () => {
    const token = forge(JSON.stringify(JSON.stringify(HEADER_WITH_KID)), CLAIMS);
    expect(await summary(token)).toBe('valid, header, claims, JSON_WRAPPED');
  });

  test('not without end', async () => {
    let text = json;
    for (let times = 0; times < 6; times++) text = JSON.stringify(text);
    expect(await findingsOf(of(forge(HEADER, text)))).toStrictEqual(['PAYLOAD_NOT_JSON']);
  });
});

test.each([
  '{"exp":NaN}',
  '{"a":[1,undefined]}',
  '{"external_id":"u_1",}',
])('what only starts as JSON is damaged: %s', async (json) => {
  expect(await findingsOf(of(forge(HEADER_WITH_KID, json)))).toStrictEqual(['TOKEN_DAMAGED']);
});

test.each([
  [16_384, false],
  [16_385, true],
])('a token of %d characters is too large: %s', async (length, isTooLarge) => {
  const bytes = Math.floor(((length - forge(HEADER, '').length) * 3) / 4);
  const token = forge(HEADER, { a: 'a'.repeat(bytes - '{"a":""}'.length) });
  expect(token).toHaveLength(length);
  expect((await findingsOf(of(token))).includes('TOKEN_TOO_LARGE')).toBe(isTooLarge);
});

describe('nesting', () => {
  const many = Array.from({ length: 100 });

  test.each<[string, unknown]>([
    ['lists next to each other', many.map(() => [])],
    ['objects next to each other', many.map(() => ({}))],
    ['brackets in a string', '['.repeat(100)],
    ['brackets after a quote in a string', `"${'['.repeat(100)}`],
    ['brackets after a backslash in a string', `\\"${'{'.repeat(100)}`],
    ['63 lists within each other', JSON.parse('['.repeat(63) + ']'.repeat(63))],
  ])('%s: not too deep', async (_, value) => {
    const { claims } = await inspect(of(forge(HEADER, { value })));
    expect(claims).toStrictEqual({ value });
  });

  test.each([
    ['lists', '['.repeat(65) + ']'.repeat(65)],
    ['objects', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`],
    ['lists after a string', `{"a\\\\":${'['.repeat(64)}${']'.repeat(64)}}`],
  ])('65 %s within each other: too deep', async (_, json) => {
    for (const [part, token] of [
      ['header', forge(json, CLAIMS)],
      ['payload', forge(HEADER, json)],
    ] as const) {
      const { findings, ...report } = await inspect(of(token));
      expect(report[part === 'header' ? 'header' : 'claims']).toBeNull();
      expect(findings[0]).toMatchObject({ code: 'TOKEN_TOO_DEEP', path: '' });
      expect(findings[0]?.message).toMatch(new RegExp(`^The token's ${part} is nested `));
    }
  });
});
