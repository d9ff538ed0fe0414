import { koreAi } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { findingsOf, HEADER, of, recognized } from '../../inspect/support.ts';
import { forge, NOW_SECONDS } from '../../support/support.ts';

const iss = 'cs-00000000-0000-5000-8000-000000000000';
const aud = 'https://idproxy.kore.ai/authorize';
const vendor = koreAi({ clientId: iss, audience: aud });
const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 900 };
const tokenOf = (claims: object) => forge(HEADER, { iss, aud, sub: 'u_1', ...times, ...claims });

test.each<[object, string[]]>([
  [{}, []],
  [{ sub: 'jane@example.com', isAnonymous: false }, []],
  [{ sub: '+447700900123' }, []],
  [{ sub: undefined }, ['SUB_MISSING at sub']],
  [{ sub: 42 }, ['ID_NOT_STRING at sub']],
  [{ sub: 'anonymous', isAnonymous: true }, ['ID_SHARED at sub']],
  [{ iat: undefined }, ['IAT_MISSING at iat']],
  [{ exp: undefined }, ['EXP_MISSING at exp']],
  [{ exp: NOW_SECONDS + 86_400 }, ['EXP_BEYOND_MAX at exp']],
  [{ isAnonymous: 'false' }, ['IS_ANONYMOUS_NOT_BOOLEAN at isAnonymous']],
  [{ isAnonymous: 0 }, ['IS_ANONYMOUS_NOT_BOOLEAN at isAnonymous']],
  [{ identityToMerge: 'x' }, ['IDENTITY_MERGED at identityToMerge']],
  [{ jti: 'j_1' }, ['JTI_USED_ONCE at jti']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(of(tokenOf(claims), { vendor }))).toStrictEqual(findings);
  // The configuration is in the token.
  expect(await findingsOf(of(tokenOf(claims)))).toStrictEqual(findings);
});

test('the times of the sample server', async () => {
  const iat = NOW_SECONDS * 1000;
  const found = await findingsOf(of(tokenOf({ iat, exp: iat + 86_400_000 }), { vendor }));
  expect(found).toContain('TIME_IN_MILLISECONDS at iat');
});

test.each<[object, string]>([
  [{ iss: 'st-00000000-0000-5000-8000-000000000000' }, 'CLIENT_ID_UNUSUAL at iss'],
  [{ aud: 'https://idproxy.kore.ai/' }, 'AUDIENCE_UNUSUAL at aud'],
])('the configuration of %j', async (claims, finding) => {
  expect(await findingsOf(of(tokenOf(claims)))).toStrictEqual([finding]);
});

test('the other address is documented too', async () => {
  const token = tokenOf({ aud: 'https://idproxy.kore.com/authorize' });
  expect(await findingsOf(of(token))).toStrictEqual([]);
});

test('claims of a user have no times', () => {
  expect(lintClaims(vendor, vendor.claims({ sub: 'u_1' }))).toStrictEqual([]);
});

test.each<[object, string]>([
  [{ aud }, 'kore-ai: its aud is an address of Kore.ai'],
  [{ aud: 'https://idproxy.kore.com/authorize' }, 'kore-ai: its aud is an address of Kore.ai'],
  [{ aud: 'https://example.com/authorize' }, 'nobody'],
  [{ iss }, 'kore-ai: its iss starts with cs-'],
  [{ iss: 'https://example.com' }, 'nobody'],
  [{ kore_sub: 'u_1', kore_iss: iss }, 'kore-ai: it has kore_sub'],
  [{ sub: 'u_1', isAnonymous: true }, 'kore-ai: it has isAnonymous'],
])('whose token %j makes', async (claims, who) => {
  expect(await recognized(claims)).toBe(who);
});
