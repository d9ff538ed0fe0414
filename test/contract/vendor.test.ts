/** The vendors of the package can do nothing that a vendor of your own cannot. */
import { readdirSync, readFileSync } from 'node:fs';
import {
  type ChatVendor,
  convrs,
  defineVendor,
  deskpro,
  isChatTokenError,
  khoros,
  zendesk,
} from 'chat-token';
import { describe, expect, test } from 'vitest';
import { definition, refusal } from '../support/support.ts';

type AnyVendor = ChatVendor<never, object>;

function definedAgain({ claims, '~validate': _, ...members }: AnyVendor): AnyVendor {
  return defineVendor({ ...members, safeMessages: true } as never);
}

function answerOf(vendor: AnyVendor, user: unknown): unknown {
  try {
    return vendor.claims(user as never);
  } catch (error) {
    if (!isChatTokenError(error)) throw error;
    return [error.code, error.message, error.hint, error.issues];
  }
}

const EXAMPLES = new URL('../../docs/examples/users/', import.meta.url);
const examples = readdirSync(EXAMPLES).map((name): unknown =>
  JSON.parse(readFileSync(new URL(name, EXAMPLES), 'utf8')),
);

const USERS: readonly unknown[] = [
  ...examples,
  undefined,
  'u_1',
  ['u_1'],
  {},
  { userId: 42, external_id: 42, deskpro_id: 42 },
  { userId: 'u', external_id: 'u', scope: 'app' },
  { userId: 'u', external_id: 'u', exp: 1 },
  { userId: 'u', external_id: 'u', sub: 'u' },
  { userID: 'u', externalId: 'u', e_mail: 'j@example.com' },
  { userId: 'u', external_id: 'u'.repeat(256), name: 'x'.repeat(1e5) },
  Object.fromEntries([...Array(200).keys()].map((index) => [`k${index}`, index])),
];

const vendors: readonly AnyVendor[] = [khoros, convrs, zendesk, deskpro] as never[];

describe.each(vendors)('$name', (vendor) => {
  const again = definedAgain(vendor);

  test('has the same members when it is defined again, and none can be changed', () => {
    const data = (one: AnyVendor) => JSON.parse(JSON.stringify({ ...one, schema: null }));
    expect(data(again)).toStrictEqual(data(vendor));
    expect(Object.keys(again).sort()).toStrictEqual(Object.keys(vendor).sort());
    const { fixedClaims, lifetime, schema } = vendor;
    for (const part of [vendor, again, fixedClaims, lifetime, schema, schema['~standard']]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  test('~validate returns what claims throws', () => {
    for (const user of USERS) {
      const { claims, issues } = vendor['~validate'](user);
      const answer = answerOf(vendor, user);
      if (issues === undefined) expect(answer).toStrictEqual(claims);
      else expect(answer).toMatchObject({ 0: 'ERR_CLAIMS_INVALID', 3: issues.slice(0, 100) });
    }
  });

  test('answers the same to every user when it is defined again', () => {
    for (const user of USERS) {
      expect(answerOf(again, user)).toStrictEqual(answerOf(vendor, user));
    }
  });
});

describe('userId', () => {
  test('is a string or undefined, for claims only', async () => {
    const vendor = defineVendor({ ...definition, userId: () => 'u_1' });
    expect(vendor.userId({})).toBe('u_1');
    const number = defineVendor({ ...definition, userId: (() => 7n) as never });
    const throwing = defineVendor({
      ...definition,
      userId: () => {
        throw new Error('jane@example.com');
      },
    });
    const wrong = [
      () => vendor.userId(null as never),
      () => khoros.userId(undefined as never),
      () => number.userId({}),
      () => throwing.userId({}),
    ];
    for (const call of wrong) {
      const error = await refusal(call, 'ERR_OPTION_INVALID');
      expect(error.message).toContain('userId must');
      expect(error.cause).toBeUndefined();
    }
  });
});

test('a definition that is changed later changes no vendor', () => {
  const registeredClaims: 'sub'[] = ['sub'];
  const vendor = defineVendor({ ...definition, registeredClaims });
  registeredClaims.pop();
  expect(vendor.claims({ sub: 'u' })).toStrictEqual({ sub: 'u' });
});
