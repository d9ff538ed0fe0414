import type { KeyIdRule } from '../keys/keys.ts';
import { type ContractSchema, type Reading, readContract } from '../schema/rules.ts';
import type { StandardSchema } from '../schema/standard-schema.ts';
import { contractBroken, isSome } from '../utils/issues.ts';
import { isFunction, isPlainObject, kindOf, readableProperties } from '../utils/objects.ts';
import { optionInvalid } from '../utils/options.ts';
import { isTimeClaim } from '../utils/time.ts';
import {
  type ChatTokenHandover,
  type ChatVendorLifetime,
  type FixedClaims,
  type RegisteredClaim,
  STANDARD_LIFETIME,
} from './definition.ts';

/**
 * A vendor: what `defineVendor` makes, and what every function of this package takes first.
 *
 * @typeParam User - what the caller gives
 * @typeParam Claims - what is on the wire, beside `iat` and `exp`
 * @typeParam KeyId - whether a key id is required, so that the types demand it
 */
export interface ChatVendor<User, Claims extends object, KeyId extends KeyIdRule = KeyIdRule> {
  /** A short name in lower case, for messages: `acme`. */
  readonly name: string;
  /** The vendor's own name of the product: `Acme Chat`. */
  readonly title: string;
  /** Address of the vendor's documentation of its token. */
  readonly docs: string;
  /**
   * Whether the header must (`'required'`), may (`'optional'`) or must not (`'unused'`) name the key
   * as `kid`.
   */
  readonly keyId: KeyId;
  /** How long a token is valid, in seconds: `default` and `max`. */
  readonly lifetime: ChatVendorLifetime;
  /** Whether a token without `exp` is refused. */
  readonly requireExpiry: boolean;
  /** Claims with a fixed value, the same in every token. */
  readonly fixedClaims: FixedClaims;
  /** The registered claims (RFC 7519, 4.1) that the schema names, beside those about time. */
  readonly registeredClaims: readonly RegisteredClaim[];
  /** From the user to the claims without the fixedClaims. */
  readonly schema: StandardSchema<User, object>;
  /** The JavaScript that hands the token over to the vendor's widget, where there is one. */
  readonly script?: (handover: ChatTokenHandover) => string;
  /**
   * Builds the claims for a user: pure, without clock and key, so that tests can assert on it. The
   * user is not changed; what is returned is a copy.
   *
   * @throws {@link ChatTokenError} `ERR_CLAIMS_INVALID` with the path of each fault.
   */
  claims(user: User): Claims;
  /** The user's id in the claims, for hand-over; `undefined` where there is none. */
  userId(claims: Claims): string | undefined;
}

/** What a vendor is, before it can do anything. */
type VendorMembers<User, Claims extends object, KeyId extends KeyIdRule> = Omit<
  ChatVendor<User, Claims, KeyId>,
  'claims' | 'userId'
>;

/** Puts a vendor together of what is known to be right. */
// @__NO_SIDE_EFFECTS__
export function createVendor<User, Claims extends object, KeyId extends KeyIdRule>(
  members: VendorMembers<User, Claims, KeyId>,
  read: (value: unknown) => Reading,
  userId: (claims: Claims) => unknown,
): ChatVendor<User, Claims, KeyId> {
  const { fixedClaims } = members;
  return Object.freeze({
    ...members,
    claims(user: User) {
      const { claims, issues } = read(user);
      const all = issues.map(({ path, message }) => ({
        path,
        message: reserved(path, fixedClaims) ?? message,
      }));
      if (isSome(all)) throw contractBroken(members, all);
      // The schema gave one part and the fixed claims are the other: together they are the claims' type.
      return { ...fixedClaims, ...claims } as Claims;
    },
    userId(claims: Claims) {
      const own = readableProperties(claims);
      try {
        // The copy holds what the claims hold, and inherits nothing from Object.prototype.
        const id = own === undefined ? null : userId(own as Claims);
        if (id === undefined || typeof id === 'string') return id;
      } catch {
        // What it threw may hold the user's data.
      }
      throw optionInvalid(
        'userId must find a string or nothing in the claims',
        'Pass claims of this vendor, and ids as strings.',
      );
    },
  });
}

/** What is wrong with a claim that is not the user's to give. */
export function reserved(path: string, fixedClaims: FixedClaims): string | undefined {
  if (isTimeClaim(path)) return 'is reserved: the clock and expiresIn set it';
  if (!Object.hasOwn(fixedClaims, path)) return undefined;
  return `is always ${JSON.stringify(fixedClaims[path])} here: leave it out`;
}

/** All that a vendor needs whose contract is written with our own checker. */
type BuiltInVendor<Claims extends object, KeyId extends KeyIdRule, Shape> = Pick<
  ChatVendor<Shape, Claims, KeyId>,
  'name' | 'title' | 'docs' | 'keyId' | 'fixedClaims'
> & {
  readonly schema: ContractSchema<Shape & object>;
  readonly script: (handover: ChatTokenHandover) => string;
  readonly userId: (claims: Claims) => string | undefined;
};

/**
 * A vendor of this package. It can do nothing that one of `defineVendor` cannot: only the checks of
 * its definition, which a program would carry and run for nothing, were done by the compiler.
 */
// @__NO_SIDE_EFFECTS__
export function builtInVendor<Shape extends object, Claims extends Shape, KeyId extends KeyIdRule>(
  vendor: BuiltInVendor<Claims, KeyId, Shape>,
): ChatVendor<Shape, Claims, KeyId> {
  return createVendor<Shape, Claims, KeyId>(
    {
      ...vendor,
      fixedClaims: Object.freeze(vendor.fixedClaims),
      registeredClaims: [],
      lifetime: STANDARD_LIFETIME,
      requireExpiry: true,
    },
    (value) => readContract(vendor.schema, value),
    vendor.userId,
  );
}

/** Refuses what no vendor object is, above all a vendor's name. */
export function readVendor(vendor: unknown): void {
  try {
    if (
      isPlainObject(vendor) &&
      ['claims', 'userId'].every((name) => isFunction(Reflect.get(vendor, name)))
    ) {
      if (isPlainObject(Reflect.get(vendor, 'lifetime'))) return;
    }
  } catch {
    // A proxy or getter that throws is no vendor.
  }
  throw optionInvalid(
    `The vendor must be a vendor object, not ${kindOf(vendor)}`,
    "Import the vendor itself from 'chat-token', or make one with defineVendor.",
  );
}
