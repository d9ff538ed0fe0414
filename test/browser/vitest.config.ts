import { defineConfig } from 'vitest/config';

/** Generous: a busy machine is slow, and only a page that hangs should fail. */
const timeouts = {
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 120_000 } },
};

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
