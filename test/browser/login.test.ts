/** `connectChat` logs the visitor in, whenever the vendor's script comes. */
import { describe, expect, test } from 'vitest';
import { connectPage } from './html.ts';
import { LOG_IN_LATER, READ_ONCE, VENDORS } from './vendors.ts';
import { visit } from './visitor.ts';

describe.each(LOG_IN_LATER)('$name', (entry) => {
  test("the vendor's script is there before", async () => {
    const { site, visitor } = await visit();
    site.pages.set('/', { html: connectPage(entry, { script: 'first' }) });
    await visitor.logIn('jane');
    await visitor.open();
    expect(await visitor.page.evaluate(() => chat.session.ready)).toBe(true);
    expect(await visitor.user()).toBe('jane');
    expect(await visitor.send('hello')).toBe('jane');
    expect(site.asked).toHaveLength(1);
    expect(visitor.complaints).toStrictEqual([]);
  });

  test.each([0, 3])("the vendor's script comes %i seconds after", async (seconds) => {
    const { site, visitor } = await visit();
    const letGo = site.holdVendors();
    site.pages.set('/', { html: connectPage(entry, { script: 'async' }) });
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.pass(seconds);
    expect(site.asked, 'no token is made before there is a use for it').toHaveLength(0);
    letGo();
    await visitor.vendorIsThere();
    await visitor.pass(0.1);
    expect(await visitor.user()).toBe('jane');
    expect(await visitor.send('hello')).toBe('jane');
    expect(site.asked).toHaveLength(1);
    expect(visitor.complaints).toStrictEqual([]);
  });
});

describe.each(READ_ONCE)('$name', (entry) => {
  test.each([0, 3])('is loaded when ready, and takes %i seconds', async (seconds) => {
    const { site, visitor } = await visit();
    const letGo = site.holdVendors();
    site.pages.set('/', { html: connectPage(entry, { script: 'when ready' }) });
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.pass(seconds);
    letGo();
    await visitor.vendorIsThere();
    expect(await visitor.user()).toBe('jane');
    expect(await visitor.send('hello')).toBe('jane');
    expect(site.asked).toHaveLength(1);
    expect(visitor.complaints).toStrictEqual([]);
  });

  test('started too early, finds the token when it reads it again', async () => {
    const { site, visitor } = await visit();
    site.pages.set('/', { html: connectPage(entry, { script: 'first' }) });
    await visitor.logIn('jane');
    await visitor.open();
    expect(await visitor.send('hello')).toBe(null);
    await visitor.page.evaluate(() => standIn?.restart?.());
    expect(await visitor.send('hello again')).toBe('jane');
  });
});

describe.each(VENDORS)('$name', (entry) => {
  test('nobody is logged in: the visitor chats, and nothing is asked again', async () => {
    const { site, visitor } = await visit();
    const script = entry.readsOnce ? 'when ready' : 'first';
    site.pages.set('/', { html: connectPage(entry, { script }) });
    await visitor.open();
    await visitor.vendorIsThere();
    expect(await visitor.page.evaluate(() => chat.session.ready)).toBe(false);
    expect(await visitor.send('hello')).toBe(null);
    await visitor.pass(3600);
    expect(site.asked).toHaveLength(1);
    expect(await visitor.errors()).toStrictEqual([]);
  });
});
