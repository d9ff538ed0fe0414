/** `keyIdClaim`: the key id is in the payload, not in the header. */
import { defineVendor, jwt, signChatToken, verifyChatToken } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  about,
  decodeToken,
  faults,
  forge,
  NOW,
  NOW_SECONDS,
  OTHER_SECRET,
  refusal,
  SECRET,
} from '../../../support/support.ts';

const HEADER = { alg: 'HS256', typ: 'JWT' };
const u = { id: 'u_1' };
const TIMES = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
const vendorWith = <const Rule extends 'required' | 'optional'>(keyId: Rule) =>
  defineVendor({
    ...about,
    user: v.looseObject({ id: v.string() }),
    token: jwt({ keyId, keyIdClaim: 'ski' }),
  });
const acme = vendorWith('required');
const options = { secret: SECRET, keyId: 'key-1', now: NOW };

describe('signing', () => {
  test('puts the key id into the claim, and not into the header', async () => {
    const [header, payload] = decodeToken(await signChatToken(acme, u, options));
    expect(header).toBe('{"alg":"HS256","typ":"JWT"}');
    expect(JSON.parse(payload)).toStrictEqual({ ...u, ski: 'key-1', ...TIMES });
  });

  test('the id of the ring is that of the secret', async () => {
    const keys = [
      { secret: SECRET, keyId: 'old', expiresAt: NOW },
      { secret: OTHER_SECRET, keyId: 'new' },
    ];
    const token = await signChatToken(acme, u, { keys, now: NOW });
    const [header, payload] = decodeToken(token);
    expect(JSON.parse(payload).ski).toBe('new');
    expect(token).toBe(forge(header, payload, OTHER_SECRET));
  });

  test('needs the key id', async () => {
    // @ts-expect-error keyId is missing
    const sign = () => signChatToken(acme, u, { secret: SECRET });
    await refusal(sign, 'ERR_KEY_ID_MISSING');
  });

  test('leaves the claim out where the key id may be left out', async () => {
    const token = await signChatToken(vendorWith('optional'), u, { secret: SECRET, now: NOW });
    expect(decodeToken(token)[1]).toBe(JSON.stringify({ ...u, ...TIMES }));
  });

  test('user data cannot set the claim', async () => {
    const user = { ...u, ski: 'key-2' };
    expect(await faults(() => signChatToken(acme, user, options))).toStrictEqual([
      'ski: is reserved: signing sets it',
    ]);
  });
});

describe('verifying', () => {
  const keys = [
    { secret: SECRET, keyId: 'key-1' },
    { secret: OTHER_SECRET, keyId: 'key-2' },
  ];
  const verify = (claims: object, secret = SECRET, header: object = HEADER) =>
    verifyChatToken(acme, forge(header, { ...u, ...TIMES, ...claims }, secret), { keys, now: NOW });

  test('chooses the key by the claim', async () => {
    const { claims, header } = await verify({ ski: 'key-2' }, OTHER_SECRET);
    expect(claims).toStrictEqual({ ...u, ...TIMES });
    expect(header).toStrictEqual(HEADER);
    await refusal(() => verify({ ski: 'key-1' }, OTHER_SECRET), 'ERR_SIGNATURE_INVALID');
  });

  test('rejects a key that is not in the ring', async () => {
    const { message } = await refusal(() => verify({ ski: 'key-3' }), 'ERR_KEY_UNKNOWN');
    expect(message).toBe("No configured key matches the token's ski");
  });

  test.each([1, true, null, ['key-1'], {}])('rejects an id that is %j', async (ski) => {
    const token = forge(HEADER, { ...u, ...TIMES, ski });
    // A key without an id fits any other token.
    for (const given of [{ keys }, { secret: SECRET }]) {
      const verifying = () => verifyChatToken(acme, token, { ...given, now: NOW });
      const { message } = await refusal(verifying, 'ERR_TOKEN_MALFORMED');
      expect(message).toContain('its ski is not a string');
    }
  });

  test('rejects a token without the claim, whatever its header says', async () => {
    for (const header of [HEADER, { ...HEADER, kid: 'key-1' }]) {
      const { message, hint } = await refusal(() => verify({}, SECRET, header));
      expect(message).toBe('The token has no ski, which Acme Chat requires');
      expect(hint).toBe('Sign with keyId.');
    }
    await refusal(() => verify({ ski: '' }), 'ERR_KEY_ID_MISSING');
  });

  test('does not read the payload of a token that is too long', async () => {
    const token = forge(HEADER, { ...u, ski: 'key-3', ...TIMES });
    const given = { keys, now: NOW, maxTokenLength: token.length - 1 };
    await refusal(() => verifyChatToken(acme, token, given), 'ERR_TOKEN_TOO_LARGE');
  });

  test('rejects a payload that is not an object', async () => {
    for (const payload of ['null', '[]', '"ski"', '{']) {
      const token = forge(HEADER, payload);
      await refusal(() => verifyChatToken(acme, token, { keys, now: NOW }), 'ERR_TOKEN_MALFORMED');
    }
  });
});

test.each<[object, object, string[]]>([
  [HEADER, { ski: 'key-1' }, []],
  [HEADER, {}, ['KEY_ID_CLAIM_MISSING at ski']],
  [{ ...HEADER, kid: 'key-1' }, { ski: 'key-1' }, ['KID_IN_HEADER at header.kid']],
  [HEADER, { ski: 1 }, ['KID_NOT_STRING at ski']],
])('inspecting %j %j', async (header, claims, expected) => {
  const token = forge(header, { ...u, ...TIMES, ...claims });
  const { findings } = await inspectChatToken(token, { vendor: acme, now: NOW });
  expect(findings.map(({ code, path }) => `${code} at ${path}`)).toStrictEqual(expected);
});

test.each<object>([
  { keyIdClaim: 'ski' },
  { keyId: 'unused', keyIdClaim: 'ski' },
  { keyId: 'required', keyIdClaim: '' },
  { keyId: 'required', keyIdClaim: 'exp' },
  { keyId: 'required', keyIdClaim: '__proto__' },
  { keyId: 'required', keyIdClaim: 7 },
])('a definition is rejected: %j', async (definition) => {
  const { message } = await refusal(() => jwt(definition), 'ERR_OPTION_INVALID');
  expect(message).toContain('keyIdClaim must be the name of a claim');
});
