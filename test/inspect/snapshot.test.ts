/** How much of claims is looked at, and how: each member once, and nothing that is inherited. */
import { convrs } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { permissive } from '../support/support.ts';

const KEY = 'sk_live_1';

/** Whether the key in `userData` is found. */
function isFound(userData: unknown): boolean {
  return lintClaims(convrs, { userId: 'u_1', userData }).some(
    ({ code }) => code === 'SENSITIVE_DATA',
  );
}

test.each<[string, (value: unknown) => unknown]>([
  ['objects', (a) => ({ a })],
  ['lists', (value) => [value]],
])('%s are followed 64 levels deep', (_, wrap) => {
  const nested = (depth: number) =>
    Array.from({ length: depth }).reduce<unknown>((value) => wrap(value), KEY);
  expect(isFound(nested(64))).toBe(true);
  expect(isFound(nested(65))).toBe(false);
});

test('five thousand values are read, each list and object among them', () => {
  const members = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
  const items = (count: number) => Array.from({ length: count }, () => 1);
  expect(isFound({ ...members(4998), KEY })).toBe(true);
  expect(isFound({ ...members(4999), KEY })).toBe(false);
  expect(isFound([...items(4998), KEY])).toBe(true);
  expect(isFound([...items(4999), KEY])).toBe(false);
  expect(isFound([...items(4996), { KEY }])).toBe(true);
  expect(isFound([...items(4997), { KEY }])).toBe(false);
  expect(isFound([...items(5000), { KEY }])).toBe(false);
});

test('an instance of a class is not followed: no token carries one', () => {
  class Login {
    readonly password = 'x';
  }
  expect(isFound({ login: new Login() })).toBe(false);
});

test('claims that contain themselves are read to a limit, and other claims are still read', () => {
  const claims: Record<string, unknown> = {};
  claims['userData'] = Array.from({ length: 20_000 }, () => claims);
  claims['agentData'] = [{ label: 'Paid', value: 'yes', type: 'boolean' }];
  claims['phone'] = '1';
  expect(lintClaims(convrs, claims).map(({ code }) => code)).toContain('PHONE_FORMAT');
});

test('claims that are nested too deep break the contract', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`);
  expect(lintClaims(permissive, deep)).toMatchObject([{ code: 'CLAIM_INVALID' }]);
});

test('a polluted Object.prototype adds no claim', () => {
  Object.assign(Object.prototype, { kid: 'x' });
  try {
    expect(lintClaims(convrs, { userId: 'u_1' })).toStrictEqual([]);
  } finally {
    Reflect.deleteProperty(Object.prototype, 'kid');
  }
});
