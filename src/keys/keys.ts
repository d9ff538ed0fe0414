import { CONTROL } from '../utils/encoding.ts';
import { ChatTokenError } from '../utils/errors.ts';
import { isFunction, type OwnProperties, ownItems } from '../utils/objects.ts';
import { optionInvalid, readFlag, readOptions } from '../utils/options.ts';
import { timeOf } from '../utils/time.ts';
import { importKey } from './hmac.ts';
import { type ChatTokenSecret, type CheckedSecret, readSecret, secretTextOf } from './secret.ts';

/** Whether a vendor's token names its key in the header (`kid`). */
export type KeyIdRule = 'required' | 'optional' | 'unused';

/** The key id, demanded where the vendor wants a `kid`, refused where it uses none. */
export type KeyIdOption<KeyId extends KeyIdRule> = KeyId extends 'required'
  ? {
      /** The id that the vendor gave the secret; becomes the header's `kid`. */
      readonly keyId: string;
    }
  : KeyId extends 'optional'
    ? {
        /**
         * The id that the vendor gave the secret; becomes the header's `kid`. Default: none. Signing
         * then names no key, and verifying tries this one for any token.
         */
        readonly keyId?: string | undefined;
      }
    : {
        /** This vendor uses no key id. */
        readonly keyId?: undefined;
      };

/** One key of a ring. */
export type ChatTokenKey<KeyId extends KeyIdRule = KeyIdRule> = KeyIdOption<KeyId> & {
  /**
   * The secret shared with the vendor: its text (the UTF-8 bytes are the key, nothing is
   * base64-decoded), bytes, or a `CryptoKey` for HMAC with SHA-256. At least 24 bytes, unless
   * `allowShortSecret` is set.
   */
  readonly secret: ChatTokenSecret;
  /**
   * When a retired key's grace ends, as a `Date` or in seconds since 1970: some vendors take the key
   * before for a while after rotation. From then on the key neither signs nor verifies. Default:
   * never.
   */
  readonly expiresAt?: Date | number | undefined;
};

/** Keys in order, or a function that gives them each time they are needed. */
export type ChatTokenKeys<KeyId extends KeyIdRule = KeyIdRule> =
  | readonly ChatTokenKey<KeyId>[]
  | (() => readonly ChatTokenKey<KeyId>[] | Promise<readonly ChatTokenKey<KeyId>[]>);

/** Where the key comes from: one `secret`, or a ring of `keys` of which the first signs. */
export type ChatTokenKeyOptions<KeyId extends KeyIdRule = KeyIdRule> = {
  /**
   * Takes a secret below 24 bytes, the shortest that any vendor's documents show. Default: false.
   */
  readonly allowShortSecret?: boolean | undefined;
} & (
  | (KeyIdOption<KeyId> & {
      /**
       * The secret shared with the vendor: its text (the UTF-8 bytes are the key, nothing is
       * base64-decoded), bytes, or a `CryptoKey` for HMAC with SHA-256. At least 24 bytes, unless
       * `allowShortSecret` is set, and at most 65,536.
       */
      readonly secret: ChatTokenSecret;
      /** Not beside `secret`. */
      readonly keys?: undefined;
    })
  | {
      /**
       * Several keys, for rotation: the first that has not expired signs, all of them verify. A
       * function is called for every token, and may be asynchronous.
       */
      readonly keys: ChatTokenKeys<KeyId>;
      /** Not beside `keys`. */
      readonly secret?: undefined;
      /** Not beside `keys`: each key has its own. */
      readonly keyId?: undefined;
    }
);

/** The names of {@link ChatTokenKeyOptions}. */
export const KEY_OPTIONS: readonly string[] = ['secret', 'keyId', 'keys', 'allowShortSecret'];

/** A key that was checked. */
export interface Key {
  readonly keyId: string | undefined;
  /** Seconds since 1970; infinity where the key does not expire. */
  readonly expiresAt: number;
  readonly secret: CheckedSecret;
}

/** What keys are wanted for: only signing needs the key id. */
export type KeyUse = 'sign' | 'verify';

/** Gives the keys when they are needed. */
export type KeyRing = () => readonly Key[] | Promise<readonly Key[]>;

/** Checks the key options at once, where they are no function, and gives the ring when needed. */
export function readKeyOptions(
  options: OwnProperties,
  rule: KeyIdRule,
  use: KeyUse,
  readSecretAs: SecretReader = readSecret,
): KeyRing {
  const allowShortSecret = readFlag(options, 'allowShortSecret', false);
  const { secret, keyId, keys } = options;
  if (keys !== undefined && (secret !== undefined || keyId !== undefined)) {
    throw optionInvalid(
      'secret and keyId cannot be given beside keys',
      'Put them into the list of keys.',
    );
  }
  const readKey = (given: unknown, id: unknown, expiresAt: unknown): Key => ({
    keyId: readKeyId(id, rule, use),
    expiresAt: readExpiresAt(expiresAt),
    secret: readSecretAs(given, allowShortSecret),
  });
  const readRing = (ring: unknown): readonly Key[] =>
    readList(ring).map((entry, index) => {
      const key = readOptions(`keys[${index}]`, entry, ['secret', 'keyId', 'expiresAt']);
      return readKey(key['secret'], key['keyId'], key['expiresAt']);
    });
  if (isFunction(keys)) return async () => readRing(await callKeys(keys));
  const ring = keys === undefined ? [readKey(secret, keyId, undefined)] : readRing(keys);
  return () => ring;
}

/** Ten is what the vendors keep; hundreds are a mistake that every token would pay for. */
const MOST_KEYS = 100;

function readList(ring: unknown): unknown[] {
  try {
    if (Array.isArray(ring) && ring.length > 0 && ring.length <= MOST_KEYS) return ownItems(ring);
  } catch {
    // A proxy that throws is no list.
  }
  throw optionInvalid(
    `keys must be a list of 1 to ${MOST_KEYS} keys`,
    'Pass [{ secret }], or a function that gives it.',
  );
}

async function callKeys(keys: () => unknown): Promise<unknown> {
  try {
    return await keys();
  } catch (cause) {
    throw new ChatTokenError('ERR_OPTION_INVALID', 'The keys function failed', {
      hint: 'Its own error is the cause of this one.',
      cause,
    });
  }
}

const KEY_ID_HINT =
  'Pass the id that the vendor shows beside the secret. Is the environment variable set?';

function readKeyId(keyId: unknown, rule: KeyIdRule, use: KeyUse): string | undefined {
  // Empty is what a variable that is not set becomes.
  if (keyId === undefined || (keyId === '' && rule === 'required')) {
    if (rule !== 'required' || use === 'verify') return undefined;
    throw new ChatTokenError(
      'ERR_KEY_ID_MISSING',
      'keyId is missing, and this vendor wants a kid',
      { hint: KEY_ID_HINT },
    );
  }
  if (rule === 'unused') {
    throw optionInvalid(
      'keyId is given, and this vendor uses no kid',
      'Leave it out. Is this the right vendor?',
    );
  }
  if (typeof keyId === 'string' && /^\S(.*\S)?$/s.test(keyId) && !CONTROL.test(keyId)) {
    return keyId;
  }
  throw optionInvalid(
    'keyId must be a string, not blank, without white space around it or control characters in it',
    KEY_ID_HINT,
  );
}

function readExpiresAt(value: unknown): number {
  if (value === undefined) return Infinity;
  const seconds = typeof value === 'number' ? value : timeOf(value) / 1000;
  // Above 1e11 seconds lies the year 5138: those were milliseconds.
  if (!Number.isFinite(seconds) || seconds > 1e11) {
    throw optionInvalid(
      'expiresAt must be a valid Date or seconds since 1970',
      'A number is in seconds, not in milliseconds.',
    );
  }
  return seconds;
}

/** The key for WebCrypto, imported when it is first needed. */
export async function keyOf(secret: CheckedSecret): Promise<CryptoKey> {
  if (secret.bytes === undefined) return secret.key;
  secret.key ??= importKey(secret.bytes);
  try {
    return await secret.key;
  } catch (error) {
    secret.key = undefined; // The next call may find a runtime that works.
    throw error;
  }
}

/** Checks a secret. */
export type SecretReader = (secret: unknown, allowShortSecret: boolean) => CheckedSecret;

/** Enough for a backend of many tenants, and an end to it. */
const REMEMBERED = 10_000;

/** Checks and imports each secret once; of more than it holds, the one unused for longest goes. */
export function createSecretReader(): SecretReader {
  const known = new Map<unknown, CheckedSecret>();
  return (secret, allowShortSecret) => {
    // A text that is known was found long enough, and anything else is checked each time.
    const read = known.get(secret) ?? readSecret(secret, allowShortSecret);
    const id = typeof secret === 'string' ? secret : idOf(read);
    const checked = known.get(id) ?? read;
    if (allowShortSecret || id === undefined) return checked;
    known.delete(id);
    known.set(id, checked);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value);
    return checked;
  };
}

/** Bytes that read as text are that text; others begin with what no text secret has. */
function idOf({ bytes }: CheckedSecret): string | undefined {
  return bytes && (secretTextOf(bytes) ?? `\0${bytes.join()}`);
}

/** The one state that holds anything of a caller's: without it each one-shot call would import its key. */
let shared: SecretReader | undefined;

/** Checks a secret for a one-shot call, which has no reader of its own. */
export const sharedSecretReader: SecretReader = (secret, allowShortSecret) => {
  shared ??= createSecretReader();
  return shared(secret, allowShortSecret);
};
