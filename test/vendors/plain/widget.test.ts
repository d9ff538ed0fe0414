import vm from 'node:vm';
import { plain, signChatLogin } from 'chat-token';
import { createPlainWidget } from 'chat-token/browser';
import { createPlainWidget as createScriptWidget, loginScript } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

const OPTIONS = { id: 'liveChatApp_1', requireAuthentication: true };
const make = (email: string) =>
  signChatLogin(
    plain,
    { email, fullName: 'Jane </script>', tenantIdentifier: { externalId: 'acme' } },
    { secret: SECRET },
  );
const made = await make('jane@example.com');
const other = await make('john@example.com');
const options = ({ settings }: typeof made) => [{ ...OPTIONS, customerDetails: settings }];
const init = vi.fn();

beforeEach(() => {
  vi.stubGlobal('Plain', { init });
  init.mockClear();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  const make = () => {
    const widget = createPlainWidget(OPTIONS);
    const login = (one = made) => widget.login({ ...one, nextToken: () => Promise.resolve('') });
    return { widget, login };
  };

  test('starts the chat with the options of the page and the customer', () => {
    make().login();
    expect(init.mock.calls).toStrictEqual([
      [
        {
          id: 'liveChatApp_1',
          requireAuthentication: true,
          customerDetails: {
            email: 'jane@example.com',
            fullName: 'Jane </script>',
            tenantIdentifier: { externalId: 'acme' },
            emailHash: made.token,
          },
        },
      ],
    ]);
  });

  test('starts it once for the same user, and again for another one', () => {
    const { login } = make();
    login();
    login();
    login(other);
    login(other);
    expect(init.mock.calls).toStrictEqual([options(made), options(other)]);
  });

  test('calls nothing to log out, and starts again afterwards', () => {
    const { login, widget } = make();
    login();
    widget.logout?.();
    expect(init).toHaveBeenCalledTimes(1);
    login();
    expect(init.mock.calls).toStrictEqual([options(made), options(made)]);
  });

  test('is ready once Plain can be called', () => {
    const { widget } = make();
    expect(widget.isReady()).toBe(true);
    for (const page of [undefined, {}]) {
      vi.stubGlobal('Plain', page);
      expect(widget.isReady()).toBe(false);
    }
  });
});

describe('in HTML', () => {
  const run = (page: Record<string, unknown>, given: object = OPTIONS) => {
    page['window'] = page;
    const html = loginScript(createScriptWidget({ ...given }), made);
    expect(html.match(/<\/?script/g)).toHaveLength(2);
    vm.runInNewContext(html.replace(/<\/?script>/g, ''), page);
  };

  test('starts the chat with the customer', () => {
    run({ Plain: { init } });
    expect(init.mock.calls).toEqual([options(made)]);
  });

  test.each([{}, { Plain: {} }])('waits for Plain: %j', (given) => {
    const setTimeout = vi.fn();
    const page: Record<string, unknown> = { ...given, setTimeout };
    run(page);
    page['Plain'] = { init };
    expect(init).not.toHaveBeenCalled();
    setTimeout.mock.calls[0]?.[0]();
    expect(init.mock.calls).toEqual([options(made)]);
  });

  test('writes the options so that no tag can be in them', () => {
    run({ Plain: { init } }, { title: '</script><script>' });
    expect(init.mock.calls[0]?.[0].title).toBe('</script><script>');
  });
});
