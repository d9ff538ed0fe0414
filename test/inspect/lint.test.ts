/** What each vendor's own advice makes of a token: all its findings, and why it is taken for its own. */
import { inspectChatToken } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import { forge, KEY_ID, NOW_SECONDS } from '../support/support.ts';
import {
  type Case,
  HEADER,
  HEADER_WITH_KID,
  inspect,
  ofConvrs,
  ofDeskpro,
  ofKhoros,
  ofZendesk,
} from './support.ts';

/** Every finding as `CODE at path`. */
async function findingsOf(given: Case): Promise<string[]> {
  const { findings } = await inspect(given);
  return findings.map(({ code, path }) => `${code} at ${path}`);
}

describe('nothing is to be said of a good token', () => {
  test.each<[string, Case]>([
    ['khoros', ofKhoros({})],
    ['khoros, mobile', ofKhoros({ platform: 'ios', givenName: 'Jane Doe' })],
    ['convrs', ofConvrs({})],
    [
      'convrs, in full',
      ofConvrs({
        email: 'jane@example.com',
        phone: '+447700900123',
        locale: 'en-GB',
        crmID: 'C-1',
        userData: { plan: 'gold' },
        agentData: [{ label: 'Plan', value: 'Gold' }],
      }),
    ],
    ['zendesk', ofZendesk({})],
    ['zendesk, with a name', ofZendesk({ name: 'Jane Doe', email_verified: false })],
    ['deskpro', ofDeskpro({})],
    ['deskpro, in groups', ofDeskpro({ usergroup_ids: ['3', '4'], fields: { plan: 'gold' } })],
  ])('%s', async (_, given) => {
    expect(await findingsOf(given)).toStrictEqual([]);
  });
});

describe('why a token is taken for a vendor’s', () => {
  test.each<[why: string, vendor: string, claims: object, header?: object]>([
    ['its scope is appUser', 'khoros', { scope: 'appUser' }],
    ['it has a claim named appUser', 'khoros', { appUser: 'u_1' }],
    ['it has scope and userId', 'khoros', { scope: 'app', userId: 'u_1' }],
    ['it has userId, and its header has a kid', 'khoros', { userId: 'u_1' }, HEADER_WITH_KID],
    ['it has userId and kid', 'khoros', { userId: 'u_1', kid: KEY_ID }],
    ['it has userId beside givenName or platform', 'khoros', { userId: 'u_1', platform: 'ios' }],
    ['it has userId beside givenName or platform', 'khoros', { userId: 'u_1', givenName: 'J' }],
    ['its scope is user', 'zendesk', { scope: 'user' }],
    ['it has external_id', 'zendesk', { external_id: 'u_1' }],
    ['it has email_verified', 'zendesk', { email_verified: false }],
    ['it has externalId', 'zendesk', { externalId: 'u_1' }],
    [
      'it has jti, name and email, as tokens of other Zendesk products do',
      'zendesk',
      { jti: 'a1', name: 'Jane', email: 'j@example.com' },
    ],
    [
      'it has iat, name and email alone, as tokens of Zendesk Chat do',
      'zendesk',
      { name: 'Jane', email: 'j@example.com' },
    ],
    [
      'it has iat, name and email alone, as tokens of Zendesk Chat do',
      'zendesk',
      { name: 'Jane', email: 'j@example.com', exp: NOW_SECONDS + 420 },
    ],
    ['it has crmID', 'convrs', { crmID: 'C-1' }],
    ['it has userData', 'convrs', { userData: {} }],
    ['it has agentData', 'convrs', { agentData: [] }],
    ['it has a misspelt crmID', 'convrs', { crm_id: 'C-1' }],
    ['it has a misspelt crmID', 'convrs', { 'CRM-Id': 'C-1' }],
    ['it has userId, and no scope', 'convrs', { userId: 'u_1' }],
    ...[
      'deskpro_id',
      'person_id',
      'usergroup_ids',
      'first_name',
      'last_name',
      'organization_id',
      'language_id',
      'emails',
      'labels',
      'fields',
      'timezone',
    ].map((name): [string, string, object] => [`it has ${name}`, 'deskpro', { [name]: 'x' }]),
  ])('%s: %s', async (why, name, claims, header = HEADER) => {
    const { vendor } = await inspectChatToken(forge(header, { iat: NOW_SECONDS, ...claims }));
    expect(vendor).toMatchObject({ name, why });
  });

  test.each<[string, object]>([
    ['nothing', {}],
    ['a scope that is no vendor’s', { scope: 'guest' }],
    ['what is mobile, without a userId', { platform: 'ios', givenName: 'Jane' }],
    ['a kid in the claims, without a userId', { kid: KEY_ID }],
    ['jti and email', { jti: 'a1', email: 'j@example.com' }],
    ['jti and name', { jti: 'a1', name: 'Jane' }],
    [
      'jti, name and email beside a scope',
      {
        scope: 'guest',
        jti: 'a1',
        name: 'Jane',
        email: 'j@example.com',
      },
    ],
    [
      'name and email for longer than Zendesk Chat takes',
      {
        name: 'Jane',
        email: 'j@example.com',
        exp: NOW_SECONDS + 421,
      },
    ],
    ['name and email beside another claim', { name: 'Jane', email: 'j@example.com', plan: 'x' }],
    ['a name alone', { name: 'Jane' }],
    ['an e-mail address alone', { email: 'j@example.com' }],
    ['what begins or ends as crmID does', { xcrmid: '1', crmids: '1' }],
  ])('%s tells of none', async (_, claims) => {
    const { vendor } = await inspectChatToken(forge(HEADER, { iat: NOW_SECONDS, ...claims }));
    expect(vendor).toBeNull();
  });

  test('name and email without iat are not those of Zendesk Chat', async () => {
    const token = forge(HEADER, { name: 'Jane', email: 'j@example.com' });
    expect((await inspectChatToken(token)).vendor).toBeNull();
  });
});

describe.each([
  ['khoros', (header: object) => ofKhoros({}, header)],
  ['zendesk', (header: object) => ofZendesk({}, header)],
] as const)('the header for %s', (_, withHeader) => {
  const digits = '0123456789abcdef01234567';

  test.each<[unknown, string[]]>([
    [`app_${digits}`, []],
    [digits, []],
    [digits.slice(0, 20), []],
    [digits.slice(0, 19), ['KID_UNUSUAL']],
    [`${digits}0`, ['KID_UNUSUAL']],
    [`app_${digits}x`, ['KID_UNUSUAL']],
    [`xapp_${digits}`, ['KID_UNUSUAL']],
    [`app-${digits}`, ['KID_UNUSUAL']],
    [digits.toUpperCase(), ['KID_UNUSUAL']],
    ['act_1', ['KID_OF_ACCOUNT_KEY']],
    ['svc_1', ['KID_OF_ACCOUNT_KEY']],
    ['my_act_1', ['KID_UNUSUAL']],
    ['', ['KID_MISSING']],
    [undefined, ['KID_MISSING']],
    [42, ['KID_NOT_STRING']],
    [['act_1'], ['KID_NOT_STRING']],
  ])('kid %j', async (kid, codes) => {
    expect(await findingsOf(withHeader({ ...HEADER, kid }))).toStrictEqual(
      codes.map((code) => `${code} at header.kid`),
    );
  });

  test('typ', async () => {
    const kid = KEY_ID;
    expect(await findingsOf(withHeader({ alg: 'HS256', kid }))).toStrictEqual([
      'TYP_MISSING at header.typ',
    ]);
    expect(await findingsOf(withHeader({ alg: 'HS256', kid, typ: 'jwt' }))).toStrictEqual([
      'TYP_MISSING at header.typ',
    ]);
  });
});

describe('deskpro', () => {
  test.each<[object, string[]]>([
    [{ deskpro_id: 42 }, ['ID_NOT_STRING at deskpro_id']],
    [{ organization_id: 4 }, ['ID_NOT_STRING at organization_id']],
    [{ language_id: 4 }, ['ID_NOT_STRING at language_id']],
    [{ email: 'j@example.com' }, ['IDENTIFIERS_BOTH at deskpro_id']],
    [{ deskpro_id: undefined, email: 'j@example.com' }, []],
    [{ deskpro_id: undefined }, ['IDENTIFIER_MISSING at ']],
    [
      { usergroup_ids: ['1', '2', '12', 2] },
      [
        'ID_NOT_STRING at usergroup_ids[3]',
        'GROUP_AUTOMATIC at usergroup_ids[0]',
        'GROUP_AUTOMATIC at usergroup_ids[1]',
      ],
    ],
    [{ usergroup_ids: '1' }, ['CLAIM_INVALID at usergroup_ids']],
    [{ person_id: '42' }, ['PRODUCT_DESKPRO_OLDER at person_id']],
  ])('%j', async (claims, expected) => {
    expect(await findingsOf(ofDeskpro(claims))).toStrictEqual(expected);
  });

  test('of sixty groups fifty are looked at', async () => {
    const usergroup_ids = Array.from({ length: 60 }, () => '1');
    expect(await findingsOf(ofDeskpro({ usergroup_ids }))).toHaveLength(50);
  });

  test('why a password must not be in it', async () => {
    const { findings } = await inspect(ofDeskpro({ fields: { password: 'x' } }));
    expect(findings).toMatchObject([
      {
        message:
          'This looks like a password, a key or a card number, and the payload must hold no secrets',
      },
    ]);
  });
});

describe('zendesk', () => {
  const signOn = { scope: undefined, external_id: undefined, jti: 'a1', name: 'Jane' };
  const chat = { scope: undefined, name: 'Jane', email: 'j@example.com' };

  test.each<[object, string]>([
    [{ ...signOn, email: 'j@example.com' }, 'PRODUCT_SUPPORT_SSO_OR_HELP_CENTER at '],
    ...[
      'organization',
      'organization_id',
      'tags',
      'remote_photo_url',
      'locale_id',
      'role',
      'user_fields',
    ].map((name): [object, string] => [
      { ...signOn, email: 'j@example.com', [name]: 'x' },
      'PRODUCT_SUPPORT_SSO at ',
    ]),
    [chat, 'PRODUCT_CHAT_CLASSIC at '],
    [{ ...chat, external_id: undefined }, 'PRODUCT_CHAT_CLASSIC at '],
    [{ scope: 'appUser' }, 'PRODUCT_SUNSHINE_V1 at scope'],
    [{ scope: undefined, userId: 'u_1' }, 'PRODUCT_SUNSHINE_V1 at userId'],
    [{ ...chat, iat: undefined }, 'SCOPE_MISSING at scope'],
    [{ ...chat, plan: 'x' }, 'SCOPE_MISSING at scope'],
    [{ ...signOn, email: undefined, role: 'x' }, 'SCOPE_MISSING at scope'],
    [{ ...signOn, jti: undefined, email: 'x', role: 'x' }, 'SCOPE_MISSING at scope'],
    [{ ...signOn, name: undefined, email: 'x', role: 'x' }, 'SCOPE_MISSING at scope'],
    [{ ...signOn, scope: 'users', email: 'x', role: 'x' }, 'SCOPE_WRONG at scope'],
    [{ scope: 'app' }, 'SCOPE_TOO_WIDE at scope'],
    [{ scope: 'account' }, 'SCOPE_TOO_WIDE at scope'],
    [{ scope: 'integration' }, 'SCOPE_TOO_WIDE at scope'],
  ])('%j is first of all %s', async (claims, first) => {
    expect((await findingsOf(ofZendesk(claims)))[0]).toBe(first);
  });

  test.each<[object, string[]]>([
    [{ external_id: undefined }, ['EXTERNAL_ID_MISSING at external_id']],
    [{ external_id: ' ' }, ['CLAIM_INVALID at external_id']],
    [{ external_id: 'a b' }, ['EXTERNAL_ID_CHARACTERS at external_id']],
    [{ external_id: 'é1' }, ['EXTERNAL_ID_CHARACTERS at external_id']],
    [{ external_id: '1é' }, ['EXTERNAL_ID_CHARACTERS at external_id']],
    [{ external_id: 'brand1_a8-dedg' }, []],
    [{ external_id: {} }, ['CLAIM_INVALID at external_id']],
    [{ external_id: 42 }, ['ID_NOT_STRING at external_id']],
    [{ email: 'j@example.com' }, ['EMAIL_UNVERIFIED at email_verified']],
    [{ email: 'j@example.com', email_verified: false }, ['EMAIL_UNVERIFIED at email_verified']],
    [{ email: 'j@example.com', email_verified: true }, ['EMAIL_MAY_CONFLICT at email']],
    [{ email_verified: true }, ['EMAIL_VERIFIED_ALONE at email_verified']],
    [{ email_verified: 'yes' }, ['EMAIL_VERIFIED_NOT_BOOLEAN at email_verified']],
  ])('%j', async (claims, expected) => {
    expect(await findingsOf(ofZendesk(claims))).toStrictEqual(expected);
  });

  test.each<[string, unknown, string]>([
    ['an address', `${'j'.repeat(117)}@example.com`, 'EMAIL_TOO_LONG at email'],
    ['a list', Array.from({ length: 129 }, () => 'j'), 'CLAIM_INVALID at email'],
  ])('%s of 129', async (_, email, first) => {
    const expected = [first, 'EMAIL_MAY_CONFLICT at email'];
    expect(await findingsOf(ofZendesk({ email, email_verified: true }))).toStrictEqual(expected);
  });
});

describe('khoros', () => {
  test.each<[object, string[]]>([
    [{ scope: undefined }, ['SCOPE_MISSING at scope']],
    [{ scope: 'app' }, ['SCOPE_TOO_WIDE at scope']],
    [{ scope: 'account' }, ['SCOPE_TOO_WIDE at scope']],
    [{ scope: 'integration' }, ['SCOPE_TOO_WIDE at scope']],
    [{ scope: 'user' }, ['SCOPE_WRONG at scope']],
    [{ userId: undefined }, ['USER_ID_MISSING at userId']],
    [{ userId: 42 }, ['ID_NOT_STRING at userId']],
    [{ appUser: 'u_1' }, ['APP_USER_AS_CLAIM at appUser']],
    [{ external_id: 'u_1' }, ['PRODUCT_SUNSHINE_V2 at external_id']],
  ])('%j', async (claims, expected) => {
    expect(await findingsOf(ofKhoros(claims))).toStrictEqual(expected);
  });
});

describe('convrs', () => {
  const row = { label: 'Balance', value: 1250, type: 'currency' };

  test.each<[object, string[]]>([
    [{ userId: undefined }, ['USER_ID_RECOMMENDED at userId']],
    [{ crmID: 42 }, ['ID_NOT_STRING at crmID']],
    [
      { crmId: 'C-1', crm_id: 'C-1', CRMID: 'C-1' },
      ['CRM_ID_SPELLING at crmId', 'CRM_ID_SPELLING at crm_id', 'CRM_ID_SPELLING at CRMID'],
    ],
    [{ email: 'jane' }, ['EMAIL_INVALID at email']],
    [{ email: 42 }, ['CLAIM_INVALID at email']],
    [{ phone: 42 }, ['CLAIM_INVALID at phone']],
    [{ locale: 42 }, ['CLAIM_INVALID at locale']],
    ...['+123456', '+123456789012345'].map((phone): [object, string[]] => [{ phone }, []]),
    ...['+12345', '+1234567890123456', '+0123456', 'a+123456', '+123456a', '123456'].map(
      (phone): [object, string[]] => [{ phone }, ['PHONE_FORMAT at phone']],
    ),
    ...['en', 'gsw', 'en-GB', 'EN-gb', 'es-419', 'zh-Hans-CN', 'de-Latn-DE-1996'].map(
      (locale): [object, string[]] => [{ locale }, []],
    ),
    ...[
      'e',
      'engl',
      'en-G',
      'en_GB',
      'en-abcdefghi',
      'a-b-c-d',
      'en-a1-b2-c3-d4',
      ' en',
      'en ',
    ].map((locale): [object, string[]] => [{ locale }, ['LOCALE_FORMAT at locale']]),
    [{ agentData: {} }, ['CLAIM_INVALID at agentData']],
    [{ agentData: [row] }, ['AGENT_DATA_CURRENCY at agentData[0].currency']],
    [{ agentData: [{ ...row, currency: 'USD' }] }, []],
    [{ agentData: [7] }, ['AGENT_DATA_MISMATCH at agentData[0]']],
    [
      { agentData: [row, { ...row, type: 'number', value: '1' }] },
      ['AGENT_DATA_MISMATCH at agentData[1].value', 'AGENT_DATA_CURRENCY at agentData[0].currency'],
    ],
  ])('%j', async (claims, expected) => {
    expect(await findingsOf(ofConvrs(claims))).toStrictEqual(expected);
  });

  test('userId beside a scope is not Convrs’ own', async () => {
    const { vendor, findings } = await inspect(ofConvrs({ scope: 'app' }));
    expect(vendor?.why).toBe('it was named');
    expect(findings).toMatchObject([
      { code: 'CLAIM_INVALID', path: 'scope' },
      {
        code: 'VENDOR_OTHER',
        message:
          'The token looks made for Khoros Brand Messenger (Legacy): it has scope and userId',
      },
    ]);
  });

  test('of sixty rows fifty are looked at', async () => {
    const agentData = Array.from({ length: 60 }, () => row);
    expect(await findingsOf(ofConvrs({ agentData }))).toHaveLength(50);
  });

  test('what a row does not show, and why a password must not be in it', async () => {
    const agentData = [{ label: 'Paid', value: 'yes', type: 'boolean' }];
    const { findings } = await inspect(ofConvrs({ agentData, userData: { password: 'x' } }));
    expect(findings.map(({ message }) => message)).toStrictEqual([
      'This looks like a password, a key or a card number, and anyone with the browser can read the payload',
      'agentData[0].value must be true or false, not a string: the row does not show what it should',
    ]);
  });
});
