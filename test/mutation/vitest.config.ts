import { statSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import tests from '../../vitest.config.ts';

/** Small files first: they are the quick ones, and the first failure ends a run. */
class SmallFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sizeOf = ({ moduleId }: TestSpecification) => statSync(moduleId).size;
    return [...files].sort((one, other) => sizeOf(one) - sizeOf(other));
  }
}

/**
 * The tests that call core and the vendors in their own process, and have the same names each time:
 * not those that spawn, compile, or draw by chance.
 */
export default defineConfig({
  ...tests,
  test: {
    include: [
      'test/{core,vendors,inspect,testing,server}/*.test.ts',
      'test/{server,html,connect}.test.ts',
    ],
    exclude: ['test/testing/assertions.test.ts', 'test/server/tenants.test.ts'],
    sequence: { sequencer: SmallFirst },
  },
});
