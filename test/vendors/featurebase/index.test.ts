import {
  type Featurebase,
  featurebase,
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

const u = { userId: 'u_1' };
const acme = { id: 'c_1', name: 'Acme' };
const secret = 'vector-secret-0123456789abcdefghijk';

describe('claims', () => {
  test('the known members first, then attributes as given', () => {
    const user = { seats: 12, locale: 'en', plan: 'pro', companies: [acme], ...u };
    expect(JSON.stringify(featurebase.claims(user))).toBe(
      '{"userId":"u_1","companies":[{"id":"c_1","name":"Acme"}],"locale":"en","seats":12,"plan":"pro"}',
    );
  });

  test('a company has id or companyId, and attributes of its own', () => {
    const companies = [
      { id: 'c_1', name: 'Acme', industry: 'Retail' },
      { companyId: 'c_2', name: 'Umbrella', monthlySpend: 0, isPaying: false },
      { id: 'c_3', companyId: 'c_3', name: 'Initech' },
    ];
    expect(featurebase.claims({ ...u, companies })).toStrictEqual({ ...u, companies });
    const [company] = featurebase.claims({
      ...u,
      companies: [{ plan: null, ...acme, monthlySpend: null }],
    }).companies ?? [undefined];
    expect(company).toStrictEqual(acme);
  });

  test('email replaces userId, which comes first', () => {
    const email = 'jane@example.com';
    expect(featurebase.claims({ email })).toStrictEqual({ email });
    expect(featurebase.userId({ email })).toBe(email);
    expect(featurebase.userId({ ...u, email })).toBe('u_1');
    expect(featurebase.userId({})).toBeNull();
  });

  const SCALAR = 'must be a string, number or boolean, got';
  const withCompany = (company: object) => ({ ...u, companies: [acme, company] });
  describeFaults(featurebase, [
    [{}, ': needs one of "userId", "email"'],
    [{ email: '' }, ': needs one of "userId", "email"'],
    [{ userId: 42 }, 'userId: must be a string, got a number: pass String(id)'],
    [{ ...u, companies: acme }, 'companies: must be an array, got an object'],
    [withCompany({ name: 'Acme' }), 'companies[1]: needs one of "id", "companyId"'],
    [withCompany({ id: 'c_1' }), 'companies[1].name: is missing'],
    [
      withCompany({ id: 7, name: 'Acme' }),
      'companies[1].id: must be a string, got a number: pass String(id)',
    ],
    [
      withCompany({ ...acme, company_id: 'c_1' }),
      'companies[1].company_id: is not known; did you mean "companyId"?',
    ],
    [
      withCompany({ ...acme, monthlySpend: '500' }),
      'companies[1].monthlySpend: must be a number, got a string',
    ],
    [
      withCompany({ ...acme, createdAt: 1 }),
      'companies[1].createdAt: must be a string, got a number',
    ],
    [withCompany({ ...acme, address: {} }), `companies[1].address: ${SCALAR} an object`],
    [{ ...u, tags: ['vip', 7] }, 'tags[1]: must be a string, got a number'],
    [{ ...u, plan: { name: 'pro' } }, `plan: ${SCALAR} an object`],
    [{ ...u, customFields: { plan: 'pro' } }, `customFields: ${SCALAR} an object`],
    [{ ...u, seats: Number.NaN }, 'seats: must be a finite number'],
    [{ ...u, role: 'admin' }, 'role: is privileged: user data cannot set it'],
    [{ ...u, role: undefined }, 'role: is privileged: user data cannot set it'],
    [{ ...u, user_id: 'u_1' }, 'user_id: is not known; did you mean "userId"?'],
    [{ ...u, exp: 1 }, 'exp: is reserved: signing sets it'],
    [{ ...u, sub: 'u_1' }, 'sub: is reserved'],
    [{ ...u, userHash: 'x' }, 'userHash: is reserved'],
    [{ ...u, featurebaseJwt: 'x' }, 'featurebaseJwt: is reserved'],
  ]);
});

test('signs the vector that was computed with Python, and verifies it', async () => {
  const user = { ...u, email: 'jane@example.com' };
  const token = await signChatToken(featurebase, user, { secret, now: NOW });
  expect(decodeToken(token)).toStrictEqual([
    '{"alg":"HS256","typ":"JWT"}',
    '{"userId":"u_1","email":"jane@example.com","iat":1767225600,"exp":1767229200}',
  ]);
  expect(token.split('.')[2]).toBe('Zvp4oU4ZlShuI3NWEZe5IDCkYhYOgZHNfQJ4z0qYPgA');
  const { claims } = await verifyChatToken(featurebase, token, { secret, now: NOW });
  expect(claims).toStrictEqual({ ...user, iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 });
});

test('gives the page the token', async () => {
  const login = await signChatLogin(featurebase, u, { secret, now: NOW });
  expect(login.settings).toStrictEqual({ featurebaseJwt: login.token });
});

describe('a token of another library', () => {
  const verify = (claims: object, options = {}) =>
    verifyChatToken(featurebase, forge({ alg: 'HS256' }, claims), {
      secret: SECRET,
      now: NOW,
      ...options,
    });

  test('may be without exp, as in the samples, unless the caller requires it', async () => {
    expect((await verify(u)).claims).toStrictEqual(u);
    await refusal(() => verify(u, { requireExpiry: true }), 'ERR_CLAIMS_INVALID');
  });

  test('is rejected once it has expired', async () => {
    await refusal(() => verify({ ...u, exp: NOW_SECONDS - 1 }), 'ERR_TOKEN_EXPIRED');
  });

  test('is rejected with a role', async () => {
    expect(await faults(() => verify({ ...u, role: 'admin' }))).toStrictEqual([
      'role: is privileged: user data cannot set it',
    ]);
  });
});

/** Checked by the compiler. */
test('the types know the members, and the attributes that you name', () => {
  const mine: Featurebase<{ plan: string; seats?: number }> = featurebase;
  const { companies = [] } = mine.claims({ ...u, plan: 'pro', companies: [acme] });
  const name: string | undefined = companies[0]?.name;
  expect(name).toBe('Acme');
  featurebase.claims({ ...u, anything: 'goes', seats: 12, companies: [{ ...acme, mine: true }] });
  const rejected = [
    // @ts-expect-error userId is a string
    () => featurebase.claims({ userId: 42 }),
    // @ts-expect-error attributes are strings, numbers or booleans
    () => featurebase.claims({ ...u, plan: { name: 'pro' } }),
    // @ts-expect-error a company has a name
    () => featurebase.claims({ ...u, companies: [{ id: 'c_1' }] }),
    // @ts-expect-error so do its attributes have types
    () => mine.claims({ ...u, plan: 'pro', companies: [{ ...acme, tags: [] }] }),
  ];
  for (const claims of rejected) expect(claims).toThrow('Not valid for Featurebase');
  // @ts-expect-error a misspelled attribute; the contract cannot know it
  mine.claims({ ...u, plan: 'pro', seat: 1 });
  // @ts-expect-error plan is required
  mine.claims(u);
});
