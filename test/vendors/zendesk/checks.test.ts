import { describe, expect, test } from 'vitest';
import { findingsOf, HEADER_WITH_KID, ofZendesk, recognized } from '../../inspect/support.ts';
import { NOW_SECONDS } from '../../support/support.ts';
import { describeHeader, describeScope } from '../smooch.ts';

const EMAIL = 'j@example.com';
const LEFT_OUT = { scope: undefined, external_id: undefined };

describe('header', () => describeHeader(ofZendesk));
describe('scope', () => describeScope(ofZendesk, 'user'));

test.each<[object, string[]]>([
  [{}, []],
  [{ name: 'Jane Doe', email_verified: false }, []],
  [{ external_id: 'brand1_a8-dedg' }, []],
  [{ external_id: undefined }, ['EXTERNAL_ID_MISSING at external_id']],
  [{ external_id: ' ' }, ['CLAIM_INVALID at external_id']],
  [{ external_id: {} }, ['CLAIM_INVALID at external_id']],
  [{ external_id: 42 }, ['ID_NOT_STRING at external_id']],
  [{ external_id: 'undefined' }, ['ID_PLACEHOLDER at external_id']],
  [{ external_id: EMAIL }, ['ID_IS_EMAIL at external_id']],
  [{ external_id: '+447700900123' }, ['ID_IS_PHONE at external_id']],
  [{ external_id: 'a b' }, ['EXTERNAL_ID_CHARACTERS at external_id']],
  [{ external_id: 'é1' }, ['EXTERNAL_ID_CHARACTERS at external_id']],
  [{ external_id: '1é' }, ['EXTERNAL_ID_CHARACTERS at external_id']],
  [{ email: EMAIL }, ['EMAIL_UNVERIFIED at email_verified']],
  [{ email: EMAIL, email_verified: false }, ['EMAIL_UNVERIFIED at email_verified']],
  [{ email: EMAIL, email_verified: true }, ['EMAIL_MAY_CONFLICT at email']],
  [
    { email: EMAIL, email_verified: true, external_id: undefined },
    ['EXTERNAL_ID_MISSING at external_id'],
  ],
  // An address that is none is never to be marked as verified.
  [{ email: '' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ email: ' ', email_verified: false }, ['EMAIL_NOT_ADDRESS at email']],
  [{ email: 'none' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ email: 'none', email_verified: true }, ['EMAIL_NOT_ADDRESS at email']],
  [{ email: '', email_verified: true }, ['EMAIL_EMPTY_VERIFIED at email']],
  [{ email: '\u200b', email_verified: true }, ['EMAIL_EMPTY_VERIFIED at email']],
  [
    { email: 'undefined', email_verified: true },
    ['CLAIM_INVALID at email', 'EMAIL_NOT_ADDRESS at email'],
  ],
  [{ external_id: 'guest' }, ['ID_SHARED at external_id']],
  [{ email_verified: true }, ['EMAIL_VERIFIED_ALONE at email_verified']],
  [{ email_verified: 'yes' }, ['EMAIL_VERIFIED_NOT_BOOLEAN at email_verified']],
  [{ email: EMAIL, email_verified: 'true' }, ['EMAIL_VERIFIED_NOT_BOOLEAN at email_verified']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(ofZendesk(claims))).toStrictEqual(findings);
});

test.each<[string, unknown, string[]]>([
  ['an address of 128', `${'j'.repeat(116)}@example.com`, []],
  ['an address of 129', `${'j'.repeat(117)}@example.com`, ['EMAIL_TOO_LONG at email']],
  ['a list of 129', Array(129).fill('j'), ['CLAIM_INVALID at email']],
])('%s', async (_, email, findings) => {
  const expected = [...findings, 'EMAIL_MAY_CONFLICT at email'];
  expect(await findingsOf(ofZendesk({ email, email_verified: true }))).toStrictEqual(expected);
});

describe('tokens for other products', () => {
  const signOn = { ...LEFT_OUT, jti: 'a1', name: 'Jane', email: EMAIL };
  const chat = { scope: undefined, name: 'Jane', email: EMAIL };

  test.each<[object, string]>([
    [signOn, 'PRODUCT_SUPPORT_SSO_OR_HELP_CENTER'],
    ...['organization', 'organization_id', 'tags', 'remote_photo_url', 'locale_id', 'role']
      .concat('user_fields')
      .map((name): [object, string] => [{ ...signOn, [name]: 'x' }, 'PRODUCT_SUPPORT_SSO']),
    [{ ...signOn, email: undefined, role: 'x' }, 'SCOPE_MISSING at scope'],
    [{ ...signOn, jti: undefined, role: 'x' }, 'SCOPE_MISSING at scope'],
    [{ ...signOn, name: undefined, role: 'x' }, 'SCOPE_MISSING at scope'],
    [{ ...signOn, scope: 'users', role: 'x' }, 'SCOPE_WRONG at scope'],
    [chat, 'PRODUCT_CHAT_CLASSIC'],
    [{ ...chat, external_id: undefined }, 'PRODUCT_CHAT_CLASSIC'],
    [{ ...chat, iat: undefined }, 'SCOPE_MISSING at scope'],
    [{ ...chat, plan: 'x' }, 'SCOPE_MISSING at scope'],
    [{ scope: 'appUser' }, 'PRODUCT_SUNSHINE_V1 at scope'],
    [{ scope: 'appUser', userId: 'u_1' }, 'PRODUCT_SUNSHINE_V1 at scope'],
    [{ userId: 'u_1' }, 'PRODUCT_SUNSHINE_V1 at userId'],
  ])('%j is first of all %s', async (claims, first) => {
    expect((await findingsOf(ofZendesk(claims)))[0]).toBe(first);
  });
});

describe('whose token it is', () => {
  const signOn = { jti: 'a1', name: 'Jane', email: EMAIL };
  const chat = { name: 'Jane', email: EMAIL };
  const ofOther = 'zendesk: it has jti, name and email, like tokens for other Zendesk products';
  const ofChat = 'zendesk: it has only iat, name and email, like tokens for Zendesk Chat';

  test.each<[object, string, object?]>([
    [{ scope: 'user' }, 'zendesk: its scope is user'],
    [{ external_id: 'u_1' }, 'zendesk: it has external_id'],
    [{ email_verified: false }, 'zendesk: it has email_verified'],
    [{ externalId: 'u_1', name: 'Jane' }, 'zendesk: it has externalId', HEADER_WITH_KID],
    // Without a kid, it is that of another vendor.
    [{ externalId: 'u_1', name: 'Jane' }, 'kustomer: it has externalId'],
    [signOn, ofOther],
    [{ ...signOn, name: undefined }, 'nobody'],
    [{ ...signOn, email: undefined }, 'nobody'],
    [{ ...signOn, scope: 'guest' }, 'nobody'],
    [chat, ofChat],
    [{ ...chat, exp: NOW_SECONDS + 420 }, ofChat],
    [{ ...chat, exp: NOW_SECONDS + 421 }, 'nobody'],
    [{ ...chat, iat: undefined }, 'nobody'],
    [{ ...chat, phone: '1' }, 'nobody'],
    [{ ...chat, exp: {} }, 'nobody'],
    [{ ...chat, exp: '420' }, 'nobody'],
  ])('%j', async (claims, who, header) => {
    expect(await recognized(claims, header)).toBe(who);
  });
});
