import {
  boolean,
  characters,
  choice,
  identifier,
  lowerCase,
  number,
  scalar,
  string,
} from '../../src/schema/values.ts';
import { testRules } from './support.ts';

const SMILE = '\u{1f600}';
const ID = 'must be a string, got a';
const LOST = 'has lost digits already: take the id as a string from its source';
const MISSING = 'is a string such as "undefined" or "[object Object]": pass the value itself';
const BROKEN = 'must not have outer white space, a line break, control or broken characters';
class ObjectId {}
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
    identifier(characters(0, 3)),
    ['abc', SMILE.repeat(3)],
    [
      [7, `${ID} number: pass String(id)`],
      [Number.MAX_SAFE_INTEGER, `${ID} number: pass String(id)`],
      [Number('1234567890123456789'), LOST],
      [-(2 ** 53), LOST],
      [1e21, LOST],
      ...[1.5, Number.NaN, Infinity].map((value): [unknown, string] => [value, `${ID} number`]),
      [2n ** 64n, `${ID} bigint: pass String(id)`],
      [Promise.resolve('u_1'), `${ID} Promise: is an await missing?`],
      [new ObjectId(), `${ID}n ObjectId: pass id.toString()`],
      [new URL('https://example.com'), `${ID}n instance of URL`],
      [7n, `${ID} bigint: pass String(id)`],
      [null, 'must be a string, got null'],
      [' \u200b', 'must not be blank'],
      ...['abcd', SMILE.repeat(4), 'a'.repeat(7), ' '.repeat(7)].map((value): [unknown, string] => [
        value,
        'must have at most 3 characters',
      ]),
    ],
  ],
  [
    'identifier of any length',
    identifier(),
    ['x'.repeat(1000), 'a b', 'None', SMILE],
    [
      ['', 'must not be blank'],
      ['undefined', MISSING],
      ['[object Array Iterator]', MISSING],
      [' u_1', BROKEN],
      ['u_1\u200b', BROKEN],
      ['u\u0085', BROKEN],
      ['u_1\udfff', BROKEN],
      ['u_\ufffd', BROKEN],
    ],
  ],
  [
    'lower case',
    lowerCase(identifier()),
    ['jane', 'ïß密', 'i\u0307'],
    [
      ['', 'must not be blank'],
      ...['\u212aim', '\u0130', '\u212b', '\u2126', '\u01c5'].map((value): [unknown, string] => [
        value,
        'must not have letters that lower case makes others, such as \u212a',
      ]),
    ],
  ],
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
