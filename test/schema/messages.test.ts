import { type as ark } from 'arktype';
import { defineVendor, type StandardSchema } from 'chat-token';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createMessageFilter, IS_INVALID } from '../../src/schema/messages.ts';
import { definition, faults, revoked } from '../support/support.ts';

const EMAIL = 'jane.doe@example.com';
const LONG = 'the-quick-brown-fox-jumps-over-the-lazy-dog'.repeat(20);

/** What the schema says about a user. */
const said = (schema: StandardSchema<object, object>, user: unknown) =>
  faults(() => defineVendor({ ...definition, user: schema }).claims(user as object));

/** What is shown of a message for a user with this value. */
const shown = (message: unknown, value: unknown) => createMessageFilter({ member: value })(message);

describe('a message without a value is shown', () => {
  const user = { id: 7, email: EMAIL, plan: 'enterprise', seats: '12' };

  test('of zod', async () => {
    const schema = z.strictObject({
      id: z.string(),
      email: z.email().refine((email) => email.endsWith('@acme.test'), 'Use your work e-mail'),
      plan: z.enum(['free', 'pro']),
      seats: z.number({ error: 'How many seats?' }),
    });
    expect(await said(schema, user)).toStrictEqual([
      'id: Invalid input: expected string, received number',
      'email: Use your work e-mail',
      'plan: Invalid option: expected one of "free"|"pro"',
      'seats: How many seats?',
    ]);
  });

  test('of valibot', async () => {
    const schema = v.strictObject({
      id: v.optional(v.number()),
      email: v.pipe(v.string(), v.endsWith('@acme.test', 'Use your work e-mail')),
      plan: v.picklist(['free'], 'Choose a plan'),
      seats: v.any(),
      name: v.string(),
    });
    expect(await said(schema, user)).toStrictEqual([
      'email: Use your work e-mail',
      'plan: Choose a plan',
      'name: Invalid key: Expected "name" but received undefined',
    ]);
  });

  test('of arktype, without the path that it repeats', async () => {
    const schema = ark({ id: 'string', nested: { name: 'string' } });
    expect(await said(schema as never, { id: 7, nested: { name: [] } })).toStrictEqual([
      'id: must be a string (was a number)',
      'nested.name: must be a string (was an object)',
    ]);
  });
});

describe('a message with a value is hidden', () => {
  const user = { id: EMAIL, plan: LONG, seats: 1e21, [EMAIL]: 1 };

  test('of zod', async () => {
    const custom = z.custom<string>(() => false, {
      error: ({ input }) => `Not known: ${String(input).toUpperCase()}`,
    });
    const schema = z.object({ id: custom, plan: custom, seats: custom });
    expect(await said(schema, user)).toStrictEqual([
      'id: is invalid',
      'plan: is invalid',
      'seats: is invalid',
    ]);
  });

  test('of valibot', async () => {
    const schema = v.strictObject({
      id: v.picklist(['free']),
      plan: v.picklist(['free']),
      seats: v.pipe(v.number(), v.maxValue(5)),
    });
    expect(await said(schema, user)).toStrictEqual([
      'id: is invalid',
      'plan: is invalid',
      'seats: is invalid',
      '["…"]: is invalid',
    ]);
  });

  test('of arktype', async () => {
    const schema = ark({ '+': 'reject', id: "'free'", plan: "'free'", seats: 'number < 5' });
    const found = await said(schema as never, user);
    expect(found.sort()).toStrictEqual([
      '["…"]: is invalid',
      'id: is invalid',
      'plan: is invalid',
      'seats: is invalid',
    ]);
  });

  test('also if the schema changed the value before', async () => {
    const normalized = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.picklist(['free']));
    const schema = v.object({ id: normalized, plan: normalized });
    const found = await said(schema, { id: '  Jane.DOE@example.com ', plan: 'Größe XL\n' });
    expect(found).toStrictEqual(['id: is invalid', 'plan: is invalid']);
  });
});

test.each<[string, unknown, string]>([
  ['whole', EMAIL, `Not known: ${EMAIL}`],
  ['in capitals', 'Straße', 'Not known: STRASSE'],
  ['in Turkish letters', 'INFO', 'Not known: \u0131nfo'],
  ['without accents', 'José', 'Not known: jose'],
  ['decomposed', 'Zoë', `Not known: ${'Zoë'.normalize('NFD')}`],
  ['in full width', 'jane', 'Not known: ｊａｎｅ'],
  ['in JSON', 'a "b"\n', 'Not known: "a \\"b\\"\\n"'],
  ['in JSON, escaped', 'Zoë', 'Not known: "Zo\\u00eb"'],
  ['in JSON, twice', 'Zoë', `Not known: ${JSON.stringify('"Zo\\u00eb"')}`],
  ['as an escape of JavaScript', 'äöü', 'Not known: \\xe4\\xf6\\u{fc}'],
  ['in an address', 'äöü', `Not known: ${encodeURIComponent('äöü')}`],
  ['in an address, twice', 'äöü', `Not known: ${encodeURIComponent(encodeURIComponent('äöü'))}`],
  ['in an address, in Latin-1', 'äöü', 'Not known: %E4%F6%FC'],
  ['in HTML', 'äöü', 'Not known: &#228;&#xf6;&#252;'],
  ['in HTML, by name', 'Müller', 'Not known: M&uuml;ller'],
  ['with spaces', '+44 7700 900123', 'Not known: 447700900123'],
  ['without spaces', '447700900123', 'Not known: +44 7700 900-123'],
  ['the last digits', '4242 4242 4242 4242', 'Not the card that ends in 4242'],
  ['a word', EMAIL, 'Hello Jane, this is wrong'],
  ['a domain', EMAIL, 'Not a domain of ours: example.com'],
  ['the start', LONG, 'Not known: the-quick-br'],
  ['the start, cut off', 'abcdefgh', 'Not known: abc…'],
  ['the start, cut off with dots', 'abcdefgh', 'Not known: abc...'],
  ['the end, cut off', 'abcdefgh', 'Not known: …fgh'],
  ['cut off within an escape', 'äöü', 'Not known: "\\u00…"'],
  ['cut off within an address', 'äöü', 'Not known: %C3%…'],
  ['cut off within HTML', 'äöü', 'Not known: &#22…'],
  ['a part in quotation marks', 'abcdefgh', 'Not known: "cde"'],
  ['joined with other text', 'abc', 'NotabcKnown'],
  ['an emoji', '\u{1f600}', 'Not known: \u{1f600}'],
  ['an emoji, escaped', '\u{1f600}', 'Not known: "\\ud83d\\ude00"'],
  ['a symbol, escaped', '<>', 'Not known: &lt;&gt;'],
  ['half of a surrogate pair', '\ud800', 'Not known: \ud800'],
  ['what looks like an escape', '%41&amp;\\u0041', 'Not known: %41&amp;\\u0041'],
  ['a number', 1234.5, 'Not 1234.5'],
  ['a number with separators', 1234567.5, 'Not 1,234,567.5'],
  ['a number with an exponent', 1234567, 'Not 1.234567e+6'],
  ['a number without one', 1e21, 'Not 1000000000000000000000'],
  ['a number in hexadecimal', 255, 'Not 0xff'],
  ['a large number in hexadecimal', 3_735_928_559, 'Not deadbeef'],
  ['a number in binary', 5, 'Not 0b101'],
  ['a number in percent', 0.25, 'Not 25 %'],
  ['a number in Arabic digits', 42, `Not ${(42).toLocaleString('ar-EG')}`],
  ['zero', 0, 'Not 0'],
  ['infinity', Infinity, 'Not Infinity'],
  ['a string of digits', '7', 'Not 7'],
  ['a bigint', 12345678901234567890n, 'Not 12,345,678,901,234,567,890'],
  ['a boolean', true, 'Not true'],
  ['a date', new Date(0), 'Not 1970'],
  ['a date of a number', -193_511_600_000, 'Not 1963-11-13T04:26:40.000Z'],
  ['a date of digits', '02.04.85', 'Not 1985-04-02'],
  ['a time of a number', 61, 'Not 0:01:01'],
  ['a bigint of many digits', 10n ** 9000n, 'Choose a plan'],
  ['a value of a list', ['a', [EMAIL]], `Not ${EMAIL}`],
  ['a value of a member', { deep: { er: EMAIL } }, `Not ${EMAIL}`],
  ['a key that is data', { [EMAIL]: 1 }, `Not ${EMAIL}`],
  ['a value of a map', new Map([[EMAIL, 1]]), `Not ${EMAIL}`],
  ['a value of a set', new Set([EMAIL]), `Not ${EMAIL}`],
])('%s', (_what, value, message) => {
  expect(shown(message, value)).toBe(IS_INVALID);
  expect(shown(message, undefined)).toBe(
    /&uuml;|[٠-٩]|%E4%F6%FC|(?:00|%|&#22)…/.test(message) ? IS_INVALID : message,
  );
});

describe('in doubt', () => {
  const MESSAGE = 'Choose a plan';
  class Entity {
    readonly #email = EMAIL;
    toString() {
      return this.#email;
    }
  }
  const cycle: { self?: object } = {};
  cycle.self = cycle;

  test.each<[string, unknown]>([
    ['a class instance', new Entity()],
    ['a function', () => EMAIL],
    ['a symbol', Symbol(EMAIL)],
    ['a symbol as a key', { [Symbol(EMAIL)]: 1 }],
    ['a getter', Object.defineProperty({}, 'email', { get: () => EMAIL, enumerable: true })],
    ['a revoked proxy', revoked({})],
    ['bytes', new TextEncoder().encode(EMAIL)],
    ['a cycle', cycle],
    ['too many values', new Array(1001).fill('.')],
    ['too many characters', '.'.repeat(4001)],
    ['too many characters in all', new Array(80).fill('.'.repeat(51))],
    ['a promise with a member', Object.assign(Promise.resolve(), { email: EMAIL })],
    [
      'a list without an end',
      new Proxy([], {
        get: (_, key) =>
          key === 'length'
            ? 2 ** 50
            : key === Symbol.iterator
              ? Array.prototype[Symbol.iterator]
              : 1,
      }),
    ],
  ])('because of %s, a message is hidden', (_what, value) => {
    expect(shown(MESSAGE, value)).toBe(IS_INVALID);
    expect(shown(MESSAGE, EMAIL)).toBe(MESSAGE);
  });

  test.each<unknown>([
    undefined,
    null,
    7,
    Symbol('x'),
    {},
    '',
    ' ',
    'x'.repeat(501),
  ])('a message is a string of at most 500 characters, not %j', (message) => {
    expect(shown(message, EMAIL)).toBe(IS_INVALID);
  });
});

test.each<[unknown, string]>([
  [EMAIL, 'Use your work e-mail'],
  ['jane@gmail.com', 'Use your work e-mail'],
  [EMAIL, 'Invalid email address'],
  [['u_1', 'pro', 'en-GB'], 'Invalid input: expected string, received number'],
  [{ age: 7, name: 'Jane' }, 'must have at least 12 characters'],
  ['+44 7700 900123', 'must have at most 16 characters'],
  [false, 'must be a string (was a number)'],
  [null, 'must not be null'],
  [Promise.resolve(EMAIL), 'Choose a plan'],
  [[7, 'u_1'], 'Choose 2 of 40 plans'],
  ['', 'must not be blank'],
  [' ', 'must not be blank'],
  [{ email: 1 }, 'email must be a string'],
])('a message is shown for %j: %s', (value, message) => {
  expect(shown(message, value)).toBe(message);
});

/** Ways to write a value in a message. */
const FORMS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.stringify(text),
  (text) => JSON.stringify(JSON.stringify(text)),
  (text) => encodeURIComponent(text.replace(/\p{Cs}/gu, '')),
  (text) => Array.from(text, (each) => `&#${each.codePointAt(0)};`).join(''),
  (text) => Array.from(text, (each) => `&#x${each.codePointAt(0)?.toString(16)};`).join(''),
  (text) => Array.from(text, (each) => `\\u{${each.codePointAt(0)?.toString(16)}}`).join(''),
  (text) => text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`),
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize('NFD'),
  (text) => text.normalize('NFKC'),
  (text) => ` ${text.trim()} `,
];

/** Ways to cut it off before. */
const CUTS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `"${text.slice(0, 20)}…"`,
];

/** Made of what is in no other part of the messages. */
const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...'äßéİı٣७字🙂👩‍💻\\%&;"<\n\u200b'),
      fc.string({ unit: 'binary', maxLength: 1 }),
    ),
    maxLength: 30,
  })
  .filter((each) => /[^\s\p{Cc}\p{M}\\]/u.test(each));

test('whatever the value, and however it is written, its message is hidden', () => {
  fc.assert(
    fc.property(
      text,
      fc.constantFrom(...CUTS),
      fc.constantFrom(...FORMS),
      fc.constantFrom(...FORMS),
      (value, cut, one, other) => {
        expect(shown(`: ${other(one(cut(value)))} .`, value)).toBe(IS_INVALID);
      },
    ),
    { numRuns: 2000 },
  );
});

test('whatever the number, and however it is written, its message is hidden', () => {
  const numbers = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-9 }),
    fc.integer(),
    fc.maxSafeInteger(),
  );
  const forms: readonly ((value: number) => string)[] = [
    String,
    (value) => value.toExponential(),
    (value) => value.toLocaleString('en-US', { maximumFractionDigits: 20 }),
    (value) => value.toLocaleString('de-DE', { maximumFractionDigits: 20 }),
    (value) => value.toLocaleString('hi-IN-u-nu-deva', { maximumFractionDigits: 20 }),
    (value) => `0x${value.toString(16)}`,
    (value) => JSON.stringify({ value }),
  ];
  fc.assert(
    fc.property(numbers, fc.constantFrom(...forms), (value, form) => {
      expect(shown(`Not ${form(value)} .`, value)).toBe(IS_INVALID);
    }),
    { numRuns: 2000 },
  );
});
