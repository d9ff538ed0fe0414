import { signChatLogin, signChatToken, stream, verifyChatToken } from 'chat-token';
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

const u = { user_id: 'u_1' };

/** Computed with Python, and equal to what Stream's own signer returns. */
const VECTOR_SECRET = 'vector-secret-0123456789abcdefghijk';
const PAYLOAD = '{"user_id":"u_1"}';

describe('the known token', () => {
  const known = forge({ alg: 'HS256', typ: 'JWT' }, PAYLOAD, VECTOR_SECRET);

  test('verifies, although it never expires', async () => {
    expect(known.split('.')[2]).toBe('d1JghlamLLDr_ZCqg81BK-bloCvIZpvfMOidJKqP7Y0');
    const { claims } = await verifyChatToken(stream, known, { secret: VECTOR_SECRET });
    expect(claims).toStrictEqual(u);
    const strict = { secret: VECTOR_SECRET, requireExpiry: true };
    expect(await faults(() => verifyChatToken(stream, known, strict))).toStrictEqual([
      'exp: is missing',
    ]);
  });

  test('has the same header and claims as ours, but for the times', async () => {
    const token = await signChatToken(stream, u, { secret: VECTOR_SECRET, now: NOW });
    expect(decodeToken(token)).toStrictEqual([
      '{"alg":"HS256","typ":"JWT"}',
      '{"user_id":"u_1","iat":1767225600,"exp":1767229200}',
    ]);
  });
});

describe('claims', () => {
  describeFaults(stream, [
    [{}, 'user_id: is missing'],
    [{ user_id: 12345 }, 'user_id: must be a string, got a number: pass String(id)'],
    [{ user_id: ' ' }, 'user_id: must not be blank'],
    [{ ...u, server: true }, 'server: is privileged: user data cannot set it'],
    [{ ...u, server: false }, 'server: is privileged: user data cannot set it'],
    [{ ...u, userId: 'u_2' }, 'userId: is not known; did you mean "user_id"?'],
    [{ ...u, role: 'admin' }, 'role: is not known'],
    [{ ...u, exp: NOW_SECONDS }, 'exp: is reserved: signing sets it'],
  ]);

  test('a lifetime is at most 366 days, because no maximum is documented', async () => {
    const sign = (expiresIn: '366d' | '367d') =>
      signChatToken(stream, u, { secret: SECRET, expiresIn, now: NOW });
    expect(await sign('366d')).toMatch(/^eyJ/);
    await refusal(() => sign('367d'), 'ERR_OPTION_INVALID');
  });
});

describe('a token of another library', () => {
  const verify = (claims: object) =>
    verifyChatToken(stream, forge({ alg: 'HS256', typ: 'JWT' }, claims), {
      secret: SECRET,
      now: NOW,
    });

  test('is never one for servers', async () => {
    expect(await faults(() => verify({ server: true }))).toStrictEqual([
      'server: is privileged: user data cannot set it',
      'user_id: is missing',
    ]);
    expect(await faults(() => verify({ ...u, server: true }))).toStrictEqual([
      'server: is privileged: user data cannot set it',
    ]);
  });

  test('may have exp without iat, as createToken(id, exp) makes it', async () => {
    const claims = { ...u, exp: NOW_SECONDS + 60 };
    expect((await verify(claims)).claims).toStrictEqual(claims);
    await refusal(() => verify({ ...u, exp: NOW_SECONDS }), 'ERR_TOKEN_EXPIRED');
  });
});

test('the page gets the token and the id', async () => {
  const login = await signChatLogin(stream, u, { secret: SECRET, now: NOW });
  expect(login).toMatchObject({ vendor: 'stream', userId: 'u_1' });
  expect(login.settings).toStrictEqual({ token: login.token });
});

/** Checked by the compiler. */
test('the types know the one member', async () => {
  const rejected = [
    // @ts-expect-error user_id is missing
    () => stream.claims({}),
    // @ts-expect-error user_id is a string
    () => stream.claims({ user_id: 12345 }),
    // @ts-expect-error server is not a member
    () => stream.claims({ ...u, server: true }),
  ];
  for (const claims of rejected) expect(claims).toThrow('Not valid for Stream Chat');
  // @ts-expect-error keys have no id
  const sign = () => signChatToken(stream, u, { secret: SECRET, keyId: 'key_1' });
  await refusal(sign, 'ERR_OPTION_INVALID');
});
