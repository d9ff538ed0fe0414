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

test('no name of 40 characters and more is looked at', () => {
  const name = (length: number) => 'password'.padEnd(length, '-');
  expect(foundIn({ [name(39)]: 'x' })).toHaveLength(1);
  expect(foundIn({ [name(40)]: 'x' })).toStrictEqual([]);
});

describe('by name', () => {
  test.each([
    'password',
    'passwd',
    'pwd',
    'passphrase',
    'secret',
    'clientSecret',
    'secret_key',
    'private-key',
    'apiKey',
    'API_TOKEN',
    'apiSecret',
    'accessToken',
    'refreshToken',
    'authToken',
    'sessionToken',
    'creditCard',
    'creditCardNumber',
    'ccNumber',
    'cardNumber',
    'CVV',
    'cvc',
    'cardCode',
  ])('%s', (name) => {
    expect(foundIn({ [name]: 'x' })).toHaveLength(1);
    expect(foundIn({ [`${name}Hint`]: 'x' })).toStrictEqual([]);
  });

  test('of the member itself, not of what it stands in', () => {
    expect(foundIn({ login: { password: 'x' } })).toStrictEqual(['userData.login.password']);
    expect(foundIn({ password: { age: 3 } })).toStrictEqual([]);
  });

  test('of a text or a number that says something', () => {
    expect(foundIn({ pwd: 1234 })).toStrictEqual(['userData.pwd']);
    for (const pwd of ['', true, null, []]) expect(foundIn({ pwd })).toStrictEqual([]);
  });

  test('of no text that is as long as a book', () => {
    expect(foundIn({ pwd: 'x'.repeat(10_000) })).toHaveLength(1);
    expect(foundIn({ pwd: 'x'.repeat(10_001) })).toStrictEqual([]);
  });
});

describe('by form', () => {
  test.each([
    'sk_live_1',
    'sk_test_1',
    'rk_live_1',
    'AKIAIOSFODNN7EXAMPLE',
    'ghp_1',
    'github_pat_1',
    'xoxa-1',
    'xoxb-1',
    'xoxp-1',
    'eyJhbGciOiJI.eyJ',
    'a key: -----BEGIN PRIVATE KEY-----',
  ])('%s is a key', (value) => {
    expect(foundIn({ value })).toHaveLength(1);
  });

  test.each([
    'my sk_live_1',
    'AKIAIOSFODNN7EX',
    'AKIAiosfodnn7example',
    'xoxo-1',
    'eyJhbGciO.eyJ',
    'eyJ!!!!!!!!.eyJ',
    'in eyJhbGciOiJI.eyJ',
  ])('%s is none', (value) => {
    expect(foundIn({ value })).toStrictEqual([]);
  });

  test.each([
    4222222222222,
    '378282246310005',
    '4111111111111111',
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '5555555555554444',
    '6011000990139424',
    '6304000000000000000',
    '4111  1111   1111  1111',
  ])('%s is the number of a card', (value) => {
    expect(foundIn({ value })).toHaveLength(1);
  });

  test.each([
    ['the check digit is another', '4111111111111112'],
    ['two digits are swapped', '387282246310005'],
    ['12 digits', '400000000002'],
    ['20 digits', '40000000000000000002'],
    ['no card begins so', '1234567890123452'],
    ['a letter before', 'x4111111111111111'],
    ['a letter behind', '4111111111111111x'],
    ['a line break for the last digit', '400000000000001\n'],
    ['24 characters', '4111   1111   1111  1111'],
  ])('no card: %s', (_, value) => {
    expect(foundIn({ value })).toStrictEqual([]);
  });
});

describe('how far is looked', () => {
  /** A key in so many objects, or lists, within each other. */
  const nested = (depth: number, wrap: (value: unknown) => unknown) => {
    let value: unknown = 'sk_live_1';
    for (let level = 0; level < depth; level++) value = wrap(value);
    return value;
  };

  test.each<[string, (value: unknown) => unknown]>([
    ['objects', (a) => ({ a })],
    ['lists', (value) => [value]],
  ])('64 %s deep', (_, wrap) => {
    expect(foundIn(nested(64, wrap))).toHaveLength(1);
    expect(foundIn(nested(65, wrap))).toStrictEqual([]);
  });

  test('at five thousand values', () => {
    const password = 'x';
    const key = 'sk_live_1';
    const members = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
    const items = (count: number) => Array.from({ length: count }, () => 1);
    // The list or object that they are in counts as well.
    expect(foundIn({ ...members(4998), password })).toHaveLength(1);
    expect(foundIn({ ...members(4999), password })).toStrictEqual([]);
    expect(foundIn([...items(4998), key])).toHaveLength(1);
    expect(foundIn([...items(4999), key])).toStrictEqual([]);
    expect(foundIn([...items(4996), { password }])).toHaveLength(1);
    expect(foundIn([...items(4997), { password }])).toStrictEqual([]);
    expect(foundIn([...items(5000), { password }])).toStrictEqual([]);
  });

  test('not into an instance of a class, which no token carries', () => {
    class Login {
      readonly password = 'x';
    }
    expect(foundIn({ login: new Login() })).toStrictEqual([]);
  });
});
