import { convrs, khoros } from 'chat-token';
import { expect, test } from 'vitest';
import { validateClaims } from '../../src/contract/validate.ts';
import { claimsOf } from '../../src/contract/vendor.ts';
import { claimsInvalid, formatPath } from '../../src/utils/issues.ts';
import { faults, refusal } from '../support/support.ts';

test('the message names the vendor and the first issue, the hint its documentation', async () => {
  const title = 'Not valid for Khoros Brand Messenger (Legacy)';
  const one = await refusal(() => khoros.claims({} as never), 'ERR_CLAIMS_INVALID');
  expect(one.message).toBe(`${title}: userId is missing`);
  expect(one.hint).toContain(khoros.docs);
  const whole = await refusal(() => khoros.claims(null as never), 'ERR_CLAIMS_INVALID');
  expect(whole.message).toBe(`${title}: the user must be a plain object, got null`);
  const two = await refusal(() => khoros.claims({ platform: 7 } as never), 'ERR_CLAIMS_INVALID');
  expect(two.message).toBe(`${title}: userId is missing (and 1 more)`);
});

test('an issue of a token without a path is about the payload', async () => {
  const error = await refusal(() => claimsOf(khoros, validateClaims(khoros, null), 'the payload'));
  expect(error.message).toContain('(Legacy): the payload must be a plain object');
});

test.each([
  ['Use your work e-mail', 'email: Use your work e-mail'],
  ['Ändern Sie das', 'email: Ändern Sie das'],
  ['darf nicht leer sein', 'email darf nicht leer sein'],
  ['must be short', 'email must be short'],
])('a message follows a colon, unless it ends a sentence: %s', (message, shown) => {
  expect(claimsInvalid('Not valid', [{ path: 'email', message }], 'hint').message).toBe(
    `Not valid: ${shown}`,
  );
  const whole = claimsInvalid('Not valid', [{ path: '', message }], 'hint', 'email');
  expect(whole.message).toBe(`Not valid: ${shown}`);
});

test('at most 100 issues are listed', async () => {
  const many = Array.from({ length: 1000 }, (_, index) => [`k${index}`, index]);
  const user = { userId: 'u', ...Object.fromEntries(many) };
  for (const check of [
    () => khoros.claims(user),
    () => claimsOf(khoros, validateClaims(khoros, user)),
  ]) {
    expect((await refusal(check)).issues).toHaveLength(100);
  }
  expect((await refusal(() => khoros.claims(user))).message).toMatch(/: k0 .* \(and 99 more\)$/);
});

test('a path reads as JavaScript would write it', () => {
  const path = [{ key: 'a' }, { key: 'b c' }, 3, Symbol('s'), 'b-c', 999_999, 1_000_000];
  expect(formatPath(path)).toBe('a["…"][3]["…"]["b-c"][999999]["…"]');
  expect(formatPath(['b c', 'd'])).toBe('["…"].d');
  expect(formatPath(undefined)).toBe('');
});

test('keys are shown if they can be neither a secret nor personal data', async () => {
  const keys = ['a'.repeat(23), 'a'.repeat(24), '1234', '12345', 'a b'];
  // Words in snake case, as some vendors name their claims, and what only looks similar.
  keys.push(
    'phone_number_country_code',
    'phone_number_country_code2',
    'phone__number__country_code',
  );
  const userData = Object.fromEntries(keys.map((key) => [key, null]));
  const found = await faults(() => convrs.claims({ userData } as never));
  expect(found).toHaveLength(8);
  expect(new Set(found.map((fault) => fault.slice(0, fault.indexOf(': '))))).toStrictEqual(
    new Set([
      'userData["1234"]',
      'userData["…"]',
      `userData.${'a'.repeat(23)}`,
      'userData.phone_number_country_code',
    ]),
  );
});
