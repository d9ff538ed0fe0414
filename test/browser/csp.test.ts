/** A strict Content-Security-Policy: a nonce, and no inline script without it. */
import { describe, expect, test } from 'vitest';
import { connectPage, scriptFor, scriptPage, WAYS } from './html.ts';
import { VENDORS } from './vendors.ts';
import { type Visitor, visit } from './visitor.ts';

const NONCE = 'bm9uY2Ugb2YgMTYgYnl0ZXM=';
const headers = {
  'content-security-policy': `default-src 'none'; script-src 'nonce-${NONCE}'; connect-src 'self'`,
};

function violations({ page }: Visitor): Promise<string[]> {
  return page.evaluate(() => instruments.violations);
}

describe.each(VENDORS)('$name', (entry) => {
  const script = entry.readsOnce ? 'when ready' : 'first';

  test('connectChat needs no exception', async () => {
    const { site, visitor } = await visit();
    site.pages.set('/', { html: connectPage(entry, { script, nonce: NONCE }), headers });
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.vendorIsThere();
    expect(await visitor.send('hello')).toBe('jane');
    expect(await violations(visitor)).toStrictEqual([]);
    expect(visitor.complaints).toStrictEqual([]);
  });

  test('connectChat says so when connect-src leaves the endpoint out', async () => {
    const { site, visitor } = await visit();
    const endpoint = `${site.otherOrigin}/chat-token/${entry.name}`;
    const html = connectPage(entry, { script, endpoint, nonce: NONCE });
    site.pages.set('/', { html, headers });
    await visitor.open();
    await visitor.vendorIsThere();
    expect(await visitor.errors()).toStrictEqual(['ERR_ENDPOINT_FAILED']);
    expect(await violations(visitor)).toStrictEqual([`connect-src ${endpoint}`]);
    expect(await visitor.send('hello')).toBe(null);
  });

  describe.each(WAYS)('loginScript with the %s', (way) => {
    const order = way === 'endpoint' ? script : 'async';

    test('runs with its nonce', async () => {
      const { site, visitor } = await visit();
      const own = await scriptFor(entry, way, site.now, { nonce: NONCE });
      const html = scriptPage(entry, own, { script: order, nonce: NONCE });
      site.pages.set('/', { html, headers });
      await visitor.logIn('jane');
      await visitor.open();
      await visitor.vendorIsThere();
      await visitor.pass(0.1);
      expect(await visitor.send('hello')).toBe('jane');
      expect(await violations(visitor)).toStrictEqual([]);
      expect(visitor.complaints).toStrictEqual([]);
    });

    test.each([undefined, 'YW5vdGhlciBvbmU='])('does not with the nonce %s', async (nonce) => {
      const { site, visitor } = await visit();
      const own = await scriptFor(entry, way, site.now, { nonce });
      const html = scriptPage(entry, own, { script: 'async', nonce: NONCE });
      site.pages.set('/', { html, headers });
      await visitor.logIn('jane');
      await visitor.open();
      await visitor.vendorIsThere();
      await visitor.pass(1);
      expect(await visitor.send('hello')).toBe(null);
      expect(await violations(visitor)).toStrictEqual(['script-src-elem inline']);
      expect(site.asked).toHaveLength(0);
    });
  });
});
