import { stream } from 'chat-token';
import { expect, test } from 'vitest';
import { findingsOf, HEADER, inspect, of, recognized, TIMES } from '../../inspect/support.ts';
import { forge, NOW_SECONDS } from '../../support/support.ts';

const given = (claims: object) =>
  of(forge(HEADER, { user_id: 'u_1', ...TIMES, ...claims }), { vendor: stream });

test.each<[object, string[]]>([
  [{}, []],
  [{ user_id: undefined }, ['USER_ID_MISSING at user_id']],
  [{ user_id: 12345 }, ['ID_NOT_STRING at user_id']],
  [{ user_id: 'undefined' }, ['ID_PLACEHOLDER at user_id']],
  [{ user_id: 'guest' }, ['ID_SHARED at user_id']],
  [{ user_id: 'jane@example.com' }, ['ID_IS_EMAIL at user_id']],
  [{ user_id: '+14155550123' }, ['ID_IS_PHONE at user_id']],
  [{ server: true }, ['TOKEN_FOR_SERVERS at server']],
  [{ iat: undefined }, ['IAT_NEEDED_TO_REVOKE at iat']],
  [{ exp: undefined }, ['EXP_RECOMMENDED at exp']],
  [{ iat: undefined, exp: undefined }, ['EXP_RECOMMENDED at exp']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(given(claims))).toStrictEqual(findings);
});

test('a token for servers is recognized, and an error', async () => {
  const { findings, ok, vendor } = await inspect(of(forge(HEADER, { server: true })));
  expect(vendor).toMatchObject({ name: 'stream', why: 'it has server: true' });
  expect(ok).toBe(false);
  expect(findings[0]).toMatchObject({ code: 'TOKEN_FOR_SERVERS', severity: 'error' });
});

test.each<[object, string]>([
  // Intercom's smallest token looks exactly like Stream's, and is more common.
  [{ user_id: 'u_1' }, expect.stringMatching('^intercom: ')],
  // Stream's own signer leaves out iat, but no claim says so.
  [{ user_id: 'u_1', iat: undefined }, 'nobody'],
  [{ user_id: 'u_1', iat: undefined, exp: NOW_SECONDS + 60 }, 'nobody'],
  [{ user_id: 'u_1', server: true }, 'stream: it has server: true'],
  [{ user_id: 'u_1', server: false }, expect.not.stringMatching('^stream')],
  [{ user_id: 'u_1', email: 'jane@example.com' }, expect.not.stringMatching('^stream')],
])('whose token %j makes', async (claims, who) => {
  expect(await recognized(claims)).toEqual(who);
});
