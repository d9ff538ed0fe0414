import { expect, test } from 'vitest';
import { findingsOf, inspect, ofDeskpro, recognized } from '../../inspect/support.ts';

test.each<[object, string[]]>([
  [{}, []],
  [{ usergroup_ids: ['3', '11'], fields: { Passport: 'x' }, organization_id: '4' }, []],
  [{ deskpro_id: 42 }, ['ID_NOT_STRING at deskpro_id']],
  [{ organization_id: 4 }, ['ID_NOT_STRING at organization_id']],
  [{ language_id: 4 }, ['ID_NOT_STRING at language_id']],
  [{ email: 'j@example.com' }, ['IDENTIFIERS_BOTH at deskpro_id']],
  [{ deskpro_id: undefined, email: 'j@example.com' }, []],
  [{ deskpro_id: undefined }, ['IDENTIFIER_MISSING at deskpro_id']],
  [{ deskpro_id: '0' }, ['ID_SHARED at deskpro_id']],
  [{ deskpro_id: undefined, email: '' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ usergroup_ids: ['3', 4] }, ['ID_NOT_STRING at usergroup_ids[1]']],
  [
    { usergroup_ids: ['1', '2', '12', 2] },
    [
      'ID_NOT_STRING at usergroup_ids[3]',
      'GROUP_AUTOMATIC at usergroup_ids[0]',
      'GROUP_AUTOMATIC at usergroup_ids[1]',
      'GROUP_AUTOMATIC at usergroup_ids[3]',
    ],
  ],
  [{ usergroup_ids: '1' }, ['CLAIM_INVALID at usergroup_ids']],
  [{ fields: { Password: 'x' } }, ['SENSITIVE_DATA at fields.Password']],
  [{ person_id: '42' }, ['PRODUCT_DESKPRO_OLDER at person_id']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(ofDeskpro(claims))).toStrictEqual(findings);
});

test('of sixty groups fifty are looked at', async () => {
  expect(await findingsOf(ofDeskpro({ usergroup_ids: Array(60).fill('1') }))).toHaveLength(50);
});

test('why a password must not be in it', async () => {
  const { findings } = await inspect(ofDeskpro({ fields: { password: 'x' } }));
  expect(findings[0]?.message).toMatch(/must not contain secrets$/);
});

test.each([
  ...['deskpro_id', 'person_id', 'usergroup_ids', 'first_name', 'last_name', 'organization_id'],
  ...['language_id', 'emails', 'labels', 'fields', 'timezone'],
])('a token with %s is one for Deskpro', async (name) => {
  expect(await recognized({ [name]: 'x' })).toBe(`deskpro: it has ${name}`);
  expect(await recognized({ [`${name}s`]: 'x' })).toBe('nobody');
});
