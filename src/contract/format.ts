import type { SecretEncoding } from '../keys/encodings.ts';
import type { KeyIdReader, KeyIdRule } from '../keys/keys.ts';
import type { ChatTokenIssue } from '../utils/errors.ts';
import { isFunction, type OwnProperties } from '../utils/objects.ts';

/** Claims that a vendor demands with a fixed value. */
export type FixedClaims = Readonly<Record<string, string | number | boolean>>;

/** Options that can be overridden per token that is verified. */
export interface VerifyOverrides {
  /**
   * The current time, for tests. Default: the clock; for the matchers and assertions of
   * `chat-token/testing` the token's own `iat`.
   */
  readonly now?: Date | undefined;
}

/** What the types of a format say, so that each function takes the right options. */
export interface FormatTypes {
  /** The options for signing. */
  readonly sign: object;
  /**
   * What the options for a token alone must be besides: anything, or a type that no options have where the token
   * is valid only with the rest of the login.
   */
  readonly alone: unknown;
  /** The options for signing besides those for the key. */
  readonly signing: object;
  /** The options for signing that can be overridden per token. */
  readonly overrides: object;
  /** The options for verifying. */
  readonly verify: object;
  /** The options of a prepared verifier. */
  readonly verifier: object;
  /** The options of a prepared verifier that can be overridden per token. */
  readonly verifyOverrides: VerifyOverrides;
  /** The header of a verified token, or `undefined` if the format has none. */
  readonly header: object | undefined;
  /** One key: a secret, with a key id if the vendor requires one. */
  readonly key: object;
}

/**
 * The types of a format before it belongs to a vendor: those of a hash depend on the vendor's user. An
 * interface that extends this writes `this['user']` for it.
 */
export interface FormatFamily {
  /** The vendor's user. */
  readonly user: unknown;
  /** The types for that user. */
  readonly types: FormatTypes;
  /** What signing adds to the claims, as far as `settings` needs it. */
  readonly made: unknown;
}

/** The types of a format for a vendor's user. */
export type FormatFor<Family extends FormatFamily, User> = (Family & {
  readonly user: User;
})['types'];

/** How long a vendor's tokens are valid, in seconds. */
export interface TokenExpiry {
  /**
   * `exp`: the token says when it expires. Otherwise the claim or field with the time when it was made, `iat`
   * in a JWT. The vendor accepts the token until it is `max` seconds old.
   */
  readonly claim: string;
  /** The lifetime unless the caller sets one: whole seconds, from 1 to `max`. */
  readonly default: number;
  /** The longest lifetime, in whole seconds. Default: 31,622,400, which is 366 days. */
  readonly max: number;
  /** Whether a token without that claim is rejected. */
  readonly required: boolean;
  /** Whether a token without `iat` is rejected too. */
  readonly requireIssuedAt?: boolean;
}

/** How a hash is written: in lower-case hexadecimal digits, or in standard base64 with padding. */
export type HashEncoding = 'hex' | 'base64';

/** The field with the time of a hash. */
export interface TimeField {
  /** Its name: `timestamp`. */
  readonly name: string;
  /** In what it counts since 1970. */
  readonly unit: 'milliseconds' | 'seconds';
  /** Takes the time out of the fields that were sent with a hash. */
  split(user: unknown): SentFields;
  /** Throws if a hash of this time is too old, or too far in the future. `now` is in seconds since 1970. */
  checkAge(time: number, now: number): void;
}

/** The fields that were sent with a hash, and its time. */
export interface SentFields {
  /** The fields without the time, unchecked. */
  readonly fields: unknown;
  /** The time, in the unit of its field. */
  readonly time?: number;
  /** What is wrong with the time. */
  readonly issues?: readonly ChatTokenIssue[];
}

/** What a vendor's token is and how it is signed. Made with `jwt` or `hmac`. */
export interface TokenFormat {
  /** `jwt`: a JWT with the claims. `hmac`: an identity hash that goes with plain fields. */
  readonly kind: 'jwt' | 'hmac';
  /** Whether the header must (`'required'`), may (`'optional'`) or must not (`'unused'`) have a `kid`. */
  readonly keyId: KeyIdRule;
  /** How long a token is valid, or `null` if it never expires. */
  readonly expiry: TokenExpiry | null;
  /** Whether the vendor accepts each token only once. */
  readonly singleUse?: boolean;
  /** How the secret is written, if it is not used as UTF-8. */
  readonly secretEncoding?: SecretEncoding | undefined;
  /** The claim with the key id. Without it, the key id is the header's `kid`. */
  readonly keyIdClaim?: string | undefined;
  /** How a hash is written. A JWT is always in base64url. */
  readonly outputEncoding?: HashEncoding;
  /** The field with the time of a hash that expires: the hash is valid only together with it. */
  readonly timeField?: TimeField;
  /** The longest token in characters, unless an option says otherwise. */
  readonly maxTokenLength: number;
  /** Claims with a fixed value, the same in every token. */
  readonly fixedClaims: FixedClaims;
  /** Claims that only signing sets: the times of a JWT, its key id, generated ones. */
  readonly reservedClaims: readonly string[];
  /** Claims that signing makes, other than the times: a token without one is rejected. */
  readonly generatedClaims?: readonly string[];
  /** Claims that give rights at the vendor: user data cannot set them, and a token that has one is rejected. */
  readonly privilegedClaims?: readonly string[];
  /** Claims that user data cannot set, and that are ignored in a token. */
  readonly ignoredClaims?: readonly string[];
  /** The names of the options that can be overridden per token. */
  readonly overrides: readonly string[];
  /** The names of all options for signing. */
  readonly options: readonly string[];
  /** Throws if a token alone is worth nothing: without its time, a hash that expires. */
  rejectAlone?(title: string): never;
  /** Says what is wrong with a claim that user data cannot set, and returns `undefined` for any other. */
  explain?(name: string): string | undefined;
  /** Checks the key ids of a ring, and returns them. Only signing needs them. */
  readonly readKeyIds: KeyIdReader;
  /** Checks the options of this format, and returns the function that composes each token. */
  prepare(options: OwnProperties): Compose;
  /** Makes the token of the text that was signed and its HMAC. */
  complete(input: string, mac: Uint8Array): string;
}

/** Composes a token for the claims of a user. */
export type Compose = (claims: object, context: ComposeContext) => ComposedToken;

/** What composing a token needs besides the claims. */
export interface ComposeContext {
  /** The vendor's title, for messages. */
  readonly title: string;
  /** The id of the key that signs. */
  readonly keyId: string | undefined;
  /** The current time, in seconds since 1970. */
  readonly now: number;
  /** The time of a hash that is verified, in the unit of its field. Default: `now`. */
  readonly time?: number;
  /** The options that were passed for this token alone. */
  readonly overrides: OwnProperties | undefined;
}

/** A token before it is signed. */
export interface ComposedToken {
  /** The claims with those that signing made, but without the times of a JWT. */
  readonly claims: object;
  /** The text to sign. */
  readonly input: string;
  /** When the token expires, in seconds since 1970, or `null` if it never does. */
  readonly expiresAt: number | null;
}

/** A format with its types: what `jwt` and `hmac` return, and `defineVendor` takes as `token`. */
export interface TypedFormat<
  out Family extends FormatFamily,
  out Fixed extends FixedClaims,
  in Fields,
> extends TokenFormat {
  /** For the compiler only. */
  readonly '~format'?: {
    readonly types: Family;
    readonly fixedClaims: Fixed;
    readonly signs: (fields: Fields) => void;
  };
}

/** Returns whether a value is a format made with `jwt` or `hmac`. */
export function isTokenFormat(value: unknown): value is TokenFormat {
  return isFunction(Reflect.get(Object(value), 'prepare'));
}
