/** Rules of the package as schemas of another library, for `defineVendor`. */
import type { StandardSchema } from 'chat-token';
import { type Rule, runRule } from '../../src/schema/rule.ts';

/** A Standard Schema that accepts what a rule accepts, and finds the same faults. */
export function standardSchema<T extends object>(rule: Rule<T>): StandardSchema<T, T> {
  return {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate(value) {
        const { result, faults } = runRule(rule, value, true);
        return result === undefined || faults.length > 0 ? { issues: faults } : { value: result };
      },
    },
  };
}
