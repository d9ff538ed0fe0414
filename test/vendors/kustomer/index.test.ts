import {
  type KustomerUser,
  kustomer,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  decodeToken,
  faults,
  forge,
  NOW,
  NOW_SECONDS,
  refusal,
  SECRET,
} from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const u = { externalId: 'u_1' };
const email = 'jane@example.com';
const options = { secret: SECRET, now: NOW };

const VECTOR = { secret: 'vector-secret-0123456789abcdefghijk', now: NOW };
const VECTOR_SIGNATURE = 'L81Que6L7UwkC_YbdoV6z12DU67aATYaFTRsyKtWNEk';

describe('the vector that was computed with Python', () => {
  test('is what is signed', async () => {
    const token = await signChatToken(kustomer, u, VECTOR);
    expect(decodeToken(token)).toStrictEqual([
      '{"alg":"HS256","typ":"JWT"}',
      '{"externalId":"u_1","iat":1767225600}',
    ]);
    expect(token.split('.')[2]).toBe(VECTOR_SIGNATURE);
  });

  test('verifies', async () => {
    const encode = (json: string) => Buffer.from(json).toString('base64url');
    const header = encode('{"alg":"HS256","typ":"JWT"}');
    const payload = encode('{"externalId":"u_1","iat":1767225600}');
    const token = `${header}.${payload}.${VECTOR_SIGNATURE}`;
    const { claims } = await verifyChatToken(kustomer, token, VECTOR);
    expect(claims).toStrictEqual({ ...u, iat: NOW_SECONDS });
  });
});

describe('claims', () => {
  test('are in the order of the contract, without what is left out', () => {
    expect(JSON.stringify(kustomer.claims({ email, ...u }))).toBe(
      '{"externalId":"u_1","email":"jane@example.com"}',
    );
    expect(kustomer.claims({ externalId: null, email })).toStrictEqual({ email });
  });

  const NEEDS = ': needs one of "externalId", "email"';
  describeFaults(kustomer, [
    [{}, NEEDS],
    [{ externalId: null, email: undefined }, NEEDS],
    [{ externalId: 42 }, 'externalId: must be a string, got a number: pass String(id)'],
    [{ externalId: ' ' }, 'externalId: must not be blank'],
    [{ externalId: '', email }, 'externalId: must not be blank'],
    [{ ...u, email: '' }, 'email: must not be blank'],
    [{ email: 'undefined' }, expect.stringContaining('email: is a string such as "undefined"')],
    [{ ...u, name: 'Jane' }, 'name: is not known'],
    [{ ...u, jwtToken: 'x' }, 'jwtToken: is not known'],
    [{ ...u, sub: 'u_1' }, 'sub: is not known'],
    [{ ...u, iat: 1 }, 'iat: is reserved: signing sets it'],
    [{ ...u, exp: 1 }, 'exp: is reserved: signing sets it'],
  ]);
});

test.each<[KustomerUser, string]>([
  [u, 'u_1'],
  [{ email }, email],
  [{ ...u, email }, email],
])('the user of %j is %s', async (user, id) => {
  const login = await signChatLogin(kustomer, user, options);
  expect(login.userId).toBe(id);
  expect(login.settings).toStrictEqual({ jwtToken: login.token });
});

describe('15 minutes after iat', () => {
  test('a login expires', async () => {
    const { expiresAt, refreshAt } = await signChatLogin(kustomer, u, options);
    expect([expiresAt, refreshAt]).toStrictEqual([NOW_SECONDS + 900, NOW_SECONDS + 675]);
  });

  test('a token is rejected, and not before', async () => {
    const token = await signChatToken(kustomer, u, options);
    const verify = (age: number) =>
      verifyChatToken(kustomer, token, { ...options, now: new Date((NOW_SECONDS + age) * 1000) });
    expect((await verify(899)).claims).toStrictEqual({ ...u, iat: NOW_SECONDS });
    await refusal(() => verify(900), 'ERR_TOKEN_EXPIRED');
  });

  test('cannot be changed', async () => {
    // @ts-expect-error the vendor counts from iat
    const sign = () => signChatToken(kustomer, u, { ...options, expiresIn: 60 });
    expect((await refusal(sign, 'ERR_OPTION_INVALID')).message).toContain('expiresIn');
  });

  test.each<[string, object]>([
    ['without iat', u],
    ['with iat as a string', { ...u, iat: `${NOW_SECONDS}` }],
  ])('cannot be counted %s', async (_, claims) => {
    const token = forge({ alg: 'HS256' }, claims);
    const error = await refusal(() => verifyChatToken(kustomer, token, options));
    expect(error.code).toBe('ERR_CLAIMS_INVALID');
    expect(error.issues?.map(({ path }) => path)).toStrictEqual(['iat']);
  });
});

test('a token of another library is checked like a user', async () => {
  const token = forge({ alg: 'HS256' }, { name: 'Jane', iat: NOW_SECONDS, ...u });
  expect(await faults(() => verifyChatToken(kustomer, token, options))).toStrictEqual([
    'name: is not known',
  ]);
});

/** Checked by the compiler. */
test('the types know the members', () => {
  const rejected = [
    // @ts-expect-error externalId is a string
    () => kustomer.claims({ externalId: 42 }),
    // @ts-expect-error no such member
    () => kustomer.claims({ ...u, name: 'Jane' }),
  ];
  for (const claims of rejected) expect(claims).toThrow('Not valid for Kustomer Chat');
});
