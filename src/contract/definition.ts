import type { KeyIdRule } from '../keys/keys.ts';
import type { StandardSchema } from '../schema/standard-schema.ts';
import { MAX_LIFETIME } from '../utils/limits.ts';
import { isFunction } from '../utils/objects.ts';
import { optionInvalid, readFlag, readOptions, rejectNonFunction } from '../utils/options.ts';
import { isTimeClaim, readLifetime } from '../utils/time.ts';

/** Registered claims (RFC 7519, section 4.1) that a vendor's contract may name. */
export type RegisteredClaim = 'iss' | 'sub' | 'aud' | 'jti';

/** Claims that a vendor demands with a fixed value. */
export type FixedClaims = Readonly<Record<string, string | number | boolean>>;

/** How long a vendor's tokens are valid, in seconds. */
export interface ChatVendorLifetime {
  /** The lifetime unless the caller sets one: whole seconds, from 1 to `max`. */
  readonly default: number;
  /** The longest lifetime, in whole seconds. Default: 31,622,400, which is 366 days. */
  readonly max: number;
}

/** What {@link defineVendor} needs to know about a vendor. */
export interface ChatVendorDefinition<
  User,
  Shape extends object,
  KeyId extends KeyIdRule,
  Fixed extends FixedClaims,
> {
  /** A short name for messages: `acme`. Lower-case letters, digits and hyphens, a letter first. */
  readonly name: string;
  /** The vendor's own name of the product, for messages: `Acme Chat`. Not blank. */
  readonly title: string;
  /** The http or https address of the vendor's documentation of its token, for messages. */
  readonly docs: string;
  /** Whether the header must (`'required'`), may (`'optional'`) or must not (`'unused'`) have a `kid`. */
  readonly keyId: KeyId;
  /**
   * Turns a user into claims. Any synchronous [Standard Schema](https://standardschema.dev) that
   * accepts its own output: verifying a token runs it again, on the claims.
   */
  readonly schema: StandardSchema<User, Shape>;
  /**
   * Claims with a fixed value, such as `scope`: strings, finite numbers or booleans. Added to every
   * token; user data cannot set them. Default: none.
   */
  readonly fixedClaims?: Fixed;
  /**
   * Returns the user's id from the claims: a string, or `undefined` if a user has none. Widgets and
   * the page need it. Default: users have no id.
   */
  readonly userId?: (claims: Fixed & Shape) => string | undefined;
  /** How long a token is valid, in seconds. Default: 1 hour, and at most 366 days. */
  readonly lifetime?: Pick<ChatVendorLifetime, 'default'> & Partial<ChatVendorLifetime>;
  /**
   * The registered claims that the schema names, out of `iss`, `sub`, `aud` and `jti`. The others are
   * removed from a token before its claims are checked, because libraries add them. Default: none.
   */
  readonly registeredClaims?: readonly RegisteredClaim[];
  /** Whether a token without `exp` is rejected. Default: true. */
  readonly requireExpiry?: boolean;
  /**
   * Promises that the schema's messages never contain a value of the user, so that errors may show
   * them. Otherwise they read "is not accepted". Default: false.
   */
  readonly safeMessages?: boolean;
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
  'safeMessages',
];
const KEY_ID_RULES: readonly string[] = ['required', 'optional', 'unused'];

/** The registered claims that are not about time. */
const PARTY_CLAIMS: readonly RegisteredClaim[] = ['iss', 'sub', 'aud', 'jti'];

/** Returns whether a claim is registered and not about time. */
export function isPartyClaim(name: unknown): name is RegisteredClaim {
  return PARTY_CLAIMS.some((claim) => claim === name);
}

/** A definition that passed the checks, with its defaults. */
interface CheckedDefinition<
  User,
  Shape extends object,
  KeyId extends KeyIdRule,
  Fixed extends FixedClaims,
> {
  readonly members: Pick<
    ChatVendorDefinition<User, Shape, KeyId, Fixed>,
    'name' | 'title' | 'docs' | 'keyId' | 'schema'
  > & {
    readonly fixedClaims: FixedClaims;
    readonly lifetime: ChatVendorLifetime;
    readonly registeredClaims: readonly RegisteredClaim[];
    readonly requireExpiry: boolean;
  };
  readonly userId: ((claims: Fixed & Shape) => string | undefined) | undefined;
  readonly safeMessages: boolean;
}

/** Rejects a definition that cannot work, before the first token, and fills in the defaults. */
export function readDefinition<
  User,
  Shape extends object,
  KeyId extends KeyIdRule,
  Fixed extends FixedClaims,
>(
  definition: ChatVendorDefinition<User, Shape, KeyId, Fixed>,
): CheckedDefinition<User, Shape, KeyId, Fixed> {
  const given = readOptions('The vendor definition', definition, MEMBERS);
  // The copy has the members of the definition, each of which may be missing in JavaScript.
  const { name, title, docs, keyId, schema, userId } = given as Partial<typeof definition>;
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(name)) {
    throw optionInvalid('name must be lower-case letters, digits and hyphens', "Such as 'acme'.");
  }
  if (typeof title !== 'string' || title.trim() === '') {
    throw optionInvalid('title must be a string', "Such as 'Acme Chat'.");
  }
  if (typeof docs !== 'string' || !/^https?:/.test(docs)) {
    throw optionInvalid(
      "docs must be the address of the vendor's documentation",
      'Error hints show it.',
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
  rejectNonFunction('userId', userId);
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
    },
    userId,
    safeMessages: readFlag(given, 'safeMessages', false),
  };
}

function isStandardSchema<Schema>(schema: Schema | undefined): schema is Schema {
  const standard: unknown = Reflect.get(Object(schema), '~standard');
  return isFunction(Reflect.get(Object(standard), 'validate'));
}

function readFixedClaims(value: unknown = {}): FixedClaims {
  const hint = "They are the claims with a fixed value, such as { scope: 'user' }.";
  const fixedClaims: Record<string, string | number | boolean> = {};
  for (const [name, claim] of Object.entries(readOptions('fixedClaims', value))) {
    if (name === '__proto__' || isTimeClaim(name)) {
      throw optionInvalid(`fixedClaims.${name} is reserved`, hint);
    }
    if (typeof claim !== 'string' && typeof claim !== 'boolean' && !isFiniteNumber(claim)) {
      throw optionInvalid(`fixedClaims.${name} must be a string, number or boolean`, hint);
    }
    fixedClaims[name] = claim;
  }
  return Object.freeze(fixedClaims);
}

function isFiniteNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function readRegisteredClaims(value: unknown = []): readonly RegisteredClaim[] {
  if (Array.isArray(value)) {
    const names: readonly unknown[] = [...value];
    if (names.every(isPartyClaim)) return names;
  }
  throw optionInvalid(
    'registeredClaims must be a list of registered claims',
    `Choose from: ${PARTY_CLAIMS.join(', ')}.`,
  );
}

/** 1 hour: what the vendors recommend, or show in their samples. */
export const STANDARD_LIFETIME: ChatVendorLifetime = /* @__PURE__ */ Object.freeze({
  default: 3600,
  max: MAX_LIFETIME,
});

function readLifetimes(value: unknown = STANDARD_LIFETIME): ChatVendorLifetime {
  const { default: standard, max: longest = MAX_LIFETIME } = readOptions('lifetime', value, [
    'default',
    'max',
  ]);
  const max = readLifetime('lifetime.max', longest, MAX_LIFETIME);
  return Object.freeze({ default: readLifetime('lifetime.default', standard, max), max });
}
