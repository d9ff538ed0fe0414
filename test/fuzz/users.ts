/** Users as the vendors' contracts describe them: what a contract names is fuzzed without an edit. */
import fc from 'fast-check';
import type {
  Contract,
  FieldContract,
  ObjectContract,
  RecordContract,
  StringContract,
} from '../../src/schema/rule.ts';
import { nearest } from '../../src/utils/spelling.ts';
import { EXAMPLES } from '../../src/vendors/examples.ts';
import { hashed } from '../support/support.ts';
import { forAnyUser, VENDORS as LIBRARY, type TestVendor } from '../support/vendors.ts';

/** A vendor, and its contract. */
export interface Contracted {
  readonly vendor: TestVendor;
  readonly contract: Contract;
}

/** All vendors that the library exports. */
export const VENDORS: readonly Contracted[] = LIBRARY.flatMap(({ vendor }) => {
  const contract = vendor['~contract']();
  return contract === undefined ? [] : [{ vendor, contract }];
});

/** A vendor with an identity hash that was defined with a schema of another library. */
const OWN: Contracted = {
  vendor: forAnyUser(hashed),
  contract: {
    type: 'object',
    fields: {
      id: { type: 'string', format: 'identifier', required: true },
      name: { type: 'string', required: true },
    },
  },
};

const ALL: readonly Contracted[] = [...VENDORS, OWN];

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

/** Names that no claim of a user's own may have: signing sets them, or the header has them. */
const RESERVED = ['iat', 'exp', 'nbf', 'iss', 'sub', 'aud', 'jti', 'kid', 'alg', 'typ'];

/** Texts that are no id: blank, of missing values, with outer white space, or without UTF-8. */
const NO_ID =
  /^(?:undefined|null|NaN|\[object .*\])?$|^[\s\u200b-\u200d\u2060]|[\s\u200b-\u200d\u2060]$|[\p{Control}\p{Surrogate}\ufffd]/u;

/** A vendor that takes an id in lower case rejects letters that would become those of another id. */
function isOtherInLowerCase(letter: string): boolean {
  const lower = letter.toLowerCase();
  return lower !== letter && lower.toUpperCase() !== letter;
}

const day = fc
  .date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Texts of each format that a contract names. */
const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  identifier: text.filter((id) => !NO_ID.test(id) && ![...id].some(isOtherInLowerCase)),
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
      return fc.array(ofContract(contract.items), { maxLength: most(contract) });
    case 'record':
      return ofRecord(contract);
    case 'object':
      return ofObject(contract);
    case 'by type':
      return fc.oneof(...Object.values(contract.cases).map(ofContract));
  }
}

const most = ({ maxItems = 4 }: { readonly maxItems?: number }) => Math.min(maxItems, 4);

function textOf(contract: StringContract): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = Infinity, maxBytes = Infinity } = contract;
  const any = format === undefined ? text : FORMATS[format];
  if (any === undefined) throw new Error(`FORMATS has no texts for the format "${format}"`);
  const ofPattern = new RegExp(pattern ?? '');
  const matching =
    pattern !== undefined && format === undefined
      ? fc.stringMatching(ofPattern)
      : any.filter((value) => ofPattern.test(value));
  return matching.filter((value) => {
    const { length } = [...value];
    return length >= minLength && length <= maxLength && Buffer.byteLength(value) <= maxBytes;
  });
}

function ofRecord(contract: RecordContract): fc.Arbitrary<object> {
  const { items, keys } = contract;
  const key = keys === undefined ? freeKey : textOf(keys).filter((name) => name !== '__proto__');
  return fc.dictionary(key, ofContract(items), { maxKeys: most(contract) });
}

function ofObject(contract: ObjectContract): fc.Arbitrary<object> {
  const { fields, rest, oneOf } = contract;
  const named = ofFields(fields);
  const objects = rest === undefined ? named : withRest(named, Object.keys(fields), rest);
  return oneOf === undefined ? objects : objects.filter((members) => hasOneOf(members, oneOf));
}

/** A member of an object: `null` is as good as left out. */
const ofMember = (contract: Contract) => ofContract(contract).filter((value) => value !== null);

function ofFields(fields: Readonly<Record<string, FieldContract>>): fc.Arbitrary<object> {
  const members: Record<string, fc.Arbitrary<unknown>> = {};
  const requiredKeys: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    // An address may be what identifies the user.
    const value =
      name === 'email'
        ? textOf({ ...field, type: 'string', format: 'identifier' })
        : ofMember(field);
    if (field.required) requiredKeys.push(name);
    // `undefined` is as good as left out.
    members[name] = field.required ? value : fc.option(value, { nil: undefined, freq: 9 });
  }
  return fc.record(members, { requiredKeys });
}

/** Adds members of the user's own, whose names are not taken for typing errors. */
function withRest(
  named: fc.Arbitrary<object>,
  names: readonly string[],
  rest: Contract,
): fc.Arbitrary<object> {
  const key = freeKey.filter(
    (name) => nearest(name, names) === undefined && !RESERVED.includes(name),
  );
  return fc
    .tuple(named, fc.dictionary(key, ofMember(rest), { maxKeys: 4 }))
    .map(([members, further]) => ({ ...members, ...further }));
}

const hasOneOf = (members: object, names: readonly string[]) =>
  names.some((name) => ![undefined, ''].includes(Reflect.get(members, name)));

type NameAndUser = readonly [name: string, user: unknown];

const usersOf = ({ vendor, contract }: Contracted): fc.Arbitrary<NameAndUser> =>
  fc.tuple(
    fc.constant(vendor.name),
    ofContract(contract).filter((user) => fits(user, vendor)),
  );

/** What a token has besides the claims of the user, in characters: more than enough. */
const REST = 700;

/** Whether the token of a user is not longer than the vendor accepts. */
function fits(user: unknown, { token }: TestVendor): boolean {
  // The payload has \u and four digits for each other character.
  const { length } = JSON.stringify(user).replaceAll(/[^\0-\x7f]/g, '......');
  return Math.ceil((length * 4) / 3) + REST <= token.maxTokenLength;
}

/** The vendors of one kind of token. */
const ofKind = (kind: TestVendor['token']['kind']) =>
  ALL.filter(({ vendor }) => vendor.token.kind === kind);

/** The name of a vendor of the library, and any user whom its contract accepts. */
export const vendorAndUser: fc.Arbitrary<NameAndUser> = fc.oneof(...VENDORS.map(usersOf));

/** The same for the vendors of these names. */
export function vendorAndUserOf(names: readonly string[]): fc.Arbitrary<NameAndUser> {
  return fc.oneof(...VENDORS.filter(({ vendor }) => names.includes(vendor.name)).map(usersOf));
}

/** The same for the vendors with a JWT. */
export const jwtVendorAndUser: fc.Arbitrary<NameAndUser> = fc.oneof(...ofKind('jwt').map(usersOf));

/** The names of the vendors with a JWT. */
export const JWT_VENDORS: readonly string[] = ofKind('jwt').map(({ vendor }) => vendor.name);

const canBeHashed = (user: object) =>
  Object.values(user).every((value) => typeof value !== 'string' || !NO_ID.test(value));

/** A contract as data does not say all: a separator that a field must not have, for example. */
const isAccepted = (vendor: TestVendor, user: object) =>
  vendor['~validate'](user).issues === undefined;

/** A vendor with an identity hash, and two users. */
export const hashVendorAndUsers: fc.Arbitrary<readonly [name: string, users: readonly object[]]> =
  fc.oneof(
    ...ofKind('hmac').map(({ vendor, contract }) =>
      fc.tuple(
        fc.constant(vendor.name),
        fc.array(
          ofContract(contract)
            .map(Object)
            .filter((user) => canBeHashed(user) && isAccepted(vendor, user)),
          { minLength: 2, maxLength: 2 },
        ),
      ),
    ),
  );

/** The vendor of that name: counterexamples are easier to read with names. */
export function contracted(name: string): Contracted {
  const found = ALL.find(({ vendor }) => vendor.name === name);
  if (found === undefined) throw new Error(`no vendor ${name}`);
  return found;
}

/** The names of all claims of all vendors. */
export const CLAIM_NAMES: readonly string[] = [
  ...new Set([
    ...VENDORS.flatMap(({ vendor, contract }) => [
      ...('fields' in contract ? Object.keys(contract.fields) : []),
      ...Object.keys(vendor.token.fixedClaims),
      ...vendor.token.reservedClaims,
      ...(vendor.token.privilegedClaims ?? []),
    ]),
    ...['iat', 'exp', 'nbf', 'iss', 'sub', 'aud', 'jti'],
  ]),
];

/** Claims that checks read although no contract has them: those of the tokens with pitfalls. */
export const READ_NAMES: readonly string[] = [
  ...new Set(
    Object.values(EXAMPLES)
      .flatMap(({ pitfalls = {} }) => Object.values(pitfalls))
      .flatMap(({ found, near }) => [found, near].flatMap(({ claims }) => Object.keys(claims))),
  ),
].filter((name) => !CLAIM_NAMES.includes(name));
