import vm from 'node:vm';
import { signChatLogin, tawkLogin, tawkVisitor } from 'chat-token';
import { tawkLoginWidget, tawkVisitorWidget } from 'chat-token/browser';
import {
  tawkLoginWidget as loginInHtml,
  loginScript,
  tawkVisitorWidget as visitorInHtml,
} from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

const email = 'jane@example.com';
const visitor = await signChatLogin(tawkVisitor, { email, name: '</script>' }, { secret: SECRET });
const user = await signChatLogin(tawkLogin, { userId: 'u_1', email }, { secret: SECRET });
const other = await signChatLogin(tawkLogin, { userId: 'u_2' }, { secret: SECRET });

const nextToken = () => Promise.resolve('');
const api = () => Reflect.get(globalThis, 'Tawk_API');

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Runs the script of a login in a page, and returns the page. */
function run(html: string, page: Record<string, unknown>): Record<string, unknown> {
  page['window'] = page;
  vm.runInNewContext(html.replace(/^<script>|<\/script>$/g, ''), page);
  return page;
}

describe('a visitor in a page', () => {
  const login = () => tawkVisitorWidget.login({ ...visitor, nextToken });

  test('is set before the script of tawk.to, next to what the page has set', () => {
    const onLoad = vi.fn();
    const given = { onLoad };
    vi.stubGlobal('Tawk_API', given);
    expect(tawkVisitorWidget.isReady()).toBe(true);
    login();
    expect(api()).toBe(given);
    expect(api()).toStrictEqual({ onLoad, visitor: visitor.settings });
    tawkVisitorWidget.logout?.();
    expect(api()).toStrictEqual({ onLoad });
  });

  test('needs no Tawk_API', () => {
    vi.stubGlobal('Tawk_API', undefined);
    tawkVisitorWidget.logout?.();
    login();
    expect(api()).toStrictEqual({ visitor: visitor.settings });
  });
});

test('a visitor in HTML', () => {
  const html = loginScript(visitorInHtml, visitor);
  const onLoad = vi.fn();
  expect(run(html, { Tawk_API: { onLoad } })['Tawk_API']).toEqual({
    onLoad,
    visitor: visitor.settings,
  });
  expect(run(html, {})['Tawk_API']).toEqual({ visitor: visitor.settings });
});

describe('a login in a page', () => {
  const calls: unknown[] = [];
  const logout = vi.fn((callback: (error?: unknown) => void) => {
    calls.push('logout');
    callback();
  });
  const login = (made = user) => tawkLoginWidget.login({ ...made, nextToken });

  beforeEach(async () => {
    await tawkLoginWidget.logout?.(); // The widget remembers the user, also that of another test.
    calls.length = 0;
    vi.stubGlobal('Tawk_API', {
      login: (settings: object, callback: unknown) => {
        expect(callback).toBeTypeOf('function');
        calls.push(settings);
      },
      logout,
    });
  });
  afterEach(async () => {
    await tawkLoginWidget.logout?.();
  });

  test('gets the settings as they are, and is logged out', async () => {
    await login();
    await login();
    expect(calls).toStrictEqual([user.settings, user.settings]);
    await tawkLoginWidget.logout?.();
    await login(other);
    expect(calls.slice(2)).toStrictEqual(['logout', other.settings]);
  });

  test('is logged out before another user logs in', async () => {
    await login();
    await login(other);
    expect(calls).toStrictEqual([user.settings, 'logout', other.settings]);
  });

  test('does not log in another user while the log-out is pending, or if it fails', async () => {
    await login();
    let end: (error?: unknown) => void = () => {};
    logout.mockImplementationOnce((callback) => {
      end = callback;
    });
    const pending = login(other);
    await Promise.resolve();
    expect(calls).toStrictEqual([user.settings]);
    end('SERVER_ERROR');
    await expect(pending).rejects.toBe('SERVER_ERROR');
    expect(calls).toStrictEqual([user.settings]);
    await login(other);
    expect(calls).toStrictEqual([user.settings, 'logout', other.settings]);
  });

  test('a log-out that fails rejects', async () => {
    logout.mockImplementationOnce((callback) => callback('SERVER_ERROR'));
    await expect(tawkLoginWidget.logout?.()).rejects.toBe('SERVER_ERROR');
  });

  test('is ready once the script of tawk.to has loaded', async () => {
    expect(tawkLoginWidget.isReady()).toBe(true);
    for (const page of [undefined, {}, { visitor: {} }]) {
      vi.stubGlobal('Tawk_API', page);
      expect(tawkLoginWidget.isReady()).toBe(false);
      await tawkLoginWidget.logout?.();
    }
  });
});

describe('a login in HTML', () => {
  const html = loginScript(loginInHtml, user);

  test('is called at once if the script of tawk.to has loaded', () => {
    const login = vi.fn();
    run(html, { Tawk_API: { login } });
    expect(login.mock.calls).toEqual([[user.settings, expect.any(Function)]]);
    login.mock.calls[0]?.[1]();
  });

  test('waits for Tawk_API and for its login', () => {
    const setTimeout = vi.fn();
    const page = run(html, { setTimeout });
    const login = vi.fn();
    page['Tawk_API'] = {};
    setTimeout.mock.calls[0]?.[0]();
    expect(setTimeout).toHaveBeenCalledTimes(2);
    page['Tawk_API'] = { login };
    setTimeout.mock.calls[1]?.[0]();
    expect(login.mock.calls).toEqual([[user.settings, expect.any(Function)]]);
  });
});
