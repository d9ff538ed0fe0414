import { sunshine, sunshineV1 } from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  type Case,
  findingsOf,
  HEADER,
  HEADER_WITH_KID,
  inspect,
  of,
  recognized,
  TIMES,
} from '../../inspect/support.ts';
import { forge } from '../../support/support.ts';
import { describeHeader, describeScope } from '../smooch.ts';

const V2 = { scope: 'user', external_id: 'u_1' };
const V1 = { scope: 'appUser', userId: 'u_1' };

function ofSunshine(claims: object, header: object = HEADER_WITH_KID): Case {
  return of(forge(header, { ...V2, ...TIMES, ...claims }), { vendor: sunshine });
}

function ofSunshineV1(claims: object, header: object = HEADER_WITH_KID): Case {
  return of(forge(header, { ...V1, ...TIMES, ...claims }), { vendor: sunshineV1 });
}

describe('header', () => describeHeader(ofSunshine));
describe('scope', () => describeScope(ofSunshine, 'user'));
describe('header of version 1', () => describeHeader(ofSunshineV1));
describe('scope of version 1', () => describeScope(ofSunshineV1, 'appUser'));

const ZENDESK = 'PRODUCT_ZENDESK_MESSAGING';

test.each<[object, string[]]>([
  [{}, []],
  // Any string may be the id.
  [{ external_id: 'j@example.com' }, []],
  [{ external_id: '+447700900123' }, []],
  [{ exp: undefined }, ['EXP_RECOMMENDED at exp']],
  [{ external_id: undefined }, ['EXTERNAL_ID_MISSING at external_id']],
  [{ external_id: 42 }, ['ID_NOT_STRING at external_id']],
  [{ external_id: 'undefined' }, ['ID_PLACEHOLDER at external_id']],
  [{ external_id: 'default-user' }, ['ID_SHARED at external_id']],
  [{ name: 'Jane' }, ['CLAIM_INVALID at name', `${ZENDESK} at name`]],
  [{ email: 'j@example.com' }, ['CLAIM_INVALID at email', `${ZENDESK} at email`]],
  [{ email_verified: true }, ['CLAIM_INVALID at email_verified', `${ZENDESK} at email_verified`]],
  [{ userId: 'u_1' }, ['PRODUCT_SUNSHINE_V1 at userId']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(ofSunshine(claims))).toStrictEqual(findings);
});

test.each<[object, string[]]>([
  [{}, []],
  [{ userId: 'j@example.com' }, []],
  [{ userId: undefined }, ['USER_ID_MISSING at userId']],
  [{ userId: 42 }, ['ID_NOT_STRING at userId']],
  [{ userId: 'null' }, ['ID_PLACEHOLDER at userId']],
  [{ userId: 'default-user' }, ['ID_SHARED at userId']],
  [{ appUser: 'u_1' }, ['APP_USER_AS_CLAIM at appUser']],
  [{ platform: 'ios' }, ['CLAIM_INVALID at platform', 'PRODUCT_KHOROS at platform']],
  [{ givenName: 'Jane' }, ['CLAIM_INVALID at givenName', 'PRODUCT_KHOROS at givenName']],
  [{ external_id: 'u_1' }, ['PRODUCT_SUNSHINE_V2 at external_id']],
])('version 1: %j', async (claims, findings) => {
  expect(await findingsOf(ofSunshineV1(claims))).toStrictEqual(findings);
});

test('the hint names the vendor as it is imported', async () => {
  const { findings } = await inspect(ofSunshineV1({ scope: undefined }));
  expect(findings[0]?.hint).toContain('sunshineV1.claims(user)');
});

describe('a token for the other version', () => {
  test('version 1', async () => {
    const codes = await findingsOf(ofSunshine({ ...V1, external_id: undefined }));
    expect(codes[0]).toBe('PRODUCT_SUNSHINE_V1 at userId');
    const scope = await findingsOf(ofSunshine({ scope: 'appUser' }));
    expect(scope[0]).toBe('PRODUCT_SUNSHINE_V1 at scope');
  });

  test('version 2', async () => {
    const codes = await findingsOf(ofSunshineV1({ ...V2, userId: undefined }));
    expect(codes[0]).toBe('PRODUCT_SUNSHINE_V2 at external_id');
  });
});

describe('whose token it is', () => {
  // The products that are built on Sunshine Conversations have the same claims, and more users.
  test.each<[object, string]>([
    [V2, 'zendesk: its scope is user'],
    [{ external_id: 'u_1' }, 'zendesk: it has external_id'],
    [{ externalId: 'u_1', name: 'Jane' }, 'zendesk: it has externalId'],
    [V1, 'khoros: its scope is appUser'],
    [{ appUser: 'u_1' }, 'khoros: it has a claim named appUser'],
    [{ userId: 'u_1', scope: 'app' }, 'khoros: it has scope and userId'],
    [{ userId: 'u_1' }, 'khoros: it has userId, and its header has a kid'],
  ])('%j without a vendor', async (claims, who) => {
    expect(await recognized(claims, HEADER_WITH_KID)).toBe(who);
  });

  test.each<[Case, string]>([
    [ofSunshine({}), 'it was passed, and its scope is user'],
    [ofSunshine({ scope: undefined }), 'it was passed, and it has external_id'],
    [ofSunshine({ email: 'j@example.com' }), 'it was passed, and its scope is user'],
    [ofSunshineV1({}), 'it was passed, and its scope is appUser'],
    [ofSunshineV1({ givenName: 'Jane' }), 'it was passed, and its scope is appUser'],
    [ofSunshineV1({ scope: undefined }, HEADER), 'it was passed'],
  ])('with a vendor: %#', async (given, why) => {
    const { vendor, findings } = await inspect(given);
    expect(vendor?.name).toBe(given.options?.vendor?.name);
    expect(vendor?.why).toBe(why);
    expect(findings.map(({ code }) => code)).not.toContain('VENDOR_OTHER');
  });
});
