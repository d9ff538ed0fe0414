/** docs/findings.md is generated from the tables of findings. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findingsPage } from '../../docs/.vitepress/generate/findings.ts';

const file = new URL('../../docs/findings.md', import.meta.url);

// UPDATE=1 writes it, like `npm run docs`.
test('the committed page is the generated one', () => {
  const page = findingsPage();
  if (process.env['UPDATE'] === '1') writeFileSync(file, page);
  expect(readFileSync(file, 'utf8')).toBe(page);
});

test('the page has no placeholders, no elements and no expressions of Vue', () => {
  expect(findingsPage()).not.toMatch(/\{\w+\}|<|\{\{/);
});

test('each message and hint is more than a placeholder', () => {
  const rows = findingsPage().match(/^\| `[A-Z].* \|$/gm) ?? [];
  expect(rows.length).toBeGreaterThan(60);
  for (const row of rows) {
    const cells = row.split(' | ');
    expect(cells, row).toHaveLength(5);
    for (const cell of cells) expect(cell, row).toMatch(/\w/);
  }
});
