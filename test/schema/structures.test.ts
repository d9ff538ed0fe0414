import { describe, expect, test } from 'vitest';
import { type Reader, type Rule, runRule, wrongKind } from '../../src/schema/rule.ts';
import {
  byType,
  identifiedBy,
  list,
  object,
  oneOrMany,
  openObject,
  optional,
  record,
  refine,
  requireOneOf,
} from '../../src/schema/structures.ts';
import { boolean, characters, choice, number, string, utf8Bytes } from '../../src/schema/values.ts';
import { faultsOf, testRules } from './support.ts';

const rowByType = byType<{ type?: undefined; a: string } | { type: 'n'; a: number }>(
  object<{ a: string }>({ a: string() }),
  { n: object<{ type: 'n'; a: number }>({ type: choice(['n']), a: number() }) },
);
const pair = object<{ a: string; b?: string }>({ a: string(), b: optional(string()) });
type Open = { user_id: string; seats?: number } & Record<string, string | number>;
const open = openObject<Open>({ user_id: string(), seats: optional(number()) }, stringOrNumber(), [
  'user_hash',
]);
const anyOf = requireOneOf(
  object<{ a?: string; b?: number; c?: string }>({
    a: optional(string()),
    b: optional(number()),
    c: optional(string()),
  }),
  ['a', 'b'],
);
const ID = 'must be a string, got a';

function stringOrNumber(): Rule<string | number> {
  return {
    contract: { type: 'any of', options: [{ type: 'string' }, { type: 'number' }] },
    read: (value, faults) =>
      typeof value === 'string' || typeof value === 'number'
        ? value
        : wrongKind(faults, 'a string or number', value),
  };
}

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
    'object with further members',
    open,
    [{ user_id: 'x' }, { user_id: 'x', seats: 1, plan: 'y', toString: 'z' }],
    [
      [{ plan: 'y' }, 'user_id is missing'],
      [{ user_id: 'x', plan: true }, 'plan must be a string or number, got a boolean'],
      [{ user_id: 'x', plan: null }, 'plan must be a string or number, got null'],
      [{ user_id: 'x', userId: 'x' }, 'userId is not known; did you mean "user_id"?'],
      [{ user_id: 'x', user_ids: undefined }, 'user_ids is not known; did you mean "user_id"?'],
      [{ user_id: 'x', user_hash: 'y' }, 'user_hash is reserved'],
      [{ user_id: 'x', user_hash: undefined }, 'user_hash is reserved'],
      [JSON.parse('{"user_id":"x","__proto__":"y"}'), '__proto__ is reserved'],
      [{ user_id: 'x', [Symbol('y')]: 'z' }, 'must not have symbols as keys'],
    ],
  ],
  [
    'at least one member',
    anyOf,
    [{ a: 'x' }, { b: 0 }, { a: '', b: 1 }, { a: 'x', c: '' }],
    [
      [[], 'must be a plain object, got an array'],
      ...[{}, { a: '' }, { c: 'x' }].map((value): [unknown, string] => [
        value,
        'needs one of "a", "b"',
      ]),
      [{ a: 7 }, `a ${ID} number`],
      [{ d: 'x' }, 'd is not known; did you mean "a"?'],
    ],
  ],
  [
    'a member that identifies',
    identifiedBy(pair, ({ a, b }) => (a === 'id' && b !== undefined ? 'b' : undefined)),
    [{ a: 'x', b: ' ' }, { a: 'id' }, { a: 'id', b: 'y' }],
    [
      [{ a: 'id', b: '' }, 'b must not be blank'],
      [
        { a: 'id', b: 'undefined' },
        'b is a string such as "undefined" or "[object Object]": pass the value itself',
      ],
      [{ a: 'id', b: 7 }, `b ${ID} number`],
      [{ a: 7, b: '' }, `a ${ID} number`],
      [[], 'must be a plain object, got an array'],
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
  expect(runRule(open, { user_id: 'x', plan: undefined }).result).toStrictEqual({ user_id: 'x' });
  expect(runRule(anyOf, { a: undefined, b: 1 }).result).toStrictEqual({ b: 1 });
});

describe('null', () => {
  type Row = NonNullable<ReturnType<typeof rowByType.read>>;
  const agent = object<{ a: string; rows?: readonly Row[] | null }>({
    a: string(),
    rows: optional(list(rowByType)),
  });

  test.each<[string, Reader<unknown>, object, object]>([
    ['an optional member', pair, { a: 'x', b: null }, { a: 'x' }],
    ['one before the others', pair, { b: null, a: 'x' }, { a: 'x' }],
    ['a further member', open, { plan: null, user_id: 'x', seats: null }, { user_id: 'x' }],
    ['one of those that count', anyOf, { a: null, b: 1 }, { b: 1 }],
    ['a type', rowByType, { a: 'x', type: null }, { a: 'x' }],
    [
      'a type in a list',
      agent,
      { a: 'x', rows: [{ a: 'x', type: null }] },
      { a: 'x', rows: [{ a: 'x' }] },
    ],
  ])('in a user leaves out %s', (_what, rule, user, claims) => {
    const read = runRule(rule, user, true);
    expect(read).toStrictEqual({ result: claims, faults: [] });
    expect(runRule(rule, user).faults).not.toHaveLength(0);
  });

  test.each<[Reader<unknown>, object, string]>([
    [pair, { a: null }, 'a is missing'],
    [open, { user_id: null }, 'user_id is missing'],
    [anyOf, { a: null, b: null }, 'needs one of "a", "b"'],
    [record(string()), { a: null }, 'a must be a string, got null'],
    [record(oneOrMany(string())), { a: [null] }, 'a 0 must be a string, got null'],
    [pair, { a: 'x', c: null }, 'c is not known; did you mean "a"?'],
    [open, { user_id: 'x', user_hash: null }, 'user_hash is reserved'],
    [agent, { a: 'x', rows: [null] }, 'rows 0 must be a plain object, got null'],
  ])('in a user is a fault elsewhere (case %#)', (rule, user, fault) => {
    const { faults } = runRule(rule, user, true);
    expect(faults.map(({ path, message }) => [...path, message].join(' '))).toStrictEqual([fault]);
  });

  test('does not change the user', () => {
    const user = Object.freeze({ a: 'x', b: null });
    runRule(pair, user, true);
    expect(user).toStrictEqual({ a: 'x', b: null });
  });
});

class Invoice {}

test.each<[unknown, string]>([
  [new Invoice(), 'an instance of Invoice'],
  [new (class {})(), 'a class instance'],
  [Promise.resolve({ a: 'x' }), 'a Promise: is an await missing?'],
  [new Map(), 'an instance of Map'],
  [new Date(), 'an instance of Date'],
  [() => ({ a: 'x' }), 'a function'],
])('an object is none of another class (case %#)', (value, kind) => {
  for (const rule of [pair, open, record(string()), rowByType]) {
    const hint = kind.includes('instance') ? ': pass { name: row.name }' : '';
    expect(faultsOf(rule, value)).toStrictEqual([`must be a plain object, got ${kind}${hint}`]);
  }
});

test('an object comes back in the order of its rule', () => {
  expect(JSON.stringify(runRule(pair, { b: 'y', a: 'x' }).result)).toBe('{"a":"x","b":"y"}');
  const given = { plan: 'y', seats: 1, a: 'z', user_id: 'x' };
  expect(JSON.stringify(runRule(open, given).result)).toBe(
    '{"user_id":"x","seats":1,"plan":"y","a":"z"}',
  );
});

test('further members count as those of a record', () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index + 1000}`, 1]));
  const fault = 'is more than 66048 characters in all';
  // 8 for each member, and the characters of its name.
  expect(faultsOf(open, { user_id: '', ...many(5_080) })).toStrictEqual([]);
  expect(faultsOf(open, { user_id: '', ...many(5_081) })).toStrictEqual([fault]);
  expect(faultsOf(open, { user_id: '', ...many(8_257) })).toStrictEqual([fault]);
});

test('a contract says that further members are allowed, and which one is needed', () => {
  expect(open.contract).toStrictEqual({
    type: 'object',
    fields: {
      user_id: { type: 'string', required: true },
      seats: { type: 'number', required: false },
    },
    rest: { type: 'any of', options: [{ type: 'string' }, { type: 'number' }] },
  });
  expect(anyOf.contract).toMatchObject({ type: 'object', oneOf: ['a', 'b'] });
  expect(Object.keys(pair.contract)).toStrictEqual(['type', 'fields']);
});

/** Checked by the compiler. */
test('the type says whether further members are allowed', () => {
  // @ts-expect-error the type has an index signature
  object<Open>({ user_id: string(), seats: optional(number()) });
  // @ts-expect-error of another type
  openObject<Open>({ user_id: string(), seats: optional(number()) }, boolean(), []);
  // @ts-expect-error the type has no index signature
  openObject<{ a: string }>({ a: string() }, string(), []);
  // @ts-expect-error a named member is missing
  openObject<Open>({ user_id: string() }, stringOrNumber(), []);
  // @ts-expect-error not a member
  expect(() => requireOneOf(pair, ['c'])).not.toThrow();
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
  expect(faultsOf(open, { ...many, k1: null, user_id: 'x' })).toHaveLength(1);
  const wrong = Object.fromEntries(Object.keys(many).map((key) => [key, null]));
  expect(faultsOf(open, { ...wrong, user_id: 'x' })).toHaveLength(100);
});

describe('limits', () => {
  const LOWER = {
    name: 'lower case',
    message: 'must be in lower case',
    test: (text: string) => !/[A-Z]/.test(text),
  };

  test.each<[string, Reader<unknown>, unknown, string[]]>([
    ['a list', list(string(), 2), ['a', 'b'], []],
    ['a list', list(string(), 2), ['a', 'b', 'c'], ['must have at most 2 items']],
    ['a record', record(string(), { most: 1 }), { a: '' }, []],
    ['a record', record(string(), { most: 1 }), { a: '', b: '' }, ['must have at most 1 members']],
    ['keys', record(string(), { keys: LOWER }), { a: '' }, []],
    ['keys', record(string(), { keys: LOWER }), { A: '' }, ['A must be in lower case']],
    ['keys', record(string(), { keys: LOWER }), { A: undefined }, []],
    ['characters', string(characters(1, 2)), '\u{1f600}\u{1f600}', []],
    ['characters', string(characters(1, 2)), '', ['must have 1 to 2 characters']],
    ['characters', string(characters(0, 2)), '', []],
    ['characters', string(characters(0, 2)), 'abc', ['must have at most 2 characters']],
    ['bytes', string(utf8Bytes(4)), '\u{1f600}', []],
    ['bytes', string(utf8Bytes(4)), '\u00e9\u00e9\u00e9', ['must have at most 4 bytes in UTF-8']],
  ])('of %s (case %#)', (_, rule, value, faults) => {
    expect(faultsOf(rule, value)).toStrictEqual(faults);
  });
});

describe('refine', () => {
  const rule = refine(pair, ({ a, b }) =>
    b !== undefined && a.length < b.length ? { path: ['b'], message: 'is longer' } : undefined,
  );

  test('checks a value that is right so far', () => {
    expect(faultsOf(rule, { a: 'ab', b: 'a' })).toStrictEqual([]);
    expect(faultsOf(rule, { a: 'a', b: 'ab' })).toStrictEqual(['b is longer']);
    expect(faultsOf(rule, { b: 'ab' })).toStrictEqual(['a is missing']);
    expect(rule.contract).toBe(pair.contract);
  });
});
