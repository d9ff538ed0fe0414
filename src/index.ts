/**
 * Proves to a support-chat widget who its visitor is: builds the claims that the vendor documents,
 * signs them as an HS256 JWT on WebCrypto, and verifies them.
 *
 * @module
 */
export { defineVendor } from './core/define.ts';
export type {
  ChatTokenHandover,
  ChatVendorConstants,
  ChatVendorDefinition,
  ChatVendorLifetime,
  KeyIdRule,
  RegisteredClaim,
} from './core/definition.ts';
export {
  ChatTokenError,
  type ChatTokenErrorCode,
  type ChatTokenErrorDetails,
  type ChatTokenErrorOf,
  type ChatTokenIssue,
  isChatTokenError,
} from './core/errors.ts';
export type { ChatTokenKey, ChatTokenKeyOptions, ChatTokenKeys, KeyIdOption } from './core/keys.ts';
export type { ChatTokenLifetime } from './core/lifetime.ts';
export type { ChatTokenCryptoKey, ChatTokenSecret } from './core/secret.ts';
export {
  type ChatTokenSigner,
  createChatTokenSigner,
  type PerTokenOptions,
  type SignChatTokenOptions,
  signChatToken,
} from './core/sign.ts';
export type {
  StandardSchema,
  StandardSchemaIssue,
  StandardSchemaPathSegment,
  StandardSchemaProps,
  StandardSchemaResult,
  StandardSchemaTypes,
} from './core/standard-schema.ts';
export type { ChatTokenHeader } from './core/token.ts';
export type { ChatVendor } from './core/vendor.ts';
export {
  type ChatTokenTimes,
  type ChatTokenVerifier,
  createChatTokenVerifier,
  type PerCallOptions,
  type VerifiedChatToken,
  type VerifyChatTokenOptions,
  verifyChatToken,
} from './core/verify.ts';
export * from './vendors/convrs/index.ts';
export * from './vendors/deskpro/index.ts';
export * from './vendors/khoros/index.ts';
export * from './vendors/zendesk/index.ts';
