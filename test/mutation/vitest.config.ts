import { statSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import tests from '../../vitest.config.ts';

/**
 * Runs small files first: a mutant's run ends with its first failure. The tests of `defineVendor`
 * come before all others, because a mutant of it makes files fail while they load, which kills
 * nothing.
 */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const cost = ({ moduleId }: TestSpecification) =>
      moduleId.endsWith('/contract/define/define.test.ts') ? 0 : statSync(moduleId).size;
    return files.toSorted((one, other) => cost(one) - cost(other));
  }
}

/** The tests that call the source in their own process: none spawns another one. */
export default defineConfig({
  ...tests,
  test: {
    include: [
      'test/{contract,fakes,formats,inspect,keys,page,schema,server,testing,token,utils,vendors}/**/*.test.ts',
      'test/html.test.ts',
    ],
    exclude: ['test/testing/assertions.test.ts', 'test/server/tenants.test.ts'],
    // The first run must not fail because the machine is busy.
    testTimeout: 30_000,
    sequence: { sequencer: QuickFirst },
  },
});
