import vm from 'node:vm';
import { libredesk, signChatLogin } from 'chat-token';
import { libredeskWidget as widget } from 'chat-token/browser';
import { loginScript, libredeskWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NOW, SECRET } from '../../support/support.ts';

const PAGE = { baseURL: 'https://support.example.com', inboxID: 'inbox-1' };
const setUser = vi.fn();
const logout = vi.fn();
const settingsOf = () => Reflect.get(globalThis, 'LibredeskSettings');
const login = (token: string, userId = 'u_1') =>
  widget.login({
    settings: { userJWT: token },
    token,
    userId,
    nextToken: () => Promise.resolve(token),
  });

beforeEach(() => {
  vi.stubGlobal('Libredesk', { setUser, logout });
  vi.stubGlobal('LibredeskSettings', { ...PAGE });
  widget.logout?.(); // The widget remembers the user, also that of another test file.
  vi.clearAllMocks();
});
afterEach(() => {
  widget.logout?.();
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  test('passes the first token of a user only, because Libredesk has a session of its own', () => {
    login('t1');
    login('t2');
    expect(setUser.mock.calls).toStrictEqual([['t1']]);
    expect(logout).not.toHaveBeenCalled();
  });

  test('keeps the newest token in the object that the widget has, for a frame that loads later', () => {
    const given = settingsOf();
    login('t1');
    expect(given).toStrictEqual({ ...PAGE, userJWT: 't1' });
    login('t2');
    expect(given).toStrictEqual({ ...PAGE, userJWT: 't2' });
    expect(settingsOf()).toBe(given);
  });

  test('logs out and forgets the token', () => {
    login('t1');
    widget.logout?.();
    expect(logout).toHaveBeenCalledTimes(1);
    expect(settingsOf()).toStrictEqual(PAGE);
    login('t2');
    expect(setUser.mock.calls).toStrictEqual([['t1'], ['t2']]);
  });

  test('logs out before another user logs in without a log-out', () => {
    const calls: string[] = [];
    setUser.mockImplementation((jwt: string) => calls.push(jwt));
    logout.mockImplementation(() => calls.push('logout'));
    login('t1');
    login('t2', 'u_2');
    login('t3', 'u_2');
    expect(calls).toStrictEqual(['t1', 'logout', 't2']);
    expect(settingsOf()).toStrictEqual({ ...PAGE, userJWT: 't3' });
    setUser.mockReset();
    logout.mockReset();
  });

  test('is ready once the widget has started: before, Libredesk is its class', () => {
    expect(widget.isReady()).toBe(true);
    class Libredesk {
      setUser() {}
    }
    for (const page of [Libredesk, undefined]) {
      vi.stubGlobal('Libredesk', page);
      expect(widget.isReady()).toBe(false);
    }
  });

  test('makes no settings for a page that started the widget by itself', () => {
    vi.stubGlobal('LibredeskSettings', undefined);
    login('t1');
    expect(settingsOf()).toBeUndefined();
    expect(setUser.mock.calls).toStrictEqual([['t1']]);
  });

  test('is quiet without the widget', () => {
    vi.stubGlobal('Libredesk', undefined);
    login('t1');
    widget.logout?.();
    expect(settingsOf()).toStrictEqual(PAGE);
  });
});

describe('in HTML', async () => {
  const user = { external_user_id: 'u_1', email: 'jane@example.com', first_name: 'Jane' };
  const made = await signChatLogin(libredesk, user, { secret: SECRET, now: NOW });
  const run = (page: object, html = loginScript(scriptWidget, made)) => {
    const window: Record<string, unknown> = { ...page };
    window['window'] = window;
    vm.runInNewContext(html.replace(/<\/?script>/g, ''), window);
    return window;
  };

  test('adds the token to the settings, for the script that comes after it', () => {
    const settings = { ...PAGE };
    expect(run({ LibredeskSettings: settings })['LibredeskSettings']).toBe(settings);
    expect(settings).toStrictEqual({ ...PAGE, userJWT: made.token });
    expect(run({})['LibredeskSettings']).toEqual({ userJWT: made.token });
  });

  test('passes it to a widget that has started', () => {
    run({ LibredeskSettings: { ...PAGE }, Libredesk: { setUser } });
    expect(setUser.mock.calls).toStrictEqual([[made.token]]);
  });

  test('does not call the class', () => {
    class Libredesk {
      setUser() {}
    }
    const settings = { ...PAGE };
    run({ LibredeskSettings: settings, Libredesk });
    expect(settings).toStrictEqual({ ...PAGE, userJWT: made.token });
  });

  test('fetches it from an endpoint', async () => {
    const window = run(
      {
        LibredeskSettings: { ...PAGE },
        Libredesk: { setUser },
        dispatchEvent: () => true,
        Event,
        fetch: async () => ({ ok: true, json: async () => made }),
      },
      loginScript(scriptWidget, { endpoint: '/api/chat-token' }),
    );
    await vi.waitFor(() => expect(setUser.mock.calls).toStrictEqual([[made.token]]));
    expect(window['LibredeskSettings']).toStrictEqual({ ...PAGE, userJWT: made.token });
  });
});
