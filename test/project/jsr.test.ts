/** jsr.json says the same as package.json. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const jsr = read('jsr.json');
const npm = read('package.json');

test('version and licence', () => {
  expect([jsr.version, jsr.license]).toStrictEqual([npm.version, npm.license]);
});

test('the same ways in', () => {
  const entries = Object.keys(npm.exports).filter((name) => name !== './package.json');
  expect(Object.keys(jsr.exports)).toStrictEqual(entries);
});

test('the same dependencies, which are none', () => {
  expect([jsr.imports, npm.dependencies]).toStrictEqual([undefined, undefined]);
});
