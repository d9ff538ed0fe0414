/** The tests and scripts that SECURITY.md names exist. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const page = read('SECURITY.md');

test('every test exists', () => {
  const named = [...page.matchAll(/`(test\/[\w./-]+)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((path) => !existsSync(new URL(path, root)))).toStrictEqual([]);
});

test('every row of the defenses names a test or a page', () => {
  const [, table = ''] = /## What is defended\n(.*?)\n## /s.exec(page) ?? [];
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) expect(row).toContain('`test/');
});

test('every script exists', () => {
  const { scripts } = JSON.parse(read('package.json'));
  for (const [, name = ''] of page.matchAll(/`npm run ([\w:]+)`/g)) {
    expect(Object.keys(scripts)).toContain(name);
  }
});

test('the numbers of cases and advisories are those of test/data', () => {
  expect(page).toContain(`${JSON.parse(read('test/data/verify.json')).length} cases`);
  expect(page).toContain(
    `${JSON.parse(read('test/data/advisories.json')).length} published advisories`,
  );
});

test('the site includes it, and no link of it leads out of the site', () => {
  expect(read('docs/security.md')).toBe('<!--@include: ../SECURITY.md-->\n');
  expect(page).not.toMatch(/\]\((?!https:)|^\[.+\]: docs\//m);
});
