import { createHmac } from 'node:crypto';
import { defineVendor, hmac, signChatToken, verifyChatToken } from 'chat-token';
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

describe('encodings', () => {
  const KEY = '4629de5def93d6a2abea6afa9bd5476d9c6cbc04223f9a2f7e517b535dde3e25';
  const message = (fields: { id: string }) => fields.id;
  const user = v.object({ id: v.string() });
  const hex = defineVendor({ ...about, user, token: hmac({ message, secretEncoding: 'hex' }) });
  const utf8 = defineVendor({ ...about, user, token: hmac({ message }) });
  const inBase64 = defineVendor({
    ...about,
    user,
    token: hmac({ message, outputEncoding: 'base64' }),
  });
  const macOf = (key: string | Buffer, id: string) => createHmac('sha256', key).update(id);

  test('one secret is another key if it is decoded, in whatever order it is used', async () => {
    const decoded = macOf(Buffer.from(KEY, 'hex'), 'lucas').digest('hex');
    const asText = macOf(KEY, 'lucas').digest('hex');
    for (const _ of [1, 2]) {
      expect(await signChatToken(hex, { id: 'lucas' }, { secret: KEY })).toBe(decoded);
      expect(await signChatToken(utf8, { id: 'lucas' }, { secret: KEY })).toBe(asText);
      expect(await signChatToken(hex, { id: 'lucas' }, { secret: KEY.toUpperCase() })).toBe(
        decoded,
      );
    }
  });

  test.each([
    'not hexadecimal, but long enough',
    KEY.slice(1),
    'ab'.repeat(15),
  ])('a secret that cannot be the key is rejected: %s', async (secret) => {
    await refusal(() => signChatToken(hex, { id: 'lucas' }, { secret }), 'ERR_SECRET_INVALID');
  });

  test('a hash in base64', async () => {
    const hash = macOf(SECRET, 'u_1').digest('base64');
    expect(hash).toHaveLength(44);
    expect(await signChatToken(inBase64, { id: 'u_1' }, options)).toBe(hash);
    const verify = (text: string) =>
      verifyChatToken(inBase64, text, { ...options, user: { id: 'u_1' } });
    expect((await verify(hash)).claims).toStrictEqual({ id: 'u_1' });
    const other = macOf(SECRET, 'u_1');
    const wrong = [hash.slice(0, -1), `${hash}=`, `${hash}\n`, other.digest('hex')];
    for (const each of [...wrong, hash.replaceAll(/[+/]/g, '_'), hash.slice(0, -2)]) {
      if (each !== hash) await refusal(() => verify(each), 'ERR_TOKEN_MALFORMED');
    }
    await refusal(() => verify(macOf(SECRET, 'u_2').digest('base64')), 'ERR_SIGNATURE_INVALID');
  });

  test.each<[string, object]>([
    ['secretEncoding must be one of utf8, base64, hex', { secretEncoding: 'ascii' }],
    ['outputEncoding must be one of hex, base64', { outputEncoding: 'base64url' }],
  ])('%s', async (problem, wrong) => {
    const error = await refusal(() => hmac({ message, ...wrong } as never), 'ERR_OPTION_INVALID');
    expect(error.message).toContain(problem);
  });
});
