import { CONTROL, textEncoder, textOfUtf8 } from '../utils/encoding.ts';
import { ChatTokenError } from '../utils/errors.ts';
import { kindOf, tagOf } from '../utils/objects.ts';

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
 * A secret that may be used: bytes of our own with the key that was imported, once it was, or a key
 * that needs no import. All members are always there, so that none is ever looked up on a polluted
 * Object.prototype.
 */
export type CheckedSecret = { signing: SigningKey | undefined } & (
  | { readonly bytes: Uint8Array<ArrayBuffer>; key: Promise<CryptoKey> | undefined }
  | { readonly bytes: undefined; readonly key: CryptoKey }
);

/** What is the same for all tokens that a secret signs under one key id: the last one is remembered. */
export interface SigningKey {
  readonly keyId: string | undefined;
  readonly header: string;
  readonly imported: CryptoKey;
}

/** The shortest secret that any vendor's documents show has 24 characters. */
const SHORTEST_BYTES = 24;

/** No vendor issues a secret of pages: that is a file of something else. */
const LONGEST_BYTES = 65_536;

const HINT =
  "Copy it from the vendor's console, and look at how it is loaded. Is the environment variable set?";

function invalid(what: string, hint: string = HINT): ChatTokenError {
  return new ChatTokenError('ERR_SECRET_INVALID', `The secret ${what}`, { hint });
}

/**
 * Refuses what cannot be the secret that the vendor holds. Such a token would be signed without a
 * complaint here, and refused there with "Invalid JWT".
 */
export function readSecret(secret: unknown, allowShortSecret: boolean): CheckedSecret {
  if (isCryptoKey(secret)) return readCryptoKey(secret, allowShortSecret);
  const bytes = bytesOf(secret);
  const text = typeof secret === 'string' ? secret : secretTextOf(bytes);
  // Of bytes that are no text, a control character before another key hides none.
  const possible = faults().slice(0, text === undefined ? FAULTS_OF_BYTES : undefined);
  const whole = text ?? new TextDecoder().decode(bytes);
  const fault = possible.find((one) => one[0].test(whole));
  if (fault !== undefined) throw invalid(fault[1], fault[2]);
  refuseShort(bytes.length, allowShortSecret);
  return { bytes, key: undefined, signing: undefined };
}

/** Of any realm: `instanceof` would not know the bytes of edge-runtime or jsdom. */
function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && tagOf(value) === 'Uint8Array';
}

function isCryptoKey(value: unknown): value is CryptoKey {
  return typeof value === 'object' && tagOf(value) === 'CryptoKey';
}

/** A copy of the bytes, whatever stands in them. */
export function bytesOf(secret: unknown): Uint8Array<ArrayBuffer> {
  if (typeof secret !== 'string' && !isBytes(secret)) {
    throw invalid(`must be a string, a Uint8Array or an HMAC CryptoKey, not ${kindOf(secret)}`);
  }
  const encoder = textEncoder(); // Outside of `try`: that it is missing is no fault of the secret.
  try {
    if (secret.length <= LONGEST_BYTES) {
      return typeof secret === 'string' ? encoder.encode(secret) : new Uint8Array(secret);
    }
  } catch {
    throw invalid('has detached bytes', 'Keep a copy of them.');
  }
  throw invalid(`has more than ${LONGEST_BYTES} bytes`, 'Is it another file?');
}

/**
 * Bytes that read as text were text: the line feed at the end of a secret file shows up here. Random
 * bytes are next to never UTF-8 without a control character.
 */
export function secretTextOf(bytes: Uint8Array): string | undefined {
  try {
    const text = textOfUtf8(bytes);
    const isText = /\S/.test(text) && !CONTROL.test(text.replace(/[\t\n\r]/g, ''));
    return isText ? text : undefined;
  } catch {
    return undefined;
  }
}

function refuseShort(bytes: number, allowShortSecret: boolean): void {
  if (bytes >= SHORTEST_BYTES || allowShortSecret) return;
  throw invalid(
    `has fewer than ${SHORTEST_BYTES} bytes`,
    'Was it cut off? If it is this short, pass allowShortSecret: true.',
  );
}

function readCryptoKey(key: CryptoKey, allowShortSecret: boolean): CheckedSecret {
  let bits = 0;
  try {
    const algorithm: { name?: string; hash?: { name?: string }; length?: number } = key.algorithm;
    if (algorithm.name === 'HMAC' && algorithm.hash?.name === 'SHA-256') {
      bits = Number(algorithm.length);
    }
  } catch {
    // Not a CryptoKey, but something with its name.
  }
  if (!(bits > 0)) throw invalid('is a CryptoKey, but none for HMAC with SHA-256');
  refuseShort(bits / 8, allowShortSecret);
  return { bytes: undefined, key, signing: undefined };
}

/** What a secret must not be: how it is known, what is said of it, and what to do. */
type Fault = readonly [pattern: { test(secret: string): boolean }, what: string, hint: string];

/** How many of the faults concern bytes that are no text, too. */
const FAULTS_OF_BYTES = 2;

/**
 * All of them, the likelier cause first. A function, so that no program makes them when it starts: only
 * a secret that is not remembered needs them.
 */
const faults = (): readonly Fault[] => [
  [/^\0*$/, 'is empty or blank', HINT],
  [
    // Anybody may have the public one, and could sign with it.
    { test: isOtherKey },
    'is a key of another kind (PEM, JWK or SSH), which may be public',
    'HS256 wants the secret text that the vendor issued.',
  ],
  // White space, and what looks like nothing: NUL, zero-width characters and the byte order mark.
  [/^[\s\0\u200b-\u200d\u2060\ufeff]*$/, 'is empty or blank', HINT],
  [/[\ud800-\udfff]/u, 'holds half of a surrogate pair', HINT],
  [
    /^[\s\0\u200b-\u200d\u2060\ufeff]|[\s\0\u200b-\u200d\u2060\ufeff]$/,
    'begins or ends with white space, a line break or a byte order mark',
    'Trim it where it is loaded: a secret file often ends with a line break.',
  ],
  [CONTROL, 'holds a line break or another control character', HINT],
  [/^\\[nr]|\\[nr]$/, 'begins or ends with a line break written as \\n', HINT],
  [/^(["'`]).*\1$/, 'is in quotation marks', 'Remove them.'],
  [
    // `NAME=value` of an environment file. In base64 an equals sign stands at the end only.
    /^export\s|^(?=[A-Za-z]\w{1,63}=(?!=*$))(?:[A-Z0-9]+_[A-Z0-9_]+=|\w*?(?:[Ss]ecret|SECRET|[Kk]ey|KEY|[Tt]oken|TOKEN))/,
    'begins with NAME=',
    'Pass only what stands behind the equals sign.',
  ],
  [
    /\$\{[\w.:-]+\}|\{\{[^{}]*\}\}|^(?:\$\w+$|\$\(|\$env:|%\w+%$|@Microsoft\.KeyVault|ENC\[|arn:|vault:|[a-z]+:\/\/|<.*>$)/i,
    'is a reference that nothing has replaced, such as $NAME or {{name}}',
    'Load the value itself.',
  ],
  [/^eyJ[\w-]+\.[\w-]+\.[\w-]*$/, 'is a token (JWT)', 'Pass the secret that signs tokens.'],
  [{ test: isPlaceholder }, 'is a placeholder', HINT],
];

function isOtherKey(secret: string): boolean {
  if (/---- ?BEGIN |"kty"|^(?:ssh|ecdsa)-/i.test(secret)) return true;
  // An SSH key may stand behind options or a host, and is base64 that begins so.
  return /(?:ssh|ecdsa)-/i.test(secret) && / AAAA/.test(secret);
}

/** A mask (********), an order to replace it, or nothing but the words of an example. */
function isPlaceholder(secret: string): boolean {
  const maskOrOrder =
    /^([*•.#0-])\1*$|^(?:your|my|insert|replace|change|enter)(?:[-_ ][a-z]+)+$|at-least-256-bits/i;
  if (maskOrOrder.test(secret)) return true;
  // All but letters becomes a space; of letters outside of the larger scripts some count as none.
  const words = secret.replace(/[^a-zA-Z\xc0-\u1fff\u3041-\ud7ff]+/g, ' ');
  // In hexadecimal the only "word" may be an a.
  return isOfExamples(words) && words.replaceAll(' ', '').length * 2 >= secret.length;
}

/** Whether all words are those that examples, and variables that hold nothing, are made of. */
function isOfExamples(words: string): boolean {
  return /^(?: |(?:undefined|null|nan|none|true|false|object|changeme|change|me|replaceme|replace|insert|enter|put|add|paste|set|fill|in|todo|tbd|fixme|my|your|our|the|an?|this|some|here|goes|it|with|of|for|to|super|very|long|safe|production|value|string|text|secrets?|keys?|pass(?:word|wd)?|token|signing|shared|private|app|api|id|jwt|hmac|chat|widget|test(?:ing)?|example|sample|demo|dummy|placeholder|x{3,}|foo|bar|default)(?= |$))+$/i.test(
    words,
  );
}
