/** How a token is taken out of what it came in, and what of a broken one is still read. */
import { describe, expect, test } from 'vitest';
import { forge } from '../support/support.ts';
import { GOOD, HEADER, HEADER_WITH_KID, inspect, ofZendesk, TIMES } from './support.ts';

const [header = '', payload = '', signature = ''] = GOOD.split('.');
const b64 = (text: string) => Buffer.from(text).toString('base64url');

/** The codes of all findings, and who is in the claims that were read. */
async function read(token: unknown): Promise<[codes: string[], id: unknown]> {
  const { findings, claims } = await inspect({ token });
  return [findings.map(({ code }) => code), claims?.['external_id']];
}

describe('the wrapping', () => {
  test.each<[string, string[], unknown]>([
    ['a header with two spaces', ['TOKEN_IS_BEARER_HEADER'], `Bearer  ${GOOD}`],
    ['a header without a space', ['TOKEN_IS_BEARER_HEADER'], `Authorization:Bearer ${GOOD}`],
    ['a header as copied', ['TOKEN_IS_BEARER_HEADER'], `authorization:  bearer ${GOOD}`],
    [
      'an answer with line feeds alone',
      ['TOKEN_IS_HTTP_ANSWER', 'TOKEN_IS_OBJECT'],
      `HTTP/2 200\ncontent-type: application/json\n\n{"token":"${GOOD}"}`,
    ],
    ['a body', ['TOKEN_IS_OBJECT'], { body: { token: GOOD } }],
    ['six layers', Array(6).fill('TOKEN_QUOTED'), `${'"'.repeat(6)}${GOOD}${'"'.repeat(6)}`],
  ])('%s: the token in it is read', async (_, codes, token) => {
    expect(await read(token)).toStrictEqual([codes, 'u_1']);
  });

  test.each<[string, string[], unknown]>([
    ['a page', ['TOKEN_IS_HTTP_ANSWER'], `<!doctype html>\n\n{"token":"${GOOD}"}`],
    ['an answer without a body', ['TOKEN_IS_HTTP_ANSWER'], 'HTTP/1.1 204 No Content'],
    ['an answer of the runtime', ['TOKEN_IS_HTTP_ANSWER'], new Response(GOOD)],
    ['what waits for no one', ['TOKEN_IS_PROMISE'], Object.assign(() => {}, thenable())],
    [
      'a class that can be waited for',
      ['TOKEN_IS_PROMISE'],
      new (class extends Promise<0> {})(() => {}),
    ],
    ['what cannot be read', ['TOKEN_NOT_STRING'], revoked()],
    ['a number', ['TOKEN_NOT_STRING'], 7],
    ['an object of objects', ['TOKEN_IS_OBJECT'], { data: { data: { token: GOOD } } }],
  ])('%s: nothing in it is read', async (_, codes, token) => {
    expect(await read(token)).toStrictEqual([codes, undefined]);
  });

  test('of seven layers, six are taken off', async () => {
    const [codes] = await read(`${'"'.repeat(7)}${GOOD}${'"'.repeat(7)}`);
    expect(codes.filter((code) => code === 'TOKEN_QUOTED')).toHaveLength(6);
    expect(codes).toContain('HEADER_NOT_JSON');
  });

  test.each([
    'my Bearer token',
    `${GOOD}<br>`,
    'HTTP/x',
    'aba',
    'a"b"a',
    '"',
    '7',
    'null.',
    'is undefined',
    'null is it',
    '{"token":',
  ])('%s is none', async (token) => {
    const [codes] = await read(token);
    expect(codes.filter((code) => /^TOKEN_(?:IS|NOT_STRING|QUOTED|EMPTY)/.test(code))).toEqual([]);
  });
});

describe('a broken token', () => {
  test('of two parts: both are read', async () => {
    const { header, claims, signature } = await inspect({ token: GOOD.replace(/\.[^.]*$/, '') });
    expect([header, claims]).toStrictEqual([
      HEADER_WITH_KID,
      { scope: 'user', external_id: 'u_1', ...TIMES },
    ]);
    expect(signature).toBe('unchecked');
  });

  test('without a signature: that is all that is wrong', async () => {
    expect(await read(`${header}.${payload}.`)).toStrictEqual([['TOKEN_UNSIGNED'], 'u_1']);
  });

  test('that is encrypted: its header is read', async () => {
    const token = (head: string) => ({ token: `${head}.a.b.c.d` });
    expect((await inspect(token(header))).header).toStrictEqual(HEADER_WITH_KID);
    expect(await read(token('e30').token)).toStrictEqual([
      ['TOKEN_ENCRYPTED', 'ALG_UNSUPPORTED'],
      undefined,
    ]);
    const { findings } = await inspect(token(b64('no')));
    expect(findings.map(({ code }) => code)).toStrictEqual(['TOKEN_ENCRYPTED', 'HEADER_NOT_JSON']);
  });

  test('in the alphabet and with the padding of plain base64: it is read', async () => {
    const claims = { scope: 'user', external_id: 'u_1', name: 'ÿÿÿ>>>???ü', ...TIMES };
    const plain = Buffer.from(JSON.stringify(claims)).toString('base64');
    expect(plain).toMatch(/\+.*\/.*=$/);
    const report = await inspect({ token: `${header}.${plain}.${signature}` });
    expect(report.claims).toStrictEqual(claims);
    expect(report.findings.map(({ code }) => code)).toStrictEqual(['TOKEN_NOT_BASE64URL']);
  });

  test('whose header cannot be read: nothing is missed in it', async () => {
    const { options = {} } = ofZendesk({});
    const { header, findings } = await inspect({
      token: `${b64('no')}.${payload}.${signature}`,
      options,
    });
    expect(header).toBeNull();
    expect(findings.map(({ code }) => code)).toStrictEqual(['HEADER_NOT_JSON']);
  });

  test('with white space in its header, which is not read', async () => {
    const { header } = await inspect({ token: GOOD.replace(/^../, '$& ') });
    expect(header).toBeNull();
  });

  test('whose payload cannot be read: nothing is missed in it', async () => {
    const { options = {} } = ofZendesk({});
    const { claims, findings } = await inspect({
      token: `${header}.${b64('no')}.${signature}`,
      options,
    });
    expect(claims).toBeNull();
    expect(findings.map(({ code }) => code)).toStrictEqual(['PAYLOAD_NOT_JSON']);
  });
});

describe('how deep a token may be', () => {
  const many = Array.from({ length: 100 });

  test.each<[string, unknown]>([
    ['lists beside each other', many.map(() => [])],
    ['objects beside each other', many.map(() => ({}))],
    ['brackets in a text', '['.repeat(100)],
    ['brackets behind a quote in a text', `"${'['.repeat(100)}`],
    ['brackets behind a backslash in a text', `\\"${'{'.repeat(100)}`],
  ])('%s are not deep', async (_, value) => {
    const { claims } = await inspect({ token: forge(HEADER, { value }) });
    expect(claims).toStrictEqual({ value });
  });

  test.each([
    ['lists', '['.repeat(65) + ']'.repeat(65)],
    ['objects', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`],
    ['lists behind a text', `{"a\\\\":${'['.repeat(64)}${']'.repeat(64)}}`],
  ])('65 %s within each other are', async (_, json) => {
    const { claims, findings } = await inspect({ token: forge(HEADER, json) });
    expect(claims).toBeNull();
    expect(findings[0]?.code).toBe('TOKEN_TOO_DEEP');
  });
});

function thenable(): object {
  return Object.fromEntries([['then', () => {}]]);
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
