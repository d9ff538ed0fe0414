import vm from 'node:vm';
import { front, signChatLogin } from 'chat-token';
import { createFrontWidget } from 'chat-token/browser';
import { createFrontWidget as createScriptWidget, loginScript } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

const OPTIONS = { chatId: 'ch4t-id', useDefaultLauncher: false };
const make = (email: string) =>
  signChatLogin(
    front,
    { email, name: 'Jane </script>', customFields: { plan: 'pro' } },
    { secret: SECRET },
  );
const made = await make('jane@example.com');
const other = await make('john@example.com');
const init = ({ settings }: typeof made) => ['init', { ...OPTIONS, ...settings }];
const SHUTDOWN = ['shutdown', { clearSession: true }];
const FrontChat = vi.fn();

beforeEach(() => {
  vi.stubGlobal('FrontChat', FrontChat);
  FrontChat.mockClear();
});
afterEach(() => {
  // The widgets remember the user of the page.
  createFrontWidget(OPTIONS).logout?.();
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  const login = (one = made, widget = createFrontWidget(OPTIONS)) => {
    widget.login({ ...one, nextToken: () => Promise.resolve('') });
    return widget;
  };

  test('starts the chat with the options of the page and the user, and shuts down', () => {
    login().logout?.();
    expect(FrontChat.mock.calls).toStrictEqual([init(made), SHUTDOWN]);
    expect(init(made)[1]).toStrictEqual({
      chatId: 'ch4t-id',
      useDefaultLauncher: false,
      email: 'jane@example.com',
      name: 'Jane </script>',
      customFields: { plan: 'pro' },
      userHash: made.token,
    });
  });

  test('starts it once, and then passes the same user to identity', () => {
    login();
    login();
    expect(FrontChat.mock.calls).toStrictEqual([init(made), ['identity', made.settings]]);
  });

  test('shuts down before another user, also of another widget', () => {
    login();
    login(other);
    expect(FrontChat.mock.calls).toStrictEqual([init(made), SHUTDOWN, init(other)]);
  });

  test.each([made, other])('starts it again after a log-out: %#', (next) => {
    login().logout?.();
    login(next);
    expect(FrontChat.mock.calls).toStrictEqual([init(made), SHUTDOWN, init(next)]);
  });

  test("is ready once Front's script can be called", () => {
    const widget = createFrontWidget(OPTIONS);
    expect(widget.isReady()).toBe(true);
    vi.unstubAllGlobals();
    expect(widget.isReady()).toBe(false);
  });
});

describe('in HTML', () => {
  const run = (page: Record<string, unknown>, options = OPTIONS) => {
    page['window'] = page;
    const html = loginScript(createScriptWidget(options), made);
    expect(html.match(/<\/?script/g)).toHaveLength(2);
    vm.runInNewContext(html.replace(/<\/?script>/g, ''), page);
  };

  test('starts the chat with the user', () => {
    run({ FrontChat });
    expect(FrontChat.mock.calls).toEqual([init(made)]);
  });

  test('waits for the script', () => {
    const setTimeout = vi.fn();
    const page: Record<string, unknown> = { setTimeout };
    run(page);
    page['FrontChat'] = FrontChat;
    expect(FrontChat).not.toHaveBeenCalled();
    setTimeout.mock.calls[0]?.[0]();
    expect(FrontChat.mock.calls).toEqual([init(made)]);
  });

  test('writes the options so that no tag can be in them', () => {
    run({ FrontChat }, { ...OPTIONS, chatId: '</script><script>' });
    expect(FrontChat.mock.calls[0]?.[1].chatId).toBe('</script><script>');
  });
});
