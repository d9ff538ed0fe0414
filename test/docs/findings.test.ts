/** What docs/findings.md contains. generated.test.ts compares it with the committed page. */
import { expect, test } from 'vitest';
import { findingsPage } from '../../scripts/generate/findings.ts';

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
