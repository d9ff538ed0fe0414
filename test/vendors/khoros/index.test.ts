import { khoros, signChatToken, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { KNOWN_TOKENS } from '../../support/known-tokens.ts';
import { faults, forge, KEY_ID, NOW, NOW_SECONDS, SECRET } from '../../support/support.ts';
import { describeFaults, describeTokens, userOf } from '../tokens.ts';

const user = userOf(khoros, KNOWN_TOKENS.khoros);
const options = { keyId: KEY_ID, secret: SECRET, now: NOW };

describe('claims', () => {
  test('web: scope and userId', () => {
    expect(khoros.claims({ userId: 'u-1', platform: undefined })).toStrictEqual({
      scope: 'appUser',
      userId: 'u-1',
    });
  });

  test('mobile: platform and givenName too', () => {
    expect(khoros.claims(user)).toStrictEqual({
      scope: 'appUser',
      userId: '8a6e0804-2bd0-4672-b79d-d97027f9071a',
      platform: 'ios',
      givenName: 'Jane Doe',
    });
  });

  describeFaults(khoros, [
    [{}, 'userId: is missing'],
    [{ userId: 42 }, 'userId: must be a string, got a number: pass String(id)'],
    [{ userId: 42n }, 'userId: must be a string, got a bigint: pass String(id)'],
    [{ userId: null }, 'userId: is missing'],
    [{ userId: ' ' }, 'userId: must not be blank'],
    [{ userId: '\u200b\u200d\u2060' }, 'userId: must not be blank'],
    [{ userId: 'u-1', scope: 'app' }, 'scope: is always "appUser" here: leave it out'],
    [{ userId: 'u-1', scope: 'appUser' }, 'scope: is always "appUser" here: leave it out'],
    [{ userId: 'u-1', exp: 1 }, 'exp: is reserved: signing sets it'],
    [{ userId: 'u-1', iat: 1 }, 'iat: is reserved: signing sets it'],
    [{ userId: 'u-1', nbf: 1 }, 'nbf: is reserved: signing sets it'],
    [{ userId: 'u-1', kid: 'app_1' }, 'kid: is not known'],
    [{ userId: 'u-1', givenname: 'J' }, 'givenname: is not known; did you mean "givenName"?'],
    [{ userId: 'u-1', givenName: 1 }, 'givenName: must be a string, got a number'],
    [{ userId: 'u-1', platform: ['ios'] }, 'platform: must be a string, got an array'],
  ]);

  test('userId names the user', () => {
    expect(khoros.userId(khoros.claims(user))).toBe(user.userId);
  });
});

describe('tokens', () => {
  describeTokens(khoros, KNOWN_TOKENS.khoros);

  test('a secret of 24 characters, as Khoros issues them, is enough', async () => {
    const secret = '5XJ85yjUtRcaQu_pDINblPZb';
    const token = await signChatToken(khoros, user, { ...options, secret });
    await verifyChatToken(khoros, token, { ...options, secret });
  });

  test.each(['app', 'account', 'appuser', 'user'])('rejects the scope %s', async (scope) => {
    const claims = { scope, userId: 'u-1', exp: NOW_SECONDS + 1 };
    const token = forge({ alg: 'HS256', kid: KEY_ID }, claims);
    const verdict = () => verifyChatToken(khoros, token, options);
    expect(await faults(verdict)).toStrictEqual(['scope: must be "appUser"']);
  });
});
