import {
  ChatTokenError,
  type ChatVendor,
  defineVendor,
  khoros,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { checkClaims } from '../../src/contract/claims.ts';
import {
  definition,
  faults,
  forge,
  NOW,
  NOW_SECONDS,
  polluted,
  refusal,
  SECRET,
} from '../support/support.ts';

const options = { secret: SECRET, now: NOW };
const acme = defineVendor({
  ...definition,
  fixedClaims: { iss: 'acme', v: 2, beta: false },
  registeredClaims: ['sub', 'aud'],
  schema: v.strictObject({ sub: v.string(), aud: v.optional(v.literal('chat')) }),
});
const plain = defineVendor({ ...definition, schema: v.strictObject({ id: v.string() }) });
const good = { iss: 'acme', v: 2, beta: false, sub: 'u' };
const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
const verify = (claims: object, vendor: ChatVendor<unknown, object> = acme) =>
  verifyChatToken(vendor, forge({ alg: 'HS256' }, { ...times, ...claims }), options);

test.each<[fault: string, changes: object]>([
  ['iss: must be "acme"', { iss: 'evil' }],
  ['v: must be 2', { v: '2' }],
  ['beta: must be false', { beta: undefined }],
  ['sub: is not accepted', { sub: 7 }],
  ['aud: is not accepted', { aud: 'evil' }],
])('%s', async (fault, changes) => {
  expect(await faults(() => verify({ ...good, ...changes }))).toStrictEqual([fault]);
});

test('registered claims belong to a contract that names them', async () => {
  const token = await signChatToken(acme, { sub: 'u', aud: 'chat' }, options);
  const { claims } = await verifyChatToken(acme, token, options);
  expect(claims).toStrictEqual({ ...acme.fixedClaims, sub: 'u', aud: 'chat', ...times });
});

test('registered claims that the contract does not name are taken off a token', async () => {
  expect((await verify({ ...good, jti: 'x' })).claims).toStrictEqual({ ...good, ...times });
  const added = { aud: 'x', sub: 'y', iss: 'z', jti: 'j' };
  expect((await verify({ id: '1', ...added }, plain)).claims).toStrictEqual({ id: '1', ...times });
});

test('a fixed claim is that value and no other', async () => {
  const iss = 'https://shop.example';
  const strict = defineVendor({ ...definition, fixedClaims: { iss, aud: 'chat' } });
  expect(checkClaims(strict, { iss, aud: 'chat' })).toStrictEqual({ iss, aud: 'chat' });
  const issuers = [['https://evil.example', iss], [iss], 'https://shop', `${iss}.evil.example`, ''];
  const audiences = [[], ['chat'], ['other', 'chat'], 'chat2', {}, undefined];
  const wrong = [...issuers.map((other) => ({ iss: other })), ...audiences.map((aud) => ({ aud }))];
  for (const changes of [...wrong, { iss: undefined }]) {
    const check = () => checkClaims(strict, { iss, aud: 'chat', ...changes });
    await refusal(check, 'ERR_CLAIMS_INVALID');
  }
});

test.for([null, undefined, 7, [], new Date(0)])('%s are not claims', async (claims) => {
  const { issues } = await refusal(() => checkClaims(khoros, claims), 'ERR_CLAIMS_INVALID');
  expect(issues).toMatchObject([{ path: '', message: expect.stringContaining('plain object') }]);
});

test.each(['userId', 'scope'])('what a getter of %s throws is hidden', async (name) => {
  const claims = Object.defineProperty({ scope: 'appUser', userId: 'u' }, name, {
    enumerable: true,
    get: () => {
      throw new Error('jane@example.com');
    },
  });
  const error = await refusal(() => checkClaims(khoros, claims), 'ERR_CLAIMS_INVALID');
  expect(error.cause).toBeUndefined();
});

test('faults of fixed claims come first, then those of the contract if it names any', async () => {
  const other = { scope: 'user', platform: 1 };
  expect(await faults(() => checkClaims(khoros, other))).toStrictEqual([
    'scope: must be "appUser"',
    'userId: is missing',
    'platform: must be a string, not a number',
  ]);
  const failing = (error: Error) => ({
    ...khoros,
    claims: () => {
      throw error;
    },
  });
  const terse = failing(new ChatTokenError('ERR_CLAIMS_INVALID', 'No', { hint: 'Ask again.' }));
  const scope = ['scope: must be "appUser"'];
  expect(await faults(() => checkClaims(terse, other))).toStrictEqual(scope);
  expect(
    await faults(() => checkClaims(khoros, { ...other, platform: 'ios', userId: 'u' })),
  ).toStrictEqual(scope);
  await refusal(() => checkClaims(terse, { scope: 'appUser' }), 'ERR_CLAIMS_INVALID');
  expect(() => checkClaims(failing(new RangeError('x')), other)).toThrow(RangeError);
});

test('a schema sees a plain object', () => {
  const validate = (value: unknown) =>
    value instanceof Object ? { value } : { issues: [{ message: 'no object' }] };
  const schema = { '~standard': { version: 1, vendor: 'test', validate } } as const;
  expect(checkClaims(defineVendor({ ...definition, schema }), { id: '1' })).toStrictEqual({
    id: '1',
  });
});

describe('members of Object.prototype change no verdict', () => {
  const at = { ...options, keyId: 'k' };
  const header = { alg: 'HS256', kid: 'k' };
  const { exp } = times;
  const token = forge(header, { scope: 'appUser', userId: 'u', exp });
  const cases: [action: () => unknown, outcome: string][] = [
    [() => signChatToken(khoros, { userId: 'u' }, at), 'done'],
    [() => verifyChatToken(khoros, token, at), 'done'],
    [
      () => verifyChatToken(khoros, forge(header, { userId: 'u', exp }, 'AAAA'), at),
      'ERR_SIGNATURE_INVALID',
    ],
    [() => verifyChatToken(khoros, forge(header, { userId: 'u', exp }), at), 'ERR_CLAIMS_INVALID'],
    [
      () => verifyChatToken(khoros, forge(header, { scope: 'appUser', userId: 'u' }), at),
      'ERR_CLAIMS_INVALID',
    ],
    [() => khoros.claims({} as never), 'ERR_CLAIMS_INVALID'],
    [() => checkClaims(khoros, {}), 'ERR_CLAIMS_INVALID'],
  ];

  test.each<[string, unknown]>([
    ['issues', []],
    ['issues', 'x'],
    ['then', 'x'],
    ['value', { userId: 'polluted' }],
    ['max', 60],
    ['expiresAt', 1],
    ['key', { kty: 'oct', k: 'AAAA', usages: ['verify'] }],
    ['nbf', 9e9],
    ['exp', 1],
    ['exp', exp],
    ['scope', 'appUser'],
    ['userId', 'polluted'],
    ['alg', 'HS256'],
    ['kid', 'k'],
    ['optional', true],
    ['2', [...Buffer.from(token.split('.')[1] ?? '')]],
    ['length', 8],
    ['crit', ['x']],
  ])('%s', async (name, value) => {
    const outcomes = await polluted({ [name]: value }, async () => {
      const seen: string[] = [];
      for (const [action] of cases) {
        try {
          await action();
          seen.push('done');
        } catch (error) {
          seen.push(error instanceof ChatTokenError ? error.code : String(error));
        }
      }
      return seen;
    });
    expect(outcomes).toStrictEqual(cases.map(([, outcome]) => outcome));
  });
});
