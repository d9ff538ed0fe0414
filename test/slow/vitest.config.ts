import { defineConfig } from 'vitest/config';
import tests from '../../vitest.config.ts';

/** Checks that take too long for `npm test`, and those of time and memory. */
export default defineConfig({
  ...tests,
  test: {
    include: [
      'test/{bounds,slow}/**/*.test.ts',
      'test/cli/main.test.ts',
      'test/independence/realm.test.ts',
    ],
    execArgv: ['--expose-gc'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
