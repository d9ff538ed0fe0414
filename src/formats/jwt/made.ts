import { isChatTokenError } from '../../utils/errors.ts';
import { isFunction } from '../../utils/objects.ts';
import { optionInvalid, requireApi } from '../../utils/options.ts';

/** What a claim that is made at signing time can be made of. */
export interface SigningContext {
  /** When the token is signed, in seconds since 1970. */
  readonly issuedAt: number;
  /** When the token expires, in seconds since 1970. */
  readonly expiresAt: number;
  /** Makes a random id: a UUID, or what the option `randomId` returns. */
  readonly randomId: () => string;
}

/** Makes the value of a claim at signing time. */
export type ClaimMaker = (context: SigningContext) => string | number | boolean;

/** Claims that are made at signing time, by name. */
export type ClaimMakers = Readonly<Record<string, ClaimMaker>>;

/** The claims of a vendor that signing makes. */
export interface MadeClaims {
  /** The names of those that user data cannot set. */
  readonly generated: readonly string[];
  /** Adds them to the claims of a user. `randomId` is the option, unchecked. */
  complete(claims: object, issuedAt: number, expiresAt: number, randomId: unknown): object;
}

/** User data cannot set `generated`. `defaults` are for users who have none; the contract names them. */
// @__NO_SIDE_EFFECTS__
export function makeClaims(generated: ClaimMakers, defaults: ClaimMakers = {}): MadeClaims {
  return {
    generated: Object.keys(generated),
    complete(claims, issuedAt, expiresAt, randomId = randomUuid) {
      const context = { issuedAt, expiresAt, randomId: () => readId(randomId) };
      return { ...make(defaults, context), ...claims, ...make(generated, context) };
    },
  };
}

function make(makers: ClaimMakers, context: SigningContext): object {
  return Object.fromEntries(Object.entries(makers).map(([name, maker]) => [name, maker(context)]));
}

function randomUuid(): string {
  return requireApi(globalThis.crypto?.randomUUID, 'crypto.randomUUID').call(crypto);
}

function readId(randomId: unknown): string {
  try {
    const id: unknown = isFunction(randomId) ? randomId() : undefined;
    if (typeof id === 'string' && id !== '') return id;
  } catch (error) {
    // This runtime has no crypto.randomUUID.
    if (isChatTokenError(error)) throw error;
  }
  throw optionInvalid('randomId must be a function that returns a string', 'It is for tests.');
}
