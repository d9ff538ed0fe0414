import { createHmac } from 'node:crypto';
import { front, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = 'k3y-0f-hash-for-this-example';
const u = { email: 'jane@example.com' };
const user = { ...u, name: 'Jane Doe', customFields: { plan: 'pro', teams: ['sales'] } };
const HASH = '7593b2482f68b82d27b7366d14d26f0fee3830c44a9efa40150c0b5a8bc4287a';

describe('fields', () => {
  describeFaults(front, [
    [{}, 'email: is missing'],
    [{ email: 42 }, 'email: must be a string, got a number: pass String(id)'],
    [{ email: '' }, 'email: must not be blank'],
    [{ ...u, userHash: HASH }, 'userHash: is not known'],
    [{ ...u, name: 7 }, 'name: must be a string, got a number'],
    [{ ...u, customFields: 'pro' }, 'customFields: must be a plain object, got a string'],
    [
      { ...u, customFields: { at: new Date(0) } },
      'customFields.at: must be JSON, got an instance of Date',
    ],
    [{ ...u, chatId: 'x' }, 'chatId: is not known'],
    [{ ...u, plan: 'pro' }, 'plan: is not known'],
  ]);
});

describe('the hash', () => {
  test.each([
    ['jane@example.com', HASH],
    ['Jane@Example.com', '18fbc4a45634aa7ab09570a1ae166e35bacd5cfafaaa81bcc3a158cef62d0ac6'],
  ])('is of %s alone, as given', async (email, hash) => {
    expect(createHmac('sha256', secret).update(email).digest('hex')).toBe(hash);
    expect(await signChatToken(front, { ...user, email }, { secret })).toBe(hash);
    expect(await signChatToken(front, { email }, { secret })).toBe(hash);
    const given = { ...user, email };
    const { claims } = await verifyChatToken(front, hash, { secret, user: given });
    expect(claims).toStrictEqual(given);
  });

  test('of another user is rejected', async () => {
    const other = { ...user, email: 'john@example.com' };
    await refusal(
      () => verifyChatToken(front, HASH, { secret, user: other }),
      'ERR_SIGNATURE_INVALID',
    );
  });
});

test('the login has the fields and the hash, and never expires', async () => {
  expect(await signChatLogin(front, user, { secret })).toStrictEqual({
    vendor: 'front',
    token: HASH,
    settings: { ...user, userHash: HASH },
    userId: 'jane@example.com',
    expiresAt: null,
    refreshAt: null,
  });
});

/** Checked by the compiler. */
test('the types', async () => {
  const { settings } = await signChatLogin(front, user, { secret });
  const userHash: string = settings.userHash;
  expect([userHash, front.userId(settings)]).toStrictEqual([HASH, u.email]);
  // @ts-expect-error a hash never expires
  await refusal(() => signChatToken(front, user, { secret, expiresIn: '15m' }));
  // @ts-expect-error the fields are needed to verify a hash
  await refusal(() => verifyChatToken(front, HASH, { secret }));
  // @ts-expect-error email is required
  await refusal(() => front.claims({ name: 'Jane Doe' }));
  // @ts-expect-error your own attributes go into customFields
  await refusal(() => front.claims({ ...u, plan: 'pro' }));
  // @ts-expect-error signing makes the hash
  await refusal(() => front.claims({ ...u, userHash }));
});
