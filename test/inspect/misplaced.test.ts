/** Claims in another place, or with another name. */
import { chatwoot, convrs, zendesk } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import { forge, SECRET } from '../support/support.ts';
import { VENDORS } from '../support/vendors.ts';
import {
  findingsOf,
  HEADER,
  HEADER_WITH_KID,
  inspect,
  named,
  of,
  ofConvrs,
  ofIntercom,
  ofZendesk,
  TIMES,
} from './support.ts';

const ZENDESK = { scope: 'user', external_id: 'u_1' };

describe('in the header', () => {
  test.each<[string, object, object, string[]]>([
    ['the times', TIMES, ZENDESK, ['CLAIM_MISPLACED at header.iat']],
    [
      'exp alone',
      { exp: TIMES.exp },
      { ...ZENDESK, iat: TIMES.iat },
      ['CLAIM_MISPLACED at header.exp'],
    ],
    ['everything', { ...ZENDESK, ...TIMES }, {}, ['CLAIM_MISPLACED at header.scope']],
    [
      'iat alone',
      { iat: TIMES.iat },
      { ...ZENDESK, exp: TIMES.exp },
      ['CLAIM_UNREAD at header.iat'],
    ],
    [
      'a claim that may be left out',
      { name: 'Jane' },
      { ...ZENDESK, ...TIMES },
      ['CLAIM_UNREAD at header.name'],
    ],
    ['a copy of a claim', { ...TIMES, external_id: 'u_1' }, { ...ZENDESK, ...TIMES }, []],
  ])('%s', async (_, header, claims, findings) => {
    const token = forge({ ...HEADER_WITH_KID, ...header }, claims);
    const given = of(token, { vendor: zendesk, secret: SECRET });
    expect(await findingsOf(given)).toStrictEqual(findings);
  });

  test.each<[string, object]>([
    ['a name that is an object', { name: {} }],
    ['an id that is a number', { crmID: 42 }],
    ['a time that is text', { nbf: 'soon' }],
  ])('%s is not read there, so it is no error', async (_, header) => {
    const token = forge({ ...HEADER, ...header }, { userId: 'u_1', ...TIMES });
    const { ok, findings } = await inspect(of(token, { vendor: convrs, secret: SECRET }));
    expect([ok, findings.map(({ code }) => code)]).toStrictEqual([
      true,
      expect.arrayContaining(['CLAIM_UNREAD']),
    ]);
  });

  test('it is named, and the vendor is recognized by it', async () => {
    const { findings, vendor, ok } = await inspect(
      of(forge({ ...HEADER_WITH_KID, ...ZENDESK }, TIMES)),
    );
    expect(vendor?.name).toBe('zendesk');
    expect(ok).toBe(false);
    expect(findings[0]?.message).toBe(
      'Claims are in the header, but belong at the top level of the payload: scope, external_id',
    );
  });
});

describe('inside the payload', () => {
  const user = { ...ZENDESK, email: 'j@example.com', email_verified: true };
  const json = JSON.stringify(user);

  test.each<[string, object, string, string]>([
    ['user', { user }, 'user', 'inside an object'],
    [
      'claims, with the times',
      { claims: { ...user, ...TIMES }, iat: undefined, exp: undefined },
      'claims',
      'inside an object',
    ],
    ['payload', { payload: user }, 'payload', 'inside an object'],
    ['data.attributes', { data: { attributes: user } }, 'data.attributes', 'inside an object'],
    [
      'the id alone',
      {
        sub: 'u_1',
        scope: 'user',
        userData: { external_id: 'u_1', email: 'j@example.com', email_verified: true },
      },
      'userData',
      'inside an object',
    ],
    ['a list', { claims: [user] }, 'claims[0]', 'in a list'],
    ['a string', { user: json }, 'user', 'in a string of JSON'],
    ['a list in a string', { user: `[${json}]` }, 'user[0]', 'in a list'],
  ])('%s', async (_, claims, path, place) => {
    const { findings, vendor } = await inspect(
      ofZendesk({ scope: undefined, external_id: undefined, ...claims }),
    );
    expect(vendor?.name).toBe('zendesk');
    // Whatever was missing is there, and is as good as at the top level.
    expect(named(findings)).toStrictEqual([
      `CLAIM_MISPLACED at ${path}`,
      'EMAIL_MAY_CONFLICT at email',
    ]);
    expect(findings[0]).toMatchObject({
      severity: 'error',
      message: expect.stringContaining(`${place},`),
    });
    expect(findings[0]?.message).toContain('external_id');
    expect(JSON.stringify(findings)).not.toMatch(/u_1|j@example/);
  });

  test.each(
    VENDORS.map(({ vendor, example }) => ({ name: vendor.name, vendor, example })),
  )('of every vendor: $name', ({ vendor, example }) => {
    const claims = { wrapper: { inner: example.full.claims } };
    const [first, ...others] = named(lintClaims(vendor, claims));
    expect(first).toBe('CLAIM_MISPLACED at wrapper.inner');
    expect(others).toStrictEqual(example.full.findings ?? []);
  });

  test.each<[string, object, string[]]>([
    [
      'an object that is no user',
      { company: { name: 'x', email: 'j@example.com' } },
      ['CLAIM_INVALID at company'],
    ],
    ['what is at the top level too', { user }, ['CLAIM_INVALID at user']],
    ['a string that is no JSON', { user: '{external_id' }, ['CLAIM_INVALID at user']],
    ['too deep', { a: { b: { c: { d: { name: 'x' } } } } }, ['CLAIM_INVALID at a']],
  ])('%s is not in the wrong place', async (_, claims, findings) => {
    expect(await findingsOf(ofZendesk(claims))).toStrictEqual(findings);
  });

  test('a record of the contract may have any names, and is only not read', async () => {
    const given = { userId: undefined, userData: { userId: 'u_1', plan: 'gold' } };
    expect(await findingsOf(ofConvrs(given))).toStrictEqual(['CLAIM_UNREAD at userData']);
    expect(await findingsOf(ofConvrs({ userData: { userId: 'u_2' } }))).toStrictEqual([]);
  });

  test('the vendor is recognized by what is inside', async () => {
    const token = forge(HEADER_WITH_KID, { user: ZENDESK, ...TIMES });
    expect((await inspect(of(token))).vendor?.name).toBe('zendesk');
  });
});

describe('named by an address', () => {
  const SOAP = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
  const MICROSOFT = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/';

  test.each<[string, object, string, RegExp]>([
    [`${SOAP}emailaddress`, { email_verified: true }, 'emailaddress', /^Name it email:/],
    [`${SOAP}name`, {}, 'name', /^Name it name:/],
    [
      `${SOAP}nameidentifier`,
      { external_id: undefined },
      'nameidentifier',
      /^Name it external_id:/,
    ],
    [`${SOAP}nameidentifier`, {}, 'nameidentifier', /^Leave it out:/],
    [`${MICROSOFT}role`, {}, 'role', /^Leave it out:/],
    ['https://app.example.com/email', { email_verified: true }, 'email', /^Name it email:/],
    ['urn:example:claims:name', {}, 'name', /^Name it name:/],
    ['custom:email', { email_verified: true }, 'email', /^Name it email:/],
  ])('%s', async (name, claims, last, hint) => {
    const { findings } = await inspect(ofZendesk({ [name]: 'j@example.com', ...claims }));
    expect(findings.filter(({ severity }) => severity !== 'info')).toMatchObject(
      /external_id/.test(hint.source)
        ? [{ code: 'CLAIM_NAMED_BY_ADDRESS' }, { code: 'ID_IS_EMAIL' }]
        : [{ code: 'CLAIM_NAMED_BY_ADDRESS', severity: 'error', path: '["…"]' }],
    );
    expect(findings[0]?.message).toMatch(new RegExp(`ends with ${last}$`));
    expect(findings[0]?.hint).toMatch(hint);
  });

  test('an attribute may have such a name, but is then another one', async () => {
    const given = ofIntercom({ [`${SOAP}emailaddress`]: 'j@example.com' });
    const { findings, ok } = await inspect(given);
    expect(named(findings)).toStrictEqual(['ATTRIBUTE_NAMED_BY_ADDRESS at ["…"]']);
    expect(ok).toBe(true);
  });

  test.each([
    ['jane@example.com', '…'],
    ['https://example.com/zqx7secret', 'zqx7secret'],
    [`${SOAP}zqx7secret`, 'zqx7secret'],
    ['urn:zqx7secret:name', 'zqx7secret'],
  ])('no other part of a name is shown: %s', async (name, secret) => {
    const { findings } = await inspect(ofZendesk({ [name]: 1 }));
    expect(findings[0]?.path).toBe('["…"]');
    if (secret !== '…') expect(JSON.stringify(findings)).not.toContain(secret);
  });
});

test('of a hash too, the fields are looked for', () => {
  const findings = lintClaims(chatwoot, { user: { identifier: 'u_1', name: 'Jane' } });
  expect(named(findings)).toStrictEqual(['CLAIM_MISPLACED at user']);
});
