import vm from 'node:vm';
import { amazonConnect, signChatLogin } from 'chat-token';
import { amazonConnectWidget as widget } from 'chat-token/browser';
import { loginScript, amazonConnectWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NOW, refusal, SECRET } from '../../support/support.ts';

type Authenticate = (callback: (token: string) => void) => void;

/** What the snippet of the widget defines. */
const createConnect = () => vi.fn((_command: string, _authenticate: Authenticate) => {});
let connect = createConnect();

/** The widget starts a chat. */
const startChat = () => {
  const callback = vi.fn();
  connect.mock.calls.at(-1)?.[1](callback);
  return callback;
};

const login = (...tokens: string[]) =>
  widget.login({
    settings: { token: tokens[0] ?? '' },
    token: tokens[0] ?? '',
    userId: 'u_1',
    nextToken: () => Promise.resolve(tokens.shift() ?? ''),
  });

beforeEach(() => {
  connect = createConnect();
  vi.stubGlobal('amazon_connect', connect);
});
afterEach(() => {
  widget.logout?.();
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  test('each chat gets its own token', async () => {
    login('t1', 't2');
    expect(connect).toHaveBeenCalledExactlyOnceWith('authenticate', expect.any(Function));
    const [first, second] = [startChat(), startChat()];
    await vi.waitFor(() => expect(second).toHaveBeenCalledExactlyOnceWith('t2'));
    expect(first).toHaveBeenCalledExactlyOnceWith('t1');
  });

  test('the callback is set once, and gives the token of the last login', async () => {
    login('t1');
    login('t2');
    expect(connect).toHaveBeenCalledOnce();
    const callback = startChat();
    await vi.waitFor(() => expect(callback).toHaveBeenCalledExactlyOnceWith('t2'));
  });

  test('after a log-out, a chat gets no token', async () => {
    login('t1');
    widget.logout?.();
    const callback = startChat();
    await new Promise((resolve) => setTimeout(resolve));
    expect(callback).not.toHaveBeenCalled();
  });

  test('is ready once the snippet has run', () => {
    expect(widget.isReady()).toBe(true);
    vi.unstubAllGlobals();
    expect(widget.isReady()).toBe(false);
  });
});

describe('in HTML', async () => {
  const vendor = amazonConnect({ widgetId: '00000000-0000-4000-8000-000000000000' });
  const made = await signChatLogin(vendor, { customerId: 'u_1' }, { secret: SECRET, now: NOW });
  const endpoint = '/api/chat-token';
  let now = 0;
  const warn = vi.fn();

  const run = (given: object, answer: object = { ...made, settings: { token: 'fresh' } }) => {
    const fetch = vi.fn(() => Promise.resolve({ ok: true, json: () => Promise.resolve(answer) }));
    const window = {
      amazon_connect: connect,
      fetch,
      Date: { now: () => now },
      Event,
      dispatchEvent: () => true,
      console: { warn },
    };
    const code = loginScript(scriptWidget, given as never).replace(/<\/?script>/g, '');
    vm.runInNewContext(code, Object.assign(window, { window }));
    return fetch;
  };
  beforeEach(() => {
    now = 0;
    warn.mockClear();
  });

  test('needs an endpoint', async () => {
    const error = await refusal(() => loginScript(scriptWidget, made), 'ERR_OPTION_INVALID');
    expect(error.message).toContain('needs an endpoint');
  });

  test('each chat gets a fresh token', async () => {
    const fetch = run({ endpoint });
    expect(fetch).not.toHaveBeenCalled();
    const callback = startChat();
    await vi.waitFor(() => expect(callback).toHaveBeenCalledExactlyOnceWith('fresh'));
    expect(fetch).toHaveBeenCalledExactlyOnceWith(endpoint, expect.anything());
  });

  test('a chat within a minute gets the token of the page, once', async () => {
    const fetch = run({ ...made, endpoint });
    now = 59_999;
    expect(startChat()).toHaveBeenCalledExactlyOnceWith(made.token);
    expect(fetch).not.toHaveBeenCalled();
    const callback = startChat();
    await vi.waitFor(() => expect(callback).toHaveBeenCalledExactlyOnceWith('fresh'));
  });

  test('after a minute, the token of the page is not used', async () => {
    run({ ...made, endpoint });
    now = 60_000;
    const callback = startChat();
    await vi.waitFor(() => expect(callback).toHaveBeenCalledExactlyOnceWith('fresh'));
  });

  test('another user gets no token', async () => {
    run({ ...made, endpoint }, { ...made, userId: 'u_2' });
    now = 60_000;
    const callback = startChat();
    await vi.waitFor(() => expect(warn).toHaveBeenCalled());
    expect(warn.mock.calls[0]?.[1]).toBe('another user has logged in');
    expect(callback).not.toHaveBeenCalled();
  });

  test('a page of a user without an id gets no token of one with an id', async () => {
    const anonymous = { ...made, userId: null, settings: { token: 'anonymous' } };
    for (const given of [{ ...anonymous, endpoint }, { endpoint }]) {
      const answer = { ...anonymous };
      warn.mockClear();
      now = 0;
      run(given, answer);
      now = 60_000;
      const callback = startChat();
      await vi.waitFor(() => expect(callback).toHaveBeenCalledExactlyOnceWith('anonymous'));
      Object.assign(answer, made);
      const other = startChat();
      await vi.waitFor(() => expect(warn).toHaveBeenCalled());
      expect(other).not.toHaveBeenCalled();
    }
  });
});
