import { expect, test } from 'vitest';
import { runRule } from '../../src/schema/rule.ts';
import { byType, list, object, oneOrMany, optional, record } from '../../src/schema/structures.ts';
import { boolean, choice, number, string } from '../../src/schema/values.ts';
import { faultsOf, testRules } from './support.ts';

const rowByType = byType<{ type?: undefined; a: string } | { type: 'n'; a: number }>(
  object<{ a: string }>({ a: string() }),
  { n: object<{ type: 'n'; a: number }>({ type: choice(['n']), a: number() }) },
);
const pair = object<{ a: string; b?: string }>({ a: string(), b: optional(string()) });
const ID = 'must be a string, got a';

testRules([
  [
    'list',
    list(boolean()),
    [[], [true]],
    [
      [{}, 'must be an array, got an object'],
      [[true, 1], '1 must be true or false, got a number'],
    ],
  ],
  ['one or many', oneOrMany(string()), ['x', ['x', 'y']], [[['x', 1], `1 ${ID} number`]]],
  [
    'record',
    record(string()),
    [{}, { a: 'x' }],
    [
      [[], 'must be a plain object, got an array'],
      [{ a: null }, 'a must be a string, got null'],
      [{ [Symbol('x')]: 'x' }, 'must not have symbols as keys'],
    ],
  ],
  [
    'object',
    pair,
    [{ a: 'x' }, { a: 'x', b: 'y' }],
    [
      [{}, 'a is missing'],
      [{ a: 'x', other: 1 }, 'other is not known'],
      [{ a: 'x', toString: 1 }, 'toString is not known'],
      [{ a: 'x', b: 1 }, `b ${ID} number`],
    ],
  ],
  [
    'by type',
    rowByType,
    [{ a: 'x' }, { a: 1, type: 'n' }],
    [
      ['x', 'must be a plain object, got a string'],
      [null, 'must be a plain object, got null'],
      [{ a: 1, type: 'm' }, 'type must be one of "n", or left out'],
      [{ a: 1, type: 'toString' }, 'type must be one of "n", or left out'],
      [{ a: 'x', type: 'n' }, 'a must be a number, got a string'],
    ],
  ],
]);

test('a member that is undefined is left out', () => {
  expect(runRule(record(string()), { a: 'x', b: undefined }).result).toStrictEqual({ a: 'x' });
  expect(runRule(pair, { b: undefined, a: 'x' }).result).toStrictEqual({ a: 'x' });
  expect(runRule(rowByType, { a: 'x', type: undefined }).result).toStrictEqual({ a: 'x' });
});

test('an object comes back in the order of its rule', () => {
  expect(JSON.stringify(runRule(pair, { b: 'y', a: 'x' }).result)).toBe('{"a":"x","b":"y"}');
});

test('a record cannot have the key __proto__', () => {
  const value = JSON.parse('{"__proto__":"x"}');
  expect(faultsOf(record(string()), value)).toStrictEqual(['__proto__ is not allowed as a key']);
});

test('no rule finds more than 100 faults', () => {
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}`, 1]));
  expect(faultsOf(list(boolean()), new Array(200).fill(1))).toHaveLength(100);
  expect(faultsOf(record(boolean()), many)).toHaveLength(100);
  expect(faultsOf(object<object>({}), many)).toHaveLength(100);
});
