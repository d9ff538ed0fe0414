import { type ChatVendor, convrs, deskpro, isChatTokenError, khoros, zendesk } from 'chat-token';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import { contractOf, contractSchema, json } from '../../src/schema/rules.ts';

/** The contracts once more, written with valibot: an oracle for the checker's verdicts. */
const id = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== ''),
);
const short = v.pipe(
  id,
  v.check((text) => [...text].length <= 255),
);
const finite = v.pipe(v.number(), v.finite());
const labelled = <const Type extends string, Rest extends v.ObjectEntries>(
  type: Type,
  rest: Rest,
) => v.strictObject({ label: v.string(), type: v.literal(type), ...rest });
const isoDate = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/),
  v.check((text) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ?? false),
);
const agentData = v.union([
  v.strictObject({ label: v.string(), value: v.string(), type: v.optional(v.undefined()) }),
  labelled('date', { value: isoDate }),
  labelled('datetime', {
    value: v.pipe(
      v.string(),
      v.regex(/^\d{4}-\d{2}-\d{2}T/),
      // What Date reads and writes again, with zones that it knows.
      v.check((text) => Date.parse(text) > 0 && !/24:|:60/.test(text)),
    ),
  }),
  labelled('number', { value: finite }),
  labelled('currency', {
    value: finite,
    currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
  }),
  labelled('email', { value: v.string() }),
  labelled('phone', { value: v.string() }),
  labelled('link', {
    value: v.pipe(v.string(), v.url(), v.regex(/^https?:\/\/[^\s]+$/i)),
    text: v.optional(v.string()),
  }),
  labelled('boolean', { value: v.boolean() }),
  labelled('status', {
    value: v.string(),
    color: v.optional(v.picklist(['success', 'danger', 'warning', 'info', 'primary', 'secondary'])),
  }),
]);
// valibot takes [] for a record; the vendors do not.
const record = <Value extends v.GenericSchema>(value: Value) =>
  v.pipe(
    v.custom<object>((input) => !Array.isArray(input)),
    v.record(v.string(), v.optional(value)),
  );
const text = v.optional(v.string());
const oracles: [ChatVendor<unknown, object>, v.GenericSchema][] = [
  [khoros, v.strictObject({ userId: id, platform: text, givenName: text })],
  [
    zendesk,
    v.strictObject({
      external_id: short,
      name: text,
      email: text,
      email_verified: v.optional(v.boolean()),
    }),
  ],
  [
    deskpro,
    v.strictObject({
      deskpro_id: v.optional(id),
      email: text,
      emails: v.optional(v.array(v.string())),
      name: text,
      first_name: text,
      last_name: text,
      organization_id: v.optional(id),
      language_id: v.optional(id),
      usergroup_ids: v.optional(v.array(id)),
      fields: v.optional(record(v.union([v.string(), v.array(v.string())]))),
      timezone: text,
      labels: v.optional(v.array(v.string())),
    }),
  ],
  [
    convrs,
    v.strictObject({
      userId: v.optional(id),
      email: text,
      name: text,
      phone: text,
      locale: text,
      crmID: v.optional(id),
      userData: v.optional(record(v.union([v.string(), finite, v.boolean()]))),
      agentData: v.optional(v.array(agentData)),
    }),
  ],
];

/** Values that are right somewhere in a contract, and values that are right nowhere. */
const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom<unknown>(
    '',
    ' ',
    'u-1',
    '2024-02-29',
    '2023-02-29',
    '2024-3-1',
    '2024-02-29T10:30Z',
    '2024-02-29T10:30:59.5+05:30',
    '2024-13-29T10:30Z',
    '2024-02-29T10:30:60Z',
    '2024-02-29',
    'https://example.com/a',
    'javascript:x',
    'http://',
    'https://e.com/ x',
    'USD',
    'usd',
    'info',
    'green',
    'a'.repeat(256),
    '\u{1f600}'.repeat(200),
    0,
    -0,
    1.5,
    Number.NaN,
    Infinity,
    true,
    false,
    null,
    undefined,
    [],
    {},
    ['x'],
    ['x', 1],
    [''],
    { a: 'x' },
    { a: null },
  ),
);
const row = fc.record(
  {
    label: fc.oneof({ weight: 5, arbitrary: fc.string() }, { weight: 1, arbitrary: leaf }),
    value: leaf,
    type: fc.constantFrom(
      'date',
      'datetime',
      'number',
      'currency',
      'email',
      'phone',
      'link',
      'boolean',
      'status',
      'text',
      undefined,
    ),
    currency: leaf,
    color: leaf,
    text: leaf,
  },
  { requiredKeys: ['label', 'value'] },
);

describe('verdicts', () => {
  test.each(
    oracles.map(([vendor, schema]) => ({ name: vendor.name, vendor, schema })),
  )('$name agrees with the same contract in valibot', ({ vendor, schema }) => {
    const known = Object.keys(fieldsOf(vendor));
    const key = fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...known) },
      { weight: 1, arbitrary: fc.constantFrom('extra', 'crmId') },
    );
    const value = fc.oneof(
      { weight: 3, arbitrary: leaf },
      { weight: 1, arbitrary: fc.array(row, { maxLength: 3 }) },
    );
    const user = fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true });
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(user, leaf), (given) => {
        // valibot takes [] for an object, too.
        const expected = !Array.isArray(given) && v.safeParse(schema, given).success;
        let verdict = true;
        try {
          vendor.claims(given);
        } catch (error) {
          if (!isChatTokenError(error, 'ERR_CLAIMS_INVALID')) throw error;
          verdict = false;
        }
        if (verdict) accepted++;
        expect(verdict).toBe(expected);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});

describe('how much a contract takes', () => {
  const withKeys = (count: number) =>
    convrs.claims({
      userData: Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1])),
    });

  test('5,000 keys of a record, and no more than a token can hold', () => {
    expect(Object.keys(withKeys(5_000).userData ?? {})).toHaveLength(5_000);
    expect(() => withKeys(6_000)).toThrow('is more than a token of 88064 characters can hold');
  });
});

describe('the nearest key', () => {
  test.each([
    ['givneName', 'givenName'],
    ['GIVENNAME', 'givenName'],
    ['given_name', 'givenName'],
    ['given-name', 'givenName'],
    ['giveName', 'givenName'],
    ['userID', 'userId'],
    ['uxrId', 'userId'],
    ['user', undefined],
    ['undefined', undefined],
    ['userIdddd', undefined],
    [`userId${'_'.repeat(34)}`, 'userId'],
    [`userId${'_'.repeat(35)}`, undefined],
    ['userIduserId', undefined],
    ['name', undefined],
    ['us', undefined],
  ])('%s', (key, meant) => {
    const message = 'is not known';
    const expected = meant === undefined ? message : `${message}; did you mean "${meant}"?`;
    try {
      khoros.claims({ userId: 'u', [key]: 'x' });
      expect.fail('accepted');
    } catch (error) {
      if (!isChatTokenError(error)) throw error;
      expect(error.issues?.[0]?.message).toBe(expected);
    }
  });
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

  test('lists every type of agentData', () => {
    const { agentData: rows } = fieldsOf(convrs);
    expect(rows).toMatchObject({ type: 'list', items: { type: 'by type' } });
    for (const format of ['date', 'date-time', 'ISO 4217 code', 'http(s) URL']) {
      expect(JSON.stringify(rows)).toContain(`"format":"${format}"`);
    }
    const text = { type: 'string' };
    const scalar = { type: 'any of', options: [text, { type: 'number' }, { type: 'boolean' }] };
    const texts = { type: 'any of', options: [text, { type: 'list', items: text }] };
    expect(fieldsOf(convrs)['userData']).toMatchObject({ type: 'record', items: scalar });
    expect(fieldsOf(deskpro)['fields']).toMatchObject({ type: 'record', items: texts });
  });

  test('lists numbers, lists and records, and what they are made of', () => {
    const { userId, email } = fieldsOf(convrs);
    expect(userId).toStrictEqual({ type: 'string', format: 'identifier', required: false });
    expect(email).toStrictEqual({ type: 'string', required: false });
    const { agentData } = fieldsOf(convrs);
    const values = ['success', 'danger', 'warning', 'info', 'primary', 'secondary'];
    const cases = {
      default: { fields: { label: { type: 'string', required: true } } },
      number: { fields: { value: { type: 'number', required: true } } },
      currency: { fields: { currency: { type: 'string', format: 'ISO 4217 code' } } },
      status: { fields: { color: { type: 'choice', values, required: false } } },
    };
    expect(agentData).toMatchObject({ items: { cases } });
    const item = { type: 'string', format: 'identifier' };
    const groups = { type: 'list', items: item, required: false };
    expect(fieldsOf(deskpro)['usergroup_ids']).toStrictEqual(groups);
    expect(contractOf(contractSchema(json))).toStrictEqual({ type: 'json' });
  });

  test('is made when it is first asked for, and once', () => {
    const make = vi.fn(() => json());
    const schema = contractSchema(make);
    expect(make).not.toHaveBeenCalled();
    expect(schema['~standard'].validate('x')).toStrictEqual({ value: 'x', issues: undefined });
    expect(schema.contract).toStrictEqual({ type: 'json' });
    expect(make).toHaveBeenCalledTimes(1);
  });

  test('comes with a Standard Schema', () => {
    expect(khoros.schema['~standard']).toMatchObject({ version: 1, vendor: 'chat-token' });
  });

  test('is there for our own schemas only', () => {
    expect(contractOf(v.object({}))).toBeUndefined();
  });
});

function fieldsOf(vendor: ChatVendor<unknown, object>): Record<string, unknown> {
  const contract = contractOf(vendor.schema);
  if (contract?.type !== 'object') expect.fail('no contract');
  return contract.fields;
}
