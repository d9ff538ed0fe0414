import { chatwoot, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { OTHER_SECRET, refusal, SECRET } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const u = { identifier: 'u_1', name: 'Jane Doe' };
const ONE_OF = ': needs one of "name", "email", "avatar_url"';

/** The only example that is published: https://github.com/chatwoot/chatwoot/issues/4798 */
const PUBLISHED = {
  secret: 'wyHVRZzzJhjPMKR2h7LpeJVy',
  identifier: 'test',
  hash: '45e289a669fbb7b4f7c09b3c68734dd9c52d508aba109dc7543c8133e0ec98be',
};

describe('fields', () => {
  test.each([
    [{ ...u }],
    [{ identifier: 'u_1', email: 'jane@example.com', name: '' }],
    [{ identifier: 'u_1', avatar_url: 'x', phone_number: '1' }],
  ])('%j', (user) => {
    expect(chatwoot.claims(user)).toStrictEqual(user);
  });

  describeFaults(chatwoot, [
    [{ name: 'Jane Doe' }, 'identifier: is missing'],
    [{ ...u, identifier: 42 }, 'identifier: must be a string, got a number: pass String(id)'],
    [{ ...u, identifier: ' ' }, 'identifier: must not be blank'],
    [{ identifier: 'u_1' }, ONE_OF],
    [{ identifier: 'u_1', phone_number: '1' }, ONE_OF],
    [{ identifier: 'u_1', name: '', email: undefined, avatar_url: '' }, ONE_OF],
    [{ identifier: 'u_1', name: 7 }, 'name: must be a string, got a number'],
    [{ ...u, identifier_hash: 'x' }, 'identifier_hash: is not known'],
    [{ ...u, user_id: 'u_1' }, 'user_id: is not known'],
  ]);
});

describe('the hash', () => {
  const { secret, identifier, hash } = PUBLISHED;

  test('is the published one', async () => {
    const user = { ...u, identifier };
    expect(await signChatToken(chatwoot, user, { secret })).toBe(hash);
    const { claims, header } = await verifyChatToken(chatwoot, hash, { secret, user });
    expect([claims, header]).toStrictEqual([user, undefined]);
  });

  test('is of the identifier alone', async () => {
    const user = { identifier, email: 'other@example.com' };
    expect(await signChatToken(chatwoot, user, { secret })).toBe(hash);
  });

  test.each<[string, string, string, object, string]>([
    ['of another inbox', hash, OTHER_SECRET, { ...u, identifier }, 'ERR_SIGNATURE_INVALID'],
    ['of another user', hash, secret, u, 'ERR_SIGNATURE_INVALID'],
    ['in upper case', hash.toUpperCase(), secret, { ...u, identifier }, 'ERR_TOKEN_MALFORMED'],
    ['that is a JWT', 'a.b.c', secret, { ...u, identifier }, 'ERR_TOKEN_MALFORMED'],
    ['with other fields', hash, secret, { identifier }, 'ERR_CLAIMS_INVALID'],
  ])('%s is rejected', async (_, token, key, user, code) => {
    const given = { secret: key, user: { ...u, ...user } };
    const verify = () =>
      verifyChatToken(
        chatwoot,
        token,
        code === 'ERR_CLAIMS_INVALID' ? ({ ...given, user } as never) : given,
      );
    expect((await refusal(verify)).code).toBe(code);
  });
});

test('the login has the fields and their hash, and never expires', async () => {
  const login = await signChatLogin(chatwoot, { ...u }, { secret: SECRET });
  expect(login).toStrictEqual({
    vendor: 'chatwoot',
    token: login.token,
    settings: { ...u, identifier_hash: login.token },
    userId: 'u_1',
    expiresAt: null,
    refreshAt: null,
  });
});

/** Checked by the compiler. */
test('the types', async () => {
  const { settings } = await signChatLogin(chatwoot, u, { secret: SECRET });
  const hash: string = settings.identifier_hash;
  expect(settings.identifier).toBe(chatwoot.userId(settings));
  // @ts-expect-error a hash never expires
  await refusal(() => signChatToken(chatwoot, u, { secret: SECRET, expiresIn: '15m' }));
  // @ts-expect-error the fields are needed to verify a hash
  await refusal(() => verifyChatToken(chatwoot, hash, { secret: SECRET }));
  // @ts-expect-error identifier is a string
  await refusal(() => chatwoot.claims({ ...u, identifier: 42 }));
  // @ts-expect-error signing makes the hash
  await refusal(() => chatwoot.claims({ ...u, identifier_hash: 'x' }));
});
