/** Logging out: whatever is under way, the widget ends logged out. */
import { type ChatWidget, connectChat } from 'chat-token/browser';
import { describe, expect, test, vi } from 'vitest';
import {
  answer,
  connect,
  connectToHeld,
  DAY,
  hashAnswer,
  noUser,
  pass,
  REFRESH,
  usePage,
} from '../support.ts';

usePage();

/** A vendor's widget whose log-ins the test settles one by one. It remembers the last thing it did. */
function vendorWidget({ isReady = true, remembers = false } = {}) {
  const settles: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const page = { isReady, isLoggedIn: remembers, logouts: 0 };
  const widget: Partial<ChatWidget> = {
    isReady: () => page.isReady,
    login: () =>
      new Promise<void>((resolve, reject) => {
        settles.push({
          resolve() {
            page.isLoggedIn = true;
            resolve();
          },
          reject,
        });
      }),
    logout() {
      page.isLoggedIn = false;
      page.logouts += 1;
    },
  };
  return { page, widget, settles };
}

describe('logout while a login is pending', () => {
  test.each(['resolve', 'reject'] as const)('waits until it settles: %s', async (how) => {
    const { page, widget, settles } = vendorWidget();
    const { session, errors } = connect(undefined, { widget });
    await pass(0);
    const left = session.logout();
    await pass(1000);
    expect(page.logouts, 'not yet').toBe(0);
    settles[0]?.[how](new Error('no'));
    await left;
    expect(page).toMatchObject({ isLoggedIn: false, logouts: 1 });
    await pass(DAY);
    expect(page.logouts).toBe(1);
    expect(errors).toStrictEqual([]);
  });

  test('waits for each of several', async () => {
    const { page, widget, settles } = vendorWidget();
    const { session } = connect(undefined, { widget });
    await pass(REFRESH);
    expect(settles).toHaveLength(2);
    settles[1]?.resolve();
    const left = session.logout();
    await pass(1000);
    expect(page.logouts).toBe(0);
    settles[0]?.resolve();
    await left;
    expect(page).toMatchObject({ isLoggedIn: false, logouts: 1 });
  });

  test('that takes long: logs out after 5 seconds, and again once it settles', async () => {
    const { page, widget, settles } = vendorWidget();
    const { session } = connect(undefined, { widget });
    await pass(0);
    const left = session.logout();
    await pass(5000);
    await left;
    expect(page.logouts).toBe(1);
    settles[0]?.resolve();
    await pass(0);
    expect(page).toMatchObject({ isLoggedIn: false, logouts: 2 });
  });

  test.each([
    'the next session',
    'a session that is over',
  ])('and that logs out %s', async (which) => {
    const { page, widget, settles } = vendorWidget();
    const whole = { vendor: 'test', title: 'Test', isReady: () => true, login() {}, ...widget };
    const fetch = vi.fn(async () => hashAnswer());
    const first = connectChat(whole, { endpoint: '/chat', fetch });
    await pass(0);
    void first.logout();
    await pass(5000);
    const second = connectChat(whole, { endpoint: '/chat', fetch });
    await pass(10_000);
    settles[1]?.resolve();
    if (which !== 'the next session') second.stop();
    settles[0]?.resolve();
    await pass(0);
    expect(page).toMatchObject({ isLoggedIn: false, logouts: 2 });
    await pass(5000);
    settles[2]?.resolve();
    await pass(DAY);
    expect(page).toMatchObject({ isLoggedIn: which === 'the next session', logouts: 2 });
    expect(fetch).toHaveBeenCalledTimes(which === 'the next session' ? 3 : 2);
  });

  test('nobody is logged in any more: the same', async () => {
    const { page, widget, settles } = vendorWidget();
    let isIn = true;
    connect(() => (isIn ? answer() : noUser()), { widget });
    await pass(0);
    settles[0]?.resolve();
    await pass(REFRESH);
    expect(settles).toHaveLength(2);
    isIn = false;
    await pass(REFRESH);
    expect(page.logouts, 'the second login is pending').toBe(0);
    settles[1]?.resolve();
    await pass(0);
    expect(page).toMatchObject({ isLoggedIn: false, logouts: 1 });
  });

  test('another user: the same', async () => {
    const { page, widget, settles } = vendorWidget();
    let user = 'u_1';
    const { errors } = connect(() => answer(user), { widget });
    await pass(REFRESH);
    settles[0]?.resolve();
    user = 'u_2';
    await pass(REFRESH);
    expect(errors).toEqual([expect.stringContaining('ERR_USER_CHANGED')]);
    expect(page.logouts, 'the second login is pending').toBe(0);
    settles[1]?.resolve();
    await pass(0);
    expect(page).toMatchObject({ isLoggedIn: false, logouts: 1 });
    expect(settles).toHaveLength(2);
  });
});

test('the next session logs in after the logout of the one before', async () => {
  const { page, widget, settles } = vendorWidget();
  const whole = {
    vendor: 'test',
    title: 'Test Chat',
    isReady: () => true,
    login: () => {},
    ...widget,
  };
  const fetch = async () => answer('u_1');
  const first = connectChat(whole, { endpoint: '/chat', fetch });
  await pass(0);
  void first.logout();
  const second = connectChat(whole, { endpoint: '/chat', fetch: async () => answer('u_2') });
  await pass(1000);
  expect(settles, 'the second session waits').toHaveLength(1);
  settles[0]?.resolve();
  await pass(200);
  expect(page.logouts).toBe(1);
  expect(settles).toHaveLength(2);
  settles[1]?.resolve();
  expect(await second.ready).toBe(true);
  await pass(10_000);
  expect(page).toMatchObject({ isLoggedIn: true, logouts: 1 });
  second.stop();
});

describe('logout before the first login', () => {
  test.each<[string, (session: ReturnType<typeof connectToHeld>) => Promise<void>]>([
    ['the answer is pending', async () => {}],
    ['no user is logged in', async ({ give }) => give(0, noUser())],
    ['the endpoint failed', async ({ give }) => give(0, new Response(null, { status: 500 }))],
    ['the session was stopped', async ({ session }) => session.stop()],
  ])('%s: a login that the vendor remembers does not survive', async (_name, until) => {
    const { page, widget } = vendorWidget({ remembers: true });
    const connected = connectToHeld({ widget });
    await until(connected);
    expect(page.logouts).toBe(0);
    await connected.session.logout();
    await connected.session.logout();
    expect(page).toMatchObject({ isLoggedIn: false, logouts: 1 });
  });

  test('before the vendor’s script: resolves, and logs out once it is there', async () => {
    const { page, widget } = vendorWidget({ isReady: false, remembers: true });
    const { session, fetch, errors } = connect(undefined, { widget });
    await pass(2000);
    await session.logout();
    await session.logout();
    expect(page.logouts).toBe(0);
    await pass(2000);
    page.isReady = true;
    await pass(100);
    expect(page).toMatchObject({ isLoggedIn: false, logouts: 1 });
    await pass(DAY);
    expect(page.logouts).toBe(1);
    expect(fetch).not.toHaveBeenCalled();
    expect(errors).toStrictEqual([]);
  });

  test('without the vendor’s script: resolves, and reports nothing', async () => {
    const isReady = vi.fn(() => false);
    const { session, errors, logout } = connect(undefined, { widget: { isReady } });
    await session.logout();
    isReady.mockClear();
    await pass(60 * 60_000);
    expect(isReady.mock.calls.length).toBeLessThanOrEqual(151 + 3600);
    expect(errors).toStrictEqual([]);
    expect(logout).not.toHaveBeenCalled();
  });
});

test('a logout that never settles does not hang, and is reported', async () => {
  const { session, errors } = connect(undefined, {
    widget: { logout: () => new Promise(() => {}) },
  });
  await pass(0);
  const left = session.logout();
  await pass(5000);
  await left;
  expect(errors).toEqual([expect.stringMatching(/^ERR_WIDGET_FAILED: .*did not log out/)]);
});
