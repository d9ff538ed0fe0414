import { CONTROL, decodeUtf8, encodeUtf8 } from '../utils/encoding.ts';
import { ChatTokenError } from '../utils/errors.ts';
import { MAX_SECRET_LENGTH, MAX_SECRETS_SIZE, MIN_SECRET_LENGTH } from '../utils/limits.ts';
import { kindOf, tagOf } from '../utils/objects.ts';
import type { CheckedSecret } from './hmac.ts';

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
let memorySize = 0;

/**
 * Checks a secret like {@link checkSecret} and remembers it with its imported key, so that one-shot
 * calls do not import the same secret each time. When the memory is full, the secret that was unused
 * for longest is forgotten. This is the only state of the package that holds anything of a caller.
 */
export function rememberedSecret(secret: unknown, allowShortSecret: boolean): CheckedSecret {
  const id = idOf(secret);
  if (id === undefined || allowShortSecret) return checkSecret(secret, allowShortSecret);
  const checked = memory.get(id) ?? checkSecret(secret, false);
  if (memory.delete(id)) memorySize -= sizeOf(id);
  memory.set(id, checked);
  memorySize += sizeOf(id);
  for (const oldest of memory.keys()) {
    if (memorySize <= MAX_SECRETS_SIZE) break;
    memory.delete(oldest);
    memorySize -= sizeOf(oldest);
  }
  return checked;
}

/** A string and the bytes of the same string are the same key. */
function idOf(secret: unknown): string | undefined {
  if (typeof secret === 'string') return `text ${secret}`;
  // Detached bytes have no length.
  if (!isBytes(secret) || secret.length === 0 || secret.length > MAX_SECRET_LENGTH)
    return undefined;
  const text = secretText(secret);
  return text === undefined ? `bytes ${secret.join()}` : `text ${text}`;
}

/** Roughly the bytes that an entry takes: its text, its own bytes, and the imported key. */
function sizeOf(id: string): number {
  return 3 * id.length + 200;
}

/**
 * Rejects what cannot be the secret that the vendor holds. A token signed with it would look fine
 * here, and the vendor would answer "Invalid JWT".
 */
export function checkSecret(secret: unknown, allowShortSecret: boolean): CheckedSecret {
  if (isCryptoKey(secret)) return checkCryptoKey(secret, allowShortSecret);
  const bytes = secretBytes(secret);
  const text = typeof secret === 'string' ? secret : secretText(bytes);
  const problem =
    text === undefined
      ? BINARY_PROBLEMS.find(({ pattern }) => pattern.test(latin1(bytes)))
      : TEXT_PROBLEMS.find(({ pattern }) => pattern.test(text));
  if (problem !== undefined) throw invalid(problem.message, problem.hint);
  rejectShort(bytes.length, allowShortSecret);
  return { bytes, key: undefined };
}

/** Copies the bytes of a secret, without other checks. */
export function secretBytes(secret: unknown): Uint8Array<ArrayBuffer> {
  if (typeof secret !== 'string' && !isBytes(secret)) {
    throw invalid(`must be a string, a Uint8Array or an HMAC CryptoKey, got ${kindOf(secret)}`);
  }
  // Detached bytes have no length either, and cannot be copied.
  if (secret.length === 0) throw invalid('is empty or blank');
  if (secret.length > MAX_SECRET_LENGTH) {
    throw invalid(`has more than ${MAX_SECRET_LENGTH} bytes`, 'Is it another file?');
  }
  return typeof secret === 'string' ? encodeUtf8(secret) : new Uint8Array(secret);
}

/**
 * Returns the string that bytes encode, or `undefined` for binary data. A secret read from a file
 * comes as bytes, with the line break at its end. Random bytes are almost never readable text.
 */
export function secretText(bytes: Uint8Array): string | undefined {
  try {
    const text = decodeUtf8(bytes);
    const isText = /\S/.test(text) && !CONTROL.test(text.replace(/[\t\n\r]/g, ''));
    return isText ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Makes a character of each byte. */
function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** `instanceof` would not recognize the bytes of another realm, such as jsdom's or edge-runtime's. */
function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && tagOf(value) === 'Uint8Array';
}

function isCryptoKey(value: unknown): value is CryptoKey {
  return typeof value === 'object' && tagOf(value) === 'CryptoKey';
}

function checkCryptoKey(key: CryptoKey, allowShortSecret: boolean): CheckedSecret {
  const algorithm: { name?: string; hash?: { name?: string }; length?: number } = key.algorithm;
  if (algorithm?.name !== 'HMAC' || algorithm.hash?.name !== 'SHA-256') {
    throw invalid('is a CryptoKey for another algorithm', 'Pass one for HMAC with SHA-256.');
  }
  rejectShort(Number(algorithm.length) / 8, allowShortSecret);
  return { bytes: undefined, key };
}

function rejectShort(length: number, allowShortSecret: boolean): void {
  if (length >= MIN_SECRET_LENGTH || allowShortSecret) return;
  throw invalid(
    `has fewer than ${MIN_SECRET_LENGTH} bytes`,
    'Was it cut off? Otherwise pass allowShortSecret: true.',
  );
}

/** The hint for a value from the vendor's console that is missing or damaged. */
export const CONSOLE_HINT =
  "Copy it from the vendor's console, and check how it is loaded. Is the environment variable set?";

function invalid(message: string, hint: string = CONSOLE_HINT): ChatTokenError {
  return new ChatTokenError('ERR_SECRET_INVALID', `The secret ${message}`, { hint });
}

interface Problem {
  readonly pattern: { test(secret: string): boolean };
  readonly message: string;
  /** Default: {@link CONSOLE_HINT}. */
  readonly hint?: string;
}

const BLANK: Problem = { pattern: /^\0*$/, message: 'is empty or blank' };

/** Anyone may have the public part of such a key, and could sign with it. */
const OTHER_KEY: Problem = {
  pattern: { test: isOtherKey },
  message: 'is a key of another kind (PEM, JWK or SSH), which may be public',
};

const BINARY_PROBLEMS: readonly Problem[] = [BLANK, OTHER_KEY];

/** The more likely cause comes first. "White space" includes NUL, zero-width characters and the byte order mark. */
const TEXT_PROBLEMS: readonly Problem[] = [
  OTHER_KEY,
  { pattern: /^[\s\0\u200b-\u200d\u2060\ufeff]*$/, message: 'is empty or blank' },
  { pattern: /[\ud800-\udfff]/u, message: 'contains half of a surrogate pair' },
  {
    pattern: /^[\s\0\u200b-\u200d\u2060\ufeff]|[\s\0\u200b-\u200d\u2060\ufeff]$/,
    message: 'starts or ends with white space, a line break or a byte order mark',
    hint: 'Trim it: a secret file often ends with a line break.',
  },
  { pattern: CONTROL, message: 'contains a line break or another control character' },
  {
    pattern: /^\\[nr]|\\[nr]$/,
    message: 'starts or ends with a line break written as \\n',
  },
  { pattern: /^(["'`]).*\1$/, message: 'is in quotation marks', hint: 'Remove them.' },
  {
    // `NAME=value` of an environment file. In base64, equals signs are at the end only.
    pattern:
      /^export\s|^(?=[A-Za-z]\w{1,63}=(?!=*$))(?:[A-Z0-9]+_[A-Z0-9_]+=|\w*?(?:[Ss]ecret|SECRET|[Kk]ey|KEY|[Tt]oken|TOKEN))/,
    message: 'starts with NAME=',
  },
  {
    pattern:
      /\$\{[\w.:-]+\}|\{\{[^{}]*\}\}|^(?:\$\w+$|\$\(|\$env:|%\w+%$|@Microsoft\.KeyVault|ENC\[|arn:|vault:|[a-z]+:\/\/|<.*>$)/i,
    message: 'is a reference that was not replaced, such as $NAME or {{name}}',
  },
  {
    pattern: /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/,
    message: 'is a token (JWT)',
  },
  { pattern: { test: isPlaceholder }, message: 'is a placeholder' },
];

function isOtherKey(secret: string): boolean {
  if (/---- ?BEGIN |"kty"|^(?:ssh|ecdsa)-/i.test(secret)) return true;
  // An SSH key may come after options or a host name, and its base64 starts with AAAA.
  return /(?:ssh|ecdsa)-/i.test(secret) && / AAAA/.test(secret);
}

/** A mask (********), an instruction to replace it, or only words that examples are made of. */
function isPlaceholder(secret: string): boolean {
  const maskOrInstruction =
    /^([*•.#0-])\1*$|^(?:your|my|insert|replace|change|enter)(?:[-_ ][a-z]+)+$|at-least-256-bits/i;
  if (maskOrInstruction.test(secret)) return true;
  // Everything but letters becomes a space.
  const words = secret.replace(/[^a-zA-Z\xc0-\u1fff\u3041-\ud7ff]+/g, ' ');
  // Hexadecimal may contain the "word" a: at least half of the secret must be such words.
  return EXAMPLE_WORDS.test(words) && words.replaceAll(' ', '').length * 2 >= secret.length;
}

const EXAMPLE_WORDS =
  /^(?: |(?:undefined|null|nan|none|true|false|object|changeme|change|me|replaceme|replace|insert|enter|put|add|paste|set|fill|in|todo|tbd|fixme|my|your|our|the|an?|this|some|here|goes|it|with|of|for|to|super|very|long|safe|production|value|string|text|secrets?|keys?|pass(?:word|wd)?|token|signing|shared|private|app|api|id|jwt|hmac|chat|widget|test(?:ing)?|example|sample|demo|dummy|placeholder|x{3,}|foo|bar|default)(?= |$))+$/i;
