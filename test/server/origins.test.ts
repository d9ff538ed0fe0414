/** Who may call: the endpoint's own pages, and those whose origin is listed. */

import { zendesk } from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import { describe, expect, test } from 'vitest';
import { refusal } from '../support/support.ts';
import { ADDRESS, ask, endpoint, givenOptions, LISTED, OWN_ORIGIN } from './support.ts';

describe('the list', () => {
  test.each([
    undefined,
    [],
    [LISTED, OWN_ORIGIN],
    ['http://127.0.0.1:8787'],
    ['https://[::1]:8080'],
    ['https://xn--bcher-kva.example'],
    ['capacitor://localhost'],
    ['chrome-extension://abcdefghijklmnopabcdefghijklmnop'],
  ])('may be %j', (origins) => {
    expect(() => endpoint({ origins })).not.toThrow();
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a string', LISTED],
    ['an array-like object', { 0: LISTED, length: 1 }],
    ['a set', new Set([LISTED])],
  ])('may not be %s', async (_what, origins) => {
    const { message, hint } = await refusal(
      () => createTokenHandler(zendesk, givenOptions({ origins })),
      'ERR_OPTION_INVALID',
    );
    expect(message).toContain('origins must be');
    expect(hint).toContain("['https://www.example.com']");
  });

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['a number', 7],
    ['a list', [LISTED]],
    ['a URL', new URL(LISTED)],
    ...[
      '',
      '*',
      'null',
      `${LISTED}/`,
      `${LISTED}?query`,
      `${LISTED}:443`,
      ` ${LISTED}`,
      `${LISTED}\n`,
      `${LISTED}, https://a.example`,
      'https://SHOP.example.org',
      'https://user@shop.example.org',
      'shop.example.org',
      '//shop.example.org',
      'https:/shop.example.org',
      'https://',
      'https://*.example.org',
      'https://bücher.example',
      'https://shop.example.org:99999',
      'https://1.1',
      'file:///',
      'javascript:alert(1)',
      'capacitor://',
      'capacitor://*',
      'capacitor://localhost/',
      'capacitor://localhost\n',
      'Capacitor://localhost',
      '1x://localhost',
    ].map((entry): [string, string] => [JSON.stringify(entry), entry]),
  ])('may not hold %s', async (_what, entry) => {
    const { message, hint } = await refusal(
      () => createTokenHandler(zendesk, givenOptions({ origins: [LISTED, entry] })),
      'ERR_OPTION_INVALID',
    );
    expect(message).toContain('origins[1] is not an origin');
    expect(hint).toContain("'https://www.example.com'");
  });
});

/** What the page of an origin gets to see, and whether it gets it. */
async function verdict(headers: Record<string, string>, origins: readonly string[] = [LISTED]) {
  const response = await endpoint({ origins })(ask(headers, 'POST'));
  return [response.status, response.headers.get('access-control-allow-origin')];
}

describe('an origin', () => {
  test.each([
    'null',
    '',
    '*',
    'https://shop.example.org.evil.example',
    'https://evilshop.example.org',
    'https://evil.shop.example.org',
    'https://example.org',
    'https://shopxexample.org',
    'https://shop.example.org.',
    'http://shop.example.org',
    'https://shop.example.org:443',
    'https://SHOP.example.org',
    'https://shop.example.org/',
    'https://shop.example.org, https://evil.example',
    'https://shop.example.org@evil.example',
    'https://www.example.com.evil.example',
    'https://notwww.example.com',
    'http://www.example.com',
    'https://www.example.com:8443',
    'https://WWW.EXAMPLE.COM',
  ])('%j is neither the listed nor the own one', async (origin) => {
    for (const site of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      expect(await verdict({ origin, ...site })).toStrictEqual([403, null]);
    }
    const preflight = await endpoint({ origins: [LISTED] })(
      ask({ origin, 'access-control-request-method': 'POST' }, 'OPTIONS'),
    );
    expect(preflight.status).toBe(403);
    expect([...preflight.headers.keys()].join()).not.toContain('access-control-');
  });

  test.each([
    LISTED,
    'http://localhost:3000',
    'capacitor://localhost',
  ])('%s is taken where it is listed, and only there', async (origin) => {
    const list = ['https://a.example', origin, 'https://z.example'];
    for (const site of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      expect(await verdict({ origin, ...site }, list)).toStrictEqual([200, origin]);
      expect(await verdict({ origin, ...site }, [])).toStrictEqual([403, null]);
    }
  });

  test('that is listed is the only one in the response', async () => {
    const response = await endpoint({ origins: ['https://a.example', LISTED] })(
      ask({ origin: LISTED }),
    );
    expect(JSON.stringify([...response.headers])).not.toContain('a.example');
  });

  test('of its own needs no entry, and gets no CORS headers', async () => {
    expect(await verdict({ origin: OWN_ORIGIN })).toStrictEqual([200, null]);
    const withPort = new Request(ADDRESS.replace('.com', '.com:443'), {
      headers: { origin: OWN_ORIGIN },
    });
    expect((await endpoint()(withPort)).status).toBe(200);
  });

  test('null is never the own one, not even at an address without origin', async () => {
    const request = new Request('app://bundle/api/chat-token', { headers: { origin: 'null' } });
    expect((await endpoint()(request)).status).toBe(403);
  });
});

describe('Sec-Fetch-Site', () => {
  test.each([
    ['same-origin', 200],
    ['none', 200],
    ['same-site', 403],
    ['cross-site', 403],
    ['', 403],
    ['SAME-ORIGIN', 403],
    ['same-origin, cross-site', 403],
    ['null', 403],
  ])('%j: %i, with the own origin, an unlisted one, or none', async (site, status) => {
    const headers = { 'sec-fetch-site': site };
    expect(await verdict(headers)).toStrictEqual([status, null]);
    expect(await verdict({ ...headers, origin: OWN_ORIGIN })).toStrictEqual([status, null]);
    // A proxy may hide the address that the page was served from: the browser knows it.
    expect(await verdict({ ...headers, origin: 'https://hidden.example' })).toStrictEqual([
      status,
      null,
    ]);
  });

  test('same-origin lets in Origin: null, which a page without referrer sends', async () => {
    const headers = { origin: 'null', 'sec-fetch-site': 'same-origin' };
    expect(await verdict(headers)).toStrictEqual([200, null]);
  });

  test('a client that is not a browser sends neither header', async () => {
    expect(await verdict({})).toStrictEqual([200, null]);
  });
});
