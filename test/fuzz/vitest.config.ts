import { readdirSync } from 'node:fs';
import { defineConfig, mergeConfig } from 'vitest/config';
import library from '../../vitest.config.ts';
import { FuzzReporter } from './reporter.ts';

/** The properties, each for its share of the minutes: `FUZZ_MINUTES=30 npx vitest run --config test/fuzz/vitest.config.ts`. Default: 3. */
const { FUZZ_MINUTES = '3', FUZZ_SEED = String(Math.floor(Math.random() * 2 ** 31)) } = process.env;
const WORKERS = 2;

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
const seconds = Number(FUZZ_MINUTES) * 60;
if (!(seconds > 0)) throw new Error('FUZZ_MINUTES must be a number above 0');

export default mergeConfig(
  { resolve: library.resolve },
  defineConfig({
    test: {
      include: ['test/fuzz/*.test.ts'],
      maxWorkers: WORKERS,
      env: { FUZZ_SEED, FUZZ_SECONDS: String((seconds * WORKERS) / files.length) },
      reporters: ['default', new FuzzReporter({ minutes: seconds / 60, seed: FUZZ_SEED })],
    },
  }),
);
