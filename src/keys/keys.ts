import { ChatTokenError } from '../utils/errors.ts';
import { MAX_KEYS } from '../utils/limits.ts';
import { isFunction, type OwnProperties } from '../utils/objects.ts';
import { optionInvalid, readFlag, readOptions } from '../utils/options.ts';
import { timeOf } from '../utils/time.ts';
import type { SecretEncoding } from './encodings.ts';
import type { CheckedSecret } from './hmac.ts';
import { type ChatTokenSecret, rememberedSecret } from './secret.ts';

/** Whether a vendor's token names its key in the header, as `kid`. */
export type KeyIdRule = 'required' | 'optional' | 'unused';

/** One key of a ring. */
export interface ChatTokenKey {
  /**
   * The secret shared with the vendor: a string (its UTF-8 bytes are the key, nothing is decoded from
   * base64), bytes, or a `CryptoKey` for HMAC with SHA-256. At least 24 bytes, unless
   * `allowShortSecret` is set.
   */
  readonly secret: ChatTokenSecret;
  /**
   * When the key expires, as a `Date` or in seconds since 1970. Some vendors accept the previous key
   * for a while after rotation. An expired key neither signs nor verifies. Default: never.
   */
  readonly expiresAt?: Date | number | undefined;
}

/** One key of a ring, for a vendor that requires a key id. */
export interface ChatTokenKeyWithId extends ChatTokenKey {
  /** The id that the vendor gave the secret. It becomes the header's `kid`. */
  readonly keyId: string;
}

/** One key of a ring, for a vendor that accepts a key id. */
export interface ChatTokenKeyWithOptionalId extends ChatTokenKey {
  /**
   * The id that the vendor gave the secret. It becomes the header's `kid`. Default: none. Then signing
   * names no key, and verifying tries this one for any token.
   */
  readonly keyId?: string | undefined;
}

/** Keys in order, or a function that returns them each time they are needed. */
export type ChatTokenKeys<Key extends ChatTokenKey = ChatTokenKey> =
  | readonly Key[]
  | (() => readonly Key[] | Promise<readonly Key[]>);

/** Options for any key. */
export interface KeyRules {
  /**
   * Accepts a secret of fewer than 24 bytes, the shortest that any vendor's documentation shows.
   * Default: false.
   */
  readonly allowShortSecret?: boolean | undefined;
}

/** One secret. */
export interface SecretOptions extends KeyRules {
  /**
   * The secret shared with the vendor: a string (its UTF-8 bytes are the key, nothing is decoded from
   * base64), bytes, or a `CryptoKey` for HMAC with SHA-256. At least 24 bytes, unless
   * `allowShortSecret` is set, and at most 65,536.
   */
  readonly secret: ChatTokenSecret;
}

/** One secret, for a vendor that requires a key id. */
export interface SecretOptionsWithId extends SecretOptions {
  /** The id that the vendor gave the secret. It becomes the header's `kid`. */
  readonly keyId: string;
}

/** One secret, for a vendor that accepts a key id, or for verifying. */
export interface SecretOptionsWithOptionalId extends SecretOptions {
  /**
   * The id that the vendor gave the secret. It becomes the header's `kid`. Default: none. Then signing
   * names no key, and verifying tries this one for any token.
   */
  readonly keyId?: string | undefined;
}

/** Several keys, for rotation. */
export interface KeysOptions<Key extends ChatTokenKey> extends KeyRules {
  /**
   * Several keys: the first that has not expired signs, all of them verify. A function is called for
   * every token, and may be asynchronous.
   */
  readonly keys: ChatTokenKeys<Key>;
}

/** The names of the options for keys. */
export const KEY_OPTIONS: readonly string[] = ['secret', 'keyId', 'keys', 'allowShortSecret'];

/** A key that passed the checks. */
export interface Key {
  readonly keyId: string | undefined;
  /** Seconds since 1970, or infinity. */
  readonly expiresAt: number;
  readonly secret: CheckedSecret;
}

/** Returns whether a key has not expired, and has the token's `kid` if both name an id. */
export function isUsableKey({ keyId, expiresAt }: Key, kid: unknown, now: number): boolean {
  return now < expiresAt && (keyId === undefined || kid === undefined || keyId === kid);
}

/** Returns the keys each time they are needed. A `keys` function gets the context as its arguments. */
export type KeyRing = (context?: readonly unknown[]) => readonly Key[] | Promise<readonly Key[]>;

/** A key as it was passed. */
export interface GivenKey {
  /** Its secret, unchecked. */
  readonly secret: unknown;
  /** Its key id, unchecked. */
  readonly keyId: unknown;
  /** When it expires, unchecked. */
  readonly expiresAt?: unknown;
  /** Where it is, for messages: `keys[0].`. */
  readonly path: string;
}

/** Checks the key ids of a ring, and returns them. */
export type KeyIdReader = (
  keys: readonly GivenKey[],
  title: string,
  use: 'sign' | 'verify',
) => readonly (string | undefined)[];

/** What reading keys needs to know of a vendor. */
export interface KeyOwner {
  readonly title: string;
  readonly token: {
    readonly readKeyIds: KeyIdReader;
    readonly secretEncoding?: SecretEncoding | undefined;
  };
}

/**
 * Reads the key options: now, or each time if `keys` is a function. `inspectChatToken` passes its own
 * `readSecret`, because it reports damaged secrets.
 */
export function readKeyRing(
  options: OwnProperties,
  { title, token }: KeyOwner,
  use: 'sign' | 'verify',
  readSecret: typeof rememberedSecret = rememberedSecret,
): KeyRing {
  const allowShortSecret = readFlag(options, 'allowShortSecret', false);
  const { secret, keyId, keys } = options;
  if (keys !== undefined && (secret !== undefined || keyId !== undefined)) {
    throw optionInvalid('secret and keyId do not go with keys', 'Put both into keys.');
  }
  const readKeys = (given: readonly GivenKey[]): readonly Key[] => {
    const ids = token.readKeyIds(given, title, use);
    return given.map(({ secret, expiresAt, path }, index) => ({
      keyId: ids[index],
      expiresAt: readExpiresAt(expiresAt, `${title}: ${path}`),
      secret: readSecret(secret, allowShortSecret, `${title}: ${path}secret`, token.secretEncoding),
    }));
  };
  if (isFunction(keys)) {
    return async (context = []) => readKeys(readList(await callKeys(keys, context)));
  }
  const ring = readKeys(keys === undefined ? [{ secret, keyId, path: '' }] : readList(keys));
  return () => ring;
}

function readList(keys: unknown): readonly GivenKey[] {
  if (Array.isArray(keys) && keys.length > 0 && keys.length <= MAX_KEYS) {
    return [...keys].map((key: unknown, index) => {
      const path = `keys[${index}]`;
      const { secret, keyId, expiresAt } = readOptions(path, key, ['secret', 'keyId', 'expiresAt']);
      return { secret, keyId, expiresAt, path: `${path}.` };
    });
  }
  throw optionInvalid(
    `keys must be a list of 1 to ${MAX_KEYS} keys`,
    'Pass [{ secret }], or a function that returns it.',
  );
}

/** Rejects the key ids of a vendor that uses none. */
export function rejectKeyIds(keys: readonly GivenKey[], title: string): readonly undefined[] {
  if (keys.every(({ keyId }) => keyId === undefined)) return [];
  throw optionInvalid(`${title} uses no keyId`, 'Is this the right vendor?');
}

async function callKeys(
  keys: (...context: unknown[]) => unknown,
  context: readonly unknown[],
): Promise<unknown> {
  try {
    return await keys(...context);
  } catch (cause) {
    throw new ChatTokenError('ERR_OPTION_INVALID', 'The keys function failed', {
      hint: 'See the cause.',
      cause,
    });
  }
}

function readExpiresAt(value: unknown, name: string): number {
  if (value === undefined) return Infinity;
  const seconds = typeof value === 'number' ? value : timeOf(value) / 1000;
  // 1e11 seconds is the year 5138: larger numbers are milliseconds.
  if (Math.abs(seconds) <= 1e11) return seconds;
  throw optionInvalid(
    `${name}expiresAt must be a valid Date or seconds since 1970`,
    'Numbers are seconds, not milliseconds.',
  );
}
