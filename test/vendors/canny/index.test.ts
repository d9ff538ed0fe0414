import { canny, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
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

const u = { id: 'u_1', email: 'jane@example.com', name: 'Jane Doe' };

describe('claims', () => {
  test('come out in the order of the contract', () => {
    const user = { created: '2024-01-01', avatarURL: 'https://shop.example/u_1.png', ...u };
    expect(JSON.stringify(canny.claims(user))).toBe(
      '{"id":"u_1","email":"jane@example.com","name":"Jane Doe",' +
        '"avatarURL":"https://shop.example/u_1.png","created":"2024-01-01"}',
    );
  });

  describeFaults(canny, [
    [{ ...u, id: undefined }, 'id: is missing'],
    [{ ...u, id: 42 }, 'id: must be a string, got a number: pass String(id)'],
    [
      { ...u, id: 'undefined' },
      'id: is a string such as "undefined" or "[object Object]": pass the value itself',
    ],
    [{ ...u, email: undefined }, 'email: is missing'],
    [{ ...u, email: null }, 'email: is missing'],
    [{ ...u, name: undefined }, 'name: is missing'],
    [{ ...u, name: ['Jane'] }, 'name: must be a string, got an array'],
    [{ ...u, avatarURL: 7 }, 'avatarURL: must be a string, got a number'],
    [{ ...u, avatarUrl: 'x' }, 'avatarUrl: is not known; did you mean "avatarURL"?'],
    [{ ...u, created: new Date(0) }, 'created: must be a string, got an instance of Date'],
    [{ ...u, exp: 1 }, 'exp: is reserved: signing sets it'],
  ]);

  test('a field of the Identify API that is not documented here is rejected by its name', async () => {
    const user: object = { ...u, companies: [] };
    const found = await faults(() => canny.claims(user as typeof u));
    expect(found).toStrictEqual([expect.stringMatching(/^companies: is not known/)]);
  });
});

describe('the vector that was computed with Python', () => {
  // In the order of jsonwebtoken's sample, and without exp.
  const payload = { email: u.email, id: u.id, name: u.name, iat: NOW_SECONDS };
  const vector =
    `${forge({ alg: 'HS256', typ: 'JWT' }, payload).split('.').slice(0, 2).join('.')}.` +
    '-z3IX7s--9RYemW3nv3xZ9ZxT58obK7BD25bkRNh5ew';
  const options = { secret: 'vector-secret-0123456789abcdefghijk', now: NOW };

  test('is accepted, although it has no exp', async () => {
    const { claims } = await verifyChatToken(canny, vector, options);
    expect(claims).toStrictEqual({ ...u, iat: NOW_SECONDS });
    const strict = { ...options, requireExpiry: true };
    const { issues } = await refusal(() => verifyChatToken(canny, vector, strict));
    expect(issues).toStrictEqual([{ path: 'exp', message: 'is missing' }]);
  });

  test('has the same claims as our token, which also has exp', async () => {
    const [header, own] = decodeToken(await signChatToken(canny, u, options));
    expect(header).toBe('{"alg":"HS256","typ":"JWT"}');
    expect(JSON.parse(own)).toStrictEqual({ ...payload, exp: NOW_SECONDS + 3600 });
  });
});

test('obeys exp where there is one', async () => {
  const token = forge({ alg: 'HS256' }, { ...u, exp: NOW_SECONDS });
  const options = { secret: SECRET, now: NOW };
  await refusal(() => verifyChatToken(canny, token, options), 'ERR_TOKEN_EXPIRED');
});

test('signs as long as you say, because no maximum is documented', async () => {
  const { expiresAt } = await signChatLogin(canny, u, {
    secret: SECRET,
    now: NOW,
    expiresIn: '30d',
  });
  expect(expiresAt).toBe(NOW_SECONDS + 30 * 86_400);
});

test('the page gets the token as ssoToken', async () => {
  const { settings, token, userId } = await signChatLogin(canny, u, { secret: SECRET });
  expect({ settings, userId }).toStrictEqual({ settings: { ssoToken: token }, userId: 'u_1' });
});

/** Checked by the compiler. */
test('the types know the members', async () => {
  const { settings } = await signChatLogin(canny, u, { secret: SECRET });
  const token: string = settings.ssoToken;
  expect(token).not.toBe('');
  const rejected = [
    // @ts-expect-error name is missing
    () => canny.claims({ id: 'u_1', email: 'jane@example.com' }),
    // @ts-expect-error id is a string
    () => canny.claims({ ...u, id: 42 }),
    // @ts-expect-error created is a string
    () => canny.claims({ ...u, created: new Date(0) }),
  ];
  for (const claims of rejected) expect(claims).toThrow('Not valid for Canny');
  // @ts-expect-error the token has no key id
  const sign = () => signChatToken(canny, u, { secret: SECRET, keyId: 'app_1' });
  await refusal(sign, 'ERR_OPTION_INVALID');
});
