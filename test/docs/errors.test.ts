/** docs/errors.md has a section for each error code and for no other, with a message, causes and cures. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const sections = read('docs/errors.md')
  .split(/^## /m)
  .slice(1)
  .map((text) => ({ heading: text.slice(0, text.indexOf('\n')), text }));

test('each code has a section, in the order of the type', () => {
  const [, type = ''] =
    /export type ChatTokenErrorCode(.*?);/s.exec(read('src/utils/errors.ts')) ?? [];
  const codes = [...type.matchAll(/'(\w+)'/g)].map(([, code]) => `\`${code}\``);
  expect(codes.length).toBeGreaterThan(10);
  expect(sections.map(({ heading }) => heading)).toStrictEqual(codes);
});

test.each(sections)('$heading has a message, a cause and a cure', ({ text }) => {
  expect(text).toMatch(/```text\n/);
  expect(text).toMatch(/^\| cause \| cure \|$/m);
});
