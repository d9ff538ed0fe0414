/** How a token is taken out of what it came in, and what is said if there is none. */
import { zendesk } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { forge, KEY_ID, SECRET } from '../support/support.ts';
import { findingsOf, GOOD, HEADER_WITH_KID, inspect, of, TIMES } from './support.ts';

const KEYS = { vendor: zendesk, secret: SECRET, keyId: KEY_ID };
const OTHER = forge(HEADER_WITH_KID, { scope: 'user', external_id: 'u_2', ...TIMES });
const [head = '', payload = '', signature = ''] = GOOD.split('.');
const PRETTY = forge('{\n  "alg": "HS256", "typ": "JWT"\n}', { userId: 'u_1', ...TIMES });

const wrap = (separator: string, width = 76) =>
  GOOD.replace(new RegExp(`.{${width}}`, 'g'), `$&${separator}`);
const padded = GOOD.split('.')
  .map((part) => part.padEnd(Math.ceil(part.length / 4) * 4, '='))
  .join('.');
const base64 = Buffer.from(GOOD).toString('base64');

/** Each is repaired, with exactly these findings, and its signature is valid. */
const DAMAGED: Readonly<Record<string, readonly [code: string, token: unknown][]>> = {
  'white space around it': [
    ['TOKEN_WHITESPACE', `${GOOD}\n`],
    ['TOKEN_WHITESPACE', `\r\n\t ${GOOD} `],
    ['TOKEN_WHITESPACE', `\ufeff${GOOD}`],
    ['TOKEN_WHITESPACE', `${GOOD}\u00a0`],
    ['TOKEN_WHITESPACE', `\u200b${GOOD}\u2060`],
    ['TOKEN_WHITESPACE', `${GOOD}\\n`],
    ['TOKEN_WHITESPACE', `${GOOD}\0`],
  ],
  'white space in it': [
    ['TOKEN_LINE_BREAKS', wrap('\n')],
    ['TOKEN_LINE_BREAKS', `${wrap('\n')}\n`],
    ['TOKEN_LINE_BREAKS', wrap('\r\n', 64)],
    ['TOKEN_LINE_BREAKS', wrap('\n    ', 40)],
    ['TOKEN_LINE_BREAKS', wrap('\\n')],
    ['TOKEN_LINE_BREAKS', wrap('\\r\\n')],
    ['TOKEN_LINE_BREAKS', wrap(' \\\n')],
    ['TOKEN_LINE_BREAKS', wrap('=\r\n')],
    ['TOKEN_LINE_BREAKS', wrap('\u00ad')],
    ['TOKEN_LINE_BREAKS', wrap('\u200b', 30)],
    ['TOKEN_LINE_BREAKS', wrap('\u00a0')],
    ['TOKEN_LINE_BREAKS', `${head}. ${payload}. ${signature}`],
  ],
  'an Authorization header or its scheme': [
    ...['Bearer ', 'bearer  ', 'authorization:  bearer ', 'Authorization:Bearer ', 'JWT ', 'jwt '],
    ...['Authorization: JWT ', 'Authorization: Token token=', 'Token ', 'Bearer%20', 'Bearer+'],
    ...['Bearer', 'Authorization: ', 'GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer '],
    ...['curl -H "Authorization: Bearer ', "'Authorization': 'Bearer "],
  ].map((before) => ['TOKEN_IS_BEARER_HEADER', `${before}${GOOD}${closing(before)}`]),
  'other text': [
    ...['token=', 'jwt=', 'jwt: ', 'TOKEN="', 'const token = "', "{ token: '", '{\\"token\\":\\"'],
    ...['The token is ', '(', '[', '<'],
  ].map((before) => ['TOKEN_IN_TEXT', `${before}${GOOD}${closing(before)}`]),
  'what follows it': [',', ';', '.', ', ', '"', '<br>', ' is the token', '%', '&x=1'].map(
    (after) => ['TOKEN_IN_TEXT', `${GOOD}${after}`],
  ),
  'a cookie': [
    ['TOKEN_IN_TEXT', `session=${GOOD}; Path=/; HttpOnly`],
    ['TOKEN_IN_TEXT', `Set-Cookie: session=${GOOD}; Secure`],
    ['TOKEN_IN_TEXT', `a=b; session=${GOOD}`],
  ],
  quotes: [
    ...['"', "'", '`', '“”', '„“', '‘’', '«»', '””', '""""""'].map((quotes): [string, string] => [
      'TOKEN_QUOTED',
      quotes.slice(0, Math.ceil(quotes.length / 2)) +
        GOOD +
        quotes.slice(Math.floor(quotes.length / 2)),
    ]),
  ],
  bytes: [
    ['TOKEN_IS_BYTES', `b'${GOOD}'`],
    ['TOKEN_IS_BYTES', `b"${GOOD}"`],
    ['TOKEN_QUOTED', `u'${GOOD}'`],
  ],
  'an address': [
    ['TOKEN_IS_URL', `https://example.zendesk.com/access/jwt?jwt=${GOOD}`],
    ['TOKEN_IS_URL', `https://example.com/chat?a=1&jwt=${GOOD}&b=2`],
    ['TOKEN_IS_URL', `https://example.com/#access_token=${GOOD}`],
    ['TOKEN_IS_URL', `https://example.com/login/${GOOD}/`],
    ['TOKEN_IS_URL', `https://example.com/login?jwt=${GOOD.replaceAll('.', '%2E')}`],
    ['TOKEN_IS_URL', `https://example.com/?next=%2Fchat%3Fjwt%3D${GOOD}`],
    ['TOKEN_IS_URL', `myapp://login?token=${GOOD}`],
    ['TOKEN_IS_URL', `/chat?token=${GOOD}`],
  ],
  'another encoding': [
    ['TOKEN_ENCODED', GOOD.replaceAll('.', '%2E')],
    ['TOKEN_ENCODED', GOOD.replaceAll('.', '%252E')],
    ['TOKEN_ENCODED', `${GOOD}%0A`],
    ['TOKEN_ENCODED', base64],
    ['TOKEN_ENCODED', `${base64.replace(/.{76}/g, '$&\n')}\n`],
    ['TOKEN_ENCODED', Buffer.from(GOOD).toString('base64url')],
  ],
  'an object': [
    { token: GOOD },
    { data: { jwt: GOOD } },
    { body: { token: GOOD } },
    { access_token: GOOD, token_type: 'Bearer', expires_in: 3600 },
    { data: { attributes: { jwt: GOOD } } },
    { vendor: 'zendesk', token: GOOD, settings: { jwt: GOOD }, userId: 'u_1' },
    { ConvrsUser: GOOD },
    [GOOD],
    { data: [{ value: GOOD }] },
  ].flatMap((object): [string, unknown][] => [
    ['TOKEN_IS_OBJECT', object],
    ['TOKEN_IS_OBJECT', JSON.stringify(object)],
    ['TOKEN_IS_OBJECT', ` ${JSON.stringify(object, null, 2)}\n`],
  ]),
  'several tokens': [
    ['TOKENS_SEVERAL', `${GOOD}${GOOD}`],
    ['TOKENS_SEVERAL', `${GOOD}${PRETTY}`],
    ['TOKENS_SEVERAL', `${GOOD}${OTHER}${PRETTY}`],
    ['TOKENS_SEVERAL', `${GOOD} ${GOOD}`],
    ['TOKENS_SEVERAL', `${GOOD}\n${OTHER}\n`],
    ['TOKENS_SEVERAL', `${GOOD},${OTHER}`],
    ['TOKENS_SEVERAL', { id_token: OTHER, token: GOOD }],
    ['TOKENS_SEVERAL', [GOOD, OTHER]],
  ],
  'its beginning, which was lost': [
    ['TOKEN_CUT_OFF', GOOD.slice(1)],
    ['TOKEN_CUT_OFF', GOOD.slice(2)],
    ['TOKEN_CUT_OFF', GOOD.slice(3)],
  ],
};

/** The other halves of quotation marks and brackets that are open. */
function closing(text: string): string {
  const open = ['"', "'", '(', '[', '<', '{'].filter((sign) => text.split(sign).length % 2 === 0);
  return open.map((sign) => ({ '(': ')', '[': ']', '<': '>', '{': '}' })[sign] ?? sign).join('');
}

describe.each(Object.entries(DAMAGED))('a token is taken out of %s', (_, cases) => {
  test.each(cases)('%s: %#', async (code, token) => {
    const report = await inspect(of(token, KEYS));
    const codes = report.findings.map((finding) => finding.code);
    expect(`${report.signature} ${codes.join(' ')}`).toBe(`valid ${code}`);
    expect(report.ok).toBe(false);
    expect(report.claims).toMatchObject({ external_id: 'u_1' });
    expect(JSON.stringify(report.findings)).not.toContain(signature.slice(0, 10));
  });
});

test.each<[string, unknown, string[]]>([
  ['alone', GOOD, []],
  ['from quotes in an object', { token: `'${GOOD}'` }, ['TOKEN_IS_OBJECT', 'TOKEN_QUOTED']],
  ['from a header in JSON', { a: `Bearer ${GOOD}` }, ['TOKEN_IS_OBJECT', 'TOKEN_IS_BEARER_HEADER']],
  [
    'from JSON in a string',
    JSON.stringify(JSON.stringify({ token: GOOD })),
    ['TOKEN_QUOTED', 'TOKEN_IS_OBJECT'],
  ],
  [
    'from lines in a header',
    `Bearer ${wrap('\n')}`,
    ['TOKEN_IS_BEARER_HEADER', 'TOKEN_LINE_BREAKS'],
  ],
  ['from padding in quotes', `"${padded}"`, ['TOKEN_QUOTED', 'TOKEN_NOT_BASE64URL']],
  ['from lines with padding', `${padded}\n`, ['TOKEN_WHITESPACE', 'TOKEN_NOT_BASE64URL']],
  ['from padding in percent', encodeURIComponent(padded), ['TOKEN_ENCODED', 'TOKEN_NOT_BASE64URL']],
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
])('a token is read %s', async (_, token, codes) => {
  expect(await findingsOf(of(token, { vendor: zendesk }))).toStrictEqual(codes);
  expect((await inspect(of(token))).claims).toMatchObject({ external_id: 'u_1' });
});

describe('nothing is read', () => {
  const thenable = Object.fromEntries([['then', () => {}]]);

  test.each<[string, unknown, string]>([
    ['of nothing', undefined, 'TOKEN_NOT_STRING'],
    ['of a number', 42, 'TOKEN_NOT_STRING'],
    ['of bytes', new TextEncoder().encode(GOOD), 'TOKEN_NOT_STRING'],
    ['of a symbol', Symbol('token'), 'TOKEN_NOT_STRING'],
    ['of a function', () => GOOD, 'TOKEN_NOT_STRING'],
    ['of a String object', Object(GOOD), 'TOKEN_NOT_STRING'],
    ['of white space', ' \n', 'TOKEN_EMPTY'],
    ['of an unset variable', 'undefined', 'TOKEN_EMPTY'],
    ['of a promise as text', '[object Promise]', 'NOT_A_TOKEN'],
    ['of an object as text', '[object Object]', 'NOT_A_TOKEN'],
    ['of an object in a header', 'Bearer [object Object]', 'TOKEN_IS_BEARER_HEADER NOT_A_TOKEN'],
    ['of Python without a value', 'None', 'TOKEN_EMPTY'],
    ['of quotation marks', '""', 'TOKEN_QUOTED TOKEN_EMPTY'],
    ['of a header without a token', 'Authorization: Bearer', 'TOKEN_IS_BEARER_HEADER TOKEN_EMPTY'],
    ['of a header of nothing', 'Bearer undefined', 'TOKEN_IS_BEARER_HEADER TOKEN_EMPTY'],
    ['of a promise', Promise.resolve(GOOD), 'TOKEN_IS_PROMISE'],
    ['of a thenable', thenable, 'TOKEN_IS_PROMISE'],
    ['of a thenable function', Object.assign(() => {}, thenable), 'TOKEN_IS_PROMISE'],
    ['of a kind of promise', new (class extends Promise<0> {})(() => {}), 'TOKEN_IS_PROMISE'],
    ['of a page', `<!doctype html>\n\n{"token":"${GOOD}"}`, 'TOKEN_IS_HTTP_ANSWER'],
    ['of a page without a doctype', '<html lang="en"><p>Log in', 'TOKEN_IS_HTTP_ANSWER'],
    ['of an answer without a body', 'HTTP/1.1 204 No Content', 'TOKEN_IS_HTTP_ANSWER'],
    ['of a Response', new Response(GOOD), 'TOKEN_IS_HTTP_ANSWER'],
    ['of an object of something else', { name: 'Jane', data: 7 }, 'TOKEN_IS_OBJECT'],
    ['of an object without a prototype', Object.create(null), 'TOKEN_IS_OBJECT'],
    ['of an empty list', '[]', 'TOKEN_IS_OBJECT'],
    ['of an error as JSON', '{"error":"unauthorized"}', 'TOKEN_IS_ERROR_ANSWER'],
    ['of errors', { errors: [{ detail: 'no' }] }, 'TOKEN_IS_ERROR_ANSWER'],
    ['of 16,385 characters', 'a'.repeat(16_385), 'TOKEN_TOO_LARGE'],
    [
      'of claims in base64',
      Buffer.from('{"user_id":1}').toString('base64'),
      'TOKEN_ENCODED TOKEN_IS_OBJECT',
    ],
    ['of an e-mail address', 'jane@example.com', 'NOT_A_TOKEN'],
    ['of a UUID', '3f2b8c1e-0d5a-4c7b-9e21-5a6f7b8c9d0e', 'NOT_A_TOKEN'],
    ['of a UUID in braces', '{3F2B8C1E-0D5A-4C7B-9E21-5A6F7B8C9D0E}', 'NOT_A_TOKEN'],
    ['of a number in text', '1234567', 'NOT_A_TOKEN'],
    ['of an ObjectId', '507f1f77bcf86cd799439011', 'NOT_A_TOKEN'],
    ['of a SHA-1', 'a0'.repeat(20), 'NOT_A_TOKEN'],
    ['of an MD5', 'A0'.repeat(16), 'NOT_A_TOKEN'],
    ['of a SHA-512', 'a0'.repeat(64), 'NOT_A_TOKEN'],
    ['of a SHA-256', 'a0'.repeat(32), 'TOKEN_IS_HASH'],
    ['of one in upper case', 'A0'.repeat(32), 'TOKEN_IS_HASH'],
    ['of a hash in quotes', `"${'a0'.repeat(32)}"`, 'TOKEN_QUOTED TOKEN_IS_HASH'],
    ['of a hash in an object', { token: 'a0'.repeat(32) }, 'TOKEN_IS_OBJECT TOKEN_IS_HASH'],
    ['of a hash in base64', `${'a'.repeat(43)}=`, 'NOT_A_TOKEN'],
    ['of a link', 'https://example.com/chat?user=1', 'NOT_A_TOKEN'],
    ['of a host', 'www.example.com', 'NOT_A_TOKEN'],
    ['of a key id', 'app_0123456789abcdef01234567', 'NOT_A_TOKEN'],
    ['of the key id', KEY_ID, 'NOT_A_TOKEN'],
    ['of a PEM', '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----', 'NOT_A_TOKEN'],
    ['of a mask', '******', 'NOT_A_TOKEN'],
    ['of a reference', '$CHAT_TOKEN', 'NOT_A_TOKEN'],
    ['of a reference in braces', '$'.concat('{TOKEN}'), 'NOT_A_TOKEN'],
    ['of a reference of a template', '{{ token }}', 'NOT_A_TOKEN'],
    ['of a reference of Node.js', 'process.env.CHAT_TOKEN', 'NOT_A_TOKEN'],
    ['of a placeholder', '<your-token>', 'NOT_A_TOKEN'],
    ['of another placeholder', 'YOUR_JWT_TOKEN', 'NOT_A_TOKEN'],
    ['of a key for an API', 'sk_live_1234567890', 'NOT_A_TOKEN'],
    ['of the secret', SECRET, 'TOKEN_IS_SECRET'],
    ['of the secret in quotes', `"${SECRET}"`, 'TOKEN_QUOTED TOKEN_IS_SECRET'],
  ])('%s', async (_, token, codes) => {
    const report = await inspect(of(token, { secret: SECRET, keyId: KEY_ID }));
    expect(report.findings.map(({ code }) => code).join(' ')).toBe(codes);
    expect(report).toMatchObject({
      ok: false,
      header: null,
      claims: null,
      times: {},
      vendor: null,
      signature: 'unchecked',
    });
    expect(JSON.stringify(report.findings)).not.toMatch(/jane@|cut off/);
  });
});

test.each([
  'ERR_NOT_LOGGED_IN',
  'ERR_ORIGIN_REFUSED',
  'ERR_CLAIMS_INVALID',
  'unauthorized',
])('of the error answer %s, only a code of this package is shown', async (error) => {
  for (const token of [{ error }, JSON.stringify({ error })]) {
    const { findings } = await inspect(of(token));
    expect(findings).toMatchObject([{ code: 'TOKEN_IS_ERROR_ANSWER' }]);
    expect(`${findings[0]?.message}`.includes(error)).toBe(error.startsWith('ERR_'));
  }
});

test('of seven layers, six are taken off, with one finding', async () => {
  const layers = (count: number) => `${'"'.repeat(count)}${GOOD}${'"'.repeat(count)}`;
  expect(await findingsOf(of(layers(6)))).toStrictEqual(['TOKEN_QUOTED']);
  expect(await findingsOf(of(layers(7)))).not.toStrictEqual(['TOKEN_QUOTED']);
});

test.each([
  ...['my Bearer token', 'HTTP/x', 'aba', 'a"b"a', '"', 'null.', 'is undefined', 'null is it'],
  ...['{"token":', 'eyeglasses.example.org', 'ab'.repeat(31), `${'a0'.repeat(32)}a`],
  'a'.repeat(16_384),
])('what is neither a token nor anything known: %#', async (token) => {
  const { findings } = await inspect(of(token));
  expect(findings.map(({ code }) => code).join(' ')).toMatch(
    /^(?:TOKEN_MALFORMED|HEADER_NOT_JSON)$/,
  );
  expect(JSON.stringify(findings)).not.toContain('cut off');
});

test.each<[object, RegExp, RegExp]>([
  [{ token: GOOD }, /with a token/, /it is the member token\.$/],
  [{ data: { access_token: GOOD } }, /with a token/, /it is the member access_token\.$/],
  [{ settings: [{ idToken: GOOD }] }, /with a token/, /it is the member idToken\.$/],
  // Another name may be data.
  [{ jane: GOOD }, /with a token/, /it is inside the object\.$/],
  [{ external_id: 'u_1' }, /without a token/, /sign the claims/],
  [[GOOD], /a list with a token/, /it is in the list\.$/],
])('the advice for an object depends on what is in it: %#', async (token, message, hint) => {
  const { findings } = await inspect(of(token));
  expect(findings[0]?.message).toMatch(message);
  expect(findings[0]?.hint).toMatch(hint);
});

test.each([
  [`${GOOD}${OTHER}`, 2],
  [`${GOOD} ${OTHER}\n${GOOD}`, 3],
  [{ a: GOOD, b: OTHER, c: GOOD }, 2],
])('tokens are counted: %#', async (token, count) => {
  expect((await inspect(of(token))).findings[0]?.message).toContain(`${count} tokens`);
});

test.each([
  ['jane@example.com', 'an e-mail address'],
  ['3f2b8c1e-0d5a-4c7b-9e21-5a6f7b8c9d0e', 'a UUID'],
  ['https://example.com', 'a link without a token'],
  ['app_0123456789abcdef01234567', 'a key id'],
  ['[object Promise]', 'a Promise (is an await missing?) that became a string, not'],
  ['[object Object]', 'an object that became a string, not'],
])('what is no token is named: %s', async (token, what) => {
  expect((await inspect(of(token))).findings[0]?.message).toContain(`This is ${what}`);
});

const throws = (): never => {
  throw new Error('jane@example.com');
};
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const tagged = Object.defineProperty({}, Symbol.toStringTag, { get: throws });

test.each<[string, unknown]>([
  ['an object whose then throws', Object.defineProperty({}, 'then', { get: throws })],
  ['an object whose tag throws', tagged],
  ['a proxy that throws', new Proxy({}, { get: throws, getPrototypeOf: throws, ownKeys: throws })],
  ['a revoked proxy', revoked.proxy],
  ['a revoked proxy inside', { token: revoked.proxy }],
  [
    'a member that throws',
    { token: 'a', data: Object.defineProperty({}, 'token', { enumerable: true, get: throws }) },
  ],
])('%s is reported like any other value', async (_, token) => {
  const { findings } = await inspect(of(token));
  expect(findings).toMatchObject([{ code: 'TOKEN_NOT_STRING' }]);
  expect(JSON.stringify(findings)).not.toContain('jane');
});
