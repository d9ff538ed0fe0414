/** The token is in memory alone: no storage, no cookie, no address, no console. */
import { describe, expect, test } from 'vitest';
import { connectPage, pageOf, scriptFor, scriptOrder, WAYS } from './html.ts';
import type { Site } from './site.ts';
import { REFRESH, VENDORS } from './vendors.ts';
import { type Visitor, visitAsJane } from './visitor.ts';

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
  for (const text of [traces, ...site.heads, ...visitor.addresses, ...visitor.output]) {
    expect(text).not.toContain('eyJ');
    for (const part of tokens.flatMap((token) => token.split('.'))) {
      expect(text.includes(part)).toBe(false);
    }
  }
}

describe.each(VENDORS)('$name', (entry) => {
  async function visitForLong(html: string): Promise<Visitor> {
    const { site, visitor } = await visitAsJane(html);
    await visitor.pass(REFRESH);
    await visitor.restart();
    expect(await visitor.send('hello')).toBe('jane');
    await expectNoTrace(site, visitor);
    return visitor;
  }

  test('connectChat', async () => {
    const { page } = await visitForLong(connectPage(entry));
    const refreshes = JSON.stringify(await page.evaluate(() => chat.refreshes));
    for (const token of ['eyJ', ...(await page.evaluate(() => standIn?.tokens ?? []))]) {
      expect(await page.content(), 'not in the document either').not.toContain(token);
      expect(refreshes).not.toContain(token);
    }
  });

  test.each(WAYS)('loginScript with the %s', async (way) => {
    const script = way === 'endpoint' ? scriptOrder(entry) : 'first';
    await visitForLong(pageOf(entry, await scriptFor(entry, way), { script }));
  });
});
