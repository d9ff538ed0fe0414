/** When no fresh token comes, and when the visitor's clock is set. */
import { describe, expect, test, vi } from 'vitest';
import { NOW } from '../../support/support.ts';
import {
  answer,
  connect,
  connectToUnreliable,
  DAY,
  happens,
  hashAnswer,
  LIFETIME,
  MINUTE,
  noUser,
  pass,
  REFRESH,
  sleep,
  soon,
  unavailable,
  usePage,
} from '../support.ts';

usePage();

const EXPIRY = LIFETIME * 1000;

describe('a token that expires without renewal', () => {
  const FAILURES: [string, () => Response | Promise<Response>][] = [
    ['403', () => new Response(null, { status: 403 })],
    ['503', unavailable],
    ['a redirect', () => Response.error()],
    ['HTML', () => new Response('<!doctype html>')],
    ['no network', () => Promise.reject(new TypeError('failed'))],
    ['no answer', () => new Promise(() => {})],
  ];

  test.each(
    FAILURES,
  )('%s: the widget is logged out once, and in again later', async (name, failure) => {
    let isUp = true;
    const { logins, logout, errors } = connect(() => (isUp ? answer() : failure()));
    await pass(MINUTE);
    isUp = false;
    await pass(EXPIRY - MINUTE - 1);
    expect(logout, 'while the token is valid').not.toHaveBeenCalled();
    await pass(MINUTE);
    expect(logout).toHaveBeenCalledTimes(1);
    await pass(DAY);
    expect(logout).toHaveBeenCalledTimes(1);
    expect(errors.every((error) => error.startsWith('ERR_ENDPOINT_FAILED'))).toBe(true);

    isUp = true;
    // At most every 5 seconds.
    await pass(5000);
    happens('visibilitychange');
    // At once, except where a request is still waiting for its answer.
    await pass(name === 'no answer' ? 6 * MINUTE : 35_000);
    expect(logins, 'when the page becomes visible').toHaveLength(2);
    expect(logins.map(({ userId }) => userId)).toStrictEqual(['u_1', 'u_1']);
    expect(logout).toHaveBeenCalledTimes(1);
    await pass(REFRESH);
    expect(logins).toHaveLength(3);
  });

  test('is logged out to the second, where the endpoint fails at once', async () => {
    const { server, logout } = connectToUnreliable();
    await pass(0);
    server.isUp = false;
    await pass(EXPIRY - 1);
    expect(logout).not.toHaveBeenCalled();
    await pass(1000);
    expect(logout).toHaveBeenCalledTimes(1);
  });

  test('a widget that requests tokens is logged in again, and never gets the old one', async () => {
    const widget = { requestsTokens: true };
    const { server, logins, logout } = connectToUnreliable({ widget });
    await pass(REFRESH - 1);
    server.isUp = false;
    await pass(EXPIRY);
    expect(logout).toHaveBeenCalledTimes(1);
    const given = vi.fn();
    void logins[0]?.nextToken().then(given);
    await pass(1000);
    expect(given).not.toHaveBeenCalled();
    server.isUp = true;
    await pass(5000);
    happens('visibilitychange');
    await pass(35_000);
    expect(logins).toHaveLength(2);
    expect(await logins[1]?.nextToken()).toBe(logins[1]?.token);
  });

  test.each<[string, () => Response, unknown[]]>([
    ['no user', noUser, []],
    ['another user', () => answer('u_2'), [expect.stringContaining('ERR_USER_CHANGED')]],
  ])('and then %s: the session ends', async (_name, respond, expected) => {
    let next: () => Response = answer;
    const { logins, logout, errors, fetch } = connect(() => next());
    await pass(MINUTE);
    next = unavailable;
    await pass(EXPIRY);
    errors.length = 0;
    next = respond;
    await pass(10 * MINUTE);
    const calls = fetch.mock.calls.length;
    await pass(DAY);
    expect(fetch).toHaveBeenCalledTimes(calls);
    expect(errors).toEqual(expected);
    expect(logins).toHaveLength(1);
    expect(logout).toHaveBeenCalledTimes(1);
  });

  test.each([60, 3600])('Retry-After counts also when it expires, after %i s', async (lifetime) => {
    const busy = () => new Response(null, { status: 503, headers: { 'retry-after': '300' } });
    const times: number[] = [];
    const { logout } = connect(() => {
      times.push(Date.now());
      return times.length === 1 ? answer('u_1', { lifetime }) : busy();
    });
    const asked = lifetime * 750;
    await pass(asked + 310_000);
    expect(logout).toHaveBeenCalledTimes(lifetime === 60 ? 1 : 0);
    await pass(1_000_000 - 310_000);
    expect(logout).toHaveBeenCalledTimes(1);
    const [first = 0, ...others] = times.map((time) => Math.round((time - Number(NOW)) / 1000));
    const gaps = others.map((time, index) => time - (others[index - 1] ?? first));
    expect(gaps).toStrictEqual([asked / 1000, 300, 300, 300]);
  });

  test('a widget that requests tokens does not get it after sleep', async () => {
    const { logins } = connect(undefined, { widget: { requestsTokens: true } });
    await pass(0);
    sleep(2 * EXPIRY);
    const token = await soon(logins[0]?.nextToken());
    expect(token).toMatch(/^t\./);
    expect(token).not.toBe(logins[0]?.token);
  });

  test('a session that is stopped leaves the widget as it is', async () => {
    const { server, session, logout } = connectToUnreliable();
    await pass(0);
    server.isUp = false;
    await pass(REFRESH + MINUTE);
    session.stop();
    await pass(DAY);
    expect(logout).not.toHaveBeenCalled();
  });

  test('an explicit logout afterwards logs out again', async () => {
    const { server, session, logout } = connectToUnreliable();
    await pass(0);
    server.isUp = false;
    await pass(EXPIRY + MINUTE);
    await session.logout();
    expect(logout).toHaveBeenCalledTimes(2);
  });

  test('after a night of sleep, the endpoint is asked first', async () => {
    const { logins, logout } = connect();
    await pass(MINUTE);
    sleep(8 * EXPIRY);
    happens('visibilitychange');
    await pass(0);
    expect(logout).not.toHaveBeenCalled();
    expect(logins).toHaveLength(2);
    sleep(8 * EXPIRY);
    await pass(MINUTE);
    expect(logout, 'also without an event').not.toHaveBeenCalled();
    expect(logins).toHaveLength(3);
  });

  test('a hash never expires', async () => {
    let isUp = true;
    const { logins, logout } = connect(() => (isUp ? hashAnswer() : unavailable()));
    await pass(MINUTE);
    isUp = false;
    happens('visibilitychange');
    await pass(30 * DAY);
    expect(logout).not.toHaveBeenCalled();
    expect(logins).toHaveLength(1);
  });
});

test('after failures, a page that becomes visible asks at once, at most every 5 seconds', async () => {
  const { fetch, server } = connectToUnreliable();
  server.isUp = false;
  await pass(60 * MINUTE);
  let calls = fetch.mock.calls.length;
  for (let count = 0; count < 3; count++) {
    await pass(60_000);
    calls = fetch.mock.calls.length;
    for (let event = 0; event < 3; event++) happens('visibilitychange');
    await pass(0);
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(calls + 1);
  }
  server.isUp = true;
  await pass(5000);
  happens('visibilitychange');
  await pass(0);
  expect(fetch.mock.calls.length).toBeGreaterThan(calls);
});

describe('the visitor’s clock', () => {
  const LIFETIME_OF_15 = 15 * 60;
  const REFRESH_OF_15 = LIFETIME_OF_15 * 750;

  /** The answer of a server whose clock is right, while the visitor's is wrong. */
  const atServer = (wrong: number) =>
    answer('u_1', { at: Math.floor((Date.now() - wrong) / 1000), lifetime: LIFETIME_OF_15 });

  test.each<[string, number, number]>([
    ['an hour back', -3_600_000, 0],
    ['an hour back, without performance.now', -3_600_000, MINUTE],
    ['a year back', -365 * DAY, 0],
    ['ten minutes back', -10 * MINUTE, 0],
  ])('set %s: the refresh comes in time', async (name, change, tolerance) => {
    if (name.includes('without')) vi.stubGlobal('performance', undefined);
    let wrong = 0;
    const { fetch } = connect(() => atServer(wrong));
    await pass(MINUTE);
    wrong = change;
    vi.setSystemTime(Date.now() + wrong);
    await pass(REFRESH_OF_15 - MINUTE - 1);
    expect(fetch).toHaveBeenCalledTimes(1);
    await pass(1 + tolerance);
    expect(fetch).toHaveBeenCalledTimes(2);
    await pass(REFRESH_OF_15 + tolerance);
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  test.each([
    false,
    true,
  ])('set an hour ahead and back again: no error (Date: %s)', async (isDated) => {
    let wrong = 0;
    const { fetch, logins, logout, errors } = connect(() => {
      const response = atServer(wrong);
      if (isDated) response.headers.set('date', new Date(Date.now() - wrong).toUTCString());
      return response;
    });
    await pass(MINUTE);
    wrong = 3_600_000;
    vi.setSystemTime(Date.now() + wrong);
    await pass(2 * MINUTE);
    wrong = 0;
    vi.setSystemTime(Date.now() - 3_600_000);
    await pass(REFRESH_OF_15);
    expect(fetch).toHaveBeenCalledTimes(3);
    expect(logins).toHaveLength(3);
    expect(errors).toStrictEqual([]);
    expect(logout).not.toHaveBeenCalled();
  });

  test('set back does not keep a hash session from asking', async () => {
    const { fetch } = connect(() => hashAnswer());
    await pass(10 * MINUTE);
    vi.setSystemTime(Date.now() - DAY);
    happens('visibilitychange');
    await pass(0);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('set back does not lengthen the pause after a failure, nor the life of a token', async () => {
    const { server, fetch, logout } = connectToUnreliable();
    await pass(0);
    server.isUp = false;
    await pass(REFRESH + 100);
    const calls = fetch.mock.calls.length;
    vi.setSystemTime(Date.now() - DAY);
    await pass(2000);
    expect(fetch.mock.calls.length).toBeGreaterThan(calls);
    await pass(EXPIRY - REFRESH);
    expect(logout).toHaveBeenCalledTimes(1);
  });
});
