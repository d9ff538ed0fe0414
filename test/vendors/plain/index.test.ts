import { createHmac } from 'node:crypto';
import { plain, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = 'k3y-0f-hash-for-this-example';
const u = { email: 'jane@example.com' };
const user = {
  ...u,
  fullName: 'Jane Doe',
  externalId: 'u_1',
  tenantIdentifier: { tenantId: 't_1' },
};
const HASH = '7593b2482f68b82d27b7366d14d26f0fee3830c44a9efa40150c0b5a8bc4287a';

describe('fields', () => {
  describeFaults(plain, [
    [{}, 'email: is missing'],
    [{ email: 42 }, 'email: must be a string, got a number: pass String(id)'],
    [{ email: '' }, 'email: must not be blank'],
    [{ ...u, emailHash: HASH }, 'emailHash: is not known'],
    [{ ...u, fullName: 7 }, 'fullName: must be a string, got a number'],
    [{ ...u, shortName: true }, 'shortName: must be a string, got a boolean'],
    [{ ...u, chatAvatarUrl: [] }, 'chatAvatarUrl: must be a string, got an array'],
    [{ ...u, externalId: 42 }, 'externalId: must be a string, got a number'],
    [{ ...u, tenantIdentifier: 't_1' }, 'tenantIdentifier: must be a plain object, got a string'],
    [{ ...u, tenantIdentifier: {} }, 'tenantIdentifier: needs one of "tenantId", "externalId"'],
    [
      { ...u, tenantIdentifier: { tenantId: null, externalId: '' } },
      'tenantIdentifier: needs one of "tenantId", "externalId"',
    ],
    [
      { ...u, tenantIdentifier: { externalId: 7 } },
      'tenantIdentifier.externalId: must be a string, got a number',
    ],
    [{ ...u, requireAuthentication: true }, 'requireAuthentication: is not known'],
  ]);
});

describe('the hash', () => {
  test.each([
    ['jane@example.com', HASH],
    ['Jane@Example.com', '18fbc4a45634aa7ab09570a1ae166e35bacd5cfafaaa81bcc3a158cef62d0ac6'],
  ])('is of %s alone, as given', async (email, hash) => {
    expect(createHmac('sha256', secret).update(email).digest('hex')).toBe(hash);
    expect(await signChatToken(plain, { ...user, email }, { secret })).toBe(hash);
    expect(await signChatToken(plain, { email }, { secret })).toBe(hash);
    const given = { ...user, email };
    const { claims } = await verifyChatToken(plain, hash, { secret, user: given });
    expect(claims).toStrictEqual(given);
  });

  test('of another user is rejected', async () => {
    const other = { ...user, email: 'john@example.com' };
    await refusal(
      () => verifyChatToken(plain, HASH, { secret, user: other }),
      'ERR_SIGNATURE_INVALID',
    );
  });
});

test('the login has the fields and the hash, and never expires', async () => {
  expect(await signChatLogin(plain, user, { secret })).toStrictEqual({
    vendor: 'plain',
    token: HASH,
    settings: { ...user, emailHash: HASH },
    userId: 'jane@example.com',
    expiresAt: null,
    refreshAt: null,
  });
});
