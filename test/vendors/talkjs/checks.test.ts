import { talkjs } from 'chat-token';
import { expect, test } from 'vitest';
import { findingsOf, HEADER, inspect, of, recognized, TIMES } from '../../inspect/support.ts';
import { forge } from '../../support/support.ts';

const GOOD = { tokenType: 'user', iss: 'EXAMPLE_APP', sub: 'u_1' };
const given = (claims: object, header: object = HEADER) =>
  of(forge(header, { ...GOOD, ...TIMES, ...claims }), {
    vendor: talkjs({ appId: 'EXAMPLE_APP' }),
  });

test.each<[object, string[]]>([
  [{}, []],
  [{ tokenType: undefined }, ['TOKEN_TYPE_MISSING at tokenType']],
  [{ tokenType: 'User' }, ['TOKEN_TYPE_WRONG at tokenType']],
  [{ tokenType: ['user'] }, ['TOKEN_TYPE_WRONG at tokenType']],
  [{ tokenType: 'app' }, ['TOKEN_FOR_REST_API at tokenType']],
  [
    { tokenType: 'app', sub: undefined },
    ['TOKEN_FOR_REST_API at tokenType', 'CLAIM_INVALID at sub'],
  ],
  [{ iss: undefined }, ['APP_ID_MISSING at iss']],
  [{ iss: 'OTHER_APP' }, ['CLAIM_INVALID at iss']],
  [{ sub: undefined }, ['SUB_MISSING at sub']],
  [{ sub: 12345 }, ['ID_NOT_STRING at sub']],
  [{ sub: 'null' }, ['ID_PLACEHOLDER at sub']],
  [{ sub: 'user' }, ['ID_SHARED at sub']],
  [{ sub: 'jane@example.com' }, ['ID_IS_EMAIL at sub']],
  [{ sub: '+14155550123' }, ['ID_IS_PHONE at sub']],
  [{ name: 'Jane' }, ['CLAIM_INVALID at name']],
  [{ exp: undefined }, ['EXP_RECOMMENDED at exp']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(given(claims))).toStrictEqual(findings);
});

test('typ is not needed', async () => {
  expect(await findingsOf(given({}, { alg: 'HS256' }))).toStrictEqual([]);
});

test('a token for the REST API is an error, and the key may have to be replaced', async () => {
  const claims = { tokenType: 'app', iss: 'EXAMPLE_APP', ...TIMES };
  const { findings, ok } = await inspect(of(forge(HEADER, claims)));
  expect(ok).toBe(false);
  expect(findings[0]).toMatchObject({
    code: 'TOKEN_FOR_REST_API',
    message: expect.stringContaining('admin access'),
    hint: expect.stringContaining('replace the key: it is the admin key of the REST API'),
  });
});

test('a token is checked without configuration, by the app in it', async () => {
  const check = (claims: object) => findingsOf(of(forge(HEADER, { ...TIMES, ...claims })));
  expect(await check(GOOD)).toStrictEqual([]);
  expect(await check({ ...GOOD, name: 'Jane' })).toStrictEqual(['CLAIM_INVALID at name']);
  expect(await check({ ...GOOD, iss: undefined })).toStrictEqual(['APP_ID_MISSING at iss']);
});

test.each<[object, string]>([
  [GOOD, 'talkjs: it has tokenType'],
  [{ tokenType: 'app', iss: 'EXAMPLE_APP' }, 'talkjs: it has tokenType'],
  [{ iss: 'EXAMPLE_APP', sub: 'u_1' }, expect.not.stringMatching('talkjs')],
])('whose token %j makes', async (claims, who) => {
  expect(await recognized(claims)).toEqual(who);
});
