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

describe('upfront management: { deskpro_id: "42" }', () => {
  test('an existing user is found by deskpro_id and logged in', async () => {
    const fake = open();
    expect(fake.addUser({ deskpro_id: '42', ...JOHN })).toBe('42');
    const visitor = fake.visitor();
    await visitor.start(await tokenOf({ deskpro_id: '42' }));
    expect(visitor.user).toEqual({ deskpro_id: '42', ...JOHN, usergroup_ids: ['1', '2'] });
    expect(fake.users).toHaveLength(1);
  });

  test('who is added is in the group 1, and has a group 2 only with a token', () => {
    const fake = open();
    const [one, other] = [{ deskpro_id: '42' }, { deskpro_id: '43', usergroup_ids: ['3'] }];
    fake.addUser(one);
    fake.addUser(other);
    fake.addUser({ ...JOHN, deskpro_id: '44' });
    fake.addUser({ email: 'jane@example.com', deskpro_id: '45' });
    expect(fake.users).toEqual([
      { ...one, usergroup_ids: ['1'] },
      { ...other, usergroup_ids: ['1', '3'] },
      { ...JOHN, deskpro_id: '44', usergroup_ids: ['1'] },
      { email: 'jane@example.com', deskpro_id: '45', usergroup_ids: ['1'] },
    ]);
  });

  test('or by email, also where nobody has the deskpro_id', async () => {
    const fake = open();
    expect([fake.addUser({ deskpro_id: '1' }), fake.addUser(JOHN)]).toEqual(['1', '2']);
    for (const user of [{ email: JOHN.email }, { email: JOHN.email, deskpro_id: '42' }]) {
      const visitor = fake.visitor();
      await visitor.start(await tokenOf(user));
      expect(visitor.user?.deskpro_id).toBe('2');
    }
  });

  test('both may name the same user', async () => {
    const fake = open();
    fake.addUser({ deskpro_id: '42', ...JOHN });
    const visitor = fake.visitor();
    await visitor.start(await tokenOf({ deskpro_id: '42', email: JOHN.email }));
    expect(visitor.user?.deskpro_id).toBe('42');
  });

  test('if both refer to different users the JWT is rejected', async () => {
    const fake = open();
    fake.addUser({ deskpro_id: '42' });
    fake.addUser(JOHN);
    const token = await tokenOf({ deskpro_id: '42', email: JOHN.email });
    expect(await refused(() => fake.visitor().start(token))).toContain('different users');
  });
});

describe('on-demand management', () => {
  test('the user is created on the first use of Messenger, to match the payload', async () => {
    const fake = open();
    const visitor = fake.visitor();
    await visitor.start(await tokenOf({ ...JOHN, usergroup_ids: ['3', '4'] }));
    expect(fake.users).toEqual([{ deskpro_id: '1', ...JOHN, usergroup_ids: ['1', '2', '3', '4'] }]);
  });

  test('beside others, and in no group but those of everybody with a token', async () => {
    const fake = open();
    fake.addUser({ deskpro_id: '42' });
    await fake.visitor().start(await tokenOf(JOHN));
    expect(fake.users).toEqual([
      { deskpro_id: '42', usergroup_ids: ['1'] },
      { deskpro_id: '1', ...JOHN, usergroup_ids: ['1', '2'] },
    ]);
  });

  test('and updated to match it later', async () => {
    const fake = open();
    const fields = { plan: 'free' };
    await fake.visitor().start(await tokenOf({ ...JOHN, fields, labels: ['a'] }));
    await fake.visitor().start(await tokenOf({ ...JOHN, usergroup_ids: ['3'] }));
    const update = { last_name: 'Doe', fields: { plan: 'gold', seats: ['1'] }, labels: ['a'] };
    await fake.visitor().start(await tokenOf({ ...JOHN, ...update }));
    expect(fake.users).toEqual([
      { deskpro_id: '1', ...JOHN, ...update, usergroup_ids: ['1', '2', '3'] },
    ]);
  });

  test('an identifier is updated, too', async () => {
    const fake = open();
    fake.addUser({ deskpro_id: '42', ...JOHN });
    await fake.visitor().start(await tokenOf({ deskpro_id: '42', email: 'j@example.com' }));
    expect(fake.users).toMatchObject([{ deskpro_id: '42', email: 'j@example.com' }]);
  });
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
    ['a deskpro_id that nobody has', {}, { deskpro_id: '42' }, 'deskpro_id that nobody has'],
    ['an email among emails', { emails: [JOHN.email] }, JOHN, 'among emails'],
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

test.each([
  ['a user twice', { deskpro_id: '42' }, { deskpro_id: '42' }],
  ['an e-mail address twice', JOHN, JOHN],
])('a mistake in the test is one: %s', async (_, first, second) => {
  const fake = open();
  fake.addUser(first);
  await refusal(() => fake.addUser(second), 'ERR_OPTION_INVALID');
});
