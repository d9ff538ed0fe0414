import { createChatTokenSigner, signChatToken, zendesk } from 'chat-token';
import { jwtVerify, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import {
  decodeToken,
  hashed,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  OTHER_SECRET,
  permissive,
  refusal,
  SECRET,
} from '../support/support.ts';
import { forAnyUser, keyFor, timesOf, VENDORS } from '../support/vendors.ts';

const key = new TextEncoder().encode(SECRET);
const user = { external_id: 'u_1' };
const first = { keyId: 'app_1', secret: SECRET };
const second = { keyId: 'app_2', secret: OTHER_SECRET };
const kidOf = (token: string): unknown => JSON.parse(decodeToken(token)[0]).kid;

describe('jose', () => {
  const jwtVendors = VENDORS.filter(({ vendor }) => vendor.token.kind === 'jwt');

  test.each(jwtVendors)('accepts a token for $vendor.name, whatever form the secret has', async ({
    vendor,
    example,
  }) => {
    const { user: given } = example.full;
    const { secret: written, keyId } = keyFor(vendor, SECRET, KEY_ID);
    const { generatedClaims = [], keyIdClaim } = vendor.token;
    const options = { keyId, now: NOW, randomId: () => 'id_1' };
    const hmac = { name: 'HMAC', hash: 'SHA-256' };
    const cryptoKey = await crypto.subtle.importKey('raw', key, hmac, false, ['sign']);
    // Text as bytes would be a secret that was not decoded.
    const bytes = vendor.token.secretEncoding === undefined ? [key] : [];
    for (const secret of [written, ...bytes, cryptoKey]) {
      const token = await signChatToken(vendor, given, { ...options, secret });
      const { payload, protectedHeader } = await jwtVerify(token, key, { currentDate: NOW });
      const made = Object.fromEntries(generatedClaims.map((name) => [name, 'id_1']));
      const ofKey = keyIdClaim === undefined ? {} : { [keyIdClaim]: keyId };
      const times = timesOf(vendor, NOW_SECONDS);
      expect(payload).toStrictEqual({ ...vendor.claims(given), ...made, ...ofKey, ...times });
      expect(protectedHeader.kid).toBe(keyIdClaim === undefined ? keyId : undefined);
    }
  });

  const signedBy = (claims: object) =>
    new SignJWT({ scope: 'user', ...claims })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: KEY_ID })
      .setIssuedAt(NOW_SECONDS)
      .setExpirationTime(NOW_SECONDS + 3600)
      .sign(key);
  const options = { secret: SECRET, keyId: KEY_ID, now: NOW };

  test('signs the same bytes if every character is ASCII', async () => {
    const plain = { external_id: 'u_1', name: 'Jane \u007f "\\/" Doe\n' };
    expect(await signChatToken(zendesk, plain, options)).toBe(await signedBy(plain));
  });

  test('signs the same claims otherwise: other characters are escaped', async () => {
    const other = { external_id: 'ü_1', name: 'Zoë €\u2028\u{1f600}\ud83d \uffff' };
    const token = await signChatToken(zendesk, other, options);
    const read = async (jwt: string) => (await jwtVerify(jwt, key, { currentDate: NOW })).payload;
    expect(await read(token)).toStrictEqual(await read(await signedBy(other)));
    expect(await read(token)).toMatchObject(other);
    expect(atob(String(token.split('.')[1]))).toMatch(/^[\0-\x7f]+$/);
  });
});

describe('the key', () => {
  const sign = (keys: readonly (typeof first & { expiresAt?: Date | number })[]) =>
    signChatToken(zendesk, user, { keys, now: NOW });

  test('is the first of the list that has not expired', async () => {
    const alone = await signChatToken(zendesk, user, { ...first, now: NOW });
    expect(await sign([first, second])).toBe(alone);
    expect(kidOf(await sign([{ ...first, expiresAt: NOW }, second]))).toBe('app_2');
    expect(kidOf(await sign([{ ...first, expiresAt: NOW.getTime() / 1000 + 0.001 }]))).toBe(
      'app_1',
    );
    await refusal(() => sign([{ ...first, expiresAt: NOW_SECONDS }]), 'ERR_OPTION_INVALID');
  });

  test('gives the header its id, and no kid if it has none', async () => {
    const named = await signChatToken(permissive, {}, { secret: SECRET, keyId: 'key 1' });
    expect(decodeToken(named)[0]).toBe('{"alg":"HS256","typ":"JWT","kid":"key 1"}');
    const unnamed = await signChatToken(permissive, {}, { secret: SECRET });
    expect(decodeToken(unnamed)[0]).toBe('{"alg":"HS256","typ":"JWT"}');
  });

  test('gives each token its own kid if several ids share one secret', async () => {
    const secret = `${SECRET}-shared`;
    const ids = ['app_1', 'app_2', 'app_2', 'app_1'];
    const signWith = (keyId: string) => signChatToken(zendesk, user, { secret, keyId });
    const together = await Promise.all(ids.map(signWith));
    const inTurn: string[] = [];
    for (const keyId of ids) inTurn.push(await signWith(keyId));
    expect([...together, ...inTurn].map(kidOf)).toStrictEqual([...ids, ...ids]);
  });
});

test('options of one token override those of the signer, and are checked', async () => {
  const sign = createChatTokenSigner(zendesk, { ...first, now: NOW, expiresIn: 60 });
  const times = async (perToken?: object) => {
    const { iat, exp } = JSON.parse(decodeToken(await sign(user, perToken))[1]);
    return [iat - NOW_SECONDS, exp - iat];
  };
  expect(await times()).toStrictEqual([0, 60]);
  expect(await times({ expiresIn: '2m' })).toStrictEqual([0, 120]);
  expect(await times({ now: new Date(NOW.getTime() + 1000) })).toStrictEqual([1, 60]);
  const wrong = [{ expiresIn: 0 }, { now: 0 }, { expiresin: 60 }, { secret: SECRET }, new Date()];
  for (const perToken of [...wrong, null]) {
    await refusal(() => sign(user, perToken as object), 'ERR_OPTION_INVALID');
  }
});

describe('maxTokenLength', () => {
  const options = { ...first, now: NOW };

  test('is a whole number, 0 or more, and no option of one token', async () => {
    for (const maxTokenLength of [-1, 1.5, Number.NaN, Infinity, '5', null]) {
      const given = { ...options, maxTokenLength: maxTokenLength as number };
      const error = await refusal(() => createChatTokenSigner(zendesk, given));
      expect([error.code, error.message]).toMatchObject([
        'ERR_OPTION_INVALID',
        expect.stringContaining('maxTokenLength'),
      ]);
    }
    const sign = createChatTokenSigner(zendesk, options);
    const overrides: object = { maxTokenLength: 10 };
    await refusal(() => sign(user, overrides), 'ERR_OPTION_INVALID');
  });

  test('is the length of the whole token', async () => {
    const token = await signChatToken(zendesk, user, options);
    const sign = (maxTokenLength: number) =>
      signChatToken(zendesk, user, { ...options, maxTokenLength });
    expect(await sign(token.length)).toBe(token);
    const { issues } = await refusal(() => sign(token.length - 1), 'ERR_CLAIMS_INVALID');
    expect(issues).toMatchObject([
      { message: expect.stringContaining(`${token.length} characters`) },
    ]);
    await refusal(() => sign(0), 'ERR_CLAIMS_INVALID');
  });
});

test.each([
  ['a JWT', forAnyUser(permissive), 'maxTokenLength'],
  ['a hash', forAnyUser(hashed), 'now'],
])('unknown options of %s are rejected, with those that are known', async (_name, vendor, known) => {
  for (const name of ['secrets', 'algorithm', 'header', 'expiresin']) {
    const given = { secret: SECRET, [name]: 'x' };
    const error = await refusal(() => signChatToken(vendor, { id: 'u' }, given));
    expect([error.code, error.message]).toMatchObject([
      'ERR_OPTION_INVALID',
      expect.stringContaining(`${name} is not known`),
    ]);
    expect(error.hint).toContain(known);
  }
});
