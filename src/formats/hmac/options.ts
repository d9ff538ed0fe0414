import type { FormatFamily, FormatTypes, TypedFormat } from '../../contract/format.ts';
import type { ChatVendor, WithoutNull } from '../../contract/vendor.ts';
import type { ChatTokenKey, KeysOptions, SecretOptions } from '../../keys/keys.ts';

/** Options for signing a hash, besides those for the key. It has no lifetime that could be set. */
export interface HashOptions {
  /** The current time, for tests: a key of `keys` may have expired. Default: the clock. */
  readonly now?: Date | undefined;
}

/** Signing options of a vendor with an identity hash: one secret. */
export interface HashSignOptions extends SecretOptions, HashOptions {}

/** Signing options of a vendor with an identity hash: several keys. */
export interface HashSignOptionsWithKeys extends KeysOptions<ChatTokenKey>, HashOptions {}

/** Options for verifying a hash, besides those for the key. */
export interface HashVerifyRules<Fields> extends HashOptions {
  /** The fields that were sent with the hash. */
  readonly user: Fields;
}

/** Verifying options of a vendor with an identity hash: one secret. */
export interface HashVerifyOptions<Fields> extends SecretOptions, HashVerifyRules<Fields> {}

/** Verifying options of a vendor with an identity hash: several keys. */
export interface HashVerifyOptionsWithKeys<Fields>
  extends KeysOptions<ChatTokenKey>,
    HashVerifyRules<Fields> {}

/** Options of a prepared verifier of hashes: one secret. The fields may come with each hash. */
export interface HashVerifierOptions<Fields> extends SecretOptions, HashOptions {
  /** The fields that were sent with the hash. Default: each call passes its own. */
  readonly user?: Fields;
}

/** Options of a prepared verifier of hashes: several keys. */
export interface HashVerifierOptionsWithKeys<Fields>
  extends KeysOptions<ChatTokenKey>,
    HashOptions {
  /** The fields that were sent with the hash. Default: each call passes its own. */
  readonly user?: Fields;
}

/** Options that can be overridden per hash that is verified. */
export interface HashVerifyOverrides<Fields> extends HashOptions {
  /** The fields that were sent with this hash. Default: those of the verifier. */
  readonly user?: Fields;
}

/** The types of a vendor's identity hash. `Fields` are the fields that go with it. */
export interface Hash<Fields> extends FormatTypes {
  readonly sign: HashSignOptionsWithKeys | HashSignOptions;
  readonly signing: HashOptions;
  readonly overrides: HashOptions;
  readonly verify: HashVerifyOptionsWithKeys<Fields> | HashVerifyOptions<Fields>;
  readonly verifier: HashVerifierOptionsWithKeys<Fields> | HashVerifierOptions<Fields>;
  readonly verifyOverrides: HashVerifyOverrides<Fields>;
  readonly header: undefined;
  readonly key: ChatTokenKey;
}

/** The types of an identity hash that expires. `Field` is the field with its time. */
export interface TimedHash<Fields, Field extends string>
  extends Hash<Fields & Readonly<Record<Field, number>>> {
  readonly alone: SignChatLoginInstead;
}

/** The hash is valid only together with its time, and only the settings of a login have both. */
export interface SignChatLoginInstead {
  /** No options have this: call `signChatLogin`. */
  readonly 'call signChatLogin: the hash is valid only with its time': never;
}

/** A vendor with an identity hash, whose widget takes the fields and, as `Setting`, the hash. */
export type HashVendor<User extends object, Setting extends string> = ChatVendor<
  User,
  WithoutNull<User>,
  WithoutNull<User> & Readonly<Record<Setting, string>>,
  Hash<User>
>;

/** A vendor with an identity hash that expires. Its widget takes the time as `Field` too. */
export type TimedHashVendor<
  User extends object,
  Setting extends string,
  Field extends string,
> = ChatVendor<
  User,
  WithoutNull<User>,
  WithoutNull<User> & Readonly<Record<Setting, string>> & Readonly<Record<Field, number>>,
  TimedHash<User, Field>
>;

/** The types of an identity hash, for the user of any vendor. */
export interface HashFamily extends FormatFamily {
  readonly types: Hash<this['user']>;
}

/** What `hmac` returns. `Fields` are those that it hashes. */
export type HashFormat<Fields> = TypedFormat<HashFamily, Record<never, never>, Fields>;

/** The types of an identity hash that expires, for the user of any vendor. */
export interface TimedHashFamily<Field extends string> extends FormatFamily {
  readonly types: TimedHash<this['user'], Field>;
  readonly made: Readonly<Record<Field, number>>;
}

/** What `hmac` returns with `time`. `Fields` are those that it hashes, and `Field` is the one with the time. */
export type TimedHashFormat<Fields, Field extends string> = TypedFormat<
  TimedHashFamily<Field>,
  Record<never, never>,
  Fields
>;
