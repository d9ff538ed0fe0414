/** What is taken for a password, a key or a card number, and what next to it is not. */
import { convrs } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';

/** Where something sensitive is found in `userData`. */
function foundIn(userData: unknown): string[] {
  return lintClaims(convrs, { userId: 'u_1', userData })
    .filter(({ code }) => code === 'SENSITIVE_DATA')
    .map(({ path }) => path);
}

describe('by name', () => {
  test.each([
    ...['password', 'passwd', 'pwd', 'passphrase', 'secret', 'clientSecret', 'secret_key'],
    ...['private-key', 'apiKey', 'API_TOKEN', 'apiSecret', 'accessToken', 'refreshToken'],
    ...['authToken', 'sessionToken', 'creditCard', 'creditCardNumber', 'ccNumber', 'cardNumber'],
    ...['CVV', 'cvc', 'cardCode'],
  ])('%s', (name) => {
    expect(foundIn({ [name]: 'x' })).toHaveLength(1);
    expect(foundIn({ [`${name}Hint`]: 'x' })).toStrictEqual([]);
  });

  const name = (length: number) => 'password'.padEnd(length, '-');
  test.each<[string, unknown, number]>([
    ['a name of 39 characters', { [name(39)]: 'x' }, 1],
    ['a name of 40 characters', { [name(40)]: 'x' }, 0],
    ['a number', { pwd: 1234 }, 1],
    ['nothing that says anything', { pwd: '', pin: { pwd: true }, old: { pwd: null } }, 0],
    ['a list', { pwd: [] }, 0],
    ['what stands in the member', { password: { age: 3 } }, 0],
    ['10,000 characters', { pwd: 'x'.repeat(10_000) }, 1],
    ['10,001 characters', { pwd: 'x'.repeat(10_001) }, 0],
    ['50 of them: 20 are listed', Array(50).fill({ password: 'x' }), 20],
  ])('%s', (_, userData, count) => {
    expect(foundIn(userData)).toHaveLength(count);
  });

  test('the path ends in the member itself, and shows no name that may be data', () => {
    expect(foundIn({ login: { password: 'x' } })).toStrictEqual(['userData.login.password']);
    expect(foundIn({ 'j@example.com': 'sk_live_1' })).toStrictEqual(['userData["…"]']);
  });
});

describe('by form', () => {
  test.each([
    ...['sk_live_1', 'sk_test_1', 'rk_live_1', 'AKIAIOSFODNN7EXAMPLE', 'ghp_1', 'github_pat_1'],
    ...['xoxa-1', 'xoxb-1', 'xoxp-1', 'eyJhbGciOiJI.eyJ', 'a key: -----BEGIN PRIVATE KEY-----'],
  ])('%s is a key', (value) => {
    expect(foundIn({ value })).toHaveLength(1);
  });

  test.each([
    ...['my sk_live_1', 'AKIAIOSFODNN7EX', 'AKIAiosfodnn7example', 'xoxo-1', 'eyJhbGciO.eyJ'],
    ...['eyJ!!!!!!!!.eyJ', 'in eyJhbGciOiJI.eyJ', 'key'],
  ])('%s is none', (value) => {
    expect(foundIn({ value })).toStrictEqual([]);
  });

  test.each([
    ...[4222222222222, '378282246310005', '4111111111111111', '4111 1111 1111 1111'],
    ...['4111-1111-1111-1111', '5555555555554444', '6011000990139424', '6304000000000000000'],
    '4111  1111   1111  1111',
  ])('%s is the number of a card', (value) => {
    expect(foundIn({ value })).toHaveLength(1);
  });

  test.each([
    ['another check digit', '4111111111111112'],
    ['two digits swapped', '387282246310005'],
    ['12 digits', '400000000002'],
    ['20 digits', '40000000000000000002'],
    ['a beginning that no card has', '1234567890123452'],
    ['a letter before', 'x4111111111111111'],
    ['a letter behind', '4111111111111111x'],
    ['a line break for the last digit', '400000000000001\n'],
    ['24 characters', '4111   1111   1111  1111'],
  ])('no card: %s', (_, value) => {
    expect(foundIn({ value })).toStrictEqual([]);
  });
});
