import {
  defineConfiguredVendor,
  hmac,
  jwt,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { about, anything, decodeToken, faults, NOW, refusal, SECRET } from '../support/support.ts';

const options = { secret: SECRET, now: NOW };

/** A vendor whose tokens name a widget. */
const acmeChat = defineConfiguredVendor(
  { ...about, name: 'acme-chat', config: { widgetId: 'string' } },
  ({ widgetId }: { widgetId: string }) => ({
    user: v.strictObject({ id: v.string() }),
    token: jwt({ fixedClaims: { sub: widgetId }, registeredClaims: ['sub'] }),
    userId: ({ id }) => id,
    settings: ({ sub }, token) => ({ widget: sub, jwt: token }),
  }),
);

/** A vendor whose hash depends on an account. */
const acmeHash = defineConfiguredVendor(
  { ...about, name: 'acme-hash', config: { account: 'string' } },
  ({ account }: { account: string }) => ({
    user: v.strictObject({ id: v.string() }),
    token: hmac({ message: ({ id }: { id: string }) => `${account}:${id}` }),
    settings: (fields, hash) => ({ ...fields, account, hash }),
  }),
);

test('the function has what is known without configuration, and cannot be changed', () => {
  expect({ ...acmeChat }).toStrictEqual({
    vendorName: 'acme-chat',
    title: 'Acme Chat',
    docs: about.docs,
    '~call': 'acmeChat({ widgetId })',
  });
  expect(Object.isFrozen(acmeChat)).toBe(true);
});

describe('a configured vendor', () => {
  const vendor = acmeChat({ widgetId: 'w_1' });
  const user = { id: 'u_1' };

  test('signs and verifies', async () => {
    const token = await signChatToken(vendor, user, options);
    expect(JSON.parse(decodeToken(token)[1])).toMatchObject({ sub: 'w_1', id: 'u_1' });
    const { claims } = await verifyChatToken(vendor, token, options);
    expect(claims).toMatchObject({ sub: 'w_1', id: 'u_1' });
    const other = acmeChat({ widgetId: 'w_2' });
    expect(await faults(() => verifyChatToken(other, token, options))).toStrictEqual([
      'sub: must be "w_2"',
    ]);
  });

  test('makes a login, also as an endpoint', async () => {
    const login = await signChatLogin(vendor, user, options);
    expect(login).toMatchObject({ vendor: 'acme-chat', userId: 'u_1' });
    expect(login.settings).toStrictEqual({ widget: 'w_1', jwt: login.token });
    const handler = createTokenHandler(vendor, { ...options, getUser: () => user });
    const response = await handler(new Request('https://example.com/chat'));
    expect(await response.json()).toStrictEqual(login);
  });

  test('inspects and lints', async () => {
    const token = await signChatToken(vendor, user, options);
    expect((await inspectChatToken(token, { vendor, ...options })).ok).toBe(true);
    expect(lintClaims(vendor, { sub: 'w_1', id: 'u_1' })).toStrictEqual([]);
    const findings = lintClaims(vendor, { sub: 'w_2', id: 'u_1' });
    expect(findings).toMatchObject([{ severity: 'error', path: 'sub' }]);
  });

  test('takes nothing of its configuration from a user', async () => {
    const given = { id: 'u_1', sub: 'w_2' };
    expect(await faults(() => vendor.claims(given))).toStrictEqual([
      'sub: is always "w_1" here: leave it out',
    ]);
  });

  test('may have an identity hash', async () => {
    const [one, two] = [acmeHash({ account: 'a_1' }), acmeHash({ account: 'a_2' })];
    const { token, settings } = await signChatLogin(one, user, options);
    expect(settings).toStrictEqual({ id: 'u_1', account: 'a_1', hash: token });
    await expect(verifyChatToken(one, token, { ...options, user })).resolves.toBeDefined();
    await refusal(() => verifyChatToken(two, token, { ...options, user }), 'ERR_SIGNATURE_INVALID');
  });
});

test('the configuration is copied', () => {
  const config = { widgetId: 'w_1' };
  const vendor = acmeChat(config);
  config.widgetId = 'w_2';
  expect(vendor.claims({ id: 'u' })).toStrictEqual({ sub: 'w_1', id: 'u' });
});

describe('a configuration is rejected', () => {
  test.each<[string, unknown]>([
    ['widgetID is not known; did you mean "widgetId"?', { widgetID: 'w' }],
    ['region is not known', { widgetId: 'w', region: 'eu' }],
    ['widgetId is missing', {}],
    ['widgetId is missing', { widgetId: undefined }],
    ['must be a plain object, got undefined', undefined],
    ['must be a plain object, got a string', 'w_1'],
    ...[{}, 42, null, '', ' ', ['x']].map((widgetId): [string, unknown] => [
      'widgetId must be a string that is not blank',
      { widgetId },
    ]),
  ])('%s (case %#)', async (message, config) => {
    const error = await refusal(() => acmeChat(config as never), 'ERR_OPTION_INVALID');
    expect(error.message).toContain(message);
    if (message.includes('missing')) expect(error.hint).toContain('acmeChat({ widgetId })');
  });
});

describe('a definition is rejected', () => {
  const make = () => ({ user: anything, token: jwt() });

  test.each<[string, object, unknown]>([
    ['name must', { ...about, name: 'Acme', config: {} }, make],
    ['title must', { ...about, title: '', config: {} }, make],
    ['docs must', { ...about, docs: 'docs', config: {} }, make],
    ['config must', about, make],
    ['config must', { ...about, config: 'widgetId' }, make],
    ['config must', { ...about, config: { widgetId: 'text' } }, make],
    ['make must be a function', { ...about, config: {} }, 'make'],
    ['make must be a function', { ...about, config: {} }, undefined],
    ['user is not known', { ...about, config: {}, user: anything }, make],
  ])('%s (case %#)', async (message, given, making) => {
    const define = () => defineConfiguredVendor(given as never, making as never);
    expect((await refusal(define, 'ERR_OPTION_INVALID')).message).toContain(message);
  });

  test.each<[string, unknown]>([
    ['user must be a Standard Schema', undefined],
    ['user must be a Standard Schema', {}],
    ['token must be a token format', { user: anything }],
    ['schema is not known', { ...make(), schema: anything }],
  ])('once it is configured: %s (case %#)', async (message, rules) => {
    const vendor = defineConfiguredVendor({ ...about, config: {} }, (() => rules) as typeof make);
    const error = await refusal(() => vendor({}), 'ERR_OPTION_INVALID');
    expect(error.message).toContain(message);
  });

  test('no rule replaces what the vendor is called', () => {
    const rules = { ...make(), name: 'other', title: 'Other', docs: 'https://evil.example' };
    const vendor = defineConfiguredVendor({ ...about, config: {} }, () => rules)({});
    expect(vendor).toMatchObject(about);
  });
});

describe('numbers and optional members', () => {
  const acmeChannel = defineConfiguredVendor(
    {
      ...about,
      name: 'acme-channel',
      config: { id: 'string', minutes: 'number?', area: 'string?' },
    },
    ({ id, minutes = 60 }: { id: string; minutes?: number; area?: string }) => ({
      user: anything,
      token: jwt({ fixedClaims: { channel: id }, lifetime: { max: `${minutes * 60}s` } }),
    }),
  );

  test('may be left out', () => {
    expect(acmeChannel({ id: 'c_1' }).token.expiry?.max).toBe(3600);
    expect(acmeChannel({ id: 'c_1', minutes: 5 }).token.expiry?.max).toBe(300);
    expect(acmeChannel['~call']).toBe('acmeChannel({ id })');
  });

  test.each<[object, string]>([
    [{ minutes: 5 }, 'id is missing'],
    [{ id: 5 }, 'id must be a string that is not blank'],
    [{ id: 'c_1', minutes: '5' }, 'minutes must be a finite number'],
    [{ id: 'c_1', minutes: null }, 'minutes must be a finite number'],
    [{ id: 'c_1', minutes: Infinity }, 'minutes must be a finite number'],
    [{ id: 'c_1', area: ' ' }, 'area must be a string that is not blank'],
    [{ id: 'c_1', minute: 5 }, 'minute is not known'],
  ])('%j is rejected', async (config, message) => {
    const error = await refusal(() => acmeChannel(config as never), 'ERR_OPTION_INVALID');
    expect(error.message).toContain(message);
  });
});
