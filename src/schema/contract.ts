import { formatPath, type Validation } from '../utils/issues.ts';
import { type Reader, runRule } from './rule.ts';

/** Checks a value against a contract. The claims are a copy that JSON carries without loss. */
export function readContract<T extends object>(
  rule: Reader<T>,
  value: unknown,
  isUser = false,
): Validation<T> {
  const { result, faults } = runRule(rule, value, isUser);
  if (result !== undefined && faults.length === 0) return { claims: result };
  return { issues: faults.map(({ path, message }) => ({ path: formatPath(path), message })) };
}
