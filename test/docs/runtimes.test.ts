/** docs/runtimes.md, as `npm run test:runtimes` writes it: shown with a run that is made up. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pageOf } from '../runtimes/page.ts';

const run = {
  runtime: 'Deno',
  version: 'Deno 2.0.0',
  passed: 64,
  failed: 0,
  seconds: '1.7',
};

test('says what ran, in which version, and how many tests passed', () => {
  const page = pageOf([run, { ...run, runtime: 'Bun', version: 'Bun 1.0.0', passed: 65 }]);
  expect(page).toContain('\n| Deno | Deno 2.0.0 | 64 |\n| Bun | Bun 1.0.0 | 65 |\n\n');
  expect(page).toContain('`npm run test:runtimes` writes this page');
});

test('says nothing that differs from run to run', () => {
  const slower = { ...run, seconds: '9.9' };
  expect(pageOf([slower])).toBe(pageOf([run]));
  expect(pageOf([run])).not.toContain(run.seconds);
});

test('the page is one that a run has written', () => {
  const page = readFileSync(new URL('../../docs/runtimes.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| ([^|]+) \| ([^|]+) \| (\d+) \|$/gm)];
  const runs = rows.map(([, runtime = '', version = '', passed]) => ({
    runtime,
    version,
    passed: Number(passed),
  }));
  expect(page).toBe(pageOf(runs));
  const names = runs.map(({ runtime }) => runtime).join();
  for (const name of [
    'Node.js 20',
    'Deno',
    'Bun',
    'workerd',
    'edge-runtime',
    'Firefox',
    'WebKit',
  ]) {
    expect(names).toContain(name);
  }
});
