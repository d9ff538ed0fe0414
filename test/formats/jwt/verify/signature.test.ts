import { jwt, verifyChatToken } from 'chat-token';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  definition,
  forge,
  OTHER_SECRET,
  permissive,
  refusal,
  SECRET,
} from '../../../support/support.ts';

const HS256 = { alg: 'HS256' };
const good = forge(HS256, { a: 1 });
const importKey = (usages: KeyUsage[]) =>
  crypto.subtle.importKey(
    'raw',
    Buffer.from(SECRET),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    usages,
  );

describe('verifying', () => {
  test('returns the claims that one of the secrets signed', async () => {
    const keys = [{ secret: OTHER_SECRET }, { secret: SECRET }];
    expect((await verifyChatToken(permissive, good, { keys })).claims).toStrictEqual({ a: 1 });
    await refusal(
      () => verifyChatToken(permissive, good, { secret: OTHER_SECRET }),
      'ERR_SIGNATURE_INVALID',
    );
  });

  test('needs a CryptoKey with the usage verify, and tries no other key instead', async () => {
    const secret = await importKey(['sign']);
    for (const keys of [[{ secret }], [{ secret }, { secret: SECRET }]]) {
      const error = await refusal(
        () => verifyChatToken(permissive, good, { keys }),
        'ERR_SECRET_INVALID',
      );
      expect(error.message).toContain('verify');
      expect(error.cause).toBeUndefined();
    }
    const usable = await importKey(['verify']);
    await expect(verifyChatToken(permissive, good, { secret: usable })).resolves.toBeDefined();
  });

  test('fails with a payload that is not a JSON object, once the signature is right', async () => {
    for (const payload of ['[1]', 'jane@example.com', '\ufeff{}']) {
      const token = forge(HS256, payload);
      const error = await refusal(
        () => verifyChatToken(permissive, token, { secret: SECRET }),
        'ERR_TOKEN_MALFORMED',
      );
      expect(error.message).toContain('payload');
      const other = { secret: OTHER_SECRET };
      await refusal(() => verifyChatToken(permissive, token, other), 'ERR_SIGNATURE_INVALID');
    }
  });
});

describe('jose', () => {
  const loads = vi.fn();
  const compactVerify = vi.fn();

  beforeEach(() => {
    vi.resetModules();
    loads.mockClear();
    vi.doMock('jose/jws/compact/verify', () => {
      loads();
      return { compactVerify };
    });
  });

  afterEach(() => {
    vi.doUnmock('jose/jws/compact/verify');
    vi.resetModules();
  });

  const payload = new TextEncoder().encode('{"a":2}');

  test('is not loaded by importing and signing, and by the first verification only', async () => {
    const fresh: typeof import('chat-token') = await import('chat-token');
    const { inspectChatToken } = await import('chat-token/inspect');
    const vendor = fresh.defineVendor({ ...definition, token: jwt({ requireExpiry: false }) });
    await fresh.signChatToken(vendor, { a: 1 }, { secret: SECRET });
    await fresh.createChatTokenSigner(vendor, { secret: SECRET })({ a: 1 });
    const verify = fresh.createChatTokenVerifier(vendor, { secret: SECRET });
    await expect(verify('not a token')).rejects.toMatchObject({ code: 'ERR_TOKEN_MALFORMED' });
    await inspectChatToken(good, { secret: SECRET });
    expect(loads).not.toHaveBeenCalled();

    compactVerify.mockResolvedValue({ payload });
    expect((await verify(good)).claims).toStrictEqual({ a: 2 });
    await verify(good);
    expect(loads).toHaveBeenCalledTimes(1);
    expect(compactVerify).toHaveBeenCalledTimes(2);
    expect(compactVerify).toHaveBeenCalledWith(good, expect.anything(), { algorithms: ['HS256'] });
  });

  test.each<[what: string, thrown: unknown, code: string]>([
    ['the signature', joseError('ERR_JWS_SIGNATURE_VERIFICATION_FAILED'), 'ERR_SIGNATURE_INVALID'],
    ['the form', joseError('ERR_JWS_INVALID'), 'ERR_TOKEN_MALFORMED'],
    ['an extension', joseError('ERR_JOSE_NOT_SUPPORTED', new Error(good)), 'ERR_TOKEN_MALFORMED'],
    ['the key', new TypeError(SECRET), 'ERR_SECRET_INVALID'],
    [
      'the key, by WebCrypto',
      joseError('ERR_JWS_SIGNATURE_VERIFICATION_FAILED', new TypeError(SECRET)),
      'ERR_SECRET_INVALID',
    ],
  ])('rejects %s: a coded error that shows nothing of it', async (_what, thrown, code) => {
    const fresh: typeof import('chat-token') = await import('chat-token');
    const vendor = fresh.defineVendor({ ...definition, token: jwt({ requireExpiry: false }) });
    compactVerify.mockRejectedValue(thrown);
    const error: unknown = await fresh
      .verifyChatToken(vendor, good, { secret: SECRET })
      .catch((reason: unknown) => reason);
    if (!fresh.isChatTokenError(error)) return expect.fail(`no ChatTokenError, but ${error}`);
    expect(error.code).toBe(code);
    expect(error.cause).toBeUndefined();
    expect(error.message + error.hint).not.toMatch(/cw_test|eyJ/);
  });

  function joseError(code: string, cause?: Error): Error {
    return Object.assign(new Error(good, cause && { cause }), { code });
  }
});
