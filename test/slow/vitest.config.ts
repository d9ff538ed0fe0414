import { defineConfig } from 'vitest/config';
import tests, { SLOW } from '../../vitest.config.ts';

/** Checks that take too long for `npm test`, and those of time and memory. */
export default defineConfig({
  ...tests,
  test: {
    include: ['test/{bounds,slow}/**/*.test.ts', ...SLOW],
    execArgv: ['--expose-gc'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
