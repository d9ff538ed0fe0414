import type { ChatVendor } from '../contract/vendor.ts';
import { readUnverifiedClaims } from '../formats/jwt/compact.ts';
import type { Jwt } from '../formats/jwt/options.ts';
import type { ChatTokenTimes } from '../formats/jwt/times.ts';
import type { ChatTokenKey, KeyIdRule } from '../keys/keys.ts';
import { type ChatTokenVerifier, createChatTokenVerifier } from '../token/verify.ts';
import {
  ChatTokenError,
  type ChatTokenErrorCode,
  type ChatTokenIssue,
  isChatTokenError,
} from '../utils/errors.ts';
import { isFunction, type OwnProperties } from '../utils/objects.ts';
import { optionInvalid, readOptions, requireApi } from '../utils/options.ts';
import { timeOf } from '../utils/time.ts';

/**
 * Thrown by a fake when the vendor's documentation does not say what happens. It is not a
 * `ChatTokenError`: code under test that handles those must not mistake it for a verdict on a token.
 */
export class UndocumentedError extends Error {
  /** The vendor's product. */
  readonly vendor: string;
  /** What is not documented. */
  readonly unknown: string;

  constructor(vendor: string, unknown: string) {
    super(`${vendor} does not document ${unknown}. The fake does not guess.`);
    this.vendor = vendor;
    this.unknown = unknown;
  }

  /** `UndocumentedError`. */
  override get name(): string {
    return 'UndocumentedError';
  }
}

/** How a vendor answers when it rejects something, as far as that is documented or was observed. */
export interface VendorAnswer {
  /** Where the answer is documented, or was observed. */
  readonly source: string;
  /** The HTTP status, if it is known. */
  readonly status?: number;
  /** The body, if it is known. */
  readonly body?: {
    /** The one member. */
    readonly error: {
      /** A stable name: `invalid_auth`. */
      readonly code: string;
      /** What is wrong: `Invalid JWT`. */
      readonly description: string;
    };
  };
}

/** Thrown by a fake when the vendor rejects something: a token, a login, an eleventh key. */
export class VendorRejection extends Error {
  /** The vendor's answer. */
  readonly answer: VendorAnswer;

  constructor(message: string, answer: VendorAnswer) {
    super(message);
    this.answer = answer;
  }

  /** `VendorRejection`. */
  override get name(): string {
    return 'VendorRejection';
  }
}

/** Makes a rejection whose whole answer is known. */
export function rejectionOf(
  status: number,
  code: string,
  description: string,
  source: string,
): VendorRejection {
  return new VendorRejection(description, {
    status,
    body: { error: { code, description } },
    source,
  });
}

/** Options that all fakes have. */
export interface FakeOptions<Key extends ChatTokenKey = ChatTokenKey> {
  /** The keys that the vendor has for you. All of them verify. */
  readonly keys: readonly Key[];
  /**
   * The time at the start, which only `advance` moves, or a function that returns the time. Default:
   * the clock.
   */
  readonly now?: Date | (() => Date) | undefined;
}

/** What all fakes can do. */
export interface Fake<Visitor> {
  /** Makes a new browser or device: without cookies, not logged in. */
  visitor(): Visitor;
  /** Moves the time forward, in seconds: tokens and retired keys expire. */
  advance(seconds: number): void;
  /**
   * Answers like the vendor's HTTP API, where that is documented or was observed. Otherwise rejects
   * with {@link UndocumentedError}.
   */
  fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>;
}

/** A message of a conversation. */
export interface FakeMessage {
  /** The number of the message in this fake, from 1. */
  readonly number: number;
  /** What the visitor wrote. */
  readonly text: string;
}

/** What the vendors' fakes are built on. */
export interface FakeBase<Claims> {
  /** Seconds since 1970. */
  now(): number;
  advance(seconds: number): void;
  /** `user_1`, `user_2` … */
  nextId(kind: string): string;
  nextMessage(text: string): FakeMessage;
  /** Replaces the keys. An empty list is possible. */
  setKeys(keys: readonly ChatTokenKey[]): void;
  /** Returns the claims of a token, or rejects with the verifier's error. */
  read(token: string): Promise<Claims & ChatTokenTimes>;
  /** Returns the claims of a token, or rejects with the vendor's {@link VendorRejection}. */
  admit(token: string): Promise<Claims & ChatTokenTimes>;
  undocumented(unknown: string): UndocumentedError;
}

/** Returns how the vendor rejects a fault, or `undefined` if that is not documented. */
export type Reject = (fault: FakeFault, claims: OwnProperties) => VendorRejection | undefined;

/** What is wrong with a token: the code and issues of the verifier's error. */
export interface FakeFault {
  readonly code: ChatTokenErrorCode;
  readonly issues: readonly ChatTokenIssue[] | undefined;
}

const OPTIONS = ['keys', 'now'];

/** The claims of a token with a wrong signature are not used. */
const NO_CLAIMS: OwnProperties = {};

/** Checks the options that all fakes have, and makes what all fakes need. */
export function createFakeBase<Claims extends object>(
  vendor: ChatVendor<never, Claims, object, Jwt<KeyIdRule>>,
  options: FakeOptions,
  own: { readonly options: readonly string[]; readonly requireExpiry: boolean },
  reject: Reject,
): FakeBase<Claims> {
  const { keys: first } = readOptions('The options', options, [...OPTIONS, ...own.options]);
  if (!Array.isArray(first)) {
    throw optionInvalid(
      'keys must be a list of keys',
      'Pass [{ secret }], with keyId where there is one.',
    );
  }
  const time = createFakeClock(options.now);
  const ids = new Map<string, number>();
  let verify: ChatTokenVerifier<Claims> | undefined;
  let messages = 0;

  const base: FakeBase<Claims> = {
    ...time,
    nextId(kind) {
      const number = (ids.get(kind) ?? 0) + 1;
      ids.set(kind, number);
      return `${kind}_${number}`;
    },
    nextMessage(text) {
      messages += 1;
      return { number: messages, text };
    },
    setKeys(keys) {
      const { requireExpiry } = own;
      verify =
        keys.length === 0 ? undefined : createChatTokenVerifier(vendor, { keys, requireExpiry });
    },
    async read(token) {
      if (verify === undefined) throw noKey();
      const { claims } = await verify(token, { now: new Date(base.now() * 1000) });
      return claims;
    },
    async admit(token) {
      try {
        return await base.read(token);
      } catch (error) {
        if (!isTokenFault(error)) throw error;
        // Only this error comes after the signature was checked.
        const isProved = error.code === 'ERR_CLAIMS_INVALID';
        const rejection = reject(
          { code: error.code, issues: error.issues },
          isProved ? readUnverifiedClaims(token) : NO_CLAIMS,
        );
        throw rejection ?? base.undocumented(`what happens to such a token (${error.message})`);
      }
    },
    undocumented: (unknown) => new UndocumentedError(vendor.title, unknown),
  };
  base.setKeys(options.keys);
  return base;
}

/** Returns a function that reads the time. A fixed `Date` is read once, because it can change. */
function readTime(given: Date | (() => Date)): () => number {
  if (isFunction(given)) return () => timeOf(given());
  const fixed = timeOf(given);
  return () => fixed;
}

function createFakeClock(
  given: Date | (() => Date) = () => new Date(),
): Pick<FakeBase<object>, 'now' | 'advance'> {
  const time = readTime(given);
  let passed = 0;
  const now = () => {
    const milliseconds = time();
    if (Number.isNaN(milliseconds)) {
      throw optionInvalid(
        'now must be a valid Date, or a function that returns one',
        'Leave it out to use the clock.',
      );
    }
    return Math.floor(milliseconds / 1000) + passed;
  };
  // A function may not know the time yet.
  if (!isFunction(given)) now();
  return {
    now,
    advance(seconds) {
      if (!Number.isSafeInteger(seconds) || seconds < 0) {
        throw optionInvalid('advance takes whole seconds, 0 or more', 'Time only moves forward.');
      }
      passed += seconds;
    },
  };
}

const TOKEN_FAULTS: readonly ChatTokenErrorCode[] = [
  'ERR_KEY_ID_MISSING',
  'ERR_CLAIMS_INVALID',
  'ERR_TOKEN_TOO_LARGE',
  'ERR_TOKEN_MALFORMED',
  'ERR_ALGORITHM_REJECTED',
  'ERR_KEY_UNKNOWN',
  'ERR_SIGNATURE_INVALID',
  'ERR_TOKEN_EXPIRED',
  'ERR_TOKEN_NOT_YET_VALID',
];

/** Returns whether an error is about the token, not about keys or options. */
export function isTokenFault(error: unknown): error is ChatTokenError {
  return isChatTokenError(error) && TOKEN_FAULTS.includes(error.code);
}

function noKey(): ChatTokenError {
  return new ChatTokenError('ERR_KEY_UNKNOWN', 'The fake has no key');
}

/** Copies data, so that what a test has read stays as it was. */
export function copyData<T>(data: T): T {
  return requireApi(globalThis.structuredClone, 'structuredClone')(data);
}

/** Removes a member from a list. */
export function remove<T>(list: T[], member: T): void {
  list.splice(list.indexOf(member), 1);
}
