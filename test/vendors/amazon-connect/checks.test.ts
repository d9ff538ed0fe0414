import { amazonConnect } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { findingsOf, HEADER, inspect, of, recognized } from '../../inspect/support.ts';
import { forge, NOW_SECONDS } from '../../support/support.ts';

const sub = '00000000-0000-4000-8000-000000000000';
const vendor = amazonConnect({ widgetId: sub });
const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 300 };
const given = (claims: object) => of(forge(HEADER, { sub, ...times, ...claims }), { vendor });

test.each<[object, string[]]>([
  [{}, []],
  [{ customerId: 'u_1', attributes: { plan: 'pro', trial: 'true' } }, []],
  [{ sub: undefined }, ['WIDGET_ID_MISSING at sub']],
  [{ iat: undefined }, ['IAT_MISSING at iat']],
  [{ exp: undefined }, ['EXP_MISSING at exp']],
  [{ exp: NOW_SECONDS + 3600 }, ['EXP_BEYOND_MAX at exp']],
  [{ exp: NOW_SECONDS + 600 }, []],
  [{ attributes: { seats: 12 } }, ['ATTRIBUTE_NOT_STRING at attributes.seats']],
  [{ attributes: { trial: true } }, ['ATTRIBUTE_NOT_STRING at attributes.trial']],
  [{ attributes: { 'a b': 1 } }, ['ATTRIBUTE_NOT_STRING at attributes["…"]']],
  [{ attributes: { 'a b': 'x' } }, ['CLAIM_INVALID at attributes["…"]']],
  [{ attributes: { contact: 'j@example.com' } }, ['ATTRIBUTE_IS_EMAIL at attributes.contact']],
  [{ attributes: { password: 'x' } }, ['SENSITIVE_DATA at attributes.password']],
  [{ attributes: 'plan=pro' }, ['CLAIM_INVALID at attributes']],
  [{ Attributes: { plan: 'pro' } }, ['CLAIM_INVALID at Attributes']],
  [{ customerId: 42 }, ['ID_NOT_STRING at customerId']],
  [{ customerId: 'undefined' }, ['ID_PLACEHOLDER at customerId']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(given(claims))).toStrictEqual(findings);
});

test('another id than that of the widget', async () => {
  const found = await findingsOf(given({ sub: 'widgetId', customerId: 'u_1' }));
  expect(found).toStrictEqual(['CLAIM_INVALID at sub', 'WIDGET_ID_UNUSUAL at sub']);
  expect(await findingsOf(of(given({ sub: 'widgetId', customerId: 'u_1' }).token))).toStrictEqual([
    'WIDGET_ID_UNUSUAL at sub',
  ]);
});

test('20 of many attributes are listed', async () => {
  const names = Array.from({ length: 50 }, (_, index) => [`key_${index}`, index]);
  const { findings } = await inspect(given({ attributes: Object.fromEntries(names) }));
  expect(findings.filter(({ code }) => code === 'ATTRIBUTE_NOT_STRING')).toHaveLength(20);
});

test('claims of a user have no times', () => {
  expect(lintClaims(vendor, vendor.claims({ customerId: 'u_1' }))).toStrictEqual([]);
});

test('the limits hold also without the configuration', async () => {
  const claims = { sub, iat: NOW_SECONDS, exp: NOW_SECONDS + 3600, attributes: { plan: 'pro' } };
  expect(await findingsOf(of(forge(HEADER, claims)))).toStrictEqual(['EXP_BEYOND_MAX at exp']);
});

const exp = NOW_SECONDS + 600;

test.each<[object, string]>([
  [{ sub, exp }, 'amazon-connect: it has only a UUID as sub, and at most 10 minutes'],
  [{ sub, exp: exp + 1 }, 'nobody'],
  [{ sub: 'u_1', exp }, 'nobody'],
  [{ sub, exp, name: 'Jane' }, 'nobody'],
  [{ sub, attributes: {} }, 'amazon-connect: it has sub and attributes'],
  [{ sub, attributes: 'x' }, 'nobody'],
  [{ sub, customerId: 'u_1' }, 'amazon-connect: it has sub and customerId'],
  [{ customerId: 'u_1' }, 'nobody'],
  [{ segmentAttributes: {} }, 'amazon-connect: it has segmentAttributes'],
  [{ relatedContactId: 'c_1' }, 'amazon-connect: it has relatedContactId'],
])('whose token %j makes', async (claims, who) => {
  expect(await recognized(claims)).toBe(who);
});
