import { signChatToken, verifyChatToken, type ZendeskUser, zendesk } from 'chat-token';
import * as subpath from 'chat-token/zendesk';
import { describe, expect, test } from 'vitest';
import { KNOWN_TOKENS } from '../../support/known-tokens.ts';
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
import { describeTokens, exampleUser } from '../tokens.ts';

const user = exampleUser(zendesk);
const options = { keyId: KEY_ID, secret: SECRET, now: NOW };

describe('claims', () => {
  test('scope and external_id', () => {
    expect(zendesk.claims({ external_id: 'u_1' })).toStrictEqual({
      scope: 'user',
      external_id: 'u_1',
    });
  });

  test('everything', () => {
    expect(zendesk.claims(user)).toStrictEqual({
      scope: 'user',
      external_id: 'usr_12345',
      name: 'Jane Doe',
      email: 'jane@example.com',
      email_verified: true,
    });
  });

  test.each([
    'a'.repeat(255),
    '\u{1f600}'.repeat(255),
    'x@y.example',
    'A-1_b.c',
  ])('takes the external_id %s', (external_id) => {
    expect(zendesk.claims({ external_id }).external_id).toBe(external_id);
  });

  test('email without email_verified is advice, not an error', () => {
    const claims = zendesk.claims({ external_id: 'u_1', email: 'jane@example.com' });
    expect(claims).toStrictEqual({ scope: 'user', external_id: 'u_1', email: 'jane@example.com' });
  });

  test.each<[unknown, string]>([
    [{}, 'external_id: is missing'],
    [{ external_id: 42 }, 'external_id: must be a string, not a number: pass String(id)'],
    [{ external_id: '' }, 'external_id: must not be blank'],
    [{ external_id: 'a'.repeat(256) }, 'external_id: must have at most 255 characters'],
    [{ external_id: '\u{1f600}'.repeat(256) }, 'external_id: must have at most 255 characters'],
    [{ external_id: 'x'.repeat(1e6) }, 'external_id: must have at most 255 characters'],
    [{ external_id: 'u', scope: 'user' }, 'scope: is always "user" here: leave it out'],
    [
      { external_id: 'u', email_verified: 'true' },
      'email_verified: must be true or false, not a string',
    ],
    [
      { external_id: 'u', email_verified: 1 },
      'email_verified: must be true or false, not a number',
    ],
    [
      { external_id: 'u', emailVerified: true },
      'emailVerified: is not known; did you mean "email_verified"?',
    ],
    [{ external_id: 'u', mail: 'x' }, 'mail: is not known; did you mean "email"?'],
    [{ external_id: 'u', phone: 'x' }, 'phone: is not known'],
    [{ external_id: 'u', jti: 'x' }, 'jti: is not known'],
    [{ external_id: 'u', na: 'x' }, 'na: is not known'],
    [{ external_id: 'u', name: Symbol('x') }, 'name: must be a string, not a symbol'],
  ])('refuses %o', async (given, fault) => {
    expect(await faults(() => zendesk.claims(given as ZendeskUser))).toStrictEqual([fault]);
  });

  test('an externalId is both unknown and missing', async () => {
    const given = { externalId: 'u_1' } as unknown as ZendeskUser;
    expect(await faults(() => zendesk.claims(given))).toStrictEqual([
      'external_id: is missing',
      'externalId: is not known; did you mean "external_id"?',
    ]);
  });

  test('external_id names the user', () => {
    expect(zendesk.userId(zendesk.claims(user))).toBe('usr_12345');
  });

  test('is the same under the subpath', () => {
    expect(subpath.zendesk).toBe(zendesk);
  });
});

describeTokens(zendesk, KNOWN_TOKENS.zendesk);

describe('tokens of zendesk', () => {
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
    const [header] = decodeToken(await signChatToken(zendesk, user, { keys, now: NOW }));
    expect(header).toContain('"kid":"app_0"');
  });

  test('refuses the payload of a sign-on token', async () => {
    const token = forge(
      { alg: 'HS256', kid: KEY_ID },
      { jti: 'x', name: 'Jane', email: 'jane@example.com', exp: NOW_SECONDS + 1 },
    );
    const verdict = () => verifyChatToken(zendesk, token, options);
    expect(await faults(verdict)).toStrictEqual([
      'scope: must be "user"',
      'external_id: is missing',
    ]);
  });

  test('takes a token to which another library added registered claims', async () => {
    const added = { jti: 'x', iss: 'y', aud: 'z', sub: 'u', nbf: NOW_SECONDS };
    const token = forge(
      { alg: 'HS256', kid: KEY_ID },
      { scope: 'user', external_id: 'u_1', exp: NOW_SECONDS + 1, ...added },
    );
    const { claims } = await verifyChatToken(zendesk, token, options);
    const expected = { scope: 'user', external_id: 'u_1', exp: NOW_SECONDS + 1, nbf: NOW_SECONDS };
    expect(claims).toStrictEqual(expected);
  });

  test('refuses a token without kid', async () => {
    const token = forge(
      { alg: 'HS256' },
      { scope: 'user', external_id: 'u', exp: NOW_SECONDS + 1 },
    );
    await refusal(() => verifyChatToken(zendesk, token, options), 'ERR_KEY_ID_MISSING');
  });
});
