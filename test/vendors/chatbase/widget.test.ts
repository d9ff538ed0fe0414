import vm from 'node:vm';
import { chatbase, signChatLogin } from 'chat-token';
import { chatbaseWidget as widget } from 'chat-token/browser';
import { loginScript, chatbaseWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NOW, SECRET } from '../../support/support.ts';

const resetChat = vi.fn();
const identify = vi.fn();
const login = (token: string, userId = 'u_1') =>
  widget.login({
    settings: { token },
    token,
    userId,
    nextToken: () => Promise.resolve(token),
  });

beforeEach(() => {
  widget.logout?.(); // The widget remembers the user, also that of another test file.
  resetChat.mockClear();
  identify.mockClear();
  vi.stubGlobal('chatbase', Object.assign(identify, { resetChat }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  test('identifies the user with each token', () => {
    login('t1');
    login('t2');
    expect(identify.mock.calls).toStrictEqual([
      ['identify', { token: 't1' }],
      ['identify', { token: 't2' }],
    ]);
    expect(resetChat).not.toHaveBeenCalled();
  });

  test('ends the conversation when the user logs out', () => {
    login('t1');
    widget.logout?.();
    expect(resetChat).toHaveBeenCalledTimes(1);
    login('t2', 'u_2');
    expect(resetChat).toHaveBeenCalledTimes(1);
  });

  test('ends the conversation before another user logs in without a log-out', () => {
    login('t1');
    login('t2', 'u_2');
    login('t3', 'u_2');
    expect(resetChat).toHaveBeenCalledTimes(1);
    const [order = 0] = resetChat.mock.invocationCallOrder;
    expect(order).toBeLessThan(identify.mock.invocationCallOrder[1] ?? 0);
  });

  test('is ready once the embed code has run', () => {
    expect(widget.isReady()).toBe(true);
    vi.unstubAllGlobals();
    expect(widget.isReady()).toBe(false);
    widget.logout?.();
  });
});

describe('in HTML', async () => {
  const made = await signChatLogin(chatbase, { user_id: 'u_1' }, { secret: SECRET, now: NOW });
  const code = loginScript(scriptWidget, made).replace(/<\/?script>/g, '');
  const run = (page: Record<string, unknown>) => {
    page['window'] = page;
    vm.runInNewContext(code, page);
  };

  test('identifies the user', () => {
    run({ chatbase: identify });
    expect(identify.mock.calls).toEqual([['identify', { token: made.token }]]);
  });

  test('waits for the embed code', () => {
    const setTimeout = vi.fn();
    const page: Record<string, unknown> = { setTimeout };
    run(page);
    expect(identify).not.toHaveBeenCalled();
    page['chatbase'] = identify;
    setTimeout.mock.calls[0]?.[0]();
    expect(identify).toHaveBeenCalledTimes(1);
  });
});
