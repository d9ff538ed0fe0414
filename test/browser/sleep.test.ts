/** After sleep, when no timer fired, the token is made fresh at once. */
import { describe, expect, test } from 'vitest';
import { connectPage } from './html.ts';
import { VENDORS } from './vendors.ts';
import { type Visitor, visit } from './visitor.ts';

const NIGHT = 8 * 3600;

describe.each(VENDORS)('$name', (entry) => {
  const script = entry.readsOnce ? 'when ready' : 'first';

  async function visitAndSleep() {
    const { site, visitor } = await visit();
    site.pages.set('/', { html: connectPage(entry, { script }) });
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.vendorIsThere();
    await visitor.sleep(NIGHT);
    await visitor.idle();
    expect(site.asked).toHaveLength(1);
    return { site, visitor };
  }

  async function expectChatAs(user: string, visitor: Visitor) {
    await visitor.idle();
    await visitor.page.evaluate(() => standIn?.restart?.());
    expect(await visitor.send('good morning')).toBe(user);
    expect(await visitor.errors()).toStrictEqual([]);
  }

  test('the page is seen again', async () => {
    const { site, visitor } = await visitAndSleep();
    // As the browser sends it: a page cannot be hidden by remote control.
    await visitor.page.evaluate(() =>
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
    );
    await expectChatAs('jane', visitor);
    expect(site.asked).toHaveLength(2);
  });

  test('the network is there again', async () => {
    const { site, visitor } = await visitAndSleep();
    await visitor.context.setOffline(true);
    await visitor.context.setOffline(false);
    await expect.poll(() => site.asked.length).toBe(2);
    await expectChatAs('jane', visitor);
  });

  test('no event comes: a minute later at most', async () => {
    const { site, visitor } = await visitAndSleep();
    await visitor.pass(60);
    await expectChatAs('jane', visitor);
    expect(site.asked).toHaveLength(2);
  });

  test('the network is not there yet', async () => {
    const { site, visitor } = await visitAndSleep();
    await visitor.context.setOffline(true);
    await visitor.page.evaluate(() =>
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
    );
    await visitor.idle();
    expect(await visitor.errors()).toStrictEqual(['ERR_ENDPOINT_FAILED']);
    await visitor.context.setOffline(false);
    await visitor.pass(2);
    await visitor.page.evaluate(() => standIn?.restart?.());
    expect(await visitor.send('good morning')).toBe('jane');
    expect(site.asked).toHaveLength(2);
  });

  test('the session ended overnight', async () => {
    const { site, visitor } = await visitAndSleep();
    await visitor.logOut();
    await visitor.pass(60);
    await visitor.page.evaluate(() => standIn?.restart?.());
    expect(await visitor.user()).toBe(null);
    expect(await visitor.errors()).toStrictEqual([]);
    expect(site.asked).toHaveLength(2);
  });
});
