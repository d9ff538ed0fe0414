/** The tests, pages and scripts that SECURITY.md names exist. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const page = read('SECURITY.md');

test('every test and page exists', () => {
  const named = [...page.matchAll(/`(test\/[\w./-]+)`|\]: (docs\/[\w.-]+)$/gm)].map(
    ([, code, link]) => code ?? link ?? '',
  );
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
  for (const row of rows) expect(row).toMatch(/`test\/|docs\//);
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

test('the page of the site that includes it has the links to pages', () => {
  const links = [...page.matchAll(/^\[(.+)\]: docs\/(.+)$/gm)];
  expect(links.length).toBeGreaterThan(1);
  const before = links.map(([, text, file]) => `[${text}]: ./${file}\n`).join('');
  expect(read('docs/security.md')).toBe(`${before}\n<!--@include: ../SECURITY.md-->\n`);
  // Any other link would lead out of the site.
  expect(page).not.toMatch(/\]\((?!https:)/);
});
