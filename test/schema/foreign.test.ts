import { runInNewContext } from 'node:vm';
import { defineVendor, type StandardSchema } from 'chat-token';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { validateClaims } from '../../src/contract/validate.ts';
import { record } from '../../src/schema/structures.ts';
import { string } from '../../src/schema/values.ts';
import { standardSchema } from '../support/schema.ts';
import { definition, faults, refusal, revoked } from '../support/support.ts';

/** A vendor whose schema returns this result for any user. */
function answering(answer: () => unknown) {
  const standard = { version: 1, vendor: 'test', validate: answer as never } as const;
  const schema: StandardSchema<object, object> = { '~standard': standard };
  return defineVendor({ ...definition, user: schema });
}

const open = defineVendor(definition);
const TOO_MUCH = 'is more than 66048 characters in all';

describe('the result of a schema', () => {
  test('is accepted if JSON carries it', () => {
    const given = { s: 'x', n: -0.5, b: false, z: null, list: [1, [2]], o: { p: {} } };
    expect(open.claims({ ...given, u: undefined })).toStrictEqual(given);
    expect(open.claims(runInNewContext('({ a: [{ b: 1 }] })'))).toStrictEqual({ a: [{ b: 1 }] });
  });

  test.each<[string, unknown]>([
    ['must be JSON, got a function', () => 1],
    ['must be JSON, got a symbol', Symbol('x')],
    ['must be JSON, got a bigint', 1n],
    ['must be JSON, got undefined', undefined],
    ['must be a finite number', Number.NaN],
    ['must be JSON, got an instance of Date', new Date(0)],
    ['must not have symbols as keys', { [Symbol('x')]: 1 }],
  ])('%s', async (message, value) => {
    const found = await faults(() => open.claims({ deep: [{ list: [value] }] }));
    expect(found).toStrictEqual([`deep[0].list[0]: ${message}`]);
  });

  test('has at most 32 levels, and ends', async () => {
    const nest = (depth: number): object => (depth === 0 ? {} : { in: nest(depth - 1) });
    expect(() => open.claims(nest(31))).not.toThrow();
    const cycle: { self?: object } = {};
    cycle.self = cycle;
    for (const user of [nest(32), cycle]) {
      const [fault] = await faults(() => open.claims(user));
      expect(fault).toContain('is nested too deep, or contains itself');
    }
    let tree: object = {};
    for (let depth = 0; depth < 25; depth++) tree = { a: tree, b: tree };
    expect((await faults(() => open.claims(tree)))[0]).toContain(TOO_MUCH);
  });

  test('has about 8,000 values, and no more', async () => {
    // 66,048 characters: 8 for each value, the list is one, and 4 for its name.
    const of = (values: number) => ({ list: new Array(values).fill(1) });
    expect(open.claims(of(8_254))).toStrictEqual(of(8_254));
    expect(await faults(() => open.claims(of(8_255)))).toHaveLength(1);
    const list: unknown = new Proxy([], { get: (_list, key) => (key === 'length' ? 1e6 : 1) });
    expect(await faults(() => open.claims({ list }))).toStrictEqual([`list: ${TOO_MUCH}`]);
  });

  test('has no __proto__', async () => {
    const user = JSON.parse('{"__proto__":{"admin":true}}');
    const found = await faults(() => open.claims(user));
    expect(found).toStrictEqual(['__proto__: is not allowed as a key']);
    expect({}).not.toHaveProperty('admin');
  });

  test.for([[[1]], 'text', 7])('is an object of claims, not %o', async (value) => {
    const [fault] = await faults(() => answering(() => ({ value })).claims({}));
    expect(fault).toContain('must become an object of claims');
  });

  test('is checked even if the schema pretends to be one of the package', async () => {
    const standard = { version: 1, vendor: 'chat-token', validate: () => ({ value: { a: 1n } }) };
    const own = standardSchema(record(string()));
    const heir = Object.create(own, { '~standard': { value: standard } });
    for (const user of [heir, { ...own, '~standard': standard }]) {
      const vendor = defineVendor({ ...definition, user });
      const found = await faults(() => vendor.claims({}));
      expect(found).toStrictEqual(['a: must be JSON, got a bigint']);
    }
  });
});

describe('a result', () => {
  test.for<unknown>([
    null,
    undefined,
    5,
    {},
    { issues: 'x' },
    { issues: [] },
    { issues: new Array(1) },
    { issues: [], value: { id: '1' } },
    { issues: null, value: { id: '1' } },
    { issues: false, value: { id: '1' } },
    { issues: [null] },
    { issues: [{ message: Symbol('x') }] },
    { issues: [{ message: '', path: 5 }] },
  ])('that is not valid rejects the user: %o', async (answer) => {
    const odd = answering(() => answer);
    expect(await faults(() => odd.claims({}))).toHaveLength(1);
    expect(validateClaims(odd, {}).issues).toHaveLength(1);
  });

  class Rejection {
    get issues() {
      return [{ message: 'no' }];
    }
  }
  test.for<unknown>([
    { issues: [] },
    { issues: [{ message: Symbol('x') }] },
  ])('without a reason says no more: %o', async (answer) => {
    const found = await faults(() => answering(() => answer).claims({}));
    expect(found).toStrictEqual([': is invalid']);
  });

  test('may be a class instance, inherit nothing, or have a then that is not a function', async () => {
    const value = { a: 1 };
    const bare = Object.assign(Object.create(null), { value });
    const odd = Object.fromEntries([
      ['value', value],
      ['then', 'x'],
    ]);
    for (const answer of [bare, odd]) {
      expect(answering(() => answer).claims({})).toStrictEqual(value);
    }
    const found = await faults(() => answering(() => new Rejection()).claims({}));
    expect(found).toStrictEqual([': no']);
  });

  test('lists at most 100 issues, with their paths', async () => {
    const path = [{ key: 'a' }, 3, 'b'];
    const issues = Array.from({ length: 100_000 }, () => ({ message: '', path }));
    const wordy = answering(() => ({ issues }));
    const found = await faults(() => wordy.claims({}));
    expect(found).toStrictEqual(new Array(100).fill('a[3].b: is invalid'));
    expect((await refusal(() => wordy.claims({}))).message).toContain('(and 99 more)');
  });

  test('has an issue for each unknown key', async () => {
    const user: StandardSchema<object, object> = z.strictObject({ plan: z.strictObject({}) });
    const strict = defineVendor({ ...definition, user });
    const given = { plan: { b: 1 }, 'jane@example.com': 2, c: 3 };
    expect(await faults(() => strict.claims(given))).toStrictEqual([
      'plan.b: is not known',
      '["…"]: is not known',
      'c: is not known',
    ]);
  });

  test('lists at most 100 unknown keys', async () => {
    const keys = Array.from({ length: 100_000 }, () => 'k');
    const wordy = answering(() => ({ issues: [{ message: '', keys }] }));
    expect(await faults(() => wordy.claims({}))).toStrictEqual(
      new Array(100).fill('k: is not known'),
    );
  });

  test.for<unknown>([
    [],
    ['a', 1],
    'ab',
    [Symbol('x')],
  ])('does not take %o for unknown keys', async (keys) => {
    const odd = answering(() => ({ issues: [{ message: '', path: ['a'], keys }] }));
    expect(await faults(() => odd.claims({}))).toStrictEqual(['a: is invalid']);
  });

  test('that is thrown instead is hidden', async () => {
    const forged = {
      name: 'ChatTokenError',
      code: 'ERR_OPTION_INVALID',
      message: 'jane@example.com',
    };
    for (const thrown of [new Error('jane@example.com'), forged, revoked({})]) {
      const throwing = answering(() => {
        throw thrown;
      });
      const error = await refusal(() => throwing.claims({}), 'ERR_CLAIMS_INVALID');
      expect(error.cause).toBeUndefined();
      expect(error.message).not.toContain('jane');
      expect(error.issues).toMatchObject([{ path: '', message: expect.stringContaining('threw') }]);
    }
  });
});

describe('a class instance', () => {
  class Doc {
    readonly visitorId = 'jane@example.com';
  }
  class ObjectId {}
  const schema = v.strictObject({ visitorId: v.string('Not an id') });
  const strict = defineVendor({ ...definition, user: schema as never });
  const ADVICE = 'pass { name: row.name }';

  test('that a schema rejects is named first', async () => {
    class Row {}
    expect(await faults(() => strict.claims(new Row()))).toStrictEqual([
      `: must be a plain object, got an instance of Row: ${ADVICE}`,
      'visitorId: is invalid',
    ]);
    expect(strict.claims(new Doc())).toStrictEqual({ visitorId: 'jane@example.com' });
  });

  test.each<[unknown, string]>([
    [new ObjectId(), 'is invalid, got an ObjectId: pass id.toString()'],
    [new Map(), 'Not an id'],
    [new Uint8Array(1), 'is invalid, got an instance of Uint8Array'],
    [Promise.resolve('jane'), 'Not an id'],
    [Object.assign(Promise.resolve(), { q: 1 }), 'is invalid, got a Promise: is an await missing?'],
  ])('in a user explains a message that is hidden: %o', async (visitorId, message) => {
    const found = await faults(() => strict.claims({ visitorId }));
    expect(found).toStrictEqual([`visitorId: ${message}`]);
  });
});

test('a user that is a promise does not reach the schema', async () => {
  const never = answering(() => expect.fail('was called'));
  const { message } = await refusal(() => never.claims(Promise.resolve({})));
  expect(message).toContain(
    ': the user must be a plain object, got a Promise: is an await missing?',
  );
});

test('a function of a zod schema that throws is in the hint', async () => {
  const user = z.object({
    id: z.string().transform((): string => {
      throw new Error('jane@example.com');
    }),
  });
  const vendor = defineVendor({ ...definition, user });
  const error = await refusal(() => vendor.claims({ id: 'x' }), 'ERR_OPTION_INVALID');
  expect(error.hint).toContain('zod also returns one if a function in the schema throws');
});

describe('a promise', () => {
  test('is rejected, and leaves no unhandled rejection', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    let reads = 0;
    const once = Object.defineProperty({}, 'then', {
      get: () => {
        if (reads++ > 0) throw new Error('read again');
      },
    });
    const thenable = Object.fromEntries([
      ['then', (resolve: (value: object) => void) => resolve(once)],
    ]);
    const rejecting = () => Promise.reject(new Error('jane@example.com'));
    for (const answer of [rejecting, () => thenable]) {
      const { message } = await refusal(() => answering(answer).claims({}), 'ERR_OPTION_INVALID');
      expect(message).toContain('promise');
    }
    const schema = v.pipeAsync(
      v.object({}),
      v.checkAsync(async () => true),
    );
    const promising = defineVendor({ ...definition, user: schema });
    await refusal(() => promising.claims({}), 'ERR_OPTION_INVALID');
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', listen);
    expect([unhandled, reads]).toStrictEqual([[], 1]);
  });
});
