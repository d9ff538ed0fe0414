import vm from 'node:vm';
import { canny, signChatLogin } from 'chat-token';
import { createCannyWidget } from 'chat-token/browser';
import { createCannyWidget as createScriptWidget, loginScript } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NOW, SECRET } from '../../support/support.ts';

const Canny = vi.fn();
const onLoadCallback = () => undefined;
const BOARD = { boardToken: 'b0ard-token', basePath: '/feedback' };

beforeEach(() => {
  Canny.mockReset();
  vi.stubGlobal('Canny', Canny);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  const connected = () => {
    const widget = createCannyWidget({ ...BOARD, theme: 'dark', onLoadCallback });
    const login = (token: string, userId: string | null = 'u_1') =>
      widget.login({
        settings: { ssoToken: token },
        token,
        userId,
        nextToken: () => Promise.resolve(token),
      });
    return { widget, login };
  };
  const rendered = (ssoToken: string) => [
    'render',
    { ...BOARD, theme: 'dark', onLoadCallback, ssoToken },
  ];

  test('renders the board with the token', () => {
    connected().login('t1');
    expect(Canny.mock.calls).toStrictEqual([rendered('t1')]);
  });

  test('does not render it again for a fresh token of the same user', () => {
    const { login } = connected();
    login('t1');
    login('t2');
    expect(Canny).toHaveBeenCalledTimes(1);
  });

  test('renders it again for another user, and after a log-out', () => {
    const { widget, login } = connected();
    login('t1');
    login('t2', 'u_2');
    widget.logout?.();
    login('t3', 'u_2');
    expect(Canny.mock.calls).toStrictEqual([rendered('t1'), rendered('t2'), rendered('t3')]);
  });

  test('renders it again after a call that threw', () => {
    const { login } = connected();
    Canny.mockImplementationOnce(() => {
      throw new Error('no element');
    });
    expect(() => login('t1')).toThrow('no element');
    login('t2');
    expect(Canny).toHaveBeenCalledTimes(2);
  });

  test('two boards are two widgets', () => {
    connected().login('t1');
    connected().login('t1');
    expect(Canny).toHaveBeenCalledTimes(2);
  });

  test("is ready once Canny's script is there", () => {
    const { widget } = connected();
    expect(widget.isReady()).toBe(true);
    vi.unstubAllGlobals();
    expect(widget.isReady()).toBe(false);
  });
});

describe('in HTML', async () => {
  const user = { id: 'u_1', email: 'jane@example.com', name: 'Jane Doe' };
  const made = await signChatLogin(canny, user, { secret: SECRET, now: NOW });
  const call = ['render', { ...BOARD, ssoToken: made.token }];

  test("renders the board once Canny's script is there", async () => {
    const html = loginScript(createScriptWidget(BOARD), made);
    const window: Record<string, unknown> = { setTimeout };
    window['window'] = window;
    vm.runInNewContext(html.replace(/<\/?script>/g, ''), window);
    expect(Canny).not.toHaveBeenCalled();
    window['Canny'] = Canny;
    await vi.waitFor(() => expect(Canny.mock.calls).toEqual([call]));
  });

  test('fetches the token from an endpoint', async () => {
    const html = loginScript(createScriptWidget(BOARD), { endpoint: '/api/chat-token' });
    expect(html).not.toContain(made.token);
    const window: Record<string, unknown> = { Canny, dispatchEvent: () => true, Event };
    window['window'] = window;
    window['fetch'] = async () => ({ ok: true, json: async () => made });
    vm.runInNewContext(html.replace(/<\/?script>/g, ''), window);
    await vi.waitFor(() => expect(Canny.mock.calls).toEqual([call]));
  });

  test('no value of the board leaves the script', () => {
    const board = { boardToken: '</script><script>alert(1)', basePath: null };
    expect(loginScript(createScriptWidget(board), made).match(/<\/script>/g)).toHaveLength(1);
  });
});
