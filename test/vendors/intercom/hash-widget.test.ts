import vm from 'node:vm';
import { intercomHash, signChatLogin } from 'chat-token';
import { intercomWidget, intercomHashWidget as widget } from 'chat-token/browser';
import { loginScript, intercomHashWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

const APP = { app_id: 'abc12345', api_base: 'https://api-iam.eu.intercom.io' };
const Intercom = vi.fn();
const settingsOf = () => Reflect.get(globalThis, 'intercomSettings');
const commands = () => Intercom.mock.calls.map(([command]) => command);

const made = (user: object) =>
  signChatLogin(intercomHash, { email: 'jane@example.com', ...user }, { secret: SECRET });
const jane = await made({ user_id: 'u_1', plan: '</script>' });
const john = await made({ user_id: 'u_2' });

const nextToken = () => Promise.resolve('');
const login = (given = jane) => widget.login({ ...given, nextToken });
const loginWithJwt = (userId: string) =>
  intercomWidget.login({
    settings: { intercom_user_jwt: 't1' },
    token: 't1',
    userId,
    nextToken,
  });

beforeEach(() => {
  vi.stubGlobal('Intercom', Intercom);
  vi.stubGlobal('intercomSettings', { ...APP });
  widget.logout?.(); // The widget remembers the user, also that of another test.
  Intercom.mockClear();
});
afterEach(() => {
  widget.logout?.();
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  test('boots with the fields and their hash, and updates the same user', async () => {
    login();
    const changed = await made({ user_id: 'u_1', seats: 12 });
    login(changed);
    expect(Intercom.mock.calls).toStrictEqual([
      ['boot', { ...APP, ...jane.settings }],
      // Without the plan, which the user no longer has.
      ['update', { ...APP, ...changed.settings }],
    ]);
  });

  test('shuts down and removes the user when the user logs out', () => {
    login();
    widget.logout?.();
    expect(settingsOf()).toStrictEqual(APP);
    expect(commands()).toStrictEqual(['boot', 'shutdown']);
  });

  test('shuts down before another user logs in without a log-out', () => {
    login();
    login(john);
    expect(Intercom.mock.calls).toStrictEqual([
      ['boot', { ...APP, ...jane.settings }],
      ['shutdown'],
      ['boot', { ...APP, ...john.settings }],
    ]);
  });

  test('shuts down if the server wrote another user into the page', () => {
    vi.stubGlobal('intercomSettings', { ...APP, ...jane.settings });
    login(john);
    // Only the server knows which other names are of the user.
    const { plan } = jane.settings;
    expect(Intercom.mock.calls).toStrictEqual([
      ['shutdown'],
      ['boot', { ...APP, plan, ...john.settings }],
    ]);
  });

  test('keeps the settings for a script that is not there yet', () => {
    vi.stubGlobal('Intercom', undefined);
    vi.stubGlobal('intercomSettings', undefined);
    expect(widget.isReady()).toBe(false);
    login();
    expect(settingsOf()).toStrictEqual(jane.settings);
    widget.logout?.();
    expect(settingsOf()).toStrictEqual({});
  });
});

describe('in a page that moves to the JWT', () => {
  test('the JWT replaces the hash and the fields of the same user', () => {
    login();
    loginWithJwt('u_1');
    expect(Intercom.mock.calls.at(-1)).toStrictEqual([
      'update',
      { ...APP, intercom_user_jwt: 't1' },
    ]);
    expect(commands()).toStrictEqual(['boot', 'update']);
  });

  test('another user is logged out first', () => {
    login();
    loginWithJwt('u_2');
    expect(commands()).toStrictEqual(['boot', 'shutdown', 'boot']);
    expect(settingsOf()).toStrictEqual({ ...APP, intercom_user_jwt: 't1' });
  });

  test('a hash that the server wrote into the page is of an unknown user', () => {
    vi.stubGlobal('intercomSettings', { ...APP, ...john.settings });
    loginWithJwt('u_1');
    expect(commands()).toStrictEqual(['shutdown', 'boot']);
    expect(settingsOf()).toStrictEqual({ ...APP, intercom_user_jwt: 't1' });
  });
});

describe('in HTML', () => {
  const run = (page: object) => {
    const code = loginScript(scriptWidget, jane).replace(/^<script>|<\/script>$/g, '');
    const window: Record<string, unknown> = { ...page };
    window['window'] = window;
    vm.runInNewContext(code, window);
    return window['intercomSettings'];
  };
  const expected = { ...APP, ...jane.settings };

  test('adds the fields and the hash to the settings, and boots a Messenger that is there', () => {
    expect(run({ intercomSettings: APP })).toEqual(expected);
    expect(run({})).toEqual(jane.settings);
    expect(Intercom).not.toHaveBeenCalled();
    run({ intercomSettings: APP, Intercom });
    expect(Intercom.mock.calls).toEqual([['boot', expected]]);
  });
});
