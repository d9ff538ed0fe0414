import {
  type ChatTokenHandover,
  type ChatVendorConstants,
  type ChatVendorDefinition,
  type ChatVendorLifetime,
  isTimeClaim,
  type KeyIdRule,
  PARTY_CLAIMS,
  readDefinition,
  TIME_CLAIMS,
} from './definition.ts';
import type { ChatTokenIssue } from './errors.ts';
import { claimsInvalid, refuseIssues } from './issues.ts';
import { isFunction, isPlainObject, kindOf, ownProperties, readableProperties } from './objects.ts';
import { optionInvalid } from './options.ts';
import { isExact } from './schema.ts';
import { type Reading, readShape } from './shape.ts';
import type { StandardSchema } from './standard-schema.ts';

/**
 * A vendor: what {@link defineVendor} makes, and what every function of this package takes first.
 *
 * @typeParam User - what the caller gives
 * @typeParam Claims - what is on the wire, beside `iat` and `exp`
 * @typeParam KeyId - whether a key id is required, so that the types demand it
 */
export interface ChatVendor<User, Claims extends object, KeyId extends KeyIdRule = KeyIdRule> {
  /** A short name in lower case: `acme`. */
  readonly name: string;
  /** The vendor's own name of the product: `Acme Chat`. */
  readonly title: string;
  /** Address of the vendor's documentation of its token. */
  readonly docs: string;
  /** Whether the header must, may or must not name the key (`kid`). */
  readonly keyId: KeyId;
  /** How long a token is valid, in seconds. */
  readonly lifetime: ChatVendorLifetime;
  /** Whether a token without `exp` is refused. */
  readonly requireExpiry: boolean;
  /** Claims with a fixed value. */
  readonly constants: ChatVendorConstants;
  /** From the user to the claims without the constants. */
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
  /**
   * Checks the claims of a token: the constants, and all else as for {@link ChatVendor.claims}.
   * `verifyChatToken` calls it once the signature and the times hold. Registered claims that the
   * contract does not name (`iat`, `exp`, `nbf`, `iss`, `sub`, `aud`, `jti`) are left out.
   *
   * @throws {@link ChatTokenError} `ERR_CLAIMS_INVALID` with the path of each fault.
   */
  check(claims: object): Claims;
  /** The user's id in the claims, for hand-over; `undefined` where there is none. */
  subject(claims: Claims): string | undefined;
}

/**
 * Describes a vendor, so that everything in this package works for it. The built-in vendors are made
 * with this function and can do nothing that yours cannot.
 *
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID` for a definition that cannot work.
 * @example
 * ```ts
 * import { defineVendor, signChatToken } from 'chat-token';
 * import * as v from 'valibot';
 *
 * const acme = defineVendor({
 *   name: 'acme',
 *   title: 'Acme Chat',
 *   docs: 'https://docs.example.com/chat/identity',
 *   keyId: 'unused',
 *   constants: { role: 'visitor' },
 *   schema: v.strictObject({ visitorId: v.string(), plan: v.optional(v.string()) }),
 *   subject: (claims) => claims.visitorId,
 * });
 *
 * const secret = 'k3y-0f-acme-for-this-example';
 * const token = await signChatToken(acme, { visitorId: 'v_1' }, { secret });
 * ```
 */
// @__NO_SIDE_EFFECTS__
export function defineVendor<
  User,
  Shape extends object,
  const KeyId extends KeyIdRule,
  const Constants extends ChatVendorConstants = Record<never, never>,
>(
  definition: ChatVendorDefinition<User, Shape, KeyId, Constants>,
): ChatVendor<User, Constants & Shape, KeyId> {
  const vendor = readDefinition(definition);
  const { title, schema, constants, safeMessages, subject, script, registeredClaims } = vendor;
  const hint = `The contract is documented at ${vendor.docs}`;

  /** The fault of a claim that is not the schema's to give. */
  function reserved(path: string): ChatTokenIssue | undefined {
    if (isTimeClaim(path)) {
      return { path, message: 'is reserved: the clock and expiresIn set it' };
    }
    if (Object.hasOwn(constants, path)) {
      return { path, message: `is always ${JSON.stringify(constants[path])} here: leave it out` };
    }
    if (!PARTY_CLAIMS.includes(path) || registeredClaims.includes(path)) return undefined;
    return { path, message: 'is a registered claim that this contract does not name' };
  }

  function read(value: unknown): Reading {
    const { claims, issues } = readShape(schema, value, safeMessages);
    const given = Object.keys(claims).map(reserved);
    const faults = issues.map((issue) => reserved(issue.path) ?? issue);
    return { claims, issues: [...faults, ...given.filter((issue) => issue !== undefined)] };
  }

  // The schema gave one part and the constants are the other: together they are the claims' type.
  const join = (claims: object) => ({ ...constants, ...claims }) as Constants & Shape;

  return Object.freeze({
    name: vendor.name,
    title,
    docs: vendor.docs,
    keyId: vendor.keyId,
    lifetime: vendor.lifetime,
    requireExpiry: vendor.requireExpiry,
    constants,
    schema,
    ...(script === undefined ? {} : { script }),
    claims(user: User) {
      const { claims, issues } = read(user);
      refuseIssues(`Not a valid user for ${title}`, issues, hint);
      return join(claims);
    },
    check(claims: object) {
      const what = `Not valid claims for ${title}`;
      const rest = readableProperties(claims);
      if (rest === undefined) {
        const message = 'must be a plain object that can be read';
        throw claimsInvalid(what, [{ path: '', message }], hint);
      }
      const faults: ChatTokenIssue[] = [];
      for (const name of Object.keys(constants)) {
        const message = `must be ${JSON.stringify(constants[name])}`;
        if (rest[name] !== constants[name]) faults.push({ path: name, message });
        delete rest[name];
      }
      for (const name of TIME_CLAIMS) delete rest[name];
      for (const name of PARTY_CLAIMS) {
        if (!registeredClaims.includes(name)) delete rest[name];
      }
      // Another library's schema may want a prototype.
      const shape = read(isExact(schema) ? rest : { ...rest });
      refuseIssues(what, [...faults, ...shape.issues], hint);
      return join(shape.claims);
    },
    subject(claims: Constants & Shape) {
      let id: unknown;
      try {
        // The copy holds what the claims hold, and inherits nothing from Object.prototype.
        id = subject?.(ownProperties(claims) as Constants & Shape);
      } catch {
        throw optionInvalid(
          'subject cannot be read from these claims',
          'Pass claims of this vendor.',
        );
      }
      if (id === undefined || typeof id === 'string') return id;
      throw optionInvalid(
        `subject must give a string or undefined, not ${kindOf(id)}`,
        'Pass String(id) where the id is a number.',
      );
    },
  });
}

/** Refuses what no vendor object is, above all a vendor's name. */
export function readVendor(vendor: unknown): void {
  try {
    if (isPlainObject(vendor) && METHODS.every((name) => isFunction(Reflect.get(vendor, name)))) {
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

const METHODS = ['claims', 'check', 'subject'];
