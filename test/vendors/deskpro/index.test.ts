import { deskpro, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { KNOWN_TOKENS } from '../../support/known-tokens.ts';
import { faults, forge, NOW, NOW_SECONDS, refusal, SECRET } from '../../support/support.ts';
import { describeFaults, describeTokens, userOf } from '../tokens.ts';

const BROKEN = 'must not have outer white space, a line break, control or broken characters';

const ALL = {
  deskpro_id: '42',
  email: 'john.smith@example.com',
  emails: ['john@example.com', 'smith@example.com'],
  name: 'John Smith',
  first_name: 'John',
  last_name: 'Smith',
  organization_id: '7',
  language_id: '1',
  // That 1 and 2 need not be named is a finding, not an error.
  usergroup_ids: ['1', '2', '3'],
  fields: { '12': 'blue', colours: ['red', 'green'], none: [] },
  timezone: 'Europe/London',
  labels: ['vip'],
};

describe('claims', () => {
  test.each([
    [{}],
    [{ deskpro_id: '42' }],
    [userOf(deskpro, KNOWN_TOKENS.deskpro)],
    [ALL],
  ])('takes %j', (given) => {
    expect(deskpro.claims(given)).toStrictEqual(given);
  });

  test('lists as long as a token can hold, and no longer', async () => {
    const labels = (length: number) => ({ labels: new Array<string>(length).fill('') });
    expect(deskpro.claims(labels(8_256)).labels).toHaveLength(8_256);
    expect(await faults(() => deskpro.claims(labels(8_257)))).toStrictEqual([
      'labels: is more than 66048 characters in all',
    ]);
  });

  describeFaults(deskpro, [
    [{ deskpro_id: 42 }, 'deskpro_id: must be a string, got a number: pass String(id)'],
    [{ deskpro_id: '' }, 'deskpro_id: must not be blank'],
    [{ organization_id: 7 }, 'organization_id: must be a string, got a number: pass String(id)'],
    [{ language_id: 1 }, 'language_id: must be a string, got a number: pass String(id)'],
    [
      { usergroup_ids: ['3', 4] },
      'usergroup_ids[1]: must be a string, got a number: pass String(id)',
    ],
    [{ usergroup_ids: '3' }, 'usergroup_ids: must be an array, got a string'],
    [
      { email: 'undefined' },
      'email: is a string such as "undefined" or "[object Object]": pass the value itself',
    ],
    [{ deskpro_id: '42', email: ' j@example.com' }, `email: ${BROKEN}`],
    [{ emails: ['a', null] }, 'emails[1]: must be a string, got null'],
    [{ labels: [undefined] }, 'labels[0]: must be a string, got undefined'],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    [{ labels: ['a', , 'b'] }, 'labels[1]: must be a string, got undefined'],
    [{ fields: { '12': 7 } }, 'fields["12"]: must be a string, got a number'],
    [{ fields: { a: ['x', true] } }, 'fields.a[1]: must be a string, got a boolean'],
    [{ fields: [['a', 'b']] }, 'fields: must be a plain object, got an array'],
    [
      { fields: new Map() },
      'fields: must be a plain object, got an instance of Map: pass { name: row.name }',
    ],
    [{ fields: JSON.parse('{"__proto__":"x"}') }, 'fields.__proto__: is not allowed as a key'],
    [{ firstName: 'J' }, 'firstName: is not known; did you mean "first_name"?'],
    [{ person_id: '1' }, 'person_id: is not known'],
    [{ emailz: 'x' }, 'emailz: is not known; did you mean "email"?'],
    [{ exp: 1 }, 'exp: is reserved: signing sets it'],
  ]);

  test('deskpro_id names the user, and email where there is none', () => {
    expect(deskpro.userId(ALL)).toBe('42');
    expect(deskpro.userId({ email: 'x@example.com' })).toBe('x@example.com');
    expect(deskpro.userId({})).toBeNull();
  });
});

describe('tokens', () => {
  describeTokens(deskpro, KNOWN_TOKENS.deskpro);
  const options = { secret: SECRET, now: NOW };

  test('takes a token that names a key all the same', async () => {
    const token = forge({ alg: 'HS256', kid: 'x' }, { deskpro_id: '42', exp: NOW_SECONDS + 1 });
    const { header } = await verifyChatToken(deskpro, token, options);
    expect(header).toStrictEqual({ alg: 'HS256', kid: 'x' });
  });

  test('rejects a numeric id in a token', async () => {
    const token = forge({ alg: 'HS256' }, { deskpro_id: 42, exp: NOW_SECONDS + 1 });
    await refusal(() => verifyChatToken(deskpro, token, options), 'ERR_CLAIMS_INVALID');
  });
});
