import { ChatTokenError } from './errors.ts';
import { kindOf, tagOf } from './objects.ts';

/** A WebCrypto `CryptoKey`, by its shape: each runtime has a type of its own for it. */
export interface ChatTokenCryptoKey {
  /** `secret`. */
  readonly type: string;
  /** HMAC with SHA-256. */
  readonly algorithm: {
    /** `HMAC`. */
    readonly name: string;
  };
  /** Whether the key can be taken out; it need not be. */
  readonly extractable: boolean;
  /** `sign` to sign with it, `verify` to verify. */
  readonly usages: readonly string[];
}

/**
 * The secret shared with the vendor: the text as the vendor's console shows it (its UTF-8 bytes are
 * the key), the bytes themselves, or a `CryptoKey` for HMAC with SHA-256.
 */
export type ChatTokenSecret = string | Uint8Array | ChatTokenCryptoKey;

/**
 * A secret that may be used: bytes of our own, or a key that needs no import. Both members are always
 * there, so that none is ever looked up on a polluted Object.prototype.
 */
export type CheckedSecret =
  | { readonly bytes: Uint8Array<ArrayBuffer>; readonly key: undefined }
  | { readonly bytes: undefined; readonly key: CryptoKey };

/** The shortest secret that any vendor's documents show has 24 characters. */
const SHORTEST_BYTES = 24;

/** No vendor issues a secret of pages: that is a file of something else. */
export const LONGEST_BYTES = 65_536;

const COPY_AGAIN = "Copy the secret again from the vendor's console, and look at how it is loaded.";

function invalid(message: string, hint: string): ChatTokenError {
  return new ChatTokenError('ERR_SECRET_INVALID', message, { hint });
}

/**
 * Refuses what cannot be the secret that the vendor holds. Such a token would be signed without a
 * complaint here, and refused there with "Invalid JWT".
 */
export function readSecret(secret: unknown, allowShortSecret: boolean): CheckedSecret {
  if (typeof secret === 'string') {
    if (secret.length > LONGEST_BYTES) throw tooLong();
    refuseDamagedText(secret);
    return {
      bytes: readLength(new TextEncoder().encode(secret), allowShortSecret),
      key: undefined,
    };
  }
  if (isBytes(secret)) {
    const bytes = copyOf(secret);
    if (bytes.length > 0 && bytes.every((byte) => byte === 0)) {
      throw invalid('The secret is all zero bytes', COPY_AGAIN);
    }
    const text = secretTextOf(bytes);
    if (text !== undefined) refuseDamagedText(text);
    else refuseOtherKey(new TextDecoder().decode(bytes)); // A control character before it hides none.
    return { bytes: readLength(bytes, allowShortSecret), key: undefined };
  }
  if (isCryptoKey(secret))
    return { bytes: undefined, key: readCryptoKey(secret, allowShortSecret) };
  throw invalid(
    `The secret must be a string, a Uint8Array or an HMAC CryptoKey, not ${kindOf(secret)}`,
    secret === undefined
      ? 'Is the environment variable set?'
      : 'Pass the text that the vendor issued.',
  );
}

/** Of any realm: `instanceof` would not know the bytes of edge-runtime or jsdom. */
function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && tagOf(value) === 'Uint8Array';
}

function isCryptoKey(value: unknown): value is CryptoKey {
  return typeof value === 'object' && tagOf(value) === 'CryptoKey';
}

function copyOf(secret: Uint8Array): Uint8Array<ArrayBuffer> {
  let copy: Uint8Array<ArrayBuffer> | undefined;
  try {
    if (secret.byteLength <= LONGEST_BYTES) copy = new Uint8Array(secret);
  } catch {
    throw invalid('The bytes of the secret are no longer there (detached)', 'Keep a copy of them.');
  }
  if (copy === undefined) throw tooLong();
  return copy;
}

/** A copy of bytes that a secret may have, whatever stands in them; `undefined` for all else. */
export function copyOfBytes(secret: unknown): Uint8Array<ArrayBuffer> | undefined {
  try {
    return isBytes(secret) ? copyOf(secret) : undefined;
  } catch {
    return undefined; // Too long, detached, or no bytes.
  }
}

/**
 * Bytes that read as text were text: the line feed at the end of a secret file shows up here. Random
 * bytes are next to never UTF-8 without a control character.
 */
export function secretTextOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const isText = /\S/.test(text) && !/\p{Control}/u.test(text.replace(/[\t\n\r]/g, ''));
    return isText ? text : undefined;
  } catch {
    return undefined;
  }
}

function tooLong(): ChatTokenError {
  return invalid(`The secret has more than ${LONGEST_BYTES} bytes`, 'Is it another file?');
}

function readLength(
  bytes: Uint8Array<ArrayBuffer>,
  allowShortSecret: boolean,
): Uint8Array<ArrayBuffer> {
  if (bytes.length === 0) throw invalid('The secret is empty', 'Is the environment variable set?');
  if (bytes.length < SHORTEST_BYTES && !allowShortSecret) throw tooShort();
  return bytes;
}

function tooShort(): ChatTokenError {
  return invalid(
    `The secret has fewer than ${SHORTEST_BYTES} bytes, less than any vendor's documents show`,
    'Was it cut off? If it really is this short, pass allowShortSecret: true.',
  );
}

function readCryptoKey(key: CryptoKey, allowShortSecret: boolean): CryptoKey {
  let isHmac = false;
  let bits = 0;
  try {
    const algorithm: { name?: string; hash?: { name?: string }; length?: number } = key.algorithm;
    isHmac = algorithm.name === 'HMAC' && algorithm.hash?.name === 'SHA-256';
    bits = Number(algorithm.length);
  } catch {
    // Not a CryptoKey, but something with its name.
  }
  if (!isHmac) {
    throw invalid(
      'The CryptoKey is not one for HMAC with SHA-256',
      'HS256 is the only algorithm here.',
    );
  }
  if (bits < SHORTEST_BYTES * 8 && !allowShortSecret) throw tooShort();
  return key;
}

/** White space, and what looks like nothing: NUL, zero-width characters and the byte order mark. */
const BLANK = /^[\s\0\u200b-\u200d\u2060\ufeff]*$/;
const BLANK_END = /^[\s\0\u200b-\u200d\u2060\ufeff]|[\s\0\u200b-\u200d\u2060\ufeff]$/;

/** Everything that a text secret must not be, in the order in which it is the likelier cause. */
function refuseDamagedText(secret: string): void {
  if (BLANK.test(secret)) {
    throw invalid('The secret is empty or blank', 'Is the environment variable set?');
  }
  refuseOtherKey(secret);
  if (/\p{Surrogate}/u.test(secret)) {
    throw invalid('The secret holds half of a surrogate pair, so it has no UTF-8 form', COPY_AGAIN);
  }
  if (BLANK_END.test(secret)) {
    throw invalid(
      'The secret begins or ends with white space, a line break or a byte order mark',
      'Trim it where it is loaded: a secret file often ends with a line break.',
    );
  }
  if (/\p{Control}/u.test(secret)) {
    throw invalid('The secret holds a line break or another control character', COPY_AGAIN);
  }
  if (/^\\[nr]|\\[nr]$/.test(secret)) {
    throw invalid('The secret begins or ends with a line break written as \\n', COPY_AGAIN);
  }
  if (/^(["'`]).*\1$/.test(secret)) {
    throw invalid(
      'The secret is in quotation marks',
      'Remove them: they would be part of the key.',
    );
  }
  if (beginsWithName(secret)) {
    throw invalid('The secret begins with NAME=', 'Pass only what stands behind the equals sign.');
  }
  if (isReference(secret)) {
    throw invalid(
      'The secret is a reference that nothing has replaced (such as $NAME, {{name}} or op://…)',
      'Load the value itself.',
    );
  }
  if (/^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(secret)) {
    throw invalid('The secret is a token (JWT)', 'Pass the secret that signs tokens.');
  }
  if (isPlaceholder(secret)) {
    throw invalid('The secret is a placeholder', "Pass the secret from the vendor's console.");
  }
}

/** A key of another kind signs like any other text, and whoever knows the public one could sign as well. */
function refuseOtherKey(secret: string): void {
  // An SSH key may stand behind options or a host, and is base64 that begins so.
  const isSsh = /(?:ssh|ecdsa)-/i.test(secret) && / AAAA/.test(secret);
  if (!isSsh && !/---- ?BEGIN |"kty"|^(?:ssh|ecdsa)-/i.test(secret)) return;
  throw invalid(
    'The secret is key material of another kind (PEM, JWK or SSH), which may be public',
    'HS256 wants the secret text that the vendor issued.',
  );
}

/** `NAME=value` of an environment file. In base64 an equals sign stands at the end only. */
function beginsWithName(secret: string): boolean {
  if (/^export\s/.test(secret)) return true;
  const name = secret.slice(0, Math.max(0, secret.indexOf('=')));
  if (!/^[A-Za-z]\w+$/.test(name) || /^=+$/.test(secret.slice(name.length))) return false;
  return /^[A-Z0-9]+_[A-Z0-9_]+$/.test(name) || /secret|key|token/i.test(name);
}

function isReference(secret: string): boolean {
  if (/\$\{[\w.:-]+\}|\{\{[^{}]*\}\}/.test(secret)) return true;
  const start = /^(?:\$\w+$|\$\(|\$env:|%\w+%$|@Microsoft\.KeyVault|ENC\[|arn:|vault:)/i;
  return start.test(secret) || /^[a-z]+:\/\//.test(secret) || /^<.*>$/.test(secret);
}

/** A mask (********), an order to replace it, or nothing but the words of an example. */
function isPlaceholder(secret: string): boolean {
  if (/^(?:\*+|•+|\.+|#+|-+|0+)$/.test(secret)) return true;
  if (/^(?:your|my|insert|replace|change|enter)(?:[-_ ][a-z]+)+$/i.test(secret)) return true;
  if (/at-least-256-bits/i.test(secret)) return true;
  const words = secret.match(/\p{Letter}+/gu) ?? [];
  // In hexadecimal the only "word" may be an a.
  if (words.join('').length * 2 < secret.length) return false;
  return words.every((word) => PLACEHOLDER_WORD.test(word));
}

/** What the examples of documentation, and variables that hold nothing, are made of. */
const PLACEHOLDER_WORD =
  /^(?:undefined|null|nan|none|true|false|object|changeme|change|me|replaceme|replace|insert|enter|put|add|paste|set|fill|in|todo|tbd|fixme|my|your|our|the|a|an|this|some|here|goes|it|with|of|for|to|super|very|long|safe|production|value|string|text|secrets?|keys?|password|passwd|pass|token|signing|shared|private|app|api|id|jwt|hmac|chat|widget|test|testing|example|sample|demo|dummy|placeholder|x{3,}|foo|bar|default)$/i;
