import vm from 'node:vm';
import { carrotQuest, signChatLogin } from 'chat-token';
import { carrotQuestWidget as widget } from 'chat-token/browser';
import { loginScript, carrotQuestWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

const make = (userId: string) => signChatLogin(carrotQuest, { userId }, { secret: SECRET });
const made = await make('</script>');
const other = await make('u_2');
const auth = vi.fn();
const NAMES = ['carrotquest', 'dashly'];

beforeEach(() => {
  auth.mockClear();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  const login = (one = made) => widget.login({ ...one, nextToken: () => Promise.resolve('') });

  test.each(NAMES)('calls auth of %s, for another user as well', (name) => {
    vi.stubGlobal(name, { auth });
    expect(widget.isReady()).toBe(true);
    login();
    login(other);
    expect(auth.mock.calls).toStrictEqual([
      ['</script>', made.token],
      ['u_2', other.token],
    ]);
  });

  test('calls one of the two', () => {
    for (const name of NAMES) vi.stubGlobal(name, { auth });
    login();
    expect(auth).toHaveBeenCalledTimes(1);
  });

  test('waits for the script', () => {
    expect(widget.isReady()).toBe(false);
    for (const name of NAMES) {
      vi.stubGlobal(name, {});
      expect(widget.isReady()).toBe(false);
    }
    login();
    expect(auth).not.toHaveBeenCalled();
  });

  test('logs out with no call, because none is documented', () => {
    expect(widget.logout).toBeUndefined();
  });
});

describe('in HTML', () => {
  const run = (page: Record<string, unknown>) => {
    page['window'] = page;
    vm.runInNewContext(loginScript(scriptWidget, made).replace(/<\/?script>/g, ''), page);
  };

  test.each(NAMES)('calls auth of %s', (name) => {
    run({ [name]: { auth } });
    expect(auth.mock.calls).toEqual([['</script>', made.token]]);
  });

  test.each(NAMES)('waits for %s', (name) => {
    const setTimeout = vi.fn();
    const page: Record<string, unknown> = { setTimeout };
    run(page);
    expect(auth).not.toHaveBeenCalled();
    page[name] = { auth };
    setTimeout.mock.calls[0]?.[0]();
    expect(auth.mock.calls).toEqual([['</script>', made.token]]);
  });
});
