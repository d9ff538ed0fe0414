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
    [LISTED],
    [LISTED, OWN_ORIGIN],
    ['http://localhost:3000'],
    ['http://127.0.0.1:8787'],
    ['https://[::1]:8080'],
    ['https://xn--bcher-kva.example'],
    ['capacitor://localhost'],
    ['ionic://localhost'],
    ['tauri://localhost'],
    ['chrome-extension://abcdefghijklmnopabcdefghijklmnop'],
    ['moz-extension://0f6b2c1e-7d4a-4c0f-8e3b-6a1d9c7e2f40'],
  ])('may be %j', (origins) => {
    expect(() => endpoint({ origins })).not.toThrow();
  });

  const revoked = Proxy.revocable<string[]>([], {});
  revoked.revoke();

  test.each<[string, unknown]>([
    ['a list with nothing in it but room', new Array(1)],
    ['null', null],
    ['a text', LISTED],
    ['an object', { 0: LISTED, length: 1 }],
    ['a set', new Set([LISTED])],
    ['a function', () => [LISTED]],
    ['true', true],
    ['what cannot be looked at', revoked.proxy],
    ...[
      '*',
      'null',
      '',
      ' ',
      7,
      null,
      undefined,
      [LISTED],
      /example/,
      new URL(LISTED),
      `${LISTED}/`,
      `${LISTED}/path`,
      `${LISTED}?query`,
      `${LISTED}#hash`,
      `${LISTED}:443`,
      'http://shop.example.org:80',
      ` ${LISTED}`,
      `${LISTED}\n`,
      `${LISTED}, https://a.example`,
      `${LISTED} https://a.example`,
      'https://SHOP.example.org',
      'HTTPS://shop.example.org',
      'https://user@shop.example.org',
      'https://user:pass@shop.example.org',
      'shop.example.org',
      '//shop.example.org',
      'https:shop.example.org',
      'https:/shop.example.org',
      'https://',
      'https:',
      'https://*',
      'https://*.example.org',
      'https://shop.*',
      'https://bücher.example',
      'https://shop.example.org:99999',
      'https://1.1',
      '.example.org',
      'file://',
      'file:///',
      'data:,x',
      'javascript:alert(1)',
      'capacitor://',
      'capacitor://*',
      'capacitor://localhost/',
      'capacitor://localhost/index.html',
      'capacitor://localhost\n',
      'Capacitor://localhost',
      '1x://localhost',
    ].map((entry): [string, unknown] => [`[${JSON.stringify(entry)}]`, [LISTED, entry]]),
  ])('may not be %s', async (_what, origins) => {
    const error = await refusal(
      () => createTokenHandler(zendesk, givenOptions({ origins })),
      'ERR_OPTION_INVALID',
    );
    if (error.message !== 'origins must be a list') {
      expect(error.message).toMatch(/^origins\[[01]\] is not an origin, as browsers send it$/);
      expect(error.hint).toContain("'https://www.example.com': scheme, host and no path");
    } else {
      expect(error.hint).toBe("Such as ['https://www.example.com'].");
    }
  });
});

/** What the page of an origin gets to see, and whether it gets it. */
async function verdict(headers: Record<string, string>, origins: readonly string[] = [LISTED]) {
  const response = await endpoint({ origins })(ask(headers, 'POST'));
  return [response.status, response.headers.get('access-control-allow-origin')];
}

const ALIKE = [
  'null',
  '',
  '*',
  'https://shop.example.org.evil.example',
  'https://evilshop.example.org',
  'https://evil.shop.example.org',
  'https://example.org',
  'https://shopxexample.org',
  'https://shop.example.or',
  'https://shop.example.org.',
  'http://shop.example.org',
  'https://shop.example.org:443',
  'https://shop.example.org:8443',
  'https://SHOP.example.org',
  'HTTPS://shop.example.org',
  'https://shop.example.org/',
  'https://shop.example.org, https://evil.example',
  'https://evil.example, https://shop.example.org',
  'https://shop.example.org https://evil.example',
  'https://shop.example.org@evil.example',
  'https://evil.example#https://shop.example.org',
  'shop.example.org',
  'https://www.example.com.evil.example',
  'https://notwww.example.com',
  'http://www.example.com',
  'https://www.example.com:8443',
  'https://WWW.EXAMPLE.COM',
  'https://example.com',
  'capacitor://localhost',
];

describe('an origin', () => {
  test.each(ALIKE)('%j is not the listed one, nor the own one', async (origin) => {
    expect(await verdict({ origin })).toStrictEqual([403, null]);
    for (const site of ['cross-site', 'same-site']) {
      expect(await verdict({ origin, 'sec-fetch-site': site })).toStrictEqual([403, null]);
    }
    const preflight = await endpoint({ origins: [LISTED] })(
      ask({ origin, 'access-control-request-method': 'POST' }, 'OPTIONS'),
    );
    expect(preflight.status).toBe(403);
    const names = [...preflight.headers.keys()];
    expect(names.filter((name) => name.startsWith('access-control-'))).toStrictEqual([]);
  });

  test.each([
    LISTED,
    'http://localhost:3000',
    'capacitor://localhost',
    'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
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

  test('that is listed is named alone, and never the others', async () => {
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

  test('null is no own one, even at an address that has no origin', async () => {
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
    ['same-origin, same-origin', 403],
    ['same-origin, cross-site', 403],
    ['nonsense', 403],
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

  test('an own page that tells no referrer sends Origin: null', async () => {
    const headers = { origin: 'null', 'sec-fetch-site': 'same-origin' };
    expect(await verdict(headers)).toStrictEqual([200, null]);
  });

  test.each(['cross-site', 'same-site'])('a script tag of a %s page is refused', async (site) => {
    // No Origin header comes with it, so that no list can let it in.
    const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' };
    expect(await verdict(headers)).toStrictEqual([403, null]);
  });

  test('whoever is no browser sends neither header', async () => {
    expect(await verdict({})).toStrictEqual([200, null]);
  });
});
