import vm from 'node:vm';
import { signChatLogin, sprinklr } from 'chat-token';
import { sprinklrWidget as widget } from 'chat-token/browser';
import { loginScript, sprinklrWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

const make = (id: string) =>
  signChatLogin(sprinklr, { id, firstName: 'Jane </script>' }, { secret: SECRET });
const made = await make('12345');
const other = await make('54321');
const user = { id: '12345', firstName: 'Jane </script>', hash: made.token };
const sprChat = vi.fn();

beforeEach(() => {
  sprChat.mockClear();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  const login = (one = made) => widget.login({ ...one, nextToken: () => Promise.resolve('') });
  const settings = () => Reflect.get(globalThis, 'sprChatSettings');

  test('adds the user to the settings, and removes it', () => {
    vi.stubGlobal('sprChatSettings', { appId: 'app_1', skin: 'MODERN' });
    expect(widget.isReady()).toBe(true);
    login();
    expect(settings()).toStrictEqual({ appId: 'app_1', skin: 'MODERN', user });
    widget.logout?.();
    expect(settings()).toStrictEqual({ appId: 'app_1', skin: 'MODERN' });
  });

  test('makes the settings where the page has none', () => {
    vi.stubGlobal('sprChatSettings', undefined);
    login();
    expect(settings()).toStrictEqual({ user });
  });

  test('updates a live chat that runs, another user as well, and logs out', () => {
    vi.stubGlobal('sprChatSettings', {});
    vi.stubGlobal('sprChat', sprChat);
    login();
    login(other);
    expect(settings()).toStrictEqual({ user: other.settings });
    widget.logout?.();
    expect(settings()).toStrictEqual({});
    expect(sprChat.mock.calls).toStrictEqual([
      ['updateUserSettings', { user }],
      ['updateUserSettings', { user: other.settings }],
      ['updateUserSettings', { user: {} }],
    ]);
  });
});

describe('in HTML', () => {
  const run = (page: Record<string, unknown>) => {
    page['window'] = page;
    vm.runInNewContext(loginScript(scriptWidget, made).replace(/<\/?script>/g, ''), page);
    return page['sprChatSettings'];
  };

  test('adds the user to the settings', () => {
    expect(run({ sprChatSettings: { appId: 'app_1' } })).toEqual({ appId: 'app_1', user });
    expect(run({})).toEqual({ user });
  });

  test('updates a live chat that runs', () => {
    run({ sprChat });
    expect(sprChat.mock.calls).toEqual([['updateUserSettings', { user }]]);
  });
});
