import { canny } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { findingsOf, inspect, named, of, recognized } from '../../inspect/support.ts';
import { forge, NOW_SECONDS } from '../../support/support.ts';

const u = { id: 'u_1', email: 'jane@example.com', name: 'Jane Doe' };
const TIMES = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
const HEADER = { alg: 'HS256', typ: 'JWT' };

test.each<[object, string[]]>([
  [{}, []],
  [{ id: undefined }, ['CLAIM_INVALID at id']],
  [{ id: 42 }, ['ID_NOT_STRING at id']],
  [{ id: 'null' }, ['ID_PLACEHOLDER at id']],
  [{ id: 'anonymous' }, ['ID_SHARED at id']],
  [{ id: 'jane@example.com' }, ['ID_IS_EMAIL at id']],
  [{ id: '+447700900123' }, ['ID_IS_PHONE at id']],
  [{ email: 'jane' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ name: undefined }, ['CLAIM_INVALID at name']],
  [{ created: '2024-01-01' }, []],
  [{ created: '2024-01-01T00:00:00.000Z' }, []],
  [{ created: '2024-01-01T00:00:00+01:00' }, []],
  [{ created: '' }, ['CREATED_NOT_ISO at created']],
  [{ created: '01/02/2024' }, ['CREATED_NOT_ISO at created']],
  [{ created: '1704067200' }, ['CREATED_NOT_ISO at created']],
  [{ created: 1_704_067_200 }, ['CLAIM_INVALID at created']],
  [{ companies: [] }, ['CLAIM_INVALID at companies']],
])('%j', async (claims, findings) => {
  const token = forge(HEADER, { ...u, ...TIMES, ...claims });
  expect(await findingsOf(of(token, { vendor: canny }))).toStrictEqual(findings);
});

test('a missing exp is a finding, not an error', async () => {
  const token = forge(HEADER, { ...u, iat: NOW_SECONDS });
  const { ok, findings } = await inspect(of(token, { vendor: canny }));
  expect(ok).toBe(true);
  expect(findings.map(({ path }) => path)).toStrictEqual(['exp']);
});

test('a key id is not used', async () => {
  const token = forge({ ...HEADER, kid: 'k_1' }, { ...u, ...TIMES });
  expect(await findingsOf(of(token, { vendor: canny }))).toStrictEqual([
    'KID_UNUSED at header.kid',
  ]);
});

test('claims without a token', () => {
  expect(named(lintClaims(canny, { ...u, created: 'today' }))).toStrictEqual([
    'CREATED_NOT_ISO at created',
  ]);
});

test.each<[object, string]>([
  [u, 'canny: it has id, email and name'],
  [{ ...u, avatarURL: 'https://shop.example/u_1.png' }, 'canny: it has avatarURL'],
  // One that is incomplete.
  [{ id: 'u_1', avatarURL: 'https://shop.example/u_1.png' }, 'canny: it has avatarURL'],
  [{ id: 'u_1', email: 'jane@example.com' }, 'nobody'],
])('whose token %j makes', async (claims, who) => {
  expect(await recognized(claims)).toBe(who);
});
