/** An endpoint of another origin works where it lists the page's, and nowhere else. */
import { describe, expect, test } from 'vitest';
import { connectPage, pageOf, scriptFor } from './html.ts';
import { tested } from './vendors.ts';
import { visit } from './visitor.ts';

const khoros = tested('khoros');

async function visitFromElsewhere(way: 'connectChat' | 'loginScript', isListed: boolean) {
  const { site, visitor } = await visit();
  const endpoint = `${site.otherOrigin}/chat-token/khoros`;
  const html =
    way === 'connectChat'
      ? connectPage(khoros, { endpoint })
      : pageOf(khoros, await scriptFor(khoros, 'endpoint', { endpoint }));
  site.pages.set('/', { html });
  site.origins = ['https://www.example.com', isListed ? site.origin : site.otherOrigin];
  await visitor.logIn('jane');
  await visitor.open();
  await visitor.vendorIsThere();
  return { site, visitor };
}

describe.each(['connectChat', 'loginScript'] as const)('%s', (way) => {
  test('listed', async () => {
    const { visitor } = await visitFromElsewhere(way, true);
    expect(await visitor.send('hello')).toBe('jane');
    expect(visitor.complaints).toStrictEqual([]);
  });

  test('not listed', async () => {
    const { site, visitor } = await visitFromElsewhere(way, false);
    expect(await visitor.send('hello')).toBe(null);
    expect(await visitor.tokens()).toStrictEqual([]);
    expect(site.asked).toHaveLength(1);
    if (way === 'connectChat') {
      expect(await visitor.errors()).toStrictEqual(['ERR_ENDPOINT_FAILED']);
    }
  });
});

test('another site gets no cookie, so nobody is logged in', async () => {
  const { site, visitor } = await visit();
  const elsewhere = site.origin.replace('localhost', '127.0.0.1');
  site.origins = [elsewhere];
  const endpoint = `${site.origin}/chat-token/khoros`;
  site.pages.set('/', { html: connectPage(khoros, { endpoint }) });
  await visitor.logIn('jane');
  await visitor.open(`${elsewhere}/`);
  await visitor.vendorIsThere();
  expect(await visitor.page.evaluate(() => chat.session.ready)).toBe(false);
  expect(await visitor.errors()).toStrictEqual([]);
  expect(await visitor.send('hello')).toBe(null);
});
