/** Vendors defined with schemas of zod, valibot and arktype, for both kinds of token. */
import { type } from 'arktype';
import {
  defineVendor,
  hmac,
  jwt,
  type StandardSchema,
  signChatLogin,
  verifyChatToken,
} from 'chat-token';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { about, refusal, SECRET } from '../../support/support.ts';

interface User {
  id: string;
  plan?: string;
}

const SCHEMAS: readonly [library: string, schema: StandardSchema<User, User>][] = [
  ['zod', z.strictObject({ id: z.string().min(1), plan: z.string().exactOptional() })],
  [
    'valibot',
    v.strictObject({ id: v.pipe(v.string(), v.nonEmpty()), plan: v.exactOptional(v.string()) }),
  ],
  ['arktype', type({ '+': 'reject', id: 'string > 0', 'plan?': 'string' })],
];

describe.each(SCHEMAS)('%s', (_library, user) => {
  const ofJwt = defineVendor({
    ...about,
    user,
    token: jwt({ fixedClaims: { product: 'acme' } }),
    userId: ({ id }) => id,
  });
  const ofHash = defineVendor({
    ...about,
    user,
    token: hmac({ message: ({ id }: User) => id }),
    userId: ({ id }) => id,
    settings: (fields, hash) => ({ ...fields, hash }),
  });

  test('signs a JWT that verifies', async () => {
    const login = await signChatLogin(ofJwt, { id: 'u_1', plan: 'pro' }, { secret: SECRET });
    expect(login).toMatchObject({ userId: 'u_1', settings: { token: login.token } });
    const { claims } = await verifyChatToken(ofJwt, login.token, { secret: SECRET });
    expect(claims).toMatchObject({ id: 'u_1', plan: 'pro', product: 'acme' });
  });

  test('signs a hash that verifies for its user only', async () => {
    const { token, settings } = await signChatLogin(ofHash, { id: 'u_1' }, { secret: SECRET });
    expect(settings).toStrictEqual({ id: 'u_1', hash: token });
    const verify = (id: string) => verifyChatToken(ofHash, token, { secret: SECRET, user: { id } });
    expect((await verify('u_1')).claims).toStrictEqual({ id: 'u_1' });
    await refusal(() => verify('u_2'), 'ERR_SIGNATURE_INVALID');
  });

  test.each([
    ['an empty id', { id: '' }, /^(?:Too small: |Invalid length: |must be non-empty$)/],
    ['a number', { id: 7 }, /^(?:Invalid input: .* number|must be .* a number\)|is invalid)$/],
    [
      'another member',
      { id: 'u_1', hash: '?' },
      /^(?:is not known|Invalid key: .*|must be removed)$/,
    ],
  ])('rejects %s, and shows no value', async (_, given, message) => {
    const calls = [
      () => signChatLogin(ofJwt, given as never, { secret: SECRET }),
      () => signChatLogin(ofHash, given as never, { secret: SECRET }),
    ];
    for (const call of calls) {
      const { issues = [] } = await refusal(call, 'ERR_CLAIMS_INVALID');
      expect(issues).toHaveLength(1);
      expect(['', 'id', 'hash']).toContain(issues[0]?.path);
      expect(issues[0]?.message).toMatch(message);
      expect(issues[0]?.message).not.toMatch(/7|u_1|\?/);
    }
  });
});
