/** docs/recipes.md shows every example that there is, and none that there is not. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const page = readFileSync(`${DOCS}recipes.md`, 'utf8');
const included = [...page.matchAll(/^<<< @\/(.+)$/gm)].map(([, file = '']) => file);
const code = readdirSync(`${DOCS}examples`, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `examples/${file}`);

test('every file of docs/examples with code is included', () => {
  expect(code.length).toBeGreaterThan(15);
  expect(included.toSorted()).toStrictEqual(code.toSorted());
});

test('each recipe says in words what to watch', () => {
  for (const section of page.split(/^## /m).slice(1)) {
    expect(section.replaceAll(/^<<<.*$/gm, '').length).toBeGreaterThan(120);
  }
});
