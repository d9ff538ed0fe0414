import { expect, test } from 'vitest';
import { bare } from '../../src/utils/objects.ts';

test('a bare copy has the same members, and inherits none', () => {
  const copy = bare({ a: 1 });
  expect(Object.entries(copy)).toStrictEqual([['a', 1]]);
  expect(Object.getPrototypeOf(copy)).toBeNull();
});
