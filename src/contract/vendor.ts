import { readContract } from '../schema/contract.ts';
import type { Contract, Rule } from '../schema/rule.ts';
import { claimsInvalid, type Validation } from '../utils/issues.ts';
import { isFunction, kindOf } from '../utils/objects.ts';
import { optionInvalid } from '../utils/options.ts';
import {
  type FixedClaims,
  type FormatFamily,
  type FormatFor,
  type FormatTypes,
  isTokenFormat,
  type TokenFormat,
  type TypedFormat,
} from './format.ts';

/**
 * A vendor: what `defineVendor` makes, and what every function of this package takes first.
 *
 * @typeParam User - what the caller passes
 * @typeParam Claims - the payload of a JWT without its times, or the fields that go with a hash
 * @typeParam Settings - what the vendor's widget takes
 * @typeParam Format - the types of the vendor's format: options, header, keys
 */
export interface ChatVendor<
  in User,
  out Claims extends object = object,
  out Settings extends object = object,
  out Format extends FormatTypes = FormatTypes,
> {
  /** A short name in lower case, for messages: `acme`. */
  readonly name: string;
  /** The vendor's own name of the product: `Acme Chat`. */
  readonly title: string;
  /** Address of the vendor's documentation of its token. */
  readonly docs: string;
  /** What the vendor's token is and how it is signed. */
  readonly token: TokenFormat;
  /**
   * Builds the claims for a user. It needs no clock and no key, so a test can assert on the result.
   * The user is not changed; the result is a copy.
   *
   * @throws {@link ChatTokenError} `ERR_CLAIMS_INVALID` with the path of each issue.
   */
  claims(user: User): Claims;
  /**
   * Returns the user's id from the claims of this vendor, or `null` if they have none.
   *
   * @throws {@link ChatTokenError} `ERR_OPTION_INVALID` for claims of another vendor.
   */
  userId(claims: object): string | null;
  /**
   * Returns what the vendor's widget takes, from the claims of this vendor and the token.
   *
   * @throws {@link ChatTokenError} `ERR_OPTION_INVALID` if the definition's `settings` throws.
   */
  settings(claims: object, token: string): Settings;
  /**
   * Like `claims`, but takes anything, and returns the issues instead of throwing. In the claims of a token,
   * `null` is never allowed.
   */
  '~validate'(value: unknown, isToken?: boolean): Validation<Claims>;
  /** The contract as data, if the vendor was written with the rules of this package. */
  '~contract'(): Contract | undefined;
  /** For the compiler only. */
  readonly '~types'?: Format;
}

/**
 * The claims of a user: without `null`, which says in a user that an optional member is left out.
 *
 * @typeParam User - the user
 */
export type WithoutNull<User> = User extends object
  ? { readonly [Name in keyof User]: WithoutNull<Exclude<User[Name], null>> }
  : User;

/** Any vendor, with any user and any format. */
export type AnyChatVendor = ChatVendor<never>;

/** The user that a vendor takes: `UserOf<typeof acme>`. */
export type UserOf<Vendor extends AnyChatVendor> =
  Vendor extends ChatVendor<infer User> ? User : never;

/** The claims that a vendor gives: `ClaimsOf<typeof acme>`. */
export type ClaimsOf<Vendor extends AnyChatVendor> = ReturnType<Vendor['claims']>;

/** What a vendor's widget takes: `SettingsOf<typeof acme>`. */
export type SettingsOf<Vendor extends AnyChatVendor> = ReturnType<Vendor['settings']>;

/** What {@link createVendor} needs. */
interface VendorParts<Claims extends object, Settings extends object> {
  readonly name: string;
  readonly title: string;
  readonly docs: string;
  readonly token: TokenFormat;
  /** Checks a user, or the claims of a token, and returns the claims without the fixed ones. */
  readonly validate: (value: unknown, isToken: boolean) => Validation<object>;
  readonly contract: () => Contract | undefined;
  readonly userId: (claims: Claims) => unknown;
  readonly settings: (claims: Claims, token: string) => Settings;
}

/** Makes a vendor object of parts that were checked. */
// @__NO_SIDE_EFFECTS__
export function createVendor<
  User,
  Claims extends object,
  Settings extends object,
  Format extends FormatTypes,
>(parts: VendorParts<Claims, Settings>): ChatVendor<User, Claims, Settings, Format> {
  const { name, title, docs, token } = parts;
  const validate = (value: unknown, isToken = false): Validation<Claims> => {
    const { claims, issues } = parts.validate(value, isToken);
    if (issues === undefined) {
      // The schema gives one part and the fixed claims are the other: together they are Claims.
      return { claims: { ...token.fixedClaims, ...claims } as Claims };
    }
    return {
      issues: issues.map(({ path, message }) => ({
        path,
        message: token.explain?.(path) ?? message,
      })),
    };
  };
  return Object.freeze({
    name,
    title,
    docs,
    token,
    claims: (user: User) => claimsOf(parts, validate(user)),
    userId(claims: object) {
      let id: unknown;
      try {
        // The caller passes claims of this vendor. Those of another one have no id, or another's.
        id = parts.userId(Object(claims) as Claims);
      } catch {
        // What it threw may quote the user's data.
      }
      if (typeof id === 'string' || id === null) return id;
      throw optionInvalid('userId must return a string or null', 'Pass claims of this vendor.');
    },
    // The caller passes claims of this vendor.
    settings: parts.settings as (claims: object, token: string) => Settings,
    '~validate': validate,
    '~contract': parts.contract,
  });
}

/** Returns the claims of a validation, or throws `ERR_CLAIMS_INVALID`. `whole` is what was validated. */
export function claimsOf<Claims>(
  { title, docs }: { readonly title: string; readonly docs: string },
  { claims, issues }: Validation<Claims>,
  whole = 'the user',
): Claims {
  if (issues === undefined) return claims;
  throw claimsInvalid(`Not valid for ${title}`, issues, `See ${docs}`, whole);
}

/** What a vendor needs whose contract is written with the rules of `schema/`. */
interface BuiltInVendor<
  User extends object,
  Family extends FormatFamily,
  Fixed extends FixedClaims,
  Settings extends object,
> {
  readonly name: string;
  readonly title: string;
  readonly docs: string;
  /** Makes the contract. Called on first use, so that importing is fast. */
  readonly user: () => Rule<User>;
  readonly token: TypedFormat<Family, Fixed, User>;
  readonly userId: (claims: WithoutNull<User>) => string | null;
  readonly settings: (
    claims: Family['made'] & Fixed & WithoutNull<User>,
    token: string,
  ) => Settings;
}

/**
 * Makes a vendor of this package. It can do nothing that `defineVendor` cannot. It only leaves out the
 * checks of a definition and the runner for other libraries' schemas, which every bundle would carry.
 */
// @__NO_SIDE_EFFECTS__
export function builtInVendor<
  User extends object,
  Family extends FormatFamily,
  Fixed extends FixedClaims,
  Settings extends object,
>(
  vendor: BuiltInVendor<User, Family, Fixed, Settings>,
): ChatVendor<User, Fixed & WithoutNull<User>, Settings, FormatFor<Family, User>> {
  let made: Rule<User> | undefined;
  const rule = () => {
    made ??= vendor.user();
    return made;
  };
  return createVendor<User, Fixed & WithoutNull<User>, Settings, FormatFor<Family, User>>({
    ...vendor,
    validate: (value, isToken) => readContract(rule(), value, !isToken),
    contract: () => rule().contract,
  });
}

/**
 * Rejects anything that is not a vendor object, above all a vendor's name. `second` is the next argument of
 * the caller, to recognize swapped ones.
 */
export function rejectNonVendor(vendor: unknown, second?: unknown): void {
  if (isVendor(vendor)) return;
  if (isVendor(second)) {
    throw optionInvalid('The vendor is the first argument', 'Swap the two arguments.');
  }
  // A vendor that needs configuration is a function, and says how it is called.
  const call: unknown = Reflect.get(Object(vendor), '~call');
  if (typeof call === 'string') throw optionInvalid(`Call ${call} first`, 'Pass what it returns.');
  throw optionInvalid(
    `The vendor must be a vendor object, got ${kindOf(vendor)}`,
    "Pass the object, not its name: import { … } from 'chat-token'.",
  );
}

function isVendor(value: unknown): boolean {
  const { token, '~validate': validate }: { token?: unknown; '~validate'?: unknown } =
    Object(value);
  return isFunction(validate) && isTokenFormat(token);
}
