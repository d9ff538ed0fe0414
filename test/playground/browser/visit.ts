/** Somebody who opens the playground, and all that their page asks for. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest';
import { openSite, type Site } from './site.ts';

/** The vendors with a picture of what the agent sees. */
export const VENDORS = ['khoros', 'convrs', 'zendesk', 'deskpro'] as const;

/** With those: a vendor with an open contract, and one with a hash. */
export const ALL_VENDORS = [...VENDORS, 'intercom', 'chatwoot'] as const;

export interface Visit {
  readonly page: Page;
  readonly site: Site;
  /** What the page asked for, by any means that a browser has. */
  readonly requests: string[];
  /** Errors on the console, and what was not caught. */
  readonly complaints: string[];
}

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.connect(inject('browser'));
});
afterAll(() => browser.close());

/** Opens the page, and waits until it has loaded to the end. */
export async function visit(
  options: BrowserContextOptions = {},
  path = '/playground.html',
  hasScripts = true,
): Promise<Visit> {
  const site = await openSite();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  onTestFinished(async () => {
    await context.close();
    site.close();
  });
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  page.on('websocket', (socket) => requests.push(socket.url()));
  page.on('worker', (worker) => requests.push(worker.url()));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  await page.goto(site.origin + path, { waitUntil: 'networkidle' });
  if (hasScripts && path === '/playground.html') {
    await page.getByRole('tab', { name: 'Make a token' }).waitFor();
    await page.locator('.pg-token').waitFor();
    await page.waitForLoadState('networkidle');
  }
  return { page, site, requests, complaints };
}

/** Chooses a vendor, and waits until its token is signed. */
export async function choose(page: Page, vendor: (typeof ALL_VENDORS)[number]): Promise<void> {
  await page.locator(`input[name="pg-vendor"][value="${vendor}"]`).check();
  await settle(page);
}

/** Waits until what was typed is signed and drawn. */
export async function settle(page: Page): Promise<void> {
  // A frame later, what is typed is on its way.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  await page.locator('.playground [aria-busy="true"]').waitFor({ state: 'detached' });
}

/** The claims that the page shows. */
export async function claims(page: Page): Promise<Record<string, unknown>> {
  return JSON.parse(await page.getByRole('group', { name: 'Claims', exact: true }).innerText());
}

/** The token that the page shows. */
export function token(page: Page): Promise<string> {
  return page.getByRole('group', { name: 'Token', exact: true }).innerText();
}

/** The first tab or the second. */
export async function open(page: Page, tab: 'Make a token' | 'Read a token'): Promise<void> {
  await page.getByRole('tab', { name: tab }).click();
}

/** The user as a form, or as JSON. */
export async function editAs(page: Page, mode: 'Form' | 'JSON'): Promise<void> {
  await page.getByRole('radio', { name: mode, exact: true }).check();
}
