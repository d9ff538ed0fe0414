import { statSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import tests from '../../vitest.config.ts';

/** Those that take most of the time. */
const SLOW = /\/(?:keys|corpus|inspect|html|schema)\.test\.ts$/;

/**
 * They define vendors inside of tests. Where a file does so while it is loaded, a change of
 * `defineVendor` ends the run with that file, before any test has failed.
 */
const FIRST = /\/core\/(?:define|built-in)\.test\.ts$/;

/** Quick files first, which are the small ones: the first failure ends a run. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const cost = ({ moduleId }: TestSpecification) =>
      FIRST.test(moduleId) ? 0 : statSync(moduleId).size * (SLOW.test(moduleId) ? 1000 : 1);
    return [...files].sort((one, other) => cost(one) - cost(other));
  }
}

/**
 * The tests that call core and the vendors in their own process, and have the same names each time:
 * not those that spawn, compile or measure.
 */
export default defineConfig({
  ...tests,
  test: {
    include: [
      'test/{core,vendors,inspect,testing,server}/*.test.ts',
      'test/{server,html,connect}.test.ts',
    ],
    exclude: ['test/testing/assertions.test.ts', 'test/server/tenants.test.ts'],
    sequence: { sequencer: QuickFirst },
  },
});
