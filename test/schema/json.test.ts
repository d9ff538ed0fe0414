import { expect, test } from 'vitest';
import { json, jsonObject } from '../../src/schema/json.ts';
import { runRule } from '../../src/schema/rule.ts';
import { faultsOf, testRules } from './support.ts';

testRules([
  [
    'json',
    json(),
    [null, true, '', -0.5, [], [{ a: [1, null] }], {}],
    [
      [() => 1, 'must be JSON, got a function'],
      [undefined, 'must be JSON, got undefined'],
      [1n, 'must be JSON, got a bigint'],
      [Number.NaN, 'must be a finite number'],
      [new Date(0), 'must be JSON, got an instance of Date'],
      [{ a: [Symbol('x')] }, 'a 0 must be JSON, got a symbol'],
    ],
  ],
  [
    'an object of JSON',
    jsonObject(),
    [{ a: null }],
    [[[], 'must be a plain object, got an array']],
  ],
]);

test('is nested 32 levels at most', () => {
  const nest = (depth: number): object => (depth === 0 ? {} : { in: nest(depth - 1) });
  expect(faultsOf(json(), nest(31))).toStrictEqual([]);
  expect(faultsOf(json(), nest(32))).toHaveLength(1);
  expect(faultsOf(jsonObject(), nest(32))).toHaveLength(1);
});

test('is a copy', () => {
  const value = { list: [{}] };
  const { result } = runRule(jsonObject(), value);
  expect(result).toStrictEqual(value);
  expect(result?.['list']).not.toBe(value.list);
});
