import vm from 'node:vm';
import { helper, signChatLogin } from 'chat-token';
import { helperWidget as widget } from 'chat-token/browser';
import { loginScript, helperWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NOW, SECRET } from '../../support/support.ts';

const make = (user: Parameters<typeof helper.claims>[0], now = NOW) =>
  signChatLogin(helper, user, { secret: SECRET, now });
const email = 'jane@example.com';
const made = await make({ email, customerMetadata: { name: 'Jane </script>' } });
const fresh = await make(
  { email, customerMetadata: { name: 'Jane </script>' } },
  new Date(NOW.getTime() + 2_700_000),
);
const other = await make({ email: 'john@example.com' });

/** The page, what sdk.js is asked to do, and what is removed from local storage. */
const title = 'Help';
const calls: unknown[] = [];
const HelperWidget = {
  init: (config: object) => calls.push(structuredClone(config)),
  destroy: () => calls.push('destroy'),
};
const removed: string[] = [];
const KEYS = [
  'helper_widget_conversation',
  'helper_widget_visible',
  'helper_guide_session_id',
  'helper_guide_session_token',
];

describe('in a page', () => {
  const login = (one = made) => widget.login({ ...one, nextToken: () => Promise.resolve('') });
  const config = () => Reflect.get(globalThis, 'helperWidgetConfig');

  beforeEach(async () => {
    await widget.logout?.(); // The widget remembers the user, also that of another test.
    vi.stubGlobal('helperWidgetConfig', { title });
    vi.stubGlobal('localStorage', { removeItem: (name: string) => removed.push(name) });
    calls.length = 0;
    removed.length = 0;
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('adds the user to the settings of a page without the widget, and removes it', async () => {
    expect(widget.isReady()).toBe(true);
    await login();
    expect(config()).toStrictEqual({ title, ...made.settings });
    expect(removed).toStrictEqual([]);
    await widget.logout?.();
    expect(config()).toStrictEqual({ title });
    expect(removed).toStrictEqual(KEYS);
  });

  test('makes the settings where the page has none', async () => {
    vi.stubGlobal('helperWidgetConfig', undefined);
    await login();
    expect(config()).toStrictEqual(made.settings);
  });

  test('starts a widget again that runs, and once more to log out', async () => {
    vi.stubGlobal('HelperWidget', HelperWidget);
    await login();
    expect(calls).toStrictEqual(['destroy', { title, ...made.settings }]);
    await widget.logout?.();
    expect(calls.slice(2)).toStrictEqual(['destroy', { title }]);
  });

  test('keeps a chat that is open when the hash is fresh', async () => {
    vi.stubGlobal('HelperWidget', HelperWidget);
    await login();
    await login(fresh);
    expect(fresh.settings.emailHash).not.toBe(made.settings.emailHash);
    expect(config()).toStrictEqual({ title, ...fresh.settings });
    expect(calls).toHaveLength(2);
    expect(removed).toStrictEqual([]);
  });

  test('keeps nothing of another user', async () => {
    vi.stubGlobal('HelperWidget', HelperWidget);
    await login();
    await login(other);
    expect(calls.slice(2)).toStrictEqual(['destroy', { title, ...other.settings }]);
    expect(config()).not.toHaveProperty('customerMetadata');
    expect(removed).toStrictEqual(KEYS);
  });

  test('keeps nothing of another user whom the server wrote into the page', async () => {
    vi.stubGlobal('HelperWidget', HelperWidget);
    vi.stubGlobal('helperWidgetConfig', { title, ...made.settings });
    await login(other);
    expect(calls).toStrictEqual(['destroy', { title, ...other.settings }]);
    expect(removed).toStrictEqual(KEYS);
  });

  test('works where local storage is blocked or missing', async () => {
    vi.stubGlobal('localStorage', undefined);
    await login();
    await widget.logout?.();
    vi.stubGlobal('localStorage', {
      removeItem() {
        throw new Error('SecurityError');
      },
    });
    await login();
    await widget.logout?.();
    expect(config()).toStrictEqual({ title });
  });

  test('waits until the widget has started, and rejects if it does not', async () => {
    const init = vi.fn().mockRejectedValue(new Error('Failed'));
    vi.stubGlobal('HelperWidget', { ...HelperWidget, init });
    await expect(login()).rejects.toThrow('Failed');
  });
});

describe('in HTML', () => {
  const run = (page: Record<string, unknown>) => {
    page['window'] = page;
    vm.runInNewContext(loginScript(scriptWidget, made).replace(/^<script>|<\/script>$/g, ''), page);
    return page['helperWidgetConfig'];
  };

  test('adds the user to the settings', () => {
    expect(run({ helperWidgetConfig: { title } })).toEqual({ title, ...made.settings });
    expect(run({})).toEqual(made.settings);
  });

  test('starts a widget again that runs', () => {
    calls.length = 0;
    const init = vi.fn();
    run({ helperWidgetConfig: { title }, HelperWidget: { ...HelperWidget, init } });
    expect(calls).toStrictEqual(['destroy']);
    expect(init.mock.calls).toEqual([[{ title, ...made.settings }]]);
  });
});
