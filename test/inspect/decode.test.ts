/** How much of a broken token is read. */
import { describe, expect, test } from 'vitest';
import { forge } from '../support/support.ts';
import {
  findingsOf,
  GOOD,
  HEADER,
  HEADER_WITH_KID,
  inspect,
  of,
  ofZendesk,
  TIMES,
} from './support.ts';

const [header = '', payload = '', signature = ''] = GOOD.split('.');
const b64 = (text: string) => Buffer.from(text).toString('base64url');
const CLAIMS = { scope: 'user', external_id: 'u_1', ...TIMES };
const { options = {} } = ofZendesk({});

test.each<[string, string, string[], isHeaderRead: boolean, areClaimsRead: boolean]>([
  ['nothing wrong', GOOD, [], true, true],
  ['one part', 'a', ['TOKEN_MALFORMED'], false, false],
  ['the form of an identity hash', 'a0'.repeat(32), ['TOKEN_IS_HASH'], false, false],
  ['the form of one in upper case', 'A0'.repeat(32), ['TOKEN_IS_HASH'], false, false],
  ['62 hexadecimal digits', 'a0'.repeat(31), ['TOKEN_MALFORMED'], false, false],
  ['65 hexadecimal digits', `${'a0'.repeat(32)}a`, ['TOKEN_MALFORMED'], false, false],
  ['two parts', `${header}.${payload}`, ['TOKEN_MALFORMED'], true, true],
  ['four parts', 'a.b.c.d', ['TOKEN_MALFORMED'], false, false],
  ['six parts', 'a.b.c.d.e.f', ['TOKEN_MALFORMED'], false, false],
  ['five parts', `${header}.a.b.c.d`, ['TOKEN_ENCRYPTED'], true, false],
  ['no signature', `${header}.${payload}.`, ['TOKEN_UNSIGNED'], true, true],
  ['padding', `${GOOD}=`, ['TOKEN_NOT_BASE64URL'], true, true],
  ['a short signature', GOOD.slice(0, -3), ['SIGNATURE_LENGTH'], true, true],
  [
    'a header that is no JSON',
    `${b64('no')}.${payload}.${signature}`,
    ['HEADER_NOT_JSON'],
    false,
    true,
  ],
  [
    'a payload that is no JSON',
    `${header}.${b64('no')}.${signature}`,
    ['PAYLOAD_NOT_JSON'],
    true,
    false,
  ],
  ['a string for a payload', forge(HEADER_WITH_KID, '"a text"'), ['PAYLOAD_NOT_JSON'], true, false],
  [
    'white space in its header',
    GOOD.replace(/^../, '$& '),
    ['TOKEN_NOT_BASE64URL', 'HEADER_NOT_JSON'],
    false,
    true,
  ],
])('a token with %s', async (_, token, findings, isHeaderRead, areClaimsRead) => {
  expect(await findingsOf(of(token, options))).toStrictEqual(findings);
  const report = await inspect(of(token, options));
  expect(report.header).toStrictEqual(isHeaderRead ? HEADER_WITH_KID : null);
  expect(report.claims === null).toBe(!areClaimsRead);
  if (areClaimsRead) expect(report.claims).toMatchObject(CLAIMS);
});

test.each([
  [b64('{}'), ['TOKEN_ENCRYPTED', 'ALG_UNSUPPORTED at header.alg']],
  [b64('no'), ['TOKEN_ENCRYPTED', 'HEADER_NOT_JSON']],
])('an encrypted token with the header %s', async (head, findings) => {
  expect(await findingsOf(of(`${head}.a.b.c.d`))).toStrictEqual(findings);
});

test.each([
  ['a', /got 1$/],
  ['a.b', /got 2$/],
  ['a.b.c.d.e.f', /got more than five$/],
])('the message counts the parts of %s', async (token, count) => {
  const message = expect.stringMatching(count);
  const { findings } = await inspect(of(token));
  expect(findings).toContainEqual(expect.objectContaining({ code: 'TOKEN_MALFORMED', message }));
});

test('plain base64 is read, in its own alphabet and with padding', async () => {
  const claims = { scope: 'user', external_id: 'u_1', name: 'ÿÿÿ>>>???ü', ...TIMES };
  const plain = Buffer.from(JSON.stringify(claims)).toString('base64');
  expect(plain).toMatch(/\+.*\/.*=$/);
  const report = await inspect(of(`${header}.${plain}.${signature}`));
  expect(report.claims).toStrictEqual(claims);
  expect(report.findings.map(({ code }) => code)).toStrictEqual(['TOKEN_NOT_BASE64URL']);
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
