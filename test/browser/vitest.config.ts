import { defineConfig } from 'vitest/config';

const timeouts = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Pages in a real browser: needs Debian's Chromium, and no network. `--project` runs one of them. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...timeouts,
          name: 'page',
          include: ['test/browser/*.test.ts'],
          globalSetup: 'test/browser/setup.ts',
        },
      },
      {
        test: {
          ...timeouts,
          name: 'playground',
          include: ['test/playground/browser/*.test.ts'],
          globalSetup: 'test/playground/browser/setup.ts',
        },
      },
    ],
  },
});
