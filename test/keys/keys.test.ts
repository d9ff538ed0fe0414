import {
  type ChatTokenKey,
  createChatTokenSigner,
  createChatTokenVerifier,
  type SignChatTokenOptions,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  decodeToken,
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

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('signing', () => {
  test('the first key signs', async () => {
    const token = await signChatToken(zendesk, user, { keys: [first, second], now: NOW });
    expect(token).toBe(await signChatToken(zendesk, user, { ...first, now: NOW }));
  });

  test('the first that has not expired', async () => {
    const retired = { ...first, expiresAt: NOW };
    const token = await signChatToken(zendesk, user, { keys: [retired, second], now: NOW });
    expect(token).toBe(await signChatToken(zendesk, user, { ...second, now: NOW }));
    await refusal(
      () => signChatToken(zendesk, user, { keys: [retired], now: NOW }),
      'ERR_OPTION_INVALID',
    );
  });

  test('a key lives to the millisecond of its expiresAt', async () => {
    const keys = [{ ...first, expiresAt: new Date(NOW.getTime() + 1) }];
    await expect(signChatToken(zendesk, user, { keys, now: NOW })).resolves.toBeDefined();
  });

  test('a key without id gives no kid where the vendor leaves it open', async () => {
    const token = await signChatToken(permissive, {}, { secret: SECRET, now: NOW });
    expect(decodeToken(token)[0]).toBe('{"alg":"HS256","typ":"JWT"}');
    const named = await signChatToken(permissive, {}, { ...first, now: NOW });
    expect(decodeToken(named)[0]).toBe('{"alg":"HS256","typ":"JWT","kid":"app_1"}');
  });
});

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
    await refusal(
      () => verifyChatToken(zendesk, mislabelled, { keys, now: NOW }),
      'ERR_SIGNATURE_INVALID',
    );
  });

  test('an empty kid is none', async () => {
    const claims = { scope: 'user', external_id: 'u', exp: NOW_SECONDS + 1 };
    const token = forge({ alg: 'HS256', kid: '' }, claims);
    const options = { secret: SECRET, now: NOW };
    await refusal(() => verifyChatToken(zendesk, token, options), 'ERR_KEY_ID_MISSING');
  });

  test('a kid that no key has', async () => {
    const foreign = await sign({ keyId: 'app_3', secret: SECRET });
    await refusal(() => verifyChatToken(zendesk, foreign, { keys, now: NOW }), 'ERR_KEY_UNKNOWN');
  });

  test('a key without id is tried for any token', async () => {
    const token = await sign(second);
    const ring = [{ secret: SECRET }, { secret: OTHER_SECRET }];
    await expect(verifyChatToken(zendesk, token, { keys: ring, now: NOW })).resolves.toBeDefined();
    await expect(
      verifyChatToken(zendesk, token, { secret: OTHER_SECRET, now: NOW }),
    ).resolves.toBeDefined();
  });

  test('without kid all keys are tried, where the vendor needs none', async () => {
    const token = forge({ alg: 'HS256' }, {}, OTHER_SECRET);
    await expect(verifyChatToken(permissive, token, { keys })).resolves.toBeDefined();
    await refusal(
      () => verifyChatToken(permissive, token, { keys: [first] }),
      'ERR_SIGNATURE_INVALID',
    );
  });

  test('only a signature that does not match moves on to the next key', async () => {
    const unusable = await crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode(SECRET),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    const token = forge({ alg: 'HS256' }, {}, OTHER_SECRET);
    const ring = [{ secret: unusable }, { secret: OTHER_SECRET }];
    await refusal(() => verifyChatToken(permissive, token, { keys: ring }), 'ERR_SECRET_INVALID');
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
  test('is asked for every token, and may be asynchronous', async () => {
    let current: ChatTokenKey<'required'>[] = [first];
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
  ])('that fails is the cause of the error, and nothing else ever is', async (keys) => {
    const error = await refusal(() => signChatToken(zendesk, user, { keys }), 'ERR_OPTION_INVALID');
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  test.each([
    undefined,
    null,
    [],
    {},
    [null],
    [{}],
    ['x'],
    [{ ...first, kid: 'x' }],
    [{ secret: SECRET }],
  ])('that gives %o is refused when it does', async (ring) => {
    const sign = createChatTokenSigner(zendesk, { keys: () => ring as never });
    await refusal(() => sign(user));
  });
});

describe('options', () => {
  const given = (options: object) => options as SignChatTokenOptions<'required'>;

  test.each<[string, object]>([
    ['ERR_SECRET_INVALID', { keyId: KEY_ID }],
    ['ERR_SECRET_INVALID', { ...first, secret: undefined }],
    ['ERR_KEY_ID_MISSING', { secret: SECRET }],
    ['ERR_KEY_ID_MISSING', { secret: SECRET, keyId: undefined }],
    ['ERR_KEY_ID_MISSING', { keys: [first, { secret: OTHER_SECRET }] }],
    ['ERR_KEY_ID_MISSING', { secret: SECRET, keyId: '' }],
    ['ERR_OPTION_INVALID', { secret: SECRET, keyId: ' ' }],
    ['ERR_OPTION_INVALID', { secret: SECRET, keyId: ' app_1' }],
    ['ERR_OPTION_INVALID', { secret: SECRET, keyId: 'app_1 ' }],
    ['ERR_OPTION_INVALID', { secret: SECRET, keyId: 'app\n1' }],
    ['ERR_OPTION_INVALID', { secret: SECRET, keyId: 7 }],
    ['ERR_OPTION_INVALID', { ...first, keys: [first] }],
    ['ERR_OPTION_INVALID', { keyId: 'app_1', keys: [first] }],
    ['ERR_OPTION_INVALID', { secret: SECRET, keys: [first] }],
    ['ERR_OPTION_INVALID', { keys: [{ ...first, expiresAt: 1e11 + 1 }] }],
    ['ERR_OPTION_INVALID', { keys: [] }],
    ['ERR_OPTION_INVALID', { keys: first }],
    ['ERR_OPTION_INVALID', { keys: [[first]] }],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    ['ERR_OPTION_INVALID', { keys: [, first] }],
    ['ERR_OPTION_INVALID', { keys: new Array(101).fill(first) }],
    ['ERR_OPTION_INVALID', { keys: [{ ...first, expiresAt: '2026' }] }],
    ['ERR_OPTION_INVALID', { keys: [{ ...first, expiresAt: NOW.getTime() }] }],
    ['ERR_OPTION_INVALID', { keys: [{ ...first, expiresAt: new Date(Number.NaN) }] }],
    ['ERR_OPTION_INVALID', { ...first, allowShortSecret: 'yes' }],
    ['ERR_OPTION_INVALID', { ...first, expiresin: 60 }],
    ['ERR_OPTION_INVALID', { ...first, algorithm: 'HS256' }],
    ['ERR_OPTION_INVALID', [first]],
    ['ERR_OPTION_INVALID', new (class Options {})()],
  ])('%s for %o', async (code, options) => {
    const error = await refusal(() => signChatToken(zendesk, user, given(options)));
    const early = await refusal(() => createChatTokenSigner(zendesk, given(options)));
    expect(error.code).toBe(code);
    expect(early.message).toBe(error.message);
    expect(error.message + error.hint).not.toContain(SECRET);
  });

  test('a keyId may have a space inside', async () => {
    const token = await signChatToken(permissive, {}, { secret: SECRET, keyId: 'key 1', now: NOW });
    expect(decodeToken(token)[0]).toBe('{"alg":"HS256","typ":"JWT","kid":"key 1"}');
  });

  test('an empty keyId is none where one is wanted, and blank where one may be', async () => {
    const blank = await refusal(
      () => signChatToken(permissive, {}, { secret: SECRET, keyId: '' }),
      'ERR_OPTION_INVALID',
    );
    expect(blank.message).toContain('keyId must be a string, not blank');
  });

  test.each([undefined, null, 'options'])('%s are refused', async (options) => {
    const call = () => signChatToken(zendesk, user, options as never);
    await refusal(call, 'ERR_OPTION_INVALID');
  });

  test('100 keys are not too many, and a time may be far off', () => {
    const ring = new Array<typeof first>(100).fill(first);
    const far = [{ ...first, expiresAt: 1e11 }];
    expect(() => createChatTokenSigner(zendesk, { keys: ring })).not.toThrow();
    expect(() => createChatTokenSigner(zendesk, { keys: far })).not.toThrow();
  });

  test('what is said for one token is checked like the rest', async () => {
    const sign = createChatTokenSigner(zendesk, first);
    await refusal(() => sign(user, { expiresin: 60 } as object), 'ERR_OPTION_INVALID');
  });

  test('a getter that throws is no way out', async () => {
    const options = Object.defineProperty({}, 'secret', {
      enumerable: true,
      get: () => {
        throw new Error(SECRET);
      },
    });
    const error = await refusal(() => signChatToken(zendesk, user, given(options)));
    expect(error.code).toBe('ERR_OPTION_INVALID');
    expect(error.cause).toBeUndefined();
  });

  test('what throws when it is read is neither a list of keys nor a vendor', async () => {
    const list = Proxy.revocable<never[]>([], {});
    const vendor = Proxy.revocable(zendesk, {});
    list.revoke();
    vendor.revoke();
    const options = { keys: list.proxy };
    await refusal(() => signChatToken(zendesk, user, options), 'ERR_OPTION_INVALID');
    await refusal(() => signChatToken(vendor.proxy, user, first), 'ERR_OPTION_INVALID');
  });

  test('an unknown option is not named where it may be data', async () => {
    const error = await refusal(() =>
      signChatToken(zendesk, user, given({ ...first, [SECRET]: 1 })),
    );
    expect(error.message).toBe('The options: ["…"] is not known');
  });

  test('a misspelt option is named with the one that was meant', async () => {
    const error = await refusal(() =>
      signChatToken(zendesk, user, given({ ...first, expiresin: 60 })),
    );
    expect(error.message).toBe('The options: expiresin is not known; did you mean "expiresIn"?');
    expect(error.hint).toBe('Known are: secret, keyId, keys, allowShortSecret, expiresIn, now.');
  });

  test.each([
    'zendesk',
    undefined,
    null,
    {},
    () => zendesk,
    { ...zendesk, claims: undefined },
    { ...zendesk, userId: undefined },
    { ...zendesk, lifetime: undefined },
  ])('%s is no vendor', async (vendor) => {
    const { hint } = await refusal(
      () => signChatToken(vendor as never, user, first),
      'ERR_OPTION_INVALID',
    );
    expect(hint).toContain("from 'chat-token'");
    await refusal(() => verifyChatToken(vendor as never, 'a.b.c', first), 'ERR_OPTION_INVALID');
  });

  test('an option on Object.prototype is not one', async () => {
    Object.assign(Object.prototype, { keyId: 'polluted', expiresIn: 1, now: 0 });
    try {
      const token = await signChatToken(permissive, {}, { secret: SECRET, now: NOW });
      const [header, payload] = decodeToken(token);
      expect(header).toBe('{"alg":"HS256","typ":"JWT"}');
      expect(payload).toBe(`{"iat":${NOW_SECONDS},"exp":${NOW_SECONDS + 3600}}`);
    } finally {
      for (const name of ['keyId', 'expiresIn', 'now'])
        Reflect.deleteProperty(Object.prototype, name);
    }
  });
});

describe('imported keys', () => {
  const importing = () => vi.spyOn(crypto.subtle, 'importKey');

  test('one import for all tokens of a signer', async () => {
    const imports = importing();
    const sign = createChatTokenSigner(zendesk, first);
    await Promise.all([sign(user), sign(user)]);
    // Nobody gets the secret out of it again.
    expect(await imports.mock.results[0]?.value).toMatchObject({ extractable: false });
    await sign(user);
    expect(imports).toHaveBeenCalledTimes(1);
  });

  test('one import for all one-shot calls with a secret, whatever its form', async () => {
    const secret = `${SECRET}-one-shot`;
    const imports = importing();
    await signChatToken(zendesk, user, { secret, keyId: 'app_1' });
    await signChatToken(zendesk, user, {
      secret: new TextEncoder().encode(secret),
      keyId: 'app_2',
    });
    const token = await signChatToken(zendesk, user, { secret, keyId: 'app_1' });
    await verifyChatToken(zendesk, token, { secret });
    expect(imports).toHaveBeenCalledTimes(1);
  });

  test('a header for each key id that one secret signs under', async () => {
    const secret = `${SECRET}-several-ids`;
    const sign = (keyId: string) => signChatToken(zendesk, user, { secret, keyId });
    const ids = ['app_1', 'app_2', 'app_2', 'app_1'];
    const together = await Promise.all(ids.map(sign));
    const inTurn: string[] = [];
    for (const keyId of ids) inTurn.push(await sign(keyId));
    for (const tokens of [together, inTurn]) {
      const headers = tokens.map((token) => JSON.parse(decodeToken(token)[0]));
      expect(headers.map(({ kid }) => kid)).toStrictEqual(ids);
    }
  });

  test('no more than 10,000 are kept, and the one unused for longest goes', async () => {
    const imports = importing();
    let secret = '';
    const sign = createChatTokenSigner(permissive, { keys: () => [{ secret }] });
    const use = async (tenant: number) => {
      secret = `${SECRET}-${tenant}`;
      const before = imports.mock.calls.length;
      await sign({});
      return imports.mock.calls.length - before;
    };
    for (let tenant = 0; tenant < 10_000; tenant++) await use(tenant);
    expect(await use(0)).toBe(0);
    expect(await use(5000)).toBe(0);
    expect(await use(10_000)).toBe(1);
    expect(await use(0)).toBe(0);
    expect(await use(1)).toBe(1);
  });

  test('a runtime that fails once is asked again', async () => {
    const failing = importing().mockRejectedValueOnce(new DOMException('x', 'OperationError'));
    const sign = createChatTokenSigner(zendesk, first);
    const error = await refusal(() => sign(user), 'ERR_OPTION_INVALID');
    expect(error.cause).toBeUndefined();
    await expect(sign(user)).resolves.toBeDefined();
    expect(failing).toHaveBeenCalledTimes(2);
  });

  test('one import for all tokens of a verifier', async () => {
    const token = await signChatToken(zendesk, user, first);
    const imports = importing();
    const verify = createChatTokenVerifier(zendesk, { secret: SECRET });
    await verify(token);
    await verify(token);
    expect(imports).toHaveBeenCalledTimes(1);
  });

  test.each([undefined, {}])('a runtime with crypto = %o', async (webCrypto) => {
    const sign = createChatTokenSigner(zendesk, first);
    vi.stubGlobal('crypto', webCrypto);
    const error = await refusal(() => sign(user), 'ERR_OPTION_INVALID');
    expect(error.hint).toContain('https://');
    vi.unstubAllGlobals();
    await expect(sign(user)).resolves.toBeDefined();
  });
});
