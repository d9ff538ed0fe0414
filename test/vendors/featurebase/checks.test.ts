import { featurebase } from 'chat-token';
import { expect, test } from 'vitest';
import { findingsOf, HEADER, inspect, of, recognized, TIMES } from '../../inspect/support.ts';
import { forge } from '../../support/support.ts';

const ofFeaturebase = (claims: object, header: object = HEADER) =>
  of(forge(header, { userId: 'u_1', ...TIMES, ...claims }), { vendor: featurebase });
const acme = { id: 'c_1', name: 'Acme' };

test.each<[object, string[]]>([
  [{}, []],
  [{ email: 'j@example.com', name: 'Jane', plan: 'pro', tags: [], locale: 'en' }, []],
  [{ userId: undefined }, ['IDENTIFIER_MISSING']],
  [{ userId: undefined, email: '' }, ['IDENTIFIER_MISSING', 'EMAIL_NOT_ADDRESS at email']],
  [{ userId: undefined, email: 'j@example.com' }, []],
  [{ userId: 42 }, ['ID_NOT_STRING at userId']],
  [{ userId: 'undefined' }, ['ID_PLACEHOLDER at userId']],
  [{ userId: 'anonymous' }, ['ID_SHARED at userId']],
  [{ userId: 'j@example.com' }, ['ID_IS_EMAIL at userId']],
  [{ userId: '+447700900123' }, ['ID_IS_PHONE at userId']],
  [{ email: 'jane' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ role: 'admin' }, ['ROLE_SIGNED at role']],
  [{ customFields: { plan: 'pro' } }, ['CUSTOM_FIELDS_OLDER at customFields']],
  [{ customFields: 'pro' }, []],
  [{ userHash: 'x' }, ['TOKEN_IN_CLAIMS at userHash']],
  [{ featurebaseJwt: 'eyJhbGciOiJI.eyJ1c2VyX2lk.x' }, ['TOKEN_IN_CLAIMS at featurebaseJwt']],
  [{ companies: [acme] }, []],
  [{ companies: acme }, ['CLAIM_INVALID at companies']],
  [{ companies: ['Acme'] }, ['CLAIM_INVALID at companies[0]']],
  [{ companies: [{ name: 'Acme' }] }, ['CLAIM_INVALID at companies[0]']],
  [{ companies: [{ ...acme, id: 7 }] }, ['ID_NOT_STRING at companies[0].id']],
  [
    { companies: [acme, { companyId: 'c_2', name: 'Acme' }] },
    ['COMPANY_ID_NAME at companies[1].companyId'],
  ],
  [{ companies: [{ ...acme, companyId: 'c_1' }] }, ['COMPANY_IDS_BOTH at companies[0].companyId']],
  [
    { companies: [{ ...acme, customFields: { size: 7 } }] },
    ['CUSTOM_FIELDS_OLDER at companies[0].customFields'],
  ],
  [{ companies: [{ ...acme, apiKey: 'k' }] }, ['SENSITIVE_DATA at companies[0].apiKey']],
  [{ note: 'sk_live_1' }, ['SENSITIVE_DATA at note']],
  [{ user_id: 'u_1' }, ['CLAIM_INVALID at user_id']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(ofFeaturebase(claims))).toStrictEqual(findings);
});

test('a token without exp never expires', async () => {
  const given = ofFeaturebase({ exp: undefined });
  expect(await findingsOf(given)).toStrictEqual(['EXP_RECOMMENDED at exp']);
});

test('a key id is not used', async () => {
  const given = ofFeaturebase({}, { ...HEADER, kid: 'k_1' });
  expect(await findingsOf(given)).toStrictEqual(['KID_UNUSED at header.kid']);
});

test('20 of many companies and keys are listed', async () => {
  const companies = Array.from({ length: 50 }, () => ({ companyId: 'c_1', name: 'Acme' }));
  expect(await findingsOf(ofFeaturebase({ companies }))).toHaveLength(20);
  const keys = Array.from({ length: 50 }, (_, index) => [`key_${index}`, 'sk_live_1']);
  expect(await findingsOf(ofFeaturebase(Object.fromEntries(keys)))).toHaveLength(20);
});

test.each<[object, string]>([
  [{ userId: 'u_1', companies: [] }, 'featurebase: it has companies'],
  [{ email: 'j@example.com', profilePicture: 'x' }, 'featurebase: it has profilePicture'],
  // Convrs has it too.
  [{ userId: 'u_1' }, 'nobody'],
  [{ userId: 'u_1', crmID: 'C-1' }, 'convrs: it has crmID'],
  [{ userId: 'u_1', scope: 'appUser' }, 'khoros: its scope is appUser'],
  [{ email: 'j@example.com', name: 'Jane', plan: 'pro' }, 'nobody'],
])('whose token %j makes', async (claims, who) => {
  expect(await recognized(claims)).toBe(who);
});

test('a kid in the header is a sign of another vendor', async () => {
  expect(await recognized({ userId: 'u_1' }, { ...HEADER, kid: 'k_1' })).not.toMatch(
    /^featurebase/,
  );
});

test('a token for Intercom is not one for Featurebase', async () => {
  const { findings } = await inspect(
    of(forge(HEADER, { user_id: 'u_1', email: 'j@example.com', ...TIMES }), {
      vendor: featurebase,
    }),
  );
  expect(findings.map(({ code }) => code)).toContain('VENDOR_OTHER');
});
