import { infobip } from 'chat-token';
import { expect, test } from 'vitest';
import { findingsOf, HEADER, inspect, of, recognized } from '../../inspect/support.ts';
import { forge, NOW_SECONDS } from '../../support/support.ts';

const WIDGET_ID = '00000000-0000-4000-8000-000000000000';
const GOOD = {
  jti: '9b2f5c1e-7d34-4c8a-9e60-1f2a3b4c5d6e',
  iss: WIDGET_ID,
  stp: 'externalPersonId',
  sub: 'u_1',
  sid: 's_1',
  ski: 'key-1',
  iat: NOW_SECONDS,
  exp: NOW_SECONDS + 60,
};
const vendor = infobip({ widgetId: WIDGET_ID });
const given = (claims: object, header: object = HEADER) =>
  of(forge(header, { ...GOOD, ...claims }), { vendor });

test.each<[object, string[]]>([
  [{}, []],
  [{ sub: 42 }, ['ID_NOT_STRING at sub']],
  [{ sub: 'undefined' }, ['ID_PLACEHOLDER at sub']],
  [{ sub: 'anonymous' }, ['ID_SHARED at sub']],
  [{ sub: 'jane@example.com' }, ['ID_IS_EMAIL at sub']],
  [{ sub: '+385911234567' }, ['ID_IS_PHONE at sub']],
  [{ stp: 'email', sub: 'jane@example.com' }, []],
  [{ stp: 'email', sub: 'jane' }, ['SUB_NOT_OF_KIND at sub']],
  [{ stp: 'msisdn', sub: '385911234567' }, []],
  [{ stp: 'msisdn', sub: '+385911234567' }, []],
  [{ stp: 'msisdn', sub: '+385 91 123' }, ['SUB_NOT_OF_KIND at sub']],
  [{ stp: 'msisdn', sub: 'jane@example.com' }, ['SUB_NOT_OF_KIND at sub']],
  [{ stp: undefined }, ['CLAIM_INVALID at stp']],
  [{ stp: 'phone' }, ['CLAIM_INVALID at stp']],
  [{ iat: undefined }, ['IAT_MISSING at iat']],
  [{ jti: undefined }, ['CLAIM_INVALID at jti']],
  [{ jti: 42 }, ['JTI_INVALID at jti']],
  [{ jti: '' }, ['JTI_INVALID at jti']],
  [{ jti: 'j'.repeat(50) }, []],
  [{ jti: 'j'.repeat(51) }, ['JTI_INVALID at jti']],
  [{ jti: 'u_1' }, ['JTI_NOT_UNIQUE at jti']],
  [{ jti: 'key-1' }, ['JTI_NOT_UNIQUE at jti']],
  [{ jti: WIDGET_ID }, ['JTI_NOT_UNIQUE at jti']],
  [{ exp: undefined }, ['EXPIRES_IN_15_SECONDS at exp', 'EXP_RECOMMENDED at exp']],
  [{ exp: NOW_SECONDS + 61 }, ['LIFETIME_LONG at exp']],
  [{ sid: undefined }, ['SID_MISSING at sid']],
  [{ sid: 's'.repeat(51) }, ['CLAIM_INVALID at sid']],
  [{ iss: 'my-widget' }, ['CLAIM_INVALID at iss', 'WIDGET_ID_UNUSUAL at iss']],
  [{ ski: undefined }, ['KEY_ID_CLAIM_MISSING at ski']],
  [{ plan: 'pro' }, ['CLAIM_INVALID at plan']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(given(claims))).toStrictEqual(findings);
});

test('a key id in the header is not read', async () => {
  const header = { ...HEADER, kid: 'key-1' };
  expect(await findingsOf(given({}, header))).toStrictEqual(['KID_IN_HEADER at header.kid']);
  expect(await findingsOf(given({ ski: undefined }, header))).toStrictEqual([
    'KEY_ID_CLAIM_MISSING at ski',
  ]);
});

test('the token of Mobile Messaging is not a login', async () => {
  const claims = {
    typ: 'Bearer',
    jti: GOOD.jti,
    sub: 'u_1',
    iss: 'ABCDEF0123456789',
    'infobip-api-key': 'ABCDEF0123456789',
    iat: NOW_SECONDS,
    exp: NOW_SECONDS + 60,
  };
  const { findings, ok } = await inspect(of(forge({ ...HEADER, kid: 'key-1' }, claims)));
  expect(ok).toBe(false);
  expect(findings[0]?.code).toBe('PRODUCT_MOBILE_MESSAGING');
});

test('a token is checked without configuration, by the widget in it', async () => {
  const check = (claims: object) => findingsOf(of(forge(HEADER, { ...GOOD, ...claims })));
  expect(await check({})).toStrictEqual([]);
  expect(await check({ plan: 'pro' })).toStrictEqual(['CLAIM_INVALID at plan']);
  expect(await check({ iss: undefined, jti: 'u_1' })).toStrictEqual(['JTI_NOT_UNIQUE at jti']);
});

test.each<[object, string]>([
  [GOOD, 'infobip: it has ski'],
  [{ stp: 'email', sub: 'jane@example.com' }, 'infobip: it has stp'],
  [{ 'infobip-api-key': 'x', sub: 'u_1' }, 'infobip: it has infobip-api-key'],
  [{ jti: GOOD.jti, sub: 'u_1', sid: 's_1', iss: WIDGET_ID }, expect.not.stringMatching('infobip')],
])('whose token %j makes', async (claims, who) => {
  expect(await recognized(claims)).toEqual(who);
});
