import type { ChatVendor } from '../contract/vendor.ts';
import type { KeyIdRule } from '../keys/keys.ts';
import type { ChatTokenLifetime } from '../utils/time.ts';
import type { ExpectedClaims } from './expected.ts';
import { type FindingsOptions, inspect } from './findings.ts';
import { measureLifetime } from './lifetime.ts';
import { type Printer, reportFindings, reportLifetime, reportVerdict } from './report.ts';
import { type ExpectTokenOptions, judge, refuseNonText } from './verdict.ts';

/**
 * The matchers' types, for the test runner's own interface of matchers.
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
 * @typeParam R - what the runner has there: a promise where its matchers are awaited (`resolves`)
 */
export interface ChatTokenMatchers<R = unknown> {
  /**
   * The token is one that the vendor takes: form, header, signature and contract hold, and, where
   * they are given, its claims are these.
   *
   * The key is `testKey(vendor)`, unless the options have another. Whether the token has expired is
   * asked where the options have `now`.
   *
   * @param vendor - the vendor object itself
   * @param claims - all that comes from the user, with asymmetric matchers anywhere inside; the
   *   vendor's fixed claims and the times need not be named
   * @param options - another key, and `now`
   */
  toBeChatTokenFor<User, Claims extends object, KeyId extends KeyIdRule>(
    vendor: ChatVendor<User, Claims, KeyId>,
    claims?: ExpectedClaims<NoInfer<Claims>>,
    options?: ExpectTokenOptions<NoInfer<KeyId>>,
  ): Promise<void>;
  /**
   * The token lives that long, from `iat` to `exp`: whole seconds, or a text such as `'15m'`. No clock
   * is asked, and no key.
   */
  toExpireIn(lifetime: ChatTokenLifetime): R extends Promise<void> ? Promise<void> : void;
  /** `inspectChatToken` finds no error and no warning in the token. */
  toHaveNoFindings(options?: FindingsOptions): Promise<void>;
}

/** What Vitest and Jest both give a matcher as `this`. */
export interface MatcherContext {
  /** Whether the matcher stands behind `.not`. */
  readonly isNot?: boolean;
  /** The runner's ways to show values. */
  readonly utils: Printer & {
    /** The call as it stands in the test. */
    matcherHint(name: string, received?: string, expected?: string, options?: object): string;
  };
}

/** What a matcher answers. */
export interface MatcherResult {
  /** Whether the value is as it should be. */
  readonly pass: boolean;
  /** Says why not (or, behind `.not`, why it should not be). */
  message(): string;
}

/** The functions for `expect.extend`; their parameters are typed by {@link ChatTokenMatchers}. */
export type ChatTokenMatcherFunctions = {
  /** The vendor takes the token, and its claims are these. */
  toBeChatTokenFor(
    this: MatcherContext,
    token: unknown,
    vendor: ChatVendor<unknown, object>,
    claims?: unknown,
    options?: ExpectTokenOptions,
  ): Promise<MatcherResult>;
  /** The token lives that long. */
  toExpireIn(this: MatcherContext, token: unknown, lifetime: ChatTokenLifetime): MatcherResult;
  /** There is nothing to say of the token. */
  toHaveNoFindings(
    this: MatcherContext,
    token: unknown,
    options?: FindingsOptions,
  ): Promise<MatcherResult>;
};

/**
 * Matchers for Vitest and Jest, for `expect.extend`; neither is needed to load them. What they say
 * shows claims, and never a token or a secret. Types: {@link ChatTokenMatchers}.
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
    const pass = verdict.refusal === undefined && verdict.differences.length === 0;
    const expected = claims === undefined ? vendor.name : `${vendor.name}, claims`;
    const what = `The token is one for ${vendor.title}${claims === undefined ? '' : ' with these claims'}.`;
    return answer(this, 'toBeChatTokenFor', expected, pass, () =>
      pass ? what : reportVerdict(vendor, verdict, this.utils),
    );
  },

  toExpireIn(token, lifetime) {
    const measured = measureLifetime(token, lifetime);
    return answer(this, 'toExpireIn', JSON.stringify(lifetime), measured.pass, () =>
      measured.pass ? 'The token lives that long.' : reportLifetime(measured, this.utils),
    );
  },

  async toHaveNoFindings(token, options = {}) {
    refuseNonText(token);
    const { findings } = await inspect(token, options);
    const pass = findings.length === 0;
    return answer(this, 'toHaveNoFindings', '', pass, () =>
      pass ? 'There is nothing to say of the token.' : reportFindings(findings),
    );
  },
};

function answer(
  { isNot, utils }: MatcherContext,
  name: string,
  expected: string,
  pass: boolean,
  say: () => string,
): MatcherResult {
  return {
    pass,
    message: () => `${utils.matcherHint(name, 'token', expected, { isNot })}\n\n${say()}`,
  };
}
