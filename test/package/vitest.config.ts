import { defineConfig } from 'vitest/config';

/** Checks of the packed package: they need `npm pack`. */
export default defineConfig({
  test: {
    include: ['test/package/*.test.ts'],
    globalSetup: 'test/package/setup.ts',
    testTimeout: 120_000,
  },
});
