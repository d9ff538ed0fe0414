/** How it looks: pictures to look at in reports/playground, and facts of them that must hold. */
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { choose, open, SCREENS, settle, token, VENDORS, visit } from './visit.ts';

const FOLDER = 'reports/playground';
mkdirSync(FOLDER, { recursive: true });

const CASES = (['light', 'dark'] as const).flatMap((colorScheme) =>
  (['desktop', 'phone'] as const).map((screen) => ({ colorScheme, screen })),
);

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where things stand on the page, in CSS pixels. */
function boxes(page: Page, selector: string): Promise<Box[]> {
  return page.evaluate(
    (chosen) =>
      [...document.querySelectorAll(chosen)]
        .map((element) => element.getBoundingClientRect())
        .filter(({ width, height }) => width > 0 && height > 0)
        .map(({ left, right, top, bottom }) => ({ left, right, top, bottom })),
    selector,
  );
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.right - 0.5 &&
    other.left < one.right - 0.5 &&
    one.top < other.bottom - 0.5 &&
    other.top < one.bottom - 0.5
  );
}

/** How bright the page is behind the playground, from 0 to 255. */
function brightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const color = getComputedStyle(document.body).backgroundColor;
    const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
}

/** A picture of the whole page, from its top on. */
async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: `${FOLDER}/${name}.png`, fullPage: true });
}

async function expectInOrder(page: Page, width: number): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    width,
  );
  const all = await boxes(
    page,
    '.playground :is(input:not([type=radio]), select, textarea, button, .pg-card, .pg-code, .pg-row, dd, dt, label, h2, h3)',
  );
  expect(all.length).toBeGreaterThan(10);
  for (const { left, right } of all) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(width + 0.5);
  }
  // Rows of a card, and the texts in them, do not lie on one another.
  for (const selector of [
    '.pg-row',
    '.pg-row dt, .pg-row dd',
    '.pg-cell > :not(.pg-hidden)',
    '.pg-form button',
  ]) {
    const found = await boxes(page, `.playground :is(${selector})`);
    found.forEach((one, index) => {
      for (const other of found.slice(index + 1)) expect(overlap(one, other)).toBe(false);
    });
  }
}

describe.each(CASES)('$colorScheme on a $screen', ({ colorScheme, screen }) => {
  const viewport = SCREENS[screen];

  test.each(VENDORS)('%s', async (vendor) => {
    const { page, complaints } = await visit({ colorScheme, viewport });
    await choose(page, vendor);
    expect(await page.locator('.pg-card .pg-row').count()).toBeGreaterThan(1);
    await picture(page, `${vendor}-${colorScheme}-${screen}`);
    await expectInOrder(page, viewport.width);
    const [edit, results] = await boxes(page, '#panel-make .pg-column');
    const isBeside = (results?.left ?? 0) >= (edit?.right ?? Number.POSITIVE_INFINITY);
    expect(isBeside).toBe(screen === 'desktop');
    expect(await brightness(page)).toSatisfy((light: number) =>
      colorScheme === 'light' ? light > 200 : light < 60,
    );
    expect(complaints).toStrictEqual([]);
  });

  test('faults, and a refusal', async () => {
    const { page } = await visit({ colorScheme, viewport });
    await choose(page, 'convrs');
    await page.locator('#user-6-0-name').fill('account number');
    await page.locator('#user-7-5-1').fill('yesterday');
    await page.locator('#user-0').fill(' ');
    await settle(page);
    await picture(page, `faults-${colorScheme}-${screen}`);
    await expectInOrder(page, viewport.width);
    await choose(page, 'zendesk');
    await page.getByLabel('When the token arrives').selectOption('other key');
    await settle(page);
    await picture(page, `refusal-${colorScheme}-${screen}`);
    await expectInOrder(page, viewport.width);
  });

  test('a token that is read', async () => {
    const { page } = await visit({ colorScheme, viewport });
    await choose(page, 'convrs');
    const signed = await token(page);
    await open(page, 'Read a token');
    await page.getByLabel('Paste a token').fill(`Bearer ${signed.replaceAll('\n', '')}`);
    await page.locator('#panel-read .pg-findings').waitFor();
    await picture(page, `read-${colorScheme}-${screen}`);
    await expectInOrder(page, viewport.width);
  });
});

test('nothing scrolls sideways at 320 pixels, with long words', async () => {
  const { page } = await visit({ viewport: { width: 320, height: 640 } });
  for (const vendor of VENDORS) {
    await choose(page, vendor);
    await page.locator('#panel-make .pg-form input[type=text]').first().fill('w'.repeat(200));
    await settle(page);
    await expectInOrder(page, 320);
  }
});
