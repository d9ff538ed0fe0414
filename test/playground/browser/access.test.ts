/** The playground for those who use no mouse, hear it, or see it in other colours. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ALL_VENDORS, choose, editAs, open, settle, token, visit } from './visit.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds in the playground, each with where. */
async function violations(page: Page): Promise<string[]> {
  // The page's policy stops added scripts; this one comes by the debugger.
  await page.evaluate(AXE);
  return page.evaluate(async (values) => {
    const axe: typeof import('axe-core') = Reflect.get(window, 'axe');
    const { violations, passes } = await axe.run(
      { include: ['.playground'] },
      { runOnly: { type: 'tag', values } },
    );
    if (passes.length < 10) return ['axe looked at nothing'];
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    );
  }, TAGS);
}

test.each(['light', 'dark'] as const)('axe, %s', async (colorScheme) => {
  const { page } = await visit({ colorScheme, reducedMotion: 'reduce' });
  for (const vendor of ALL_VENDORS) {
    await choose(page, vendor);
    expect(await violations(page)).toStrictEqual([]);
  }
  await choose(page, 'deskpro');
  const signed = (await token(page)).replaceAll('\n', '');

  // Faults in the form, a refusal by the vendor, and no JSON.
  await page.locator('.pg-form input[type=text]').first().fill(' ');
  await page.locator('.pg-faults').waitFor();
  expect(await violations(page)).toStrictEqual([]);
  await page.getByRole('button', { name: 'Example' }).click();
  await page.getByLabel('When the token arrives').selectOption('other key');
  await page.locator('.pg-notice').first().waitFor();
  expect(await violations(page)).toStrictEqual([]);
  await editAs(page, 'JSON');
  await page.getByLabel('The user as JSON').fill('{');
  expect(await violations(page)).toStrictEqual([]);

  await open(page, 'Read a token');
  await page.getByLabel('Paste a token').fill(`Bearer ${signed}`);
  await page.locator('#panel-read .pg-findings').waitFor();
  expect(await violations(page)).toStrictEqual([]);
});

test('axe would find something', async () => {
  const { page } = await visit();
  await page.evaluate(() => {
    for (const label of document.querySelectorAll('label')) label.remove();
  });
  expect((await violations(page)).join()).toContain('label');
});

/** What has the focus, by its accessible name and role. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return '';
    const labels =
      'labels' in element && element.labels instanceof NodeList ? [...element.labels] : [];
    const label = labels.map(({ textContent }) => textContent).join(' ') || element.textContent;
    return `${element.id} ${label ?? ''}`.replaceAll(/\s+/g, ' ').trim();
  });
}

/** Goes on with Tab until something has the focus. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press('Tab');
    if (wanted.test(await focused(page))) {
      const outline = await page.evaluate(() => {
        const active = document.activeElement;
        const shown = active?.matches('[type=radio]') ? active.nextElementSibling : active;
        return shown === null || shown === undefined ? '' : getComputedStyle(shown).outlineStyle;
      });
      expect(outline).toBe('solid');
      return;
    }
  }
  throw new Error(`Tab does not come to ${wanted}`);
}

test('by keyboard alone: choose a vendor, make a mistake, hear of it, and mend it', async () => {
  const { page } = await visit();
  await tabTo(page, /^tab-make/);
  await page.keyboard.press('ArrowRight');
  expect(await focused(page)).toBe('tab-read Read a token');
  expect(await page.locator('#panel-make').isVisible()).toBe(false);
  await page.keyboard.press('Home');
  expect(await focused(page)).toBe('tab-make Make a token');

  await tabTo(page, /Khoros/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toContain('Zendesk messaging');

  await tabTo(page, /^user-0 external_id/);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  const field = page.locator('#user-0');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  const ids = (await field.getAttribute('aria-describedby')) ?? '';
  const described = await page.evaluate(
    (all) => all.split(' ').map((id) => document.getElementById(id)?.textContent ?? ''),
    ids,
  );
  expect(described.join(' ')).toContain('external_id must not be blank');
  const status = page.locator('#panel-make [role=status]');
  await expect.poll(() => status.textContent()).toBe('1 fault: external_id must not be blank');

  // The list leads back to the field.
  await tabTo(page, /^Go to ?external_id/);
  await page.keyboard.press('Enter');
  expect(await focused(page)).toContain('user-0');
  await page.keyboard.type('usr_1');
  expect(await field.getAttribute('aria-invalid')).toBe('false');
  await expect.poll(() => status.textContent()).toBe('No faults: the token is signed.');
  await settle(page);
  expect((await token(page)).split('.')).toHaveLength(3);
});

test('long texts can be scrolled by keyboard', async () => {
  const { page } = await visit();
  await choose(page, 'convrs');
  const region = page.getByRole('group', { name: 'Claims', exact: true });
  // The key does nothing while the text is being drawn, so it is pressed until the text moves.
  await expect
    .poll(async () => {
      await region.press('End');
      return region.evaluate((element) => element.scrollTop);
    })
    .toBeGreaterThan(50);
});

test('nothing scrolls sideways at 320 pixels, with long words', async () => {
  const { page } = await visit({ viewport: { width: 320, height: 640 } });
  for (const vendor of ALL_VENDORS) {
    await choose(page, vendor);
    await page.locator('#panel-make .pg-form input[type=text]').first().fill('w'.repeat(200));
    await settle(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, vendor).toBeLessThanOrEqual(320);
  }
});

test('nothing moves with reduced motion', async () => {
  const { page } = await visit({ reducedMotion: 'reduce' });
  const durations = await page.evaluate(() =>
    [...document.querySelectorAll('.playground *')].map(
      (element) => getComputedStyle(element).transitionDuration,
    ),
  );
  expect(new Set(durations)).toStrictEqual(new Set(['0s']));
});
