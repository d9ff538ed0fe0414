/** Every generated file is the one that `npm run generate` writes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generateLists } from '../../scripts/generate/lists.ts';
import { withTable } from '../../scripts/generate/page.ts';
import { generatePages, isStalePage } from '../../scripts/generate/pages.ts';
import { ROOT } from '../support/files.ts';

const pages = generatePages();

test.each([...generateLists(), ...pages])('%s', (path, content) => {
  expect(existsSync(ROOT + path) && readFileSync(ROOT + path, 'utf8')).toBe(content);
});

test('only generated pages would be removed, and none is left over', () => {
  const noPages = new Map<string, string>();
  const files = readdirSync(`${ROOT}docs/vendors`);
  expect(files.length).toBeGreaterThan(4);
  expect(files.filter((file) => isStalePage(`${ROOT}docs/vendors/${file}`, noPages))).toStrictEqual(
    [...pages.keys()].flatMap((path) => /^docs\/vendors\/(.*)$/.exec(path)?.[1] ?? []).sort(),
  );
});

test('a page without markers for the table of vendors is an error', () => {
  expect(() => withTable('# README', '| |')).toThrow(/no markers/);
});
