import type { KeyIdRule } from '../keys/keys.ts';
import type { StandardSchema } from '../schema/standard-schema.ts';
import { LONGEST_SECONDS } from '../utils/limits.ts';
import { isFunction } from '../utils/objects.ts';
import { optionInvalid, readFlag, readOptions, refuseNonFunction } from '../utils/options.ts';
import { isTimeClaim, readLifetime } from '../utils/time.ts';

/** Registered claims (RFC 7519, 4.1) that a vendor's contract may name. */
export type RegisteredClaim = 'iss' | 'sub' | 'aud' | 'jti';

/** Claims that a vendor demands with a fixed value. */
export type FixedClaims = Readonly<Record<string, string | number | boolean>>;

/** How long a vendor's tokens are valid, in seconds. */
export interface ChatVendorLifetime {
  /** Where the caller does not say: whole seconds, from 1 to `max`. */
  readonly default: number;
  /** The longest that is signed, in whole seconds. Default: 31,622,400, which is 366 days. */
  readonly max: number;
}

/** What a page is given to hand over to the vendor's widget. */
export interface ChatTokenHandover {
  /** The signed token. */
  readonly token?: string;
  /** The address that answers with a fresh token. */
  readonly endpoint?: string;
  /** The user's id, for vendors that want it beside the token. */
  readonly userId?: string;
}

/** All that {@link defineVendor} needs to know of a vendor. */
export interface ChatVendorDefinition<
  User,
  Shape extends object,
  KeyId extends KeyIdRule,
  Fixed extends FixedClaims,
> {
  /**
   * A short name for messages: `acme`. Lower-case letters, digits and hyphens, a letter first.
   */
  readonly name: string;
  /** The vendor's own name of the product, for messages: `Acme Chat`. Not blank. */
  readonly title: string;
  /** The http or https address of the vendor's documentation of its token, for messages. */
  readonly docs: string;
  /**
   * Whether the header must (`'required'`), may (`'optional'`) or must not (`'unused'`) name the key
   * as `kid`.
   */
  readonly keyId: KeyId;
  /**
   * From the user to the claims. Any synchronous [Standard Schema](https://standardschema.dev) that
   * accepts its own output: verifying a token runs it again, over the claims.
   */
  readonly schema: StandardSchema<User, Shape>;
  /**
   * Claims with a fixed value, such as `scope`: strings, finite numbers or booleans. Added to every
   * token; no user data overrides them. Default: none.
   */
  readonly fixedClaims?: Fixed;
  /**
   * Names the user's id in the claims, for hand-over: a string, or `undefined` where a user has none.
   * Default: none has one.
   */
  readonly userId?: (claims: Fixed & Shape) => string | undefined;
  /** How long a token is valid, in seconds. Default: 1 hour, and at most 366 days. */
  readonly lifetime?: Pick<ChatVendorLifetime, 'default'> & Partial<ChatVendorLifetime>;
  /**
   * The registered claims that the schema names: of `iss`, `sub`, `aud`, `jti`. Others are taken off a token before its claims
   * are checked: libraries add them. Default: none.
   */
  readonly registeredClaims?: readonly RegisteredClaim[];
  /** Whether a token without `exp` is refused. Default: true. */
  readonly requireExpiry?: boolean;
  /**
   * The JavaScript that hands the token over to the vendor's widget, for `loginScript`. Write each
   * value into it with `scriptLiteral`. Default: none, and `loginScript` refuses the vendor.
   */
  readonly script?: (handover: ChatTokenHandover) => string;
  /**
   * That the schema's messages never hold a value of the user, so that errors may show them.
   * Without it they read "is not accepted". Default: false.
   */
  readonly safeMessages?: boolean;
}

/** The other registered claims: a contract may name them, and most do not. */
export const PARTY_CLAIMS: readonly RegisteredClaim[] = ['iss', 'sub', 'aud', 'jti'];

/** Whether a claim is one of those, and not named by the contract. */
export function isUnnamed(name: string, registeredClaims: readonly RegisteredClaim[]): boolean {
  return isPartyClaim(name) && !registeredClaims.includes(name);
}

const MEMBERS = [
  'name',
  'title',
  'docs',
  'keyId',
  'schema',
  'fixedClaims',
  'userId',
  'lifetime',
  'registeredClaims',
  'requireExpiry',
  'script',
  'safeMessages',
];
const KEY_ID_RULES: readonly string[] = ['required', 'optional', 'unused'];

/** A definition that was checked, with the defaults filled in. */
interface CheckedDefinition<
  User,
  Shape extends object,
  KeyId extends KeyIdRule,
  Fixed extends FixedClaims,
> {
  readonly members: Pick<
    ChatVendorDefinition<User, Shape, KeyId, Fixed>,
    'name' | 'title' | 'docs' | 'keyId' | 'schema' | 'script'
  > & {
    readonly fixedClaims: FixedClaims;
    readonly lifetime: ChatVendorLifetime;
    readonly registeredClaims: readonly RegisteredClaim[];
    readonly requireExpiry: boolean;
  };
  readonly userId: ((claims: Fixed & Shape) => string | undefined) | undefined;
  readonly safeMessages: boolean;
}

/** Refuses what cannot work before the first token is made, and fills in the defaults. */
export function readDefinition<
  User,
  Shape extends object,
  KeyId extends KeyIdRule,
  Fixed extends FixedClaims,
>(
  definition: ChatVendorDefinition<User, Shape, KeyId, Fixed>,
): CheckedDefinition<User, Shape, KeyId, Fixed> {
  const given = readOptions('The vendor definition', definition, MEMBERS);
  // The copy holds what the definition held, and inherits nothing from Object.prototype.
  const { name, title, docs, keyId, schema, userId, script } = given as Partial<typeof definition>;
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(name)) {
    throw optionInvalid(
      'name must be lower-case letters, digits and hyphens',
      "For example 'acme'.",
    );
  }
  if (typeof title !== 'string' || title.trim() === '') {
    throw optionInvalid('title must be a text', "For example 'Acme Chat'.");
  }
  if (typeof docs !== 'string' || !/^https?:/.test(docs)) {
    throw optionInvalid(
      "docs must be the address of the vendor's documentation",
      'It stands in the hints of errors, for those who read them.',
    );
  }
  if (keyId === undefined || !KEY_ID_RULES.includes(keyId)) {
    throw optionInvalid(
      `keyId must be one of ${KEY_ID_RULES.join(', ')}`,
      'It says whether the header must, may or must not have a kid.',
    );
  }
  if (!isStandardSchema(schema)) {
    throw optionInvalid(
      'schema must be a Standard Schema',
      'Schemas of zod, valibot and arktype are: see https://standardschema.dev',
    );
  }
  refuseNonFunction('userId', userId);
  refuseNonFunction('script', script);
  return {
    members: {
      name,
      title,
      docs,
      keyId,
      schema,
      fixedClaims: readFixedClaims(given['fixedClaims']),
      lifetime: readLifetimes(given['lifetime']),
      requireExpiry: readFlag(given, 'requireExpiry', true),
      registeredClaims: readRegisteredClaims(given['registeredClaims']),
      ...(script === undefined ? {} : { script }),
    },
    userId,
    safeMessages: readFlag(given, 'safeMessages', false),
  };
}

function isStandardSchema<Schema>(schema: Schema | undefined): schema is Schema {
  try {
    const standard: unknown = Reflect.get(Object(schema), '~standard');
    return isFunction(Reflect.get(Object(standard), 'validate'));
  } catch {
    return false;
  }
}

function readFixedClaims(value: unknown = {}): FixedClaims {
  const hint = "They are the claims with a fixed value, such as { scope: 'user' }.";
  const fixedClaims: Record<string, string | number | boolean> = {};
  const given = readOptions('fixedClaims', value);
  for (const name of Object.keys(given)) {
    const claim = given[name];
    if (name === '__proto__' || isTimeClaim(name)) {
      throw optionInvalid(`fixedClaims.${name} is reserved`, hint);
    }
    if (!isFixedValue(claim)) {
      throw optionInvalid(`fixedClaims.${name} must be a string, number or boolean`, hint);
    }
    fixedClaims[name] = claim;
  }
  return Object.freeze(fixedClaims);
}

function isFixedValue(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function isPartyClaim(name: unknown): name is RegisteredClaim {
  return PARTY_CLAIMS.some((claim) => claim === name);
}

function readRegisteredClaims(value: unknown = []): readonly RegisteredClaim[] {
  try {
    if (Array.isArray(value)) {
      const names: unknown[] = [...value];
      if (names.every(isPartyClaim)) return names;
    }
  } catch {
    // A proxy that throws is no list.
  }
  throw optionInvalid(
    'registeredClaims must be a list of registered claims',
    `Some of: ${PARTY_CLAIMS.join(', ')}.`,
  );
}

/** 1 hour: what the vendors recommend, or show in their samples. */
export const STANDARD_LIFETIME: ChatVendorLifetime = /* @__PURE__ */ Object.freeze({
  default: 3600,
  max: LONGEST_SECONDS,
});

function readLifetimes(value: unknown = STANDARD_LIFETIME): ChatVendorLifetime {
  const given = readOptions('lifetime', value, ['default', 'max']);
  const { max: longest = LONGEST_SECONDS } = given;
  const max = readLifetime('lifetime.max', longest, LONGEST_SECONDS);
  return Object.freeze({ default: readLifetime('lifetime.default', given['default'], max), max });
}
