/**
 * For tests: matchers and assertions for tokens, fake keys, tokens that are invalid in one way, and the
 * vendors' documented server behaviour in memory.
 *
 * @module
 */
export {
  assertChatLoginFor,
  assertChatTokenFor,
  assertExpiresIn,
  assertNoFindings,
} from './assertions.ts';
export type { AsymmetricMatcher, Expected, ExpectedClaims } from './expected.ts';
export * from './fake.ts';
export type { FindingsOptions } from './findings.ts';
export {
  type InvalidHashKind,
  type InvalidHashOptions,
  type InvalidHashRejection,
  invalidHash,
  invalidHashKinds,
} from './invalid-hashes.ts';
export {
  type InvalidTokenKind,
  type InvalidTokenOptions,
  type InvalidTokenRejection,
  invalidToken,
  invalidTokenKinds,
} from './invalid-tokens.ts';
export { type TestKey, testKey } from './keys.ts';
export {
  type ChatTokenMatcherFunctions,
  type ChatTokenMatchers,
  chatTokenMatchers,
  type MatcherContext,
  type MatcherResult,
} from './matchers.ts';
export type { Printer } from './report.ts';
export type { ExpectLoginOptions, ExpectTokenOptions } from './verdict.ts';
