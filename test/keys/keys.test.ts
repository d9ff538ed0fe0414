import {
  type ChatTokenKeyWithId,
  createChatTokenSigner,
  createChatTokenVerifier,
  type Jwt,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { describe, expect, test, vi } from 'vitest';
import {
  forge,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  OTHER_SECRET,
  permissive,
  refusal,
  SECRET,
} from '../support/support.ts';

const user = { external_id: 'u_1' };
const first = { keyId: 'app_1', secret: SECRET };
const second = { keyId: 'app_2', secret: OTHER_SECRET };

describe('verifying', () => {
  const keys = [first, second];
  const sign = (key: typeof first) => signChatToken(zendesk, user, { ...key, now: NOW });

  test('every key of the ring verifies', async () => {
    const verify = createChatTokenVerifier(zendesk, { keys, now: NOW });
    for (const key of keys) {
      expect((await verify(await sign(key))).header.kid).toBe(key.keyId);
    }
  });

  test('kid selects the key: another key is not tried', async () => {
    const mislabelled = await sign({ keyId: 'app_2', secret: SECRET });
    const verify = createChatTokenVerifier(zendesk, { keys, now: NOW });
    await refusal(() => verify(mislabelled), 'ERR_SIGNATURE_INVALID');
    const foreign = await sign({ keyId: 'app_3', secret: SECRET });
    await refusal(() => verify(foreign), 'ERR_KEY_UNKNOWN');
    const empty = forge({ alg: 'HS256', kid: '' }, { scope: 'user', external_id: 'u' });
    await refusal(() => verify(empty), 'ERR_KEY_ID_MISSING');
  });

  test('a key without id is tried for any token', async () => {
    const token = await sign(second);
    const ring = [{ secret: SECRET }, { secret: OTHER_SECRET }];
    for (const given of [{ keys: ring }, { secret: OTHER_SECRET }]) {
      const verdict = verifyChatToken(zendesk, token, { ...given, now: NOW });
      await expect(verdict).resolves.toBeDefined();
    }
  });

  test('without kid all keys are tried, if the vendor needs none', async () => {
    const token = forge({ alg: 'HS256' }, {}, OTHER_SECRET);
    await expect(verifyChatToken(permissive, token, { keys })).resolves.toBeDefined();
    const verdict = () => verifyChatToken(permissive, token, { keys: [first] });
    await refusal(verdict, 'ERR_SIGNATURE_INVALID');
  });

  test.each([
    NOW,
    NOW_SECONDS,
  ])('a key is not used from its expiresAt on (%s)', async (expiresAt) => {
    const verify = createChatTokenVerifier(zendesk, { keys: [second, { ...first, expiresAt }] });
    const token = await sign(first);
    await expect(verify(token, { now: new Date(NOW.getTime() - 1) })).resolves.toBeDefined();
    await refusal(() => verify(token, { now: NOW }), 'ERR_KEY_UNKNOWN');
  });
});

describe('a function of keys', () => {
  test('is called for every token, and may be asynchronous', async () => {
    let current: ChatTokenKeyWithId[] = [first];
    const keys = vi.fn(async () => current);
    const sign = createChatTokenSigner(zendesk, { keys, now: NOW });
    const verify = createChatTokenVerifier(zendesk, { keys: () => current, now: NOW });
    const before = await sign(user);
    current = [second, first];
    const after = await sign(user);
    expect(keys).toHaveBeenCalledTimes(2);
    expect((await verify(before)).header.kid).toBe('app_1');
    expect((await verify(after)).header.kid).toBe('app_2');
  });

  test.each([
    () => {
      throw new RangeError('vault is closed');
    },
    () => Promise.reject(new RangeError('vault is closed')),
  ])('that fails is the cause of the error', async (keys) => {
    const error = await refusal(() => signChatToken(zendesk, user, { keys }), 'ERR_OPTION_INVALID');
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  test.for<unknown>([
    undefined,
    [],
    {},
    [null],
    [{}],
    ['x'],
    [{ ...first, kid: 'x' }],
    [{ secret: SECRET }],
  ])('that returns %o is rejected when it is called', async (ring) => {
    const sign = createChatTokenSigner(zendesk, { keys: () => ring as never });
    await refusal(() => sign(user));
  });
});

describe('options', () => {
  test.each<[code: string, name: string, options: object]>([
    ['ERR_SECRET_INVALID', 'secret', { keyId: KEY_ID }],
    ['ERR_SECRET_INVALID', 'secret', { ...first, secret: undefined }],
    ['ERR_KEY_ID_MISSING', 'keyId', { secret: SECRET }],
    ['ERR_KEY_ID_MISSING', 'keyId', { keys: [first, { secret: OTHER_SECRET }] }],
    ['ERR_OPTION_INVALID', 'keyId', { secret: SECRET, keyId: ' ' }],
    ['ERR_OPTION_INVALID', 'keyId', { keys: [{ secret: SECRET, keyId: 7 }] }],
    ['ERR_OPTION_INVALID', 'keyId', { keyId: 'app_1', keys: [first] }],
    ['ERR_OPTION_INVALID', 'secret', { secret: SECRET, keys: [first] }],
    ['ERR_OPTION_INVALID', 'keys', { keys: [] }],
    ['ERR_OPTION_INVALID', 'keys', { keys: first }],
    ['ERR_OPTION_INVALID', 'keys', { keys: new Array(101).fill(first) }],
    ['ERR_OPTION_INVALID', 'keys[1]', { keys: [first, [first]] }],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    ['ERR_OPTION_INVALID', 'keys[0]', { keys: [, first] }],
    ['ERR_OPTION_INVALID', 'colour', { keys: [{ ...first, colour: 'red' }] }],
    ['ERR_OPTION_INVALID', 'expiresAt', { keys: [{ ...first, expiresAt: '2026' }] }],
    ['ERR_OPTION_INVALID', 'expiresAt', { keys: [{ ...first, expiresAt: 1e11 + 1 }] }],
    ['ERR_OPTION_INVALID', 'expiresAt', { keys: [{ ...first, expiresAt: -Infinity }] }],
    ['ERR_OPTION_INVALID', 'expiresAt', { keys: [{ ...first, expiresAt: new Date(Number.NaN) }] }],
    ['ERR_OPTION_INVALID', 'allowShortSecret', { ...first, allowShortSecret: 'yes' }],
  ])('%s names %s: case %#', async (code, name, options) => {
    const given = options as Jwt<'required'>['sign'];
    const error = await refusal(() => signChatToken(zendesk, user, given));
    const early = await refusal(() => createChatTokenSigner(zendesk, given));
    expect([error.code, early.code, early.message]).toStrictEqual([code, code, error.message]);
    expect(error.message).toContain(name);
    expect(error.message + error.hint).not.toContain(SECRET);
  });

  test('a ring may have 100 keys, and a key may expire in the year 5138', () => {
    const ring = new Array<typeof first>(100).fill(first);
    const far = [{ ...first, expiresAt: 1e11 }];
    for (const keys of [ring, far]) {
      expect(() => createChatTokenSigner(zendesk, { keys })).not.toThrow();
    }
  });
});
