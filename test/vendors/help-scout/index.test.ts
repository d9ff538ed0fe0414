import { createHmac } from 'node:crypto';
import {
  type HelpScout,
  helpScout,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = 'k3y-0f-hash-for-this-example';
const u = { email: 'jane@example.com' };
const user = { ...u, name: 'Jane Doe', plan: 'pro', seats: 3 };
const HASH = '7593b2482f68b82d27b7366d14d26f0fee3830c44a9efa40150c0b5a8bc4287a';

describe('fields', () => {
  describeFaults(helpScout, [
    [{}, 'email: is missing'],
    [{ email: 42 }, 'email: must be a string, got a number: pass String(id)'],
    [{ email: '' }, 'email: must not be blank'],
    [{ ...u, signature: HASH }, 'signature: is reserved'],
    [{ ...u, name: 7 }, 'name: must be a string, got a number'],
    [{ ...u, seats: Infinity }, 'seats: must be a finite number'],
    [{ ...u, teams: ['sales'] }, 'teams: must be a string, number or boolean, got an array'],
    [{ ...u, emial: 'x' }, 'emial: is not known; did you mean "email"?'],
    [{ ...u, sub: 'u_1' }, 'sub: is reserved'],
  ]);
});

describe('the hash', () => {
  test.each([
    ['jane@example.com', HASH],
    ['Jane@Example.com', '18fbc4a45634aa7ab09570a1ae166e35bacd5cfafaaa81bcc3a158cef62d0ac6'],
  ])('is of %s alone, as given', async (email, hash) => {
    expect(createHmac('sha256', secret).update(email).digest('hex')).toBe(hash);
    expect(await signChatToken(helpScout, { ...user, email }, { secret })).toBe(hash);
    expect(await signChatToken(helpScout, { email }, { secret })).toBe(hash);
    const given = { ...user, email };
    const { claims } = await verifyChatToken(helpScout, hash, { secret, user: given });
    expect(claims).toStrictEqual(given);
  });

  test('of another user is rejected', async () => {
    const other = { ...user, email: 'john@example.com' };
    await refusal(
      () => verifyChatToken(helpScout, HASH, { secret, user: other }),
      'ERR_SIGNATURE_INVALID',
    );
  });
});

test('the login has the fields and the hash, and never expires', async () => {
  expect(await signChatLogin(helpScout, user, { secret })).toStrictEqual({
    vendor: 'help-scout',
    token: HASH,
    settings: { ...user, signature: HASH },
    userId: 'jane@example.com',
    expiresAt: null,
    refreshAt: null,
  });
});

/** Checked by the compiler. */
test('the types', async () => {
  const { settings } = await signChatLogin(helpScout, user, { secret });
  const signature: string = settings.signature;
  expect([signature, helpScout.userId(settings)]).toStrictEqual([HASH, u.email]);
  // @ts-expect-error a hash never expires
  await refusal(() => signChatToken(helpScout, user, { secret, expiresIn: '15m' }));
  // @ts-expect-error the fields are needed to verify a hash
  await refusal(() => verifyChatToken(helpScout, HASH, { secret }));
  // @ts-expect-error email is required
  await refusal(() => helpScout.claims({ name: 'Jane Doe' }));
  // @ts-expect-error an attribute is a string, a number or a boolean
  await refusal(() => helpScout.claims({ ...u, teams: ['sales'] }));
  const mine: HelpScout<{ plan: string }> = helpScout;
  expect(mine.claims({ ...u, plan: 'pro' })).toStrictEqual({ ...u, plan: 'pro' });
  // @ts-expect-error plan is misspelled
  expect(mine.claims({ ...u, paln: 'pro' })).toStrictEqual({ ...u, paln: 'pro' });
});
