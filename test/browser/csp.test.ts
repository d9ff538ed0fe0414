/** A strict Content-Security-Policy: a nonce, and no inline script without it. */
import { describe, expect, test } from 'vitest';
import { connectPage, pageOf, scriptFor, scriptOrder, WAYS } from './html.ts';
import { tested, VENDORS } from './vendors.ts';
import { type Visitor, visit, visitAsJane } from './visitor.ts';

const NONCE = 'bm9uY2Ugb2YgMTYgYnl0ZXM=';
const headers = {
  'content-security-policy': `default-src 'none'; script-src 'nonce-${NONCE}'; connect-src 'self'`,
};

const violations = ({ page }: Visitor) => page.evaluate(() => instruments.violations);

async function expectChat(visitor: Visitor) {
  await visitor.pass(0.1);
  expect(await visitor.send('hello')).toBe('jane');
  expect(await violations(visitor)).toStrictEqual([]);
  expect(visitor.complaints).toStrictEqual([]);
}

describe.each(VENDORS)('$name', (entry) => {
  test('connectChat needs no exception', async () => {
    const html = connectPage(entry, { nonce: NONCE });
    const { visitor } = await visitAsJane({ html, headers });
    await expectChat(visitor);
  });

  test.each(WAYS)('loginScript with the %s runs with its nonce', async (way) => {
    const own = await scriptFor(entry, way, { nonce: NONCE });
    const script = way === 'endpoint' ? scriptOrder(entry) : 'async';
    const { visitor } = await visitAsJane({
      html: pageOf(entry, own, { script, nonce: NONCE }),
      headers,
    });
    await expectChat(visitor);
  });
});

const khoros = tested('khoros');

test('connectChat reports an endpoint that connect-src leaves out', async () => {
  const { site, visitor } = await visit();
  const endpoint = `${site.otherOrigin}/chat-token/khoros`;
  site.pages.set('/', { html: connectPage(khoros, { endpoint, nonce: NONCE }), headers });
  await visitor.open();
  await visitor.vendorIsThere();
  expect(await visitor.errors()).toStrictEqual(['ERR_ENDPOINT_FAILED']);
  expect(await violations(visitor)).toStrictEqual([`connect-src ${endpoint}`]);
});

test.each([
  undefined,
  'YW5vdGhlciBvbmU=',
])('loginScript does not run with the nonce %s', async (nonce) => {
  const own = await scriptFor(khoros, 'endpoint', { nonce });
  const html = pageOf(khoros, own, { script: 'async', nonce: NONCE });
  const { site, visitor } = await visitAsJane({ html, headers });
  await visitor.pass(1);
  expect(await visitor.send('hello')).toBe(null);
  expect(await violations(visitor)).toStrictEqual(['script-src-elem inline']);
  expect(site.asked).toHaveLength(0);
});
