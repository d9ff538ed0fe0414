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
  ['NULL', 'ID_PLACEHOLDER'],
  ['[object Object]', 'ID_PLACEHOLDER'],
  ['is_undefined', undefined],
  ['null_1', undefined],
])('a placeholder: %s', async (id, code) => {
  const [first] = await findingsOf(ofZendesk({ external_id: id }));
  expect(first).toBe(code && `${code} at external_id`);
});

test.each([42, 42n, true])('no string: %s', (userId) => {
  expect(lintClaims(convrs, { userId })).toMatchObject([
    { code: 'ID_NOT_STRING', message: `The id must be a string, got a ${typeof userId}` },
  ]);
});
