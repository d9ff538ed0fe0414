/** Users as the vendors' contracts describe them: what a contract names is fuzzed without an edit. */
import * as library from 'chat-token';
import fc from 'fast-check';
import { contractOf } from '../../src/schema/contract.ts';
import type { Contract, FieldContract } from '../../src/schema/rule.ts';

type AnyVendor = library.ChatVendor<unknown, object>;

/** A built-in vendor, and its contract. */
export interface Contracted {
  readonly vendor: AnyVendor;
  readonly contract: Contract;
}

/** All vendors that the library exports. */
export const VENDORS: readonly Contracted[] = Object.values<unknown>(library).flatMap((value) => {
  if (!isVendor(value)) return [];
  const contract = contractOf(value.schema);
  return contract === undefined ? [] : [{ vendor: value, contract }];
});

function isVendor(value: unknown): value is AnyVendor {
  return typeof value === 'object' && value !== null && 'schema' in value && 'claims' in value;
}

/** Texts of all kinds: readable, any code points, halves of surrogate pairs, and words that mean something. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'toString',
    'then',
    '</script>',
    '<!--<script>',
    ']]>',
    '\u2028',
    '\ufeff',
    '\\',
    'null',
    'j@example.com',
    '+447700900123',
  ),
);

/** JSON has no -0: it would come back as 0. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

/** A key that a user may choose. */
const freeKey = text.filter((key) => key !== '__proto__');

const BLANK = /^[\s\u200b-\u200d\u2060]*$/;

const day = fc
  .date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Texts of each format that a contract names. */
const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  identifier: text.filter((id) => !BLANK.test(id)),
  date: day.map((iso) => iso.slice(0, 10)),
  'date-time': fc
    .tuple(day, fc.constantFrom('Z', '', '+02:00', '-0330'), fc.constantFrom(16, 19, 23))
    .map(([iso, zone, length]) => iso.slice(0, length) + zone),
  'ISO 4217 code': fc.stringMatching(/^[A-Z]{3}$/),
  'http(s) URL': fc.webUrl({ withQueryParameters: true, withFragments: true }),
};

/** Any value that keeps a contract. */
export function ofContract(contract: Contract): fc.Arbitrary<unknown> {
  switch (contract.type) {
    case 'string':
      return textOf(contract);
    case 'number':
      return number;
    case 'boolean':
      return fc.boolean();
    case 'json':
      return fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)));
    case 'choice':
      return fc.constantFrom(...contract.values);
    case 'any of':
      return fc.oneof(...contract.options.map(ofContract));
    case 'list':
      return fc.array(ofContract(contract.items), { maxLength: 4 });
    case 'record':
      return fc.dictionary(freeKey, ofContract(contract.items), { maxKeys: 4 });
    case 'object':
      return ofFields(contract.fields);
    case 'by type':
      return fc.oneof(...Object.values(contract.cases).map(ofContract));
  }
}

function textOf({ format, maxLength }: Contract & { type: 'string' }): fc.Arbitrary<string> {
  const any = format === undefined ? text : FORMATS[format];
  if (any === undefined) throw new Error(`FORMATS has no texts for the format "${format}"`);
  return maxLength === undefined ? any : any.filter((value) => [...value].length <= maxLength);
}

function ofFields(fields: Readonly<Record<string, FieldContract>>): fc.Arbitrary<object> {
  const members: Record<string, fc.Arbitrary<unknown>> = {};
  const requiredKeys: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const value = ofContract(field);
    if (field.required) requiredKeys.push(name);
    // `undefined` is as good as left out.
    members[name] = field.required ? value : fc.option(value, { nil: undefined, freq: 9 });
  }
  return fc.record(members, { requiredKeys });
}

/** A vendor's name, and any user whom its contract accepts. */
export const vendorAndUser: fc.Arbitrary<readonly [name: string, user: unknown]> = fc.oneof(
  ...VENDORS.map(({ vendor, contract }) =>
    fc.tuple(fc.constant(vendor.name), ofContract(contract)),
  ),
);

/** The vendor of that name: counterexamples are easier to read with names. */
export function contracted(name: string): Contracted {
  const found = VENDORS.find(({ vendor }) => vendor.name === name);
  if (found === undefined) throw new Error(`no vendor ${name}`);
  return found;
}

/** The names of all claims of all vendors. */
export const CLAIM_NAMES: readonly string[] = [
  ...new Set(
    VENDORS.flatMap(({ contract }) => ('fields' in contract ? Object.keys(contract.fields) : [])),
  ),
  'scope',
  'iat',
  'exp',
  'nbf',
  'iss',
  'sub',
  'aud',
  'jti',
];
