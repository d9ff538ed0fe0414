import { defineConfig } from 'vitest/config';

/** The playground's page in a real browser: builds the site, needs Debian's Chromium, and no network. */
export default defineConfig({
  test: {
    include: ['test/playground/browser/*.test.ts'],
    globalSetup: 'test/playground/browser/setup.ts',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
