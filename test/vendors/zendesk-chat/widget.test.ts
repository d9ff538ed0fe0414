import vm from 'node:vm';
import { signChatLogin, zendeskChat } from 'chat-token';
import { connectChat, zendeskChatWidget as widget } from 'chat-token/browser';
import { loginScript, zendeskChatWidget as scriptWidget } from 'chat-token/html';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { loginOf, MINUTE, pass, soon, usePage } from '../../page/support.ts';
import { NOW, refusal, SECRET } from '../../support/support.ts';

usePage();

const OWN = { webWidget: { color: 'red', authenticate: { jwtFn: 'of the help center' } } };
const authenticate = vi.fn();
const clearAll = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  vi.stubGlobal('zESettings', OWN);
  vi.stubGlobal('$zopim', undefined);
});

const settingsOf = () => Reflect.get(globalThis, 'zESettings');
const chatOf = (page: object) => Reflect.get(page, 'zESettings').webWidget.authenticate.chat;
const ask = (page: object) => soon(new Promise<string>((resolve) => chatOf(page).jwtFn(resolve)));

function start() {
  const fetch = vi.fn(async () => {
    const login = loginOf('u_1');
    return Response.json({ ...login, vendor: 'zendesk-chat', settings: { token: login.token } });
  });
  return { session: connectChat(widget, { endpoint: '/chat', fetch }), fetch };
}

describe('in a page', () => {
  test('adds jwtFn to the settings of the page, which gets fresh tokens', async () => {
    const { session, fetch } = start();
    await session.ready;
    expect(settingsOf()).toStrictEqual({
      webWidget: {
        color: 'red',
        authenticate: { jwtFn: 'of the help center', chat: { jwtFn: expect.any(Function) } },
      },
    });
    const first = await ask(globalThis);
    await pass(MINUTE);
    expect(await ask(globalThis)).not.toBe(first);
    expect(fetch).toHaveBeenCalledTimes(2);
    await session.logout();
    expect(settingsOf().webWidget.authenticate).toStrictEqual({
      jwtFn: 'of the help center',
      chat: undefined,
    });
    expect(OWN.webWidget.authenticate).not.toHaveProperty('chat');
  });

  test('makes the settings of a page that has none', async () => {
    vi.stubGlobal('zESettings', undefined);
    const { session } = start();
    await session.ready;
    expect(await ask(globalThis)).toContain('.');
    await session.logout();
  });

  test('calls the script of Chat alone, if it is there', async () => {
    vi.stubGlobal('$zopim', { livechat: { authenticate, clearAll } });
    const { session } = start();
    await session.ready;
    const [[chat] = []] = authenticate.mock.calls;
    expect(await soon(new Promise((resolve) => chat.jwtFn(resolve)))).toContain('.');
    expect(clearAll).not.toHaveBeenCalled();
    await session.logout();
    expect(clearAll).toHaveBeenCalledTimes(1);
  });

  test('the placeholder of its loader has none of the calls', async () => {
    vi.stubGlobal('$zopim', vi.fn());
    const { session } = start();
    expect(await session.ready).toBe(true);
    await session.logout();
  });
});

describe('in HTML', async () => {
  const user = { name: 'Jane', email: 'jane@example.com', external_id: 'u_1' };
  const made = await signChatLogin(zendeskChat, user, { secret: SECRET, now: NOW });
  const endpoint = '/api/chat-token';

  function run(html: string, answers: readonly object[], globals: object = {}) {
    const rest = [...answers];
    const page: Record<string, unknown> = {
      fetch: vi.fn(async () => ({ ok: rest.length > 0, json: async () => rest.shift() })),
      console: { warn: vi.fn() },
      dispatchEvent: vi.fn(),
      Event,
      ...globals,
    };
    page['window'] = page;
    vm.runInNewContext(html.replace(/<\/?script>/g, ''), page);
    return page;
  }

  const fresh = { ...made, settings: { token: 't2' } };

  test('passes the login first, then tokens of the endpoint', async () => {
    const page = run(loginScript(scriptWidget, { ...made, endpoint }), [fresh]);
    expect(await ask(page)).toBe(made.token);
    expect(page['fetch']).not.toHaveBeenCalled();
    expect(await ask(page)).toBe('t2');
  });

  test('keeps the settings of the page', () => {
    const zESettings = structuredClone(OWN);
    run(loginScript(scriptWidget, { endpoint }), [], { zESettings });
    expect(zESettings).toEqual({
      webWidget: {
        color: 'red',
        authenticate: { jwtFn: 'of the help center', chat: { jwtFn: expect.any(Function) } },
      },
    });
  });

  test('logs out if the endpoint answers for another user', async () => {
    const other = { ...made, userId: 'u_2' };
    const globals = { $zopim: { livechat: { clearAll } } };
    const page = run(loginScript(scriptWidget, { endpoint }), [made, other], globals);
    expect(await ask(page)).toBe(made.token);
    const callback = vi.fn();
    chatOf(page).jwtFn(callback);
    await pass(0);
    expect(callback).not.toHaveBeenCalled();
    expect(clearAll).toHaveBeenCalledTimes(1);
  });

  test('needs an endpoint', async () => {
    await refusal(() => loginScript(scriptWidget, made), 'ERR_OPTION_INVALID');
  });
});
