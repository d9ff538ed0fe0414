import vm from 'node:vm';
import { koreAi, signChatLogin } from 'chat-token';
import { koreAiWidget as widget } from 'chat-token/browser';
import { loginScript, koreAiWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NOW, refusal, SECRET } from '../../support/support.ts';

interface Config {
  readonly botOptions: object;
  JWTAsertion?: (commitJWT: () => void) => void;
}

/** The SDK, as its script element defines it. */
function createSdk() {
  const calls: string[] = [];
  const chatConfig: Config = { botOptions: {} };
  class ChatWindow {
    setJWT(token: string): void {
      calls.push(`setJWT ${token}`);
    }
    show(config: Config): void {
      expect(config).toBe(chatConfig);
      calls.push('show');
    }
    destroy(): void {
      calls.push('destroy');
    }
  }
  /** The window connects. */
  const connect = () => chatConfig.JWTAsertion?.(() => calls.push('commitJWT'));
  return { calls, connect, chatConfig, KoreChatSDK: { chatConfig, chatWindow: ChatWindow } };
}

let sdk = createSdk();
beforeEach(() => {
  sdk = createSdk();
  vi.stubGlobal('KoreChatSDK', sdk.KoreChatSDK);
});
afterEach(() => {
  widget.logout?.();
  vi.unstubAllGlobals();
});

const called = (...calls: string[]) => vi.waitFor(() => expect(sdk.calls).toStrictEqual(calls));

const login = (...tokens: string[]) =>
  widget.login({
    settings: { token: tokens[0] ?? '' },
    token: tokens[0] ?? '',
    userId: 'u_1',
    nextToken: () => Promise.resolve(tokens.shift() ?? ''),
  });

describe('in a page', () => {
  test('shows the window, which gets a token each time it connects', async () => {
    login('t1', 't2');
    await called('show');
    sdk.connect();
    await called('show', 'setJWT t1', 'commitJWT');
    sdk.connect();
    await called('show', 'setJWT t1', 'commitJWT', 'setJWT t2', 'commitJWT');
  });

  test('destroys the window, and forgets where the token came from', async () => {
    login('t1');
    widget.logout?.();
    widget.logout?.();
    await called('show', 'destroy');
    expect(sdk.chatConfig).toStrictEqual({ botOptions: {} });
  });

  test("leaves the page's own callback if it showed no window", () => {
    const own = () => {};
    sdk.chatConfig.JWTAsertion = own;
    widget.logout?.();
    expect(sdk.chatConfig.JWTAsertion).toBe(own);
  });

  test('destroys the window before it shows the next one', async () => {
    login('t1');
    login('t2');
    sdk.connect();
    await called('show', 'destroy', 'show', 'setJWT t2', 'commitJWT');
  });

  test('is ready once the SDK is there', () => {
    expect(widget.isReady()).toBe(true);
    vi.unstubAllGlobals();
    expect(widget.isReady()).toBe(false);
  });
});

describe('in HTML', async () => {
  const vendor = koreAi({ clientId: 'cs-1', audience: 'https://idproxy.kore.ai/authorize' });
  const made = await signChatLogin(vendor, { sub: 'u_1' }, { secret: SECRET, now: NOW });
  const endpoint = '/api/chat-token';
  let now = 0;
  const warn = vi.fn();

  const run = (given: object, answer: object = { ...made, settings: { token: 'fresh' } }) => {
    const window = {
      KoreChatSDK: sdk.KoreChatSDK,
      fetch: () => Promise.resolve({ ok: true, json: () => Promise.resolve(answer) }),
      Date: { now: () => now },
      Event,
      dispatchEvent: () => true,
      console: { warn },
    };
    const code = loginScript(scriptWidget, given as never).replace(/<\/?script>/g, '');
    vm.runInNewContext(code, Object.assign(window, { window }));
  };
  beforeEach(() => {
    now = 0;
    warn.mockClear();
  });

  test('needs an endpoint', async () => {
    const error = await refusal(() => loginScript(scriptWidget, made), 'ERR_OPTION_INVALID');
    expect(error.message).toContain('needs an endpoint');
  });

  test('shows the window, which gets a fresh token each time it connects', async () => {
    run({ endpoint });
    await called('show');
    sdk.connect();
    await called('show', 'setJWT fresh', 'commitJWT');
  });

  test('within a minute, it gets the token of the page, once', async () => {
    run({ ...made, endpoint });
    now = 59_999;
    sdk.connect();
    await called('show', `setJWT ${made.token}`, 'commitJWT');
    sdk.connect();
    await called('show', `setJWT ${made.token}`, 'commitJWT', 'setJWT fresh', 'commitJWT');
  });

  test('after a minute, the token of the page is not used', async () => {
    run({ ...made, endpoint });
    now = 60_000;
    sdk.connect();
    await called('show', 'setJWT fresh', 'commitJWT');
  });

  test('for another user, it is destroyed', async () => {
    run({ ...made, endpoint }, { ...made, userId: 'u_2' });
    now = 60_000;
    sdk.connect();
    await called('show', 'destroy');
    await vi.waitFor(() => expect(warn).toHaveBeenCalled());
    expect(warn.mock.calls[0]?.[1]).toBe('another user has logged in');
  });
});
