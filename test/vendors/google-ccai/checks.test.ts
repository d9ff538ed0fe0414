import { googleCcai } from 'chat-token';
import { expect, test } from 'vitest';
import { findingsOf, HEADER, inspect, of, recognized, TIMES } from '../../inspect/support.ts';
import { forge } from '../../support/support.ts';

const GOOD = { iss: 'ACME', identifier: 'u_1', name: 'Jane Doe', email: 'jane@example.com' };
const given = (claims: object) =>
  of(forge(HEADER, { ...GOOD, ...TIMES, ...claims }), {
    vendor: googleCcai({ companyName: 'ACME' }),
  });

test.each<[object, string[]]>([
  [{}, []],
  [{ phone: '+14155550123' }, []],
  [{ identifier: undefined }, ['IDENTIFIER_MISSING at identifier']],
  [{ identifier: 42 }, ['ID_NOT_STRING at identifier']],
  [{ identifier: 'undefined' }, ['ID_PLACEHOLDER at identifier']],
  [{ identifier: 'anonymous' }, ['ID_SHARED at identifier']],
  [{ identifier: 'jane@example.com' }, ['ID_IS_EMAIL at identifier']],
  [{ identifier: 'jane_example.com' }, []],
  [{ identifier: '+14155550123' }, ['ID_IS_PHONE at identifier']],
  [{ iss: undefined }, ['CLAIM_INVALID at iss', 'COMPANY_MISSING at iss']],
  [{ iss: 'OTHER' }, ['CLAIM_INVALID at iss']],
  [{ name: undefined }, ['PROFILE_INCOMPLETE at name']],
  [
    { name: undefined, email: undefined },
    ['PROFILE_INCOMPLETE at name', 'PROFILE_INCOMPLETE at email'],
  ],
  [{ email: ' ' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ phone: '4155550123' }, ['PHONE_NOT_E164 at phone']],
  [{ phone: '+1 415 555 0123' }, ['PHONE_NOT_E164 at phone']],
  [{ phone: '+0123456' }, ['PHONE_NOT_E164 at phone']],
  [{ phone: '+123456789012345' }, []],
  [{ phone: '+1234567890123456' }, ['PHONE_NOT_E164 at phone']],
  [{ phone: 14155550123 }, ['CLAIM_INVALID at phone']],
  [{ custom_data: {} }, ['PRODUCT_CUSTOM_DATA at custom_data']],
  [{ iat: undefined }, ['IAT_MISSING at iat']],
  [{ exp: undefined }, ['EXP_MISSING at exp']],
  [{ plan: 'pro' }, ['CLAIM_INVALID at plan']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(given(claims))).toStrictEqual(findings);
});

test('the token for custom data is not a login', async () => {
  const { findings, ok } = await inspect(of(forge(HEADER, { custom_data: {}, ...TIMES })));
  expect(ok).toBe(false);
  expect(findings.map(({ code }) => code)).toContain('PRODUCT_CUSTOM_DATA');
});

test('a token is checked without configuration, by the company in it', async () => {
  const check = (claims: object) => findingsOf(of(forge(HEADER, { ...TIMES, ...claims })));
  expect(await check(GOOD)).toStrictEqual([]);
  expect(await check({ ...GOOD, plan: 'pro' })).toStrictEqual(['CLAIM_INVALID at plan']);
  const { iss: _, ...rest } = GOOD;
  expect(await check(rest)).toStrictEqual(['COMPANY_MISSING at iss']);
});

test.each<[object, string]>([
  [GOOD, 'google-ccai: it has identifier'],
  [{ identifier: 'u_1' }, 'google-ccai: it has identifier'],
  [{ custom_data: {} }, 'google-ccai: it has custom_data'],
  [{ ...GOOD, identifier: undefined }, 'nobody'],
  [{ identities: [{ identifier: 'uid', value: 'u_1' }] }, expect.not.stringMatching('google-ccai')],
])('whose token %j makes', async (claims, who) => {
  expect(await recognized(claims)).toEqual(who);
});
