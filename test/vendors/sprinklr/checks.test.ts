import { sprinklr } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';

const MISSING = 'CLAIM_INVALID at id';

test.each<[object, string[]]>([
  [{ id: '12345', firstName: 'Jane', email: 'j@example.com' }, []],
  [{ id: 'u-1', firstName: 'Jane' }, []],
  [{ id: 'u_1' }, ['SEPARATOR_IN_FIELD at id']],
  [
    { id: '1', firstName: 'a_b', lastName: 'c', profileImageUrl: 'x_y' },
    ['SEPARATOR_IN_FIELD at firstName', 'SEPARATOR_IN_FIELD at profileImageUrl'],
  ],
  [{ userId: '12345' }, ['ID_OF_MOBILE at userId', MISSING]],
  [{ id: '12345', hashCreationTime: 1754565280133 }, ['HASH_WITH_TIME at hashCreationTime']],
  [{ id: 12345 }, ['ID_NOT_STRING at id']],
  [{ id: '12345', email: 'none' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ id: '12345', hash: 'x' }, ['HASH_IN_FIELDS at hash']],
])('%j', (fields, findings) => {
  expect(named(lintClaims(sprinklr, fields))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for Sprinklr', async () => {
  expect(await recognized({ hashCreationTime: 1754565280133 })).toBe('nobody');
});

test('a field that cannot be made a string is only a finding', () => {
  const email = {
    toString() {
      throw new Error('a value');
    },
  };
  expect(named(lintClaims(sprinklr, { id: '1', email }))).toStrictEqual(['CLAIM_INVALID at email']);
});
