import { oracleDigitalAssistant } from 'chat-token';
import { expect, test } from 'vitest';
import { findingsOf, HEADER, of, recognized, TIMES } from '../../inspect/support.ts';
import { forge, NOW_SECONDS } from '../../support/support.ts';

const channelId = '00000000-0000-4000-8000-000000000000';
const GOOD = { channelId, userId: 'u_1', ...TIMES };
const given = (claims: object, maxExpirationMinutes?: number) =>
  of(forge(HEADER, { ...GOOD, ...claims }), {
    vendor: oracleDigitalAssistant({ channelId, maxExpirationMinutes }),
  });
const seconds = (lifetime: number) => ({ exp: NOW_SECONDS + lifetime });

test.each<[object, string[]]>([
  [{}, []],
  [{ jti: 'j_1' }, []],
  [{ channelId: undefined }, ['CHANNEL_ID_MISSING at channelId']],
  [{ channelId: 'c_2' }, ['CLAIM_INVALID at channelId', 'CHANNEL_ID_UNUSUAL at channelId']],
  [{ channelId: 7 }, ['CLAIM_INVALID at channelId']],
  [{ userId: undefined }, ['USER_ID_MISSING at userId']],
  [{ userId: 42 }, ['ID_NOT_STRING at userId']],
  [{ userId: 'undefined' }, ['ID_PLACEHOLDER at userId']],
  [{ userId: 'anonymous' }, ['ID_SHARED at userId']],
  [{ iat: undefined }, ['IAT_MISSING at iat']],
  [{ exp: undefined }, ['EXP_MISSING at exp']],
  [{ exp: String(TIMES.exp) }, ['TIME_NOT_NUMBER at exp']],
  [seconds(1799), ['LIFETIME_SHORT at exp']],
  [seconds(1800), []],
  [seconds(86_400), []],
  [{ exp: NOW_SECONDS - 60 }, ['EXP_BEFORE_IAT at exp']],
  [{ plan: 'pro' }, ['CLAIM_INVALID at plan']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(given(claims))).toStrictEqual(findings);
});

test('the maximum is that of the channel', async () => {
  expect(await findingsOf(given(seconds(3600), 60))).toStrictEqual([]);
  expect(await findingsOf(given(seconds(3601), 60))).toStrictEqual(['EXP_BEYOND_MAX at exp']);
});

test('a token is checked without configuration, by the channel in it', async () => {
  const check = (claims: object) => findingsOf(of(forge(HEADER, { ...GOOD, ...claims })));
  expect(await check({})).toStrictEqual([]);
  expect(await check(seconds(86_400))).toStrictEqual([]);
  expect(await check({ userId: undefined })).toStrictEqual(['USER_ID_MISSING at userId']);
  expect(await check({ channelId: ' ' })).toStrictEqual(['CHANNEL_ID_UNUSUAL at channelId']);
});

test.each<[object, string]>([
  [GOOD, 'oracle-digital-assistant: it has channelId'],
  [{ userId: 'u_1' }, expect.not.stringMatching('oracle')],
])('whose token %j makes', async (claims, who) => {
  expect(await recognized(claims)).toEqual(who);
});
