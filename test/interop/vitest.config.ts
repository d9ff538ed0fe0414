import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Other JWT libraries, in their own languages: needs Debian's packages of them, and no network. */
export default defineConfig({
  resolve: {
    // What is published, not the source.
    alias: { 'chat-token': fileURLToPath(new URL('../../dist/index.js', import.meta.url)) },
  },
  test: {
    include: ['test/interop/*.test.ts'],
    globalSetup: 'test/interop/setup.ts',
    // A peer answers all that it is asked at once.
    hookTimeout: 120_000,
  },
});
