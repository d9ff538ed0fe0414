import { defineVendor, hmac, signChatToken } from 'chat-token';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { about, anything, faults, NOW, refusal, SECRET } from '../../support/support.ts';

const options = { secret: SECRET, now: NOW };

test('makes a format that never expires and has no key id', () => {
  const token = hmac({ message: (fields: { id: string }) => fields.id });
  expect(token).toMatchObject({
    kind: 'hmac',
    keyId: 'unused',
    expiry: null,
    fixedClaims: {},
    reservedClaims: [],
    ignoredClaims: [],
  });
  expect(Object.isFrozen(token)).toBe(true);
  expect(Object.isFrozen(token.fixedClaims)).toBe(true);
});

test('message gets the fields after the checks', async () => {
  const seen: unknown[] = [];
  const vendor = defineVendor({
    ...about,
    user: v.object({ id: v.pipe(v.string(), v.trim()), plan: v.optional(v.string(), 'free') }),
    token: hmac({
      message(fields: { id: string }) {
        seen.push(fields);
        return fields.id;
      },
    }),
  });
  const hash = await signChatToken(vendor, { id: ' u_1 ' }, options);
  expect(seen).toStrictEqual([{ id: 'u_1', plan: 'free' }]);
  expect(await signChatToken(vendor, { id: 'u_1' }, options)).toBe(hash);
  await faults(() => signChatToken(vendor, { id: 7 as never }, options));
  expect(seen).toHaveLength(2);
});

test('a definition that is changed later changes no vendor', async () => {
  const definition = { message: (fields: { id?: string }) => String(fields.id) };
  const vendor = defineVendor({ ...about, user: anything, token: hmac(definition) });
  const hash = await signChatToken(vendor, { id: 'u_1' }, options);
  definition.message = () => 'u_2';
  expect(await signChatToken(vendor, { id: 'u_1' }, options)).toBe(hash);
});

test('what message throws is hidden: it may quote the user', async () => {
  const message = () => {
    throw new Error('jane@example.com');
  };
  const vendor = defineVendor({ ...about, user: anything, token: hmac({ message }) });
  const error = await refusal(() => signChatToken(vendor, {}, options), 'ERR_OPTION_INVALID');
  expect(error.message).toContain('message threw');
  expect(error.message + error.hint).not.toContain('jane');
  expect(error.cause).toBeUndefined();
});

test.each([
  undefined,
  null,
])('a field that the user does not have is no identifier: %j', async (id) => {
  const message = () => id as never;
  const vendor = defineVendor({ ...about, user: anything, token: hmac({ message }) });
  const error = await refusal(() => signChatToken(vendor, {}, options), 'ERR_CLAIMS_INVALID');
  expect(error.message).toContain('has no identifier to hash');
});

describe('a definition is rejected for', () => {
  test.each<[string, unknown]>([
    ['message must be a function', {}],
    ['message must be a function', { message: undefined }],
    ['message must be a function', { message: 'identifier' }],
    ['mesage is not known; did you mean "message"?', { mesage: () => 'u' }],
    ['keyId is not known', { message: () => 'u', keyId: 'required' }],
    ['lifetime is not known', { message: () => 'u', lifetime: { default: 60 } }],
    ['hmac must be a plain object, got undefined', undefined],
    ['hmac must be a plain object, got a function', () => 'u'],
  ])('%s (case %#)', async (message, wrong) => {
    const error = await refusal(() => hmac(wrong as never), 'ERR_OPTION_INVALID');
    expect(error.message).toContain(message);
  });
});
