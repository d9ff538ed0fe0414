import { createChatTokenVerifier, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  forge,
  hashed,
  NOW,
  NOW_SECONDS,
  permissive,
  polluted,
  refusal,
  SECRET,
} from '../support/support.ts';

const HS256 = { alg: 'HS256' };
const key = { secret: SECRET, now: NOW };
const JWT = forge(HS256, { a: 1 });
const HASH = '0'.repeat(64);

test("the vendor's format decides what a token is", async () => {
  const user = { id: 'u' };
  const jwt = await refusal(() => verifyChatToken(permissive, HASH, key), 'ERR_TOKEN_MALFORMED');
  expect(jwt.message).toContain('Not a signed token');
  const hash = await refusal(
    () => verifyChatToken(hashed, JWT, { ...key, user }),
    'ERR_TOKEN_MALFORMED',
  );
  expect(hash.message).toContain('Not an identity hash');
});

test('the fields of a hash are no option of a JWT, which contains them', async () => {
  const given = { ...key, user: { a: 1 } };
  const error = await refusal(() => verifyChatToken(permissive, JWT, given), 'ERR_OPTION_INVALID');
  expect(error.message).toContain('user is not known');
  const verify = createChatTokenVerifier(permissive, key);
  const perToken: object = { user: { a: 1 } };
  await refusal(() => verify(JWT, perToken), 'ERR_OPTION_INVALID');
});

test('errors are rejections, never thrown at once', async () => {
  for (const call of [
    () => verifyChatToken('permissive' as never, JWT, key),
    () => verifyChatToken(permissive, JWT, undefined as never),
    () => verifyChatToken(permissive, JWT, {} as never),
    () => polluted({ x: 1 }, () => verifyChatToken(permissive, JWT, key)),
  ]) {
    const verdict = call();
    expect(verdict).toBeInstanceOf(Promise);
    await refusal(() => verdict);
  }
});

describe('options', () => {
  test.each<[name: string, values: unknown[], byDefault: string]>([
    ['clockTolerance', [Number.NaN, Infinity, -Infinity, -1, 1.5, '5', null], '0'],
    ['maxTokenLength', [Number.NaN, Infinity, -Infinity, -1, 1.5], '16384'],
    ['requireExpiry', [0, 'no', null], 'false'],
    // No pattern for claims, and no choice of algorithm.
    ...['issuer', 'iss', 'audience', 'subject', 'algorithms', 'clocktolerance'].map(
      (name): [string, unknown[], string] => [name, [/^https:/g], 'requireExpiry'],
    ),
  ])('%s is checked at once', async (name, values, hint) => {
    for (const value of values) {
      const given = { ...key, [name]: value } as typeof key;
      await refusal(() => verifyChatToken(permissive, 'a.b.c', given), 'ERR_OPTION_INVALID');
      const early = await refusal(() => createChatTokenVerifier(permissive, given));
      expect([early.code, early.message]).toMatchObject([
        'ERR_OPTION_INVALID',
        expect.stringContaining(name),
      ]);
      expect(early.hint).toContain(hint);
    }
  });

  test('of one call: now', async () => {
    const verifier = createChatTokenVerifier(permissive, { secret: SECRET });
    const token = forge(HS256, { exp: NOW_SECONDS });
    await refusal(() => verifier(token, { now: NOW }), 'ERR_TOKEN_EXPIRED');
    await expect(verifier(token, { now: new Date(0) })).resolves.toBeDefined();
    for (const overrides of [null, { now: 0 }, { clockTolerance: 1 }]) {
      await refusal(() => verifier(token, overrides as object), 'ERR_OPTION_INVALID');
    }
  });
});
