import { decodeUtf8, encodeUtf8 } from '../utils/encoding.ts';
import { ChatTokenError } from '../utils/errors.ts';
import {
  MAX_REMEMBERED_LENGTH,
  MAX_REMEMBERED_SECRETS,
  MAX_SECRET_LENGTH,
  MIN_DECODED_LENGTH,
  MIN_SECRET_LENGTH,
} from '../utils/limits.ts';
import { isFunction, kindOf, tagOf } from '../utils/objects.ts';
import type { SecretEncoding } from './encodings.ts';
import type { CheckedSecret } from './hmac.ts';
import { BASIC_CHECKS, CONSOLE_HINT, textProblem } from './text.ts';

/** A WebCrypto `CryptoKey`, described by its shape: each runtime has a type of its own for it. */
export interface ChatTokenCryptoKey {
  /** `secret`. */
  readonly type: string;
  /** HMAC with SHA-256. */
  readonly algorithm: {
    /** `HMAC`. */
    readonly name: string;
  };
  /** Whether the key can be exported. It need not be. */
  readonly extractable: boolean;
  /** `sign` to sign with it, `verify` to verify. */
  readonly usages: readonly string[];
}

/**
 * The secret shared with the vendor: the string that the vendor's console shows (its UTF-8 bytes are
 * the key), the bytes themselves, or a `CryptoKey` for HMAC with SHA-256.
 */
export type ChatTokenSecret = string | Uint8Array | ChatTokenCryptoKey;

const memory = new Map<string, CheckedSecret>();

/**
 * Checks a secret like {@link checkSecret}. Remembers strings with their imported keys, so that one-shot
 * calls do not import the same secret each time. When the memory is full, the secret that was unused
 * for longest is forgotten. This is the only state of the package that holds anything of a caller.
 */
export function rememberedSecret(
  secret: unknown,
  allowShortSecret: boolean,
  name: string,
  encoding?: SecretEncoding,
): CheckedSecret {
  const isLong = typeof secret !== 'string' || secret.length > MAX_REMEMBERED_LENGTH;
  if (isLong || allowShortSecret) return checkSecret(secret, allowShortSecret, name, encoding);
  // In another encoding, the same string is another key.
  const id = `${encoding?.name} ${secret}`;
  const checked = memory.get(id) ?? checkSecret(secret, false, name, encoding);
  memory.delete(id);
  memory.set(id, checked);
  const [oldest = id] = memory.keys();
  if (memory.size > MAX_REMEMBERED_SECRETS) memory.delete(oldest);
  return checked;
}

/**
 * Rejects what cannot be the secret that the vendor holds. A token signed with it would look fine
 * here, and the vendor would answer "Invalid JWT".
 */
export function checkSecret(
  secret: unknown,
  allowShortSecret: boolean,
  name = 'The secret',
  encoding?: SecretEncoding,
): CheckedSecret {
  const key = isCryptoKey(secret) ? secret : undefined;
  let bytes = key === undefined ? secretBytes(secret, name) : undefined;
  const algorithm: { name?: string; hash?: { name?: string }; length?: number } | undefined =
    key?.algorithm;
  if (bytes !== undefined) {
    const text = textOf(secret);
    // Bytes that are not text have a character each.
    const problem =
      text === undefined
        ? textProblem(String.fromCharCode(...bytes), BASIC_CHECKS)
        : textProblem(text);
    if (problem !== undefined) throw invalid(name, problem);
    if (text !== undefined) bytes = encoding?.read(secret, text, name) ?? bytes;
  } else if (algorithm?.name !== 'HMAC' || algorithm.hash?.name !== 'SHA-256') {
    throw invalid(name, 'is a CryptoKey for another algorithm', 'Pass one for HMAC with SHA-256.');
  }
  const shortest = encoding ? MIN_DECODED_LENGTH : MIN_SECRET_LENGTH;
  if (allowShortSecret || (bytes?.length ?? Number(algorithm?.length) / 8) >= shortest) {
    return { bytes, key };
  }
  throw invalid(
    name,
    `has fewer than ${shortest} bytes`,
    'Was it cut off? Otherwise pass allowShortSecret: true.',
  );
}

/** Copies the bytes of a secret, without other checks. */
export function secretBytes(secret: unknown, name = 'The secret'): Uint8Array<ArrayBuffer> {
  if (typeof secret !== 'string' && !isBytes(secret)) {
    throw invalid(
      name,
      `must be a string, a Uint8Array or an HMAC CryptoKey, got ${kindOf(secret)}`,
      // The binding of a cloud.
      isFunction(Reflect.get(Object(secret), 'get'))
        ? 'Ask it for its value: await secret.get()'
        : undefined,
    );
  }
  // Detached bytes have no length either, and cannot be copied.
  if (secret.length === 0) throw invalid(name, 'is empty or blank');
  if (secret.length > MAX_SECRET_LENGTH) {
    throw invalid(name, `has more than ${MAX_SECRET_LENGTH} bytes`);
  }
  return typeof secret === 'string' ? encodeUtf8(secret) : new Uint8Array(secret);
}

function invalid(name: string, message: string, hint = CONSOLE_HINT): ChatTokenError {
  return new ChatTokenError('ERR_SECRET_INVALID', `${name} ${message}`, { hint });
}

/** Returns the string of a secret, if it has one. */
export function textOf(secret: unknown): string | undefined {
  if (typeof secret === 'string') return secret;
  return isBytes(secret) ? secretText(secret) : undefined;
}

/**
 * Returns the string that bytes encode, or `undefined` for binary data. A secret read from a file
 * comes as bytes, with the line break at its end. Random bytes are almost never readable text.
 */
export function secretText(bytes: Uint8Array): string | undefined {
  try {
    const text = decodeUtf8(bytes);
    // No control characters but white space, and not that alone.
    return /\S/.test(text) && !/[^\s -~\xa0-\uffff]/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** `instanceof` would not recognize the bytes of another realm, such as jsdom's or edge-runtime's. */
function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && tagOf(value) === 'Uint8Array';
}

function isCryptoKey(value: unknown): value is CryptoKey {
  return typeof value === 'object' && tagOf(value) === 'CryptoKey';
}
