import vm from 'node:vm';
import { signChatLogin, yourgpt } from 'chat-token';
import { yourgptWidget as widget } from 'chat-token/browser';
import { loginScript, yourgptWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

const make = (ext_user_id: string) =>
  signChatLogin(yourgpt, { ext_user_id, name: 'Jane </script>' }, { secret: SECRET });
const made = await make('u_1');
const other = await make('u_2');
const set = vi.fn();
const call = ['contact:data', made.settings];

beforeEach(() => {
  set.mockClear();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  const login = (one = made) => widget.login({ ...one, nextToken: () => Promise.resolve('') });

  test('sets the contact, for another user as well', () => {
    vi.stubGlobal('$yourgptChatbot', { set });
    expect(widget.isReady()).toBe(true);
    login();
    login(other);
    expect(set.mock.calls).toStrictEqual([call, ['contact:data', other.settings]]);
  });

  test.each([undefined, {}])('waits for the script: %j', (page) => {
    vi.stubGlobal('$yourgptChatbot', page);
    expect(widget.isReady()).toBe(false);
    login();
    expect(set).not.toHaveBeenCalled();
  });

  test('logs out with no call, because none is documented', () => {
    expect(widget.logout).toBeUndefined();
  });
});

describe('in HTML', () => {
  const run = (page: Record<string, unknown>) => {
    page['window'] = page;
    vm.runInNewContext(loginScript(scriptWidget, made).replace(/^<script>|<\/script>$/g, ''), page);
  };

  test('sets the contact', () => {
    run({ $yourgptChatbot: { set } });
    expect(set.mock.calls).toEqual([call]);
  });

  test.each([{}, { $yourgptChatbot: {} }])('waits: %j', (page) => {
    const setTimeout = vi.fn();
    const window: Record<string, unknown> = { ...page, setTimeout };
    run(window);
    expect(set).not.toHaveBeenCalled();
    window['$yourgptChatbot'] = { set };
    setTimeout.mock.calls[0]?.[0]();
    expect(set.mock.calls).toEqual([call]);
  });
});
