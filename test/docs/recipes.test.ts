/** docs/recipes.md includes each file of code in docs/examples, and no other. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));

test('every example is included', () => {
  const page = readFileSync(`${DOCS}recipes.md`, 'utf8');
  const included = [...page.matchAll(/^<<< @\/(.+)$/gm)].map(([, file]) => file);
  const code = readdirSync(`${DOCS}examples`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `examples/${file}`);
  expect(code.length).toBeGreaterThan(15);
  expect(included.toSorted()).toStrictEqual(code.toSorted());
});
