import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

/** Tests of single files that take seconds each. */
export const SLOW: readonly string[] = [
  'test/cli/main.test.ts',
  'test/fuzz/inspect.test.ts',
  'test/fuzz/mutations.test.ts',
  'test/independence/realm.test.ts',
  'test/inspect/jwt/signature.test.ts',
  'test/inspect/mistakes/secrets.test.ts',
  'test/leaks/functions.test.ts',
  'test/testing/invalid-kinds.test.ts',
  'test/testing/logins.test.ts',
  'test/types/messages.test.ts',
];

export default defineConfig({
  resolve: {
    // Tests go through the public names; these point them at the source, so that coverage sees it.
    alias: [
      { find: /^chat-token$/, replacement: source('index.ts') },
      { find: /^chat-token\/(html|browser|inspect)$/, replacement: source('$1.ts') },
      { find: /^chat-token\/(server|testing)$/, replacement: source('$1/index.ts') },
      { find: /^chat-token\/vendors\/([\w-]+)$/, replacement: source('vendors/$1/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts', 'docs/examples/**/*.test.ts'],
    // Files share a process, so that each module is loaded once. A test leaves no globals behind.
    isolate: false,
    // Vitest would leave one of two cores idle. No test may fail because the machine is busy.
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    exclude: [
      '**/node_modules/**',
      'test/bounds/**',
      'test/browser/**',
      'test/interop/**',
      'test/package/**',
      'test/playground/browser/**',
      'test/runtimes/**',
      'test/recipes/**',
      'test/slow/**',
      // They run the built command and a bundle of everything, or try thousands of calls: npm run test:slow.
      ...SLOW,
    ],
    coverage: {
      provider: 'v8',
      // Into coverage/index.html, so that a run closes with its own summary.
      reporter: ['html'],
      include: ['src/**/*.ts'],
      exclude: ['src/cli/**'],
      thresholds: { lines: 95, branches: 95 },
    },
  },
});
