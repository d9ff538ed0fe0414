/** The sidebar of the site leads to each page. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { sidebar } from '../../docs/.vitepress/sidebar.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(ROOT + path, 'utf8');

describe('the sidebar', () => {
  const links = sidebar.flatMap(({ items }) => items.map(({ link = '' }) => link));
  /** Made by `npm run docs`. */
  const generated = '/api/';

  test('has each page once', () => {
    const pages = ['', 'vendors/'].flatMap((folder) =>
      readdirSync(`${ROOT}docs/${folder}`)
        .filter((name) => name.endsWith('.md'))
        .map((name) => `/${folder}${name.replace(/\.md$/, '')}`),
    );
    // The site's title links to it.
    const expected = pages.filter((page) => page !== '/index');
    expect(expected.length).toBeGreaterThan(10);
    expect(links.toSorted()).toStrictEqual([...expected, generated].toSorted());
  });

  test('has the pages of the navigation bar', () => {
    const bar = [...read('docs/.vitepress/config.ts').matchAll(/link: '(.*?)'/g)];
    expect(bar.length).toBeGreaterThan(2);
    for (const [, link] of bar) expect(links).toContain(link);
  });
});
