import vm from 'node:vm';
import { helpScout, signChatLogin } from 'chat-token';
import { helpScoutWidget as widget } from 'chat-token/browser';
import { loginScript, helpScoutWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

const make = (email: string) =>
  signChatLogin(helpScout, { email, name: 'Jane </script>', plan: 'pro' }, { secret: SECRET });
const made = await make('jane@example.com');
const other = await make('john@example.com');
const identify = ({ token, settings: { email } }: typeof made) => [
  'identify',
  { email, name: 'Jane </script>', plan: 'pro', signature: token },
];
const LOGOUT = ['logout', { endActiveChat: true }];
const Beacon = vi.fn();

beforeEach(() => {
  vi.stubGlobal('Beacon', Beacon);
  Beacon.mockClear();
});
afterEach(() => {
  // The widget remembers the user of the page.
  widget.logout?.();
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  const login = (one = made) => widget.login({ ...one, nextToken: () => Promise.resolve('') });

  test('identifies the user with the signature, and logs out', () => {
    login();
    widget.logout?.();
    expect(Beacon.mock.calls).toStrictEqual([identify(made), LOGOUT]);
  });

  test('logs out before another user, and not before the same', () => {
    login();
    login();
    login(other);
    expect(Beacon.mock.calls).toStrictEqual([
      identify(made),
      identify(made),
      LOGOUT,
      identify(other),
    ]);
  });

  test('a log-out is not repeated for the next user', () => {
    login();
    widget.logout?.();
    login(other);
    expect(Beacon.mock.calls).toStrictEqual([identify(made), LOGOUT, identify(other)]);
  });

  test('is ready once the page has Beacon', () => {
    expect(widget.isReady()).toBe(true);
    vi.stubGlobal('Beacon', undefined);
    expect(widget.isReady()).toBe(false);
  });
});

describe('in HTML', () => {
  const run = (page: Record<string, unknown>) => {
    page['window'] = page;
    const html = loginScript(scriptWidget, made);
    expect(html.match(/<\/?script/g)).toHaveLength(2);
    vm.runInNewContext(html.replace(/<\/?script>/g, ''), page);
  };

  test('identifies the user', () => {
    run({ Beacon });
    expect(Beacon.mock.calls).toEqual([identify(made)]);
  });

  test('waits for Beacon', () => {
    const setTimeout = vi.fn();
    const page: Record<string, unknown> = { setTimeout };
    run(page);
    page['Beacon'] = Beacon;
    expect(Beacon).not.toHaveBeenCalled();
    setTimeout.mock.calls[0]?.[0]();
    expect(Beacon.mock.calls).toEqual([identify(made)]);
  });
});
