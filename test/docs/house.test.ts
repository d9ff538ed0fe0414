/** The walk of docs/house.md goes through files and functions that there are. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const [, walk = ''] = /(## One user's way\n.*?)## The rooms\n/s.exec(read('docs/house.md')) ?? [];
const stops = [...walk.matchAll(/`(src\/[\w/.-]+\.ts)`(?:, `(\w+)`)?/g)].map(
  ([, file = '', name]) => ({ file, name }),
);

test('each step names a file and a function', () => {
  const steps = walk.split('\n').filter((line) => /^\d+\. /.test(line));
  expect(steps.length).toBeGreaterThan(25);
  for (const step of steps) expect(step).toMatch(/^\d+\. `src\/[\w/.-]+\.ts`, `\w+`: /);
});

test('the files are there', () => {
  const missing = stops.filter(
    ({ file }) => !existsSync(new URL(`../../${file}`, import.meta.url)),
  );
  expect(missing).toStrictEqual([]);
});

test.each(stops.filter(({ name }) => name !== undefined))('$file has $name', ({ file, name }) => {
  expect(read(file)).toMatch(
    new RegExp(`^(?:export )?(?:async )?(?:function|const) ${name}\\b`, 'm'),
  );
});
