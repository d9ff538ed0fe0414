/** What is said where there is nothing to look at. */
import { zendesk } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { permissive } from '../support/support.ts';
import { inspect } from './support.ts';

const told = async (token: unknown) =>
  (await inspect({ token })).findings.map(({ message, hint }) => [message, hint]);

test.each([
  null,
  new Date(0),
  new Proxy({}, { ownKeys: () => expect.fail() }),
])('claims that are no plain object', (claims) => {
  expect(lintClaims(zendesk, claims as never)).toMatchObject([
    {
      code: 'CLAIMS_NOT_OBJECT',
      message: 'The claims are no plain object that can be read',
      hint: 'Pass an object literal with the claims.',
    },
  ]);
});

test('claims that a vendor cannot check', () => {
  const vendor = {
    ...permissive,
    claims: () => {
      throw new Error('u_1');
    },
  };
  expect(lintClaims(vendor, { id: 'u_1' })).toMatchObject([
    {
      code: 'CLAIM_INVALID',
      path: '',
      message: 'The claims break the contract: they cannot be checked',
    },
  ]);
});

test('a token with more than five parts', async () => {
  expect(await told('a.b.c.d.e.f')).toContainEqual([
    'The token has more than five parts',
    'Hand over header.payload.signature in one piece: was it cut off on the way?',
  ]);
  expect(await told('a')).toContainEqual([
    'The token has 1 of three parts',
    'Hand over header.payload.signature in one piece: was it cut off on the way?',
  ]);
});

test('an object without a token in it', async () => {
  expect(await told({ external_id: 'u_1' })).toStrictEqual([
    [
      'This is an object, not a token: nothing in it is signed',
      'Sign the claims, and hand over the string that comes out.',
    ],
  ]);
});
