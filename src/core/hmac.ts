import { ChatTokenError } from './errors.ts';
import { subtle } from './keys.ts';
import type { SignedInput } from './token.ts';

/** The signature of bytes; HS256 where the key is one for SHA-256, as those of this package are. */
export async function sign(
  key: CryptoKey,
  input: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const webCrypto = subtle();
  try {
    return new Uint8Array(await webCrypto.sign('HMAC', key, input));
  } catch {
    throw notAllowed('sign');
  }
}

/** Whether the key made the signature; WebCrypto compares them in constant time. */
export async function isSignedBy(
  key: CryptoKey,
  { input, signature }: SignedInput,
): Promise<boolean> {
  const webCrypto = subtle();
  try {
    return await webCrypto.verify('HMAC', key, signature, input);
  } catch {
    throw notAllowed('verify');
  }
}

/** Keys of bytes are imported for both; so this is the caller's, or something with a key's name. */
function notAllowed(usage: 'sign' | 'verify'): ChatTokenError {
  return new ChatTokenError('ERR_SECRET_INVALID', `The CryptoKey is not allowed to ${usage}`, {
    hint: `Import it with the usage '${usage}'.`,
  });
}
