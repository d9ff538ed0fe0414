/** Jest runs the packed package, from CommonJS without any flag, as ES modules, and in jsdom. */
import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';

const project = inject('project');
const require = createRequire(import.meta.url);
const jest = require.resolve('jest/bin/jest');

cpSync(fileURLToPath(new URL('jest', import.meta.url)), `${project}/jest`, { recursive: true });

test.each([
  ['commonjs.test.cjs', 'jest-environment-node', []],
  ['module.test.mjs', 'jest-environment-node', ['--experimental-vm-modules', '--no-warnings']],
  ['jsdom.test.cjs', 'jest-environment-jsdom', []],
])('%s in %s', (file, environment, flags) => {
  const config = `${project}/${file}.json`;
  const testEnvironment = require.resolve(environment);
  writeFileSync(config, JSON.stringify({ testMatch: [`<rootDir>/jest/${file}`], testEnvironment }));
  const args = [...flags, jest, '--config', config, '--json'];
  const { numPassedTests, numTotalTests, testResults } = run(args);
  const messages = testResults.map(({ message }) => message).join('\n');
  expect(messages).toBe('');
  expect(numPassedTests).toBeGreaterThan(1);
  expect(numPassedTests).toBe(numTotalTests);
});

interface JestResult {
  readonly numPassedTests: number;
  readonly numTotalTests: number;
  readonly testResults: readonly { readonly message: string }[];
}

/** Jest's report; it exits with 1 where a test failed. */
function run(args: readonly string[]): JestResult {
  try {
    return JSON.parse(
      execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8', stdio: 'pipe' }),
    );
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return JSON.parse(String(error.stdout));
    throw error;
  }
}
