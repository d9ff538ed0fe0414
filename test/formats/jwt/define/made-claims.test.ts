/** Claims that signing makes, and privileged claims, which no one may sign. */
import { defineVendor, jwt, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
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

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const HEADER = { alg: 'HS256', typ: 'JWT' };
const TIMES = { iat: NOW_SECONDS, exp: NOW_SECONDS + 60 };
const options = { secret: SECRET, now: NOW };
const claimsOf = (token: string) => JSON.parse(decodeToken(token)[1]);

const acme = defineVendor({
  ...about,
  user: z.looseObject({ id: z.string(), session: z.string().nullish() }),
  token: jwt({
    lifetime: { default: 60 },
    generatedClaims: {
      jti: ({ randomId }) => randomId(),
      validFrom: ({ issuedAt }) => issuedAt * 1000,
      validTo: ({ expiresAt }) => expiresAt * 1000,
      isFresh: () => true,
    },
    defaultClaims: { session: ({ randomId }) => `s_${randomId()}` },
    privilegedClaims: ['role'],
  }),
  userId: ({ id }) => id,
  settings: (claims, token) => ({ token, claims }),
});
const u = { id: 'u_1' };

describe('generated claims', () => {
  const made = {
    jti: 'id',
    validFrom: NOW_SECONDS * 1000,
    validTo: (NOW_SECONDS + 60) * 1000,
    isFresh: true,
  };

  test('are signed, and tests can fix their random ids', async () => {
    const ids = ['1', '2'];
    const randomId = () => ids.shift() ?? '3';
    const token = await signChatToken(acme, u, { ...options, randomId });
    expect(claimsOf(token)).toStrictEqual({ session: 's_1', ...u, ...made, jti: '2', ...TIMES });
  });

  test('are random UUIDs otherwise, another in each token', async () => {
    const [one, other] = [
      claimsOf(await signChatToken(acme, u, options)),
      claimsOf(await signChatToken(acme, u, options)),
    ];
    expect(one.jti).toMatch(UUID);
    expect(other.jti).toMatch(UUID);
    expect(new Set([one.jti, other.jti, one.session, other.session]).size).toBe(4);
  });

  test('follow the lifetime of each token', async () => {
    const token = await signChatToken(acme, u, { ...options, expiresIn: 30 });
    expect(claimsOf(token).validTo).toBe((NOW_SECONDS + 30) * 1000);
  });

  test('reach the settings, and not vendor.claims', async () => {
    const randomId = () => 'id';
    const { settings } = await signChatLogin(acme, u, { ...options, randomId });
    expect(settings.claims).toStrictEqual({ session: 's_id', ...u, ...made });
    expect(acme.claims(u)).toStrictEqual(u);
    expect(lintClaims(acme, acme.claims(u))).toStrictEqual([]);
  });

  test('user data cannot set them', async () => {
    const user = { ...u, jti: 'again', isFresh: null };
    expect(await faults(() => signChatToken(acme, user, options))).toStrictEqual([
      'jti: is reserved: signing sets it',
      'isFresh: is reserved: signing sets it',
    ]);
  });

  test('a token without one is rejected', async () => {
    const verify = (claims: object) =>
      verifyChatToken(acme, forge(HEADER, { ...u, ...TIMES, ...claims }), options);
    await expect(verify(made)).resolves.toBeDefined();
    const { jti: _, ...without } = made;
    expect(await faults(() => verify(without))).toStrictEqual(['jti: is missing']);
    expect(await faults(() => verify({}))).toHaveLength(4);
    for (const jti of [null, ['id'], { id: 1 }]) {
      const expected = ['jti: must be a string, number or boolean'];
      expect(await faults(() => verify({ ...made, jti }))).toStrictEqual(expected);
    }
  });
});

describe('default claims', () => {
  test.each([
    [{}, 's_id'],
    [{ session: undefined }, 's_id'],
    [{ session: 'mine' }, 'mine'],
    // The schema accepts both.
    [{ session: '' }, ''],
    [{ session: null }, null],
  ])('are made for a user who has none: %j', async (given, session) => {
    const randomId = () => 'id';
    const token = await signChatToken(acme, { ...u, ...given }, { ...options, randomId });
    expect(claimsOf(token).session).toBe(session);
  });

  test('a token may come without', async () => {
    const token = forge(HEADER, {
      ...u,
      ...TIMES,
      jti: 'x',
      validFrom: 1,
      validTo: 1,
      isFresh: true,
    });
    const { claims } = await verifyChatToken(acme, token, options);
    expect(claims).not.toHaveProperty('session');
  });
});

test.each<[unknown]>([[''], [7], [undefined]])('randomId must return an id, not %o', async (id) => {
  const given: object = { ...options, randomId: () => id };
  const sign = () => signChatToken(acme, u, given as typeof options);
  expect((await refusal(sign, 'ERR_OPTION_INVALID')).message).toContain('randomId');
});

test('randomId must be a function', async () => {
  const given: object = { ...options, randomId: 'id' };
  await refusal(() => signChatToken(acme, u, given as typeof options), 'ERR_OPTION_INVALID');
});

describe('privileged claims', () => {
  test('user data cannot set them, whatever the schema says', async () => {
    for (const role of ['admin', 'user', '', null, false]) {
      const user = { ...u, role };
      expect(await faults(() => acme.claims(user))).toStrictEqual([
        'role: is privileged: user data cannot set it',
      ]);
    }
  });

  test('a token that has one is rejected, although its signature is right', async () => {
    const made = { jti: 'x', validFrom: 1, validTo: 1, isFresh: true };
    const token = forge(HEADER, { ...u, ...TIMES, ...made, role: 'user' });
    expect(await faults(() => verifyChatToken(acme, token, options))).toStrictEqual([
      'role: is privileged: user data cannot set it',
    ]);
  });

  test('a token is rejected also if the schema drops what it does not know', async () => {
    const user = z.object({ id: z.string() });
    const vendor = defineVendor({ ...about, user, token: jwt({ privilegedClaims: ['role'] }) });
    const verify = (claims: object) =>
      verifyChatToken(vendor, forge(HEADER, { ...u, ...TIMES, ...claims }), options);
    await expect(verify({ plan: 'pro' })).resolves.toBeDefined();
    expect(await faults(() => verify({ role: 'admin' }))).toStrictEqual([
      'role: is privileged: user data cannot set it',
    ]);
  });

  test('a member of that name inside another one is allowed', () => {
    const user = { ...u, company: { role: 'x', jti: 'x' } };
    expect(acme.claims(user)).toStrictEqual(user);
  });
});

test('a function that changes what it gets changes no other claim', async () => {
  const token = jwt({
    generatedClaims: {
      first: (context) => Number(Object.assign(context, { issuedAt: 0 }).issuedAt),
      second: ({ issuedAt }) => issuedAt,
    },
  });
  const vendor = defineVendor({ ...about, user: z.object({}), token });
  const claims = claimsOf(await signChatToken(vendor, {}, options));
  expect(claims).toMatchObject({ first: 0, second: NOW_SECONDS, iat: NOW_SECONDS });
});

describe('a function that makes a claim', () => {
  const sign = (maker: () => unknown) => {
    const generatedClaims: object = { made: maker };
    const token = jwt({ generatedClaims: generatedClaims as Record<string, () => string> });
    const vendor = defineVendor({ ...about, user: z.object({}), token });
    return signChatToken(vendor, {}, options);
  };

  test.each([
    [undefined],
    [null],
    [Number.NaN],
    [{}],
    [Promise.resolve('x')],
    [1n],
  ])('must not return %o', async (value) => {
    const { message } = await refusal(() => sign(() => value), 'ERR_OPTION_INVALID');
    expect(message).toContain('generatedClaims.made must return a string, number or boolean');
  });

  test('may throw, which is not shown', async () => {
    const { message, cause } = await refusal(
      () =>
        sign(() => {
          throw new Error('u_1');
        }),
      'ERR_OPTION_INVALID',
    );
    expect(message).toContain('generatedClaims.made threw');
    expect(`${message} ${cause}`).not.toContain('u_1');
  });
});

describe('a definition is rejected', () => {
  const make = () => 'x';
  test.each<[string, object]>([
    ['generatedClaims', { generatedClaims: ['jti'] }],
    ['generatedClaims.jti must be a function', { generatedClaims: { jti: 'x' } }],
    ['generatedClaims.exp is reserved', { generatedClaims: { exp: make } }],
    ['defaultClaims.sid must be a function', { defaultClaims: { sid: undefined } }],
    ['defaultClaims.nbf is reserved', { defaultClaims: { nbf: make } }],
    ['privilegedClaims', { privilegedClaims: 'role' }],
    ['privilegedClaims', { privilegedClaims: ['iat'] }],
    ['privilegedClaims', { privilegedClaims: [7] }],
    ['role is defined twice', { fixedClaims: { role: 'x' }, privilegedClaims: ['role'] }],
    ['jti is defined twice', { generatedClaims: { jti: make }, defaultClaims: { jti: make } }],
    ['jti is defined twice', { generatedClaims: { jti: make }, fixedClaims: { jti: 'x' } }],
    [
      'ski is defined twice',
      { keyId: 'required', keyIdClaim: 'ski', generatedClaims: { ski: make } },
    ],
  ])('%s: case %#', async (message, definition) => {
    const error = await refusal(() => jwt(definition), 'ERR_OPTION_INVALID');
    expect(error.message).toContain(message);
  });

  test('a later change of it changes nothing', async () => {
    const generatedClaims = { jti: () => 'first' };
    const privilegedClaims = ['role'];
    const token = jwt({ generatedClaims, privilegedClaims });
    generatedClaims.jti = () => 'later';
    privilegedClaims.pop();
    const vendor = defineVendor({ ...about, user: z.looseObject({}), token });
    expect(claimsOf(await signChatToken(vendor, {}, options)).jti).toBe('first');
    expect(await faults(() => vendor.claims({ role: 'x' }))).toHaveLength(1);
  });
});
