import { readFileSync } from 'node:fs';
import {
  ChatTokenError,
  type ChatTokenErrorCode,
  defineVendor,
  hmac,
  jwt,
  type StandardSchema,
} from 'chat-token';
import * as v from 'valibot';
import { expect } from 'vitest';
import { KEY_ID, NOW_SECONDS, SECRET } from './known-tokens.ts';

export { forge } from './forge.ts';
export { KEY_ID, NOW_SECONDS, SECRET };

/** The time at which tests sign tokens, unless they say otherwise. */
export const NOW = new Date(NOW_SECONDS * 1000);

/** Another secret. */
export const OTHER_SECRET = 'cw_test_0000aaaa1111bbbb2222cccc3333dddd4444';

/** A schema that accepts any object. */
export const anything: StandardSchema<object, object> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) =>
      typeof value === 'object' && value !== null
        ? { value }
        : { issues: [{ message: 'no object' }] },
  },
};

/** What a vendor of the tests is called. */
export const about = {
  name: 'acme',
  title: 'Acme Chat',
  docs: 'https://docs.example.com/chat',
};

/** The required members of a vendor definition. */
export const definition = { ...about, user: anything, token: jwt() };

/** A vendor that allows everything, for tests that do not depend on a vendor. */
export const permissive = defineVendor({
  name: 'permissive',
  title: 'Permissive',
  docs: 'https://example.com/docs',
  user: anything,
  token: jwt({
    keyId: 'optional',
    requireExpiry: false,
    registeredClaims: ['iss', 'sub', 'aud', 'jti'],
  }),
});

/** The fields that go with a hash of {@link hashed}. */
export interface HashedUser {
  readonly id: string;
  readonly name?: string;
}

/** A vendor with an identity hash. */
export const hashed = defineVendor({
  name: 'hashed',
  title: 'Hashed Chat',
  docs: 'https://example.com/docs',
  user: v.strictObject({ id: v.string(), name: v.exactOptional(v.string()) }),
  token: hmac({ message: ({ id }: HashedUser) => id }),
  userId: ({ id }) => id,
  settings: (fields, id_hash) => ({ ...fields, id_hash }),
});

/** Runs an action that must be rejected, and returns the error. */
export async function refusal(
  action: () => unknown,
  code?: ChatTokenErrorCode,
): Promise<ChatTokenError> {
  let error: unknown;
  try {
    await action();
  } catch (thrown) {
    error = thrown;
  }
  if (!(error instanceof ChatTokenError)) expect.fail(`no ChatTokenError, but ${error}`);
  if (code !== undefined) expect(error.code).toBe(code);
  expect(error.message, 'every error says what is wrong').toBeTruthy();
  expect(error.hint, 'every error says what to do').toBeTruthy();
  return error;
}

/** Returns the issues of a rejected user, as `path: message`. */
export async function faults(action: () => unknown): Promise<string[]> {
  const { issues = [] } = await refusal(action, 'ERR_CLAIMS_INVALID');
  return issues.map(({ path, message }) => `${path}: ${message}`);
}

/** Returns the JSON of a token's header and payload. */
export function decodeToken(token: string): [header: string, payload: string] {
  const [header = '', payload = ''] = token.split('.');
  const decode = (part: string) => Buffer.from(part, 'base64url').toString('utf8');
  return [decode(header), decode(payload)];
}

/** Reads a file of test/data. */
export function readData<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8'));
}

/** Freezes a value and everything in it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

/** Runs an action while Object.prototype has additional members. */
export async function polluted<T>(members: object, action: () => T): Promise<Awaited<T>> {
  Object.assign(Object.prototype, members);
  try {
    return await action();
  } finally {
    for (const name of Object.keys(members)) Reflect.deleteProperty(Object.prototype, name);
  }
}

/** Returns a proxy that throws on every access. */
export function revoked<T extends object>(target: T): T {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}
