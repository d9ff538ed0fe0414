/** The vendor's own reason for a failed login reaches `onError`, and no token with it. */

import type { ChatTokenError } from 'chat-token';
import {
  type ChatLogin,
  type ChatTokenRefresh,
  chatwootWidget,
  connectChat,
  intercomWidget,
  khorosWidget,
  zendeskWidget,
} from 'chat-token/browser';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { forge, SECRET } from '../support/support.ts';
import { loginOf, pass, usePage } from './support.ts';

usePage();

const TOKEN = forge({ alg: 'HS256', kid: 'app_1' }, { external_id: 'user-4711', exp: 1 }, SECRET);
const HASH = '45e289a669fbb7b4f7c09b3c68734dd9c52d508aba109dc7543c8133e0ec98be';
const LOGIN: ChatLogin = {
  ...loginOf('user-4711'),
  token: TOKEN,
  settings: { jwt: TOKEN, name: 'Jane Doe', phone: '+49 30 1234567', list: ['x'], short: 'abc' },
};

/** The errors of a session whose widget fails in this way. */
async function errorsOf(login: () => unknown, given: ChatLogin = LOGIN): Promise<ChatTokenError[]> {
  const errors: ChatTokenError[] = [];
  const session = connectChat(
    { vendor: 'test', title: 'Test Chat', isReady: () => true, login },
    {
      endpoint: '/chat',
      fetch: async () => Response.json(given),
      onError: (error) => errors.push(error),
    },
  );
  await pass(0);
  session.stop();
  return errors;
}

const reject = (error: unknown) => () => Promise.reject(error);

describe('vendorError', () => {
  class LoginFailedError extends Error {
    readonly type = 'LoginFailedError';
    readonly reason = 'Invalid JWT';
    readonly detail = TOKEN;
  }

  test.each<[string, unknown, object | undefined]>([
    [
      'the error of Zendesk',
      new LoginFailedError('User login failed'),
      { type: 'LoginFailedError', reason: 'Invalid JWT', message: 'User login failed' },
    ],
    [
      'the error of Smooch',
      { code: 'invalid_auth', message: 'Invalid JWT', response: { status: 401 } },
      { code: 'invalid_auth', message: 'Invalid JWT' },
    ],
    ['a number as code', { code: 401 }, { code: '401' }],
    ['other types', { type: null, reason: {}, code: true, message: undefined }, undefined],
    ['an error without a message', new Error(''), { message: '' }],
    ['a string', 'Invalid JWT', undefined],
    ['nothing', undefined, undefined],
    ['null', null, undefined],
    [
      'a getter that throws',
      Object.defineProperty({ type: 'A' }, 'reason', { get: () => JSON.parse('') }),
      { type: 'A' },
    ],
  ])('%s', async (_name, error, expected) => {
    for (const login of [
      reject(error),
      () => {
        throw error;
      },
    ]) {
      const [seen, ...others] = await errorsOf(login);
      expect(others).toStrictEqual([]);
      expect(seen?.code).toBe('ERR_WIDGET_FAILED');
      expect(seen?.vendorError).toStrictEqual(expected);
      expect(seen?.hint).toContain('error.vendorError');
      expect('vendorError' in Object(seen)).toBe(expected !== undefined);
    }
  });

  const [header = '', payload = '', signature = ''] = TOKEN.split('.');
  test.each<[string, string, string]>([
    ['the token', `Rejected: ${TOKEN}`, 'Rejected: …'],
    ['the token in quotes', `Rejected "${TOKEN}" (401)`, 'Rejected "…" (401)'],
    ['the token in lines', `${header}.\n${payload}.\n${signature}`, '…\n…\n…'],
    ['a part of it', `signature ${signature} is invalid`, 'signature … is invalid'],
    ['the token, percent-encoded', encodeURIComponent(TOKEN), '…'],
    ['another JWT', `${forge({ alg: 'HS256' }, {}, SECRET)}!`, '…!'],
    ['a hash', `hash ${HASH} is wrong`, 'hash … is wrong'],
    ['a hash in upper case', HASH.toUpperCase(), '…'],
    ['a long base64url text', 'nonce AbCdEfGhIjKlMnOpQrStUv-_', 'nonce …'],
    ['the id of the user', 'No user user-4711.', 'No user ….'],
    ['values of the user', 'Jane Doe, +49 30 1234567', '…, …'],
    ['the id behind letters that become two', `${'İ'.repeat(9)} user-4711`, `${'İ'.repeat(9)} …`],
    ['an email address', 'jane@example.com exists', '… exists'],
    ['what is short', 'abc 401 invalid_auth', 'abc 401 invalid_auth'],
    ['the name of an error', 'CONFIG_JWT_USER_ID_MISMATCH.', 'CONFIG_JWT_USER_ID_MISMATCH.'],
    [
      'capital letters that are no name',
      'KEY ABCDEFGHIJKLMNOPQRSTUVWXYZ A_1BCDEFGHIJKLMNOPQRS',
      'KEY … …',
    ],
    [
      'an address',
      'See https://developer.zendesk.com/api',
      'See https://developer.zendesk.com/api',
    ],
  ])('without %s', async (_name, message, expected) => {
    for (const name of ['message', 'reason', 'type', 'code'] as const) {
      const [error] = await errorsOf(reject({ [name]: message }));
      expect(error?.vendorError).toStrictEqual({ [name]: expected });
      expect(JSON.stringify(error)).not.toContain(payload);
    }
  });

  const USER = {
    ...LOGIN,
    userId: 'Jörg Müller/7',
    settings: {
      name: 'Jane',
      full_name: 'Jane (née Doe)',
      attributes: { iban: 'DE89 3704', list: [{ plan: 'gold plan' }], number: 4477009, is: true },
    },
  };
  test.each<[string, string, string]>([
    ['nested', 'iban (DE89 3704) of gold plan', 'iban (…) of …'],
    ['the longest first', 'Jane (née Doe), Jane', '…, …'],
    ['in another case', 'jane (NÉE doe) / JÖRG MÜLLER/7', '… / …'],
    [
      'percent-encoded',
      `/contact?id=${encodeURIComponent(USER.userId)}&x=DE89%203704`,
      '/contact?id=…&x=…',
    ],
    ['percent-encoded, in lower case', 'id=j%c3%b6rg%20m%c3%bcller%2f7', 'id=…'],
    ['a number', 'phone 4477009', 'phone …'],
    ['no true or false', 'is true', 'is true'],
    ['an address, percent-encoded', 'mail=jack%40example.com', '…'],
  ])('the values of the login: %s', async (_name, message, expected) => {
    const [error] = await errorsOf(reject({ message }), USER);
    expect(error?.vendorError).toStrictEqual({ message: expected });
  });

  test('without a token of any form, if it is that of the session', async () => {
    const given = { ...LOGIN, token: 'id 7 of Jane', settings: { user: 'id 7 of Jane' } };
    const [error] = await errorsOf(reject(new Error('bad: id 7 of Jane')), given);
    expect(error?.vendorError).toStrictEqual({ message: 'bad: …' });
  });

  test.each<[string, string]>([
    ['words', 'login failed '.repeat(1e5)],
    ['tokens', `${TOKEN} `.repeat(1e4)],
    ['one run', 'a'.repeat(1e6)],
    ['signs', '%@'.repeat(1e6)],
  ])('is short: %s', async (_name, message) => {
    const [error] = await errorsOf(reject({ message }));
    expect(error?.vendorError?.message?.length).toBeLessThanOrEqual(200);
    expect(JSON.stringify(error)).not.toContain(payload);
  });

  test('also of a logout that fails', async () => {
    const errors: ChatTokenError[] = [];
    const logout = reject({ reason: `no: ${TOKEN}` });
    const session = connectChat(
      { vendor: 'test', title: 'Test Chat', isReady: () => true, login() {}, logout },
      {
        endpoint: '/chat',
        fetch: async () => Response.json(LOGIN),
        onError: (error) => errors.push(error),
      },
    );
    await session.ready;
    await session.logout();
    await pass(0);
    expect(errors.map(({ vendorError }) => vendorError)).toStrictEqual([{ reason: 'no: …' }]);
  });

  test('only of a widget: errors of the endpoint have none', async () => {
    const errors: ChatTokenError[] = [];
    const session = connectChat(
      { vendor: 'test', title: 'Test Chat', isReady: () => true, login() {} },
      {
        endpoint: '/chat',
        fetch: async () => Promise.reject(new Error(TOKEN)),
        onError: (error) => errors.push(error),
      },
    );
    await session.ready;
    await pass(0);
    expect(errors).toHaveLength(1);
    expect(errors[0]).not.toHaveProperty('vendorError');
  });
});

describe('the widgets of the vendors', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });
  const failed = { type: 'LoginFailedError', reason: 'Invalid JWT', message: `bad ${TOKEN}` };
  const throwing = () => {
    throw failed;
  };
  type Named =
    | typeof zendeskWidget
    | typeof khorosWidget
    | typeof chatwootWidget
    | typeof intercomWidget;

  test.each<[string, Named, string, unknown]>([
    [
      'Zendesk: the callback gets it',
      zendeskWidget,
      'zE',
      (...args: ((error: unknown) => void)[]) => args[3]?.(failed),
    ],
    ['Zendesk: zE throws', zendeskWidget, 'zE', throwing],
    ['Khoros: login rejects', khorosWidget, 'Brandmessenger', { login: reject(failed) }],
    [
      'Chatwoot: setUser throws',
      chatwootWidget,
      '$chatwoot',
      { hasLoaded: true, setUser: throwing },
    ],
    ['Intercom: boot throws', intercomWidget, 'Intercom', throwing],
  ])('%s', async (_name, widget, global, value) => {
    vi.stubGlobal(global, value);
    const seen: (ChatTokenError | ChatTokenRefresh)[] = [];
    const session = connectChat(widget, {
      endpoint: '/chat',
      fetch: async () => Response.json({ ...LOGIN, vendor: widget.vendor }),
      onError: (error) => seen.push(error),
    });
    await pass(0);
    session.stop();
    expect(seen).toMatchObject([{ vendorError: { ...failed, message: 'bad …' } }]);
  });
});
