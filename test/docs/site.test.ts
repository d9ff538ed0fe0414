/** The site shows each page, and the page about the house tells the truth about it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { sidebar } from '../../docs/.vitepress/sidebar.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(ROOT + path, 'utf8');

describe('the sidebar', () => {
  const links = sidebar.flatMap(({ items }) => items.map(({ link = '' }) => link));
  /** Made by `npm run docs:api`. */
  const generated = '/api/';

  test('has each page once', () => {
    const pages = ['', 'vendors/'].flatMap((folder) =>
      readdirSync(`${ROOT}docs/${folder}`)
        .filter((name) => name.endsWith('.md'))
        .map((name) => `/${folder}${name.replace(/\.md$/, '')}`),
    );
    // The way in, to which the site's title leads.
    const expected = pages.filter((page) => page !== '/index');
    expect(expected.length).toBeGreaterThan(10);
    expect(links.toSorted()).toStrictEqual([...expected, generated].toSorted());
  });

  test.each(links.filter((link) => link !== generated))('leads to %s', (link) => {
    expect(existsSync(`${ROOT}docs${link}.md`)).toBe(true);
  });

  test('has the pages of the bar on top, too', () => {
    const bar = [...read('docs/.vitepress/config.ts').matchAll(/link: '(.*?)'/g)];
    expect(bar.length).toBeGreaterThan(2);
    for (const [, link] of bar) expect(links).toContain(link);
  });
});

test('each picture of a page is there', () => {
  const pictures = ['', 'vendors/'].flatMap((folder) =>
    readdirSync(`${ROOT}docs/${folder}`)
      .filter((name) => name.endsWith('.md'))
      .flatMap((name) => [...read(`docs/${folder}${name}`).matchAll(/!\[[^\]]*\]\(([^):]+)\)/g)])
      .map(([, path]) => `docs/${folder}${path}`),
  );
  expect(pictures.length).toBeGreaterThan(8);
  for (const path of pictures) expect.soft(existsSync(ROOT + path), path).toBe(true);
});

describe('house.md', () => {
  const house = read('docs/house.md');
  /** The rows of all tables: what stands in their first cell, and all of them. */
  const rows = [...house.matchAll(/^\| (.*?) \|.*$/gm)].map(([row, first = '']) => ({
    row,
    first,
  }));
  const inTicks = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

  test.each([
    ['core', 'snapshot.ts', 'wrong-tokens.ts'],
    ['testing', 'wrong-tokens.ts', 'snapshot.ts'],
  ])('has each file of src/%s in a row', (room, one, other) => {
    const files = readdirSync(`${ROOT}src/${room}`).filter((name) => name !== 'index.ts');
    const table = house.split('\n\n').find((block) => {
      const named = inTicks(block);
      return block.startsWith('|') && named.includes(one) && !named.includes(other);
    });
    const named = table
      ?.split('\n')
      .flatMap((row) => inTicks(row.split(' | ')[0] ?? ''))
      .toSorted();
    expect(named).toStrictEqual(files.toSorted());
  });

  describe('and the checks', () => {
    const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(
      read('package.json'),
    );
    /** Scripts that make, write or publish something, and check nothing by themselves. */
    const makers = /^(?:build|bench:build|format|docs|docs:\w+|changeset|prepack|release:\w+)$/;
    const commandsIn = (text: string) =>
      inTicks(text)
        .map((code) => /^npm (?:run )?([\w:]+)/.exec(code)?.[1])
        .filter((name) => name !== undefined);

    const [local = ''] = rows.filter(({ first }) => first === '`.ci/run`').map(({ row }) => row);
    const inTable = rows.flatMap(({ first }) => commandsIn(first));
    const [more = '', tooLong = ''] = local.split('; not ');

    test('it names each', () => {
      const checks = Object.keys(scripts).filter((name) => !makers.test(name));
      expect(checks.length).toBeGreaterThan(10);
      const named = [...inTable, ...commandsIn(more)];
      expect(named.toSorted()).toStrictEqual([...new Set(named)].toSorted());
      expect(named).toEqual(expect.arrayContaining(checks));
      expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
    });

    test('the workflow runs what .ci/run does', () => {
      const ranBy = (file: string) =>
        [...read(file).matchAll(/\bnpm (?:run )?([\w:]+)/g)].map(([, name = '']) => name);
      // Ratios of a shared machine would block for nothing.
      const local = ranBy('.ci/run').filter((name) => !name.startsWith('bench'));
      expect(ranBy('.github/workflows/ci.yml')).toEqual(expect.arrayContaining(local));
    });

    test('.ci/run runs those that it says', () => {
      const ran = [...read('.ci/run').matchAll(/^(?:step|twice) npm (?:run )?([\w:]+)/gm)];
      // What all others need.
      const setUp = ['ci', 'build'];
      const checks = ran.map(([, name = '']) => name).filter((name) => !setUp.includes(name));
      const left = commandsIn(tooLong);
      expect(left.length).toBeGreaterThan(0);
      expect(inTable).toEqual(expect.arrayContaining(left));
      const said = [...inTable, ...commandsIn(more)].filter((name) => !left.includes(name));
      expect(checks.toSorted()).toStrictEqual(said.toSorted());
    });
  });
});
