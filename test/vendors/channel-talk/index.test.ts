import { createHmac } from 'node:crypto';
import { channelTalk, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

/** The example of Channel Talk's page about the hash. */
const PUBLISHED = {
  secret: '4629de5def93d6a2abea6afa9bd5476d9c6cbc04223f9a2f7e517b535dde3e25',
  memberId: 'lucas',
  hash: '99427c7bba36a6902c5fd6383f2fb0214d19b81023296b4bd6b9e024836afea2',
};
const { secret, memberId, hash: HASH } = PUBLISHED;
const user = {
  memberId,
  profile: { name: 'Lucas', seats: 3, teams: ['sales', 'support'], floors: [1, 2] },
};

describe('fields', () => {
  const u = { memberId };
  describeFaults(channelTalk, [
    [{ profile: {} }, 'memberId: is missing'],
    [{ memberId: 42 }, 'memberId: must be a string, got a number: pass String(id)'],
    [{ memberId: ' ' }, 'memberId: must not be blank'],
    [{ ...u, profile: 'Lucas' }, 'profile: must be a plain object, got a string'],
    [{ ...u, profile: { teams: [true] } }, 'profile.teams[0]: must be a string, got a boolean'],
    [{ ...u, profile: { teams: [1, 'a'] } }, 'profile.teams[1]: must be a number, got a string'],
    [{ ...u, memberHash: HASH }, 'memberHash: is not known'],
    [{ ...u, pluginKey: 'x' }, 'pluginKey: is not known'],
    [{ ...u, name: 'Lucas' }, 'name: is not known'],
  ]);
});

describe('the hash', () => {
  const key = Buffer.from(secret, 'hex');

  test.each([
    ['lucas', HASH],
    ['u_1', '3f88e80f928dffbf09b4e33900e59ae28950d912d86d3550702f9ac38146c4f7'],
  ])('of %s is made with the bytes of the secret', async (id, hash) => {
    expect(createHmac('sha256', key).update(id).digest('hex')).toBe(hash);
    expect(await signChatToken(channelTalk, { memberId: id }, { secret })).toBe(hash);
    const given = { ...user, memberId: id };
    const { claims } = await verifyChatToken(channelTalk, hash, { secret, user: given });
    expect(claims).toStrictEqual(given);
  });

  test('is the same for the secret in capital letters, and as bytes', async () => {
    for (const same of [secret.toUpperCase(), key]) {
      expect(await signChatToken(channelTalk, user, { secret: same })).toBe(HASH);
    }
  });

  test('that was made with the text of the secret is rejected', async () => {
    const ofText = createHmac('sha256', secret).update(memberId).digest('hex');
    await refusal(
      () => verifyChatToken(channelTalk, ofText, { secret, user }),
      'ERR_SIGNATURE_INVALID',
    );
  });

  test.each([
    'k3y-0f-channel-talk-for-this-example',
    `${secret}0`,
  ])('is not made with the secret %s', async (wrong) => {
    await refusal(() => signChatToken(channelTalk, user, { secret: wrong }), 'ERR_SECRET_INVALID');
  });
});

test('the login has the id, the profile and the hash, and never expires', async () => {
  expect(await signChatLogin(channelTalk, user, { secret })).toStrictEqual({
    vendor: 'channel-talk',
    token: HASH,
    settings: { ...user, memberHash: HASH },
    userId: 'lucas',
    expiresAt: null,
    refreshAt: null,
  });
});
