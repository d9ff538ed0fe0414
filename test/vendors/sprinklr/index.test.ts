import { createHmac } from 'node:crypto';
import { signChatLogin, signChatToken, sprinklr, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { refusal, SECRET } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

/** The example of Sprinklr's page about the hash. */
const PUBLISHED = {
  secret: 'acf32e61-14a6-291b-3a1b-cc8854134ea1',
  user: {
    id: '12345',
    firstName: 'John',
    lastName: 'Doe',
    profileImageUrl: 'https://example.com/profilePic.jpg',
    phoneNo: '9876543210',
    email: 'John.Doe@example.com',
  },
  text: '12345_John_Doe_https://example.com/profilePic.jpg_9876543210_John.Doe@example.com',
  hash: 'f30c3b0835ecd378a134c74bce8cea866df8c5b6e12a8c219c9bb288f7270e22',
};

const hashOf = (text: string, secret: string) =>
  createHmac('sha256', secret).update(text).digest('hex');

describe('fields', () => {
  const u = { id: '12345' };
  describeFaults(sprinklr, [
    [{ firstName: 'John' }, 'id: is missing'],
    [{ id: 12345 }, 'id: must be a string, got a number: pass String(id)'],
    [{ id: '' }, 'id: must not be blank'],
    [{ ...u, firstName: '' }, 'firstName: must not be blank'],
    [{ ...u, lastName: 7 }, 'lastName: must be a string, got a number: pass String(id)'],
    [{ ...u, email: true }, 'email: must be a string, got a boolean'],
    [{ ...u, hash: 'x' }, 'hash: is not known'],
    [{ ...u, hashCreationTime: 1 }, 'hashCreationTime: is not known'],
  ]);

  test('a field that is null is left out', () => {
    const claims = sprinklr.claims({ ...u, firstName: null, email: undefined });
    expect(claims).toStrictEqual(u);
  });
});

describe('the hash', () => {
  const { secret, user, text, hash } = PUBLISHED;

  test('is the published one', async () => {
    expect(hashOf(text, secret)).toBe(hash);
    expect(await signChatToken(sprinklr, user, { secret })).toBe(hash);
    const { claims } = await verifyChatToken(sprinklr, hash, { secret, user });
    expect(claims).toStrictEqual(user);
  });

  test.each([
    [{ id: '12345' }, '12345_____'],
    [{ id: '12345', email: 'j@example.com' }, '12345_____j@example.com'],
    [{ id: '12345', firstName: 'Jane', lastName: 'Doe', phoneNo: '7' }, '12345_Jane_Doe__7_'],
    [{ profileImageUrl: 'x', lastName: 'Doe', id: 'zoë' }, 'zoë__Doe_x__'],
    [{ id: 'u_1', firstName: null }, 'u_1_____'],
  ])('of %j keeps the place of what is missing', async (given, hashed) => {
    expect(await signChatToken(sprinklr, given, { secret: SECRET })).toBe(hashOf(hashed, SECRET));
  });

  test.each(Object.keys(user))('covers %s', async (field) => {
    const changed = { ...user, [field]: 'other' };
    await refusal(
      () => verifyChatToken(sprinklr, hash, { secret, user: changed }),
      'ERR_SIGNATURE_INVALID',
    );
  });

  test('does not belong to the id of another sample', async () => {
    const other = { ...user, id: '1234' };
    expect(await signChatToken(sprinklr, other, { secret })).not.toBe(hash);
  });
});

test('the login has the fields and their hash, and never expires', async () => {
  const { secret, user, hash } = PUBLISHED;
  expect(await signChatLogin(sprinklr, user, { secret })).toStrictEqual({
    vendor: 'sprinklr',
    token: hash,
    settings: { ...user, hash },
    userId: '12345',
    expiresAt: null,
    refreshAt: null,
  });
});

/** Checked by the compiler. */
test('the types', async () => {
  const { settings } = await signChatLogin(sprinklr, { id: '1' }, { secret: SECRET });
  const hash: string = settings.hash;
  expect(hash).toHaveLength(64);
  // @ts-expect-error the hash without a time never expires
  await refusal(() => signChatToken(sprinklr, { id: '1' }, { secret: SECRET, expiresIn: 60 }));
  // @ts-expect-error that field belongs to the hash that expires
  await refusal(() => sprinklr.claims({ id: '1', hashCreationTime: 1 }));
});
