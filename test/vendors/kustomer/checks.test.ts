import { kustomer } from 'chat-token';
import { expect, test } from 'vitest';
import { findingsOf, HEADER, of, recognized } from '../../inspect/support.ts';
import { forge, NOW_SECONDS } from '../../support/support.ts';

const iat = NOW_SECONDS;
const u = { externalId: 'u_1' };
const email = 'j@example.com';

const ofKustomer = (claims: object, header: object = HEADER) =>
  of(forge(header, { iat, ...claims }), { vendor: kustomer });

test.each<[object, string[]]>([
  [u, []],
  [{ email }, []],
  [{ ...u, email }, ['EXTERNAL_ID_UNUSED at externalId']],
  [{}, ['IDENTIFIER_MISSING']],
  [{ externalId: 42 }, ['ID_NOT_STRING at externalId']],
  [{ externalId: 'undefined' }, ['ID_PLACEHOLDER at externalId']],
  [{ externalId: 'anonymous' }, ['ID_SHARED at externalId']],
  [{ externalId: email }, ['ID_IS_EMAIL at externalId']],
  [{ externalId: '+447700900123' }, ['ID_IS_PHONE at externalId']],
  [{ email: 'jane' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ ...u, name: 'Jane' }, ['CLAIM_INVALID at name']],
  [{ ...u, iat: `${iat}` }, ['TIME_NOT_NUMBER at iat']],
  [{ ...u, iat: undefined }, ['IAT_MISSING at iat']],
  [{ ...u, iat: iat - 899 }, []],
  [{ ...u, iat: iat - 900 }, ['TOKEN_EXPIRED at iat']],
  [{ ...u, exp: iat + 60 }, ['EXP_NOT_DOCUMENTED at exp']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(ofKustomer(claims))).toStrictEqual(findings);
});

test.each<[object, string[]]>([
  [{ alg: 'HS256' }, ['TYP_MISSING at header.typ']],
  [{ ...HEADER, typ: 'jwt' }, ['TYP_MISSING at header.typ']],
  [{ ...HEADER, kid: 'k_1' }, ['KID_UNUSED at header.kid']],
])('the header %j', async (header, findings) => {
  expect(await findingsOf(ofKustomer(u, header))).toStrictEqual(findings);
});

const OWN = 'kustomer: it has externalId, and only claims of Kustomer';
test.each<[object, string]>([
  [u, OWN],
  [{ ...u, email }, OWN],
  [{ ...u, exp: iat + 60 }, 'kustomer: it has externalId'],
  [{ ...u, name: 'Jane' }, 'kustomer: it has externalId'],
  // An attribute of another vendor's user.
  [{ ...u, user_id: 'u_1' }, expect.stringContaining('intercom: it has user_id')],
  [{ email }, 'nobody'],
  [{ external_id: 'u_1' }, 'zendesk: it has external_id'],
])('whose token %j makes', async (claims, who) => {
  expect(await recognized(claims)).toEqual(who);
});
