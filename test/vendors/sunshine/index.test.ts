import { signChatLogin, signChatToken, sunshine, sunshineV1, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  decodeToken,
  faults,
  forge,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  refusal,
  SECRET,
} from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const options = { keyId: KEY_ID, secret: SECRET, now: NOW };
const VECTOR = {
  keyId: 'app_000000000000000000000000',
  secret: 'vector-secret-0123456789abcdefghijk',
  now: NOW,
};
const HEADER = '{"alg":"HS256","typ":"JWT","kid":"app_000000000000000000000000"}';

describe('version 2', () => {
  const u = { external_id: 'u_1' };

  test.each([
    'u_1',
    'jane@example.com',
    'a'.repeat(1024),
    '\u{1f600}'.repeat(1024),
  ])('accepts the id %j', (external_id) => {
    expect(sunshine.claims({ external_id })).toStrictEqual({ scope: 'user', external_id });
  });

  describeFaults(sunshine, [
    [{}, 'external_id: is missing'],
    [{ external_id: 42 }, 'external_id: must be a string, got a number: pass String(id)'],
    [{ external_id: ' ' }, 'external_id: must not be blank'],
    [{ external_id: 'a'.repeat(1025) }, 'external_id: must have at most 1024 characters'],
    [{ ...u, scope: 'app' }, 'scope: is always "user" here: leave it out'],
    [{ ...u, externalId: 'u_1' }, 'externalId: is not known; did you mean "external_id"?'],
    [{ ...u, userId: 'u_1' }, 'userId: is not known'],
    [{ ...u, email: 'jane@example.com' }, 'email: is not known'],
    [{ ...u, exp: 1 }, 'exp: is reserved: signing sets it'],
  ]);

  test('signs the vector, and verifies it', async () => {
    const token = await signChatToken(sunshine, u, VECTOR);
    expect(decodeToken(token)).toStrictEqual([
      HEADER,
      '{"scope":"user","external_id":"u_1","iat":1767225600,"exp":1767229200}',
    ]);
    expect(token.split('.')[2]).toBe('Z6X0dGFZukpe13SL5RF8UPnQKHqYZiWb-6LuaeCZI_o');
    const { claims } = await verifyChatToken(sunshine, token, VECTOR);
    expect(claims).toMatchObject({ scope: 'user', ...u });
  });

  test('gives the widget the id as externalId', async () => {
    const { settings, userId, token } = await signChatLogin(sunshine, u, options);
    expect(settings).toStrictEqual({ externalId: 'u_1', jwt: token });
    expect(userId).toBe('u_1');
  });
});

describe('version 1', () => {
  const u = { userId: 'u_1' };

  describeFaults(sunshineV1, [
    [{}, 'userId: is missing'],
    [{ userId: 42 }, 'userId: must be a string, got a number: pass String(id)'],
    [{ userId: ' ' }, 'userId: must not be blank'],
    [{ ...u, scope: 'appUser' }, 'scope: is always "appUser" here: leave it out'],
    [{ ...u, user_id: 'u_1' }, 'user_id: is not known; did you mean "userId"?'],
    [{ ...u, external_id: 'u_1' }, 'external_id: is not known'],
    [{ ...u, givenName: 'Jane' }, 'givenName: is not known'],
    [{ ...u, nbf: 1 }, 'nbf: is reserved: signing sets it'],
  ]);

  test('no maximum length is documented', () => {
    const userId = 'a'.repeat(5000);
    expect(sunshineV1.claims({ userId })).toStrictEqual({ scope: 'appUser', userId });
  });

  test('signs the vector, and verifies it', async () => {
    const token = await signChatToken(sunshineV1, u, VECTOR);
    expect(decodeToken(token)).toStrictEqual([
      HEADER,
      '{"scope":"appUser","userId":"u_1","iat":1767225600,"exp":1767229200}',
    ]);
    expect(token.split('.')[2]).toBe('hCVuJcQfQKhg6J_Ik7-pAM4IqwkPiz4SwyAOz9rq3P8');
    const { claims } = await verifyChatToken(sunshineV1, token, VECTOR);
    expect(claims).toMatchObject({ scope: 'appUser', ...u });
  });

  test('accepts the key of the documentation: 24 characters, and an id of only digits', async () => {
    const key = { keyId: '55e9f9bf7a0ce5ca2d429c17', secret: 'BFJJ88naxc5PZNAMU9KpBNTR' };
    const token = await signChatToken(sunshineV1, u, { ...key, now: NOW });
    const { header } = await verifyChatToken(sunshineV1, token, { ...key, now: NOW });
    expect(header.kid).toBe(key.keyId);
  });

  test('gives the widget the id as userId', async () => {
    const { settings, userId, token } = await signChatLogin(sunshineV1, u, options);
    expect(settings).toStrictEqual({ userId: 'u_1', jwt: token });
    expect(userId).toBe('u_1');
  });
});

describe('a token of another library', () => {
  const header = { alg: 'HS256', kid: KEY_ID };
  const exp = NOW_SECONDS + 60;

  test('may have registered claims, and no exp', async () => {
    const token = forge(header, { scope: 'user', external_id: 'u', jti: 'x', iss: 'y' });
    const { claims } = await verifyChatToken(sunshine, token, options);
    expect(claims).toStrictEqual({ scope: 'user', external_id: 'u' });
  });

  test('is rejected if it is for the other version', async () => {
    const v1 = forge(header, { scope: 'appUser', userId: 'u', exp });
    expect(await faults(() => verifyChatToken(sunshine, v1, options))).toStrictEqual([
      'scope: must be "user"',
      'external_id: is missing',
      'userId: is not known',
    ]);
    const v2 = forge(header, { scope: 'user', external_id: 'u', exp });
    expect(await faults(() => verifyChatToken(sunshineV1, v2, options))).toStrictEqual([
      'scope: must be "appUser"',
      'userId: is missing',
      'external_id: is not known',
    ]);
  });

  test.each(['app', 'account', 'integration'])('is rejected with the scope %s', async (scope) => {
    const token = forge(header, { scope, external_id: 'u', exp });
    expect(await faults(() => verifyChatToken(sunshine, token, options))).toStrictEqual([
      'scope: must be "user"',
    ]);
  });

  test('is rejected without a kid, or once it has expired', async () => {
    const claims = { scope: 'user', external_id: 'u', exp };
    const without = forge({ alg: 'HS256' }, claims);
    await refusal(() => verifyChatToken(sunshine, without, options), 'ERR_KEY_ID_MISSING');
    const past = forge(header, { ...claims, exp: NOW_SECONDS });
    await refusal(() => verifyChatToken(sunshine, past, options), 'ERR_TOKEN_EXPIRED');
  });
});

/** Checked by the compiler. */
test('the types know the members, and that a key id is required', async () => {
  // @ts-expect-error external_id is required
  expect(() => sunshine.claims({})).toThrow('Not valid for Sunshine Conversations');
  // @ts-expect-error the id of version 2
  expect(() => sunshineV1.claims({ external_id: 'u_1' })).toThrow('(version 1)');
  await refusal(
    // @ts-expect-error keyId is missing
    () => signChatToken(sunshine, { external_id: 'u_1' }, { secret: SECRET }),
    'ERR_KEY_ID_MISSING',
  );
});
