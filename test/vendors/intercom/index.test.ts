import { type Intercom, intercom, signChatToken, verifyChatToken } from 'chat-token';
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

describe('claims', () => {
  test('the known members first, in the order of the contract, then attributes as given', () => {
    const user = { seats: 12, created_at: 1704067200, plan: 'pro', is_trial: false, ...u };
    expect(JSON.stringify(intercom.claims(user))).toBe(
      '{"user_id":"u_1","created_at":1704067200,"seats":12,"plan":"pro","is_trial":false}',
    );
    expect(Object.keys(user)[0]).toBe('seats');
  });

  test('what is undefined is left out', () => {
    const user = { ...u, email: undefined, plan: undefined, seats: 1 };
    expect(intercom.claims(user)).toStrictEqual({ ...u, seats: 1 });
  });

  test('attributes may have names that Object.prototype has', () => {
    const user = { ...u, toString: 'a', constructor: 'b', hasOwnProperty: true };
    expect(intercom.claims(user)).toStrictEqual(user);
  });

  const SCALAR = 'must be a string, number or boolean, got';
  describeFaults(intercom, [
    [{}, 'user_id: is missing'],
    [{ user_id: 42 }, 'user_id: must be a string, got a number: pass String(id)'],
    [{ ...u, plan: { name: 'pro' } }, `plan: ${SCALAR} an object`],
    [{ ...u, tags: ['vip'] }, `tags: ${SCALAR} an array`],
    [{ ...u, seats: Number.NaN }, 'seats: must be a finite number'],
    [{ ...u, 'jane@example.com': [] }, `["…"]: ${SCALAR} an array`],
    [{ ...u, userId: 'u_1' }, 'userId: is not known; did you mean "user_id"?'],
    [{ ...u, 'user-id': undefined }, '["user-id"]: is not known; did you mean "user_id"?'],
    [{ ...u, createdAt: 1 }, 'createdAt: is not known; did you mean "created_at"?'],
    [{ ...u, emails: 'x' }, 'emails: is not known; did you mean "email"?'],
    [{ ...u, exp: 1 }, 'exp: is reserved: signing sets it'],
    [{ ...u, nbf: undefined }, 'nbf: is reserved: signing sets it'],
    [{ ...u, sub: 'u_1' }, 'sub: is reserved'],
    [{ ...u, user_hash: 'x' }, 'user_hash: is reserved'],
    [{ ...u, intercom_user_jwt: 'x' }, 'intercom_user_jwt: is reserved'],
    [
      Object.defineProperty({ ...u }, '__proto__', { value: 'x', enumerable: true }),
      '__proto__: is reserved',
    ],
    [{ ...u, [Symbol('x')]: 1 }, ': must not have symbols as keys'],
  ]);

  test.each([
    'phone',
    'plan',
    'user',
    'username',
    'company_id',
    'session_duration',
    'game_id',
  ])('%s is an attribute, not a typo', (name) => {
    expect(intercom.claims({ ...u, [name]: 'x' })).toStrictEqual({ ...u, [name]: 'x' });
  });
});

test('signs the vector that was computed with Python', async () => {
  const user = { ...u, email: 'jane@example.com' };
  const secret = 'vector-secret-0123456789abcdefghijk';
  const token = await signChatToken(intercom, user, { secret, now: NOW });
  expect(decodeToken(token)).toStrictEqual([
    '{"alg":"HS256","typ":"JWT"}',
    '{"user_id":"u_1","email":"jane@example.com","iat":1767225600,"exp":1767229200}',
  ]);
  expect(token.split('.')[2]).toBe('mo9P-H74HN1GvYSy85Zh5B8PTgGNOfNXcTNwhEAyBaI');
});

describe('a token of another library', () => {
  const exp = NOW_SECONDS + 60;
  const verify = (claims: object) =>
    verifyChatToken(intercom, forge({ alg: 'HS256' }, { exp, ...claims }), {
      secret: SECRET,
      now: NOW,
    });

  test('may have registered claims', async () => {
    const { claims } = await verify({ ...u, plan: 'pro', sub: 'u_1', iss: 'me' });
    expect(claims).toStrictEqual({ ...u, plan: 'pro', exp });
  });

  test('may be without exp, unless the caller requires it', async () => {
    const token = forge({ alg: 'HS256' }, u);
    const options = { secret: SECRET, now: NOW };
    expect((await verifyChatToken(intercom, token, options)).claims).toStrictEqual(u);
    const strict = { ...options, requireExpiry: true };
    await refusal(() => verifyChatToken(intercom, token, strict), 'ERR_CLAIMS_INVALID');
  });

  test('is rejected with another hash in it', async () => {
    expect(await faults(() => verify({ ...u, user_hash: 'x' }))).toStrictEqual([
      'user_hash: is reserved',
    ]);
  });
});

/** Checked by the compiler. */
test('the types know the members, and the attributes that you name', () => {
  const mine: Intercom<{ plan: string; seats?: number }> = intercom;
  expect(mine.claims({ ...u, plan: 'pro' })).toStrictEqual({ ...u, plan: 'pro' });
  intercom.claims({ ...u, anything: 'goes', seats: 12 });
  const rejected = [
    // @ts-expect-error user_id is missing
    () => intercom.claims({ plan: 'pro' }),
    // @ts-expect-error created_at is a number
    () => intercom.claims({ ...u, created_at: '2024' }),
    // @ts-expect-error attributes are strings, numbers or booleans
    () => intercom.claims({ ...u, tags: ['vip'] }),
    // @ts-expect-error plan is a string
    () => mine.claims({ ...u, plan: { name: 'pro' } }),
    // @ts-expect-error user_id is a string
    () => mine.claims({ user_id: 42, plan: 'pro' }),
  ];
  for (const claims of rejected) expect(claims).toThrow('Not valid for Intercom Messenger');
  // @ts-expect-error a misspelled attribute; the contract cannot know it
  mine.claims({ ...u, plan: 'pro', seat: 1 });
  // @ts-expect-error plan is required
  mine.claims(u);
});
