import { createChatTokenSigner, signChatToken, verifyChatToken } from 'chat-token';
import { afterEach, expect, test, vi } from 'vitest';
import { forge, OTHER_SECRET, permissive, refusal, SECRET } from '../support/support.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test.each([undefined, {}])('a runtime with crypto = %o has no HMAC', async (webCrypto) => {
  const sign = createChatTokenSigner(permissive, { secret: SECRET });
  vi.stubGlobal('crypto', webCrypto);
  const error = await refusal(() => sign({}), 'ERR_OPTION_INVALID');
  expect(error.message).toContain('crypto.subtle');
  expect(error.hint).toContain('https://');
  vi.unstubAllGlobals();
  await expect(sign({})).resolves.toBeDefined();
});

test('a runtime that fails once is asked again', async () => {
  const imports = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValueOnce(new Error(SECRET));
  const sign = createChatTokenSigner(permissive, { secret: SECRET });
  const error = await refusal(() => sign({}), 'ERR_OPTION_INVALID');
  expect(error.message).toContain('to import');
  expect(error.cause).toBeUndefined();
  await expect(sign({})).resolves.toBeDefined();
  expect(imports).toHaveBeenCalledTimes(2);
});

test('an imported key serves all tokens of a signer, and cannot be taken out', async () => {
  const imports = vi.spyOn(crypto.subtle, 'importKey');
  const sign = createChatTokenSigner(permissive, { secret: SECRET });
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
  expect((await refusal(toSign, 'ERR_SECRET_INVALID')).message).toContain('to sign');
  const toVerify = () => verifyChatToken(permissive, token, { secret: signing });
  expect((await refusal(toVerify, 'ERR_SECRET_INVALID')).message).toContain('to verify');

  // Only a signature that does not match moves on to the next key.
  const keys = [{ secret: signing }, { secret: OTHER_SECRET }];
  const other = forge({ alg: 'HS256' }, {}, OTHER_SECRET);
  await refusal(() => verifyChatToken(permissive, other, { keys }), 'ERR_SECRET_INVALID');
});
