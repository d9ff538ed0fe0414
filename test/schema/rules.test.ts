import { type ChatVendor, convrs, deskpro, isChatTokenError, khoros, zendesk } from 'chat-token';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import {
  boolean,
  byType,
  type Contract,
  choice,
  contractOf,
  contractSchema,
  type FieldContract,
  identifier,
  json,
  list,
  number,
  object,
  oneOrMany,
  optional,
  type Rule,
  record,
  scalar,
  text,
} from '../../src/schema/rules.ts';
import { faults, polluted, refusal, revoked } from '../support/support.ts';

const vendors: readonly ChatVendor<unknown, object>[] = [khoros, convrs, zendesk, deskpro];

/** The formats once more, as an oracle. */
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  identifier: (text) => text.trim() !== '',
  date: isDate,
  // What Date reads, with zones that it knows.
  'date-time': (text) =>
    isDate(text.slice(0, 10)) && text[10] === 'T' && Date.parse(text) > 0 && !/24:|:60/.test(text),
  'ISO 4217 code': (text) => /^[A-Z]{3}$/.test(text),
  'http(s) URL': (text) => /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text),
};

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && Boolean(new Date(text).toJSON?.()?.startsWith(text));
}

/** A contract, which the tables in the documentation show, as a schema of valibot. */
function oracleOf(contract: Contract): v.GenericSchema {
  switch (contract.type) {
    case 'string': {
      const { format, maxLength = Infinity } = contract;
      const hasFormat = format === undefined ? () => true : FORMATS[format];
      if (hasFormat === undefined) return expect.fail(`The oracle has no format ${format}`);
      return v.pipe(
        v.string(),
        v.check((text) => hasFormat(text) && [...text].length <= maxLength),
      );
    }
    case 'number':
      return v.pipe(v.number(), v.finite());
    case 'boolean':
      return v.boolean();
    case 'choice':
      return v.picklist(contract.values);
    case 'any of':
      return v.union(contract.options.map(oracleOf));
    case 'list':
      return v.array(oracleOf(contract.items));
    case 'record':
      return plain(v.record(v.string(), v.optional(oracleOf(contract.items))));
    case 'object':
      return plain(v.strictObject(membersOf(contract.fields)));
    case 'by type': {
      const { default: untyped, ...typed } = contract.cases;
      if (untyped?.type !== 'object') return expect.fail('no object without a type');
      const none = v.strictObject({
        ...membersOf(untyped.fields),
        type: v.optional(v.undefined()),
      });
      return v.union([none, ...Object.values(typed).map(oracleOf)]);
    }
    default:
      return expect.fail(`The oracle knows no ${contract.type}`);
  }
}

function membersOf(fields: Readonly<Record<string, FieldContract>>) {
  const members = Object.entries(fields).map(([name, field]): [string, v.GenericSchema] => {
    const member = oracleOf(field);
    return [name, field.required ? member : v.optional(member)];
  });
  return Object.fromEntries(members);
}

/** valibot takes [] for an object; the vendors do not. */
function plain(schema: v.GenericSchema): v.GenericSchema {
  return v.custom((input) => !Array.isArray(input) && v.is(schema, input));
}

/** Values that are right somewhere in a contract, and values that are right nowhere. */
const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom<unknown>(
    ...['', ' ', 'u-1', '2024-02-29', '2023-02-29', '2024-3-1', '2024-02-29T10:30Z'],
    ...['2024-02-29T10:30:59.5+05:30', '2024-13-29T10:30Z', '2024-02-29T10:30:60Z'],
    ...['https://example.com/a', 'javascript:x', 'http://', 'https://e.com/ x', 'USD', 'usd'],
    ...['info', 'green', 'a'.repeat(256), '\u{1f600}'.repeat(200)],
    ...[0, -0, 1.5, Number.NaN, Infinity, true, false, null, undefined],
    ...[[], {}, ['x'], ['x', 1], [''], { a: 'x' }, { a: null }],
  ),
);
const types = ['date', 'datetime', 'number', 'currency', 'email', 'phone', 'link', 'boolean'];
const row = fc.record(
  {
    label: fc.oneof({ weight: 5, arbitrary: fc.string() }, { weight: 1, arbitrary: leaf }),
    value: leaf,
    type: fc.constantFrom(...types, 'status', 'text', undefined),
    currency: leaf,
    color: leaf,
    text: leaf,
  },
  { requiredKeys: ['label', 'value'] },
);

test.each(vendors)('$name accepts what its contract says, and nothing else', (vendor) => {
  const contract = contractOf(vendor.schema);
  if (contract?.type !== 'object') return expect.fail('no contract');
  const oracle = oracleOf(contract);
  const key = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...Object.keys(contract.fields)) },
    { weight: 1, arbitrary: fc.constantFrom('extra', 'crmId') },
  );
  const value = fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(row, { maxLength: 3 }) },
  );
  const required = Object.entries(contract.fields).filter(([, field]) => field.required);
  const most = fc.record(Object.fromEntries(required.map(([name]) => [name, leaf])), {
    noNullPrototype: true,
    requiredKeys: [],
  });
  const some = fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });
  const user = fc.tuple(some, most).map(([others, members]) => ({ ...others, ...members }));
  let accepted = 0;
  const agrees = fc.property(
    fc.oneof({ weight: 9, arbitrary: user }, { weight: 1, arbitrary: leaf }),
    (given) => {
      let verdict = true;
      try {
        vendor.claims(given);
        accepted++;
      } catch (error) {
        if (!isChatTokenError(error, 'ERR_CLAIMS_INVALID')) throw error;
        verdict = false;
      }
      expect(verdict).toBe(v.safeParse(oracle, given).success);
    },
  );
  fc.assert(agrees, { numRuns: 300, seed: 1 });
  expect(accepted).toBeGreaterThan(20);
});

type Check = (value: unknown) => string[];

function check<T>(rule: Rule<T>): Check {
  return (value) => {
    const { issues = [] } = contractSchema(() => rule)['~standard'].validate(value);
    return issues.map(({ path = [], message }) => [...path, message].join(' '));
  };
}

const rowByType = byType<{ type?: undefined; a: string } | { type: 'n'; a: number }>(
  object<{ a: string }>({ a: text() }),
  { n: object<{ type: 'n'; a: number }>({ type: choice(['n']), a: number() }) },
);
const SMILE = '\u{1f600}';
const ID = 'must be a string, not a';

test.each<[string, Check, accepted: unknown[], rejected: [value: unknown, issue: string][]]>([
  ['text', check(text()), ['', 'x'], [[7, `${ID} number`]]],
  [
    'identifier',
    check(identifier(3)),
    ['abc', SMILE.repeat(3)],
    [
      [7, `${ID} number: pass String(id)`],
      [7n, `${ID} bigint: pass String(id)`],
      [null, 'must be a string, not null'],
      [' \u200b', 'must not be blank'],
      ...['abcd', SMILE.repeat(4), 'a'.repeat(7), ' '.repeat(7)].map((value): [unknown, string] => [
        value,
        'must have at most 3 characters',
      ]),
    ],
  ],
  ['identifier without end', check(identifier()), ['x'.repeat(1000)], [['', 'must not be blank']]],
  [
    'number',
    check(number()),
    [0, -1.5],
    [
      ['1', 'must be a number, not a string'],
      [Infinity, 'must be a finite number'],
    ],
  ],
  ['boolean', check(boolean()), [true, false], [[1, 'must be true or false, not a number']]],
  ['choice', check(choice(['a', 'b'])), ['a', 'b'], [['c', 'must be one of "a", "b"']]],
  [
    'scalar',
    check(scalar()),
    ['', 1, true, false],
    [
      [Number.NaN, 'must be a finite number'],
      [null, 'must be a string, number or boolean, not null'],
      [1n, 'must be a string, number or boolean, not a bigint'],
    ],
  ],
  [
    'list',
    check(list(boolean())),
    [[], [true]],
    [
      [{}, 'must be an array, not an object'],
      [[true, 1], '1 must be true or false, not a number'],
    ],
  ],
  ['one or many', check(oneOrMany(text())), ['x', ['x', 'y']], [[['x', 1], `1 ${ID} number`]]],
  [
    'record',
    check(record(text())),
    [{}, { a: 'x', b: undefined }],
    [
      [[], 'must be a plain object, not an array'],
      [{ a: null }, 'a must be a string, not null'],
    ],
  ],
  [
    'object',
    check(object<{ a: string; b?: string }>({ a: text(), b: optional(text()) })),
    [{ a: 'x' }, { a: 'x', b: undefined }, { b: 'y', a: 'x' }],
    [
      [{}, 'a is missing'],
      [{ a: 'x', other: 1 }, 'other is not known'],
      [{ a: 'x', b: 1 }, `b ${ID} number`],
    ],
  ],
  [
    'by type',
    check(rowByType),
    [{ a: 'x' }, { a: 'x', type: undefined }, { a: 1, type: 'n' }],
    [
      ['x', 'must be a plain object, not a string'],
      [null, 'must be a plain object, not null'],
      [{ a: 1, type: 'm' }, 'type must be one of "n", or left out'],
      [{ a: 'x', type: 'n' }, 'a must be a number, not a string'],
    ],
  ],
  ['json', check(json()), [null, [{ a: 1 }]], [[() => 1, 'must be JSON, not a function']]],
])('%s', (_name, issuesOf, accepted, rejected) => {
  for (const value of accepted) expect(issuesOf(value)).toStrictEqual([]);
  for (const [value, issue] of rejected) expect(issuesOf(value)).toStrictEqual([issue]);
});

test('no rule finds more than 100 faults', () => {
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}`, 1]));
  expect(check(list(boolean()))(new Array(200).fill(1))).toHaveLength(100);
  expect(check(record(boolean()))(many)).toHaveLength(100);
  expect(check(object<object>({}))(many)).toHaveLength(100);
});

describe('the contract as data', () => {
  test('lists what a user must and may have', () => {
    expect(contractOf(zendesk.schema)).toStrictEqual({
      type: 'object',
      fields: {
        external_id: { type: 'string', format: 'identifier', maxLength: 255, required: true },
        name: { type: 'string', required: false },
        email: { type: 'string', required: false },
        email_verified: { type: 'boolean', required: false },
      },
    });
  });

  test.each<[Contract, () => object]>([
    [{ type: 'string', format: 'identifier' }, () => identifier()],
    [
      { type: 'any of', options: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
      () => scalar(),
    ],
    [
      {
        type: 'any of',
        options: [{ type: 'number' }, { type: 'list', items: { type: 'number' } }],
      },
      () => oneOrMany(number()),
    ],
    [{ type: 'record', items: { type: 'boolean' } }, () => record(boolean())],
    [{ type: 'choice', values: ['a'] }, () => choice(['a'])],
  ])('is %j for such a rule', (contract, make) => {
    expect(Reflect.get(make(), 'contract')).toStrictEqual(contract);
  });

  test('is made when it is first needed, and once', () => {
    const make = vi.fn(() => json());
    const schema = contractSchema(make);
    expect(make).not.toHaveBeenCalled();
    expect(schema['~standard']).toMatchObject({ version: 1, vendor: 'chat-token' });
    expect(schema['~standard'].validate('x')).toStrictEqual({ value: 'x', issues: undefined });
    expect(schema.contract).toStrictEqual({ type: 'json' });
    expect(make).toHaveBeenCalledTimes(1);
  });

  test('is there for schemas of this package only', () => {
    expect(contractOf(v.object({}))).toBeUndefined();
  });
});

describe('a user', () => {
  test('whose members throw is rejected, and what they throw is hidden', async () => {
    const getter = Object.defineProperty({}, 'userId', {
      enumerable: true,
      get: () => {
        throw new Error('jane@example.com');
      },
    });
    for (const user of [getter, revoked({})]) {
      const error = await refusal(() => khoros.claims(user as never), 'ERR_CLAIMS_INVALID');
      expect(error.message).toContain('cannot be read');
      expect(error.cause).toBeUndefined();
    }
  });

  class User {}
  const others = [undefined, null, 'u-1', 7, [], [{ userId: 'u' }], () => 1, Symbol('x')];
  test.for<unknown>([
    ...others,
    new User(),
    Object.create({ userId: 'u-1' }),
  ])('is a plain object, not %o', async (user) => {
    const [fault] = await faults(() => khoros.claims(user as never));
    expect(fault).toContain(': must be a plain object, not ');
  });

  test('gives its own members only', async () => {
    const bare = Object.assign(Object.create(null), { userId: 'u-1' });
    expect(khoros.claims(bare)).toStrictEqual({ scope: 'appUser', userId: 'u-1' });
    const found = await polluted({ userId: 'polluted' }, () =>
      faults(() => khoros.claims({} as never)),
    );
    expect(found).toStrictEqual(['userId: is missing']);
  });

  test('may have members in any order, undefined or not enumerable', () => {
    const user = { email: 'jane@example.com', name: undefined, external_id: 'u-1' };
    Object.defineProperty(user, 'nickname', { value: 'Jane' });
    const { email, external_id } = user;
    for (const given of [user, { email, external_id }]) {
      expect(JSON.stringify(zendesk.claims(given))).toBe(
        '{"scope":"user","external_id":"u-1","email":"jane@example.com"}',
      );
      expect(Object.keys(zendesk.claims(given))).toHaveLength(3);
    }
    expect(Object.keys(user)).toStrictEqual(['email', 'name', 'external_id']);
  });

  test('is copied, and so is what is in it', () => {
    const user = { labels: ['x'], fields: { a: ['x'] } };
    const { labels, fields } = deskpro.claims(user);
    expect({ labels, fields }).toStrictEqual(user);
    expect(labels).not.toBe(user.labels);
    expect(fields).not.toBe(user.fields);
  });

  test('is read once', () => {
    let reads = 0;
    const get = () => `u-${++reads}`;
    const user = Object.defineProperty({}, 'userId', { enumerable: true, get });
    expect(khoros.claims(user as never)).toStrictEqual({ scope: 'appUser', userId: 'u-1' });
  });
});

describe('a contract that is made while Object.prototype is polluted', () => {
  const names = [
    ...['read', 'optional', 'contract', 'required', 'default', 'status', 'type', 'format'],
    ...['userId', 'external_id', 'email', 'email_verified', 'name', 'deskpro_id', 'label'],
  ];
  const row = { label: 'c', value: 'd' };
  const users = [
    ['khoros', { userId: 'u' }],
    ['convrs', { userId: 'u', agentData: [{ label: 'a', value: 'b', type: 'status' }, row] }],
    ['zendesk', { external_id: 'u', email: undefined }],
    ['deskpro', { deskpro_id: '1', email: 'jane@example.com' }],
  ] as const;

  test.each<[what: string, property: PropertyDescriptor]>([
    ['objects', { value: {}, writable: true }],
    ['functions', { value: () => 'inherited', writable: true }],
    ['members that can only be read', { value: 'inherited' }],
    ['setters', { get: () => undefined, set: () => {} }],
  ])('by %s is the same', async (_what, property) => {
    vi.resetModules();
    const fresh: typeof import('chat-token') = await import('chat-token');
    const ask = () =>
      users.map(([vendor, user]) => JSON.stringify(fresh[vendor].claims(user as never)));
    let during: string[];
    for (const name of names) {
      Object.defineProperty(Object.prototype, name, { ...property, configurable: true });
    }
    try {
      during = ask();
    } finally {
      for (const name of names) Reflect.deleteProperty(Object.prototype, name);
    }
    const expected = [
      '{"scope":"appUser","userId":"u"}',
      '{"userId":"u","agentData":[{"label":"a","value":"b","type":"status"},{"label":"c","value":"d"}]}',
      '{"scope":"user","external_id":"u"}',
      '{"deskpro_id":"1","email":"jane@example.com"}',
    ];
    expect(during).toStrictEqual(expected);
    expect(ask()).toStrictEqual(expected);
  });
});
