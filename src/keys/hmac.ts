import { ChatTokenError } from '../utils/errors.ts';
import { requireApi } from '../utils/options.ts';

/** What was signed, and with what. */
export interface SignedInput {
  readonly input: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** Imports a secret for HMAC; by another hash than HS256's only to find out what went wrong. */
export function importKey(bytes: Uint8Array<ArrayBuffer>, hash = 'SHA-256'): Promise<CryptoKey> {
  // The length is the bytes' own, and is said so that it is not looked for on Object.prototype.
  const algorithm = { __proto__: null, name: 'HMAC', hash, length: bytes.length * 8 };
  return withSubtle('import', (subtle) =>
    subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify']),
  );
}

/** The signature of bytes; HS256 where the key is one for SHA-256, as those of this package are. */
export function sign(key: CryptoKey, input: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return withSubtle('sign with', (subtle) => subtle.sign('HMAC', key, input));
}

/** Whether the key made the signature; WebCrypto compares them in constant time. */
export function isSignedBy(key: CryptoKey, { input, signature }: SignedInput): Promise<boolean> {
  return withSubtle('verify with', (subtle) => subtle.verify('HMAC', key, signature, input));
}

/** Uses WebCrypto, or says why that cannot be done. */
async function withSubtle<T>(
  doing: 'import' | 'sign with' | 'verify with',
  use: (subtle: SubtleCrypto) => Promise<T>,
): Promise<T> {
  const webCrypto: Partial<Crypto> | undefined = globalThis.crypto;
  const subtle = requireApi(webCrypto?.subtle, 'crypto.subtle');
  // A pause, so that what is done at the same time comes to the runtime's thread pool together.
  await undefined;
  try {
    return await use(subtle);
  } catch {
    // Bytes are always imported for both uses: then it is the runtime, and else the caller's key.
    const code = doing === 'import' ? 'ERR_OPTION_INVALID' : 'ERR_SECRET_INVALID';
    throw new ChatTokenError(code, `WebCrypto refuses to ${doing} this secret`, {
      hint: 'A CryptoKey must have this usage.',
    });
  }
}
