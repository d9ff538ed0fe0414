import { signChatLogin, signChatToken, talkjs, verifyChatToken } from 'chat-token';
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

const vendor = talkjs({ appId: 'EXAMPLE_APP' });
const u = { sub: 'u_1' };

/** Computed with Python. Its header has no `typ`, like the sample token of TalkJS. */
const VECTOR_SECRET = 'vector-secret-0123456789abcdefghijk';
const PAYLOAD = '{"tokenType":"user","iss":"EXAMPLE_APP","sub":"u_1","exp":1767229200}';

describe('the known token', () => {
  const known = forge({ alg: 'HS256' }, PAYLOAD, VECTOR_SECRET);

  test('verifies', async () => {
    expect(known.split('.')[2]).toBe('hNX-vfIN_Eb0NmvNsZP6iXntwQen8LwXA12dnBLalZ8');
    const options = { secret: VECTOR_SECRET, now: NOW };
    const { claims, header } = await verifyChatToken(vendor, known, options);
    expect(claims).toStrictEqual(JSON.parse(PAYLOAD));
    expect(header).toStrictEqual({ alg: 'HS256' });
  });

  test('has the same claims as ours, in the same order, but for iat', async () => {
    const token = await signChatToken(vendor, u, { secret: VECTOR_SECRET, now: NOW });
    expect(decodeToken(token)).toStrictEqual([
      '{"alg":"HS256","typ":"JWT"}',
      PAYLOAD.replace('"exp"', '"iat":1767225600,"exp"'),
    ]);
  });
});

test('verifies the form of the sample token of TalkJS, which never expires', async () => {
  const claims = { tokenType: 'user', iss: 'EXAMPLE_APP', sub: 'EXAMPLE_USER' };
  const token = forge({ alg: 'HS256' }, claims);
  expect((await verifyChatToken(vendor, token, { secret: SECRET })).claims).toStrictEqual(claims);
  const strict = { secret: SECRET, requireExpiry: true };
  expect(await faults(() => verifyChatToken(vendor, token, strict))).toStrictEqual([
    'exp: is missing',
  ]);
});

describe('claims', () => {
  test('have the type and the app, which user data cannot set', () => {
    expect(vendor.claims(u)).toStrictEqual({ tokenType: 'user', iss: 'EXAMPLE_APP', sub: 'u_1' });
  });

  describeFaults(vendor, [
    [{}, 'sub: is missing'],
    [{ sub: 12345 }, 'sub: must be a string, got a number: pass String(id)'],
    [{ ...u, tokenType: 'app' }, 'tokenType: is always "user" here: leave it out'],
    [{ ...u, tokenType: 'user' }, 'tokenType: is always "user" here: leave it out'],
    [{ ...u, iss: 'OTHER_APP' }, 'iss: is always "EXAMPLE_APP" here: leave it out'],
    [{ ...u, name: 'Jane' }, 'name: is not known'],
    [{ ...u, exp: NOW_SECONDS }, 'exp: is reserved: signing sets it'],
  ]);

  test('a lifetime is at most 366 days, because no maximum is documented', async () => {
    const sign = (expiresIn: '1d' | '367d') =>
      signChatToken(vendor, u, { secret: SECRET, expiresIn, now: NOW });
    expect(await sign('1d')).toMatch(/^eyJ/);
    await refusal(() => sign('367d'), 'ERR_OPTION_INVALID');
  });
});

describe('a token of another library', () => {
  const verify = (claims: object) =>
    verifyChatToken(vendor, forge({ alg: 'HS256' }, claims), { secret: SECRET, now: NOW });
  const good = { tokenType: 'user', iss: 'EXAMPLE_APP', ...u };

  test('is not one for the REST API', async () => {
    expect(await faults(() => verify({ tokenType: 'app', iss: 'EXAMPLE_APP' }))).toStrictEqual([
      'tokenType: must be "user"',
      'sub: is missing',
    ]);
    expect(await faults(() => verify({ ...good, tokenType: 'app' }))).toStrictEqual([
      'tokenType: must be "user"',
    ]);
  });

  test('is of this app', async () => {
    expect(await faults(() => verify({ ...good, iss: 'OTHER_APP' }))).toStrictEqual([
      'iss: must be "EXAMPLE_APP"',
    ]);
  });

  test('has a string as sub', async () => {
    expect(await faults(() => verify({ ...good, sub: 12345 }))).toStrictEqual([
      'sub: must be a string, got a number: pass String(id)',
    ]);
  });
});

test('the page gets the token and the id', async () => {
  const login = await signChatLogin(vendor, u, { secret: SECRET, now: NOW });
  expect(login).toMatchObject({ vendor: 'talkjs', userId: 'u_1' });
  expect(login.settings).toStrictEqual({ token: login.token });
});

describe('the configuration', () => {
  test.each([
    [undefined, 'appId is missing'],
    [' ', 'appId must be a string that is not blank'],
    [['EXAMPLE_APP'], 'appId must be a string that is not blank'],
  ])('%j is rejected', async (appId, message) => {
    const configure = () => Reflect.apply(talkjs, undefined, [{ appId }]);
    expect((await refusal(configure, 'ERR_OPTION_INVALID')).message).toContain(message);
  });

  test('is needed, and the compiler knows', async () => {
    const rejected = [
      // @ts-expect-error the app is missing
      () => signChatToken(talkjs, u, { secret: SECRET }),
      // @ts-expect-error the app is missing
      () => talkjs({}),
      // @ts-expect-error keys have no id
      () => signChatToken(vendor, u, { secret: SECRET, keyId: 'key_1' }),
    ];
    for (const action of rejected) await refusal(action, 'ERR_OPTION_INVALID');
    // @ts-expect-error sub is a string
    expect(() => vendor.claims({ sub: 12345 })).toThrow('Not valid for TalkJS');
  });
});
