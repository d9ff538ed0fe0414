/** What claims alone give: the vendor's own advice, and what is left of its contract. */
import { convrs, defineVendor, zendesk } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import { definition, permissive, refusal } from '../support/support.ts';
import { findingsOf, HEADER, inspect, named, ofConvrs, ofDeskpro, ofZendesk } from './support.ts';

const ZENDESK = { scope: 'user', external_id: 'u_1' };
const CONTRACT = 'The claims break the contract: ';

test.each([
  undefined,
  null,
  'text',
  7,
  [],
  new Date(0),
  new Proxy({}, { ownKeys: () => expect.fail() }),
])('not an object: %#', (claims) => {
  expect(lintClaims(zendesk, claims)).toMatchObject([
    { code: 'CLAIMS_NOT_OBJECT', severity: 'error', path: '' },
  ]);
  const [finding] = lintClaims(zendesk, claims);
  expect(finding?.message).toMatch(/must be a plain object/);
  expect(finding?.hint).toMatch(/\S/);
});

test('an empty object, of a vendor without rules', () => {
  expect(lintClaims(permissive, {})).toStrictEqual([]);
});

test('claims of the vendor itself', () => {
  const claims = zendesk.claims({ external_id: 'u_1', email: 'j@example.com' });
  expect(named(lintClaims(zendesk, claims))).toStrictEqual(['EMAIL_UNVERIFIED at email_verified']);
});

test.each([
  ['name', { name: 'acme' }],
  ['documentation', { docs: 'https://example.com' }],
])('a vendor of another %s is known by its contract alone', (_, other) => {
  const claims = { external_id: 'j@example.com', scope: 'user', name: 7 };
  expect(named(lintClaims({ ...zendesk, ...other }, claims))).toStrictEqual([
    'CLAIM_INVALID at name',
  ]);
  expect(named(lintClaims({ ...zendesk }, claims))).toContain('ID_IS_EMAIL at external_id');
});

test('a name instead of a vendor', async () => {
  await refusal(() => lintClaims(JSON.parse('"zendesk"'), {}), 'ERR_OPTION_INVALID');
});

test('a schema that throws', () => {
  const vendor = defineVendor({
    ...definition,
    user: {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => {
          throw new Error('u_1');
        },
      },
    },
  });
  const findings = lintClaims(vendor, { id: 'u_1' });
  expect(findings).toMatchObject([{ code: 'CLAIM_INVALID', path: '' }]);
  expect(findings[0]?.message).toMatch(/^The claims break the contract: .*threw/);
  expect(JSON.stringify(findings)).not.toContain('u_1');
});

describe('a key id among the claims', () => {
  test.each([
    [ofZendesk({ kid: 'app_1' }, HEADER), /Sign with keyId/],
    [ofConvrs({ kid: 'app_1' }), /This vendor uses no key id/],
  ])('%#', async (given, hint) => {
    expect(await findingsOf(given)).toContain('KID_IN_PAYLOAD at kid');
    const { findings } = await inspect(given);
    expect(findings.find(({ code }) => code === 'KID_IN_PAYLOAD')?.hint).toMatch(hint);
  });
});

describe('the contract', () => {
  test.each([
    ['is kept', ofZendesk({ name: 'Jane' }), []],
    ['is broken', ofZendesk({ name: 7 }), ['CLAIM_INVALID at name']],
    [
      'is broken, with an info',
      ofZendesk({ email: 42, email_verified: true }),
      ['CLAIM_INVALID at email', 'EMAIL_MAY_CONFLICT at email'],
    ],
    [
      'is broken by a long id',
      ofZendesk({ external_id: 'a '.repeat(200) }),
      ['CLAIM_INVALID at external_id', 'EXTERNAL_ID_CHARACTERS at external_id'],
    ],
    [
      'is broken by a long address for an id',
      ofZendesk({ external_id: `${'a'.repeat(300)}@b.c` }),
      ['CLAIM_INVALID at external_id', 'ID_IS_EMAIL at external_id'],
    ],
    [
      'is broken, with a warning',
      ofDeskpro({ deskpro_id: {}, email: 'jane@example.com' }),
      ['CLAIM_INVALID at deskpro_id', 'IDENTIFIERS_BOTH at deskpro_id'],
    ],
    [
      'is broken by a secret',
      ofDeskpro({ fields: { password: 7 } }),
      ['CLAIM_INVALID at fields.password', 'SENSITIVE_DATA at fields.password'],
    ],
    [
      'is broken around a secret',
      ofConvrs({ userData: { a: { secret: 's' } } }),
      ['CLAIM_INVALID at userData.a', 'SENSITIVE_DATA at userData.a.secret'],
    ],
    [
      'is broken by names like another',
      ofZendesk({ external_id: 42, external_ids: 'u_1', my_external_id: 'u_1' }),
      [
        'ID_NOT_STRING at external_id',
        'CLAIM_INVALID at external_ids',
        'CLAIM_INVALID at my_external_id',
      ],
    ],
    [
      'is broken by a claim whose name may be data',
      ofZendesk({
        ...{ jti: 'a1', name: 'Jane', email: 'j@example.com' },
        scope: undefined,
        'jane@example.com': 1,
      }),
      expect.arrayContaining(['PRODUCT_SUPPORT_SSO_OR_HELP_CENTER', 'CLAIM_INVALID at ["…"]']),
    ],
  ])('%s', async (_, given, findings) => {
    expect(await findingsOf(given)).toEqual(findings);
  });

  test('the message names the claim, or the claims as a whole', () => {
    const errors = (claims: object) =>
      lintClaims(zendesk, claims).filter(({ severity }) => severity === 'error');
    expect(errors({ ...ZENDESK, name: 7 })).toMatchObject([
      { path: 'name', message: `${CONTRACT}name must be a string, got a number` },
    ]);
    expect(errors({ ...ZENDESK, [Symbol('s')]: 1 })).toMatchObject([
      { path: '', message: `${CONTRACT}must not have symbols as keys` },
    ]);
  });

  test('findings about items do not hide issues of the list', () => {
    const row = { label: 'Paid', value: 'yes', type: 'boolean' };
    const agentData = Array.from({ length: 10_001 }, () => row);
    const errors = lintClaims(convrs, { userId: 'u_1', agentData }).filter(
      ({ path }) => path === 'agentData',
    );
    expect(errors).toMatchObject([
      { severity: 'error', message: `${CONTRACT}agentData is more than 66048 characters in all` },
    ]);
  });
});
