import vm from 'node:vm';
import { chatwoot, signChatLogin } from 'chat-token';
import { chatwootWidget as widget } from 'chat-token/browser';
import { loginScript, chatwootWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

const made = await signChatLogin(
  chatwoot,
  { identifier: 'u_1', name: 'Jane </script>' },
  { secret: SECRET },
);
const call = ['u_1', { name: 'Jane </script>', identifier_hash: made.token }];
const $chatwoot = { hasLoaded: true, setUser: vi.fn(), reset: vi.fn() };

beforeEach(() => {
  vi.clearAllMocks();
  vi.stubGlobal('$chatwoot', $chatwoot);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  const login = () => widget.login({ ...made, nextToken: () => Promise.resolve('') });

  test('setUser with the identifier and the other fields, and reset', () => {
    login();
    widget.logout?.();
    expect($chatwoot.setUser.mock.calls).toStrictEqual([call]);
    expect($chatwoot.reset).toHaveBeenCalledTimes(1);
  });

  test('is ready once the widget has loaded', () => {
    expect(widget.isReady()).toBe(true);
    for (const page of [undefined, {}, { ...$chatwoot, hasLoaded: false }]) {
      vi.stubGlobal('$chatwoot', page);
      expect(widget.isReady()).toBe(false);
    }
  });

  test('is quiet without the widget', () => {
    vi.stubGlobal('$chatwoot', undefined);
    login();
    widget.logout?.();
    expect($chatwoot.setUser).not.toHaveBeenCalled();
  });
});

describe('in HTML', () => {
  const run = (page: object) => {
    const window: Record<string, unknown> = { ...page };
    const listeners: (() => void)[] = [];
    window['window'] = window;
    window['addEventListener'] = (name: string, listener: () => void, options: object) => {
      expect([name, options]).toEqual(['chatwoot:ready', { once: true }]);
      listeners.push(listener);
    };
    vm.runInNewContext(
      loginScript(scriptWidget, made).replace(/^<script>|<\/script>$/g, ''),
      window,
    );
    return { window, listeners };
  };

  test('setUser at once where the widget has loaded', () => {
    expect(run({ $chatwoot }).listeners).toStrictEqual([]);
    expect($chatwoot.setUser.mock.calls).toEqual([call]);
  });

  test.each([
    [{}],
    [{ $chatwoot: { ...$chatwoot, hasLoaded: false } }],
  ])('setUser when it is ready: %j', (page) => {
    const { window, listeners } = run(page);
    expect($chatwoot.setUser).not.toHaveBeenCalled();
    window['$chatwoot'] = $chatwoot;
    for (const listener of listeners) listener();
    expect($chatwoot.setUser.mock.calls).toEqual([call]);
  });
});
