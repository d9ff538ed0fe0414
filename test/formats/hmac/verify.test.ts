import { createHmac } from 'node:crypto';
import {
  chatwoot,
  createChatTokenVerifier,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { describe, expect, test, vi } from 'vitest';
import { KNOWN_HASH } from '../../support/known-tokens.ts';
import {
  faults,
  hashed,
  NOW,
  OTHER_SECRET,
  polluted,
  refusal,
  SECRET,
} from '../../support/support.ts';

const user = { id: 'u_1', name: 'Jane Doe' };
const hash = createHmac('sha256', SECRET).update('u_1').digest('hex');
const options = { secret: SECRET, now: NOW };
const verify = (text: unknown, given: object = {}) =>
  verifyChatToken(hashed, text as string, { ...options, user, ...given });

test('verifies the hash that is published for Chatwoot', async () => {
  const { secret, message: identifier, hash: token } = KNOWN_HASH;
  const given = { secret, user: { identifier, name: 'Jane Doe' } };
  const { claims } = await verifyChatToken(chatwoot, token, given);
  expect(claims).toStrictEqual(given.user);
});

test('returns the checked fields, and no header', async () => {
  const verified = await verify(hash);
  expect(verified).toStrictEqual({ claims: user });
  expect(verified.header).toBeUndefined();
  Object.assign(verified.claims, { id: 'admin' });
  expect((await verify(hash)).claims).toStrictEqual(user);
});

test('verifies what it signs, for the user that was signed', async () => {
  const { token } = await signChatLogin(hashed, user, options);
  await expect(verify(token)).resolves.toBeDefined();
  await refusal(() => verify(token, { user: { id: 'u_2' } }), 'ERR_SIGNATURE_INVALID');
  await refusal(() => verify(token, { secret: OTHER_SECRET }), 'ERR_SIGNATURE_INVALID');
});

describe('the hash', () => {
  test('is compared by WebCrypto, in constant time', async () => {
    const compare = vi.spyOn(crypto.subtle, 'verify');
    await verify(hash);
    const wrong = hash.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    await refusal(() => verify(wrong), 'ERR_SIGNATURE_INVALID');
    expect(compare).toHaveBeenCalledTimes(2);
    compare.mockRestore();
  });

  test.each<unknown>([
    undefined,
    null,
    7,
    '',
    hash.slice(1),
    `${hash}0`,
    hash.toUpperCase(),
    ` ${hash}`,
    `${hash}\n`,
    `sha256=${hash}`,
    `${hash.slice(1)}g`,
    Buffer.from(hash, 'hex').toString('base64'),
    'a.b.c',
    { token: hash },
    [hash],
    new String(hash),
  ])('is malformed: %j', async (text) => {
    const error = await refusal(() => verify(text), 'ERR_TOKEN_MALFORMED');
    expect(error.message).toContain('64 hexadecimal digits');
    expect(error.message + error.hint).not.toContain(hash.slice(1));
  });

  test('comes with one message, whatever is wrong', async () => {
    const messages = new Set<string>();
    for (const wrong of [hash.replace(/^./, 'x'.charCodeAt(0) % 2 ? 'a' : 'b'), '0'.repeat(64)]) {
      const { message, hint } = await refusal(() => verify(wrong), 'ERR_SIGNATURE_INVALID');
      messages.add(`${message} ${hint}`);
    }
    expect(messages.size).toBe(1);
  });
});

describe('user', () => {
  test('is required', async () => {
    const error = await refusal(() => verify(hash, { user: undefined }), 'ERR_OPTION_INVALID');
    expect(error.message).toBe('user is missing');
    expect(error.hint).toContain('fields that were sent');
  });

  test('is checked like one that is signed', async () => {
    expect(await faults(() => verify(hash, { user: {} }))).toHaveLength(1);
    expect(await faults(() => verify(hash, { user: { ...user, id_hash: hash } }))).toHaveLength(1);
    for (const wrong of [null, 'u_1', [user], 7]) {
      await refusal(() => verify(hash, { user: wrong }), 'ERR_CLAIMS_INVALID');
    }
    const blank = { user: { id: ' ' } };
    expect(await faults(() => verify(hash, blank))).toStrictEqual([
      ': has an id that must not be blank',
    ]);
  });

  test('comes with each hash, or with the verifier', async () => {
    const verifyAny = createChatTokenVerifier(hashed, options);
    expect((await verifyAny(hash, { user })).claims).toStrictEqual(user);
    await refusal(() => verifyAny(hash), 'ERR_OPTION_INVALID');
    const verifyOne = createChatTokenVerifier(hashed, { ...options, user });
    expect((await verifyOne(hash)).claims).toStrictEqual(user);
    await refusal(() => verifyOne(hash, { user: { id: 'u_2' } }), 'ERR_SIGNATURE_INVALID');
    // A user that is missing in the call is not the verifier's.
    await refusal(() => verifyOne(hash, { user: null as never }), 'ERR_CLAIMS_INVALID');
  });
});

describe('the keys', () => {
  const old = { secret: OTHER_SECRET, expiresAt: NOW };

  test('all verify until they expire', async () => {
    const keys = [{ secret: SECRET }, old];
    const before = await signChatToken(hashed, user, { secret: OTHER_SECRET });
    const check = createChatTokenVerifier(hashed, { keys, user });
    const now = new Date(NOW.getTime() - 1000);
    await expect(check(before, { now })).resolves.toBeDefined();
    await refusal(() => check(before, { now: NOW }), 'ERR_SIGNATURE_INVALID');
    await expect(check(hash, { now: NOW })).resolves.toBeDefined();
  });

  test('have all expired', async () => {
    const given = { keys: [old], user, now: NOW };
    const error = await refusal(() => verifyChatToken(hashed, hash, given), 'ERR_KEY_UNKNOWN');
    expect(error.message).toBe('Every key has expired');
  });

  test('have no ids', async () => {
    const error = await refusal(() => verify(hash, { keyId: 'k' }), 'ERR_OPTION_INVALID');
    expect(error.message).toContain('uses no keyId');
  });

  test('must be usable to verify', async () => {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const bytes = new TextEncoder().encode(SECRET);
    const key = (usage: KeyUsage) =>
      crypto.subtle.importKey('raw', bytes, algorithm, false, [usage]);
    await expect(verify(hash, { secret: await key('verify') })).resolves.toBeDefined();
    const signing = await key('sign');
    await refusal(() => verify(hash, { secret: signing }), 'ERR_SECRET_INVALID');
  });
});

test.each([
  'expiresIn',
  'clockTolerance',
  'requireExpiry',
  'maxTokenLength',
])('%s is an option of JWTs', async (name) => {
  const error = await refusal(() => verify(hash, { [name]: 1 }), 'ERR_OPTION_INVALID');
  expect(error.message).toContain(`${name} is not known`);
});

test('no verdict while Object.prototype has added members', async () => {
  await polluted({ user }, () => refusal(() => verify(hash), 'ERR_PROTOTYPE_POLLUTED'));
});
