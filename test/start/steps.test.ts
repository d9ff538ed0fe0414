/** How `npm run test:docs` reads docs/start.md. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileNameOf, isPrinted, stepsOf } from './steps.ts';

test('the page writes two files, and ends with the answer of the endpoint', () => {
  const steps = stepsOf(readFileSync(new URL('../../docs/start.md', import.meta.url), 'utf8'));
  const files = steps.filter(({ does }) => does === 'write').map(({ text }) => fileNameOf(text));
  expect(files).toStrictEqual(['token.js', 'server.js']);
  expect(steps.at(-1)).toMatchObject({ does: 'prints', text: expect.stringContaining('"token"') });
});

test.each([
  ['a block without a mark', '```sh\nls\n```\n', /ls/],
  ['an unknown mark', '<!-- rum -->\n```sh\nls\n```\n', /ls/],
  ['a block in a list', '1. First:\n   ```sh\n   ls\n   ```\n', /list/],
])('%s throws', (_, page, message) => {
  expect(() => stepsOf(page)).toThrow(message);
});

test('blocks for pages are no steps', () => {
  expect(stepsOf('```ts page\nconnectChat()\n```\n```html\n<p>\n```\n')).toStrictEqual([]);
});

test.each([
  ['a…c', 'abc\n', true],
  ['a…c', 'a\nc', false],
  ['a', 'ab', false],
  ['b', 'ab', false],
  ['[a.c]', '[abc]', false],
])('%j is printed by %j: %s', (expected, printed, holds) => {
  expect(isPrinted(expected, printed)).toBe(holds);
});
