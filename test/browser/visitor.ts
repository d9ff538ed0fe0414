/** A visitor with a browser, whose clock goes as the test says. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, onTestFinished } from 'vitest';
import { openSite, type Site, type SitePage } from './site.ts';

export interface Visitor {
  readonly context: BrowserContext;
  /** The first tab. */
  readonly page: Page;
  /** What the consoles of the pages showed as an error, and what they did not catch. */
  readonly complaints: string[];
  /** Everything that the consoles of the pages showed. */
  readonly output: string[];
  /** Whatever address the pages asked for. */
  readonly addresses: string[];
  /** Logs in at the site, in place of whoever was: all tabs share the cookie. */
  logIn(user: string): Promise<void>;
  /** Logs out at the site. */
  logOut(): Promise<void>;
  /** Opens a page of the site and waits until it is idle. */
  open(path?: string, page?: Page): Promise<void>;
  /** Lets time pass for pages and servers, from timer to timer. Answers take no time. */
  pass(seconds: number): Promise<void>;
  /** Closes the lid: time passes, and no timer fires. */
  sleep(seconds: number): Promise<void>;
  /** Waits until no page does anything, and says in how many milliseconds one will. */
  idle(): Promise<number>;
  /** Comes back to a tab: it is visible again. */
  look(page?: Page): Promise<void>;
  /** Waits until the vendor's script has run, and the page is idle. */
  vendorIsThere(page?: Page): Promise<void>;
  /** Whom the vendor takes the visitor for. */
  user(page?: Page): Promise<string | null | undefined>;
  /** The tokens that the vendor's widget was given. */
  tokens(page?: Page): Promise<string[]>;
  /** Writes to the support, and says whom the vendor takes the message from. */
  send(text: string, page?: Page): Promise<string | null | undefined>;
  /** Lets the widget read the token again, where its vendor does so. */
  restart(page?: Page): Promise<void>;
  /** The codes of the errors that the page was told. */
  errors(page?: Page): Promise<string[]>;
}

let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What was seen in the test that runs. */
let complaints: string[] = [];
let output: string[] = [];
let addresses: string[] = [];

// One for all tests of a file: each test has a site of its own, at ports of its own.
beforeAll(async () => {
  browser = await chromium.connect(inject('browser'));
  context = await browser.newContext();
  await context.addInitScript({ content: inject('scripts')['/pages/instruments.js'] ?? '' });
  context.on('request', (request) => addresses.push(request.url()));
  context.on('console', (message) => {
    output.push(message.text());
    if (message.type() === 'error') complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  // Nobody opens one here: whatever could be executed would.
  context.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page = await context.newPage();
});
afterAll(() => browser.close());

async function cleanUp(): Promise<void> {
  const others = context.pages().filter((tab) => tab !== page);
  await Promise.all(others.map((tab) => tab.close()));
  await page.goto('about:blank');
  await context.unrouteAll({ behavior: 'ignoreErrors' });
  await context.setOffline(false);
  await context.clearCookies();
}

/** A site and its visitor. */
export interface Visit {
  readonly site: Site;
  readonly visitor: Visitor;
}

/** Opens a page as Jane, and waits for the vendor's script. */
export async function visitAsJane(page: string | SitePage): Promise<Visit> {
  const { site, visitor } = await visit();
  site.pages.set('/', typeof page === 'string' ? { html: page } : page);
  await visitor.logIn('jane');
  await visitor.open();
  await visitor.vendorIsThere();
  return { site, visitor };
}

/** A site and a visitor for one test. */
export async function visit(): Promise<Visit> {
  const site = await openSite();
  complaints = [];
  output = [];
  addresses = [];
  onTestFinished(async () => {
    await cleanUp();
    site.close();
  });
  /** Does something in each tab, and gives the least of the answers. */
  const least = async (action: (tab: Page) => Promise<number>) =>
    Math.min(...(await Promise.all(context.pages().map(action))));

  const visitor: Visitor = {
    context,
    page,
    complaints,
    output,
    addresses,
    async logIn(user) {
      await context.request.get(`${site.origin}/log-in?as=${user}`);
    },
    async logOut() {
      await context.request.get(`${site.origin}/log-in`);
    },
    async open(path = '/', tab = page) {
      await tab.goto(new URL(path, site.origin).href, { waitUntil: 'domcontentloaded' });
      await visitor.idle();
    },
    async pass(seconds) {
      const end = site.now + Math.round(seconds * 1000);
      let next = await visitor.idle();
      while (site.now < end) {
        const step = Math.min(next, end - site.now);
        site.now += step;
        next = await least((tab) =>
          tab.evaluate((milliseconds) => {
            instruments.pass(milliseconds);
            return instruments.idle();
          }, step),
        );
      }
    },
    async sleep(seconds) {
      site.now += seconds * 1000;
      await least((tab) =>
        tab.evaluate((milliseconds) => {
          instruments.sleep(milliseconds);
          return instruments.idle();
        }, seconds * 1000),
      );
    },
    idle: () => least((tab) => tab.evaluate(() => instruments.idle())),
    async look(tab = page) {
      // As the browser sends it: a page cannot be hidden by remote control.
      await tab.evaluate(() => {
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      });
      await visitor.idle();
    },
    async vendorIsThere(tab = page) {
      await expect.poll(() => tab.evaluate(() => globalThis.standIn !== undefined)).toBe(true);
      await visitor.idle();
    },
    user: (tab = page) => tab.evaluate(() => standIn?.user),
    tokens: (tab = page) => tab.evaluate(() => standIn?.tokens ?? []),
    send: (text, tab = page) => tab.evaluate((words) => standIn?.send(words), text),
    restart: (tab = page) => tab.evaluate(() => standIn?.restart?.()),
    errors: (tab = page) => tab.evaluate(() => chat.errors),
  };
  return { site, visitor };
}
