import { createHmac } from 'node:crypto';
import { crisp, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = 'k3y-0f-hash-for-this-example';
const u = { email: 'jane@example.com' };
const user = { ...u };
const HASH = '7593b2482f68b82d27b7366d14d26f0fee3830c44a9efa40150c0b5a8bc4287a';

describe('fields', () => {
  describeFaults(crisp, [
    [{}, 'email: is missing'],
    [{ email: 42 }, 'email: must be a string, got a number: pass String(id)'],
    [{ email: '' }, 'email: must not be blank'],
    [{ ...u, signature: HASH }, 'signature: is not known'],
    [{ ...u, nickname: 'Jane' }, 'nickname: is not known'],
  ]);
});

describe('the hash', () => {
  test.each([
    ['jane@example.com', HASH],
    ['Jane@Example.com', '18fbc4a45634aa7ab09570a1ae166e35bacd5cfafaaa81bcc3a158cef62d0ac6'],
  ])('is of %s alone, as given', async (email, hash) => {
    expect(createHmac('sha256', secret).update(email).digest('hex')).toBe(hash);
    expect(await signChatToken(crisp, { ...user, email }, { secret })).toBe(hash);
    expect(await signChatToken(crisp, { email }, { secret })).toBe(hash);
    const given = { ...user, email };
    const { claims } = await verifyChatToken(crisp, hash, { secret, user: given });
    expect(claims).toStrictEqual(given);
  });

  test('of another user is rejected', async () => {
    const other = { ...user, email: 'john@example.com' };
    await refusal(
      () => verifyChatToken(crisp, HASH, { secret, user: other }),
      'ERR_SIGNATURE_INVALID',
    );
  });
});

test('the login has the fields and the hash, and never expires', async () => {
  expect(await signChatLogin(crisp, user, { secret })).toStrictEqual({
    vendor: 'crisp',
    token: HASH,
    settings: { ...user, signature: HASH },
    userId: 'jane@example.com',
    expiresAt: null,
    refreshAt: null,
  });
});

/** Checked by the compiler. */
test('the types', async () => {
  const { settings } = await signChatLogin(crisp, user, { secret });
  const signature: string = settings.signature;
  expect([signature, crisp.userId(settings)]).toStrictEqual([HASH, user.email]);
  // @ts-expect-error a hash never expires
  await refusal(() => signChatToken(crisp, user, { secret, expiresIn: '15m' }));
  // @ts-expect-error the fields are needed to verify a hash
  await refusal(() => verifyChatToken(crisp, HASH, { secret }));
  // @ts-expect-error email is required
  await refusal(() => crisp.claims({}));
  // @ts-expect-error other calls of Crisp take it
  await refusal(() => crisp.claims({ ...user, nickname: 'Jane' }));
  // @ts-expect-error signing makes the hash
  await refusal(() => crisp.claims({ ...user, signature }));
});
