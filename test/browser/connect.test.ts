/** `connectChat` in a real page. test/page/ has all its cases with timers and answers of the test. */
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { connectPage } from './html.ts';
import { LIFETIME, REFRESH, tested, VENDORS } from './vendors.ts';
import { visit, visitAsJane } from './visitor.ts';

describe.each(VENDORS)('$name', (entry) => {
  test('logs in late, refreshes over hours, and logs out', async () => {
    const { site, visitor } = await visit();
    const letGo = site.holdVendors();
    const script = entry.readsOnce ? 'when ready' : 'async';
    site.pages.set('/', { html: connectPage(entry, { script }) });
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.pass(3);
    expect(site.asked).toHaveLength(entry.readsOnce ? 1 : 0);
    letGo();
    await visitor.vendorIsThere();
    await visitor.pass(0.1);
    for (const round of [1, 2, 3]) {
      expect(site.asked).toHaveLength(entry.neverExpires ? 1 : round);
      expect(await visitor.user()).toBe('jane');
      expect(await visitor.send(`message ${round}`)).toBe('jane');
      await visitor.pass(REFRESH);
      await visitor.restart();
    }
    expect(new Set(site.vendorCalls.map(({ user }) => user))).toStrictEqual(new Set(['jane']));

    await visitor.page.evaluate(() => chat.session.logout());
    const tokens = await visitor.tokens();
    await visitor.restart();
    expect(await visitor.send('hello')).toBe(null);
    expect(await visitor.tokens(), 'the widget finds no token').toStrictEqual(tokens);
    await visitor.pass(2 * 3600);
    expect(site.asked).toHaveLength(entry.neverExpires ? 1 : 4);
    expect(await visitor.errors()).toStrictEqual([]);
    expect(visitor.complaints).toStrictEqual([]);
  });

  test('nobody is logged in: the visitor chats', async () => {
    const { site, visitor } = await visit();
    site.pages.set('/', { html: connectPage(entry) });
    await visitor.open();
    await visitor.vendorIsThere();
    expect(await visitor.page.evaluate(() => chat.session.ready)).toBe(false);
    expect(await visitor.send('hello')).toBe(null);
    await visitor.pass(3600);
    expect(site.asked).toHaveLength(1);
    expect(await visitor.errors()).toStrictEqual([]);
  });

  test('the vendor’s script comes first', async () => {
    const { visitor } = await visitAsJane(connectPage(entry, { script: 'first' }));
    expect(await visitor.send('hello')).toBe(entry.readsOnce ? null : 'jane');
    await visitor.restart();
    expect(await visitor.send('hello again')).toBe('jane');
  });

  test('the session ends in another tab: the widget is logged out', async () => {
    const { site, visitor } = await visitAsJane(connectPage(entry));
    await visitor.logOut();
    await visitor.pass(REFRESH);
    if (entry.neverExpires) await visitor.look();
    await visitor.restart();
    expect(await visitor.send('hello')).toBe(null);
    expect(await visitor.errors()).toStrictEqual([]);
    expect(site.asked).toHaveLength(2);
  });
});

const khoros = tested('khoros');
const zendesk = tested('zendesk');

test.each<[string, (response: ServerResponse) => unknown]>([
  ['an error of the server', (response) => response.writeHead(500).end('Internal Server Error')],
  ['an HTML page', (response) => response.writeHead(200).end('<!doctype html><p>Hello.')],
  ['an empty answer', (response) => response.writeHead(200).end()],
  ['a redirect', (response) => response.writeHead(302, { location: '/please-log-in' }).end()],
  ['no connection', (response) => response.destroy()],
])('%s, first and at the refresh', async (_name, failure) => {
  const { site, visitor } = await visit();
  site.pages.set('/', { html: connectPage(khoros) });
  site.failure = failure;
  await visitor.logIn('jane');
  await visitor.open();
  expect(await visitor.page.evaluate(() => chat.session.ready)).toBe(false);
  expect(await visitor.errors()).toStrictEqual(['ERR_ENDPOINT_FAILED']);
  expect(await visitor.send('hello')).toBe(null);

  site.failure = undefined;
  await visitor.pass(2);
  expect(await visitor.send('hello again')).toBe('jane');

  site.failure = failure;
  await visitor.pass(REFRESH);
  expect(new Set(await visitor.errors())).toStrictEqual(new Set(['ERR_ENDPOINT_FAILED']));
  expect(await visitor.send('the old token is still valid')).toBe('jane');
  site.failure = undefined;
  await visitor.pass(LIFETIME - REFRESH);
  expect(await visitor.send('the new one is valid')).toBe('jane');
  expect(site.heads.filter((head) => head.includes('/please-log-in'))).toStrictEqual([]);
});

test('Zendesk’s callback gets a fresh token after each expiry', async () => {
  const { visitor } = await visitAsJane(connectPage(zendesk));
  for (const round of [1, 2, 3]) {
    await visitor.pass(2 * LIFETIME);
    expect(await visitor.send(`message ${round}`)).toBe('jane');
    expect(await visitor.tokens()).toHaveLength(1 + round);
  }
  expect(new Set(await visitor.tokens()).size).toBe(4);
});

describe('after a night of sleep', () => {
  async function sleepOver() {
    const { site, visitor } = await visitAsJane(connectPage(khoros));
    await visitor.sleep(8 * 3600);
    await visitor.idle();
    expect(site.asked).toHaveLength(1);
    return { site, visitor };
  }

  test('the page is visible again', async () => {
    const { site, visitor } = await sleepOver();
    await visitor.look();
    expect(await visitor.send('good morning')).toBe('jane');
    expect(site.asked).toHaveLength(2);
  });

  test('the network is back', async () => {
    const { site, visitor } = await sleepOver();
    await visitor.context.setOffline(true);
    await visitor.context.setOffline(false);
    await expect.poll(() => site.asked.length).toBe(2);
    await visitor.idle();
    expect(await visitor.send('good morning')).toBe('jane');
  });

  test('the network is still off', async () => {
    const { site, visitor } = await sleepOver();
    await visitor.context.setOffline(true);
    await visitor.look();
    expect(await visitor.errors()).toStrictEqual(['ERR_ENDPOINT_FAILED']);
    await visitor.context.setOffline(false);
    await visitor.pass(2);
    expect(await visitor.send('good morning')).toBe('jane');
    expect(site.asked).toHaveLength(2);
  });
});

test('a hash is asked for again only when the page wakes, and the widget keeps its login', async () => {
  const { site, visitor } = await visitAsJane(connectPage(tested('chatwoot')));
  await visitor.pass(24 * 3600);
  expect(site.asked).toHaveLength(1);
  await visitor.look();
  await visitor.look();
  expect(site.asked, 'at most every few seconds').toHaveLength(2);
  await visitor.pass(5);
  await visitor.context.setOffline(true);
  await visitor.context.setOffline(false);
  await expect.poll(() => site.asked.length).toBe(3);
  await visitor.idle();
  expect(await visitor.send('hello')).toBe('jane');
  expect(await visitor.tokens()).toHaveLength(1);
  expect(await visitor.errors()).toStrictEqual([]);
});

test.each([
  'khoros',
  'chatwoot',
])('a widget of %s never gets the login of another vendor', async (name) => {
  const entry = tested(name);
  const endpoint = '/chat-token/convrs';
  const { visitor } = await visitAsJane(connectPage(entry, { endpoint }));
  expect(await visitor.page.evaluate(() => chat.session.ready)).toBe(false);
  expect(await visitor.errors()).toStrictEqual(['ERR_ENDPOINT_FAILED']);
  expect(await visitor.tokens()).toStrictEqual([]);
  expect(await visitor.send('hello')).toBe(null);
});
