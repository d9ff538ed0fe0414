import vm from 'node:vm';
import { gleap, signChatLogin } from 'chat-token';
import { gleapWidget as widget } from 'chat-token/browser';
import { loginScript, gleapWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

const make = (userId: string) =>
  signChatLogin(gleap, { userId, name: 'Jane </script>' }, { secret: SECRET });
const made = await make('u_1');
const other = await make('u_2');
const call = ['u_1', { name: 'Jane </script>' }, made.token];
const calls: unknown[] = [];
const Gleap = {
  identify: vi.fn((...args: unknown[]) => void calls.push(args)),
  clearIdentity: vi.fn(() => void calls.push('clear')),
};

beforeEach(() => {
  vi.stubGlobal('Gleap', Gleap);
});
afterEach(() => {
  // The widget remembers the user of the page.
  widget.logout?.();
  vi.unstubAllGlobals();
  calls.length = 0;
});

describe('in a page', () => {
  const login = (one = made) => widget.login({ ...one, nextToken: () => Promise.resolve('') });

  test('identifies the user with the hash, and clears the identity', () => {
    login();
    widget.logout?.();
    expect(calls).toStrictEqual([call, 'clear']);
  });

  test('clears the identity before another user, and not before the same', () => {
    login();
    login();
    login(other);
    expect(calls).toStrictEqual([
      call,
      call,
      'clear',
      ['u_2', { name: 'Jane </script>' }, other.token],
    ]);
  });

  test('a log-out is not repeated for the next user', () => {
    login();
    widget.logout?.();
    login(other);
    expect(calls.filter((each) => each === 'clear')).toHaveLength(1);
  });

  test('is ready once Gleap can be called', () => {
    expect(widget.isReady()).toBe(true);
    for (const page of [undefined, {}]) {
      vi.stubGlobal('Gleap', page);
      expect(widget.isReady()).toBe(false);
    }
  });
});

describe('in HTML', () => {
  const run = (page: Record<string, unknown>) => {
    page['window'] = page;
    vm.runInNewContext(loginScript(scriptWidget, made).replace(/<\/?script>/g, ''), page);
  };

  test('identifies the user', () => {
    run({ Gleap });
    expect(calls).toEqual([call]);
  });

  test.each([{}, { Gleap: {} }])('waits for Gleap: %j', (given) => {
    const setTimeout = vi.fn();
    const page: Record<string, unknown> = { ...given, setTimeout };
    run(page);
    expect(calls).toEqual([]);
    page['Gleap'] = Gleap;
    setTimeout.mock.calls[0]?.[0]();
    expect(calls).toEqual([call]);
  });
});
