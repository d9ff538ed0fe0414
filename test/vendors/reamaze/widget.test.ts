import vm from 'node:vm';
import { reamaze, signChatLogin } from 'chat-token';
import { reamazeWidget as widget } from 'chat-token/browser';
import { loginScript, reamazeWidget as scriptWidget } from 'chat-token/html';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

const make = (id: string) =>
  signChatLogin(
    reamaze,
    { id, email: 'jane@example.com', name: 'Jane </script>' },
    { secret: SECRET },
  );
const made = await make('u_1');
const other = await make('u_2');
const user = {
  id: 'u_1',
  email: 'jane@example.com',
  name: 'Jane </script>',
  authkey: made.token,
};

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  const login = (one = made) => widget.login({ ...one, nextToken: () => Promise.resolve('') });
  const support = () => Reflect.get(globalThis, '_support');

  test('adds the user to _support, and removes it', () => {
    const given = { account: 'acme', ui: { contactMode: 'mixed' } };
    vi.stubGlobal('_support', given);
    expect(widget.isReady()).toBe(true);
    login();
    // Reamaze.js may have a reference to the object.
    expect(support()).toBe(given);
    expect(support()).toStrictEqual({ account: 'acme', ui: { contactMode: 'mixed' }, user });
    widget.logout?.();
    expect(support()).toStrictEqual({ account: 'acme', ui: { contactMode: 'mixed' } });
  });

  test('keeps nothing of another user', () => {
    vi.stubGlobal('_support', { user: { phone: '+14155550123', ...user } });
    login(other);
    expect(support()).toStrictEqual({ user: { ...user, id: 'u_2', authkey: other.token } });
  });

  test('needs no _support', () => {
    vi.stubGlobal('_support', undefined);
    widget.logout?.();
    expect(support()).toBeUndefined();
    login();
    expect(support()).toStrictEqual({ user });
  });
});

describe('in HTML', () => {
  const run = (page: Record<string, unknown>) => {
    page['window'] = page;
    vm.runInNewContext(loginScript(scriptWidget, made).replace(/^<script>|<\/script>$/g, ''), page);
    return page['_support'];
  };

  test('adds the user to _support', () => {
    const given = { account: 'acme' };
    expect(run({ _support: given })).toBe(given);
    expect(given).toEqual({ account: 'acme', user });
    expect(run({})).toEqual({ user });
  });
});
