/** The built-in vendors can do nothing that a vendor of one's own cannot. */

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

type AnyVendor = ChatVendor<never, object>;

/** What a vendor's own members say of it, put through `defineVendor`. */
function definedAgain({ claims, ...members }: AnyVendor): AnyVendor {
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
const examples = readdirSync(EXAMPLES).map((name): [string, unknown] => [
  name,
  JSON.parse(readFileSync(new URL(name, EXAMPLES), 'utf8')),
]);

const USERS: readonly (readonly [string, unknown])[] = [
  ...examples,
  ['nobody', {}],
  ['nothing', undefined],
  ['a text', 'u_1'],
  ['a list', ['u_1']],
  ['an id that is a number', { userId: 42, external_id: 42, deskpro_id: 42 }],
  ['a constant', { userId: 'u', external_id: 'u', scope: 'app' }],
  ['a time', { userId: 'u', external_id: 'u', exp: 1 }],
  ['a registered claim', { userId: 'u', external_id: 'u', sub: 'u' }],
  ['a name that is misspelt', { userID: 'u', externalId: 'u', e_mail: 'j@example.com' }],
  ['a text that is too long', { userId: 'u', external_id: 'u'.repeat(256), name: 'x'.repeat(1e5) }],
  [
    'more faults than are listed',
    Object.fromEntries([...Array(200).keys()].map((i) => [`k${i}`, i])),
  ],
];

/** What each takes is not the point here: they are given all kinds of users. */
const vendors: readonly AnyVendor[] = [khoros, convrs, zendesk, deskpro] as never[];

describe.each(vendors.map((vendor) => ({ name: vendor.name, vendor })))('$name', ({ vendor }) => {
  const data = (one: AnyVendor) =>
    Object.fromEntries(Object.entries(one).filter((entry) => typeof entry[1] !== 'function'));

  test('has the same members when it is defined again', () => {
    const again = definedAgain(vendor);
    expect(data(again)).toStrictEqual(data(vendor));
    expect(Object.keys(again).sort()).toStrictEqual(Object.keys(vendor).sort());
    expect(Object.isFrozen(vendor)).toBe(true);
    expect(vendor.registeredClaims).toStrictEqual([]);
  });

  test.each(USERS)('answers the same to %s', (_, user) => {
    expect(answerOf(definedAgain(vendor), user)).toStrictEqual(answerOf(vendor, user));
  });
});
