import { describe, expect, test } from 'vitest';
import { findingsOf, HEADER_WITH_KID, ofKhoros, recognized } from '../../inspect/support.ts';
import { KEY_ID } from '../../support/support.ts';
import { describeHeader, describeScope } from '../smooch.ts';

describe('header', () => describeHeader(ofKhoros));
describe('scope', () => describeScope(ofKhoros, 'appUser'));

test.each<[object, string[]]>([
  [{}, []],
  [{ platform: 'ios', givenName: 'Jane Doe' }, []],
  [{ userId: undefined }, ['USER_ID_MISSING at userId']],
  [{ userId: 42 }, ['ID_NOT_STRING at userId']],
  [{ userId: '42' }, []],
  [{ userId: 'default-user' }, ['ID_SHARED at userId']],
  [{ userId: 'null' }, ['ID_PLACEHOLDER at userId']],
  [{ userId: 'j@example.com' }, ['ID_IS_EMAIL at userId']],
  [{ userId: '+447700900123' }, ['ID_IS_PHONE at userId']],
  [{ appUser: 'u_1' }, ['APP_USER_AS_CLAIM at appUser']],
  [{ external_id: 'u_1' }, ['PRODUCT_SUNSHINE_V2 at external_id']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(ofKhoros(claims))).toStrictEqual(findings);
});

test.each<[object, string, object?]>([
  [{ scope: 'appUser' }, 'khoros: its scope is appUser'],
  [{ appUser: 'u_1' }, 'khoros: it has a claim named appUser'],
  [{ scope: 'app', userId: 'u_1' }, 'khoros: it has scope and userId'],
  [{ userId: 'u_1' }, 'khoros: it has userId, and its header has a kid', HEADER_WITH_KID],
  [{ userId: 'u_1', kid: KEY_ID }, 'khoros: it has userId and kid'],
  [{ userId: 'u_1', platform: 'x' }, 'khoros: it has userId and givenName or platform'],
  [{ userId: 'u_1', givenName: 'J' }, 'khoros: it has userId and givenName or platform'],
  [{ platform: 'ios', givenName: 'Jane' }, 'nobody'],
  [{ kid: KEY_ID }, 'nobody'],
])('whose token %j makes', async (claims, who, header) => {
  expect(await recognized(claims, header)).toBe(who);
});
