import vm from 'node:vm';
import { helpshift, signChatLogin } from 'chat-token';
import type { ChatWidget } from 'chat-token/browser';
import { loginScript, helpshiftWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

type Listener = (event?: object) => void;

const APP = { platformId: 'p', domain: 'shop', authenticateWith: 'identities' };
const listeners = new Map<unknown, Listener>();
const Helpshift = vi.fn((command: string, name?: unknown, listener?: Listener) => {
  if (command === 'addEventListener' && listener) {
    expect(listeners.has(name), `two listeners for ${name}`).toBe(false);
    listeners.set(name, listener);
  }
});
const fire = (name: string, event?: object) => listeners.get(name)?.(event);
const config = () => Reflect.get(globalThis, 'helpshiftConfig');
/** The calls, without those that add listeners. */
const calls = () => Helpshift.mock.calls.filter(([command]) => command !== 'addEventListener');

let widget: ChatWidget<{ identity_token: string; userId?: string; userEmail?: string }>;
const login = (token: string, ids: object = { userId: 'u_1' }, userId = 'u_1') =>
  widget.login({
    settings: { identity_token: token, ...ids },
    token,
    userId,
    nextToken: () => Promise.resolve(token),
  });

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('Helpshift', Helpshift);
  vi.stubGlobal('helpshiftConfig', { ...APP });
  Helpshift.mockClear();
  listeners.clear();
  // The widget remembers the login of the page.
  vi.resetModules();
  ({ helpshiftWidget: widget } = await import('chat-token/browser'));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('in a page', () => {
  test('sets the ids, requests the login and answers at once', () => {
    const page = config();
    login('t1', { userId: 'u_1', userEmail: 'j@example.com' });
    expect(config()).toBe(page);
    expect(page).toStrictEqual({ ...APP, userId: 'u_1', userEmail: 'j@example.com' });
    expect(calls()).toStrictEqual([['updateHelpshiftConfig']]);
    fire('onLoginRequest', { userId: 'u_1' });
    expect(calls().slice(1)).toStrictEqual([['login', { identity_token: 't1' }]]);
  });

  test('listens before it requests the login', () => {
    login('t1');
    expect(Helpshift.mock.calls.map(([command, name]) => name ?? command)).toStrictEqual([
      'onLoginRequest',
      'onWebChatRuntimeError',
      'updateHelpshiftConfig',
    ]);
  });

  test('answers later requests with the newest token, without another login', () => {
    login('t1');
    login('t2');
    expect(calls()).toStrictEqual([['updateHelpshiftConfig']]);
    fire('onLoginRequest');
    expect(calls().slice(1)).toStrictEqual([['login', { identity_token: 't2' }]]);
  });

  test('logs out before another user logs in, and removes an id that the user does not have', () => {
    login('t1', { userId: 'u_1', userEmail: 'j@example.com' });
    login('t2', { userId: 'u_2' });
    expect(calls().map(([command]) => command)).toStrictEqual([
      'updateHelpshiftConfig',
      'logout',
      'updateHelpshiftConfig',
    ]);
    expect(config()).toStrictEqual({ ...APP, userId: 'u_2' });
  });

  test('logs out before another user logs in, if neither has a uid or an email', () => {
    login('t1', {}, 'steam_1');
    login('t2', {}, 'steam_1');
    login('t3', {}, 'steam_2');
    expect(calls().map(([command]) => command)).toStrictEqual([
      'updateHelpshiftConfig',
      'logout',
      'updateHelpshiftConfig',
    ]);
  });

  test('answers nothing after the log-out, and logs in again', () => {
    login('t1');
    widget.logout?.();
    fire('onLoginRequest');
    expect(calls()).toStrictEqual([['updateHelpshiftConfig'], ['logout']]);
    login('t2');
    expect(calls().slice(2)).toStrictEqual([['updateHelpshiftConfig']]);
  });

  test('fails with the reason of Helpshift, and the next login is a new attempt', async () => {
    const failed = login('t1');
    fire('onWebChatRuntimeError', { error: 'ADD_USER_IDENTITY_FAILED' });
    fire('onWebChatRuntimeError', { error: 'LOGIN_FAILED', reason: 'JWT_IS_INVALID', details: {} });
    await expect(failed).rejects.toStrictEqual({ type: 'LOGIN_FAILED', reason: 'JWT_IS_INVALID' });
    login('t2');
    login('t3');
    expect(calls()).toStrictEqual([['updateHelpshiftConfig'], ['updateHelpshiftConfig']]);
  });

  test('has logged in if nothing has failed for 5 seconds', async () => {
    const done = vi.fn();
    void Promise.resolve(login('t1')).then(done);
    await vi.advanceTimersByTimeAsync(4999);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toHaveBeenCalledTimes(1);
  });

  test('is ready once Helpshift can be called', () => {
    expect(widget.isReady()).toBe(true);
    vi.stubGlobal('Helpshift', undefined);
    expect(widget.isReady()).toBe(false);
  });

  test('makes a configuration where the page has none', () => {
    vi.stubGlobal('helpshiftConfig', undefined);
    login('t1');
    expect(config()).toStrictEqual({ userId: 'u_1' });
  });
});

describe('in HTML', async () => {
  const user = { identities: [{ identifier: 'uid', value: 'u_</script>' }] } as const;
  const made = await signChatLogin(helpshift, user, { secret: SECRET });

  test('sets the ids and answers, once Helpshift is there', () => {
    const code = loginScript(scriptWidget, made).replace(/^<script>|<\/script>$/g, '');
    const helpshiftConfig = { ...APP, userEmail: 'of the last user' };
    const window: Record<string, unknown> = { setTimeout, helpshiftConfig };
    window['window'] = window;
    vm.runInNewContext(code, window);
    expect(helpshiftConfig).not.toHaveProperty('userId');
    window['Helpshift'] = Helpshift;
    vi.advanceTimersByTime(100);
    expect(helpshiftConfig).toStrictEqual({ ...APP, userId: 'u_</script>' });
    expect(calls()).toEqual([['updateHelpshiftConfig']]);
    fire('onLoginRequest');
    expect(calls().slice(1)).toEqual([['login', { identity_token: made.token }]]);
    expect(Object.values(window)).not.toContain(made.token);
  });
});
