import type { ChatVendor } from '../contract/vendor.ts';
import { readUnverified } from '../formats/jwt/compact.ts';
import type { ChatTokenKey, KeyIdRule } from '../keys/keys.ts';
import {
  type ChatTokenTimes,
  type ChatTokenVerifier,
  createChatTokenVerifier,
} from '../token/verify.ts';
import {
  ChatTokenError,
  type ChatTokenErrorCode,
  type ChatTokenIssue,
  isChatTokenError,
} from '../utils/errors.ts';
import { bare, isFunction, type OwnProperties } from '../utils/objects.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { timeOf } from '../utils/time.ts';

/**
 * Thrown by a fake where the vendor's documents do not say what happens. No `ChatTokenError`: code
 * under test that handles those must not take a gap of the documentation for a verdict on a token.
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

/** What a vendor answers to what it refuses, as far as it is documented or was observed. */
export interface VendorAnswer {
  /** Where that is documented, or was observed. */
  readonly source: string;
  /** The HTTP status, where it is known. */
  readonly status?: number;
  /** The body, where it is known. */
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

/** What a fake throws where the vendor refuses: a token, a log-in, an eleventh key. */
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

/** A refusal whose whole answer is known: an engine's error body, with one code and one description. */
export function refusalOf(
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

/** What every fake is told. */
export interface FakeOptions<KeyId extends KeyIdRule> {
  /** The keys that the vendor has for you: all of them verify. */
  readonly keys: readonly ChatTokenKey<KeyId>[];
  /**
   * The time at first, from which only `advance` moves it, or a function that gives the time. Default:
   * the clock's.
   */
  readonly now?: Date | (() => Date) | undefined;
}

/** What every fake can do. */
export interface Fake<Visitor> {
  /** A browser or device that was never here: with no cookies, and nobody logged in. */
  visitor(): Visitor;
  /** Lets time pass, in seconds: tokens and retired keys expire. */
  advance(seconds: number): void;
  /**
   * Answers as the vendor's HTTP interface, where that is documented or was observed; rejects with
   * {@link UndocumentedError} for all else.
   */
  fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>;
}

/** A message of a conversation. */
export interface FakeMessage {
  /** Counts the messages of the fake, from 1 on. */
  readonly number: number;
  /** What the visitor wrote. */
  readonly text: string;
}

/** What the fakes are built on. */
export interface FakeBase<Claims> {
  /** Seconds since 1970. */
  now(): number;
  advance(seconds: number): void;
  /** `user_1`, `user_2` … */
  nextId(kind: string): string;
  nextMessage(text: string): FakeMessage;
  /** Replaces the ring of keys; none at all is possible. */
  setKeys(keys: readonly ChatTokenKey[]): void;
  /** The verifier's error for a token, or its claims. */
  read(token: string): Promise<Claims & ChatTokenTimes>;
  /** The claims of a token that the vendor takes; else a {@link VendorRejection}. */
  admit(token: string): Promise<Claims & ChatTokenTimes>;
  undocumented(unknown: string): UndocumentedError;
}

/** Says how the vendor refuses a fault; `undefined` where that is not documented. */
export type Refuse = (fault: FakeFault, claims: OwnProperties) => VendorRejection | undefined;

/** What is wrong with a token: code and issues of the error, its own alone. */
export interface FakeFault {
  readonly code: ChatTokenErrorCode;
  readonly issues: readonly ChatTokenIssue[] | undefined;
}

const OPTIONS = ['keys', 'now'];

/** Of a token whose signature does not hold, nothing is believed. */
const NO_CLAIMS: OwnProperties = /* @__PURE__ */ bare({});

/** Checks what every fake is told, and makes what every fake needs. */
export function createFakeBase<User, Claims extends object>(
  vendor: ChatVendor<User, Claims>,
  options: FakeOptions<KeyIdRule>,
  own: { readonly options: readonly string[]; readonly requireExpiry: boolean },
  refuse: Refuse,
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
      return bare(claims);
    },
    async admit(token) {
      try {
        return await base.read(token);
      } catch (error) {
        if (!isTokenFault(error)) throw error;
        // The claims are looked at only once the signature holds.
        const isProved = error.code === 'ERR_CLAIMS_INVALID';
        const issues = Object.hasOwn(error, 'issues') ? error.issues : undefined;
        const refusal = refuse(
          { code: error.code, issues },
          isProved ? readUnverified(token) : NO_CLAIMS,
        );
        throw refusal ?? base.undocumented(`what becomes of such a token (${error.message})`);
      }
    },
    undocumented: (unknown) => new UndocumentedError(vendor.title, unknown),
  };
  base.setKeys(options.keys);
  return base;
}

/** Reads a time anew each time, or what it is now: a `Date` can be changed. */
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
        'now must be a valid Date, or a function that gives one',
        'Leave it out to take the time of the clock.',
      );
    }
    return Math.floor(milliseconds / 1000) + passed;
  };
  // A function may not be able to tell yet.
  if (!isFunction(given)) now();
  return {
    now,
    advance(seconds) {
      if (!Number.isSafeInteger(seconds) || seconds < 0) {
        throw optionInvalid('advance takes whole seconds, 0 or more', 'Time runs one way.');
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

/** Whether the error is about the token, and not about keys or options. */
export function isTokenFault(error: unknown): error is ChatTokenError {
  return isChatTokenError(error) && TOKEN_FAULTS.includes(error.code);
}

function noKey(): ChatTokenError {
  return new ChatTokenError('ERR_KEY_UNKNOWN', 'The fake has no key');
}

/** Takes a member out of a list. */
export function remove<T>(list: T[], member: T): void {
  list.splice(list.indexOf(member), 1);
}
