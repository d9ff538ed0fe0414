/** What an id may be that nothing is to be said of, and what next to it may not. */
import { convrs } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { inspect, ofKhoros, ofZendesk } from './support.ts';

test.each<[id: string, code: string | undefined]>([
  [`${'j'.repeat(308)}@example.com`, 'ID_IS_EMAIL'],
  [`${'j'.repeat(309)}@example.com`, undefined],
  ['jane@example.com is hers', undefined],
  ['jane@mail.example.com', 'ID_IS_EMAIL'],
])('an e-mail address for an id of Convrs: %s', (userId, code) => {
  expect(lintClaims(convrs, { userId })[0]?.code).toBe(code);
});

test.each<[id: string, code: string | undefined]>([
  ['+4477009001', 'ID_IS_PHONE'],
  ['+44 (77) 00 90-01 23 45', 'ID_IS_PHONE'],
  ['+44 (77) 00 90-01 23 456', 'ID_IS_PHONE'],
  ['+44 (77) 00 90-01 23 4567', undefined],
  ['u+447700900123', undefined],
  ['+447700900123u', undefined],
])('a phone number for an id of Khoros: %s', async (userId, code) => {
  const { findings } = await inspect(ofKhoros({ userId }));
  expect(findings[0]?.code).toBe(code);
});

test.each<[id: string, code: string | undefined]>([
  ['undefined', 'ID_PLACEHOLDER'],
  ['NULL', 'ID_PLACEHOLDER'],
  ['[object Object]', 'ID_PLACEHOLDER'],
  ['is_undefined', undefined],
  ['null_1', undefined],
])('what a variable without a value becomes, for an id of Zendesk: %s', async (id, code) => {
  const { findings } = await inspect(ofZendesk({ external_id: id }));
  expect(findings[0]?.code).toBe(code);
});

test.each([42, 42n, true])('an id that is %s is no string', (userId) => {
  expect(lintClaims(convrs, { userId })).toMatchObject([
    { code: 'ID_NOT_STRING', message: `The id is a ${typeof userId}, and must be a string` },
  ]);
});
