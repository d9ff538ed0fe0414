import vm from 'node:vm';
import { intercom, signChatLogin } from 'chat-token';
import { intercomWidget as widget } from 'chat-token/browser';
import { loginScript, intercomWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NOW, SECRET } from '../../support/support.ts';

const APP = { app_id: 'abc12345', api_base: 'https://api-iam.eu.intercom.io' };
const Intercom = vi.fn();
const settingsOf = () => Reflect.get(globalThis, 'intercomSettings');
const commands = () => Intercom.mock.calls.map(([command]) => command);
const login = (token: string, userId = 'u_1') =>
  widget.login({
    settings: { intercom_user_jwt: token },
    token,
    userId,
    nextToken: () => Promise.resolve(token),
  });

beforeEach(() => {
  vi.stubGlobal('Intercom', Intercom);
  vi.stubGlobal('intercomSettings', { ...APP });
  widget.logout?.(); // The widget remembers the user, also that of another test file.
  Intercom.mockClear();
});
afterEach(() => {
  widget.logout?.();
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  test('boots with the first token, and updates with the next', () => {
    login('t1');
    login('t2');
    expect(Intercom.mock.calls).toStrictEqual([
      ['boot', { ...APP, intercom_user_jwt: 't1' }],
      ['update', { ...APP, intercom_user_jwt: 't2' }],
    ]);
  });

  test('shuts down, forgets the token, and boots for the next user', () => {
    login('t1');
    widget.logout?.();
    expect(settingsOf()).toStrictEqual(APP);
    login('t2');
    expect(commands()).toStrictEqual(['boot', 'shutdown', 'boot']);
  });

  test('shuts down before another user logs in without a log-out', () => {
    login('t1');
    login('t2', 'u_2');
    login('t3', 'u_2');
    expect(Intercom.mock.calls).toStrictEqual([
      ['boot', { ...APP, intercom_user_jwt: 't1' }],
      ['shutdown'],
      ['boot', { ...APP, intercom_user_jwt: 't2' }],
      ['update', { ...APP, intercom_user_jwt: 't3' }],
    ]);
  });

  test('shuts down before another user also if the page has new settings', () => {
    login('t1');
    vi.stubGlobal('intercomSettings', { ...APP });
    login('t2', 'u_2');
    expect(commands()).toStrictEqual(['boot', 'shutdown', 'boot']);
  });

  test('boots the same user again if the page has new settings', () => {
    login('t1');
    vi.stubGlobal('intercomSettings', { ...APP });
    login('t2');
    expect(commands()).toStrictEqual(['boot', 'boot']);
  });

  test('shuts down if a token of an unknown user is in the settings', () => {
    vi.stubGlobal('intercomSettings', { ...APP, intercom_user_jwt: 't1' });
    login('t2');
    expect(Intercom.mock.calls).toStrictEqual([
      ['shutdown'],
      ['boot', { ...APP, intercom_user_jwt: 't2' }],
    ]);
  });

  test('is ready once Intercom can be called', () => {
    expect(widget.isReady()).toBe(true);
    vi.unstubAllGlobals();
    expect(widget.isReady()).toBe(false);
  });

  test('keeps the token for a script that is not there yet', () => {
    vi.stubGlobal('Intercom', undefined);
    vi.stubGlobal('intercomSettings', undefined);
    login('t1');
    expect(settingsOf()).toStrictEqual({ intercom_user_jwt: 't1' });
    widget.logout?.();
    widget.logout?.();
    expect(settingsOf()).toStrictEqual({});
  });
});

describe('in HTML', async () => {
  const made = await signChatLogin(intercom, { user_id: 'u_1' }, { secret: SECRET, now: NOW });
  const run = (page: object) => {
    const code = loginScript(scriptWidget, made).replace(/<\/?script>/g, '');
    const window: Record<string, unknown> = { ...page };
    window['window'] = window;
    vm.runInNewContext(code, window);
    return window['intercomSettings'];
  };
  const expected = { ...APP, intercom_user_jwt: made.token };

  test('adds the token to the settings, for the script that comes after it', () => {
    expect(run({ intercomSettings: APP })).toEqual(expected);
    expect(run({})).toEqual({ intercom_user_jwt: made.token });
  });

  test('boots a Messenger that is there', () => {
    run({ intercomSettings: APP, Intercom });
    expect(Intercom.mock.calls).toEqual([['boot', expected]]);
  });
});
