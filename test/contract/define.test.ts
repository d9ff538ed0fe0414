import { runInNewContext } from 'node:vm';
import {
  ChatTokenError,
  type ChatVendorDefinition,
  convrs,
  defineVendor,
  khoros,
  type StandardSchema,
  type StandardSchemaResult,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import { checkClaims } from '../../src/contract/claims.ts';
import { anything, faults, forge, NOW, NOW_SECONDS, refusal, SECRET } from '../support/support.ts';

const base = {
  name: 'acme',
  title: 'Acme Chat',
  docs: 'https://docs.example.com/chat',
  keyId: 'unused',
} as const;
const options = { secret: SECRET, now: NOW };

const schema = (
  validate: (value: unknown) => StandardSchemaResult<object>,
): StandardSchema<object, object> => ({
  '~standard': { version: 1, vendor: 'test', validate },
});

describe("a vendor of one's own", () => {
  const acme = defineVendor({
    ...base,
    fixedClaims: { role: 'visitor', v: 2, beta: false },
    schema: v.strictObject({
      visitorId: v.pipe(v.string(), v.minLength(1)),
      plan: v.optional(v.picklist(['free', 'paid'])),
      tags: v.optional(v.array(v.string())),
    }),
    userId: (claims) => claims.visitorId,
    script: ({ token }) => `acme(${JSON.stringify(token)})`,
  });

  test('does what the built-in ones do', async () => {
    const claims = acme.claims({ visitorId: 'v_1', plan: 'paid' });
    expect(claims).toStrictEqual({
      role: 'visitor',
      v: 2,
      beta: false,
      visitorId: 'v_1',
      plan: 'paid',
    });
    expect(acme.userId(claims)).toBe('v_1');
    expect(acme.script?.({ token: 'a.b.c' })).toBe('acme("a.b.c")');
    const token = await signChatToken(acme, { visitorId: 'v_1' }, options);
    const verified = await verifyChatToken(acme, token, options);
    expect(verified.claims).toMatchObject({ role: 'visitor', visitorId: 'v_1' });
  });

  test('has the members and defaults of any vendor', () => {
    expect(acme).toMatchObject({
      ...base,
      lifetime: { default: 3600, max: 366 * 86_400 },
      requireExpiry: true,
    });
    expect(() => Object.assign(khoros.schema['~standard'], { validate: null })).toThrow(TypeError);
    expect(Object.isFrozen(acme)).toBe(true);
    const script = () => '';
    expect(Object.keys(defineVendor({ ...base, script, schema: anything })).sort()).toStrictEqual(
      Object.keys(khoros).sort(),
    );
  });

  test("the schema's messages are hidden: they may hold what the user gave", async () => {
    const given = { visitorId: 'v', plan: 'jane@example.com', tags: ['a', 1] } as never;
    expect(await faults(() => acme.claims(given))).toStrictEqual([
      'plan: is not accepted',
      'tags[1]: is not accepted',
    ]);
    const open = defineVendor({
      ...base,
      safeMessages: true,
      schema: v.object({ id: v.string() }),
    });
    expect((await faults(() => open.claims({} as never)))[0]).toContain('Invalid key');
  });

  test('nobody overrides its fixedClaims', async () => {
    const open = defineVendor({ ...base, fixedClaims: { role: 'visitor' }, schema: anything });
    for (const role of ['admin', 'visitor']) {
      const fault = 'role: is always "visitor" here: leave it out';
      expect(await faults(() => open.claims({ id: '1', role }))).toStrictEqual([fault]);
    }
    expect(await faults(() => open.claims({ exp: 1 }))).toStrictEqual([
      'exp: is reserved: the clock and expiresIn set it',
    ]);
  });

  test('a token is checked against the contract', async () => {
    const verify = (claims: object) =>
      verifyChatToken(acme, forge({ alg: 'HS256' }, { exp: NOW_SECONDS + 1, ...claims }), options);
    const good = { role: 'visitor', v: 2, beta: false, visitorId: 'v' };
    await expect(verify(good)).resolves.toBeDefined();
    expect(await faults(() => verify({ ...good, role: 'agent' }))).toStrictEqual([
      'role: must be "visitor"',
    ]);
    expect(await faults(() => verify({ ...good, v: '2' }))).toStrictEqual(['v: must be 2']);
    expect(await faults(() => verify({ ...good, visitorId: '' }))).toStrictEqual([
      'visitorId: is not accepted',
    ]);
    expect(await faults(() => verify({}))).toHaveLength(4);
  });
});

describe('claims that no token can carry', () => {
  test('are refused when it is signed', async () => {
    const wordy = { ...khoros, claims: () => ({ a: 1n }) };
    const given = { ...options, keyId: 'k' };
    await refusal(() => signChatToken(wordy as never, {}, given), 'ERR_CLAIMS_INVALID');
  });
});

describe('check', () => {
  test.each([null, undefined, 7, [], new Date(0)])('refuses %s', async (claims) => {
    await refusal(() => checkClaims(khoros, claims as never), 'ERR_CLAIMS_INVALID');
  });

  test.each(['userId', 'scope'])('hides what a getter of %s throws', async (name) => {
    const claims = Object.defineProperty({ scope: 'appUser', userId: 'u' }, name, {
      enumerable: true,
      get: () => {
        throw new Error('jane@example.com');
      },
    });
    const error = await refusal(() => checkClaims(khoros, claims), 'ERR_CLAIMS_INVALID');
    expect(error.cause).toBeUndefined();
  });

  test('names the faults of the fixedClaims beside those of the contract, where it names any', async () => {
    const other = { scope: 'user', platform: 1 };
    expect(await faults(() => checkClaims(khoros, other))).toStrictEqual([
      'scope: must be "appUser"',
      'userId: is missing',
      'platform: must be a string, not a number',
    ]);
    const terse = {
      ...khoros,
      claims: () => {
        throw new ChatTokenError('ERR_CLAIMS_INVALID', 'No', { hint: 'Ask again.' });
      },
    };
    expect(await faults(() => checkClaims(terse, other))).toStrictEqual([
      'scope: must be "appUser"',
    ]);
    await refusal(() => checkClaims(terse, { scope: 'appUser' }), 'ERR_CLAIMS_INVALID');
  });
});

describe('registered claims', () => {
  const withSub = defineVendor({
    ...base,
    fixedClaims: { iss: 'acme' },
    registeredClaims: ['sub', 'aud'],
    schema: v.strictObject({ sub: v.string(), aud: v.optional(v.literal('chat')) }),
  });
  const tokenOf = (claims: object) => forge({ alg: 'HS256' }, { exp: NOW_SECONDS + 1, ...claims });
  const verify = (claims: object) =>
    verifyChatToken(withSub, tokenOf({ iss: 'acme', ...claims }), options);

  test('may be part of a contract that names them', async () => {
    const token = await signChatToken(withSub, { sub: 'u', aud: 'chat' }, options);
    const { claims } = await verifyChatToken(withSub, token, options);
    expect(claims).toStrictEqual({
      iss: 'acme',
      sub: 'u',
      aud: 'chat',
      iat: NOW_SECONDS,
      exp: NOW_SECONDS + 3600,
    });
    expect(await faults(() => verify({ sub: 'u', iss: 'evil' }))).toStrictEqual([
      'iss: must be "acme"',
    ]);
    expect(await faults(() => verify({ sub: 7 }))).toStrictEqual(['sub: is not accepted']);
    expect(await faults(() => verify({ sub: 'u', aud: 'evil' }))).toStrictEqual([
      'aud: is not accepted',
    ]);
  });

  test('are taken off a token where the contract does not name them', async () => {
    const { claims } = await verify({ sub: 'u', jti: 'x' });
    expect(claims).toStrictEqual({ iss: 'acme', sub: 'u', exp: NOW_SECONDS + 1 });
    const plain = defineVendor({ ...base, schema: v.strictObject({ id: v.string() }) });
    const added = { aud: 'x', sub: 'y', iss: 'z', jti: 'j' };
    const verified = await verifyChatToken(plain, tokenOf({ id: '1', ...added }), options);
    expect(verified.claims).toStrictEqual({ id: '1', exp: NOW_SECONDS + 1 });
  });

  test('cannot be signed where the contract does not name them', async () => {
    const plain = defineVendor({ ...base, schema: anything });
    expect(await faults(() => plain.claims({ sub: 'u' }))).toStrictEqual([
      'sub: is a registered claim that this contract does not name',
    ]);
  });

  test.each([['exp'], ['scope'], 'sub', null])('%j cannot be named', async (registeredClaims) => {
    const definition = { ...base, schema: anything, registeredClaims } as never;
    await refusal(() => defineVendor(definition), 'ERR_OPTION_INVALID');
  });
});

describe('a schema that changes what it is given', () => {
  const sly = defineVendor({
    ...base,
    fixedClaims: { scope: 'user' },
    schema: v.pipe(
      v.object({ id: v.string() }),
      v.transform(({ id }) => (id === 'sly' ? { id, scope: 'admin', exp: 1 } : { id })),
    ),
  });

  test('cannot give a constant or a time, neither to a user nor to a token', async () => {
    const expected = [
      'scope: is always "user" here: leave it out',
      'exp: is reserved: the clock and expiresIn set it',
    ];
    expect(await faults(() => sly.claims({ id: 'sly' }))).toStrictEqual(expected);
    expect(await faults(() => checkClaims(sly, { id: 'sly', scope: 'user' }))).toStrictEqual(
      expected,
    );
    expect(checkClaims(sly, { id: 'u', scope: 'user' })).toStrictEqual({ id: 'u', scope: 'user' });
  });
});

describe("what another library's schema lets through", () => {
  const open = defineVendor({ ...base, schema: anything });

  test('is taken where JSON carries it', () => {
    const given = {
      s: 'x',
      n: -0.5,
      b: false,
      z: null,
      list: [1, [2]],
      o: { p: {} },
      u: undefined,
    };
    const { u, ...expected } = given;
    expect(u).toBeUndefined();
    expect(open.claims(given)).toStrictEqual(expected);
  });

  test.each<[string, unknown]>([
    ['must be JSON, not a function', () => 1],
    ['must be JSON, not a symbol', Symbol('x')],
    ['must be JSON, not a bigint', 1n],
    ['must be a finite number', Number.NaN],
    ['must be a plain object, not a class instance', new Date(0)],
    ['must be a plain object, not a class instance', new Map()],
    ['must not have symbols as keys', { [Symbol('x')]: 1 }],
  ])('%s', async (message, value) => {
    expect(await faults(() => open.claims({ deep: [{ value }] }))).toStrictEqual([
      `deep[0].value: ${message}`,
    ]);
  });

  test('not an undefined in a list, which JSON would make null', async () => {
    expect(await faults(() => open.claims({ list: [undefined] }))).toStrictEqual([
      'list[0]: must be JSON, not undefined',
    ]);
  });

  test('not a cycle, and nothing deeper than 32 levels', async () => {
    const cycle: { self?: object } = {};
    cycle.self = cycle;
    const [fault] = await faults(() => open.claims(cycle));
    expect(fault).toContain('is nested too deep, or contains itself');
    const nest = (depth: number): object => (depth === 0 ? {} : { in: nest(depth - 1) });
    expect(() => open.claims(nest(31))).not.toThrow();
    expect(await faults(() => open.claims(nest(32)))).toHaveLength(1);
  });

  test('nothing that is made of itself so often that it would not end', async () => {
    let tree: object = {};
    for (let depth = 0; depth < 25; depth++) tree = { a: tree, b: tree };
    const [fault] = await faults(() => open.claims(tree));
    expect(fault).toContain('is more than a token of 88064 characters can hold');
  });

  test('about 8,000 values, and no more', async () => {
    const of = (values: number) => () => open.claims({ list: new Array(values).fill(1) });
    // 66,048 characters: 8 for each value, the list is one, and 4 for its name.
    expect(of(8_254)()).toStrictEqual({ list: new Array(8_254).fill(1) });
    expect(await faults(of(8_255))).toHaveLength(1);
  });

  test('no list that is too long', async () => {
    const list: unknown = new Proxy([], { get: (_list, key) => (key === 'length' ? 1e6 : 1) });
    expect(await faults(() => open.claims({ list }))).toStrictEqual([
      'list: is more than a token of 88064 characters can hold',
    ]);
  });

  test('an object of another realm is plain, too', () => {
    expect(open.claims(runInNewContext('({ a: [{ b: 1 }] })'))).toStrictEqual({ a: [{ b: 1 }] });
  });

  test('not a __proto__', async () => {
    const user = JSON.parse('{"__proto__":{"admin":true}}');
    expect(await faults(() => open.claims(user))).toStrictEqual([
      '__proto__: is not allowed as a key',
    ]);
    expect({}).not.toHaveProperty('admin');
  });

  test.each([[[1]], 'text', 7])('no claims at all: %o', async (value) => {
    const odd = defineVendor({ ...base, schema: schema(() => ({ value: value as object })) });
    const [fault] = await faults(() => odd.claims({}));
    expect(fault).toContain('must become an object of claims');
  });
});

describe('a user that cannot be read', () => {
  const hostile = {
    getter: () =>
      Object.defineProperty({}, 'userId', {
        enumerable: true,
        get: () => {
          throw new Error('jane@example.com');
        },
      }),
    proxy: () =>
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('jane@example.com');
          },
        },
      ),
  };

  test.each(Object.entries(hostile))('%s', async (_name, make) => {
    const user = make() as { userId: string };
    const error = await refusal(() => khoros.claims(user), 'ERR_CLAIMS_INVALID');
    expect(error.message).toContain('cannot be read');
    expect(error.cause).toBeUndefined();
  });

  test.each([
    undefined,
    null,
    'u-1',
    7,
    [],
    [{ userId: 'u' }],
    () => 1,
    Symbol('x'),
    new (class User {})(),
  ])('%o is no user', async (user) => {
    const [fault] = await faults(() => khoros.claims(user as never));
    expect(fault).toContain(': must be a plain object, not ');
  });

  test('what is inherited is not given', async () => {
    const user: object = Object.create({ userId: 'u-1' });
    expect(await faults(() => khoros.claims(user as never))).toStrictEqual([
      ': must be a plain object, not a class instance',
    ]);
    Object.assign(Object.prototype, { userId: 'polluted' });
    try {
      expect(await faults(() => khoros.claims({} as never))).toStrictEqual(['userId: is missing']);
    } finally {
      Reflect.deleteProperty(Object.prototype, 'userId');
    }
  });

  test('an object without prototype is plain', () => {
    const user = Object.assign(Object.create(null), { userId: 'u-1' });
    expect(khoros.claims(user)).toStrictEqual({ scope: 'appUser', userId: 'u-1' });
  });

  test('its members may stand in any order, be undefined or not be enumerable', () => {
    const user = { email: 'jane@example.com', name: undefined, external_id: 'u-1' };
    Object.defineProperty(user, 'nickname', { value: 'Jane' });
    const claims = { scope: 'user', external_id: 'u-1', email: 'jane@example.com' };
    expect(JSON.stringify(zendesk.claims(user))).toBe(JSON.stringify(claims));
    expect(Object.keys(zendesk.claims(user))).toStrictEqual(Object.keys(claims));
    expect(Object.keys(user)).toStrictEqual(['email', 'name', 'external_id']);
    // Only the order differs.
    const { email, external_id } = user;
    expect(JSON.stringify(zendesk.claims({ email, external_id }))).toBe(JSON.stringify(claims));
  });

  test('each property is read once', () => {
    let reads = 0;
    const user = Object.defineProperty({}, 'userId', {
      enumerable: true,
      get: () => `u-${++reads}`,
    });
    expect(khoros.claims(user as never)).toStrictEqual({ scope: 'appUser', userId: 'u-1' });
  });
});

describe('a contract that is made while Object.prototype is polluted', () => {
  const names = ['read', 'optional', 'contract', 'required', 'default', 'status', 'type', 'format'];
  const claims = [
    'userId',
    'external_id',
    'email',
    'email_verified',
    'name',
    'deskpro_id',
    'label',
  ];
  const ways: [way: string, property: PropertyDescriptor][] = [
    ['an object', { value: {}, writable: true }],
    ['a function', { value: () => 'inherited', writable: true }],
    ['only to be read', { value: 'inherited' }],
    ['with a setter', { get: () => undefined, set: () => {} }],
  ];
  const users = [
    ['khoros', { userId: 'u' }],
    ['convrs', { userId: 'u', agentData: [{ label: 'a', value: 'b', type: 'status' }] }],
    ['zendesk', { external_id: 'u', email: undefined }],
    ['deskpro', { deskpro_id: '1', email: 'jane@example.com' }],
  ] as const;

  test.each([...names, ...claims])('by %s', async (name) => {
    for (const [way, property] of ways) {
      vi.resetModules();
      const fresh: typeof import('chat-token') = await import('chat-token');
      const asks = users.map(
        ([vendor, user]) =>
          () =>
            fresh[vendor].claims(user as never),
      );
      const during: unknown[] = [];
      Object.defineProperty(Object.prototype, name, { ...property, configurable: true });
      try {
        for (const ask of asks) during.push(JSON.stringify(ask()));
      } finally {
        Reflect.deleteProperty(Object.prototype, name);
      }
      const after = asks.map((ask) => JSON.stringify(ask()));
      expect(after, way).toStrictEqual(during);
      expect(after.join(), way).toBe(
        '{"scope":"appUser","userId":"u"},' +
          '{"userId":"u","agentData":[{"label":"a","value":"b","type":"status"}]},' +
          '{"scope":"user","external_id":"u"},' +
          '{"deskpro_id":"1","email":"jane@example.com"}',
      );
    }
  });
});

describe('a polluted Object.prototype', () => {
  const at = { ...options, keyId: 'k' };
  const header = { alg: 'HS256', kid: 'k' };
  const exp = NOW_SECONDS + 1;
  const good = forge(header, { scope: 'appUser', userId: 'u', exp });
  const cases: [what: string, action: () => unknown, outcome: string][] = [
    ['signing', () => signChatToken(khoros, { userId: 'u' }, at), 'done'],
    ['a good token', () => verifyChatToken(khoros, good, at), 'done'],
    [
      'a forged token',
      () => verifyChatToken(khoros, forge(header, { userId: 'u', exp }, 'AAAA'), at),
      'ERR_SIGNATURE_INVALID',
    ],
    [
      'no scope',
      () => verifyChatToken(khoros, forge(header, { userId: 'u', exp }), at),
      'ERR_CLAIMS_INVALID',
    ],
    [
      'no exp',
      () => verifyChatToken(khoros, forge(header, { scope: 'appUser', userId: 'u' }), at),
      'ERR_CLAIMS_INVALID',
    ],
    ['no user', () => khoros.claims({} as never), 'ERR_CLAIMS_INVALID'],
    ['no claims', () => checkClaims(khoros, {}), 'ERR_CLAIMS_INVALID'],
  ];
  /** Outcomes first, expectations when the prototype is clean again: vitest reads it as well. */
  async function outcomes(name: string, value: unknown): Promise<string[]> {
    const seen: string[] = [];
    Object.assign(Object.prototype, { [name]: value });
    for (const [, action] of cases) {
      try {
        await action();
        seen.push('done');
      } catch (error) {
        seen.push(error instanceof ChatTokenError ? error.code : String(error));
      }
    }
    Reflect.deleteProperty(Object.prototype, name);
    return seen;
  }

  test.each<[string, unknown]>([
    ['issues', []],
    ['issues', 'x'],
    ['then', 'x'],
    ['value', { userId: 'polluted' }],
    ['max', 60],
    ['expiresAt', 1],
    ['key', { kty: 'oct', k: 'AAAA', usages: ['verify'] }],
    ['nbf', 9e9],
    ['exp', 1],
    ['scope', 'appUser'],
    ['userId', 'polluted'],
    ['kid', 'k'],
    ['optional', true],
    ['2', [...Buffer.from(good.split('.')[1] ?? '')]],
    ['length', 8],
    ['crit', ['x']],
  ])('changes no verdict: %s', async (name, value) => {
    expect(await outcomes(name, value)).toStrictEqual(cases.map(([, , outcome]) => outcome));
  });
});

function throwing(): object {
  return new Proxy(
    {},
    {
      get: () => {
        throw new Error('trap');
      },
      ownKeys: () => {
        throw new Error('trap');
      },
    },
  );
}

describe('definitions', () => {
  type Definition = ChatVendorDefinition<object, object, 'unused', Record<string, string>>;
  const good: Definition = { ...base, schema: anything };

  test.each<[string, object]>([
    ['name', { name: 'Acme' }],
    ['name', { name: '' }],
    ['name', { name: 'acme chat' }],
    ['name', { name: undefined }],
    ['title', { title: ' ' }],
    ['title', { title: 7 }],
    ['docs', { docs: 'docs.example.com' }],
    ['docs', { docs: undefined }],
    ['docs', { docs: 'see https://docs.example.com' }],
    ['keyId', { keyId: 'maybe' }],
    ['keyId', { keyId: undefined }],
    ['schema', { schema: undefined }],
    ['schema', { schema: {} }],
    ['schema', { schema: { '~standard': {} } }],
    ['userId', { userId: 'id' }],
    ['script', { script: '<script>' }],
    ['fixedClaims', { fixedClaims: ['x'] }],
    ['fixedClaims.o', { fixedClaims: { o: {} } }],
    ['fixedClaims.n', { fixedClaims: { n: Number.NaN } }],
    ['fixedClaims.exp', { fixedClaims: { exp: 1 } }],
    ['lifetime', { lifetime: 3600 }],
    ['requireExpiry', { requireExpiry: 'no' }],
    ['safeMessages', { safeMessages: 1 }],
    ['schema', { schema: throwing() }],
    ['fixedClaims', { fixedClaims: throwing() }],
    ['fixedClaims.__proto__', { fixedClaims: JSON.parse('{"__proto__":"x"}') }],
    ['safeMesages', { safeMesages: true }],
  ])('%s is refused', async (name, wrong) => {
    const definition = { ...good, ...wrong } as Definition;
    const { message } = await refusal(() => defineVendor(definition), 'ERR_OPTION_INVALID');
    expect(message).toContain(name);
  });

  test('the documentation may be on http, and is a text', async () => {
    const docs = 'http://localhost/docs';
    expect(defineVendor({ ...good, docs }).docs).toBe(docs);
    const address = new URL(docs) as never;
    await refusal(() => defineVendor({ ...good, docs: address }), 'ERR_OPTION_INVALID');
  });

  test('a constant may be a text, a number or true', () => {
    const fixedClaims = { scope: 'user', version: 2, internal: true };
    const vendor = defineVendor({ ...base, schema: anything, fixedClaims });
    expect(vendor.claims({ id: '1' })).toStrictEqual({ ...fixedClaims, id: '1' });
  });

  test('a schema may be a function, as those of arktype are', () => {
    const callable = Object.assign(() => undefined, anything);
    expect(defineVendor({ ...good, schema: callable }).claims({ a: 1 })).toStrictEqual({ a: 1 });
  });

  test('a schema that answers with a promise is refused when it does', async () => {
    const promising = defineVendor({
      ...base,
      schema: v.pipeAsync(
        v.object({}),
        v.checkAsync(async () => true),
      ),
    });
    const { message } = await refusal(() => promising.claims({}), 'ERR_OPTION_INVALID');
    expect(message).toContain('promise');
  });

  test('nothing is left of that promise, even where it gives what can be read once', async () => {
    let reads = 0;
    const then = () => {
      if (reads++ > 0) throw new Error('read again');
    };
    const given = Object.defineProperty({}, 'then', { get: then });
    const answer = Object.fromEntries([
      ['then', (resolve: (value: object) => void) => resolve(given)],
    ]);
    const odd = defineVendor({ ...base, schema: schema(() => answer as never) });
    await refusal(() => odd.claims({}), 'ERR_OPTION_INVALID');
    // An unhandled rejection would fail the run.
    await new Promise((resolve) => setImmediate(resolve));
    expect(reads).toBe(1);
  });

  test('a polluted then makes no promise of an answer', () => {
    const plain = defineVendor({ ...base, schema: schema(() => ({ value: { id: 'u_1' } })) });
    Reflect.set(Object.prototype, 'then', () => undefined);
    try {
      expect(plain.claims({})).toMatchObject({ id: 'u_1' });
    } finally {
      Reflect.deleteProperty(Object.prototype, 'then');
    }
  });

  test('a schema that throws what cannot be read refuses, too', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const throwing = defineVendor({
      ...base,
      schema: schema(() => {
        throw proxy;
      }),
    });
    const error = await refusal(() => throwing.claims({}), 'ERR_CLAIMS_INVALID');
    expect(error.issues).toStrictEqual([
      { path: '', message: 'cannot be read: a getter, a proxy or the schema threw' },
    ]);
  });

  test('a userId that cannot be read is no way out', async () => {
    await refusal(() => khoros.userId(undefined as never), 'ERR_OPTION_INVALID');
  });

  test('a list of registered claims that throws is none', async () => {
    const { proxy, revoke } = Proxy.revocable<never[]>([], {});
    revoke();
    const definition = { ...base, schema: anything, registeredClaims: proxy };
    await refusal(() => defineVendor(definition), 'ERR_OPTION_INVALID');
    const set = { ...definition, registeredClaims: new Set(['sub']) as never };
    await refusal(() => defineVendor(set), 'ERR_OPTION_INVALID');
  });

  test('a schema that throws refuses', async () => {
    const throwing = defineVendor({
      ...base,
      schema: schema(() => {
        throw new Error('jane@example.com');
      }),
    });
    const error = await refusal(() => throwing.claims({}), 'ERR_CLAIMS_INVALID');
    expect(error.cause).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['a number', 5],
    ['issues that are no list', { issues: 'x' }],
    ['no issues', { issues: [] }],
    ['a hole for an issue', { issues: new Array(1) }],
    ['no issues, but a value', { issues: [], value: { id: '1' } }],
    ['issues that are null, and a value', { issues: null, value: { id: '1' } }],
    ['issues that are false, and a value', { issues: false, value: { id: '1' } }],
    ['an issue that is null', { issues: [null] }],
    ['a message that is none', { issues: [{ message: Symbol('x') }] }],
    ['a path that is no list', { issues: [{ message: '', path: 5 }] }],
    ['nothing', {}],
  ])('an answer that is none is a refusal: %s', async (_name, answer) => {
    const odd = defineVendor({ ...base, schema: schema(() => answer as never) });
    expect(await faults(() => odd.claims({}))).toHaveLength(1);
    expect(await faults(() => checkClaims(odd, {}))).toHaveLength(1);
  });

  test.each<[string, readonly object[]]>([
    ['no reason', []],
    ['a reason that is no text', [{ message: Symbol('x') }]],
  ])('a refusal that gives %s is not accepted, and no more', async (_name, issues) => {
    const validate = () => ({ issues }) as never;
    const odd = defineVendor({ ...base, schema: schema(validate), safeMessages: true });
    expect(await faults(() => odd.claims({}))).toStrictEqual([': is not accepted']);
  });

  test('an answer may inherit nothing, or have a then that is no function', () => {
    const value = { a: 1 };
    const bare = Object.assign(Object.create(null), { value });
    const odd = Object.fromEntries([
      ['value', value],
      ['then', 'x'],
    ]);
    for (const answer of [bare, odd]) {
      const plain = defineVendor({ ...base, schema: schema(() => answer as never) });
      expect(plain.claims({})).toStrictEqual(value);
    }
  });

  test('an heir of a schema of ours is not ours', async () => {
    const standard = { version: 1, vendor: 'x', validate: () => ({ value: { a: 1n } }) };
    const heir = Object.create(khoros.schema, { '~standard': { value: standard } });
    const vendor = defineVendor({ ...base, schema: heir });
    expect(await faults(() => vendor.claims({}))).toStrictEqual(['a: must be JSON, not a bigint']);
  });

  test('a schema sees a plain object, for claims as well', () => {
    const strict = defineVendor({
      ...base,
      schema: schema((value) =>
        value instanceof Object ? { value } : { issues: [{ message: 'no object' }] },
      ),
    });
    expect(checkClaims(strict, { id: '1' })).toStrictEqual({ id: '1' });
  });

  test('what was defined cannot be changed', () => {
    const registeredClaims: 'sub'[] = ['sub'];
    const vendor = defineVendor({ ...base, schema: anything, registeredClaims });
    registeredClaims.pop();
    expect(vendor.claims({ sub: 'u' })).toStrictEqual({ sub: 'u' });
    for (const part of [khoros, khoros.fixedClaims, khoros.lifetime, khoros.schema]) {
      expect(() => Object.assign(part, { scope: 'app', max: 1 })).toThrow(TypeError);
    }
  });

  test('an answer may be a class instance, as those of arktype are', async () => {
    class Refusal {
      get issues() {
        return [{ message: 'no' }];
      }
    }
    const classy = defineVendor({ ...base, schema: schema(() => new Refusal()) });
    expect(await faults(() => classy.claims({}))).toStrictEqual([': is not accepted']);
  });

  test('a schema that only says it is ours is checked like any other', async () => {
    const odd = defineVendor({
      ...base,
      schema: {
        ...khoros.schema,
        '~standard': { version: 1, vendor: 'chat-token', validate: () => ({ value: { a: 1n } }) },
      },
    });
    expect(await faults(() => odd.claims({}))).toStrictEqual(['a: must be JSON, not a bigint']);
  });

  test('a rejection that nobody waits for is no unhandled one', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const rejecting = defineVendor({
      ...base,
      schema: schema((async () => {
        throw new Error('jane@example.com');
      }) as never),
    });
    await refusal(() => rejecting.claims({}), 'ERR_OPTION_INVALID');
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', listen);
    expect(unhandled).toStrictEqual([]);
  });

  test('a hundred thousand issues are cut to a hundred', async () => {
    const issues = Array.from({ length: 100_000 }, () => ({ message: '' }));
    const wordy = defineVendor({ ...base, schema: schema(() => ({ issues })) });
    const error = await refusal(() => wordy.claims({}), 'ERR_CLAIMS_INVALID');
    expect(error.issues).toHaveLength(100);
    expect(error.message).toMatch(/: is not accepted \(and 99 more\)$/);
  });

  test('the path of a fault may be made of segments, as Standard Schema allows', async () => {
    const path = [{ key: 'a' }, { key: 'b c' }, 3, Symbol('s'), 'b-c', 999_999, 1_000_000];
    const segmented = defineVendor({
      ...base,
      schema: schema(() => ({
        issues: [{ message: '', path }, { message: '' }, { message: '', path: ['b c', 'd'] }],
      })),
    });
    expect(await faults(() => segmented.claims({}))).toStrictEqual([
      'a["…"][3]["…"]["b-c"][999999]["…"]: is not accepted',
      ': is not accepted',
      '["…"].d: is not accepted',
    ]);
  });

  test('a userId is a string or nothing, and the claims’ own', async () => {
    const wrong = defineVendor({ ...base, schema: anything, userId: (() => 7n) as never });
    const { message } = await refusal(() => wrong.userId({}), 'ERR_OPTION_INVALID');
    expect(message).toBe('userId must find a string or nothing in the claims');

    Object.assign(Object.prototype, { userId: 'admin' });
    try {
      expect(convrs.userId(convrs.claims({ name: 'Jane' }))).toBeUndefined();
    } finally {
      Reflect.deleteProperty(Object.prototype, 'userId');
    }
  });

  test('members on Object.prototype are none of it', () => {
    const script = () => 'polluted';
    Object.assign(Object.prototype, { script });
    try {
      expect(Object.keys(defineVendor(good))).not.toContain('script');
    } finally {
      Reflect.deleteProperty(Object.prototype, 'script');
    }
  });
});
