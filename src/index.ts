/**
 * Signs your users in to support chat: builds the claims that the vendor documents, and signs them as a
 * JWT (HS256) or an identity hash (HMAC-SHA256) with WebCrypto. jose verifies JWTs.
 *
 * @module
 */

export type {
  ConfigKinds,
  ConfiguredVendor,
  ConfiguredVendorAbout,
  VendorConfig,
} from './contract/configured.ts';
export { defineConfiguredVendor, defineVendor } from './contract/define.ts';
export type {
  ChatVendorAbout,
  ChatVendorDefinition,
  ChatVendorRules,
} from './contract/definition.ts';
export type {
  Compose,
  ComposeContext,
  ComposedToken,
  FixedClaims,
  FormatFamily,
  FormatFor,
  FormatTypes,
  HashEncoding,
  SentFields,
  TimeField,
  TokenExpiry,
  TokenFormat,
  TypedFormat,
  VerifyOverrides,
} from './contract/format.ts';
export type { ChatLogin } from './contract/login.ts';
export type {
  AnyChatVendor,
  ChatVendor,
  ClaimsOf,
  SettingsOf,
  UserOf,
  WithoutNull,
} from './contract/vendor.ts';
export {
  type HashDefinition,
  type HashEncodingRules,
  type HashTimeRules,
  hmac,
  type TimedHashDefinition,
} from './formats/hmac/define.ts';
export type * from './formats/hmac/options.ts';
export { type JwtDefinition, jwt } from './formats/jwt/define.ts';
export type { RegisteredClaim } from './formats/jwt/format.ts';
export type { ClaimMaker, ClaimMakers, SigningContext } from './formats/jwt/made.ts';
export type * from './formats/jwt/options.ts';
export type { ChatTokenTimes } from './formats/jwt/times.ts';
export type { SecretEncoding } from './keys/encodings.ts';
export type {
  ChatTokenKey,
  ChatTokenKeys,
  ChatTokenKeyWithId,
  ChatTokenKeyWithOptionalId,
  GivenKey,
  KeyIdReader,
  KeyIdRule,
  KeyRules,
  KeysOptions,
  SecretOptions,
  SecretOptionsWithId,
  SecretOptionsWithOptionalId,
} from './keys/keys.ts';
export type { ChatTokenCryptoKey, ChatTokenSecret } from './keys/secret.ts';
export type { JsonValue } from './schema/json.ts';
export type {
  Contract,
  FieldContract,
  RecordContract,
  StringContract,
  StringLimits,
} from './schema/rule.ts';
export type {
  StandardSchema,
  StandardSchemaIssue,
  StandardSchemaPathSegment,
  StandardSchemaProps,
  StandardSchemaResult,
  StandardSchemaTypes,
} from './schema/standard-schema.ts';
export { signChatLogin } from './token/login.ts';
export { type ChatTokenSigner, createChatTokenSigner, signChatToken } from './token/sign.ts';
export {
  type ChatTokenVerifier,
  createChatTokenVerifier,
  type VerifiedChatToken,
  verifyChatToken,
} from './token/verify.ts';
export {
  ChatTokenError,
  type ChatTokenErrorCode,
  type ChatTokenErrorDetails,
  type ChatTokenErrorOf,
  type ChatTokenIssue,
  isChatTokenError,
  type VendorError,
} from './utils/errors.ts';
export type { Validation } from './utils/issues.ts';
export type { ChatTokenLifetime } from './utils/time.ts';
export * from './vendors/index.ts';
