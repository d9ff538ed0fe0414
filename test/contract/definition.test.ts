/**
 * A definition with every member. Other files define vendors while they are loaded, where a mistake in
 * defineVendor would end them before a test could fail.
 */
import { defineVendor, khoros } from 'chat-token';
import { expect, test } from 'vitest';

const schema = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value: unknown) => ({ value: Object(value) }),
  },
} as const;

test('all that can be said of a vendor', () => {
  const definition = {
    name: 'acme-2',
    title: 'Acme Chat',
    docs: 'https://docs.example.com/chat',
    keyId: 'optional',
    schema,
    fixedClaims: { scope: 'user', version: 2, beta: false },
    userId: ({ id }: { id?: string }) => id,
    lifetime: { default: 60, max: 600 },
    registeredClaims: ['iss', 'sub', 'aud', 'jti'],
    requireExpiry: false,
    script: () => 'chat()',
    safeMessages: true,
  } as const;
  const { userId, safeMessages, ...members } = definition;
  const vendor = defineVendor<object, { id?: string }, 'optional', typeof definition.fixedClaims>({
    ...definition,
    registeredClaims: [...definition.registeredClaims],
  });
  expect(vendor).toMatchObject(members);
  expect(vendor.claims({ id: 'u_1', sub: 'u_1', iss: 'a', aud: 'b', jti: 'c' })).toStrictEqual({
    scope: 'user',
    version: 2,
    beta: false,
    id: 'u_1',
    sub: 'u_1',
    iss: 'a',
    aud: 'b',
    jti: 'c',
  });
  expect(vendor.userId({ ...definition.fixedClaims, id: 'u_1' })).toBe('u_1');
});

test('as little as can be said', () => {
  const vendor = defineVendor({
    name: 'acme',
    title: 'Acme Chat',
    docs: 'http://docs.example.com/chat',
    keyId: 'required',
    schema,
  });
  expect(vendor).toMatchObject({
    fixedClaims: {},
    lifetime: khoros.lifetime,
    registeredClaims: [],
    requireExpiry: true,
  });
  expect(() => vendor.claims({ sub: 'u_1' })).toThrow('sub is a registered claim');
  expect(vendor.userId({})).toBeUndefined();
});

test('no claims have no userId, whatever the definition says', () => {
  const vendor = defineVendor({
    name: 'acme',
    title: 'Acme Chat',
    docs: 'https://docs.example.com/chat',
    keyId: 'unused',
    schema,
    userId: () => 'u_1',
  });
  expect(vendor.userId({})).toBe('u_1');
  expect(() => vendor.userId(null as never)).toThrow('userId must find');
});
