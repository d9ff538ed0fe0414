/** Which ids are no ids: placeholders, e-mail addresses, phone numbers. */
import { convrs } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { findingsOf, ofConvrs, ofKhoros, ofZendesk } from './support.ts';

test.each([
  ['jane@example.com', 'ID_IS_EMAIL'],
  ['jane@mail.example.com', 'ID_IS_EMAIL'],
  [`${'j'.repeat(308)}@example.com`, 'ID_IS_EMAIL'],
  [`${'j'.repeat(309)}@example.com`, undefined],
  ['jane@example', undefined],
  ['jane@example.com is hers', undefined],
])('an e-mail address: %s', async (userId, code) => {
  const findings = code === undefined ? [] : [`${code} at userId`];
  expect(await findingsOf(ofConvrs({ userId }))).toStrictEqual(findings);
  expect(await findingsOf(ofKhoros({ userId }))).toStrictEqual(findings);
});

test.each([
  ['+447700900123', 'ID_IS_PHONE'],
  ['+4477009001', 'ID_IS_PHONE'],
  ['+44 (77) 00 90-01 23 45', 'ID_IS_PHONE'],
  ['+44 (77) 00 90-01 23 456', 'ID_IS_PHONE'],
  ['+44 (77) 00 90-01 23 4567', undefined],
  ['u+447700900123', undefined],
  ['+447700900123u', undefined],
  ['447700900123', undefined],
  ['+1', undefined],
])('a phone number: %s', async (userId, code) => {
  const findings = code === undefined ? [] : [`${code} at userId`];
  expect(await findingsOf(ofKhoros({ userId }))).toStrictEqual(findings);
  expect(await findingsOf(ofConvrs({ userId }))).toStrictEqual([]);
});

test.each([
  ['undefined', 'ID_PLACEHOLDER'],
  ['null', 'ID_PLACEHOLDER'],
  ['NaN', 'ID_PLACEHOLDER'],
  ['[object Object]', 'ID_PLACEHOLDER'],
  ['[object Promise]', 'ID_PLACEHOLDER'],
  ['is_undefined', undefined],
  ['null_1', undefined],
])('a placeholder: %s', async (id, code) => {
  const [first] = await findingsOf(ofZendesk({ external_id: id }));
  expect(first).toBe(code && `${code} at external_id`);
});

test.each([
  ...[
    'guest',
    'Guests',
    'anonymous',
    'default-user',
    'default_user',
    'defaultUser',
    'user',
    'test',
  ],
  ...['test-user', 'visitor', 'unknown', 'demo', '0', '-1', '00', 'None', 'NULL', 'true', 'N/A'],
  ...['00000000-0000-0000-0000-000000000000', 'user_id', 'external_id', 'userId', 'id'],
  ...['{{user.id}}', '$userId', '{userId}', '<user-id>', ':userId', '%USER_ID%', '[user id]'],
])('an id of several users: %s', async (id) => {
  expect(await findingsOf(ofConvrs({ userId: id }))).toStrictEqual(['ID_SHARED at userId']);
  const [first] = (await findingsOf(ofZendesk({ external_id: id }))).filter(
    (found) => !/CHARACTERS/.test(found),
  );
  expect(first).toBe('ID_SHARED at external_id');
});

test.each([
  ...['u_1', 'user-1', 'user_12345', 'usr_12345', 'c0ffee-42', '10', '1', 'a0', '-1a', 'testa'],
  ...['guest-7f3a', 'guestavo', 'visitor42', 'userid7', '00000000-0000-0000-0000-000000000001'],
  ...['anonymous-b1946ac9', 'default-user-17', 'Jane', '{1}a'],
])('an id of one user: %s', async (id) => {
  expect(await findingsOf(ofConvrs({ userId: id }))).toStrictEqual([]);
});

test.each<[unknown, string, RegExp]>([
  [42, 'ID_NOT_STRING', /String\(id\)/],
  [42n, 'ID_NOT_STRING', /String\(id\)/],
  [10n ** 20n, 'ID_NOT_STRING', /String\(id\)/],
  [Number.MAX_SAFE_INTEGER, 'ID_NOT_STRING', /String\(id\)/],
  [2 ** 53, 'ID_INEXACT', /as a string/],
  [Number('1234567890123456789'), 'ID_INEXACT', /as a string/],
  [-(2 ** 60), 'ID_INEXACT', /as a string/],
  [Number.POSITIVE_INFINITY, 'ID_INEXACT', /as a string/],
  [Number.NaN, 'ID_NOT_STRING', /where the id comes from/],
  [true, 'ID_NOT_STRING', /where the id comes from/],
])('no string: %s', (userId, code, hint) => {
  const [first] = lintClaims(convrs, { userId });
  expect(first).toMatchObject({ code, severity: 'error', path: 'userId' });
  expect(first?.hint).toMatch(hint);
  if (code === 'ID_INEXACT') expect(first?.hint).not.toContain('String(id)');
});

test('0 as a number is no better as a string', () => {
  expect(lintClaims(convrs, { userId: 0 }).map(({ code }) => code)).toStrictEqual([
    'ID_NOT_STRING',
    'ID_SHARED',
  ]);
});
