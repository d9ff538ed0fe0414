import { defineVendor, jwt, khoros, signChatToken, verifyChatToken } from 'chat-token';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { validateClaims } from '../../src/contract/validate.ts';
import { type AnyChatVendor, claimsOf } from '../../src/contract/vendor.ts';
import {
  about,
  definition,
  faults,
  forge,
  hashed,
  NOW,
  NOW_SECONDS,
  refusal,
  revoked,
  SECRET,
} from '../support/support.ts';

const options = { secret: SECRET, now: NOW };
const acme = defineVendor({
  ...about,
  user: v.strictObject({ sub: v.string(), aud: v.optional(v.literal('chat')) }),
  token: jwt({
    fixedClaims: { iss: 'acme', v: 2, beta: false },
    registeredClaims: ['sub', 'aud'],
  }),
});
const plain = defineVendor({ ...definition, user: v.strictObject({ id: v.string() }) });
const good = { iss: 'acme', v: 2, beta: false, sub: 'u' };
const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
const verify = (claims: object, vendor: AnyChatVendor = acme) =>
  verifyChatToken(vendor, forge({ alg: 'HS256' }, { ...times, ...claims }), options);

test.each<[fault: string, changes: object]>([
  ['iss: must be "acme"', { iss: 'evil' }],
  ['v: must be 2', { v: '2' }],
  ['beta: must be false', { beta: undefined }],
  ['sub: is invalid', { sub: 7 }],
  ['aud: is invalid', { aud: 'evil' }],
])('%s', async (fault, changes) => {
  expect(await faults(() => verify({ ...good, ...changes }))).toStrictEqual([fault]);
});

test('registered claims belong to a contract that names them', async () => {
  const token = await signChatToken(acme, { sub: 'u', aud: 'chat' }, options);
  const { claims } = await verifyChatToken(acme, token, options);
  expect(claims).toStrictEqual({ ...acme.token.fixedClaims, sub: 'u', aud: 'chat', ...times });
});

test('registered claims that the contract does not name are removed from a token', async () => {
  expect((await verify({ ...good, jti: 'x' })).claims).toStrictEqual({ ...good, ...times });
  const added = { aud: 'x', sub: 'y', iss: 'z', jti: 'j' };
  expect((await verify({ id: '1', ...added }, plain)).claims).toStrictEqual({ id: '1', ...times });
});

test('a fixed claim has exactly its value', () => {
  const iss = 'https://shop.example';
  const strict = defineVendor({ ...definition, token: jwt({ fixedClaims: { iss, aud: 'chat' } }) });
  expect(validateClaims(strict, { iss, aud: 'chat' })).toStrictEqual({
    claims: { iss, aud: 'chat' },
  });
  const issuers = [['https://evil.example', iss], [iss], 'https://shop', `${iss}.evil.example`, ''];
  const audiences = [[], ['chat'], ['other', 'chat'], 'chat2', {}, undefined];
  const wrong = [...issuers.map((other) => ({ iss: other })), ...audiences.map((aud) => ({ aud }))];
  for (const changes of [...wrong, { iss: undefined }]) {
    const { issues } = validateClaims(strict, { iss, aud: 'chat', ...changes });
    expect(issues).toMatchObject([{ path: Object.keys(changes)[0] }]);
  }
});

test('anything but a plain object is not claims', () => {
  for (const claims of [null, undefined, 7, 'x', [], new Date(0), revoked({})]) {
    const issues = [{ path: '', message: 'must be a plain object' }];
    expect(validateClaims(khoros, claims)).toStrictEqual({ issues });
  }
});

test.each(['userId', 'scope'])('the error of a getter of %s is hidden', async (name) => {
  const claims = Object.defineProperty({ scope: 'appUser', userId: 'u' }, name, {
    enumerable: true,
    get: () => {
      throw new Error('jane@example.com');
    },
  });
  const result = validateClaims(khoros, claims);
  expect(result.issues).toHaveLength(1);
  const error = await refusal(() => claimsOf(khoros, result), 'ERR_CLAIMS_INVALID');
  expect(error.cause).toBeUndefined();
  expect(error.message).not.toContain('jane');
});

test('issues of fixed claims come first, then those of the contract', () => {
  const found = validateClaims(khoros, { scope: 'user', platform: 1 }).issues ?? [];
  expect(found.map(({ path }) => path)).toStrictEqual(['scope', 'userId', 'platform']);
  expect(found[0]?.message).toBe('must be "appUser"');
  const only = validateClaims(khoros, { scope: 'user', platform: 'ios', userId: 'u' });
  expect(only.issues).toStrictEqual([{ path: 'scope', message: 'must be "appUser"' }]);
});

test('claims named like members of Object.prototype, or __proto__, are claims like any other', () => {
  const claims = JSON.parse('{"scope":"appUser","userId":"u","__proto__":{"x":1},"toString":"x"}');
  const found = validateClaims(khoros, claims).issues ?? [];
  expect(found.map(({ path }) => path)).toStrictEqual(['__proto__', 'toString']);
});

test('claimsOf returns the claims, or throws with the issues, the vendor and its documentation', async () => {
  expect(claimsOf(khoros, { claims: good })).toBe(good);
  const issues = [
    { path: 'a', message: 'is missing' },
    { path: 'b', message: 'is missing' },
  ];
  const error = await refusal(() => claimsOf(khoros, { issues }), 'ERR_CLAIMS_INVALID');
  expect(error.issues).toStrictEqual(issues);
  expect(error.message).toContain(khoros.title);
  expect(error.hint).toContain(khoros.docs);
});

test('a schema gets a plain object', () => {
  const validate = (value: unknown) =>
    value instanceof Object ? { value } : { issues: [{ message: 'no object' }] };
  const user = { '~standard': { version: 1, vendor: 'test', validate } } as const;
  expect(validateClaims(defineVendor({ ...definition, user }), { id: '1' })).toStrictEqual({
    claims: { id: '1' },
  });
});

test('the fields that go with a hash have no times, no fixed and no registered claims', () => {
  const fields = { id: 'u', name: 'Jane Doe' };
  expect(validateClaims(hashed, fields)).toStrictEqual({ claims: fields });
  for (const name of ['exp', 'sub', 'id_hash']) {
    const { issues } = validateClaims(hashed, { ...fields, [name]: 1 });
    expect(issues).toMatchObject([{ path: name }]);
  }
});
