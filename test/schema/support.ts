import { expect, test } from 'vitest';
import { type Reader, runRule } from '../../src/schema/rule.ts';

/** What a rule says about a value: each fault as its path and message. */
export function faultsOf(rule: Reader<unknown>, value: unknown): string[] {
  return runRule(rule, value).faults.map(({ path, message }) => [...path, message].join(' '));
}

/** A rule, values that it accepts, and values that it rejects with one fault each. */
export type RuleCase = [
  name: string,
  rule: Reader<unknown>,
  accepted: unknown[],
  rejected: [value: unknown, fault: string][],
];

/** Tests rules with a table of values. */
export function testRules(cases: readonly RuleCase[]): void {
  test.each(cases)('%s', (_name, rule, accepted, rejected) => {
    for (const value of accepted) {
      expect(runRule(rule, value)).toStrictEqual({ result: value, faults: [] });
    }
    for (const [value, fault] of rejected) expect(faultsOf(rule, value)).toStrictEqual([fault]);
  });
}
