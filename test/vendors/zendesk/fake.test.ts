/** Zendesk help, articles 4411666638746 and 8851239832090, as a test. */
import { signChatToken, type ZendeskUser, zendesk } from 'chat-token';
import { createFake, type ZendeskFakeOptions } from 'chat-token/testing';
import { describe, expect, test } from 'vitest';
import { refused, TIMES, textsOf, undocumented } from '../../support/fakes.ts';
import { forge, KEY_ID, NOW, OTHER_SECRET, refusal, SECRET } from '../../support/support.ts';
import { describeEngine, INVALID } from '../smooch.ts';

const KEY = { keyId: KEY_ID, secret: SECRET };
const open = (options: Partial<ZendeskFakeOptions> = {}) =>
  createFake(zendesk, { keys: [KEY], now: NOW, ...options });
const tokenOf = (user: ZendeskUser) => signChatToken(zendesk, user, { ...KEY, now: NOW });
const A = { external_id: 'A' };
const verified = (external_id: string, email: string) =>
  tokenOf({ external_id, email, email_verified: true });
const forged = (claims: object) => forge({ alg: 'HS256', kid: KEY_ID }, { ...TIMES, ...claims });

const addTwice = (user: Parameters<ReturnType<typeof open>['addUser']>[0]) => {
  const fake = open();
  fake.addUser(user);
  fake.addUser(user);
};

describe('as the engine', () =>
  describeEngine({
    vendor: zendesk,
    idClaim: 'external_id',
    scope: 'user',
    otherScope: 'appUser',
    open,
    login: (visitor, _, token) => visitor.login(token),
    idOf: ({ external_id }) => external_id,
  }));

describe('when authentication occurs, "for example"', () => {
  test('as documented until 2023', async () => {
    const fake = open({ midConversationLogin: 'new user' });
    const endUser = fake.visitor();
    // End user A sends a message without logging in. User 1 and ticket 1 are created.
    await endUser.say('hello');
    expect(fake.users).toEqual([{ id: 'user_1' }]);
    expect(fake.tickets).toMatchObject([{ id: 'ticket_1', requester: 'user_1' }]);
    // End user A logs in during the conversation. User 2 is created with an external ID.
    await endUser.login(await tokenOf(A));
    expect(fake.users).toEqual([{ id: 'user_1' }, { id: 'user_2', external_id: 'A' }]);
    // The conversation continues on ticket 1, and the requester is updated to user 2.
    await endUser.say('it is me');
    expect(fake.tickets).toMatchObject([{ id: 'ticket_1', requester: 'user_2', status: 'open' }]);
    expect(textsOf(endUser.conversation)).toEqual(['hello', 'it is me']);
  });

  test('as documented now: the anonymous user is upgraded', async () => {
    const fake = open();
    const endUser = fake.visitor();
    await endUser.say('hello');
    await endUser.login(await tokenOf(A));
    await endUser.say('it is me');
    expect(fake.users).toEqual([{ id: 'user_1', external_id: 'A' }]);
    expect(fake.tickets).toMatchObject([{ id: 'ticket_1', requester: 'user_1', status: 'open' }]);
  });
});

describe('authenticated returning users, "for example"', () => {
  test.each(['upgrade', 'new user'] as const)('%s', async (midConversationLogin) => {
    const fake = open({ midConversationLogin });
    const endUser = fake.visitor();
    // End user A opens ticket 1 as an authenticated user.
    await endUser.login(await tokenOf(A));
    await endUser.say('one');
    // End user A logs out.
    await endUser.logout();
    expect(endUser.external_id).toBeUndefined();
    expect(endUser.conversation).toBeUndefined();
    // End user A sends a message without logging in. User 2 and ticket 2 are created.
    await endUser.say('two');
    expect(fake.users).toEqual([{ id: 'user_1', external_id: 'A' }, { id: 'user_2' }]);
    expect(fake.tickets).toMatchObject([
      { id: 'ticket_1', requester: 'user_1' },
      { id: 'ticket_2', requester: 'user_2' },
    ]);
    // End user A logs back in during the conversation. Authenticated user A is retrieved via the
    // external ID, and the anonymous and authenticated conversations are merged.
    await endUser.login(await tokenOf(A));
    expect(fake.users).toEqual([{ id: 'user_1', external_id: 'A' }]);
    expect(textsOf(endUser.conversation)).toEqual(['one', 'two']);
    expect(fake.conversations).toHaveLength(1);
    // The conversation continues on ticket 1, and ticket 2 is closed.
    await endUser.say('three');
    expect(endUser.conversation?.id).toBe('conversation_1');
    expect(fake.tickets).toMatchObject([
      { id: 'ticket_1', requester: 'user_1', conversation: 'conversation_1', status: 'open' },
      { id: 'ticket_2', status: 'closed' },
    ]);
  });

  test('the anonymous conversation and its ticket become those of a user who has none', async () => {
    const fake = open();
    const [phone, laptop] = [fake.visitor(), fake.visitor()];
    await phone.login(await tokenOf(A));
    await laptop.say('hello');
    await laptop.login(await tokenOf(A));
    await phone.say('one');
    await laptop.login(await tokenOf(A));
    await laptop.say('two');
    expect(fake.tickets).toEqual([
      { id: 'ticket_1', requester: 'user_1', conversation: 'conversation_1', status: 'open' },
    ]);
  });

  test('with several conversations, users are merged and conversations are not', async () => {
    const fake = open({ multiConversation: true });
    const [phone, laptop] = [fake.visitor(), fake.visitor()];
    await phone.login(await tokenOf(A));
    await phone.say('one');
    await laptop.say('two');
    await laptop.login(await tokenOf(A));
    await laptop.say('three');
    expect(fake.users).toHaveLength(1);
    expect(fake.conversations.map(textsOf)).toEqual([['one'], ['two', 'three']]);
    expect(fake.tickets).toMatchObject([
      { requester: 'user_1', status: 'open' },
      { requester: 'user_1', status: 'open' },
    ]);
  });
});

describe('looked up', () => {
  const jane = { external_id: 'A', name: 'Jane', email: 'jane@example.com' };
  const { email } = jane;
  const VERIFIED = { ...A, email, email_verified: true };

  const other = { email: 'b@example.com' };
  const B = { external_id: 'B' };
  const jo = { ...A, name: 'Jo' };

  test.each<[string, Parameters<typeof addTwice>[0][], ZendeskUser, object[]]>([
    ['by external_id first', [{ ...A, name: 'Jane' }], jo, [jo]],
    ['where the token says less', [jane], A, [jane]],
    ['then by verified e-mail', [{ email }], VERIFIED, [{ ...A, email }]],
    ['not by another e-mail', [{ email }], { ...A, email }, [{ email }, A]],
    ['else created', [], VERIFIED, [{ ...A, email }]],
    ['otherwise created in addition to others', [other, B], VERIFIED, [other, B, { ...A, email }]],
    ['among all users, by id', [other, A], VERIFIED, [other, { ...A, email }]],
    ['among all users, by both', [other, { ...A, email }], VERIFIED, [other, { ...A, email }]],
  ])('%s', async (_, added, user, users) => {
    const fake = open();
    added.forEach(fake.addUser);
    await fake.visitor().login(await tokenOf(user));
    await fake.visitor().login(await tokenOf(user));
    expect(fake.users).toEqual(users.map((one, index) => ({ id: `user_${index + 1}`, ...one })));
  });

  test('"the messaging ticket will reference the existing end user"', async () => {
    const fake = open();
    const id = fake.addUser({ ...A, name: 'Jane' });
    const endUser = fake.visitor();
    await endUser.login(await tokenOf(A));
    await endUser.say('hello');
    expect(fake.tickets).toMatchObject([{ requester: id }]);
  });
});

describe('an e-mail address that is bound to another external_id', () => {
  test('is refused, and the visitor goes on unauthenticated', async () => {
    const fake = open();
    const other = fake.addUser({ external_id: 'B', email: 'jane@example.com' });
    const endUser = fake.visitor();
    await endUser.say('hello');
    const token = await verified('A', 'jane@example.com');
    expect(await refused(() => endUser.login(token))).toMatch(/^409 /);
    expect(endUser.external_id).toBeUndefined();
    await endUser.say('still here');
    expect(textsOf(endUser.conversation)).toEqual(['hello', 'still here']);

    // What Zendesk advises: delete the conflicting user.
    fake.deleteUser(other);
    await endUser.login(token);
    expect(endUser.external_id).toBe('A');
  });

  test('is refused by the API with 409', async () => {
    const fake = open();
    fake.addUser({ external_id: 'B', email: 'jane@example.com' });
    const authorization = `Bearer ${await verified('A', 'jane@example.com')}`;
    const url = 'https://api.smooch.io/sdk/v2/apps/app/appusers/user';
    const response = await fake.fetch(new Request(url, { headers: { authorization } }));
    expect(response.status).toBe(409);
    expect(await undocumented(() => response.text())).toBe('the body of this 409');
  });

  test('the address of a proxy is no request', async () => {
    const url = 'https://proxy.example.com/https://api.smooch.io/sdk/v2/apps/app/appusers/user';
    expect(await undocumented(() => open().fetch(url))).toContain('a request like this');
    const origin = 'https://proxy.example.com)';
    expect(await undocumented(() => open().fetch(url, { method: 'POST' }))).toContain(
      `POST ${origin}`,
    );
  });
});

describe('keys', () => {
  test('up to 10, and the eleventh is refused', async () => {
    const fake = open();
    for (let number = 2; number <= 10; number++) {
      fake.addKey({ keyId: `app_${number}`, secret: SECRET });
    }
    const eleventh = { keyId: 'app_11', secret: OTHER_SECRET };
    expect(await refused(() => fake.addKey(eleventh))).toContain('delete');
    fake.deleteKey('app_2');
    fake.addKey(eleventh);
    expect(fake.keyIds).toHaveLength(10);
    await fake.visitor().login(await signChatToken(zendesk, A, { ...eleventh, now: NOW }));
    fake.deleteKey('app_4');
    expect(fake.keyIds.slice(0, 3)).toEqual([KEY_ID, 'app_3', 'app_5']);
    const keys = Array.from({ length: 11 }, (_, index) => ({ ...KEY, keyId: `app_${index}` }));
    expect(await refused(() => open({ keys }))).toContain('10 keys');
  });

  test('tokens of a deleted key are refused, also in a session', async () => {
    const fake = open();
    const endUser = fake.visitor();
    const token = await tokenOf(A);
    await endUser.login(token);
    fake.deleteKey(KEY_ID);
    expect(await refused(() => endUser.say('hello'))).toBe(INVALID);
    expect(await refused(() => fake.visitor().login(token))).toBe(INVALID);
    fake.addKey(KEY);
    await endUser.say('hello');
  });
});

describe('what is not documented', () => {
  test('an id that is too long', async () => {
    const token = forged({ scope: 'user', external_id: 'x'.repeat(256) });
    expect(await undocumented(() => open().visitor().login(token))).toContain('external_id');
  });

  test('an e-mail address of another user who has no external_id', async () => {
    const fake = open();
    fake.addUser({ external_id: 'A' });
    fake.addUser({ email: 'jane@example.com' });
    const token = await verified('A', 'jane@example.com');
    expect(await undocumented(() => fake.visitor().login(token))).toContain('another user');
  });

  test('a second verified e-mail address', async () => {
    const fake = open();
    fake.addUser({ external_id: 'A', email: 'jane@example.com' });
    const token = await verified('A', 'doe@example.com');
    expect(await undocumented(() => fake.visitor().login(token))).toContain("than the user's");
  });

  test('which of several conversations opens', async () => {
    const fake = open({ multiConversation: true });
    const phone = fake.visitor();
    await phone.login(await tokenOf(A));
    expect(phone.conversation).toBeUndefined();
    await phone.say('one');
    const laptop = fake.visitor();
    await laptop.login(await tokenOf(A));
    expect(await undocumented(() => laptop.say('two'))).toContain('which conversation opens');
  });

  test('what comes after a user was deleted', async () => {
    const fake = open();
    const endUser = fake.visitor();
    await endUser.login(await tokenOf(A));
    fake.addUser({ external_id: 'B' });
    fake.deleteUser(fake.addUser({ external_id: 'C' }));
    expect(fake.users.map(({ external_id }) => external_id)).toEqual(['A', 'B']);
    fake.deleteUser('user_1');
    expect(fake.users).toEqual([{ id: 'user_2', external_id: 'B' }]);
    expect(await undocumented(() => endUser.say('hello'))).toContain('was deleted');
    const token = await tokenOf(A);
    expect(await undocumented(() => endUser.login(token))).toContain('was deleted');
    const other = fake.visitor();
    await other.say('hello');
    expect(await undocumented(() => fake.deleteUser('user_4'))).toContain('conversations');
    fake.deleteUser('user_2');
    expect(fake.users).toEqual([{ id: 'user_4' }]);
  });
});

test.each([
  [
    "midConversationLogin must be 'upgrade' or 'new user'",
    () => open({ midConversationLogin: 'merge' as never }),
  ],
  [
    'multiConversation must be true or false, got a number',
    () => open({ multiConversation: 1 as never }),
  ],
  ['There is no key with that id', () => open().deleteKey('app_0')],
  ['There is no user with that id', () => open().deleteUser('user_9')],
  ['The user: language is not known', () => open().addUser(JSON.parse('{"language":"de"}'))],
  ['A user already has that external_id', () => addTwice(A)],
  ['A user already has that email', () => addTwice({ email: 'jane@example.com' })],
])('a mistake in the test is one: %s', async (message, mistake) => {
  expect(await refusal(mistake, 'ERR_OPTION_INVALID')).toMatchObject({ message });
});
