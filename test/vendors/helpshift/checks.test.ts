import { helpshift } from 'chat-token';
import { expect, test } from 'vitest';
import { findingsOf, HEADER, inspect, of, recognized } from '../../inspect/support.ts';
import { forge, NOW_SECONDS } from '../../support/support.ts';

const uid = { identifier: 'uid', value: 'u_1' };
const email = { identifier: 'email', value: 'j@example.com' };

const ofHelpshift = (claims: object) =>
  of(forge(HEADER, { iat: NOW_SECONDS, ...claims }), { vendor: helpshift });

test.each<[object, string[]]>([
  [{ identities: [uid] }, []],
  [{ identities: [uid, email, { identifier: 'steam_id', value: '765' }] }, []],
  [{}, ['IDENTITIES_MISSING at identities']],
  [{ identities: uid }, ['IDENTITIES_NOT_LIST at identities']],
  [{ identities: [] }, ['UID_AND_EMAIL_MISSING at identities']],
  [{ identities: [{ ...uid, identifier: 'steam_id' }] }, ['UID_AND_EMAIL_MISSING at identities']],
  [{ identities: [email] }, ['EMAIL_WITHOUT_UID at identities']],
  [{ identities: [email, { ...uid, value: ' u_1' }] }, ['ID_WITH_SPACES at identities[1].value']],
  [{ identities: [{ ...uid, value: ' ' }] }, ['CLAIM_INVALID at identities[0].value']],
  [{ identities: [{ ...uid, value: 42 }] }, ['ID_NOT_STRING at identities[0].value']],
  [{ identities: [{ ...uid, value: 'undefined' }] }, ['ID_PLACEHOLDER at identities[0].value']],
  [{ identities: [{ ...uid, value: 'anonymous' }] }, ['ID_SHARED at identities[0].value']],
  [{ identities: [{ ...uid, value: 'j@example.com' }] }, ['ID_IS_EMAIL at identities[0].value']],
  [{ identities: [{ ...uid, value: '+447700900123' }] }, ['ID_IS_PHONE at identities[0].value']],
  [{ identities: [uid, { identifier: 'phone_number', value: '+447700900123' }] }, []],
  [
    { identities: [uid, { ...email, value: 'jane' }] },
    ['EMAIL_NOT_ADDRESS at identities[1].value'],
  ],
  [
    { identities: [{ ...uid, metadata: { password: 'x' } }] },
    ['SENSITIVE_DATA at identities[0].metadata.password'],
  ],
  [{ identities: [uid], exp: NOW_SECONDS + 60 }, ['EXP_NOT_DOCUMENTED at exp']],
  [{ identities: [uid], iat: undefined }, ['IAT_MISSING at iat']],
  [{ identities: [uid], iat: NOW_SECONDS - 86_399 }, []],
  [{ identities: [uid], iat: NOW_SECONDS - 86_400 }, ['TOKEN_EXPIRED at iat']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(ofHelpshift(claims))).toStrictEqual(findings);
});

test('the answer of fetch is not the token', async () => {
  const { findings } = await inspect(of(new Response('x'), { vendor: helpshift }));
  expect(findings.map(({ code }) => code)).toStrictEqual(['TOKEN_IS_HTTP_ANSWER']);
});

test('a key id is not used', async () => {
  const token = forge({ ...HEADER, kid: 'k_1' }, { identities: [uid], iat: NOW_SECONDS });
  expect(await findingsOf(of(token, { vendor: helpshift }))).toStrictEqual([
    'KID_UNUSED at header.kid',
  ]);
});

test('20 of many findings are listed', async () => {
  const identities = Array(30).fill({ ...uid, value: 'j@example.com' });
  expect(await findingsOf(ofHelpshift({ identities }))).toHaveLength(20);
});

const OWN = 'helpshift: it has identities with identifier and value';
test.each<[object, string]>([
  [{ identities: [uid] }, OWN],
  [{ identities: [null, 'x', { identifier: 'new_id', value: 'x' }] }, OWN],
  [{ identities: uid }, OWN],
  [{ identities: [] }, 'nobody'],
  [{ identities: ['uid'] }, 'nobody'],
  // As login services have it: Cognito, and Firebase.
  [{ identities: [{ userId: '1', providerName: 'Google' }] }, 'nobody'],
  [{ firebase: { identities: { email: ['j@example.com'] } } }, 'nobody'],
])('whose token %j makes', async (claims, who) => {
  expect(await recognized(claims)).toBe(who);
});
