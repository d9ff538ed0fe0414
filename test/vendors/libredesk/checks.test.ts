import { libredesk } from 'chat-token';
import { expect, test } from 'vitest';
import { findingsOf, inspect, of, recognized } from '../../inspect/support.ts';
import { forge, NOW_SECONDS } from '../../support/support.ts';

const u = { external_user_id: 'u_1', email: 'jane@example.com', first_name: 'Jane' };
const TIMES = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
const HEADER = { alg: 'HS256', typ: 'JWT' };
const ofLibredesk = (claims: object, header: object = HEADER) =>
  of(forge(header, { ...u, ...TIMES, ...claims }), { vendor: libredesk });

test.each<[object, string[]]>([
  [{}, []],
  [
    { external_user_id: undefined, last_name: 'Doe', phone_number_country_code: 'US' },
    ['CLAIM_INVALID at external_user_id'],
  ],
  [{ external_user_id: 42 }, ['ID_NOT_STRING at external_user_id']],
  [{ external_user_id: 'undefined' }, ['ID_PLACEHOLDER at external_user_id']],
  [{ external_user_id: 'anonymous' }, ['ID_SHARED at external_user_id']],
  [{ external_user_id: 'jane@example.com' }, ['ID_IS_EMAIL at external_user_id']],
  [{ external_user_id: '+447700900123' }, ['ID_IS_PHONE at external_user_id']],
  [{ external_user_id: 'é'.repeat(65) }, ['CLAIM_INVALID at external_user_id']],
  [{ email: 'jane' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ first_name: 'é'.repeat(65) }, ['CLAIM_INVALID at first_name']],
  [{ user_id: 7 }, ['INTERNAL_CLAIM at user_id']],
  [{ user_id: 0 }, ['INTERNAL_CLAIM at user_id']],
  [{ is_visitor: false }, ['INTERNAL_CLAIM at is_visitor']],
  [{ phone_number_country_code: 'US' }, []],
  [{ phone_number_country_code: 'us' }, []],
  [{ phone_number_country_code: '+1' }, ['COUNTRY_CODE_FORMAT at phone_number_country_code']],
  [
    { phone_number_country_code: '1234567890' },
    ['COUNTRY_CODE_FORMAT at phone_number_country_code'],
  ],
  [
    { phone_number_country_code: '12345678901' },
    ['COUNTRY_CODE_DROPPED at phone_number_country_code'],
  ],
  // 6 characters, 12 bytes.
  [{ phone_number_country_code: 'éééééé' }, ['COUNTRY_CODE_DROPPED at phone_number_country_code']],
  [{ last_name: '' }, ['EMPTY_KEEPS_VALUE at last_name']],
  [{ phone_number: '' }, ['EMPTY_KEEPS_VALUE at phone_number']],
  [{ phone_number_country_code: '' }, ['EMPTY_KEEPS_VALUE at phone_number_country_code']],
  [
    { contact_custom_attributes: { password: 'x' } },
    ['SENSITIVE_DATA at contact_custom_attributes.password'],
  ],
])('%j', async (claims, findings) => {
  expect(await findingsOf(ofLibredesk(claims))).toStrictEqual(findings);
});

test('a missing exp is an error', async () => {
  const { findings, ok } = await inspect(ofLibredesk({ exp: undefined }));
  expect(ok).toBe(false);
  expect(findings).toMatchObject([{ path: 'exp', severity: 'error' }]);
});

test('a key id is not used', async () => {
  const given = ofLibredesk({}, { ...HEADER, kid: 'k_1' });
  expect(await findingsOf(given)).toStrictEqual(['KID_UNUSED at header.kid']);
});

test.each<[object, string]>([
  [u, 'libredesk: it has external_user_id'],
  [{ contact_custom_attributes: {} }, 'libredesk: it has contact_custom_attributes'],
  [{ phone_number_country_code: 'US' }, 'libredesk: it has phone_number_country_code'],
  // Deskpro has these names too.
  [{ first_name: 'Jane', last_name: 'Doe' }, 'deskpro: it has first_name'],
  // As much a sign of one vendor as of another.
  [{ ...u, user_id: 'u_1' }, 'nobody'],
])('whose token %j makes', async (claims, who) => {
  expect(await recognized(claims)).toBe(who);
});
