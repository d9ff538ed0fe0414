/** How `npm run test:start` reads docs/start.md: shown with pages that are made up. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileNameOf, isPrinted, stepsOf, withTarball } from './steps.ts';

const block = (kind: string, text: string, mark?: string) =>
  `Some text.\n\n${mark === undefined ? '' : `<!-- ${mark} -->\n`}\`\`\`${kind}\n${text}\n\`\`\`\n`;

test('each marked block is a step, in order', () => {
  const page = block('sh', 'npm init -y', 'run') + block('text', 'done', 'prints');
  expect(stepsOf(page)).toStrictEqual([
    { does: 'run', text: 'npm init -y\n' },
    { does: 'prints', text: 'done\n' },
  ]);
});

test('what is for a page is no step', () => {
  expect(stepsOf(block('ts page', 'connectChat()') + block('html', '<p>'))).toStrictEqual([]);
});

test.each([undefined, 'rum'])('a block marked %s would be followed by nobody', (mark) => {
  expect(() => stepsOf(block('sh', 'npm test', mark))).toThrow(/npm test/);
});

test('a file says its name', () => {
  expect(fileNameOf('// token.js\nlet a;\n')).toBe('token.js');
  expect(() => fileNameOf('let a;\n')).toThrow(/name/);
  expect(() => fileNameOf('// ../token.js\n')).toThrow(/name/);
});

test.each([
  ['a\n', 'a', true],
  ['a…c', 'abc\n', true],
  ['a…c', 'a\nc', false],
  ['a…c', 'ac', false],
  ['a', 'ab', false],
  ['b', 'ab', false],
  ['[a.c]', '[abc]', false],
  ['[a.c]', '[a.c]', true],
])('%j is printed by %j: %s', (expected, printed, holds) => {
  expect(isPrinted(expected, printed)).toBe(holds);
});

test('only the published package is replaced', () => {
  expect(withTarball('npm install chat-token\nnpx chat-token\n', '/tmp/a.tgz')).toBe(
    'npm install /tmp/a.tgz\nnpx chat-token\n',
  );
  expect(withTarball('npm install chat-token-2\n', '/tmp/a.tgz')).toBe(
    'npm install chat-token-2\n',
  );
});

test('the page itself writes files, and ends with what the endpoint answers', () => {
  const steps = stepsOf(readFileSync(new URL('../../docs/start.md', import.meta.url), 'utf8'));
  const files = steps.filter(({ does }) => does === 'write').map(({ text }) => fileNameOf(text));
  expect(files).toStrictEqual(['token.js', 'server.js']);
  expect(steps.at(-1)).toMatchObject({ does: 'prints', text: expect.stringContaining('"token"') });
});

test('a block inside a list would be followed by nobody', () => {
  expect(() => stepsOf('1. First:\n   ```sh\n   ls\n   ```\n')).toThrow('inside a list');
});
