/** Deskpro admin guide, "Authenticating users in Messenger using JWT", as a test. */
import { type DeskproUser, deskpro, signChatToken } from 'chat-token';
import { createFake, type DeskproFakeOptions } from 'chat-token/testing';
import { describe, expect, test } from 'vitest';
import { refused, TIMES, textsOf, undocumented } from '../../support/fakes.ts';
import { forge, NOW, OTHER_SECRET, refusal, SECRET } from '../../support/support.ts';

const open = (options: Partial<DeskproFakeOptions> = {}) =>
  createFake(deskpro, { keys: [{ secret: SECRET }], now: NOW, ...options });
const tokenOf = (user: DeskproUser) => signChatToken(deskpro, user, { secret: SECRET, now: NOW });
const JOHN = { email: 'john.smith@example.com', first_name: 'John', last_name: 'Smith' };

const { email } = JOHN;
const JANE = { email: 'jane@example.com' };
const [ID, OTHER] = [{ deskpro_id: '42' }, { deskpro_id: '43' }];
/** The groups of those who were added, and of those who had a token. */
const [ADDED, KNOWN] = [{ usergroup_ids: ['1'] }, { usergroup_ids: ['1', '2'] }];

test('who is added has an id, and is in group 1', () => {
  const fake = open();
  const users = [JOHN, ID, { ...OTHER, usergroup_ids: ['3'] }, { ...JANE, deskpro_id: '2' }, {}];
  expect(users.map(fake.addUser)).toEqual(['1', '42', '43', '2', '3']);
  expect(fake.users).toEqual([
    { deskpro_id: '1', ...JOHN, ...ADDED },
    { ...ID, ...ADDED },
    { ...OTHER, usergroup_ids: ['1', '3'] },
    { deskpro_id: '2', ...JANE, ...ADDED },
    { deskpro_id: '3', ...ADDED },
  ]);
});

const JOHN_42 = { ...ID, ...JOHN };
const MORE = { last_name: 'Doe', fields: { plan: 'gold', seats: ['1'] }, labels: ['a'] };
const FREE = { fields: { plan: 'free' }, labels: ['a'] };

test.each<[string, DeskproUser[], DeskproUser, object]>([
  ['is found by deskpro_id', [JOHN_42], ID, JOHN_42],
  ['is found by email', [OTHER, JOHN_42], { email }, JOHN_42],
  ['is found by email alone', [JOHN], { ...ID, email }, { deskpro_id: '1', ...JOHN }],
  ['is found by both', [JOHN_42], { ...ID, email }, JOHN_42],
  ['is found and updated', [JOHN_42], { ...ID, ...JANE }, { ...JOHN_42, ...JANE }],
  [
    'is found and updated in full',
    [{ ...JOHN, ...FREE }],
    { ...JOHN, ...MORE },
    { deskpro_id: '1', ...JOHN, ...MORE },
  ],
  ['is created', [ID], JOHN, { deskpro_id: '1', ...JOHN }],
])('the user of a token %s', async (_, added, user, expected) => {
  const fake = open();
  const before = added.map(fake.addUser);
  const visitor = fake.visitor();
  await visitor.start(await tokenOf(user));
  expect(visitor.user).toEqual({ ...expected, ...KNOWN });
  expect(fake.users).toContainEqual(visitor.user);
  const ids = new Set([...before, visitor.user?.deskpro_id]);
  expect(fake.users.map(({ deskpro_id }) => deskpro_id)).toEqual([...ids]);
});

test('groups and other data stay until a token names others', async () => {
  const fake = open();
  await fake.visitor().start(await tokenOf({ ...JOHN, ...FREE, usergroup_ids: ['3', '2'] }));
  await fake.visitor().start(await tokenOf({ email }));
  const user = { deskpro_id: '1', ...JOHN, ...FREE };
  expect(fake.users).toEqual([{ ...user, usergroup_ids: ['1', '2', '3'] }]);
  await fake.visitor().start(await tokenOf({ email, usergroup_ids: ['4'] }));
  expect(fake.users).toEqual([{ ...user, usergroup_ids: ['1', '2', '4'] }]);
});

test('if both identifiers refer to different users the JWT is rejected', async () => {
  const fake = open();
  fake.addUser(ID);
  fake.addUser(JOHN);
  const token = await tokenOf({ ...ID, email });
  expect(await refused(() => fake.visitor().start(token))).toContain('different users');
});

describe('confirmed and unconfirmed users', () => {
  test('with a JWT: confirmed, in the groups 1 and 2', async () => {
    const visitor = open().visitor();
    await visitor.start(await tokenOf({ ...JOHN, usergroup_ids: ['1', '2', '5'] }));
    expect(visitor.label).toBe('confirmed');
    expect(visitor.usergroup_ids).toEqual(['1', '2', '5']);
  });

  test('without: unconfirmed, in the group 1', async () => {
    const visitor = open().visitor();
    expect(visitor.label).toBeUndefined();
    await visitor.start();
    expect([visitor.label, visitor.usergroup_ids]).toEqual(['unconfirmed', ['1']]);
    expect(visitor.user).toBeUndefined();
  });

  test('an option requires all users to authenticate', async () => {
    const visitor = open({ requireJwt: true }).visitor();
    expect(await refused(() => visitor.start())).toContain('requires all users');
    await visitor.start(await tokenOf(JOHN));
    expect(visitor.label).toBe('confirmed');
  });
});

describe('conversations', () => {
  test('as that user: existing ones on every device, and new ones', async () => {
    const fake = open();
    const [phone, laptop] = [fake.visitor(), fake.visitor()];
    await phone.start(await tokenOf(JOHN));
    const id = await phone.say('one');
    await laptop.start(await tokenOf(JOHN));
    await laptop.say('two', id);
    await laptop.say('three');
    expect(phone.conversations.map(textsOf)).toEqual([['one', 'two'], ['three']]);
    await phone.say('four', 'conversation_2');
    expect(fake.conversations).toMatchObject([
      { id: 'conversation_1', user: '1' },
      { id: 'conversation_2', user: '1' },
    ]);
    expect(phone.conversations.map(textsOf)).toEqual([
      ['one', 'two'],
      ['three', 'four'],
    ]);
  });

  test('not those of another user', async () => {
    const fake = open();
    const [john, jane] = [fake.visitor(), fake.visitor()];
    await john.start(await tokenOf(JOHN));
    await jane.start(await tokenOf({ email: 'jane@example.com' }));
    const id = await john.say('mine');
    expect(jane.conversations).toEqual([]);
    await refusal(() => jane.say('yours?', id), 'ERR_OPTION_INVALID');
  });

  test('they go on when the page is loaded again', async () => {
    const visitor = open().visitor();
    await visitor.start(await tokenOf(JOHN));
    const id = await visitor.say('one');
    await visitor.start(await tokenOf(JOHN));
    await visitor.say('two', id);
    expect(visitor.conversations.map(textsOf)).toEqual([['one', 'two']]);
  });

  test('who writes has started Messenger', async () => {
    const visitor = open().visitor();
    await visitor.say('hello');
    expect(visitor.label).toBe('unconfirmed');
    const strict = open({ requireJwt: true }).visitor();
    expect(await refused(() => strict.say('hello'))).toContain('requires all users');
  });

  test('unconfirmed: their own', async () => {
    const fake = open();
    const visitor = fake.visitor();
    const id = await visitor.say('hello');
    expect(visitor.conversations).toEqual([{ id, messages: [{ number: 1, text: 'hello' }] }]);
    await refusal(() => fake.visitor().say('hello', id), 'ERR_OPTION_INVALID');
  });
});

describe('refusals: the payload is rejected if it does not pass validation', () => {
  test.each([
    ['another secret', forge({ alg: 'HS256' }, { ...TIMES, ...JOHN }, OTHER_SECRET)],
    ['another algorithm', forge({ alg: 'none' }, { ...TIMES, ...JOHN })],
    ['no token', 'not.a.token'],
  ])('%s', async (_, token) => {
    const visitor = open().visitor();
    expect(await refused(() => visitor.start(token))).toContain('does not pass validation');
    expect(await undocumented(() => visitor.say('hello'))).toContain('unconfirmed');
    expect(visitor.label).toBeUndefined();
  });

  test('every token, where there is no key', async () => {
    const visitor = open({ keys: [] }).visitor();
    const token = await tokenOf(JOHN);
    expect(await refused(() => visitor.start(token))).toContain('does not pass validation');
  });

  test('no exp is none: the payload of the guide has none', async () => {
    const visitor = open().visitor();
    await visitor.start(forge({ alg: 'HS256' }, JOHN));
    expect(visitor.label).toBe('confirmed');
  });
});

describe('what is not documented', () => {
  /** A second token after a first user. */
  const after = async (first: DeskproUser, second: DeskproUser) => {
    const fake = open();
    fake.addUser(first);
    await fake.visitor().start(await tokenOf(second));
  };

  test.each<[string, DeskproUser, DeskproUser, string]>([
    ['no identifier', {}, { name: 'John' }, 'without deskpro_id and email'],
    ['an unknown deskpro_id', {}, { deskpro_id: '42' }, 'deskpro_id that no user has'],
    ['an email among emails', { emails: [JOHN.email] }, JOHN, 'whose emails contain it'],
    ['labels', { ...JOHN, labels: ['a'] }, { ...JOHN, labels: ['b'] }, 'labels'],
    ['labels', { ...JOHN, labels: ['a'] }, { ...JOHN, labels: ['a', 'b'] }, 'labels'],
    ['labels', { ...JOHN, labels: ['a', 'b'] }, { ...JOHN, labels: ['a'] }, 'labels'],
    ['labels', { ...JOHN, labels: ['a', 'b'] }, { ...JOHN, labels: ['a', 'c'] }, 'labels'],
    ['fields', { ...JOHN, fields: { a: '1' } }, { ...JOHN, fields: { b: '2' } }, 'custom fields'],
  ])('%s', async (_, first, second, expected) => {
    expect(await undocumented(() => after(first, second))).toContain(expected);
  });

  test.each([
    ['an expired token', { ...JOHN, exp: 1970 }, 'expired'],
    ['a number for an id', { ...TIMES, deskpro_id: 42 }, 'deskpro_id'],
    ['claims beyond the contract', { ...TIMES, ...JOHN, plan: 'x' }, 'plan'],
  ])('%s', async (_, claims, expected) => {
    const token = forge({ alg: 'HS256' }, claims);
    expect(await undocumented(() => open().visitor().start(token))).toContain(expected);
  });

  test('a token after conversations without one, and the reverse', async () => {
    const visitor = open().visitor();
    await visitor.say('hello');
    const token = await tokenOf(JOHN);
    expect(await undocumented(() => visitor.start(token))).toContain('unconfirmed user');
    const other = open().visitor();
    await other.start(token);
    expect(await undocumented(() => other.start())).toContain('no longer there');
  });

  test('any request over HTTP', async () => {
    expect(await undocumented(() => open().fetch('https://example.com/'))).toContain('request');
  });
});

test.each([[ID], [JOHN]])('a mistake in the test is one: %j twice', async (user) => {
  const fake = open();
  fake.addUser(user);
  await refusal(() => fake.addUser(user), 'ERR_OPTION_INVALID');
});
