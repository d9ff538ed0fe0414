import { defineVendor, hmac, jwt, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { validateClaims } from '../../../src/contract/validate.ts';
import {
  about,
  definition,
  faults,
  NOW,
  NOW_SECONDS,
  refusal,
  SECRET,
} from '../../support/support.ts';

const options = { secret: SECRET, now: NOW };

test('a vendor that you define signs and verifies like those of the package', async () => {
  const acme = defineVendor({
    ...about,
    user: v.strictObject({ visitorId: v.string(), plan: v.optional(v.string()) }),
    token: jwt({ fixedClaims: { role: 'visitor' } }),
    userId: (claims) => claims.visitorId,
  });
  const claims = acme.claims({ visitorId: 'v_1' });
  expect(claims).toStrictEqual({ role: 'visitor', visitorId: 'v_1' });
  expect(acme.userId(claims)).toBe('v_1');
  const token = await signChatToken(acme, { visitorId: 'v_1' }, options);
  const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
  const verified = await verifyChatToken(acme, token, options);
  expect(verified.claims).toStrictEqual({ ...claims, ...times });
});

test('so does one with an identity hash', async () => {
  const acme = defineVendor({
    ...about,
    user: v.strictObject({ email: v.string(), plan: v.optional(v.string()) }),
    token: hmac({ message: (fields: { email: string }) => fields.email }),
    userId: (fields) => fields.email,
    settings: (fields, hash) => ({ ...fields, hash }),
  });
  const user = { email: 'jane@example.com', plan: 'pro' };
  const { settings, ...login } = await signChatLogin(acme, user, options);
  expect(login).toStrictEqual({
    vendor: 'acme',
    token: settings.hash,
    userId: user.email,
    expiresAt: null,
    refreshAt: null,
  });
  expect(settings).toStrictEqual({ ...user, hash: login.token });
  const verified = await verifyChatToken(acme, login.token, { ...options, user });
  expect(verified).toStrictEqual({ claims: user });
});

describe('an id that userId returns', () => {
  const schema = v.strictObject({ visitorId: v.string() });
  const userId = ({ visitorId }: { visitorId: string }) => visitorId;
  const ofJwt = defineVendor({ ...about, user: schema, token: jwt(), userId });
  const ofHash = defineVendor({
    ...about,
    user: schema,
    token: hmac({ message: () => 'other' }),
    userId,
  });
  const unchecked = defineVendor({ ...about, user: schema, token: jwt() });

  test.each([
    ['', 'must not be blank'],
    ['undefined', 'is a string such as'],
    ['[object Object]', 'is a string such as'],
    [' a ', 'must not have outer white space'],
    ['v\n1', 'must not have outer white space'],
    ['v\ud800', 'must not have outer white space'],
  ])('is not %j, to sign and to verify', async (visitorId, problem) => {
    const user = { visitorId };
    const token = await signChatToken(unchecked, user, options);
    for (const call of [
      () => ofJwt.claims(user),
      () => signChatLogin(ofJwt, user, options),
      () => verifyChatToken(ofJwt, token, options),
      () => signChatToken(ofHash, user, options),
    ]) {
      const error = await refusal(call, 'ERR_CLAIMS_INVALID');
      expect(error.message).toMatch(/: the (?:user|payload) has an id that /);
      expect(error.message).toContain(`an id that ${problem}`);
    }
  });

  test('may depend on fixed claims', () => {
    const vendor = defineVendor({
      ...about,
      user: v.object({}),
      token: jwt({ fixedClaims: { tenant: ' ' } }),
      userId: ({ tenant }) => tenant,
    });
    expect(() => vendor.claims({})).toThrow('has an id that must not be blank');
  });
});

test("the schema's messages are shown, except those with a value of the user", async () => {
  const user = v.object({
    plan: v.picklist(['free']),
    tags: v.array(v.string('Tags are strings')),
  });
  const given = { plan: 'jane@example.com', tags: ['x_1', 1] } as never;
  const vendor = defineVendor({ ...definition, user });
  expect(await faults(() => vendor.claims(given))).toStrictEqual([
    'plan: is invalid',
    'tags[1]: Tags are strings',
  ]);
});

const ROLE = 'role: is always "visitor" here: leave it out';
const EXP = 'exp: is reserved: signing sets it';

test('user data cannot set fixed claims, times and registered claims', async () => {
  const open = defineVendor({ ...definition, token: jwt({ fixedClaims: { role: 'visitor' } }) });
  for (const role of ['admin', 'visitor']) {
    expect(await faults(() => open.claims({ id: '1', role }))).toStrictEqual([ROLE]);
  }
  expect(await faults(() => open.claims({ exp: 1 }))).toStrictEqual([EXP]);
  const unnamed = 'is a registered claim that this contract does not name';
  expect(await faults(() => open.claims({ sub: 'u' }))).toStrictEqual([`sub: ${unnamed}`]);
});

test('a schema that changes the user cannot set them either', async () => {
  const sly = defineVendor({
    ...about,
    token: jwt({ fixedClaims: { role: 'visitor' } }),
    user: v.pipe(
      v.object({ id: v.string() }),
      v.transform(({ id }) => (id === 'sly' ? { id, role: 'admin', exp: 1 } : { id })),
    ),
  });
  expect(await faults(() => sly.claims({ id: 'sly' }))).toStrictEqual([ROLE, EXP]);
  const claims = { id: 'sly', role: 'visitor' };
  const { issues = [] } = validateClaims(sly, claims);
  expect(issues.map(({ path, message }) => `${path}: ${message}`)).toStrictEqual([ROLE, EXP]);
  expect(validateClaims(sly, { ...claims, id: 'u' }).claims).toStrictEqual({
    id: 'u',
    role: 'visitor',
  });
});

describe('settings', () => {
  const login = (settings: unknown) =>
    signChatLogin(defineVendor({ ...definition, settings: settings as never }), {}, options);

  test('are { token } unless the definition says otherwise', async () => {
    const { settings, token } = await signChatLogin(defineVendor(definition), {}, options);
    expect(settings).toStrictEqual({ token });
  });

  test('get the claims and the token', async () => {
    const vendor = defineVendor({
      ...definition,
      token: jwt({ fixedClaims: { role: 'visitor' } }),
      settings: (claims, token) => ({ claims, token }),
    });
    const { settings, token } = await signChatLogin(vendor, { id: '1' }, options);
    expect(settings).toStrictEqual({ claims: { role: 'visitor', id: '1' }, token });
  });

  test.each([undefined, null, 'token', [], new Date(0)])('cannot be %o', async (wrong) => {
    const error = await refusal(() => login(() => wrong), 'ERR_OPTION_INVALID');
    expect(error.message).toContain('settings must return a plain object');
  });

  test('hide what their function throws: it may quote the user', async () => {
    const error = await refusal(
      () =>
        login(() => {
          throw new Error('jane@example.com');
        }),
      'ERR_OPTION_INVALID',
    );
    expect(error.message).toContain('settings threw');
    expect(error.message + error.hint).not.toContain('jane');
    expect(error.cause).toBeUndefined();
  });
});
