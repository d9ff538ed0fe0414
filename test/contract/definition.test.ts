import { defineVendor, jwt, khoros, signChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { anything, definition, NOW, refusal, SECRET } from '../support/support.ts';

// Vendors are defined inside the tests: an error while this file loads would fail no test.
test('a definition with every member', () => {
  const token = jwt({ keyId: 'optional' });
  const vendor = defineVendor({
    name: 'acme-2',
    title: 'Acme Chat',
    docs: 'http://localhost/docs',
    user: anything,
    token,
    userId: (claims: { id?: string }) => claims.id,
    settings: (_claims, text) => ({ jwt: text }),
  });
  expect(vendor).toMatchObject({
    name: 'acme-2',
    title: 'Acme Chat',
    docs: 'http://localhost/docs',
    token,
  });
  expect(Object.keys(vendor).sort()).toStrictEqual(Object.keys(khoros).sort());
  expect(vendor.claims({ id: 'u_1' })).toStrictEqual({ id: 'u_1' });
  expect(vendor.userId({ id: 'u_1' })).toBe('u_1');
  expect(vendor.userId({})).toBeNull();
  expect(vendor.settings({}, 'a.b.c')).toStrictEqual({ jwt: 'a.b.c' });
});

test('a definition with only the required members', () => {
  const vendor = defineVendor(definition);
  expect(Object.keys(vendor).sort()).toStrictEqual(Object.keys(khoros).sort());
  expect(vendor.userId({})).toBeNull();
  expect(vendor.settings({}, 'a.b.c')).toStrictEqual({ token: 'a.b.c' });
  const callable = Object.assign(() => undefined, anything); // As those of arktype.
  expect(defineVendor({ ...definition, user: callable }).claims({ a: 1 })).toStrictEqual({ a: 1 });
});

test('a definition that is changed later changes no vendor', async () => {
  const given = { ...definition };
  const vendor = defineVendor(given);
  const key = { secret: SECRET, now: NOW };
  const before = await signChatToken(vendor, { id: '1' }, key);
  Object.assign(given, { name: 'other', user: undefined, token: undefined, userId: () => 'u' });
  expect(vendor.name).toBe('acme');
  expect(vendor.userId({})).toBeNull();
  expect(await signChatToken(vendor, { id: '1' }, key)).toBe(before);
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
    ['user', { user: undefined }],
    ['user', { user: {} }],
    ['user', { user: { '~standard': {} } }],
    ['token', { token: undefined }],
    ['token', { token: 'jwt' }],
    ['token', { token: { keyId: 'required' } }],
    ['token', { token: jwt }],
    ['userId', { userId: 'id' }],
    ['settings', { settings: { jwt: 'token' } }],
    // Options of jwt.
    ['keyId', { keyId: 'required' }],
    ['fixedClaims', { fixedClaims: { scope: 'user' } }],
    ['schema', { schema: anything }],
    ['safeMessages', { safeMessages: true }],
    ['safeMesages', { safeMesages: true }],
  ])('%s: case %#', async (name, wrong) => {
    const given = { ...definition, ...wrong };
    const { message, hint } = await refusal(() => defineVendor(given), 'ERR_OPTION_INVALID');
    expect(message).toContain(name);
    if (message.includes('is not known')) expect(hint).toMatch(/: \w+, /);
  });

  test('being undefined', async () => {
    const { message } = await refusal(() => defineVendor(undefined as never), 'ERR_OPTION_INVALID');
    expect(message).toContain('The vendor definition must be a plain object');
  });
});
