import { createHmac } from 'node:crypto';
import { verifyChatToken } from 'chat-token';
import { describe, expect, test, vi } from 'vitest';
import { readUnverifiedClaims } from '../../../src/formats/jwt/compact.ts';
import { forge, KEY_ID, NOW, permissive, refusal, SECRET } from '../../support/support.ts';

const HS256 = { alg: 'HS256' };
const good = forge(HS256, { a: 1 });
const verify = (token: unknown, options: object = {}) =>
  verifyChatToken(permissive, token as string, { secret: SECRET, now: NOW, ...options });

test.for<[why: string, token: unknown]>([
  ['got type object', { token: good }],
  ['is an await missing', Promise.resolve(good)],
  ['three dot-separated parts', ''],
  ['three dot-separated parts', good.slice(0, good.lastIndexOf('.'))],
  ['three dot-separated parts', `${good}.x`],
  ['three dot-separated parts', '.'.repeat(16_000)],
  ['three dot-separated parts', '..'],
  ['three dot-separated parts', `.${good.split('.', 3).slice(1).join('.')}`],
  ['three dot-separated parts', good.replace(/[^.]+$/, '')],
  ['canonical base64url', `Bearer ${good}`],
  ['canonical base64url', `"${good}"`],
  ['canonical base64url', `${good}=`],
  ['canonical base64url', good.replace('.eyJhIjoxfQ.', '.eyJhIjoxfR.')],
  ['canonical base64url', forge(HS256, { a: 0 }).replace('.eyJhIjowfQ.', '.eyJhIjowfR.')],
  ['header is not a JSON object', `e30x.${good.split('.').slice(1).join('.')}`],
  ['header is not a JSON object', forge('\ufeff{"alg":"HS256"}', {})],
  ['header is not a JSON object', forge('[]', {})],
  ['header is not a JSON object', forge('"x"', {})],
  ['payload is not a JSON object', forge(HS256, 'jane@example.com')],
  ['payload is not a JSON object', forge(HS256, '[1]')],
  ['payload is not a JSON object', forge(HS256, 'null')],
  ['crit', forge({ ...HS256, crit: ['x'], x: 1 }, {})],
  ['crit', forge({ ...HS256, crit: null }, {})],
  ['typ is not a string', forge({ ...HS256, typ: 1 }, {})],
  ['kid is not a string', forge({ ...HS256, kid: null }, {})],
])('malformed: %s (case %#)', async ([why, token]) => {
  const error = await refusal(() => verify(token), 'ERR_TOKEN_MALFORMED');
  expect(error.message).toContain(why);
  expect(error.message).not.toContain('jane');
  if (typeof token !== 'string') return;
  // Claims that are read without a key come from a token of the same form. Its header is not checked.
  if (/header|crit|typ|kid/.test(why)) return;
  const read = () => readUnverifiedClaims(token);
  expect((await refusal(read, 'ERR_TOKEN_MALFORMED')).message).toBe(error.message);
});

test('the hint says where a hash belongs', async () => {
  for (const hash of ['0a'.repeat(32), '0A'.repeat(32)]) {
    const { hint } = await refusal(() => verify(hash), 'ERR_TOKEN_MALFORMED');
    expect(hint).toMatch(/hash.*vendor.*user/);
  }
  for (const other of ['0a'.repeat(31), `0${'0a'.repeat(32)}`, '0g'.repeat(32)]) {
    expect((await refusal(() => verify(other), 'ERR_TOKEN_MALFORMED')).hint).toContain('Bearer');
  }
});

test('an await is missing only if the token is an object', async () => {
  const { message } = await refusal(() => verify(undefined), 'ERR_TOKEN_MALFORMED');
  expect(message).toMatch(/got type undefined$/);
});

test('size is checked before anything else', async () => {
  const long = 'x'.repeat(16_385);
  await refusal(() => verify(long), 'ERR_TOKEN_TOO_LARGE');
  await refusal(() => verify(long.slice(1)), 'ERR_TOKEN_MALFORMED');
  const { message } = await refusal(() => verify(good, { maxTokenLength: good.length - 1 }));
  expect(message).toContain(`more than ${good.length - 1} characters`);
  await expect(verify(good, { maxTokenLength: good.length })).resolves.toBeDefined();
});

test('a token of five parts (JWE) is not decoded, whatever is in it', async () => {
  const decode = vi.spyOn(JSON, 'parse');
  const token = `${forge({ alg: 'dir', enc: 'A256GCM', zip: 'DEF', p2c: 2 ** 31 }, {})}.AA.AA`;
  await refusal(() => verify(token), 'ERR_TOKEN_MALFORMED');
  expect(decode).not.toHaveBeenCalled();
  decode.mockRestore();
});

describe('the algorithm', () => {
  test.for([
    'none',
    'HS384',
    'HS512',
    'hs256',
    'RS256',
    '',
    null,
    ['HS256'],
    undefined,
  ])('is not %s, whatever key its kid names', async (alg) => {
    const keys = [{ keyId: KEY_ID, secret: SECRET }];
    const token = forge({ alg, kid: KEY_ID }, {});
    await refusal(() => verify(token, { secret: undefined, keys }), 'ERR_ALGORITHM_REJECTED');
  });

  test.each([
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
  ])('is not %s, even if its signature is right', async (alg, hash) => {
    const input = forge({ alg }, { a: 1 }).split('.').slice(0, 2).join('.');
    const signature = createHmac(hash, SECRET).update(input).digest('base64url');
    await refusal(() => verify(`${input}.${signature}`), 'ERR_ALGORITHM_REJECTED');
  });
});
