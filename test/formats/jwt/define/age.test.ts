/** `expiry: 'iat'`: the vendor counts the age of a token, and documents no `exp`. */
import {
  createChatTokenSigner,
  createChatTokenVerifier,
  defineVendor,
  jwt,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  about,
  decodeToken,
  faults,
  forge,
  NOW,
  NOW_SECONDS,
  refusal,
  SECRET,
} from '../../../support/support.ts';

const MAX = 900;
const HEADER = { alg: 'HS256', typ: 'JWT' };
const options = { secret: SECRET, now: NOW };
const user = z.strictObject({ id: z.string() });
const token = jwt({ expiry: 'iat', lifetime: { max: MAX } });
const acme = defineVendor({ ...about, user, token, userId: ({ id }) => id });
const u = { id: 'u_1' };
const at = (seconds: number) => new Date((NOW_SECONDS + seconds) * 1000);

test('the age is both the usual lifetime and the longest', () => {
  const { expiry } = jwt({ expiry: 'iat', lifetime: { max: '1d' } });
  expect(expiry).toStrictEqual({ claim: 'iat', default: 86_400, max: 86_400, required: true });
});

describe('signing', () => {
  test('sets iat and no exp', async () => {
    const [, payload] = decodeToken(await signChatToken(acme, u, options));
    expect(payload).toBe(`{"id":"u_1","iat":${NOW_SECONDS}}`);
  });

  test('the login says when the vendor stops accepting the token', async () => {
    expect(await signChatLogin(acme, u, options)).toMatchObject({
      expiresAt: NOW_SECONDS + MAX,
      refreshAt: NOW_SECONDS + MAX * 0.75,
    });
  });

  test('rejects expiresIn, for all tokens and for one', async () => {
    // @ts-expect-error the lifetime is the vendor's
    const wrong = () => signChatToken(acme, u, { ...options, expiresIn: 60 });
    const { message } = await refusal(wrong, 'ERR_OPTION_INVALID');
    expect(message).toContain('expiresIn');
    const sign = createChatTokenSigner(acme, options);
    // @ts-expect-error the lifetime is the vendor's
    await refusal(() => sign(u, { expiresIn: 60 }), 'ERR_OPTION_INVALID');
    const [, payload] = decodeToken(await sign(u, { now: at(1) }));
    expect(payload).toContain(`"iat":${NOW_SECONDS + 1}`);
  });

  test('user data sets neither time', async () => {
    const given: object = { ...u, exp: 1, iat: 1 };
    const open = defineVendor({ ...about, user: z.looseObject({ id: z.string() }), token });
    expect(await faults(() => signChatToken(open, given as typeof u, options))).toStrictEqual([
      'exp: is reserved: signing sets it',
      'iat: is reserved: signing sets it',
    ]);
  });
});

describe('verifying', () => {
  const verify = (claims: object, given: object = {}) =>
    verifyChatToken(acme, forge(HEADER, { ...u, ...claims }), { ...options, ...given });

  test('accepts a token until it is too old', async () => {
    const signed = await signChatToken(acme, u, options);
    const verifier = createChatTokenVerifier(acme, { secret: SECRET });
    const { claims } = await verifier(signed, { now: at(MAX - 1) });
    expect(claims).toStrictEqual({ ...u, iat: NOW_SECONDS });
    await refusal(() => verifier(signed, { now: at(MAX) }), 'ERR_TOKEN_EXPIRED');
  });

  test('a late exp makes no token younger, and an early one counts', async () => {
    const exp = NOW_SECONDS + 86_400;
    await refusal(() => verify({ iat: NOW_SECONDS - MAX, exp }), 'ERR_TOKEN_EXPIRED');
    await refusal(() => verify({ iat: NOW_SECONDS, exp: NOW_SECONDS }), 'ERR_TOKEN_EXPIRED');
    const { claims } = await verify({ iat: NOW_SECONDS, exp });
    expect(claims).toStrictEqual({ ...u, iat: NOW_SECONDS, exp });
  });

  test('clockTolerance makes the age longer', async () => {
    const iat = NOW_SECONDS - MAX - 9;
    await expect(verify({ iat }, { clockTolerance: 10 })).resolves.toBeDefined();
    await refusal(() => verify({ iat }, { clockTolerance: 9 }), 'ERR_TOKEN_EXPIRED');
  });

  test('rejects a token without iat, unless it may have none', async () => {
    const exp = NOW_SECONDS + 60;
    expect(await faults(() => verify({ exp }))).toStrictEqual(['iat: is missing']);
    await expect(verify({ exp }, { requireExpiry: false })).resolves.toBeDefined();
    const lax = jwt({ expiry: 'iat', lifetime: { max: MAX }, requireExpiry: false });
    const vendor = defineVendor({ ...about, user, token: lax });
    await expect(verifyChatToken(vendor, forge(HEADER, u), options)).resolves.toBeDefined();
  });

  test('rejects an iat that is a string', async () => {
    expect(await faults(() => verify({ iat: String(NOW_SECONDS) }))).toStrictEqual([
      'iat: must be a number of seconds since 1970',
    ]);
  });
});

test('a vendor that counts from exp accepts an old iat', async () => {
  const vendor = defineVendor({ ...about, user, token: jwt({ lifetime: { max: MAX } }) });
  const old = forge(HEADER, { ...u, iat: NOW_SECONDS - 86_400, exp: NOW_SECONDS + 1 });
  await expect(verifyChatToken(vendor, old, options)).resolves.toBeDefined();
});

test('a vendor that counts from exp may demand iat too', async () => {
  const exp = NOW_SECONDS + 60;
  const strict = defineVendor({ ...about, user, token: jwt({ requireIssuedAt: true }) });
  const token = forge(HEADER, { ...u, exp });
  const verify = (given: object) => verifyChatToken(strict, token, { ...options, ...given });
  expect(await faults(() => verify({}))).toStrictEqual(['iat: is missing']);
  expect(await faults(() => verify({ requireExpiry: false }))).toStrictEqual(['iat: is missing']);
  const { findings } = await inspectChatToken(token, { vendor: strict, now: NOW });
  expect(findings.map(({ code }) => code)).toStrictEqual(['IAT_MISSING']);
  const whole = forge(HEADER, { ...u, iat: NOW_SECONDS, exp });
  await expect(verifyChatToken(strict, whole, options)).resolves.toBeDefined();
});

test.each<[object, string[]]>([
  [{ iat: NOW_SECONDS }, []],
  [{ iat: NOW_SECONDS - MAX }, ['TOKEN_EXPIRED']],
  [{}, ['IAT_MISSING']],
  [{ iat: NOW_SECONDS, exp: NOW_SECONDS + 60 }, ['EXP_NOT_DOCUMENTED']],
])('inspecting %j', async (times, codes) => {
  const { findings } = await inspectChatToken(forge(HEADER, { ...u, ...times }), {
    vendor: acme,
    now: NOW,
  });
  expect(findings.map(({ code }) => code)).toStrictEqual(codes);
});

describe('a definition is rejected', () => {
  test.each<[string, object]>([
    ['expiry must be one of exp, iat', { expiry: 'nbf' }],
    ['lifetime must have max', { expiry: 'iat' }],
    ['lifetime must have max', { expiry: 'iat', lifetime: {} }],
    ['and no default', { expiry: 'iat', lifetime: { default: 60, max: MAX } }],
    ['lifetime.max', { expiry: 'iat', lifetime: { max: 0 } }],
  ])('%s: %j', async (message, definition) => {
    const error = await refusal(() => jwt(definition), 'ERR_OPTION_INVALID');
    expect(error.message).toContain(message);
  });
});
