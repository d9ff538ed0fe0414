import type { FormatTypes } from '../contract/format.ts';
import type { AnyChatVendor, ChatVendor } from '../contract/vendor.ts';
import type { ChatTokenLifetime } from '../utils/time.ts';
import type { ExpectedClaims } from './expected.ts';
import { type FindingsOptions, inspect } from './findings.ts';
import { measureLifetime } from './lifetime.ts';
import { type Printer, reportFindings, reportLifetime, reportVerdict } from './report.ts';
import {
  type ExpectLoginOptions,
  type ExpectTokenOptions,
  judge,
  judgeLogin,
  rejectNonString,
} from './verdict.ts';

/**
 * The types of the matchers, for the test runner's own interface.
 *
 * Vitest, in a file that the tests import:
 *
 * ```ts vitest
 * import { type ChatTokenMatchers, chatTokenMatchers } from 'chat-token/testing';
 * import { expect } from 'vitest';
 *
 * declare module 'vitest' {
 *   interface Matchers<T = any> extends ChatTokenMatchers<T> {}
 * }
 *
 * expect.extend(chatTokenMatchers);
 * ```
 *
 * Jest:
 *
 * ```ts jest
 * import { expect } from '@jest/globals';
 * import { type ChatTokenMatchers, chatTokenMatchers } from 'chat-token/testing';
 *
 * declare module 'expect' {
 *   interface Matchers<R extends void | Promise<void>, T> extends ChatTokenMatchers<R> {}
 * }
 *
 * expect.extend(chatTokenMatchers);
 * ```
 *
 * @typeParam R - the runner's type parameter: a promise if its matchers are awaited (`resolves`)
 */
export interface ChatTokenMatchers<R = unknown> {
  /**
   * Passes if the vendor accepts the token: form, header, signature and contract are valid, and the
   * claims are the expected ones, if there are any.
   *
   * It is for JWTs: for a vendor with an identity hash, use `toBeChatLoginFor`.
   *
   * The key is `testKey(vendor)`, unless the options contain another. Expiry is only checked if the
   * options contain `now`.
   *
   * @param vendor - the vendor object
   * @param claims - all claims that come from the user, with asymmetric matchers anywhere inside; the
   *   vendor's fixed claims and the times can be left out
   * @param options - another key, and `now`
   */
  toBeChatTokenFor<Claims extends object, Format extends FormatTypes>(
    vendor: ChatVendor<never, Claims, object, Format>,
    claims?: ExpectedClaims<NoInfer<Claims>>,
    options?: ExpectTokenOptions<NoInfer<Format>>,
  ): Promise<void>;
  /**
   * Passes if a login is valid: what `signChatLogin` returns, or the JSON that the endpoint answers. The vendor
   * accepts its token (an identity hash for the fields next to it), `settings`, `userId` and `vendor` belong to
   * it, and the claims or fields are the expected ones, if there are any.
   *
   * The key, and the time, are as for `toBeChatTokenFor`.
   *
   * @param vendor - the vendor object
   * @param claims - all claims or fields that come from the user, as for `toBeChatTokenFor`; the time of a hash
   *   can be left out
   * @param options - another key, and `now`
   */
  toBeChatLoginFor<Claims extends object>(
    vendor: ChatVendor<never, Claims>,
    claims?: ExpectedClaims<NoInfer<Claims>>,
    options?: ExpectLoginOptions,
  ): Promise<void>;
  /**
   * Passes if the token is valid for this long, from `iat` to `exp`: whole seconds, or a string such as
   * `'15m'`. It uses no clock and no key. A vendor that counts from `iat` alone must be passed too.
   */
  toExpireIn(
    lifetime: ChatTokenLifetime,
    vendor?: AnyChatVendor,
  ): R extends Promise<void> ? Promise<void> : void;
  /** Passes if `inspectChatToken` finds no error and no warning in the token. */
  toHaveNoFindings(options?: FindingsOptions): Promise<void>;
}

/** The `this` of a matcher, as far as Vitest and Jest agree. */
export interface MatcherContext {
  /** Whether the matcher is called with `.not`. */
  readonly isNot?: boolean;
  /** How the runner shows values. */
  readonly utils: Printer & {
    /** Shows the call as written in the test. */
    matcherHint(name: string, received?: string, expected?: string, options?: object): string;
  };
}

/** The result of a matcher. */
export interface MatcherResult {
  /** Whether the value is as expected. */
  readonly pass: boolean;
  /** Explains why not (with `.not`: why it passed). */
  message(): string;
}

/** The functions for `expect.extend`. {@link ChatTokenMatchers} types their parameters. */
export type ChatTokenMatcherFunctions = {
  /** Passes if the vendor accepts the token, and its claims are the expected ones. */
  toBeChatTokenFor(
    this: MatcherContext,
    token: unknown,
    vendor: AnyChatVendor,
    claims?: unknown,
    options?: ExpectTokenOptions,
  ): Promise<MatcherResult>;
  /** Passes if the login is valid, and its claims are the expected ones. */
  toBeChatLoginFor(
    this: MatcherContext,
    login: unknown,
    vendor: AnyChatVendor,
    claims?: unknown,
    options?: ExpectLoginOptions,
  ): Promise<MatcherResult>;
  /** Passes if the token is valid for this long. */
  toExpireIn(
    this: MatcherContext,
    token: unknown,
    lifetime: ChatTokenLifetime,
    vendor?: AnyChatVendor,
  ): MatcherResult;
  /** Passes if there is no error and no warning. */
  toHaveNoFindings(
    this: MatcherContext,
    token: unknown,
    options?: FindingsOptions,
  ): Promise<MatcherResult>;
};

/**
 * Matchers for Vitest and Jest, for `expect.extend`. Neither runner is needed to load them. Their
 * messages show claims, but never a token or a secret. Types: {@link ChatTokenMatchers}.
 *
 * @example
 * ```ts vitest
 * import { signChatToken, zendesk } from 'chat-token';
 * import { chatTokenMatchers, testKey } from 'chat-token/testing';
 * import { expect, test } from 'vitest';
 *
 * expect.extend(chatTokenMatchers);
 *
 * test('Jane gets a token', async () => {
 *   const jane = { external_id: 'u_1', email: 'jane@example.com', email_verified: true };
 *   const token = await signChatToken(zendesk, jane, { ...testKey(zendesk), expiresIn: '15m' });
 *
 *   await expect(token).toBeChatTokenFor(zendesk, {
 *     external_id: 'u_1',
 *     email: expect.stringContaining('@'),
 *     email_verified: true,
 *   });
 *   expect(token).toExpireIn('15m');
 * });
 * ```
 */
export const chatTokenMatchers: ChatTokenMatcherFunctions = {
  async toBeChatTokenFor(token, vendor, claims, options) {
    const verdict = await judge(vendor, token, claims, options);
    const pass = verdict.rejection === undefined && verdict.differences.length === 0;
    const expected = claims === undefined ? vendor.name : `${vendor.name}, claims`;
    const what = `The token is valid for ${vendor.title}${claims === undefined ? '' : ' and has these claims'}.`;
    return resultOf(this, 'toBeChatTokenFor', expected, pass, () =>
      pass ? what : reportVerdict(vendor, verdict, this.utils),
    );
  },

  async toBeChatLoginFor(login, vendor, claims, options) {
    const verdict = await judgeLogin(vendor, login, claims, options);
    const pass = verdict.rejection === undefined && verdict.differences.length === 0;
    const expected = claims === undefined ? vendor.name : `${vendor.name}, claims`;
    const what = `The login is valid for ${vendor.title}${claims === undefined ? '' : ' and has these claims'}.`;
    return resultOf(
      this,
      'toBeChatLoginFor',
      expected,
      pass,
      () => (pass ? what : reportVerdict(vendor, verdict, this.utils, 'login')),
      'login',
    );
  },

  toExpireIn(token, lifetime, vendor) {
    const measured = measureLifetime(token, lifetime, vendor);
    return resultOf(this, 'toExpireIn', JSON.stringify(lifetime), measured.pass, () =>
      measured.pass ? 'The token is valid for this long.' : reportLifetime(measured, this.utils),
    );
  },

  async toHaveNoFindings(token, options = {}) {
    rejectNonString(token);
    const { findings } = await inspect(token, options);
    const pass = findings.length === 0;
    return resultOf(this, 'toHaveNoFindings', '', pass, () =>
      pass ? 'No issues found.' : reportFindings(findings),
    );
  },
};

function resultOf(
  { isNot, utils }: MatcherContext,
  name: string,
  expected: string,
  pass: boolean,
  explain: () => string,
  received = 'token',
): MatcherResult {
  return {
    pass,
    message: () => `${utils.matcherHint(name, received, expected, { isNot })}\n\n${explain()}`,
  };
}
