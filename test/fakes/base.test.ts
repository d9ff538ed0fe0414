/** What all fakes have in common. */
import { convrs, deskpro, khoros, signChatToken, zendesk } from 'chat-token';
import { createFake, UndocumentedError } from 'chat-token/testing';
import { describe, expect, test } from 'vitest';
import { refused, undocumented } from '../support/fakes.ts';
import { KEY_ID, NOW, permissive, refusal, SECRET } from '../support/support.ts';

const KEY = { keyId: KEY_ID, secret: SECRET };
const tokenAt = (now: Date) => signChatToken(zendesk, { external_id: 'A' }, { ...KEY, now });

describe('now', () => {
  test('stands still, until it is advanced', async () => {
    const fake = createFake(zendesk, { keys: [KEY], now: NOW });
    const token = await tokenAt(NOW);
    fake.advance(0);
    fake.advance(3599);
    await fake.visitor().login(token);
    fake.advance(1);
    expect(await refused(() => fake.visitor().login(token))).toContain('401');
  });

  test('can be a function', async () => {
    let now = NOW;
    const fake = createFake(zendesk, { keys: [KEY], now: () => now });
    const token = await tokenAt(NOW);
    await fake.visitor().login(token);
    now = new Date(NOW.getTime() + 3_600_000);
    expect(await refused(() => fake.visitor().login(token))).toContain('401');
  });

  test("is the clock's where it is left out", async () => {
    const fake = createFake(zendesk, { keys: [KEY] });
    await fake.visitor().login(await tokenAt(new Date()));
    expect(await refused(async () => fake.visitor().login(await tokenAt(NOW)))).toContain('401');
  });
});

test('now need not be known before it is asked for', async () => {
  let now = new Date(Number.NaN);
  const fake = createFake(zendesk, { keys: [KEY], now: () => now });
  const message = 'now must be a valid Date, or a function that returns one';
  await expect(fake.visitor().login(await tokenAt(NOW))).rejects.toThrow(message);
  now = NOW;
  await fake.visitor().login(await tokenAt(NOW));
});

test('the same calls give the same data, and data that was read does not change', async () => {
  const run = async () => {
    const fake = createFake(zendesk, { keys: [KEY], now: NOW });
    const [one, two] = [fake.visitor(), fake.visitor()];
    await one.say('hello');
    const before = fake.users;
    await one.login(await tokenAt(NOW));
    await two.say('hello');
    const { users, conversations, tickets } = fake;
    return { before, users, conversations, tickets };
  };
  const first = await run();
  expect(await run()).toEqual(first);
  expect(first.before).toEqual([{ id: 'user_1' }]);
});

test('what is not documented is no error that the code under test may handle', () => {
  const error = new UndocumentedError('Acme Chat', 'the moon');
  expect(error.message).toBe('Acme Chat does not document the moon. The fake does not guess.');
  expect(error).not.toHaveProperty('code');
});

test('without any key no token is good', async () => {
  const fake = createFake(khoros, { keys: [], now: NOW });
  expect(await refused(() => fake.visitor().login('A', 'token'))).toContain('Invalid JWT');
  expect(await undocumented(() => createFake(convrs, { keys: [] }).verifyToken('token'))).toBe(
    'what the token test returns for such a token (The fake has no key)',
  );
});

test.each<[string, message: string, hint: string, mistake: () => unknown]>([
  [
    'the keys',
    'keys must be a list of keys',
    'Pass [{ secret }], with keyId where there is one.',
    () => createFake(khoros, { keys: KEY } as never),
  ],
  [
    'the time',
    'now must be a valid Date, or a function that returns one',
    'Leave it out to use the clock.',
    () => createFake(khoros, { keys: [], now: new Date('soon') }),
  ],
  [
    'the seconds that pass',
    'advance takes whole seconds, 0 or more',
    'Time only moves forward.',
    () => createFake(khoros, { keys: [] }).advance(-1),
  ],
])('what is said where %s cannot be', async (_, message, hint, mistake) => {
  const error = await refusal(mistake, 'ERR_OPTION_INVALID');
  expect([error.message, error.hint]).toStrictEqual([message, hint]);
});

test.each([
  // @ts-expect-error a vendor of one's own has no fake
  ['a vendor of your own', () => createFake(permissive, { keys: [KEY] })],
  // @ts-expect-error a name is no vendor
  ['a name', () => createFake('zendesk', { keys: [KEY] })],
  // @ts-expect-error keys are missing
  ['no list of keys', () => createFake(khoros, {})],
  ['a time that is no date', () => createFake(khoros, { keys: [], now: 'today' as never })],
  ['part of a second', () => createFake(khoros, { keys: [] }).advance(0.5)],
])('a mistake in the test is one: %s', async (_, mistake) => {
  await refusal(mistake, 'ERR_OPTION_INVALID');
});

test.each([
  // @ts-expect-error unknown
  ['khoros', 'keys, now', () => createFake(khoros, { keys: [], region: 'eu' })],
  [
    'convrs',
    'keys, now, agentLocale, agentTimeZone',
    // @ts-expect-error unknown
    () => createFake(convrs, { keys: [], region: 'eu' }),
  ],
  [
    'zendesk',
    'keys, now, midConversationLogin, multiConversation',
    // @ts-expect-error unknown
    () => createFake(zendesk, { keys: [], region: 'eu' }),
  ],
  // @ts-expect-error unknown
  ['deskpro', 'keys, now, requireJwt', () => createFake(deskpro, { keys: [], region: 'eu' })],
])('the options of %s are %s', async (_, names, mistake) => {
  const { message, hint } = await refusal(mistake, 'ERR_OPTION_INVALID');
  expect(message).toBe('The options: region is not known');
  expect(hint).toBe(`Known names: ${names}.`);
});
