import { signChatLogin, signChatToken, verifyChatToken, zendeskChat } from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  decodeToken,
  faults,
  forge,
  NOW,
  NOW_SECONDS,
  refusal,
  SECRET,
} from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const u = { name: 'Jane Doe', email: 'jane@example.com', external_id: 'user-1' };
const options = { secret: SECRET, now: NOW };

describe('claims', () => {
  test('come in the order of the contract', () => {
    const { name, email, external_id } = u;
    expect(JSON.stringify(zendeskChat.claims({ external_id, email, name }))).toBe(
      '{"name":"Jane Doe","email":"jane@example.com","external_id":"user-1"}',
    );
  });

  const { name: _, ...nameless } = u;
  describeFaults(zendeskChat, [
    [nameless, 'name: is missing'],
    [{ ...u, name: ['Jane'] }, 'name: must be a string, got an array'],
    [{ ...u, email: undefined }, 'email: is missing'],
    [{ ...u, email: true }, 'email: must be a string, got a boolean'],
    [{ ...u, external_id: null }, 'external_id: is missing'],
    [{ ...u, external_id: 1 }, 'external_id: must be a string, got a number: pass String(id)'],
    [{ ...u, external_id: ' ' }, 'external_id: must not be blank'],
    [{ ...u, externalId: 'x' }, 'externalId: is not known; did you mean "external_id"?'],
    [{ ...u, scope: 'user' }, 'scope: is not known'],
    [{ ...u, jti: 'x' }, 'jti: is not known'],
    [{ ...u, iat: 1 }, 'iat: is reserved: signing sets it'],
    [{ ...u, exp: 1 }, 'exp: is reserved: signing sets it'],
  ]);
});

test('signs the vector, and verifies it', async () => {
  const key = { secret: 'vector-secret-0123456789abcdefghijk', now: NOW };
  const token = await signChatToken(zendeskChat, u, { ...key, expiresIn: 420 });
  expect(decodeToken(token)).toStrictEqual([
    '{"alg":"HS256","typ":"JWT"}',
    '{"name":"Jane Doe","email":"jane@example.com","external_id":"user-1","iat":1767225600,"exp":1767226020}',
  ]);
  expect(token.split('.')[2]).toBe('uXZMZ053oTDCnVEXouJsrbFDf6CBost1BqdF9Arh6Zw');
  const { claims } = await verifyChatToken(zendeskChat, token, key);
  expect(claims).toMatchObject(u);
});

describe('the lifetime', () => {
  test('is 5 minutes by default', async () => {
    const { expiresAt, settings, token } = await signChatLogin(zendeskChat, u, options);
    expect(expiresAt).toBe(NOW_SECONDS + 300);
    expect(settings).toStrictEqual({ token });
  });

  test.each([421, '8m', '1h'] as const)('cannot be %s', async (expiresIn) => {
    const sign = () => signChatToken(zendeskChat, u, { ...options, expiresIn });
    expect((await refusal(sign, 'ERR_OPTION_INVALID')).message).toContain('expiresIn');
  });
});

describe('a token of another library', () => {
  const iat = NOW_SECONDS;
  const verify = (claims: object) =>
    verifyChatToken(zendeskChat, forge({ alg: 'HS256' }, { ...u, iat, ...claims }), options);

  test('may have no exp, as in the samples, and registered claims', async () => {
    const { claims } = await verify({ jti: 'x' });
    expect(claims).toStrictEqual({ ...u, iat });
  });

  test('is rejected with the claims of messaging', async () => {
    expect(await faults(() => verify({ scope: 'user' }))).toStrictEqual(['scope: is not known']);
  });

  test('is rejected without external_id', async () => {
    expect(await faults(() => verify({ external_id: undefined }))).toStrictEqual([
      'external_id: is missing',
    ]);
  });
});

/** Checked by the compiler. */
test('the types know the members, and that there is no key id', async () => {
  // @ts-expect-error email is required
  expect(() => zendeskChat.claims({ name: 'J', external_id: 'u' })).toThrow('email');
  const given = { ...options, keyId: 'app_1' };
  await refusal(() => signChatToken(zendeskChat, u, given), 'ERR_OPTION_INVALID');
});
