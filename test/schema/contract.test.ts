import { inspect } from 'node:util';
import {
  type AnyChatVendor,
  convrs,
  defineVendor,
  deskpro,
  isChatTokenError,
  khoros,
  signChatToken,
  zendesk,
} from 'chat-token';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import { builtInVendor } from '../../src/contract/vendor.ts';
import { jwtFormat } from '../../src/formats/jwt/format.ts';
import { readContract } from '../../src/schema/contract.ts';
import type { Contract, FieldContract, StringContract } from '../../src/schema/rule.ts';
import { list, oneOrMany, record } from '../../src/schema/structures.ts';
import { boolean, choice, identifier, number, scalar } from '../../src/schema/values.ts';
import { ofContract } from '../fuzz/users.ts';
import { standardSchema } from '../support/schema.ts';
import {
  about,
  definition,
  faults,
  KEY_ID,
  permissive,
  refusal,
  revoked,
  SECRET,
} from '../support/support.ts';
import { forAnyUser, keyFor, VENDORS } from '../support/vendors.ts';

/** An independent implementation of the formats, to compare with. */
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  identifier: isId,
  date: isDate,
  // What Date parses, with zones that it knows.
  'date-time': (text) =>
    isDate(text.slice(0, 10)) &&
    text[10] === 'T' &&
    Number.isFinite(Date.parse(text)) &&
    !/T24|:60/.test(text),
  'ISO 4217 code': (text) => /^[A-Z]{3}$/.test(text),
  'http(s) URL': (text) => /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text),
};

function isId(text: string): boolean {
  const isMissing = ['', 'undefined', 'null', 'NaN', '[object Object]'].includes(text);
  return !isMissing && text.trim() === text && !/\p{Cc}/u.test(text);
}

/** What a contract as data does not say: limits that depend on other members, such as when an address must be an id. */
const CONDITIONS: Readonly<Record<string, (user: Record<string, unknown>) => boolean>> = {
  convrs: ({ userId, email }) => userId != null || email === '' || isIdOrNone(email),
  deskpro: ({ email }) => email === '' || isIdOrNone(email),
  helpshift: ({ identities }) =>
    [identities].flat().every((identity) => {
      const { identifier, value, metadata } = Object(identity);
      const texts: unknown[] = [value, ...Object.values(Object(metadata))];
      const isLong = (text: unknown) => typeof text === 'string' && [...text].length > 300;
      return identifier === 'uid' || !texts.some(isLong);
    }),
  zendesk: ({ email_verified, email }) => email_verified !== true || isIdOrNone(email),
};

const isIdOrNone = (value: unknown) => typeof value !== 'string' || isId(value);

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && Boolean(new Date(text).toJSON?.()?.startsWith(text));
}

/** Turns a contract, as the claims tables show it, into a schema of valibot. */
function oracleOf(contract: Contract): v.GenericSchema {
  switch (contract.type) {
    case 'string': {
      const isRight = textOracle(contract);
      return v.pipe(v.string(), v.check(isRight));
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
      return v.pipe(v.array(oracleOf(contract.items)), v.maxLength(contract.maxItems ?? Infinity));
    case 'record': {
      const { items, keys = { type: 'string' }, maxItems = Infinity } = contract;
      const item = oracleOf(items);
      const isKey = textOracle(keys);
      // Not a record of valibot, which skips a key named constructor.
      return v.pipe(
        plain(v.looseObject({})),
        v.check((given) => {
          const entries = Object.entries(Object(given));
          const used = entries.filter(([, value]) => value !== undefined);
          const isRight = used.every(([key, value]) => isKey(key) && v.is(item, value));
          return entries.length <= maxItems && isRight;
        }),
      );
    }
    case 'object':
      return objectOf(contract);
    case 'by type': {
      const { default: untyped, ...typed } = contract.cases;
      if (untyped?.type !== 'object') return expect.fail('untyped is not an object');
      const none = v.strictObject({
        ...membersOf(untyped.fields),
        type: v.nullish(v.undefined()),
      });
      return v.union([none, ...Object.values(typed).map(oracleOf)]);
    }
    case 'json':
      return v.custom(isJson);
    default:
      return expect.fail('The oracle does not know this contract');
  }
}

function textOracle(contract: StringContract): (text: string) => boolean {
  const {
    format,
    pattern = '',
    minLength = 0,
    maxLength = Infinity,
    maxBytes = Infinity,
  } = contract;
  const hasFormat = format === undefined ? () => true : FORMATS[format];
  if (hasFormat === undefined) return expect.fail(`The oracle has no format ${format}`);
  return (text) => {
    const { length } = [...text];
    const bytes = Buffer.byteLength(text);
    return (
      hasFormat(text) &&
      new RegExp(pattern).test(text) &&
      length >= minLength &&
      length <= maxLength &&
      bytes <= maxBytes
    );
  };
}

function objectOf({ fields, rest, oneOf }: Contract & { type: 'object' }): v.GenericSchema {
  const members = membersOf(fields);
  const schema = rest === undefined ? v.strictObject(members) : v.looseObject(members);
  const other = rest === undefined ? v.never() : v.nullish(oracleOf(rest));
  return v.pipe(
    plain(schema),
    v.check((given) => {
      const { ...own } = Object(given);
      const others = Object.keys(own).filter((key) => !Object.hasOwn(fields, key));
      if (others.some((key) => rest !== undefined && !v.is(other, own[key]))) return false;
      // The names in this test that are reserved, or that are nearly those of a field.
      if (rest !== undefined && others.some((key) => /^(?:iat|userid|user_hash)$/.test(key))) {
        return false;
      }
      return oneOf === undefined || oneOf.some((key) => own[key] != null && own[key] !== '');
    }),
  );
}

function membersOf(fields: Readonly<Record<string, FieldContract>>) {
  const members = Object.entries(fields).map(([name, field]): [string, v.GenericSchema] => {
    const member = oracleOf(field);
    return [name, field.required ? member : v.nullish(member)];
  });
  return Object.fromEntries(members);
}

function isJson(value: unknown): boolean {
  if (value === null || ['string', 'boolean'].includes(typeof value)) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  const isList = Array.isArray(value);
  return Object.values(value).every((member) => (member === undefined ? !isList : isJson(member)));
}

/** valibot accepts [] as an object; the vendors do not. */
function plain(schema: v.GenericSchema): v.GenericSchema {
  return v.custom((input) => !Array.isArray(input) && v.is(schema, input));
}

/** Values that are valid somewhere in a contract, and values that are valid nowhere. */
const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom<unknown>(
    ...[
      '',
      ' ',
      ' u-1',
      'u-1\n',
      'undefined',
      'null',
      '[object Object]',
      'u-1',
      '2024-02-29',
      '2023-02-29',
      '2024-3-1',
      '2024-02-29T10:30Z',
    ],
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

test.each(
  VENDORS.map(({ vendor, example }) => ({ name: vendor.name, vendor, example })),
)('$name accepts what its contract says, and nothing else', ({ name, vendor, example }) => {
  const contract = vendor['~contract']();
  if (contract?.type !== 'object') return expect.fail('no contract');
  const oracle = oracleOf(contract);
  const users = ofContract(contract).map(Object);
  // Which names are reserved or nearly those of a field is known here for Intercom alone.
  const isClosed = contract.rest === undefined || name === 'intercom';
  const others = ['extra', 'iat', ...(isClosed ? ['crmId', 'userid', 'user_hash'] : [])];
  const key = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...Object.keys(contract.fields)) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
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
  const good = fc.oneof(fc.constantFrom(example.minimal.user, example.full.user), users);
  const user = fc.oneof(
    good,
    fc.tuple(some, most).map(([extra, members]) => ({ ...extra, ...members })),
    fc.tuple(good, key, value).map(([given, changed, member]) => ({ ...given, [changed]: member })),
    fc
      .tuple(good, fc.nat(), fc.oneof(value.map(always), sizeOf(contract)))
      .map(([given, at, change]) => withOneChanged(given, at, change)),
  );
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
      const isRight = CONDITIONS[vendor.name]?.(Object(given)) ?? true;
      expect(verdict).toBe(v.safeParse(oracle, given).success && isRight);
    },
  );
  fc.assert(agrees, { numRuns: 600, seed: 1 });
  expect(accepted).toBeGreaterThan(60);
  expect(accepted).toBeLessThan(540);
});

type Change = (member: unknown) => unknown;
const always =
  (put: unknown): Change =>
  () =>
    put;

/** A copy in which one member is changed, however deep it is. */
function withOneChanged(value: object, at: number, change: Change): object {
  const copy: object = structuredClone(value);
  const places = placesIn(copy);
  const [host, key] = places[at % Math.max(places.length, 1)] ?? [copy, 'extra'];
  Reflect.set(host, key, change(Reflect.get(host, key)));
  return copy;
}

/** Makes a string, a list or an object as large as a limit of the contract, or one larger. */
function sizeOf(contract: Contract): fc.Arbitrary<Change> {
  const limitsOf = (names: RegExp) =>
    Array.from(JSON.stringify(contract).matchAll(names), ([, limit]) => Number(limit));
  const sizes = (limits: readonly number[]) =>
    // Larger ones are too much in all.
    fc.constantFrom(0, 1, ...limits.filter((limit) => limit < 2000).flatMap((n) => [n, n + 1]));
  const lengths = sizes(limitsOf(/"m(?:in|ax)(?:Length|Bytes)":(\d+)/g));
  const counts = sizes(limitsOf(/"maxItems":(\d+)/g));
  return fc.tuple(lengths, counts).map(([length, count]) => (member) => {
    if (typeof member === 'string') return 'a'.repeat(length);
    if (Array.isArray(member)) return new Array(count).fill(member[0] ?? 'a');
    const [first = 'a'] = Object.values(Object(member));
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, first]));
  });
}

function placesIn(value: object): [host: object, key: string][] {
  return Object.entries<unknown>({ ...value }).flatMap(([key, member]) => [
    [value, key],
    ...(typeof member === 'object' && member !== null ? placesIn(member) : []),
  ]);
}

describe('the contract as data', () => {
  test('lists what a user must and may have', () => {
    expect(zendesk['~contract']()).toStrictEqual({
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

  test.each([
    (vendor: AnyChatVendor) => vendor['~contract'](),
    (vendor: AnyChatVendor) => vendor['~validate']({}),
  ])('is made when it is first needed, and once: case %#', (use) => {
    const rule = record(boolean());
    const user = vi.fn(() => rule);
    const vendor = builtInVendor({
      ...about,
      user,
      token: jwtFormat({ fixedClaims: {} }),
      userId: () => null,
      settings: () => ({}),
    });
    expect(user).not.toHaveBeenCalled();
    use(vendor);
    expect(vendor['~validate']({ a: true })).toStrictEqual({ claims: { a: true } });
    expect(vendor['~validate']({ a: 1 }).issues).toHaveLength(1);
    expect(vendor['~contract']()).toBe(rule.contract);
    expect(user).toHaveBeenCalledTimes(1);
  });

  test('is there for vendors of this package only', () => {
    for (const user of [v.object({}), standardSchema(record(boolean()))]) {
      expect(defineVendor({ ...definition, user })['~contract']()).toBeUndefined();
    }
  });
});

test('faults are issues with a written path', () => {
  const rule = record(list(boolean()));
  const value = { a: [true, 1], b: 7 };
  expect(readContract(rule, value)).toStrictEqual({
    issues: [
      { path: 'a[1]', message: 'must be true or false, got a number' },
      { path: 'b', message: 'must be an array, got a number' },
    ],
  });
  expect(readContract(rule, { a: [true] })).toStrictEqual({ claims: { a: [true] } });
});

describe('a user', () => {
  test('whose members throw is rejected by claims and by signing, and nothing leaks', async () => {
    const thrown = new Error('jane@example.com');
    const get = () => {
      throw thrown;
    };
    const getter = { enumerable: true, get };
    const users: [AnyChatVendor, object][] = [
      [khoros, Object.defineProperty({}, 'userId', getter)],
      [khoros, revoked({})],
      [khoros, new Proxy({}, { ownKeys: get })],
      [khoros, new Proxy({ userId: 'u' }, { get })],
      [khoros, new Proxy({}, { getPrototypeOf: get })],
      [zendesk, Object.defineProperty({ external_id: 'u' }, 'name', getter)],
      [convrs, { userData: Object.defineProperty({}, 'a', getter) }],
      [convrs, { agentData: [Object.defineProperty({ label: 'a' }, 'value', getter)] }],
      [convrs, { agentData: revoked([]) }],
      [convrs, { agentData: new Proxy([{}], { get }) }],
      [deskpro, { fields: { a: revoked([]) } }],
      [permissive, Object.defineProperty({}, 'id', getter)],
      [permissive, { deep: [revoked({})] }],
    ];
    for (const [anyVendor, user] of users) {
      const vendor = forAnyUser(anyVendor);
      const key = keyFor(vendor, SECRET, KEY_ID);
      for (const action of [() => vendor.claims(user), () => signChatToken(vendor, user, key)]) {
        const error = await refusal(action, 'ERR_CLAIMS_INVALID');
        expect(error.cause).toBeUndefined();
        expect(error.issues).toMatchObject([{ message: expect.stringContaining('threw') }]);
        expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('jane');
      }
      const { issues } = vendor['~validate'](user);
      expect(issues).toHaveLength(1);
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
    expect(fault).toContain(': must be a plain object, got ');
  });

  test('may inherit nothing', () => {
    const user = Object.assign(Object.create(null), { userId: 'u-1' });
    expect(khoros.claims(user)).toStrictEqual({ scope: 'appUser', userId: 'u-1' });
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
