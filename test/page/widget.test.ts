/** The widgets of the four vendors: what each calls, and which logins it takes. */
import {
  connectChat,
  convrsWidget,
  deskproWidget,
  khorosWidget,
  zendeskWidget,
} from 'chat-token/browser';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { loginOf, MINUTE, pass, soon, usePage } from './support.ts';

usePage();

const WIDGETS = {
  khoros: khorosWidget,
  convrs: convrsWidget,
  zendesk: zendeskWidget,
  deskpro: deskproWidget,
};
type Name = keyof typeof WIDGETS;
const NAMES = ['khoros', 'convrs', 'zendesk', 'deskpro'] as const;

/** The settings of a token for `u_1`. */
const SETTINGS: Record<Name, (token: string) => object> = {
  khoros: (jwt) => ({ userId: 'u_1', jwt }),
  convrs: (ConvrsUser) => ({ ConvrsUser }),
  zendesk: (jwt) => ({ jwt }),
  deskpro: (signedUserInfo) => ({ signedUserInfo }),
};

const login = vi.fn(async () => {});
const leave = vi.fn();
const zE = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  vi.stubGlobal('Brandmessenger', { login, logout: leave });
  vi.stubGlobal('zE', zE);
  vi.stubGlobal('ConvrsUser', undefined);
  vi.stubGlobal('DpMessengerOptions', { showLauncherButton: true });
});

const pageOf = () => globalThis as unknown as Record<string, unknown>;

function start(name: Name, vendor: string = name) {
  const fetch = vi.fn(async () => {
    const login = loginOf('u_1');
    return Response.json({ ...login, vendor, settings: SETTINGS[name](login.token) });
  });
  const errors: string[] = [];
  const onError = ({ message }: Error) => errors.push(message);
  const session = connectChat(WIDGETS[name], { endpoint: '/chat', fetch, onError });
  return { session, fetch, errors };
}

describe('Khoros', () => {
  test('login with the id and the token, again with each fresh one, and logout', async () => {
    const { session } = start('khoros');
    await pass(50 * MINUTE);
    const call = ['u_1', expect.any(String)];
    expect(login.mock.calls).toEqual([call, call]);
    await session.logout();
    expect(leave).toHaveBeenCalledTimes(1);
  });

  test('waits for login, and does without logout', async () => {
    vi.stubGlobal('Brandmessenger', {});
    const { session, fetch, errors } = start('khoros');
    await pass(MINUTE);
    expect(fetch).not.toHaveBeenCalled();
    vi.stubGlobal('Brandmessenger', { login });
    await pass(1000);
    expect(login).toHaveBeenCalledTimes(1);
    await session.logout();
    expect(errors).toEqual([expect.stringContaining('Khoros Brand Messenger is not loaded')]);
  });
});

test('Khoros and Zendesk without their scripts: not ready, and no error', async () => {
  const given = {
    settings: { userId: 'u_1', jwt: 't' },
    token: 't',
    userId: 'u_1',
    nextToken: () => Promise.resolve('t'),
  };
  vi.stubGlobal('Brandmessenger', {});
  await khorosWidget.login(given);
  vi.unstubAllGlobals();
  expect([khorosWidget.isReady(), zendeskWidget.isReady()]).toStrictEqual([false, false]);
  await khorosWidget.login(given);
  expect(await Promise.race([zendeskWidget.login(given), 'waits'])).toBe('waits');
  await khorosWidget.logout?.();
  await zendeskWidget.logout?.();
});

test('Convrs: sets ConvrsUser, and removes it', async () => {
  const { session } = start('convrs');
  await session.ready;
  const { ConvrsUser: first } = pageOf();
  expect(first).toEqual(expect.stringContaining('.'));
  await pass(50 * MINUTE);
  expect(pageOf()['ConvrsUser']).not.toBe(first);
  await session.logout();
  expect(pageOf()['ConvrsUser']).toBeUndefined();
});

test('Deskpro: adds to DpMessengerOptions, and removes it', async () => {
  const { session } = start('deskpro');
  const options = (signedUserInfo: unknown) => ({ showLauncherButton: true, signedUserInfo });
  await session.ready;
  expect(pageOf()['DpMessengerOptions']).toStrictEqual(options(expect.stringContaining('.')));
  await session.logout();
  expect(pageOf()['DpMessengerOptions']).toStrictEqual(options(undefined));
});

describe('Zendesk', () => {
  test('loginUser with callbacks, and logoutUser', async () => {
    const { session, fetch } = start('zendesk');
    await session.ready;
    const [product, command, jwtCallback, loginCallback] = zE.mock.calls[0] ?? [];
    expect([product, command]).toStrictEqual(['messenger', 'loginUser']);
    const ask = () => soon(new Promise((resolve) => jwtCallback(resolve)));
    const first = await ask();
    loginCallback(null);
    await pass(10 * MINUTE);
    expect(await ask()).not.toBe(first);
    expect(fetch).toHaveBeenCalledTimes(2);
    await session.logout();
    expect(zE.mock.calls.slice(1)).toEqual([['messenger', 'logoutUser']]);
  });

  test('a log-in that failed', async () => {
    const { errors } = start('zendesk');
    await pass(0);
    zE.mock.calls[0]?.[3]({ type: 'LoginFailedError', message: 'Invalid JWT' });
    await pass(0);
    expect(errors).toEqual([expect.stringMatching(/^Zendesk messaging .*token/)]);
  });

  test('a log-in that worked', async () => {
    const settled = vi.fn();
    vi.stubGlobal('zE', (...call: ((given: unknown) => void)[]) => call[3]?.(null));
    const nextToken = () => new Promise<string>(() => {});
    void Promise.resolve(
      zendeskWidget.login({ settings: { jwt: 't' }, token: 't', userId: 'u', nextToken }),
    ).then(settled);
    await pass(0);
    expect(settled).toHaveBeenCalledTimes(1);
  });
});

describe.each(NAMES)('%s', (name) => {
  test.each(NAMES)('and a login of %s', async (other) => {
    const { session, errors } = start(name, other);
    expect(await session.ready).toBe(name === other);
    await pass(0);
    expect(errors).toEqual(
      name === other
        ? []
        : [expect.stringContaining(`for ${other}, not for ${WIDGETS[name].title} (${name})`)],
    );
  });
});

test('each has the name of its vendor', () => {
  expect(NAMES.map((name) => WIDGETS[name].vendor)).toStrictEqual(NAMES);
});

test('each has the title of its vendor', () => {
  expect(NAMES.map((name) => WIDGETS[name].title)).toStrictEqual([
    'Khoros Brand Messenger',
    'Convrs Web Chat',
    'Zendesk messaging',
    'Deskpro Messenger',
  ]);
});
