/** Nothing leaves the page, and nothing of it stays in the browser. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { choose, editAs, open, settle, token, VENDORS, type Visit, visit } from './visit.ts';

/** What a user types: letters of many scripts, for each of which the site has a font of its own. */
const SECRETIVE = 'Jane Джейн Ιωάννα Jiří Nguyễn ジェーン';

/** Uses everything that there is. */
async function useAll(page: Page): Promise<string> {
  for (const vendor of VENDORS) {
    await choose(page, vendor);
    const fields = page.locator('#panel-make .pg-form input[type=text]');
    await fields.first().pressSequentially(SECRETIVE);
    for (const add of await page.locator('.pg-form button', { hasText: 'Add' }).all()) {
      await add.click();
    }
    for (const select of await page.locator('#panel-make select').all()) {
      for (const option of await select.locator('option').all()) {
        await select.selectOption((await option.getAttribute('value')) ?? '');
      }
    }
    const [remove] = await page.locator('.pg-form button', { hasText: 'Remove' }).all();
    await remove?.click();
    await editAs(page, 'JSON');
    await page.getByLabel('The user as JSON').fill('{ "name": ');
    await editAs(page, 'Form');
    await page.getByRole('button', { name: 'Example' }).click();
    await page.getByRole('button', { name: 'Make a new key' }).click();
    await page.getByLabel('Lifetime').fill('2d');
    await page.getByLabel('When the token arrives').selectOption('right');
    await settle(page);
  }
  const signed = (await token(page)).replaceAll('\n', '');
  await open(page, 'Read a token');
  await page.getByLabel('Paste a token').fill(`{"token":"${signed}"}`);
  for (const vendor of ['', ...VENDORS]) {
    await page.getByLabel('For which vendor').selectOption(vendor);
    await settle(page);
  }
  // What a reader does on the way.
  await page.getByRole('switch').first().click();
  await page.mouse.wheel(0, 4000);
  for (const code of await page.locator('.playground .pg-code').all()) {
    await code.focus();
  }
  // Longer than any timer of the page waits.
  await page.waitForTimeout(1500);
  return signed;
}

/** All that the browser keeps of the page. */
function kept(page: Page): Promise<string> {
  return page.evaluate(async () =>
    JSON.stringify([
      location.href,
      document.cookie,
      document.title,
      window.name,
      history.state,
      { ...localStorage },
      { ...sessionStorage },
      await indexedDB.databases(),
      await caches.keys(),
    ]),
  );
}

/** Counts what a page can call to reach somebody, whether or not the browser lets it through. */
async function countCalls(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const calls: string[] = [];
    Object.assign(window, { calls });
    const counted = (name: string, real: object) =>
      new Proxy(real, {
        apply: (target, self, args) => {
          calls.push(name);
          return typeof target === 'function' ? Reflect.apply(target, self, args) : undefined;
        },
        construct: (target, args) => {
          calls.push(name);
          const made: unknown = typeof target === 'function' ? Reflect.construct(target, args) : {};
          return Object(made);
        },
      });
    for (const name of [
      'fetch',
      'XMLHttpRequest',
      'WebSocket',
      'EventSource',
      'Worker',
      'SharedWorker',
      'RTCPeerConnection',
      'Image',
      'open',
    ]) {
      const real: unknown = Reflect.get(window, name);
      Reflect.set(window, name, counted(name, Object(real)));
    }
    for (const name of ['sendBeacon', 'share']) {
      const real: unknown = Reflect.get(navigator, name);
      if (real) Reflect.set(navigator, name, counted(name, Object(real)));
    }
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      calls.push(`${violatedDirective} ${blockedURI}`);
    });
  });
  return async () =>
    JSON.parse(await page.evaluate(() => JSON.stringify(Reflect.get(window, 'calls'))));
}

/** What was asked for since the page had loaded. */
function since({ requests, site }: Visit): () => string[] {
  const before = [requests.length, site.asked.length] as const;
  return () => [...requests.slice(before[0]), ...site.asked.slice(before[1])];
}

test('everything is used, and nobody is asked for anything', async () => {
  const visited = await visit();
  const { page, complaints } = visited;
  const asked = since(visited);
  const calls = await countCalls(page);
  const signed = await useAll(page);
  expect(signed.split('.')).toHaveLength(3);
  expect(asked()).toStrictEqual([]);
  expect(await calls()).toStrictEqual([]);
  expect(complaints).toStrictEqual([]);
  expect(page.url()).toBe(`${visited.site.origin}/playground.html`);

  const all = await kept(page);
  for (const part of [...signed.split('.'), 'Jane', 'Джейн', 'example.com']) {
    expect(all).not.toContain(part);
  }
  expect(await page.evaluate(() => Object.keys(localStorage))).toStrictEqual([
    'vitepress-theme-appearance',
  ]);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test('the recorders see a request, and an attempt that the policy stops', async () => {
  const visited = await visit();
  const { page } = visited;
  const asked = since(visited);
  const calls = await countCalls(page);
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('img'), { src: '/seen.png' }));
    void fetch('/tried').catch(() => {});
    navigator.sendBeacon('/beacon');
  });
  await expect.poll(() => asked().join(' ')).toContain('/seen.png');
  expect(asked().join(' ')).not.toContain('/tried');
  expect(await calls()).toEqual(expect.arrayContaining(['fetch', 'sendBeacon']));
});

test.each<[string, () => void]>([
  ['fetch', () => void fetch('/out').then(() => document.dispatchEvent(new Event('sent')))],
  ['a WebSocket', () => void new WebSocket(location.origin.replace('http', 'ws'))],
  [
    'an image of another site',
    () => {
      new Image().src = 'http://127.0.0.1:9/x.png';
    },
  ],
  ['a worker', () => void new Worker('/out')],
  [
    'a form',
    () => {
      const form = Object.assign(document.createElement('form'), { action: '/out' });
      document.body.append(form);
      form.submit();
    },
  ],
  [
    'an inline script',
    () => {
      const script = document.createElement('script');
      script.textContent = 'document.dispatchEvent(new Event("sent"))';
      document.body.append(script);
    },
  ],
])('the policy stops %s', async (_name, action) => {
  const { page, site } = await visit();
  await page.evaluate(() => {
    const verdict = new Promise((resolve) => {
      for (const type of ['sent', 'securitypolicyviolation']) {
        document.addEventListener(type, () => resolve(type));
      }
    });
    Object.assign(window, { verdict });
  });
  await page.evaluate(action);
  const verdict: unknown = await page.evaluate(() => Reflect.get(window, 'verdict'));
  expect(verdict).toBe('securitypolicyviolation');
  expect(site.asked).not.toContain('/out');
});

test('VitePress works under the policy: search, dark mode, and the way to another page', async () => {
  const { page, complaints, site } = await visit();
  await page.getByRole('button', { name: 'Search' }).first().click();
  await page.locator('#localsearch-input').fill('playground');
  await page.locator('.VPLocalSearchBox .results .result').first().waitFor();
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await page.getByRole('switch').first().click();
  expect(await page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(true);
  await page.getByRole('link', { name: 'Start in five minutes' }).first().click();
  await page.waitForURL(`${site.origin}/start.html`);
  await page.locator('.playground').waitFor({ state: 'detached' });
  expect(complaints).toStrictEqual([]);
});

test('a link within the site leads to the page with its policy', async () => {
  const { page, site } = await visit({}, '/start.html');
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: '/playground.html' });
    document.querySelector('.vp-doc, .VPDoc')?.append(link);
    link.click();
  });
  await page.locator('.playground .pg-token').waitFor();
  expect(page.url()).toBe(`${site.origin}/playground.html`);
  const verdict = await page.evaluate(() => fetch('/').then(String, () => 'stopped'));
  expect(verdict).toBe('stopped');
});

test('an address that the server does not know leads to the page with its policy', async () => {
  const { page, site } = await visit({}, '/playground');
  await page.locator('.playground .pg-token').waitFor();
  expect(page.url()).toBe(`${site.origin}/playground.html`);
  expect(await page.locator('meta[http-equiv="Content-Security-Policy"]').count()).toBe(1);
});

test('a page that came without its policy does not run', async () => {
  const { page, site } = await visit({}, '/start.html');
  await page.route('**/playground.html', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('Content-Security-Policy', 'x-no-policy');
    await route.fulfill({ response, body });
  });
  await page.goto(`${site.origin}/playground.html`);
  await page.getByText('came without its Content-Security-Policy').waitFor();
  expect(await page.locator('.playground').count()).toBe(0);
});

test('without JavaScript the page says so', async () => {
  const { page } = await visit({ javaScriptEnabled: false }, '/playground.html', false);
  await expect.poll(() => page.locator('noscript').innerText()).toContain('takes JavaScript');
});

test('Clear takes the token away', async () => {
  const { page } = await visit();
  const signed = (await token(page)).replaceAll('\n', '');
  await open(page, 'Read a token');
  await page.getByLabel('Paste a token').fill(signed);
  await page.getByText('expires in 60 minutes', { exact: false }).last().waitFor();
  await page.getByRole('button', { name: 'Clear' }).click();
  expect(await page.getByLabel('Paste a token').inputValue()).toBe('');
  await page.getByText('There is no token yet.').waitFor();
  expect(await page.locator('#panel-read').innerHTML()).not.toContain(signed.split('.')[1]);
});

test('no field asks for a secret, and the browser keeps none', async () => {
  const { page } = await visit();
  for (const vendor of VENDORS) {
    await choose(page, vendor);
    for (const mode of ['JSON', 'Form'] as const) {
      await editAs(page, mode);
      const fields = page.locator('.playground :is(input[type=text], textarea, select)');
      for (const field of await fields.all()) {
        expect(await field.getAttribute('autocomplete')).toBe('off');
        const isTyped = await field.evaluate(({ localName }) => localName !== 'select');
        // A spelling checker may be a service of the browser's maker.
        if (isTyped) expect(await field.getAttribute('spellcheck')).toBe('false');
      }
    }
    const playground = page.locator('.playground');
    expect(await playground.locator('[type=password]').count()).toBe(0);
    expect(await playground.getByLabel(/secret/i).count()).toBe(0);
  }
});
