/** https://convrs.io/docs/integrations/web-chat-identity-verification, as a test. */
import { type ConvrsAgentData, type ConvrsUser, convrs, signChatToken } from 'chat-token';
import { type ConvrsFakeOptions, createFake } from 'chat-token/testing';
import { describe, expect, test } from 'vitest';
import { TIMES, textsOf, undocumented } from '../../support/fakes.ts';
import { forge, NOW, OTHER_SECRET, refusal, SECRET } from '../../support/support.ts';

const KEY = { secret: SECRET };
const open = (options: Partial<ConvrsFakeOptions> = {}) =>
  createFake(convrs, { keys: [KEY], now: NOW, ...options });
const tokenOf = (user: ConvrsUser, secret = SECRET) =>
  signChatToken(convrs, user, { secret, now: NOW });
const JANE = { userId: 'user-12345' };

/** A contact once these tokens have come, in this order. */
async function contactAfter(...users: ConvrsUser[]) {
  const visitor = open().visitor();
  for (const user of users) await visitor.connect(await tokenOf(user));
  return visitor.user;
}

describe('userId', () => {
  test('reconnects to the history after clearing cookies, and on other devices', async () => {
    const fake = open();
    const laptop = fake.visitor();
    await laptop.connect(await tokenOf(JANE));
    await laptop.say('one');
    laptop.clearCookies();
    expect(laptop.user).toBeUndefined();
    await laptop.connect(await tokenOf(JANE));
    expect(textsOf(laptop.user)).toEqual(['one']);

    const phone = fake.visitor();
    await phone.connect(await tokenOf(JANE));
    await phone.say('two');
    expect(textsOf(laptop.user)).toEqual(['one', 'two']);
    expect(fake.users).toHaveLength(1);
  });

  test('without it, returning users who clear cookies appear as new visitors', async () => {
    const fake = open();
    const visitor = fake.visitor();
    await visitor.connect(await tokenOf({ name: 'Jane Doe' }));
    await visitor.connect(await tokenOf({ name: 'Jane Doe' }));
    expect(fake.users).toHaveLength(1);
    visitor.clearCookies();
    await visitor.connect(await tokenOf({ name: 'Jane Doe' }));
    expect(fake.users).toHaveLength(2);
  });

  test('maps the visitor who is there, and for good', async () => {
    const fake = open();
    const visitor = fake.visitor();
    await visitor.say('hello');
    await visitor.connect(await tokenOf(JANE));
    expect(visitor.user).toMatchObject({ id: 'user_1', userId: 'user-12345' });
    expect(textsOf(visitor.user)).toEqual(['hello']);

    await visitor.connect(await tokenOf({ userId: 'another' }));
    expect(visitor.user).toMatchObject({ id: 'user_2', userId: 'another', messages: [] });
    await visitor.say('from another');
    await visitor.connect(await tokenOf(JANE));
    expect(visitor.user?.id).toBe('user_1');
    await fake.visitor().connect(await tokenOf(JANE));
    expect(fake.users).toHaveLength(2);
  });

  test('a stranger who wrote nothing becomes the known user', async () => {
    const fake = open();
    await fake.visitor().connect(await tokenOf(JANE));
    const visitor = fake.visitor();
    await visitor.connect();
    await visitor.connect(await tokenOf(JANE));
    expect(visitor.user).toMatchObject({ id: 'user_1', userId: 'user-12345' });
  });

  test('stays where a later token brings none', async () => {
    expect(await contactAfter(JANE, { name: 'Jane Doe' })).toMatchObject(JANE);
  });
});

describe('identity', () => {
  test('without a token the widget works, with a name made up', async () => {
    const visitor = open().visitor();
    await visitor.connect();
    await visitor.connect();
    expect(visitor.user).toEqual({
      id: 'user_1',
      name: 'Visitor 1',
      userData: {},
      agentData: [],
      messages: [],
    });
  });

  test('each visitor is another, to agents and flows alike', async () => {
    const fake = open();
    await fake.visitor().connect(await tokenOf({ name: 'Jane Doe', userData: { plan: 'a' } }));
    await fake.visitor().connect(await tokenOf({ name: 'John Roe', userData: { plan: 'b' } }));
    expect(fake.agentPanel('user_2').firstName).toBe('John');
    expect(fake.flowValue('user_2', 'plan')).toBe('b');
  });

  test('the name replaces the one made up, and is split for the contact panel', async () => {
    const fake = open();
    const visitor = fake.visitor();
    await visitor.connect();
    await visitor.connect(await tokenOf({ name: 'Jane Doe' }));
    expect(visitor.user?.name).toBe('Jane Doe');
    expect(fake.agentPanel('user_1')).toEqual({
      firstName: 'Jane',
      lastName: 'Doe',
      visitorDetails: [],
    });
  });

  const [invalid, valid] = [
    ['jane', 'jane@', '@example.com', 'jane doe@example.com', 'jane@example.com doe', ''],
    ['jane.m.doe+chat@example.com', 'jane@mail2.example.co.uk', 'JANE_1%@EXAMPLE-1.com'],
  ];

  test.each(invalid)('the invalid address "%s" is ignored', async (email) => {
    const jane = await contactAfter({ ...JANE, email: 'jane@example.com' }, { ...JANE, email });
    expect(jane?.email).toBe('jane@example.com');
  });

  test.each(valid)('the address "%s" is taken', async (email) => {
    expect(await contactAfter({ ...JANE, email })).toMatchObject({ email });
  });

  test('phone, locale and crmID are taken over', async () => {
    const user = { phone: '+447700900123', locale: 'en-GB', crmID: 'CRM-56789' };
    expect(await contactAfter({ ...JANE, ...user }, JANE)).toMatchObject(user);
  });
});

describe('userData', () => {
  test('is merged: top-level keys are updated, keys not present are left unchanged', async () => {
    const jane = await contactAfter(
      { ...JANE, userData: { plan: 'free', vipTier: 'gold' } },
      { ...JANE, userData: { plan: 'enterprise', seats: 5 } },
      JANE,
    );
    expect(jane?.userData).toEqual({ plan: 'enterprise', vipTier: 'gold', seats: 5 });
  });

  test('is available to flows immediately', async () => {
    const fake = open();
    await fake.visitor().connect(await tokenOf({ userData: { plan: 'enterprise' } }));
    expect(fake.flowValue('user_1', 'plan')).toBe('enterprise');
    expect(fake.flowValue('user_1', 'toString')).toBeUndefined();
  });
});

describe('agentData', () => {
  async function rows(agentData: ConvrsAgentData[], options: Partial<ConvrsFakeOptions> = {}) {
    const fake = open(options);
    await fake.visitor().connect(await tokenOf({ name: 'Jane Doe', agentData }));
    return fake.agentPanel('user_1').visitorDetails;
  }
  const show = async (row: ConvrsAgentData, options?: Partial<ConvrsFakeOptions>) =>
    (await rows([row], options))[0];
  const label = 'Row';

  test('is replaced, and shown in its order', async () => {
    const fake = open();
    const visitor = fake.visitor();
    const one = { label: 'One', value: '1' };
    const two = { label: 'Two', value: '2' };
    await visitor.connect(await tokenOf({ name: 'Jane Doe', agentData: [one] }));
    await visitor.connect(await tokenOf({ agentData: [two, one] }));
    expect(visitor.user?.agentData).toEqual([two, one]);
    expect(fake.agentPanel('user_1').visitorDetails).toEqual([
      { label: 'Two', shown: 'bold text', text: '2' },
      { label: 'One', shown: 'bold text', text: '1' },
    ]);
  });

  const crm = 'https://crm.example.com/1';
  const moment = '23 Apr 2026, 14:30';
  const tab = { href: crm, opensNewTab: true };

  test.each<[ConvrsAgentData, shown: string, text: string, more?: object]>([
    [{ label, value: 'AC-1' }, 'bold text', 'AC-1'],
    [{ label, value: '2024-03-15', type: 'date' }, 'text', '15 Mar 2024'],
    [{ label, value: '2026-04-23T14:30:00Z', type: 'datetime' }, 'text', moment],
    [{ label, value: '2026-04-23T16:30:00,5+0200', type: 'datetime' }, 'text', moment],
    [{ label, value: 48_750, type: 'number' }, 'text', '48,750'],
    [{ label, value: 1250, type: 'currency', currency: 'USD' }, 'text', '$1,250.00'],
    [{ label, value: 'j@x.y', type: 'email' }, 'link', 'j@x.y', { href: 'mailto:j@x.y' }],
    [{ label, value: '+44', type: 'phone' }, 'link', '+44', { href: 'tel:+44' }],
    [{ label, value: crm, type: 'link', text: 'CRM' }, 'link', 'CRM', tab],
    [{ label, value: crm, type: 'link' }, 'link', crm, tab],
    [{ label, value: true, type: 'boolean' }, 'icon', 'checkmark', { color: 'green' }],
    [{ label, value: false, type: 'boolean' }, 'icon', 'cross', { color: 'red' }],
    [{ label, value: 'A', type: 'status', color: 'warning' }, 'badge', 'A', { color: 'yellow' }],
    [{ label, value: 'A', type: 'status' }, 'badge', 'A', { color: 'default blue' }],
  ])('%j', async (row, shown, text, more) => {
    expect(await show(row)).toEqual({ label, shown, text, ...more });
  });

  test("in the agent's locale and time zone", async () => {
    const german = { agentLocale: 'de-DE', agentTimeZone: 'Europe/Berlin' };
    expect((await show({ label, value: 48_750.5, type: 'number' }, german))?.text).toBe('48.750,5');
    const time: ConvrsAgentData = { label, value: '2026-04-23T22:30:00Z', type: 'datetime' };
    expect((await show(time, german))?.text).toBe('24. Apr. 2026, 00:30');
    const date: ConvrsAgentData = { label, value: '2024-03-15', type: 'date' };
    const west = { agentLocale: 'en-US', agentTimeZone: 'America/Los_Angeles' };
    expect((await show(date, west))?.text).toBe('Mar 15, 2024');
  });

  test('leaves open what is not documented', async () => {
    const amount: ConvrsAgentData = { label, value: 1, type: 'currency' };
    expect(await undocumented(() => show(amount))).toContain('currency');
    const time: ConvrsAgentData = { label, value: '2026-04-23T14:30', type: 'datetime' };
    expect(await undocumented(() => show(time))).toContain('time zone');
  });
});

/** The fake's verdict on a token of each of these secrets. */
const verdicts = (fake: ReturnType<typeof open>, ...secrets: string[]) =>
  Promise.all(
    secrets.map(async (secret) => {
      const token = await signChatToken(convrs, JANE, { secret, now: NOW, expiresIn: '3d' });
      const result = await fake.verifyToken(token);
      return result.valid ? 'valid' : result.error;
    }),
  );

describe('rotating the secret', () => {
  test('the one before stays valid for 48 hours', async () => {
    const fake = open({ keys: [] });
    fake.rotate(SECRET);
    fake.rotate(OTHER_SECRET);
    fake.advance(48 * 3600 - 1);
    expect(await verdicts(fake, SECRET, OTHER_SECRET)).toEqual(['valid', 'valid']);
    fake.advance(1);
    expect(await verdicts(fake, SECRET, OTHER_SECRET)).toEqual(['invalid signature', 'valid']);
  });

  test('two secrets are valid at most', async () => {
    const fake = open({ keys: [KEY, { secret: OTHER_SECRET }] });
    expect(await verdicts(fake, SECRET, OTHER_SECRET)).toEqual(['valid', 'valid']);
    fake.rotate('cw_test_third_0000aaaa1111bbbb2222');
    expect(await verdicts(fake, SECRET, OTHER_SECRET)).toEqual(['valid', 'invalid signature']);
    fake.rotate('cw_test_fourth_0000aaaa1111bbbb222');
    expect(await verdicts(fake, SECRET)).toEqual(['invalid signature']);
  });
});

describe('the token test', () => {
  test('shows the decoded payload with all the fields, or the specific error', async () => {
    const fake = open();
    const token = await tokenOf(JANE);
    expect(await fake.verifyToken(token)).toEqual({ valid: true, payload: { ...JANE, ...TIMES } });
    fake.advance(3600);
    expect(await fake.verifyToken(token)).toEqual({ valid: false, error: 'expired' });
  });

  test('of which no others are documented', async () => {
    expect(await undocumented(() => open().verifyToken('not.a.token'))).toContain('token test');
  });

  test('does not hide a mistake in the test', async () => {
    const hash = { name: 'HMAC', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('raw', new Uint8Array(32), hash, false, ['sign']);
    const fake = open({ keys: [{ secret: key }] });
    const token = await tokenOf(JANE);
    await refusal(() => fake.verifyToken(token), 'ERR_SECRET_INVALID');
    await refusal(() => fake.visitor().connect(token), 'ERR_SECRET_INVALID');
  });
});

test('the token is read when the widget connects: its expiry does not end the connection', async () => {
  const fake = open();
  const visitor = fake.visitor();
  await visitor.connect(await tokenOf(JANE));
  fake.advance(7200);
  await visitor.say('still here');
  expect(textsOf(visitor.user)).toEqual(['still here']);
});

describe('what is not documented', () => {
  test.each([
    ['another secret', forge({ alg: 'HS256' }, { ...TIMES, ...JANE }, OTHER_SECRET), 'signature'],
    ['expired', forge({ alg: 'HS256' }, { ...JANE, exp: 1970 }), 'expired'],
    ['without exp', forge({ alg: 'HS256' }, JANE), 'exp is missing'],
    ['misspelt', forge({ alg: 'HS256' }, { ...TIMES, crmId: '1' }), 'crmId'],
    [
      'a type that is not in the table',
      forge({ alg: 'HS256' }, { ...TIMES, agentData: [{ label: 'a', value: 'b', type: 'c' }] }),
      'agentData[0].type',
    ],
  ])('what the widget does with a token that is refused: %s', async (_, token, expected) => {
    expect(await undocumented(() => open().visitor().connect(token))).toContain(expected);
  });

  test.each<[string, ConvrsUser, string]>([
    ['a phone number in another form', { phone: '07700 900123' }, 'phone'],
    ['a phone number with a word before it', { phone: 'tel:+447700900123' }, 'phone'],
    ['a phone number with a word after it', { phone: '+447700900123 home' }, 'phone'],
    ['a plain address with a sign behind it', { email: 'jane@example.com!' }, 'email format'],
    ['an address that only some take for valid', { email: 'j..d@example.com' }, 'email format'],
    ['an address that only some take for valid', { email: 'jane@localhost' }, 'email format'],
  ])('%s', async (_, user, expected) => {
    const token = forge({ alg: 'HS256' }, { ...TIMES, ...user });
    expect(await undocumented(() => open().visitor().connect(token))).toContain(expected);
  });

  test.each(['Jane', 'Mary Jane Watson', 'Jane '])('how "%s" is split', async (name) => {
    const fake = open();
    await fake.visitor().connect(await tokenOf({ name }));
    expect(await undocumented(() => fake.agentPanel('user_1'))).toContain('split');
  });

  test('an anonymous conversation of a known contact', async () => {
    const fake = open();
    await fake.visitor().connect(await tokenOf(JANE));
    const visitor = fake.visitor();
    await visitor.say('hello');
    const token = await tokenOf(JANE);
    expect(await undocumented(() => visitor.connect(token))).toContain('anonymous conversation');
  });

  test('agentData that a later token does not bring', async () => {
    const fake = open();
    const visitor = fake.visitor();
    await visitor.connect(
      await tokenOf({ name: 'Jane Doe', agentData: [{ label: 'a', value: 'b' }] }),
    );
    await visitor.connect(await tokenOf({ name: 'Jane Doe' }));
    expect(await undocumented(() => fake.agentPanel('user_1'))).toContain('agentData');
  });

  test('any request over HTTP', async () => {
    const url = 'https://webchat.conv.rs/YOUR_WIDGET_ID.js';
    expect(await undocumented(() => open().fetch(url))).toContain('https://webchat.conv.rs');
  });
});

test.each([
  ['three secrets', () => open({ keys: [KEY, KEY, KEY] })],
  ['a locale that is none', () => open({ agentLocale: '_' })],
  ['a contact that is not there', () => open().agentPanel('user_9')],
])('a mistake in the test is one: %s', async (_, mistake) => {
  await refusal(mistake, 'ERR_OPTION_INVALID');
});
