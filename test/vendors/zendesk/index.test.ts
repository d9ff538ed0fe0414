import { signChatToken, verifyChatToken, zendesk } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { KNOWN_TOKENS } from '../../support/known-tokens.ts';
import { faults, forge, KEY_ID, NOW, NOW_SECONDS, SECRET } from '../../support/support.ts';
import { describeFaults, describeTokens, userOf } from '../tokens.ts';

const user = userOf(zendesk, KNOWN_TOKENS.zendesk);
const options = { keyId: KEY_ID, secret: SECRET, now: NOW };
const u = { external_id: 'u' };

describe('claims', () => {
  test.each([
    [{ external_id: 'u_1' }],
    [{ external_id: 'a'.repeat(255) }],
    [{ external_id: '\u{1f600}'.repeat(255) }],
    [{ external_id: 'x@y.example' }],
    // That this verifies nothing is a finding, not an error.
    [{ external_id: 'A-1_b.c', email: 'jane@example.com' }],
    [{ external_id: 'u_1', email: '' }],
    [{ external_id: 'u_1', email: '', email_verified: false }],
    [user],
  ])('takes %j', (given) => {
    expect(zendesk.claims(given)).toStrictEqual({ scope: 'user', ...given });
  });

  describeFaults(zendesk, [
    [{}, 'external_id: is missing'],
    [{ external_id: 42 }, 'external_id: must be a string, got a number: pass String(id)'],
    [{ external_id: '' }, 'external_id: must not be blank'],
    [{ external_id: 'a'.repeat(256) }, 'external_id: must have at most 255 characters'],
    [{ external_id: '\u{1f600}'.repeat(256) }, 'external_id: must have at most 255 characters'],
    [{ external_id: 'x'.repeat(1e6) }, 'external_id: is more than 66048 characters in all'],
    [{ ...u, scope: 'user' }, 'scope: is always "user" here: leave it out'],
    [{ ...u, email_verified: 'true' }, 'email_verified: must be true or false, got a string'],
    [{ ...u, email: '', email_verified: true }, 'email: must not be blank'],
    [{ ...u, email: ' ', email_verified: true }, 'email: must not be blank'],
    [
      { ...u, email: 'null', email_verified: true },
      'email: is a string such as "undefined" or "[object Object]": pass the value itself',
    ],
    [{ ...u, email_verified: 1 }, 'email_verified: must be true or false, got a number'],
    [{ ...u, emailVerified: 1 }, 'emailVerified: is not known; did you mean "email_verified"?'],
    [{ ...u, mail: 'x' }, 'mail: is not known; did you mean "email"?'],
    [{ ...u, phone: 'x' }, 'phone: is not known'],
    [{ ...u, jti: 'x' }, 'jti: is not known'],
    [{ ...u, na: 'x' }, 'na: is not known'],
    [{ ...u, name: Symbol('x') }, 'name: must be a string, got a symbol'],
  ]);

  test('an externalId is both unknown and missing', async () => {
    const given: object = { externalId: 'u_1' };
    expect(
      await faults(() => zendesk.claims({ ...u, external_id: undefined, ...given } as never)),
    ).toStrictEqual([
      'external_id: is missing',
      'externalId: is not known; did you mean "external_id"?',
    ]);
  });

  test('external_id names the user', () => {
    expect(zendesk.userId(zendesk.claims(user))).toBe('usr_12345');
  });
});

describe('tokens', () => {
  describeTokens(zendesk, KNOWN_TOKENS.zendesk);

  test('up to 10 keys verify, and the first signs', async () => {
    const keys = Array.from({ length: 10 }, (_, index) => ({
      keyId: `app_${index}`,
      secret: `${SECRET}-${index}`,
    }));
    for (const key of keys) {
      const token = await signChatToken(zendesk, user, { ...key, now: NOW });
      const { header } = await verifyChatToken(zendesk, token, { keys, now: NOW });
      expect(header.kid).toBe(key.keyId);
    }
    const token = await signChatToken(zendesk, user, { keys, now: NOW });
    expect((await verifyChatToken(zendesk, token, { keys, now: NOW })).header.kid).toBe('app_0');
  });

  const made = (claims: object) =>
    forge({ alg: 'HS256', kid: KEY_ID }, { exp: NOW_SECONDS + 1, ...claims });

  test('rejects the payload of a sign-on token', async () => {
    const token = made({ jti: 'x', name: 'Jane', email: 'jane@example.com' });
    const verdict = () => verifyChatToken(zendesk, token, options);
    expect(await faults(verdict)).toStrictEqual([
      'scope: must be "user"',
      'external_id: is missing',
    ]);
  });

  test('takes a token to which another library added registered claims', async () => {
    const own = { scope: 'user', ...u, nbf: NOW_SECONDS };
    const token = made({ ...own, jti: 'x', iss: 'y', aud: 'z', sub: 'u' });
    const { claims } = await verifyChatToken(zendesk, token, options);
    expect(claims).toStrictEqual({ ...own, exp: NOW_SECONDS + 1 });
  });
});
