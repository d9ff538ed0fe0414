/**
 * Signs your users in to support chat: builds the claims that the vendor documents, signs them as a JWT
 * (HS256) with WebCrypto, and verifies them with jose.
 *
 * @module
 */

export { defineVendor } from './contract/define.ts';
export type {
  ChatVendorDefinition,
  ChatVendorLifetime,
  FixedClaims,
  RegisteredClaim,
} from './contract/definition.ts';
export type { ChatVendor } from './contract/vendor.ts';
export type { ChatTokenHeader } from './formats/jwt/compact.ts';
export type {
  ChatTokenKey,
  ChatTokenKeyOptions,
  ChatTokenKeys,
  KeyIdOption,
  KeyIdRule,
} from './keys/keys.ts';
export type { ChatTokenCryptoKey, ChatTokenSecret } from './keys/secret.ts';
export type {
  StandardSchema,
  StandardSchemaIssue,
  StandardSchemaPathSegment,
  StandardSchemaProps,
  StandardSchemaResult,
  StandardSchemaTypes,
} from './schema/standard-schema.ts';
export {
  type ChatTokenSigner,
  createChatTokenSigner,
  type SignChatTokenOptions,
  type SignOverrides,
  signChatToken,
} from './token/sign.ts';
export {
  type ChatTokenTimes,
  type ChatTokenVerifier,
  createChatTokenVerifier,
  type VerifiedChatToken,
  type VerifyChatTokenOptions,
  type VerifyOverrides,
  verifyChatToken,
} from './token/verify.ts';
export {
  ChatTokenError,
  type ChatTokenErrorCode,
  type ChatTokenErrorDetails,
  type ChatTokenErrorOf,
  type ChatTokenIssue,
  isChatTokenError,
} from './utils/errors.ts';
export type { Validation } from './utils/issues.ts';
export type { ChatTokenLifetime } from './utils/time.ts';
export * from './vendors/convrs/index.ts';
export * from './vendors/deskpro/index.ts';
export * from './vendors/khoros/index.ts';
export * from './vendors/zendesk/index.ts';
