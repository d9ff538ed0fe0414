import vm from 'node:vm';
import { signChatLogin, sunshine, sunshineV1 } from 'chat-token';
import { connectChat, sunshineV1Widget, sunshineWidget } from 'chat-token/browser';
import {
  loginScript,
  sunshineWidget as scriptWidget,
  sunshineV1Widget as scriptWidgetV1,
} from 'chat-token/html';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { loginOf, MINUTE, pass, soon, usePage } from '../../page/support.ts';
import { KEY_ID, NOW, refusal, SECRET } from '../../support/support.ts';

usePage();

const login = vi.fn(async (_id: string, _jwt: string) => {});
const logout = vi.fn(async () => {});
const setDelegate = vi.fn((_: { onInvalidAuth(): Promise<string> }) => {});

beforeEach(() => {
  vi.clearAllMocks();
  vi.stubGlobal('Smooch', { login, logout, setDelegate });
});

function start(widget = sunshineWidget) {
  const fetch = vi.fn(async () => {
    const made = loginOf('u_1');
    const settings = { externalId: 'u_1', userId: 'u_1', jwt: made.token };
    return Response.json({ ...made, vendor: widget.vendor, settings });
  });
  const errors: string[] = [];
  const onError = ({ message }: Error) => errors.push(message);
  return { session: connectChat(widget, { endpoint: '/chat', fetch, onError }), fetch, errors };
}

describe.each([
  ['version 2', sunshineWidget],
  ['version 1', sunshineV1Widget],
])('in a page: %s', (_, widget) => {
  test('logs in, passes a fresh token when the messenger asks, and logs out', async () => {
    const { session, fetch } = start(widget as typeof sunshineWidget);
    await session.ready;
    await pass(0);
    expect(login.mock.calls).toStrictEqual([['u_1', expect.stringContaining('.')]]);
    expect(setDelegate).toHaveBeenCalledTimes(1);
    await pass(10 * MINUTE);
    const fresh = await soon(Promise.resolve(setDelegate.mock.calls[0]?.[0].onInvalidAuth()));
    expect(fresh).not.toBe(login.mock.calls[0]?.[1]);
    expect(fetch).toHaveBeenCalledTimes(2);
    // A fresh token is not another login.
    await pass(50 * MINUTE);
    expect(login).toHaveBeenCalledTimes(1);
    await session.logout();
    expect(logout).toHaveBeenCalledTimes(1);
  });

  test('waits for the messenger: the placeholder of its loader has no login', async () => {
    vi.stubGlobal('Smooch', { init: vi.fn() });
    expect(widget.isReady()).toBe(false);
    vi.stubGlobal('Smooch', undefined);
    expect(widget.isReady()).toBe(false);
    const { fetch } = start(widget as typeof sunshineWidget);
    await pass(1000);
    expect(fetch).not.toHaveBeenCalled();
    vi.stubGlobal('Smooch', { login, logout, setDelegate });
    await pass(1000);
    expect(login).toHaveBeenCalledTimes(1);
  });
});

test('a login that fails is an error, and no delegate is set', async () => {
  login.mockRejectedValueOnce(new Error('Invalid JWT'));
  const { errors } = start();
  await pass(0);
  expect(errors).toStrictEqual([expect.stringContaining('rejected the token')]);
  expect(setDelegate).not.toHaveBeenCalled();
  await pass(MINUTE);
  expect(login).toHaveBeenCalledTimes(2);
  expect(setDelegate).toHaveBeenCalledTimes(1);
});

test('without the messenger, nothing is called', async () => {
  vi.stubGlobal('Smooch', undefined);
  const nextToken = () => Promise.resolve('t');
  const settings = { externalId: 'u_1', jwt: 't' };
  await sunshineWidget.login({ settings, token: 't', userId: 'u_1', nextToken });
  await sunshineWidget.logout?.();
  expect(login).not.toHaveBeenCalled();
});

describe('in HTML', async () => {
  const key = { keyId: KEY_ID, secret: SECRET, now: NOW };
  const made = await signChatLogin(sunshine, { external_id: 'u_1' }, key);
  const madeV1 = await signChatLogin(sunshineV1, { userId: 'u_1' }, key);
  const endpoint = '/api/chat-token';
  const on = vi.fn((_event: string, _handler: () => unknown) => {});

  /** Runs the script; `ready` fires the messenger's event. */
  function run(html: string, answers: readonly object[] = []) {
    const rest = [...answers];
    const fetch = vi.fn(async () => ({ ok: rest.length > 0, json: async () => rest.shift() }));
    const warn = vi.fn();
    const page: Record<string, unknown> = {
      Smooch: { on, login, logout, setDelegate },
      fetch,
      console: { warn },
      setTimeout,
      dispatchEvent: vi.fn(),
      Event,
    };
    page['window'] = page;
    vm.runInNewContext(html.replace(/<\/?script>/g, ''), page);
    const ready = async () => {
      on.mock.calls[0]?.[1]();
      await pass(0);
    };
    return { ready, fetch, warn };
  }

  test('logs in once, when the messenger is ready', async () => {
    const { ready, fetch } = run(loginScript(scriptWidget, made));
    expect(on.mock.calls[0]?.[0]).toBe('ready');
    expect(login).not.toHaveBeenCalled();
    await ready();
    await ready();
    expect(login.mock.calls).toStrictEqual([['u_1', made.token]]);
    expect([fetch.mock.calls, setDelegate.mock.calls]).toStrictEqual([[], []]);
  });

  test('version 1', async () => {
    const { ready } = run(loginScript(scriptWidgetV1, madeV1));
    await ready();
    expect(login.mock.calls).toStrictEqual([['u_1', madeV1.token]]);
  });

  const other = { ...made, settings: { externalId: 'u_2', jwt: 't2' } };
  const fresh = { ...made, settings: { externalId: 'u_1', jwt: 't2' } };

  test('with an endpoint, gets the login and fresh tokens there', async () => {
    const { ready, fetch } = run(loginScript(scriptWidget, { endpoint }), [made, fresh]);
    expect(fetch).not.toHaveBeenCalled();
    await ready();
    expect(login.mock.calls).toStrictEqual([['u_1', made.token]]);
    expect(await setDelegate.mock.calls[0]?.[0].onInvalidAuth()).toBe('t2');
  });

  test('with both, the login is the first', async () => {
    const { ready, fetch } = run(loginScript(scriptWidget, { ...made, endpoint }), [fresh]);
    await ready();
    expect(login.mock.calls).toStrictEqual([['u_1', made.token]]);
    expect(fetch).not.toHaveBeenCalled();
    expect(await setDelegate.mock.calls[0]?.[0].onInvalidAuth()).toBe('t2');
  });

  test('logs out if the endpoint answers for another user', async () => {
    const { ready } = run(loginScript(scriptWidget, { ...made, endpoint }), [other]);
    await ready();
    void setDelegate.mock.calls[0]?.[0].onInvalidAuth();
    await pass(0);
    expect(logout).toHaveBeenCalledTimes(1);
  });

  test('does not log in without a login, nor with that of another vendor', async () => {
    const none = run(loginScript(scriptWidget, { endpoint }));
    await none.ready();
    expect(none.warn).not.toHaveBeenCalled();
    on.mockClear();
    const foreign = run(loginScript(scriptWidget, { endpoint }), [{ ...made, vendor: 'zendesk' }]);
    await foreign.ready();
    expect(foreign.warn).toHaveBeenCalledTimes(1);
    expect(login).not.toHaveBeenCalled();
  });

  test('rejects neither a login nor an endpoint', async () => {
    await refusal(() => scriptWidget.script?.({ vendor: 'sunshine' }), 'ERR_OPTION_INVALID');
  });
});
