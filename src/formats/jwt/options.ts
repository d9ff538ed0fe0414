import type {
  FixedClaims,
  FormatFamily,
  FormatTypes,
  TypedFormat,
  VerifyOverrides,
} from '../../contract/format.ts';
import type { ChatVendor, WithoutNull } from '../../contract/vendor.ts';
import type {
  ChatTokenKey,
  ChatTokenKeyWithId,
  ChatTokenKeyWithOptionalId,
  KeyIdRule,
  KeysOptions,
  SecretOptions,
  SecretOptionsWithId,
  SecretOptionsWithOptionalId,
} from '../../keys/keys.ts';
import type { ChatTokenLifetime } from '../../utils/time.ts';

/** The claim from which a vendor counts how long a JWT is valid. */
export type ExpiryClaim = 'exp' | 'iat';

/** Options for signing a JWT whose age the vendor counts from `iat`, besides those for the key. */
export interface AgeOptions {
  /** The current time, for tests. Default: the clock. */
  readonly now?: Date | undefined;
  /** The longest token that is signed, in characters, 0 or more. Default: the vendor's, or 16,384. */
  readonly maxTokenLength?: number | undefined;
  /**
   * Makes the random ids of a token, such as `jti`, for tests. Not empty. Most vendors' tokens have none.
   * Default: `crypto.randomUUID`.
   */
  readonly randomId?: (() => string) | undefined;
}

/** Options that can be overridden per token that is signed, if its age counts from `iat`. */
export interface AgeOverrides {
  /** The current time, for tests. Default: the clock. */
  readonly now?: Date | undefined;
}

/** Options that can be overridden per token that is signed. */
export interface SignOverrides extends AgeOverrides {
  /**
   * How long the token is valid: whole seconds from 1 to 86,400, or a string such as `'90s'`, `'15m'`,
   * `'1h'`, `'7d'`, up to 366 days or the vendor's maximum. Default: the vendor's, which is 1 hour for most.
   */
  readonly expiresIn?: ChatTokenLifetime | undefined;
}

/** Options for signing a JWT, besides those for the key. */
export interface JwtOptions extends AgeOptions, SignOverrides {}

/** Signing options of a vendor without key ids: one secret. */
export interface JwtSignOptions extends SecretOptions, JwtOptions {}

/** Signing options of a vendor without key ids: several keys. */
export interface JwtSignOptionsWithKeys extends KeysOptions<ChatTokenKey>, JwtOptions {}

/** Signing options of a vendor that requires a key id: one secret. */
export interface JwtSignOptionsWithKeyId extends SecretOptionsWithId, JwtOptions {}

/** Signing options of a vendor that requires a key id: several keys. */
export interface JwtSignOptionsWithKeysWithId extends KeysOptions<ChatTokenKeyWithId>, JwtOptions {}

/** Signing options of a vendor that accepts a key id: one secret. */
export interface JwtSignOptionsWithOptionalKeyId extends SecretOptionsWithOptionalId, JwtOptions {}

/** Signing options of a vendor that accepts a key id: several keys. */
export interface JwtSignOptionsWithKeysWithOptionalId
  extends KeysOptions<ChatTokenKeyWithOptionalId>,
    JwtOptions {}

/** Signing options of a vendor without key ids that counts from `iat`: one secret. */
export interface AgeSignOptions extends SecretOptions, AgeOptions {}

/** Signing options of a vendor without key ids that counts from `iat`: several keys. */
export interface AgeSignOptionsWithKeys extends KeysOptions<ChatTokenKey>, AgeOptions {}

/** Signing options of a vendor that requires a key id and counts from `iat`: one secret. */
export interface AgeSignOptionsWithKeyId extends SecretOptionsWithId, AgeOptions {}

/** Signing options of a vendor that requires a key id and counts from `iat`: several keys. */
export interface AgeSignOptionsWithKeysWithId extends KeysOptions<ChatTokenKeyWithId>, AgeOptions {}

/** Signing options of a vendor that accepts a key id and counts from `iat`: one secret. */
export interface AgeSignOptionsWithOptionalKeyId extends SecretOptionsWithOptionalId, AgeOptions {}

/** Signing options of a vendor that accepts a key id and counts from `iat`: several keys. */
export interface AgeSignOptionsWithKeysWithOptionalId
  extends KeysOptions<ChatTokenKeyWithOptionalId>,
    AgeOptions {}

/** Options for verifying a JWT, besides those for the key. */
export interface JwtVerifyRules {
  /** The current time, for tests. Default: the clock. */
  readonly now?: Date | undefined;
  /** How far the clocks may differ, in whole seconds, 0 or more. Default: 0. */
  readonly clockTolerance?: number | undefined;
  /**
   * Whether a token without `exp` is rejected, or without `iat` if the vendor counts from that. Default: the
   * vendor's. Some accept tokens that never expire.
   */
  readonly requireExpiry?: boolean | undefined;
  /** The longest token that is accepted, in characters, 0 or more. Default: the vendor's, or 16,384. */
  readonly maxTokenLength?: number | undefined;
}

/** Verifying options of a vendor without key ids: one secret. */
export interface JwtVerifyOptions extends SecretOptions, JwtVerifyRules {}

/** Verifying options of a vendor without key ids: several keys. */
export interface JwtVerifyOptionsWithKeys extends KeysOptions<ChatTokenKey>, JwtVerifyRules {}

/**
 * Verifying options of a vendor with key ids: one secret. `keyId` is never demanded here: a key without
 * one is tried for any token.
 */
export interface JwtVerifyOptionsWithKeyId extends SecretOptionsWithOptionalId, JwtVerifyRules {}

/** Verifying options of a vendor with key ids: several keys. */
export interface JwtVerifyOptionsWithKeysWithId
  extends KeysOptions<ChatTokenKeyWithOptionalId>,
    JwtVerifyRules {}

/** The header of a token that was verified, without members that chat tokens do not use. */
export interface ChatTokenHeader {
  /** The algorithm. */
  readonly alg: 'HS256';
  /** The media type, usually `JWT`. */
  readonly typ?: string;
  /** The id of the key that signed. */
  readonly kid?: string;
}

/** The types of a JWT without a `kid`. */
export interface JwtWithoutKeyId extends FormatTypes {
  readonly sign: JwtSignOptionsWithKeys | JwtSignOptions;
  readonly signing: JwtOptions;
  readonly overrides: SignOverrides;
  readonly verify: JwtVerifyOptionsWithKeys | JwtVerifyOptions;
  readonly verifier: JwtVerifyOptionsWithKeys | JwtVerifyOptions;
  readonly verifyOverrides: VerifyOverrides;
  readonly header: ChatTokenHeader;
  readonly key: ChatTokenKey;
}

/** The types of a JWT with a `kid`. */
export interface JwtWithKeyId extends FormatTypes {
  readonly sign: JwtSignOptionsWithKeysWithId | JwtSignOptionsWithKeyId;
  readonly signing: JwtOptions;
  readonly overrides: SignOverrides;
  readonly verify: JwtVerifyOptionsWithKeysWithId | JwtVerifyOptionsWithKeyId;
  readonly verifier: JwtVerifyOptionsWithKeysWithId | JwtVerifyOptionsWithKeyId;
  readonly verifyOverrides: VerifyOverrides;
  readonly header: ChatTokenHeader;
  readonly key: ChatTokenKeyWithId;
}

/** The types of a JWT that may have a `kid`. */
export interface JwtWithOptionalKeyId extends FormatTypes {
  readonly sign: JwtSignOptionsWithKeysWithOptionalId | JwtSignOptionsWithOptionalKeyId;
  readonly signing: JwtOptions;
  readonly overrides: SignOverrides;
  readonly verify: JwtVerifyOptionsWithKeysWithId | JwtVerifyOptionsWithKeyId;
  readonly verifier: JwtVerifyOptionsWithKeysWithId | JwtVerifyOptionsWithKeyId;
  readonly verifyOverrides: VerifyOverrides;
  readonly header: ChatTokenHeader;
  readonly key: ChatTokenKeyWithOptionalId;
}

/** The types of a JWT without a `kid` whose age counts from `iat`. */
export interface AgeJwtWithoutKeyId extends JwtWithoutKeyId {
  readonly sign: AgeSignOptionsWithKeys | AgeSignOptions;
  readonly signing: AgeOptions;
  readonly overrides: AgeOverrides;
}

/** The types of a JWT with a `kid` whose age counts from `iat`. */
export interface AgeJwtWithKeyId extends JwtWithKeyId {
  readonly sign: AgeSignOptionsWithKeysWithId | AgeSignOptionsWithKeyId;
  readonly signing: AgeOptions;
  readonly overrides: AgeOverrides;
}

/** The types of a JWT that may have a `kid` and whose age counts from `iat`. */
export interface AgeJwtWithOptionalKeyId extends JwtWithOptionalKeyId {
  readonly sign: AgeSignOptionsWithKeysWithOptionalId | AgeSignOptionsWithOptionalKeyId;
  readonly signing: AgeOptions;
  readonly overrides: AgeOverrides;
}

/** The types of a JWT, by what its expiry counts from, and by whether it names its key. */
interface JwtTypes {
  readonly exp: {
    readonly unused: JwtWithoutKeyId;
    readonly required: JwtWithKeyId;
    readonly optional: JwtWithOptionalKeyId;
  };
  readonly iat: {
    readonly unused: AgeJwtWithoutKeyId;
    readonly required: AgeJwtWithKeyId;
    readonly optional: AgeJwtWithOptionalKeyId;
  };
}

/**
 * The types of a vendor's JWT. `KeyId` says whether it names its key, and `Claim` from which claim the vendor
 * counts how long it is valid.
 */
export type Jwt<
  KeyId extends KeyIdRule = 'unused',
  Claim extends ExpiryClaim = 'exp',
> = JwtTypes[Claim][KeyId];

/** A vendor with a JWT. `Setting` is the name, or names, of what its widget takes. */
export type JwtVendor<
  User,
  Setting extends string,
  Format extends FormatTypes = Jwt,
  Claims extends object = WithoutNull<User> & object,
> = ChatVendor<User, Claims, Readonly<Record<Setting, string>>, Format>;

/** The types of a JWT, the same for the user of any vendor. */
export interface JwtFamily<KeyId extends KeyIdRule, Claim extends ExpiryClaim>
  extends FormatFamily {
  readonly types: Jwt<KeyId, Claim>;
}

/** What `jwt` returns. */
export type JwtFormat<
  KeyId extends KeyIdRule,
  Fixed extends FixedClaims,
  Claim extends ExpiryClaim,
> = TypedFormat<JwtFamily<KeyId, Claim>, Fixed, unknown>;
