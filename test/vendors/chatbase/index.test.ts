import { type Chatbase, chatbase, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
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
const secret = 'vector-secret-0123456789abcdefghijk';

describe('claims', () => {
  test('the known members first, then attributes as given', () => {
    const user = { seats: 12, name: 'Jane', plan: 'pro', ...u };
    expect(JSON.stringify(chatbase.claims(user))).toBe(
      '{"user_id":"u_1","name":"Jane","seats":12,"plan":"pro"}',
    );
  });

  test('attributes are anything that JSON has', () => {
    const user = {
      ...u,
      stripe_accounts: [{ label: 'main', stripe_id: 'cus_123abc456' }],
      is_trial: false,
      company: { name: 'Acme', tags: ['a', null] },
    };
    expect(chatbase.claims(user)).toStrictEqual(user);
    expect(chatbase.claims({ ...user, plan: null, seats: undefined })).toStrictEqual(user);
  });

  test('sub replaces user_id, which comes first', () => {
    expect(chatbase.claims({ sub: 'u_1' })).toStrictEqual({ sub: 'u_1' });
    expect(chatbase.userId({ sub: 'u_1' })).toBe('u_1');
    expect(chatbase.userId({ sub: 'u_2', user_id: 'u_1' })).toBe('u_1');
    expect(chatbase.userId({})).toBeNull();
  });

  describeFaults(chatbase, [
    [{}, ': needs one of "user_id", "sub"'],
    [{ email: 'jane@example.com' }, ': needs one of "user_id", "sub"'],
    [{ user_id: 42 }, 'user_id: must be a string, got a number: pass String(id)'],
    [{ user_id: '', sub: 'u_1' }, 'user_id: must not be blank'],
    [{ sub: 42 }, 'sub: must be a string, got a number: pass String(id)'],
    [{ ...u, email: 7 }, 'email: must be a string, got a number'],
    [{ ...u, seats: Number.NaN }, 'seats: must be a finite number'],
    [{ ...u, since: new Date(0) }, 'since: must be JSON, got an instance of Date'],
    [{ ...u, plan: { seats: 1n } }, 'plan.seats: must be JSON, got a bigint'],
    [{ ...u, userId: 'u_1' }, 'userId: is not known; did you mean "user_id"?'],
    [{ ...u, emails: 'x' }, 'emails: is not known; did you mean "email"?'],
    [{ ...u, exp: 1 }, 'exp: is reserved: signing sets it'],
    [{ ...u, iss: 'me' }, 'iss: is reserved'],
    [{ ...u, user_hash: 'x' }, 'user_hash: is reserved'],
    [{ ...u, token: 'x' }, 'token: is reserved'],
  ]);
});

test('signs the vector that was computed with Python, and verifies it', async () => {
  const token = await signChatToken(chatbase, u, { secret, now: NOW });
  expect(decodeToken(token)).toStrictEqual([
    '{"alg":"HS256","typ":"JWT"}',
    '{"user_id":"u_1","iat":1767225600,"exp":1767229200}',
  ]);
  expect(token.split('.')[2]).toBe('imoOggIu57qL_kGiomBlodynPOTA8LXDZS4WEvukhh8');
  const { claims } = await verifyChatToken(chatbase, token, { secret, now: NOW });
  expect(claims).toStrictEqual({ ...u, iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 });
});

test('gives the widget the token', async () => {
  const login = await signChatLogin(chatbase, { sub: 'u_1' }, { secret, now: NOW });
  expect(login.settings).toStrictEqual({ token: login.token });
  expect(login.userId).toBe('u_1');
});

describe('a token of another library', () => {
  const verify = (claims: object, options = {}) =>
    verifyChatToken(chatbase, forge({ alg: 'HS256' }, claims), {
      secret: SECRET,
      now: NOW,
      ...options,
    });

  test('may be without exp, unless the caller requires it', async () => {
    expect((await verify({ ...u })).claims).toStrictEqual(u);
    await refusal(() => verify({ ...u }, { requireExpiry: true }), 'ERR_CLAIMS_INVALID');
  });

  test('is rejected once it has expired', async () => {
    await refusal(() => verify({ ...u, exp: NOW_SECONDS - 1 }), 'ERR_TOKEN_EXPIRED');
  });

  test('is rejected with null as an attribute, or without an id', async () => {
    expect(await faults(() => verify({ ...u, plan: null }))).toStrictEqual([
      'plan: must not be null: leave it out',
    ]);
    expect(await faults(() => verify({ email: 'jane@example.com' }))).toStrictEqual([
      ': needs one of "user_id", "sub"',
    ]);
  });
});

/** Checked by the compiler. */
test('the types know the members, and the attributes that you name', () => {
  const mine: Chatbase<{ plan: string; seats?: number }> = chatbase;
  expect(mine.claims({ ...u, plan: 'pro' }).email).toBeUndefined();
  chatbase.claims({ ...u, anything: ['goes', { seats: 12 }] });
  const rejected = [
    // @ts-expect-error user_id is a string
    () => chatbase.claims({ user_id: 42 }),
    // @ts-expect-error JSON has no functions
    () => chatbase.claims({ ...u, plan: () => 'pro' }),
    // @ts-expect-error email is a string
    () => mine.claims({ ...u, plan: 'pro', email: true }),
  ];
  for (const claims of rejected) expect(claims).toThrow('Not valid for Chatbase');
  // @ts-expect-error a misspelled attribute; the contract cannot know it
  mine.claims({ ...u, plan: 'pro', seat: 1 });
  // @ts-expect-error plan is required
  mine.claims(u);
});
