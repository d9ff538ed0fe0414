/** Tokens of a login service, passed in place of one for the chat. */
import { convrs, defineVendor, deskpro, intercom, jwt, khoros, zendesk } from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  anything,
  forge,
  KEY_ID,
  OTHER_SECRET,
  permissive,
  SECRET,
} from '../../support/support.ts';
import { forAnyUser } from '../../support/vendors.ts';
import { findingsOf, HEADER, HEADER_WITH_KID, inspect, named, of, TIMES } from '../support.ts';

const ZENDESK = { scope: 'user', external_id: 'u_1' };

describe('a token of a login service', () => {
  const CLAIMS = {
    iss: 'https://login.example.com/',
    sub: 'user|1',
    aud: 'client',
    email: 'jane@example.com',
    ...TIMES,
  };
  const AUTH0 = { ...CLAIMS, email_verified: true };
  const rs256 = { alg: 'RS256', typ: 'JWT', kid: 'k1' };

  test.each<[string, object, object]>([
    ['an id_token', rs256, AUTH0],
    ['one with ES256', { alg: 'ES256' }, { ...AUTH0, nonce: 'n', at_hash: 'h' }],
    ['one with EdDSA', { alg: 'EdDSA' }, AUTH0],
    [
      'an access token of Cognito',
      rs256,
      { ...TIMES, iss: 'https://cognito', sub: 'u', token_use: 'access', client_id: 'c' },
    ],
    ['of Firebase', rs256, { ...AUTH0, user_id: 'u', auth_time: 1, firebase: { identities: {} } }],
    [
      'of Clerk',
      rs256,
      { ...TIMES, azp: 'https://app', iss: 'https://clerk', sub: 'user_1', sid: 's' },
    ],
    ['with the vendor’s claims', rs256, { ...AUTH0, ...ZENDESK }],
    ['an access token in HS256', HEADER, { ...AUTH0, role: 'authenticated' }],
    [
      'of Supabase',
      HEADER,
      {
        ...TIMES,
        aud: 'authenticated',
        sub: 'u',
        role: 'authenticated',
        app_metadata: {},
        email: 'j@example.com',
      },
    ],
  ])('%s', async (_, header, claims) => {
    for (const options of [{}, { secret: OTHER_SECRET }, { secret: SECRET }]) {
      const given = of(forge(header, claims), { vendor: zendesk, ...options });
      const { findings } = await inspect(given);
      expect(named(findings)).toStrictEqual(['TOKEN_OF_LOGIN_SERVICE']);
      expect(findings[0]?.severity).toBe('error');
      expect(`${findings[0]?.message} ${findings[0]?.hint}`).not.toMatch(/HS256|algorithm/);
    }
  });

  test('without a vendor, it is nobody’s', async () => {
    const { vendor, findings } = await inspect(of(forge(rs256, AUTH0)));
    expect(named(findings)).toStrictEqual(['TOKEN_OF_LOGIN_SERVICE']);
    expect(vendor).toBeNull();
  });

  test.each(
    [deskpro, convrs, intercom, khoros].map((vendor) => ({ name: vendor.name, vendor })),
  )('for any vendor: $name', async ({ vendor }) => {
    const given = of(forge(rs256, AUTH0), { vendor: forAnyUser(vendor) });
    expect(await findingsOf(given)).toStrictEqual(['TOKEN_OF_LOGIN_SERVICE']);
  });

  const own = defineVendor({
    name: 'own',
    title: 'Own',
    docs: 'https://example.com/own',
    user: anything,
    token: jwt({ registeredClaims: ['iss', 'sub', 'aud'] }),
  });

  test.each<[string, object, object, object, string[]]>([
    [
      'claims of jsonwebtoken',
      HEADER_WITH_KID,
      { ...CLAIMS, ...ZENDESK, email: undefined },
      { vendor: zendesk },
      [],
    ],
    [
      'a missing id',
      HEADER_WITH_KID,
      { ...CLAIMS, scope: 'user', email: undefined },
      { vendor: zendesk, secret: SECRET, keyId: KEY_ID },
      ['EXTERNAL_ID_MISSING at external_id'],
    ],
    [
      'a wrong algorithm',
      { ...HEADER_WITH_KID, alg: 'RS256' },
      { ...ZENDESK, ...TIMES },
      { vendor: zendesk },
      ['ALG_UNSUPPORTED at header.alg'],
    ],
    ['a contract that names them', HEADER, CLAIMS, { vendor: own }, []],
    [
      'any claims that a contract allows',
      HEADER,
      { ...CLAIMS, nonce: 'n' },
      { vendor: permissive },
      [],
    ],
    [
      'an unknown vendor',
      HEADER,
      { ...TIMES, iss: 'a', sub: 'u_1', aud: 'b' },
      {},
      ['VENDOR_UNKNOWN'],
    ],
  ])('but not with %s', async (_, header, claims, options, findings) => {
    expect(await findingsOf(of(forge(header, claims), options))).toStrictEqual(findings);
  });
});
