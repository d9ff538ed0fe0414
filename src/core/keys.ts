import { encode } from './base64url.ts';
import type { KeyIdRule } from './definition.ts';
import { ChatTokenError } from './errors.ts';
import { importKey } from './hmac.ts';
import { timeOf } from './lifetime.ts';
import { isFunction, type OwnProperties, ownItems } from './objects.ts';
import { optionInvalid, readFlag, readOptions } from './options.ts';
import { type ChatTokenSecret, type CheckedSecret, readSecret } from './secret.ts';

/** The key id, demanded where the vendor wants a `kid`, refused where it uses none. */
export type KeyIdOption<KeyId extends KeyIdRule> = KeyId extends 'required'
  ? {
      /** The id that the vendor gave the secret; becomes the header's `kid`. */
      readonly keyId: string;
    }
  : KeyId extends 'optional'
    ? {
        /** The id that the vendor gave the secret; becomes the header's `kid`. */
        readonly keyId?: string | undefined;
      }
    : {
        /** This vendor uses no key id. */
        readonly keyId?: undefined;
      };

/** One key of a ring. */
export type ChatTokenKey<KeyId extends KeyIdRule = KeyIdRule> = KeyIdOption<KeyId> & {
  /** The secret shared with the vendor. */
  readonly secret: ChatTokenSecret;
  /**
   * When a retired key's grace ends, as a `Date` or in seconds since 1970: some vendors take the key
   * before for a while after rotation. From then on the key neither signs nor verifies.
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
       * base64-decoded), bytes, or a `CryptoKey` for HMAC with SHA-256.
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
  readSecretAs: (secret: unknown, allowShortSecret: boolean) => CheckedSecret = readSecret,
): KeyRing {
  const allowShortSecret = readFlag(options, 'allowShortSecret', false);
  const { secret, keyId, keys } = options;
  if (keys !== undefined && (secret !== undefined || keyId !== undefined)) {
    throw optionInvalid(
      'secret and keyId cannot be given beside keys',
      'Put them into the list of keys.',
    );
  }
  const readRing = (ring: unknown): readonly Key[] =>
    readList(ring).map((entry, index) => {
      const key = readOptions(`keys[${index}]`, entry, ['secret', 'keyId', 'expiresAt']);
      return {
        keyId: readKeyId(key['keyId'], rule, use),
        expiresAt: readExpiresAt(key['expiresAt']),
        secret: readSecretAs(key['secret'], allowShortSecret),
      };
    });
  if (isFunction(keys)) return async () => readRing(await callKeys(keys));
  const ring = readRing(keys ?? [{ secret, keyId }]);
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
    'Pass [{ secret }], or a function that gives such a list.',
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
      'keyId is missing: this vendor wants a kid in the header',
      { hint: KEY_ID_HINT },
    );
  }
  if (rule === 'unused') {
    throw optionInvalid(
      'keyId is given, and this vendor uses no kid',
      'Leave it out, or look whether this is the right vendor.',
    );
  }
  if (typeof keyId === 'string' && /^(?!\s|.*\s$)\P{Control}+$/u.test(keyId)) return keyId;
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
      'Were these milliseconds? Divide them by 1000.',
    );
  }
  return seconds;
}

/** Makes keys ready for use, and remembers them. */
export type KeyImporter = (secret: CheckedSecret) => Promise<CryptoKey>;

/** Enough for a backend of many tenants, and an end to it. */
const CACHED_KEYS = 10_000;

/** Imports each secret once; of more than the cache holds, the one unused for longest goes. */
export function createKeyImporter(): KeyImporter {
  const cache = new Map<string, Promise<CryptoKey>>();
  return async ({ bytes, key }) => {
    if (bytes === undefined) return key;
    const id = encode(bytes);
    const imported = cache.get(id) ?? importKey(bytes);
    cache.delete(id);
    cache.set(id, imported);
    if (cache.size > CACHED_KEYS) cache.delete(String(cache.keys().next().value));
    try {
      return await imported;
    } catch (error) {
      cache.delete(id); // The next call may find a runtime that works.
      throw error;
    }
  };
}

/** The one piece of state of this package: without it every one-shot call would import its key. */
export const sharedKeyImporter: KeyImporter = /* @__PURE__ */ createKeyImporter();
