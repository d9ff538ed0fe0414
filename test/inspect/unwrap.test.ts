/** How a token is taken out of what it came in. */
import { describe, expect, test } from 'vitest';
import { findingsOf, GOOD, inspect, of } from './support.ts';

describe('a token is read', () => {
  test.each<[string, unknown, string[]]>([
    ['alone', GOOD, []],
    ['from a line', `${GOOD}\n`, ['TOKEN_WHITESPACE']],
    ['from a header', `bearer ${GOOD}`, ['TOKEN_IS_BEARER_HEADER']],
    ['from a header with two spaces', `Bearer  ${GOOD}`, ['TOKEN_IS_BEARER_HEADER']],
    ['from a whole header', `authorization:  bearer ${GOOD}`, ['TOKEN_IS_BEARER_HEADER']],
    ['from one without a space', `Authorization:Bearer ${GOOD}`, ['TOKEN_IS_BEARER_HEADER']],
    ['from double quotes', `"${GOOD}"`, ['TOKEN_QUOTED']],
    ['from single quotes', `'${GOOD}'`, ['TOKEN_QUOTED']],
    ['from backquotes', `\`${GOOD}\``, ['TOKEN_QUOTED']],
    ['from six layers', `${'"'.repeat(6)}${GOOD}${'"'.repeat(6)}`, Array(6).fill('TOKEN_QUOTED')],
    ['from an object', { token: GOOD }, ['TOKEN_IS_OBJECT']],
    ['from JSON', JSON.stringify({ token: GOOD, expiresAt: 1 }), ['TOKEN_IS_OBJECT']],
    ['from data', { data: { jwt: GOOD } }, ['TOKEN_IS_OBJECT']],
    ['from a body', { body: { token: GOOD } }, ['TOKEN_IS_OBJECT']],
    ['from quotes in an object', { token: `'${GOOD}'` }, ['TOKEN_IS_OBJECT', 'TOKEN_QUOTED']],
    [
      'from an HTTP response',
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"token":"${GOOD}"}`,
      ['TOKEN_IS_HTTP_ANSWER', 'TOKEN_IS_OBJECT'],
    ],
    [
      'from one with line feeds alone',
      `HTTP/2 200\ncontent-type: application/json\n\n{"token":"${GOOD}"}`,
      ['TOKEN_IS_HTTP_ANSWER', 'TOKEN_IS_OBJECT'],
    ],
  ])('%s', async (_, token, codes) => {
    expect(await findingsOf(of(token))).toStrictEqual(codes);
    expect((await inspect(of(token))).claims).toMatchObject({ external_id: 'u_1' });
  });
});

describe('nothing is read', () => {
  const thenable = Object.fromEntries([['then', () => {}]]);

  test.each<[string, unknown, string]>([
    ['of nothing', undefined, 'TOKEN_NOT_STRING'],
    ['of a number', 42, 'TOKEN_NOT_STRING'],
    ['of a list', [GOOD], 'TOKEN_NOT_STRING'],
    ['of bytes', new TextEncoder().encode(GOOD), 'TOKEN_NOT_STRING'],
    ['of a symbol', Symbol('token'), 'TOKEN_NOT_STRING'],
    ['of a function', () => GOOD, 'TOKEN_NOT_STRING'],
    ['of a String object', Object(GOOD), 'TOKEN_NOT_STRING'],
    ['of white space', ' \n', 'TOKEN_EMPTY'],
    ['of an unset variable', 'undefined', 'TOKEN_EMPTY'],
    ['of an object as text', '[object Promise]', 'TOKEN_EMPTY'],
    ['of a promise', Promise.resolve(GOOD), 'TOKEN_IS_PROMISE'],
    ['of a thenable', thenable, 'TOKEN_IS_PROMISE'],
    ['of a thenable function', Object.assign(() => {}, thenable), 'TOKEN_IS_PROMISE'],
    ['of a kind of promise', new (class extends Promise<0> {})(() => {}), 'TOKEN_IS_PROMISE'],
    ['of a page', `<!doctype html>\n\n{"token":"${GOOD}"}`, 'TOKEN_IS_HTTP_ANSWER'],
    ['of an answer without a body', 'HTTP/1.1 204 No Content', 'TOKEN_IS_HTTP_ANSWER'],
    ['of a Response', new Response(GOOD), 'TOKEN_IS_HTTP_ANSWER'],
    ['of objects in objects', { data: { data: { token: GOOD } } }, 'TOKEN_IS_OBJECT'],
    ['of an object of something else', { name: 'Jane', data: 7 }, 'TOKEN_IS_OBJECT'],
    ['of an object without a prototype', Object.create(null), 'TOKEN_IS_OBJECT'],
    ['of an error as JSON', '{"error":"unauthorized"}', 'TOKEN_IS_OBJECT'],
    ['of 16,385 characters', 'a'.repeat(16_385), 'TOKEN_TOO_LARGE'],
  ])('%s', async (_, token, codes) => {
    expect((await findingsOf(of(token))).join(' ')).toBe(codes);
    expect(await inspect(of(token))).toMatchObject({
      ok: false,
      header: null,
      claims: null,
      times: {},
      vendor: null,
      signature: 'unchecked',
    });
  });
});

test('of seven layers, six are taken off', async () => {
  const codes = await findingsOf(of(`${'"'.repeat(7)}${GOOD}${'"'.repeat(7)}`));
  expect(codes.filter((code) => code === 'TOKEN_QUOTED')).toHaveLength(6);
  expect(codes).toContain('HEADER_NOT_JSON');
});

test.each([
  ...['my Bearer token', `${GOOD}<br>`, 'HTTP/x', 'aba', 'a"b"a', '"', `"${GOOD}`, '7', 'null.'],
  ...['is undefined', 'null is it', '{"token":'],
  'a'.repeat(16_384),
])('what is no wrapping: %#', async (token) => {
  const codes = await findingsOf(of(token));
  expect(codes.join(' ')).not.toMatch(/TOKEN_(?:IS|NOT_STRING|QUOTED|EMPTY|TOO_LARGE)/);
});

test.each<[object, RegExp, RegExp]>([
  [{ token: GOOD }, /with a token/, /in a member/],
  [{ external_id: 'u_1' }, /without a token/, /sign the claims/],
])('the advice for an object depends on what is in it: %#', async (token, message, hint) => {
  const { findings } = await inspect(of(token));
  expect(findings[0]?.message).toMatch(message);
  expect(findings[0]?.hint).toMatch(hint);
});
