import { defineConfig } from 'vitest/config';
import tests from '../../vitest.config.ts';

/** Time and memory at the edges, measured: not part of `npm test`, which must not depend on speed. */
export default defineConfig({
  ...tests,
  test: {
    include: ['test/bounds/*.test.ts'],
    execArgv: ['--expose-gc'],
    fileParallelism: false,
    testTimeout: 300_000,
  },
});
