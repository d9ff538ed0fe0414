/** While the endpoint fails, the visitor chats unauthenticated; when it is well, as who they are. */
import { describe, expect, test } from 'vitest';
import { FAILURES } from './failures.ts';
import { connectPage } from './html.ts';
import { LIFETIME, REFRESH, VENDORS } from './vendors.ts';
import { visit } from './visitor.ts';

describe.each(VENDORS)('$name', (entry) => {
  const script = entry.readsOnce ? 'when ready' : 'first';

  test.each(Object.entries(FAILURES))('%s: at first, and at the refresh', async (_, failure) => {
    const { site, visitor } = await visit();
    site.pages.set('/', { html: connectPage(entry, { script }) });
    site.failure = (response) => failure(response, entry);
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.vendorIsThere();
    expect(await visitor.page.evaluate(() => chat.session.ready)).toBe(false);
    expect(await visitor.errors()).toStrictEqual(['ERR_ENDPOINT_FAILED']);
    expect(await visitor.send('hello')).toBe(null);
    expect(await visitor.tokens()).toStrictEqual([]);

    site.failure = undefined;
    await visitor.pass(2);
    await visitor.page.evaluate(() => standIn?.restart?.());
    expect(await visitor.send('hello again')).toBe('jane');

    site.failure = (response) => failure(response, entry);
    await visitor.pass(REFRESH);
    const errors = await visitor.errors();
    expect(errors.length).toBeGreaterThan(1);
    expect(new Set(errors)).toStrictEqual(new Set(['ERR_ENDPOINT_FAILED']));
    expect(await visitor.send('the old token is still good')).toBe('jane');

    site.failure = undefined;
    await visitor.pass(LIFETIME - REFRESH);
    await visitor.page.evaluate(() => standIn?.restart?.());
    expect(await visitor.send('the new one is')).toBe('jane');
    expect(site.heads.filter((head) => head.includes('/please-log-in'))).toStrictEqual([]);
  });
});
