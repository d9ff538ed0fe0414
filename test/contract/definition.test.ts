import { defineVendor, khoros } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { anything, definition, refusal } from '../support/support.ts';

// Vendors are defined inside the tests: an error while this file loads would fail no test.
test('a definition with every member', () => {
  const fixedClaims = { scope: 'user', version: 2, beta: false };
  const vendor = defineVendor<object, { id?: string }, 'optional', typeof fixedClaims>({
    name: 'acme-2',
    title: 'Acme Chat',
    docs: 'http://localhost/docs',
    keyId: 'optional',
    schema: anything,
    fixedClaims,
    userId: ({ id }) => id,
    lifetime: { default: 60, max: 600 },
    registeredClaims: ['iss', 'sub', 'aud', 'jti'],
    requireExpiry: false,
    safeMessages: true,
  });
  expect(vendor).toMatchObject({
    name: 'acme-2',
    title: 'Acme Chat',
    docs: 'http://localhost/docs',
    keyId: 'optional',
    fixedClaims,
    lifetime: { default: 60, max: 600 },
    registeredClaims: ['iss', 'sub', 'aud', 'jti'],
    requireExpiry: false,
  });
  const user = { id: 'u_1', sub: 'u_1', iss: 'a', aud: 'b', jti: 'c' };
  expect(vendor.claims(user)).toStrictEqual({ ...fixedClaims, ...user });
  expect(vendor.userId({ ...fixedClaims, id: 'u_1' })).toBe('u_1');
});

test('a definition with only the required members, and the defaults', () => {
  const vendor = defineVendor(definition);
  expect(vendor).toMatchObject({
    fixedClaims: {},
    lifetime: { default: 3600, max: 366 * 86_400 },
    registeredClaims: [],
    requireExpiry: true,
  });
  expect(Object.keys(vendor).sort()).toStrictEqual(Object.keys(khoros).sort());
  expect(vendor.userId({})).toBeUndefined();
  expect(defineVendor({ ...definition, lifetime: { default: 300 } }).lifetime).toStrictEqual({
    default: 300,
    max: 366 * 86_400,
  });
  const callable = Object.assign(() => undefined, anything); // As those of arktype.
  expect(defineVendor({ ...definition, schema: callable }).claims({ a: 1 })).toStrictEqual({
    a: 1,
  });
});

describe('a definition is rejected for', () => {
  test.each<[string, object]>([
    ['name', { name: 'Acme' }],
    ['name', { name: '' }],
    ['name', { name: 'acme chat' }],
    ['name', { name: undefined }],
    ['title', { title: ' ' }],
    ['title', { title: 7 }],
    ['docs', { docs: 'docs.example.com' }],
    ['docs', { docs: 'see https://docs.example.com' }],
    ['docs', { docs: new URL('https://docs.example.com') }],
    ['required, optional, unused', { keyId: 'maybe' }],
    ['keyId', { keyId: undefined }],
    ['schema', { schema: undefined }],
    ['schema', { schema: {} }],
    ['schema', { schema: { '~standard': {} } }],
    ['userId', { userId: 'id' }],
    ['script', { script: () => 'chat()' }],
    ['fixedClaims', { fixedClaims: ['x'] }],
    ['fixedClaims', { fixedClaims: null }],
    ['fixedClaims.o', { fixedClaims: { o: {} } }],
    ['fixedClaims.n', { fixedClaims: { n: Number.NaN } }],
    ['fixedClaims.exp', { fixedClaims: { exp: 1 } }],
    ['fixedClaims.__proto__', { fixedClaims: JSON.parse('{"__proto__":"x"}') }],
    ['registeredClaims', { registeredClaims: ['exp'] }],
    ['registeredClaims', { registeredClaims: 'sub' }],
    ['registeredClaims', { registeredClaims: new Set(['sub']) }],
    ['registeredClaims', { registeredClaims: null }],
    ['lifetime', { lifetime: 3600 }],
    ['lifetime: maximum', { lifetime: { default: 60, maximum: 420 } }],
    ['lifetime.default', { lifetime: { default: 0 } }],
    ['lifetime.default', { lifetime: { default: 500, max: 420 } }],
    ['lifetime.max', { lifetime: { default: 60, max: 366 * 86_400 + 1 } }],
    ['lifetime.max', { lifetime: { default: '1h', max: '1 h' } }],
    ['lifetime.max', { lifetime: { default: 60, max: null } }],
    ['requireExpiry', { requireExpiry: 'no' }],
    ['safeMessages', { safeMessages: 1 }],
    ['safeMesages', { safeMesages: true }],
  ])('%s: case %#', async (name, wrong) => {
    const given = { ...definition, ...wrong };
    const { message, hint } = await refusal(() => defineVendor(given), 'ERR_OPTION_INVALID');
    expect(message).toContain(name);
    if (message.includes('is not known')) expect(hint).toMatch(/: \w+, /);
    if (name === 'registeredClaims') expect(hint).toContain('iss, sub, aud, jti');
  });

  test('being undefined', async () => {
    const { message } = await refusal(() => defineVendor(undefined as never), 'ERR_OPTION_INVALID');
    expect(message).toContain('The vendor definition must be a plain object');
  });
});
