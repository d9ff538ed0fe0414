import vm from 'node:vm';
import { infobip, signChatLogin } from 'chat-token';
import { connectChat, infobipWidget as widget } from 'chat-token/browser';
import { loginScript, infobipWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MINUTE, pass, serverNow, usePage } from '../../page/support.ts';
import { NOW } from '../../support/support.ts';

type Callback = (error?: unknown, result?: unknown) => void;

/** What the widget gives the callback, by command. */
const answers: { [command: string]: unknown } = {};
const liveChat = vi.fn((command: string, _token: string | null, callback: Callback) => {
  callback(answers[command], {});
});
const calls = () => liveChat.mock.calls.map(([command, token]) => [command, token]);

const login = (token: string, userId = 'u_1') =>
  widget.login({
    settings: { token, sid: 's_1' },
    token,
    userId,
    nextToken: () => Promise.resolve(token),
  });

beforeEach(() => {
  vi.stubGlobal('liveChat', liveChat);
});
afterEach(async () => {
  for (const command of Object.keys(answers)) delete answers[command];
  vi.stubGlobal('liveChat', liveChat);
  await widget.logout?.();
  liveChat.mockClear();
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  test('passes the token, and logs out', async () => {
    await login('t1');
    await widget.logout?.();
    expect(calls()).toStrictEqual([
      ['auth', 't1'],
      ['logout', null],
    ]);
  });

  test('passes each token of the same user', async () => {
    await login('t1');
    await login('t2');
    expect(calls()).toStrictEqual([
      ['auth', 't1'],
      ['auth', 't2'],
    ]);
  });

  test('logs out before another user', async () => {
    await login('t1');
    await login('t2', 'u_2');
    expect(calls()).toStrictEqual([
      ['auth', 't1'],
      ['logout', null],
      ['auth', 't2'],
    ]);
  });

  test('does not log another user in if that fails', async () => {
    await login('t1');
    answers['logout'] = { code: 1 };
    await expect(login('t2', 'u_2')).rejects.toStrictEqual({ code: 1 });
    await expect(login('t3', 'u_2')).rejects.toStrictEqual({ code: 1 });
    expect(calls().filter(([command]) => command === 'auth')).toStrictEqual([['auth', 't1']]);
    delete answers['logout'];
    await login('t4', 'u_2');
    expect(calls().at(-1)).toStrictEqual(['auth', 't4']);
  });

  test('an error in the callback is a rejection', async () => {
    answers['auth'] = { code: 401, message: 'Unauthorized' };
    await expect(login('t1')).rejects.toStrictEqual({ code: 401, message: 'Unauthorized' });
    answers['logout'] = { code: 500 };
    await expect(widget.logout?.()).rejects.toStrictEqual({ code: 500 });
  });

  test('is ready once liveChat can be called, and does nothing before', async () => {
    expect(widget.isReady()).toBe(true);
    vi.unstubAllGlobals();
    expect(widget.isReady()).toBe(false);
    await login('t1');
    await widget.logout?.();
    expect(liveChat).not.toHaveBeenCalled();
  });
});

describe('with connectChat', () => {
  usePage();
  beforeEach(() => {
    vi.stubGlobal('liveChat', liveChat);
  });

  function start() {
    let count = 0;
    const fetch = vi.fn(async () => {
      count += 1;
      const token = `t${count}`;
      return Response.json({
        vendor: 'infobip',
        token,
        settings: { token, sid: 's_1' },
        userId: 'u_1',
        expiresAt: serverNow() + 60,
        refreshAt: null,
      });
    });
    const errors: { code: string; vendorError?: unknown }[] = [];
    const onError = (error: { code: string; vendorError?: unknown }) => errors.push(error);
    return { session: connectChat(widget, { endpoint: '/chat', fetch, onError }), fetch, errors };
  }

  test('the widget gets one token, and the session outlives it', async () => {
    const { session, fetch, errors } = start();
    await session.ready;
    await pass(30 * MINUTE);
    expect(calls()).toStrictEqual([['auth', 't1']]);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(errors).toStrictEqual([]);
    await session.logout();
    expect(calls().at(-1)).toStrictEqual(['logout', null]);
  });

  test('after an error, the widget gets a fresh token', async () => {
    answers['auth'] = { code: 'TOKEN_USED', message: 'used before' };
    const { session, errors } = start();
    await pass(0);
    expect(errors.map(({ code }) => code)).toStrictEqual(['ERR_WIDGET_FAILED']);
    expect(errors[0]?.vendorError).toStrictEqual({ code: 'TOKEN_USED', message: 'used before' });
    delete answers['auth'];
    await pass(MINUTE);
    expect(calls()).toStrictEqual([
      ['auth', 't1'],
      ['auth', 't2'],
    ]);
    session.stop();
  });
});

describe('in HTML', async () => {
  const vendor = infobip({ widgetId: '00000000-0000-4000-8000-000000000000' });
  const made = await signChatLogin(
    vendor,
    { stp: 'email', sub: 'jane@example.com' },
    { keyId: 'key-1', secret: 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=', now: NOW },
  );
  const warn = vi.fn();
  beforeEach(() => warn.mockClear());

  function run(html: string, globals: object = { liveChat }) {
    const fetch = vi.fn(async () => ({ ok: true, json: async () => made }));
    const page: Record<string, unknown> = {
      ...globals,
      fetch,
      console: { warn },
      setTimeout,
      dispatchEvent: vi.fn(),
      Event,
    };
    page['window'] = page;
    vm.runInNewContext(html.replace(/<\/?script>/g, ''), page);
    return { fetch, page };
  }

  test('passes the token of the login', () => {
    const { fetch } = run(loginScript(scriptWidget, made));
    expect(calls()).toStrictEqual([['auth', made.token]]);
    expect(fetch).not.toHaveBeenCalled();
    expect(warn).not.toHaveBeenCalled();
  });

  test('fetches the token once the widget is there', async () => {
    vi.useFakeTimers();
    const { fetch, page } = run(loginScript(scriptWidget, { endpoint: '/chat' }), {});
    await pass(5000);
    expect(fetch).not.toHaveBeenCalled();
    page['liveChat'] = liveChat;
    await pass(200);
    vi.useRealTimers();
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(calls()).toStrictEqual([['auth', made.token]]);
  });

  test('writes an error to the console, without the token', () => {
    answers['auth'] = { code: 401, message: 'Unauthorized' };
    run(loginScript(scriptWidget, made));
    expect(warn.mock.calls).toStrictEqual([
      ['Infobip Live Chat rejected the token:', 401, 'Unauthorized'],
    ]);
  });
});
