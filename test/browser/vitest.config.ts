import { defineConfig } from 'vitest/config';

/** The page's side in a real browser: needs Debian's Chromium, and no network. */
export default defineConfig({
  test: {
    include: ['test/browser/*.test.ts'],
    globalSetup: 'test/browser/setup.ts',
    maxWorkers: 2,
    testTimeout: 30_000,
  },
});
