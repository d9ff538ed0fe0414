import vm from 'node:vm';
import { kustomer, signChatLogin } from 'chat-token';
import type { ChatWidget } from 'chat-token/browser';
import { loginScript, kustomerWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

type Done = (response?: unknown, error?: unknown) => void;

/** The users who are logged in at Kustomer, as `{ email }` or `{ externalId }`. */
let known: string[] = [];
const answer = vi.fn((done: Done) => done());
const Kustomer = {
  isLoggedIn: vi.fn((user: object, done: Done) => done(known.includes(JSON.stringify(user)))),
  login: vi.fn((_options: object, done: Done) => answer(done)),
  logout: vi.fn((done: Done) => done()),
};
const calls = () =>
  [...Object.entries(Kustomer)]
    .flatMap(([name, { mock }]) =>
      mock.calls.map((given, at) => ({
        at: mock.invocationCallOrder[at] ?? 0,
        call: [name, given[0]],
      })),
    )
    .sort((one, other) => one.at - other.at)
    .map(({ call }) => call);

const loginOf = (user: { externalId?: string; email?: string }) =>
  signChatLogin(kustomer, user, { secret: SECRET });
const jane = await loginOf({ externalId: 'u_1' });
const jane2 = { ...jane, token: `${jane.token}2`, settings: { jwtToken: `${jane.token}2` } };
const joe = await loginOf({ externalId: 'u_2', email: 'joe@example.com' });

let widget: ChatWidget<{ jwtToken: string }>;
const login = (given: typeof jane) =>
  widget.login({ ...given, nextToken: () => Promise.resolve(given.token) });

beforeEach(async () => {
  vi.clearAllMocks();
  known = [];
  vi.stubGlobal('Kustomer', Kustomer);
  // The widget remembers the user of the page.
  vi.resetModules();
  ({ kustomerWidget: widget } = await import('chat-token/browser'));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  test('logs in, and does nothing with further tokens of the same user', async () => {
    await login(jane);
    await login(jane2);
    expect(calls()).toStrictEqual([
      ['isLoggedIn', { externalId: 'u_1' }],
      ['login', { jwtToken: jane.token }],
    ]);
  });

  test('does not log in a user who is still logged in', async () => {
    known = ['{"externalId":"u_1"}'];
    await login(jane);
    await login(jane2);
    expect(calls()).toStrictEqual([['isLoggedIn', { externalId: 'u_1' }]]);
  });

  test('asks by the email, which comes before externalId', async () => {
    await login(joe);
    expect(calls()[0]).toStrictEqual(['isLoggedIn', { email: 'joe@example.com' }]);
  });

  test('logs out before another user logs in, and by itself', async () => {
    await login(jane);
    await login(joe);
    await widget.logout?.();
    await login(jane);
    expect(calls().map(([name]) => name)).toStrictEqual([
      ...['isLoggedIn', 'login', 'logout', 'isLoggedIn', 'login'],
      ...['logout', 'isLoggedIn', 'login'],
    ]);
  });

  test('fails with the error of Kustomer, and the next login is a new attempt', async () => {
    const error = new Error('no');
    answer.mockImplementationOnce((done) => done(undefined, error));
    await expect(login(jane)).rejects.toBe(error);
    await login(jane2);
    expect(Kustomer.login.mock.calls.map(([given]) => given)).toStrictEqual([
      { jwtToken: jane.token },
      { jwtToken: jane2.token },
    ]);
  });

  test('logs in if it cannot be found out whether the user is logged in', async () => {
    Kustomer.isLoggedIn.mockImplementationOnce((_, done) => done(undefined, new Error('no')));
    await login(jane);
    expect(Kustomer.login).toHaveBeenCalledTimes(1);
  });

  test('waits for the callback', async () => {
    const done = vi.fn();
    let callback: Done = () => expect.fail('not called');
    answer.mockImplementationOnce((given) => {
      callback = given;
    });
    const pending = Promise.resolve(login(jane)).then(done);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(done).not.toHaveBeenCalled();
    callback({ identified: true });
    await pending;
    expect(done).toHaveBeenCalledTimes(1);
  });

  test('is ready once Kustomer can be called', async () => {
    expect(widget.isReady()).toBe(true);
    for (const page of [undefined, {}]) {
      vi.stubGlobal('Kustomer', page);
      expect(widget.isReady()).toBe(false);
      await login(jane);
      await widget.logout?.();
    }
    expect(calls()).toStrictEqual([]);
  });
});

describe('in HTML', () => {
  const run = (given: typeof jane | { endpoint: string }, page: object = {}) => {
    let start: () => void = () => expect.fail('the script does not listen');
    const window: Record<string, unknown> = {
      Kustomer,
      atob,
      console: { warn: vi.fn() },
      addEventListener(name: string, listener: () => void, options: object) {
        expect([name, options]).toEqual(['kustomer-started', { once: true }]);
        start = listener;
      },
      ...page,
    };
    window['window'] = window;
    const code = loginScript(scriptWidget, given).replace(/^<script>|<\/script>$/g, '');
    vm.runInNewContext(code, window);
    return { window, start: () => start() };
  };

  test('logs in once the page says that Kustomer has started', () => {
    const { start } = run(joe);
    expect(calls()).toEqual([]);
    start();
    expect(calls()).toEqual([
      ['isLoggedIn', { email: 'joe@example.com' }],
      ['login', { jwtToken: joe.token }],
    ]);
  });

  test('does not log in a user who is still logged in', () => {
    known = ['{"externalId":"u_1"}'];
    run(jane).start();
    expect(calls()).toEqual([['isLoggedIn', { externalId: 'u_1' }]]);
  });

  test('logs in when the answer of the endpoint comes after the start', async () => {
    const { start } = run(
      { endpoint: '/api/chat-token' },
      { fetch: async () => Response.json(jane), dispatchEvent: vi.fn(), Event },
    );
    start();
    expect(calls()).toEqual([]);
    await vi.waitFor(() => expect(Kustomer.login).toHaveBeenCalledTimes(1));
  });

  test('tells the developer why a login failed', () => {
    answer.mockImplementationOnce((done) => done(undefined, 'no'));
    const { window, start } = run(jane);
    start();
    const { warn } = Object(window['console']);
    expect(warn).toHaveBeenCalledWith('Kustomer did not log the visitor in:', 'no');
  });
});
