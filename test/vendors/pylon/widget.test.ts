import vm from 'node:vm';
import { pylon, signChatLogin } from 'chat-token';
import { pylonWidget as widget } from 'chat-token/browser';
import { loginScript, pylonWidget as scriptWidget } from 'chat-token/html';
import { afterEach, describe, expect, test, vi } from 'vitest';

const secret = '4629de5def93d6a2abea6afa9bd5476d9c6cbc04223f9a2f7e517b535dde3e25';
const jane = await signChatLogin(
  pylon,
  { email: 'jane@example.com', name: 'Jane </script>', account_external_id: 'acme' },
  { secret },
);
const john = await signChatLogin(pylon, { email: 'john@example.com' }, { secret });

/** What the page has set. */
const PAGE = { theme: 'x', chat_settings: { app_id: '4pp-id', primary_color: 'red' } };
const withUser = (settings: object) => ({
  theme: 'x',
  chat_settings: { ...PAGE.chat_settings, ...settings },
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  const login = (one: typeof jane | typeof john = jane) =>
    widget.login({ ...one, nextToken: () => Promise.resolve('') });
  const pylonOfPage = () => Reflect.get(globalThis, 'pylon');

  test('adds the user to the settings of the page', () => {
    vi.stubGlobal('pylon', PAGE);
    login();
    expect(pylonOfPage()).toStrictEqual(
      withUser({
        email: 'jane@example.com',
        name: 'Jane </script>',
        account_external_id: 'acme',
        email_hash: jane.token,
      }),
    );
  });

  test.each([undefined, {}])('makes the settings if there are none: %j', (page) => {
    vi.stubGlobal('pylon', page);
    login();
    expect(pylonOfPage()).toStrictEqual({ chat_settings: jane.settings });
  });

  test('removes the user, and keeps the settings of the page', () => {
    vi.stubGlobal('pylon', PAGE);
    login();
    widget.logout?.();
    expect(pylonOfPage()).toStrictEqual(PAGE);
  });

  test('leaves nothing of the last user to another one', () => {
    vi.stubGlobal('pylon', PAGE);
    login();
    login(john);
    expect(pylonOfPage()).toStrictEqual(withUser(john.settings));
  });

  test('is always ready: the script reads the settings later', () => {
    expect(widget.isReady()).toBe(true);
  });
});

describe('in HTML', () => {
  const run = (page: object) => {
    const window: Record<string, unknown> = { ...page };
    window['window'] = window;
    const html = loginScript(scriptWidget, jane);
    expect(html.match(/<\/?script/g)).toHaveLength(2);
    vm.runInNewContext(html.replace(/<\/?script>/g, ''), window);
    return window['pylon'];
  };

  test('adds the user to the settings of the page', () => {
    expect(run({ pylon: PAGE })).toEqual(withUser(jane.settings));
    expect(PAGE.chat_settings).not.toHaveProperty('email');
  });

  test('makes the settings if there are none', () => {
    expect(run({})).toEqual({ chat_settings: jane.settings });
  });
});
