/** Two tabs share the cookies, and nothing else. */
import { describe, expect, test } from 'vitest';
import { connectPage } from './html.ts';
import { REFRESH, VENDORS } from './vendors.ts';
import { visit } from './visitor.ts';

describe.each(VENDORS)('$name', (entry) => {
  async function visitWithTwoTabs() {
    const { site, visitor } = await visit();
    const script = entry.readsOnce ? 'when ready' : 'first';
    site.pages.set('/', { html: connectPage(entry, { script }) });
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.vendorIsThere();
    const other = await visitor.context.newPage();
    await visitor.open('/', other);
    await visitor.vendorIsThere(other);
    return { site, visitor, tabs: [visitor.page, other] };
  }

  test('both are logged in as the same user, and stay so', async () => {
    const { site, visitor, tabs } = await visitWithTwoTabs();
    for (const tab of tabs) expect(await visitor.send('hello', tab)).toBe('jane');
    await visitor.pass(2 * REFRESH);
    expect(site.asked).toHaveLength(2 * 3);
    for (const tab of tabs) {
      await tab.evaluate(() => standIn?.restart?.());
      expect(await visitor.send('hello again', tab)).toBe('jane');
      expect(await visitor.errors(tab)).toStrictEqual([]);
    }
  });

  test('both are logged out when the session has ended', async () => {
    const { site, visitor, tabs } = await visitWithTwoTabs();
    await visitor.logOut();
    await visitor.pass(REFRESH);
    expect(site.asked).toHaveLength(4);
    for (const tab of tabs) {
      await tab.evaluate(() => standIn?.restart?.());
      expect(await visitor.user(tab)).toBe(null);
    }
  });
});
