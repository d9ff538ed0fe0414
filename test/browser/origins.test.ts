/** An endpoint of another origin works where it lists the page's, and nowhere else. */
import { describe, expect, test } from 'vitest';
import { connectPage, scriptFor, scriptPage } from './html.ts';
import { REFRESH, VENDORS } from './vendors.ts';
import { visit } from './visitor.ts';

describe.each(VENDORS)('$name', (entry) => {
  const script = entry.readsOnce ? 'when ready' : 'first';

  async function visitFromElsewhere() {
    const { site, visitor } = await visit();
    const endpoint = `${site.otherOrigin}/chat-token/${entry.name}`;
    site.pages.set('/', { html: connectPage(entry, { script, endpoint }) });
    const own = await scriptFor(entry, 'endpoint', site.now, { endpoint });
    site.pages.set('/token-script', { html: scriptPage(entry, own, { script }) });
    await visitor.logIn('jane');
    return { site, visitor };
  }

  test('connectChat, listed', async () => {
    const { site, visitor } = await visitFromElsewhere();
    site.origins = ['https://www.example.com', site.origin];
    await visitor.open();
    await visitor.vendorIsThere();
    expect(await visitor.send('hello')).toBe('jane');
    await visitor.pass(REFRESH - 1);
    expect(site.asked).toHaveLength(1);
    await visitor.pass(1);
    expect(site.asked).toHaveLength(2);
    expect(await visitor.errors()).toStrictEqual([]);
    expect(visitor.complaints).toStrictEqual([]);
  });

  test('connectChat, not listed', async () => {
    const { site, visitor } = await visitFromElsewhere();
    site.origins = ['https://www.example.com', site.otherOrigin];
    await visitor.open();
    await visitor.vendorIsThere();
    expect(await visitor.errors()).toStrictEqual(['ERR_ENDPOINT_FAILED']);
    expect(await visitor.send('hello')).toBe(null);
    expect(await visitor.tokens()).toStrictEqual([]);
    expect(site.asked).toHaveLength(1);
  });

  test('loginScript, listed', async () => {
    const { site, visitor } = await visitFromElsewhere();
    site.origins = [site.origin];
    await visitor.open('/token-script');
    await visitor.vendorIsThere();
    expect(await visitor.send('hello')).toBe('jane');
    expect(visitor.complaints).toStrictEqual([]);
  });

  test('loginScript, not listed', async () => {
    const { visitor } = await visitFromElsewhere();
    await visitor.open('/token-script');
    await visitor.vendorIsThere();
    expect(await visitor.send('hello')).toBe(null);
    expect(await visitor.tokens()).toStrictEqual([]);
  });
});

test('from another site no cookie comes along: nobody is logged in', async () => {
  const { site, visitor } = await visit();
  const [entry] = VENDORS;
  if (entry === undefined) throw new Error('There is no vendor.');
  const elsewhere = site.origin.replace('localhost', '127.0.0.1');
  site.origins = [elsewhere];
  const endpoint = `${site.origin}/chat-token/${entry.name}`;
  site.pages.set('/', { html: connectPage(entry, { script: 'first', endpoint }) });
  await visitor.logIn('jane');
  await visitor.open(`${elsewhere}/`);
  await visitor.vendorIsThere();
  expect(await visitor.page.evaluate(() => chat.session.ready)).toBe(false);
  expect(await visitor.errors()).toStrictEqual([]);
  expect(await visitor.send('hello')).toBe(null);
});
