/** `connectChat` gets a fresh token in time, and the widget gets it. */
import { describe, expect, test } from 'vitest';
import { connectPage } from './html.ts';
import { LIFETIME, REFRESH, tested, VENDORS } from './vendors.ts';
import { visit } from './visitor.ts';

describe.each(VENDORS)('$name', (entry) => {
  const script = entry.readsOnce ? 'when ready' : 'first';

  test('a fresh token is there at three quarters of the lifetime', async () => {
    const { site, visitor } = await visit();
    site.pages.set('/', { html: connectPage(entry, { script }) });
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.vendorIsThere();
    await visitor.pass(REFRESH - 1);
    expect(site.asked).toHaveLength(1);
    await visitor.pass(1);
    expect(site.asked).toHaveLength(2);
    const start = site.now / 1000 - REFRESH;
    const refreshes = await visitor.page.evaluate(() => chat.refreshes);
    expect(refreshes).toStrictEqual([
      { userId: 'jane', expiresAt: start + LIFETIME, refreshAt: start + REFRESH },
      {
        userId: 'jane',
        expiresAt: start + REFRESH + LIFETIME,
        refreshAt: start + REFRESH + REFRESH,
      },
    ]);
  });

  test('the visitor writes over hours, and never with a token that has expired', async () => {
    const { site, visitor } = await visit();
    site.pages.set('/', { html: connectPage(entry, { script }) });
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.vendorIsThere();
    for (let round = 1; round <= 4; round += 1) {
      await visitor.pass(REFRESH);
      await visitor.page.evaluate(() => standIn?.restart?.());
      expect(await visitor.send(`message ${round}`)).toBe('jane');
    }
    expect(site.asked).toHaveLength(5);
    expect(new Set(site.vendorCalls.map(({ user }) => user))).toStrictEqual(new Set(['jane']));
    expect(visitor.complaints).toStrictEqual([]);
  });

  test.each([-86_400, 86_400])('the clock of the visitor is %i seconds ahead', async (seconds) => {
    const { site, visitor } = await visit({ clockIsAheadBy: seconds });
    site.pages.set('/', { html: connectPage(entry, { script }) });
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.vendorIsThere();
    await visitor.pass(REFRESH - 1);
    expect(site.asked).toHaveLength(1);
    await visitor.pass(1);
    expect(site.asked).toHaveLength(2);
    await visitor.page.evaluate(() => standIn?.restart?.());
    expect(await visitor.send('hello')).toBe('jane');
  });
});

test('Khoros is logged in anew with each token', async () => {
  const { site, visitor } = await visit();
  site.pages.set('/', { html: connectPage(tested('khoros'), { script: 'first' }) });
  await visitor.logIn('jane');
  await visitor.open();
  await visitor.pass(3 * REFRESH);
  expect(new Set(await visitor.tokens()).size).toBe(4);
  expect(await visitor.page.evaluate(() => standIn?.userIds)).toStrictEqual(Array(4).fill('jane'));
});

test("Zendesk's callback gets a fresh token each time that one has expired", async () => {
  const { site, visitor } = await visit();
  site.pages.set('/', { html: connectPage(tested('zendesk'), { script: 'first' }) });
  await visitor.logIn('jane');
  await visitor.open();
  for (let round = 1; round <= 3; round += 1) {
    await visitor.pass(2 * LIFETIME);
    expect(await visitor.send(`message ${round}`)).toBe('jane');
    expect(await visitor.tokens()).toHaveLength(1 + round);
  }
  expect(new Set(await visitor.tokens()).size).toBe(4);
});
