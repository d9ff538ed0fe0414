import { createChatTokenSigner, signChatToken, verifyChatToken } from 'chat-token';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { computeHmac, cryptoKeyOf, isSignedBy } from '../../src/keys/hmac.ts';
import { checkSecret } from '../../src/keys/secret.ts';
import { forge, OTHER_SECRET, permissive, refusal, SECRET } from '../support/support.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test.each([
  undefined,
  {},
])('a runtime with crypto = %o cannot sign and verify', async (webCrypto) => {
  const token = await signChatToken(permissive, {}, { secret: SECRET });
  const sign = createChatTokenSigner(permissive, { secret: SECRET });
  vi.stubGlobal('crypto', webCrypto);
  for (const action of [
    () => sign({}),
    () => verifyChatToken(permissive, token, { secret: SECRET }),
  ]) {
    const error = await refusal(action, 'ERR_RUNTIME_UNSUPPORTED');
    expect(error.message).toContain('crypto.subtle');
    expect(error.hint).toContain('https://');
  }
  vi.unstubAllGlobals();
  await expect(sign({})).resolves.toBeDefined();
});

test('an import that fails once is tried again', async () => {
  const secret = `${SECRET}-tried-again`;
  const imports = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValueOnce(new Error(SECRET));
  const sign = createChatTokenSigner(permissive, { secret });
  const error = await refusal(() => sign({}), 'ERR_CRYPTO_FAILED');
  expect(error.message).toContain('import');
  expect(error.cause).toBeUndefined();
  await expect(sign({})).resolves.toBeDefined();
  expect(imports).toHaveBeenCalledTimes(2);
});

describe('WebCrypto that fails for a moment', () => {
  const isolated = async (name: string, error: unknown) => {
    const key = await cryptoKeyOf(checkSecret(SECRET, false));
    const input = new TextEncoder().encode('input');
    const signature = await computeHmac(key, input);
    vi.spyOn(crypto.subtle, name as 'sign').mockRejectedValueOnce(error);
    return { key, input, signature };
  };

  test.each([
    new DOMException('busy', 'OperationError'),
    new DOMException('busy', 'QuotaExceededError'),
    new Error(SECRET),
    'no error',
    undefined,
  ])('is not the fault of the secret: %o', async (thrown) => {
    const sign = createChatTokenSigner(permissive, { secret: SECRET });
    await sign({});
    vi.spyOn(crypto.subtle, 'sign').mockRejectedValueOnce(thrown);
    const error = await refusal(() => sign({}), 'ERR_CRYPTO_FAILED');
    expect(error.message).toBe('WebCrypto cannot sign');
    expect(error.cause).toBeUndefined();
    await expect(sign({})).resolves.toBeDefined();

    const { key, input, signature } = await isolated('verify', thrown);
    await refusal(() => isSignedBy(key, { input, signature }), 'ERR_CRYPTO_FAILED');
    expect(await isSignedBy(key, { input, signature })).toBe(true);
  });

  test.each([
    new DOMException('no usage', 'InvalidAccessError'),
    new TypeError('not a CryptoKey'),
  ])('is not what rejects a key: %o', async (thrown) => {
    const { key, input } = await isolated('sign', thrown);
    await refusal(() => computeHmac(key, input), 'ERR_SECRET_INVALID');
  });
});

test('an imported key serves all tokens of a signer, and cannot be exported', async () => {
  const imports = vi.spyOn(crypto.subtle, 'importKey');
  const sign = createChatTokenSigner(permissive, { secret: `${SECRET}-imported-once` });
  await Promise.all([sign({}), sign({})]);
  await sign({});
  expect(imports).toHaveBeenCalledTimes(1);
  expect(await imports.mock.results[0]?.value).toMatchObject({ extractable: false });
});

test('a CryptoKey must have the usage that is needed', async () => {
  const importKey = (usage: KeyUsage) =>
    crypto.subtle.importKey('raw', Buffer.from(SECRET), { name: 'HMAC', hash: 'SHA-256' }, false, [
      usage,
    ]);
  const signing = await importKey('sign');
  const verifying = await importKey('verify');
  const token = await signChatToken(permissive, {}, { secret: signing });
  await expect(verifyChatToken(permissive, token, { secret: verifying })).resolves.toBeDefined();
  const toSign = () => signChatToken(permissive, {}, { secret: verifying });
  expect((await refusal(toSign, 'ERR_SECRET_INVALID')).message).toContain('sign');
  const toVerify = () => verifyChatToken(permissive, token, { secret: signing });
  expect((await refusal(toVerify, 'ERR_SECRET_INVALID')).message).toContain('verify');

  // Only a signature that does not match moves on to the next key.
  const keys = [{ secret: signing }, { secret: OTHER_SECRET }];
  const other = forge({ alg: 'HS256' }, {}, OTHER_SECRET);
  await refusal(() => verifyChatToken(permissive, other, { keys }), 'ERR_SECRET_INVALID');
});

test('computeHmac and isSignedBy agree, and reject a key without the usage', async () => {
  const key = await cryptoKeyOf(checkSecret(SECRET, false));
  const input = new TextEncoder().encode('input');
  const signature = await computeHmac(key, input);
  expect(signature).toHaveLength(32);
  expect(await isSignedBy(key, { input, signature })).toBe(true);
  expect(await isSignedBy(key, { input, signature: signature.slice(1) })).toBe(false);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const usable = (usage: KeyUsage) =>
    crypto.subtle.importKey('raw', Buffer.from(SECRET), algorithm, false, [usage]);
  const verifying = await usable('verify');
  const signing = await usable('sign');
  await refusal(() => computeHmac(verifying, input), 'ERR_SECRET_INVALID');
  await refusal(() => isSignedBy(signing, { input, signature }), 'ERR_SECRET_INVALID');
});
