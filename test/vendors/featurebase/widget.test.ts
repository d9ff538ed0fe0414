import vm from 'node:vm';
import { featurebase, signChatLogin } from 'chat-token';
import { createFeaturebaseWidget } from 'chat-token/browser';
import { createFeaturebaseWidget as createScriptWidget, loginScript } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NOW, SECRET } from '../../support/support.ts';

const OPTIONS = { appId: 'abc123', theme: 'dark' };
const Featurebase = vi.fn();
const commands = () => Featurebase.mock.calls.map(([command]) => command);

beforeEach(() => {
  vi.stubGlobal('Featurebase', Featurebase);
  Featurebase.mockClear();
});
afterEach(() => {
  // The widgets remember the user of the page.
  createFeaturebaseWidget(OPTIONS).logout?.();
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  const make = () => {
    const widget = createFeaturebaseWidget(OPTIONS);
    const login = (token: string, userId = 'u_1') =>
      widget.login({
        settings: { featurebaseJwt: token },
        token,
        userId,
        nextToken: () => Promise.resolve(token),
      });
    return { widget, login };
  };

  test('boots with the first token, and identifies the user with the next', () => {
    const { login } = make();
    login('t1');
    login('t2');
    expect(Featurebase.mock.calls).toStrictEqual([
      ['boot', { ...OPTIONS, featurebaseJwt: 't1' }],
      ['identify', { ...OPTIONS, featurebaseJwt: 't2' }],
    ]);
  });

  test('shuts down, and boots for the next user', () => {
    const { widget, login } = make();
    login('t1');
    widget.logout?.();
    login('t2', 'u_2');
    expect(commands()).toStrictEqual(['boot', 'shutdown', 'boot']);
  });

  test('shuts down before another user logs in without a log-out', () => {
    const { login } = make();
    login('t1');
    login('t2', 'u_2');
    login('t3', 'u_2');
    expect(commands()).toStrictEqual(['boot', 'shutdown', 'boot', 'identify']);
  });

  test('shuts down the user of a widget that is no longer used', () => {
    make().login('t1');
    make().login('t2', 'u_2');
    expect(commands()).toStrictEqual(['boot', 'shutdown', 'boot']);
  });

  test('boots again if the first call threw', () => {
    const { login } = make();
    Featurebase.mockImplementationOnce(() => {
      throw new Error('not yet');
    });
    expect(() => login('t1')).toThrow('not yet');
    login('t2');
    expect(commands()).toStrictEqual(['boot', 'boot']);
  });

  test("is ready once Featurebase's SDK can be called", () => {
    const { widget } = make();
    expect(widget.isReady()).toBe(true);
    vi.unstubAllGlobals();
    expect(widget.isReady()).toBe(false);
    widget.logout?.();
  });
});

describe('in HTML', async () => {
  const made = await signChatLogin(featurebase, { userId: 'u_1' }, { secret: SECRET, now: NOW });
  const code = loginScript(createScriptWidget(OPTIONS), made).replace(/<\/?script>/g, '');
  const run = (page: Record<string, unknown>) => {
    page['window'] = page;
    vm.runInNewContext(code, page);
  };
  const expected = [['boot', { ...OPTIONS, featurebaseJwt: made.token }]];

  test('boots with the token', () => {
    run({ Featurebase });
    expect(Featurebase.mock.calls).toEqual(expected);
  });

  test('waits for the SDK', () => {
    const setTimeout = vi.fn();
    const page: Record<string, unknown> = { setTimeout };
    run(page);
    expect(Featurebase).not.toHaveBeenCalled();
    page['Featurebase'] = Featurebase;
    setTimeout.mock.calls[0]?.[0]();
    expect(Featurebase.mock.calls).toEqual(expected);
  });

  test('writes the options so that no tag can be in them', () => {
    const widget = createScriptWidget({ appId: '</script><script>alert(1)</script>' });
    expect(loginScript(widget, made).match(/<\/?script/g)).toHaveLength(2);
  });
});
