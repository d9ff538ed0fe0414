/** A page that comes back from the history stood still: whoever is logged in is asked for at once. */
import { describe, expect, test } from 'vitest';
import { connectPage } from './html.ts';
import { VENDORS } from './vendors.ts';
import { visit } from './visitor.ts';

describe.each(VENDORS)('$name', (entry) => {
  async function visitAndLeave() {
    const { site, visitor } = await visit();
    const script = entry.readsOnce ? 'when ready' : 'first';
    site.pages.set('/', { html: connectPage(entry, { script }) });
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.vendorIsThere();
    await visitor.page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => {
        document.title = persisted ? 'came back' : 'new';
      });
    });
    await visitor.open('/elsewhere');
    const comeBack = async () => {
      // Not by goBack, which waits for a navigation that does not come.
      await visitor.page.evaluate(() => history.back());
      await expect.poll(() => visitor.page.title().catch(String)).toBe('came back');
      await visitor.idle();
    };
    return { site, visitor, comeBack };
  }

  test('the same user: a fresh token, though the old one is not due', async () => {
    const { site, visitor, comeBack } = await visitAndLeave();
    await comeBack();
    expect(site.asked).toHaveLength(2);
    expect(await visitor.send('hello')).toBe('jane');
    expect(await visitor.errors()).toStrictEqual([]);
  });

  test('another user: the widget is logged out', async () => {
    const { visitor, comeBack } = await visitAndLeave();
    await visitor.logIn('john');
    await comeBack();
    expect(await visitor.errors()).toStrictEqual(['ERR_USER_CHANGED']);
    await visitor.page.evaluate(() => standIn?.restart?.());
    expect(await visitor.user()).toBe(null);
  });

  test('nobody: the widget is logged out', async () => {
    const { visitor, comeBack } = await visitAndLeave();
    await visitor.logOut();
    await comeBack();
    expect(await visitor.errors()).toStrictEqual([]);
    await visitor.page.evaluate(() => standIn?.restart?.());
    expect(await visitor.user()).toBe(null);
  });
});
