import { ChatTokenError } from '../utils/errors.ts';
import { requireApi } from '../utils/options.ts';

/** A secret that passed the checks: bytes, which are imported when first used, or a `CryptoKey`. */
export interface CheckedSecret {
  /** `undefined` for a `CryptoKey`. */
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
  /** The key for WebCrypto, once it was needed. */
  key: CryptoKey | Promise<CryptoKey> | undefined;
}

/** Returns the key for WebCrypto. Imports it on first use, and again if that failed. */
export async function cryptoKeyOf(secret: CheckedSecret): Promise<CryptoKey> {
  secret.key ??= importKey(secret.bytes ?? new Uint8Array()).catch((error: unknown) => {
    secret.key = undefined;
    throw error;
  });
  return secret.key;
}

/** Imports bytes as an HMAC key. Hashes other than SHA-256 serve only to explain a wrong signature. */
export async function importKey(
  bytes: Uint8Array<ArrayBuffer>,
  hash = 'SHA-256',
): Promise<CryptoKey> {
  const crypto = subtle();
  try {
    return await crypto.importKey('raw', bytes, { name: 'HMAC', hash }, false, ['sign', 'verify']);
  } catch {
    throw cryptoError('import the secret');
  }
}

/** Computes an HMAC: the one place that signs. */
export async function computeHmac(
  key: CryptoKey,
  input: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const crypto = subtle();
  // A pause, so that calls in flight reach the thread pool together.
  await undefined;
  try {
    return new Uint8Array(await crypto.sign('HMAC', key, input));
  } catch (error) {
    throw cryptoError('sign', error);
  }
}

/** Returns whether a key made a signature. WebCrypto compares in constant time. */
export async function isSignedBy(
  key: CryptoKey,
  { input, signature }: SignedInput,
): Promise<boolean> {
  const crypto = subtle();
  try {
    return await crypto.verify('HMAC', key, signature, input);
  } catch (error) {
    throw cryptoError('verify', error);
  }
}

/** What was signed, and the signature. */
export interface SignedInput {
  readonly input: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/**
 * Makes the error for what WebCrypto threw. `InvalidAccessError` means that the key lacks the usage, and
 * `TypeError` that it is not a key. With any other error, the next call may succeed.
 */
export function cryptoError(use: string, error?: unknown): ChatTokenError {
  const { name }: { name?: unknown } = Object(error);
  const isUnusable = name === 'InvalidAccessError' || name === 'TypeError';
  return new ChatTokenError(
    isUnusable ? 'ERR_SECRET_INVALID' : 'ERR_CRYPTO_FAILED',
    `WebCrypto cannot ${use}`,
    {
      hint: isUnusable
        ? `Create the CryptoKey with the usage '${use}'.`
        : 'Try again: the secret is not the cause.',
    },
  );
}

/** Returns WebCrypto, or throws if the runtime has none. */
export function subtle(): SubtleCrypto {
  const webCrypto: Partial<Crypto> | undefined = globalThis.crypto;
  return requireApi(webCrypto?.subtle, 'crypto.subtle');
}
