/** https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-legacy, as a test. */
import { khoros, signChatToken } from 'chat-token';
import { createFake } from 'chat-token/testing';
import { describe, expect, test } from 'vitest';
import { refused, TIMES, textsOf, undocumented } from '../../support/fakes.ts';
import { forge, KEY_ID, NOW, OTHER_SECRET, SECRET } from '../../support/support.ts';

const KEY = { keyId: KEY_ID, secret: SECRET };
const open = () => createFake(khoros, { keys: [KEY], now: NOW });
const tokenOf = (userId: string) => signChatToken(khoros, { userId }, { ...KEY, now: NOW });
const forged = (claims: object, header: object = { kid: KEY_ID }) =>
  forge({ alg: 'HS256', ...header }, { ...TIMES, ...claims });

describe('moving from unauthenticated to authenticated', () => {
  test('login retrieves the conversation the user already had on other devices', async () => {
    const fake = open();
    const phone = fake.visitor();
    await phone.login('u_1', await tokenOf('u_1'));
    await phone.say('from the phone');

    const laptop = fake.visitor();
    await laptop.login('u_1', await tokenOf('u_1'));
    expect(laptop.userId).toBe('u_1');
    expect(textsOf(laptop.conversation)).toEqual(['from the phone']);
    await laptop.say('from the laptop');
    expect(textsOf(phone.conversation)).toEqual(['from the phone', 'from the laptop']);
    expect(fake.users).toEqual([{ id: 'user_1', userId: 'u_1' }]);
  });

  test('a conversation in progress goes on, and the agent sees the identity', async () => {
    const fake = open();
    const visitor = fake.visitor();
    expect(visitor.conversation).toBeUndefined();
    await visitor.say('hello');
    await visitor.say('anybody?');
    expect(visitor.userId).toBeUndefined();
    expect(fake.users).toEqual([{ id: 'user_1' }]);

    const before = visitor.conversation;
    await visitor.login('u_1', await tokenOf('u_1'));
    expect(visitor.conversation).toEqual(before);
    expect(fake.users).toEqual([{ id: 'user_1', userId: 'u_1' }]);
  });

  test('where the user has a conversation elsewhere, the two become one', async () => {
    const fake = open();
    const [phone, laptop] = [fake.visitor(), fake.visitor()];
    await phone.login('u_1', await tokenOf('u_1'));
    await phone.say('one');
    await laptop.say('two');
    await phone.say('three');
    await laptop.login('u_1', await tokenOf('u_1'));

    expect(textsOf(laptop.conversation)).toEqual(['one', 'two', 'three']);
    expect(fake.conversations).toHaveLength(1);
    expect(fake.users).toEqual([{ id: 'user_1', userId: 'u_1' }]);
  });

  test('where the user has none, the one in progress becomes theirs', async () => {
    const fake = open();
    const [phone, laptop] = [fake.visitor(), fake.visitor()];
    await phone.login('u_1', await tokenOf('u_1'));
    await laptop.say('hello');
    await laptop.login('u_1', await tokenOf('u_1'));

    expect(textsOf(phone.conversation)).toEqual(['hello']);
    expect(fake.conversations).toMatchObject([{ id: 'conversation_1', user: 'user_1' }]);
    expect(fake.users).toHaveLength(1);
  });

  test('a fresh token in the middle of a conversation changes nothing', async () => {
    const fake = open();
    const visitor = fake.visitor();
    await visitor.login('u_1', await tokenOf('u_1'));
    await visitor.say('one');
    await visitor.login('u_1', await tokenOf('u_1'));
    await visitor.say('two');
    expect(textsOf(visitor.conversation)).toEqual(['one', 'two']);
    expect(fake.conversations).toHaveLength(1);
    expect(fake.users).toEqual([{ id: 'user_1', userId: 'u_1' }]);
  });

  test('logout: back to an anonymous user, without the history', async () => {
    const fake = open();
    const visitor = fake.visitor();
    await visitor.login('u_1', await tokenOf('u_1'));
    await visitor.say('mine');
    await visitor.logout();
    expect([visitor.userId, visitor.conversation]).toEqual([undefined, undefined]);
    await visitor.say('somebody');
    expect(fake.users).toEqual([{ id: 'user_1', userId: 'u_1' }, { id: 'user_2' }]);
  });
});

describe('refusals', () => {
  const scoped = (scope: unknown) => forged({ scope, userId: 'u_1' });
  const invalid = '401 {"error":{"code":"invalid_auth","description":"Invalid JWT"}}';
  test.each([
    [
      'no kid',
      forged({ scope: 'appUser', userId: 'u_1' }, {}),
      '401 {"error":{"code":"invalid_auth","description":"Invalid JWT header. Missing key id (kid)"}}',
    ],
    [
      'the scope of an account',
      scoped('account'),
      '401 {"error":{"code":"invalid_auth","description":"Invalid JWT body. Cannot use account scope with app secret key"}}',
    ],
    [
      'the scope of an app',
      scoped('app'),
      '403 {"error":{"code":"forbidden","description":"Invalid scope"}}',
    ],
    ['another secret', forge({ alg: 'HS256', kid: KEY_ID }, TIMES, OTHER_SECRET), invalid],
    ['another kid', forged({ scope: 'appUser', userId: 'u_1' }, { kid: 'app_0' }), invalid],
    ['no scope', forged({ userId: 'u_1' }), invalid],
    ['a number for the id', forged({ scope: 'appUser', userId: 1 }), invalid],
    ['the claim written as { appUser: id }', forged({ appUser: 'u_1' }), invalid],
    ['exp in the past', forged({ scope: 'appUser', userId: 'u_1', exp: 1970 }), invalid],
    ['exp as a text', forged({ scope: 'appUser', userId: 'u_1', exp: '12345678' }), invalid],
    ['no token', 'not.a.token', invalid],
  ])('%s', async (_, token, expected) => {
    const visitor = open().visitor();
    expect(await refused(() => visitor.login('u_1', token))).toBe(expected);
    expect(visitor.userId).toBeUndefined();
  });

  test('no exp is none', async () => {
    const visitor = open().visitor();
    await visitor.login(
      'u_1',
      forge({ alg: 'HS256', kid: KEY_ID }, { scope: 'appUser', userId: 'u_1' }),
    );
    expect(visitor.userId).toBe('u_1');
  });

  test('the first message after the expiry, until a fresh token comes', async () => {
    const fake = open();
    const visitor = fake.visitor();
    await visitor.login('u_1', await tokenOf('u_1'));
    fake.advance(3600);
    expect(await refused(() => visitor.say('late'))).toBe(invalid);
    const now = new Date(NOW.getTime() + 3_600_000);
    await visitor.login('u_1', await signChatToken(khoros, { userId: 'u_1' }, { ...KEY, now }));
    await visitor.say('again');
    expect(textsOf(visitor.conversation)).toEqual(['again']);
  });
});

describe('fetch', () => {
  const address = 'https://api.example.com/v2/apps/app/appusers/u_1';
  const ask = (token: string) =>
    open().fetch(address, { headers: { authorization: `Bearer ${token}` } });

  test('answers as the engine does', async () => {
    const response = await open().fetch(address);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      error: { code: 'unauthorized', description: 'Authorization is required' },
    });
    const refusal = await ask(forged({ scope: 'app' }));
    expect(refusal.status).toBe(403);
    expect(await refusal.json()).toMatchObject({ error: { description: 'Invalid scope' } });
  });

  test.each(['bearer  ', 'BEARER '])('knows the scheme as %j', async (scheme) => {
    const headers = { authorization: `${scheme}${forged({ scope: 'app' })}` };
    expect((await open().fetch(address, { headers })).status).toBe(403);
  });

  test.each([
    ['Basic dTpw'],
    ['Bearer'],
    ['NotBearer token'],
    ['Bearer a token'],
  ])('finds no token in %j', async (authorization) => {
    const response = await open().fetch(address, { headers: { authorization } });
    expect(await response.json()).toMatchObject({ error: { code: 'unauthorized' } });
  });

  test('rejects where the answer to a token is not documented', async () => {
    const token = forged({ scope: 'appUser', userId: 'u_1', nbf: TIMES.exp });
    expect(await undocumented(() => ask(token))).toContain('not valid yet');
  });

  test('has no body that is not documented', async () => {
    const response = await ask(await tokenOf('u_1'));
    expect(response.ok).toBe(true);
    expect(await undocumented(() => response.json())).toBe(
      'the body of the answer to a good token',
    );
  });

  test('lets a body go unread', async () => {
    const response = await ask(await tokenOf('u_1'));
    await expect(response.body?.cancel()).resolves.toBeUndefined();
  });

  test.each([
    ['https://api.example.com/v2/apps/app', {}],
    [`${address}/conversations`, {}],
    [address, { method: 'POST' }],
  ])('knows no other request: %s %o', async (url, init) => {
    expect(await undocumented(() => open().fetch(url, init))).toContain('a request like this');
  });
});

describe('what is not documented', () => {
  test('a userId beside the token that is not its own', async () => {
    const token = await tokenOf('u_1');
    expect(await undocumented(() => open().visitor().login('u_2', token))).toContain(
      'another userId',
    );
  });

  test('another user without a logout before', async () => {
    const visitor = open().visitor();
    await visitor.login('u_1', await tokenOf('u_1'));
    const token = await tokenOf('u_2');
    expect(await undocumented(() => visitor.login('u_2', token))).toContain('without a logout');
  });

  test('whether givenName becomes the name', async () => {
    expect(await undocumented(() => open().nameOf('u_1'))).toContain('givenName');
  });

  test.each([
    ['the scope of the other version', { scope: 'user', userId: 'u_1' }, 'scope'],
    ['claims beyond the contract', { scope: 'appUser', userId: 'u_1', plan: 'x' }, 'plan'],
    ['nbf', { scope: 'appUser', userId: 'u_1', nbf: TIMES.exp }, 'not valid yet'],
  ])('%s', async (_, claims, expected) => {
    const visitor = open().visitor();
    expect(await undocumented(() => visitor.login('u_1', forged(claims)))).toContain(expected);
  });

  test('how long a token may be', async () => {
    const token = forged({ scope: 'appUser', userId: 'x'.repeat(20_000) });
    expect(await undocumented(() => open().visitor().login('x', token))).toContain('characters');
  });
});
