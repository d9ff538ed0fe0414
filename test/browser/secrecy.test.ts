/** The token is in memory alone: no storage, no cookie, no address. */
import { describe, expect, test } from 'vitest';
import { connectPage, scriptFor, scriptPage, WAYS } from './html.ts';
import type { Site } from './site.ts';
import { REFRESH, VENDORS } from './vendors.ts';
import { type Visitor, visit } from './visitor.ts';

/** All that a page can leave behind. */
async function tracesOf({ page, context }: Visitor): Promise<string> {
  const kept = await page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    cookies: document.cookie,
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    history: [history.length, history.state],
    address: location.href,
    name: window.name,
    referrer: document.referrer,
  }));
  expect(kept.local).toStrictEqual({});
  expect(kept.session).toStrictEqual({});
  expect(kept.databases).toStrictEqual([]);
  expect(kept.caches).toStrictEqual([]);
  return JSON.stringify([kept, await context.cookies()]);
}

/** Looks for the tokens, and for anything else that begins as one. */
async function expectNoTrace(site: Site, visitor: Visitor): Promise<void> {
  const traces = await tracesOf(visitor);
  const tokens = await visitor.tokens();
  expect(tokens.length).toBeGreaterThan(0);
  for (const text of [traces, ...site.heads, ...visitor.addresses]) {
    expect(text).not.toContain('eyJ');
    for (const part of tokens.flatMap((token) => token.split('.'))) {
      expect(text.includes(part)).toBe(false);
    }
  }
}

describe.each(VENDORS)('$name', (entry) => {
  const script = entry.readsOnce ? 'when ready' : 'first';

  async function visitForLong(html: string, site: Site, visitor: Visitor): Promise<void> {
    site.pages.set('/', { html });
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.vendorIsThere();
    await visitor.pass(REFRESH);
    await visitor.page.evaluate(() => standIn?.restart?.());
    expect(await visitor.send('hello')).toBe('jane');
  }

  test('connectChat', async () => {
    const { site, visitor } = await visit();
    await visitForLong(connectPage(entry, { script }), site, visitor);
    await expectNoTrace(site, visitor);
    expect(await visitor.page.content(), 'not in the document either').not.toContain('eyJ');
    expect(JSON.stringify(await visitor.page.evaluate(() => chat.refreshes))).not.toContain('eyJ');
  });

  test.each(WAYS)('loginScript with the %s', async (way) => {
    const { site, visitor } = await visit();
    const own = await scriptFor(entry, way, site.now);
    const order = way === 'endpoint' ? script : 'first';
    await visitForLong(scriptPage(entry, own, { script: order }), site, visitor);
    await expectNoTrace(site, visitor);
  });
});
