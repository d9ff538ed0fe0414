import { expect, test } from 'vitest';
import { fault, isTooMuch, type Reader, readAt, runRule } from '../../src/schema/rule.ts';
import { string } from '../../src/schema/values.ts';
import { revoked } from '../support/support.ts';

const contract = { type: 'json' } as const;

test('a rule that throws is one fault, without what was thrown', () => {
  const throwing: Reader<string> = {
    contract,
    read(_value, faults) {
      fault(faults, 'is odd');
      throw new Error('jane@example.com');
    },
  };
  const reading: Reader<unknown> = { contract, read: (value) => ({ ...Object(value) }) };
  for (const [rule, value] of [
    [throwing, 1],
    [reading, revoked({})],
  ] as const) {
    const { result, faults } = runRule<unknown>(rule, value);
    expect(result).toBeUndefined();
    expect(faults).toHaveLength(1);
    expect(faults[0]?.path).toStrictEqual([]);
    expect(faults[0]?.message).not.toMatch(/jane|proxy that has been/);
  }
});

test('the key of an inner value comes first in the path of its new faults only', () => {
  const outer: Reader<unknown> = {
    contract,
    read(value, faults) {
      fault(faults, 'first', 'x');
      return readAt(string(), value, 'inner', faults);
    },
  };
  expect(runRule(outer, 1).faults).toMatchObject([{ path: ['x'] }, { path: ['inner'] }]);
});

test('characters are counted in all, and too many are one fault', () => {
  const greedy: Reader<unknown> = {
    contract,
    read: (value, faults) => [Number(value), 1, 1].map((count) => isTooMuch(faults, count)),
  };
  expect(runRule(greedy, 66_046)).toMatchObject({ result: [false, false, false], faults: [] });
  const tooMuch = runRule(greedy, 66_048);
  expect(tooMuch.result).toStrictEqual([false, true, true]);
  expect(tooMuch.faults).toHaveLength(1);
});
