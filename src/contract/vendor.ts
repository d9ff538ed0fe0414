import type { KeyIdRule } from '../keys/keys.ts';
import { type ContractSchema, readContract } from '../schema/contract.ts';
import type { StandardSchema } from '../schema/standard-schema.ts';
import { claimsInvalid, type Validation } from '../utils/issues.ts';
import { isFunction, isPlainObject, kindOf } from '../utils/objects.ts';
import { optionInvalid } from '../utils/options.ts';
import { isTimeClaim } from '../utils/time.ts';
import {
  type ChatVendorLifetime,
  type FixedClaims,
  type RegisteredClaim,
  STANDARD_LIFETIME,
} from './definition.ts';

/**
 * A vendor: what `defineVendor` makes, and what every function of this package takes first.
 *
 * @typeParam User - what the caller passes
 * @typeParam Claims - the payload of the token, without `iat` and `exp`
 * @typeParam KeyId - whether a key id is required, so that the types demand it
 */
export interface ChatVendor<User, Claims extends object, KeyId extends KeyIdRule = KeyIdRule> {
  /** A short name in lower case, for messages: `acme`. */
  readonly name: string;
  /** The vendor's own name of the product: `Acme Chat`. */
  readonly title: string;
  /** Address of the vendor's documentation of its token. */
  readonly docs: string;
  /** Whether the header must (`'required'`), may (`'optional'`) or must not (`'unused'`) have a `kid`. */
  readonly keyId: KeyId;
  /** How long a token is valid, in seconds: `default` and `max`. */
  readonly lifetime: ChatVendorLifetime;
  /** Whether a token without `exp` is rejected. */
  readonly requireExpiry: boolean;
  /** Claims with a fixed value, the same in every token. */
  readonly fixedClaims: FixedClaims;
  /** The registered claims (RFC 7519, section 4.1) that the schema names, other than times. */
  readonly registeredClaims: readonly RegisteredClaim[];
  /** Turns a user into the claims without the fixed ones. */
  readonly schema: StandardSchema<User, object>;
  /**
   * Builds the claims for a user. It needs no clock and no key, so a test can assert on the result.
   * The user is not changed; the result is a copy.
   *
   * @throws {@link ChatTokenError} `ERR_CLAIMS_INVALID` with the path of each issue.
   */
  claims(user: User): Claims;
  /** Returns the user's id from the claims, or `undefined` if they have none. */
  userId(claims: Claims): string | undefined;
  /** Like `claims`, but returns the issues instead of throwing. */
  '~validate'(user: unknown): Validation<Claims>;
}

/** What a vendor is, before it can do anything. */
type VendorMembers<User, Claims extends object, KeyId extends KeyIdRule> = Omit<
  ChatVendor<User, Claims, KeyId>,
  'claims' | 'userId' | '~validate'
>;

/** Makes a vendor object from members that were checked. `read` checks a user. */
// @__NO_SIDE_EFFECTS__
export function createVendor<User, Claims extends object, KeyId extends KeyIdRule>(
  members: VendorMembers<User, Claims, KeyId>,
  read: (user: unknown) => Validation<object>,
  userId: (claims: Claims) => unknown,
): ChatVendor<User, Claims, KeyId> {
  const { fixedClaims } = members;
  const validate = (user: unknown): Validation<Claims> => {
    const { claims, issues } = read(user);
    if (issues === undefined) {
      // The schema gives one part and the fixed claims are the other: together they are Claims.
      return { claims: { ...fixedClaims, ...claims } as Claims };
    }
    return {
      issues: issues.map(({ path, message }) => ({
        path,
        message: reservedClaim(path, fixedClaims) ?? message,
      })),
    };
  };
  return Object.freeze({
    ...members,
    claims: (user: User) => claimsOf(members, validate(user)),
    userId(claims: Claims) {
      const id = isPlainObject(claims) ? userId(claims) : null;
      if (id === undefined || typeof id === 'string') return id;
      throw optionInvalid(
        'userId must return a string or undefined',
        'Pass claims of this vendor.',
      );
    },
    '~validate': validate,
  });
}

/** Returns the claims of a validation, or throws `ERR_CLAIMS_INVALID`. */
export function claimsOf<Claims>(
  { title, docs }: { readonly title: string; readonly docs: string },
  { claims, issues }: Validation<Claims>,
): Claims {
  if (issues === undefined) return claims;
  throw claimsInvalid(`Not valid for ${title}`, issues, `See ${docs}`);
}

/** Says what is wrong with a claim that user data cannot set. */
export function reservedClaim(name: string, fixedClaims: FixedClaims): string | undefined {
  if (isTimeClaim(name)) return 'is reserved: signing sets the times';
  if (!Object.hasOwn(fixedClaims, name)) return undefined;
  return `is always ${JSON.stringify(fixedClaims[name])} here: leave it out`;
}

/** What a vendor needs whose contract is written with the rules of `schema/`. */
type BuiltInVendor<Claims extends object, KeyId extends KeyIdRule, Shape> = Pick<
  ChatVendor<Shape, Claims, KeyId>,
  'name' | 'title' | 'docs' | 'keyId' | 'fixedClaims'
> & {
  readonly schema: ContractSchema<Shape & object>;
  readonly userId: (claims: Claims) => string | undefined;
};

/**
 * Makes a vendor of this package. It can do nothing that `defineVendor` cannot. It only leaves out the
 * checks of a definition and the runner for other libraries' schemas, which every bundle would carry.
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
    (user) => readContract(vendor.schema, user),
    vendor.userId,
  );
}

/** Rejects anything that is not a vendor object, above all a vendor's name. */
export function rejectNonVendor(vendor: unknown): void {
  if (
    isPlainObject(vendor) &&
    ['claims', 'userId', '~validate'].every((name) => isFunction(Reflect.get(vendor, name))) &&
    isPlainObject(Reflect.get(vendor, 'lifetime'))
  ) {
    return;
  }
  throw optionInvalid(
    `The vendor must be a vendor object, got ${kindOf(vendor)}`,
    "Import it from 'chat-token', or use defineVendor.",
  );
}
