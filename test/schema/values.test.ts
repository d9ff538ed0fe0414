import { boolean, choice, identifier, number, scalar, string } from '../../src/schema/values.ts';
import { testRules } from './support.ts';

const SMILE = '\u{1f600}';
const ID = 'must be a string, got a';
const even = {
  name: 'even',
  message: 'must be even',
  test: (text: string) => text.length % 2 === 0,
};

testRules([
  ['string', string(), ['', 'x'], [[7, `${ID} number`]]],
  [
    'string of a format',
    string(even),
    ['', 'xx'],
    [
      ['x', 'must be even'],
      [7, `${ID} number`],
    ],
  ],
  [
    'identifier',
    identifier(3),
    ['abc', SMILE.repeat(3)],
    [
      [7, `${ID} number: pass String(id)`],
      [7n, `${ID} bigint: pass String(id)`],
      [null, 'must be a string, got null'],
      [' \u200b', 'must not be blank'],
      ...['abcd', SMILE.repeat(4), 'a'.repeat(7), ' '.repeat(7)].map((value): [unknown, string] => [
        value,
        'must have at most 3 characters',
      ]),
    ],
  ],
  ['identifier of any length', identifier(), ['x'.repeat(1000)], [['', 'must not be blank']]],
  [
    'number',
    number(),
    [0, -1.5],
    [
      ['1', 'must be a number, got a string'],
      [Infinity, 'must be a finite number'],
      [Number.NaN, 'must be a finite number'],
    ],
  ],
  ['boolean', boolean(), [true, false], [[1, 'must be true or false, got a number']]],
  ['choice', choice(['a', 'b']), ['a', 'b'], [['c', 'must be one of "a", "b"']]],
  [
    'scalar',
    scalar(),
    ['', 1, true, false],
    [
      [Number.NaN, 'must be a finite number'],
      [null, 'must be a string, number or boolean, got null'],
      [1n, 'must be a string, number or boolean, got a bigint'],
    ],
  ],
]);
