import vm from 'node:vm';
import { customerly, signChatLogin } from 'chat-token';
import { customerlyWidget as widget } from 'chat-token/browser';
import { loginScript, customerlyWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

const make = (email: string) =>
  signChatLogin(customerly, { user_id: 'u_1', email, name: 'Jane </script>' }, { secret: SECRET });
const made = await make('Jane@Example.com');
const other = await make('john@example.com');
const settings = {
  user_id: 'u_1',
  email: 'jane@example.com',
  name: 'Jane </script>',
  email_hash: made.token,
};

describe('in a page', () => {
  const calls: unknown[] = [];
  const login = (one = made) => widget.login({ ...one, nextToken: () => Promise.resolve('') });

  beforeEach(() => {
    vi.stubGlobal('customerly', {
      update: (given: object) => calls.push(given),
      logout: () => calls.push('logout'),
    });
    widget.logout?.(); // The widget remembers the user, also that of another test.
    calls.length = 0;
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('calls update with the settings as they are, and logout', () => {
    login();
    login();
    widget.logout?.();
    login(other);
    expect(calls).toStrictEqual([settings, settings, 'logout', other.settings]);
  });

  test('is logged out before another user logs in', () => {
    login();
    login(other);
    expect(calls).toStrictEqual([settings, 'logout', other.settings]);
  });

  test('is ready once the page has update, and quiet before', () => {
    expect(widget.isReady()).toBe(true);
    for (const page of [undefined, {}]) {
      vi.stubGlobal('customerly', page);
      expect(widget.isReady()).toBe(false);
      login();
      widget.logout?.();
    }
    expect(calls).toStrictEqual([]);
  });
});

describe('in HTML', () => {
  const run = (page: Record<string, unknown>) => {
    page['window'] = page;
    vm.runInNewContext(loginScript(scriptWidget, made).replace(/^<script>|<\/script>$/g, ''), page);
    return page;
  };

  test('update is called at once if the page has it', () => {
    const update = vi.fn();
    run({ customerly: { update } });
    expect(update.mock.calls).toEqual([[settings]]);
  });

  test('waits for customerly and for its update', () => {
    const setTimeout = vi.fn();
    const update = vi.fn();
    const page = run({ setTimeout });
    page['customerly'] = {};
    setTimeout.mock.calls[0]?.[0]();
    expect(setTimeout).toHaveBeenCalledTimes(2);
    expect(update).not.toHaveBeenCalled();
    page['customerly'] = { update };
    setTimeout.mock.calls[1]?.[0]();
    expect(update.mock.calls).toEqual([[settings]]);
  });
});
