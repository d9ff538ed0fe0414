import type { FormatTypes } from '../contract/format.ts';
import type { AnyChatVendor, ChatVendor } from '../contract/vendor.ts';
import type { VerifiedChatToken } from '../token/verify.ts';
import { kindOf } from '../utils/objects.ts';
import type { ChatTokenLifetime } from '../utils/time.ts';
import { type ExpectedClaims, isMatcher } from './expected.ts';
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
 * Asserts the same as the matcher {@link ChatTokenMatchers.toBeChatTokenFor | toBeChatTokenFor}, for
 * node:test and every other runner, and returns the claims for further checks.
 *
 * @param vendor - the vendor object
 * @param token - the token
 * @param claims - all claims that come from the user; the vendor's fixed claims and the times can be
 *   left out
 * @param options - a key other than `testKey(vendor)`, and `now`
 * @returns the result of `verifyChatToken`
 * @throws an error with the name `AssertionError` that explains what is wrong with the token;
 *   `ChatTokenError` `ERR_OPTION_INVALID` for a vendor with an identity hash: use `assertChatLoginFor`
 * @example
 * ```ts
 * import { convrs, signChatToken } from 'chat-token';
 * import { assertChatTokenFor, testKey } from 'chat-token/testing';
 *
 * const token = await signChatToken(convrs, { userId: 'user-12345' }, testKey(convrs));
 *
 * const { claims } = await assertChatTokenFor(convrs, token, { userId: 'user-12345' });
 * console.log(claims.userId); // user-12345
 * ```
 */
export async function assertChatTokenFor<Claims extends object, Format extends FormatTypes>(
  vendor: ChatVendor<never, Claims, object, Format>,
  token: string,
  claims?: ExpectedClaims<NoInfer<Claims>>,
  options?: ExpectTokenOptions<NoInfer<Format>>,
): Promise<VerifiedChatToken<Claims, Format['header']>>;
export async function assertChatTokenFor<Claims extends object>(
  vendor: ChatVendor<never, Claims>,
  token: string,
  claims?: unknown,
  options?: ExpectTokenOptions,
): Promise<VerifiedChatToken<Claims>> {
  const verdict = await judge(vendor, token, claims, options);
  if (verdict.rejection === undefined && verdict.differences.length === 0) return verdict.verified;
  throw new AssertionError(reportVerdict(vendor, verdict, PLAIN));
}

/**
 * Asserts the same as the matcher {@link ChatTokenMatchers.toBeChatLoginFor | toBeChatLoginFor}, for
 * node:test and every other runner, and returns the claims for further checks.
 *
 * @param vendor - the vendor object
 * @param login - what `signChatLogin` returned, or the JSON that the endpoint answered
 * @param claims - all claims or fields that come from the user; the vendor's fixed claims and the times can be
 *   left out
 * @param options - a key other than `testKey(vendor)`, and `now`
 * @returns the result of `verifyChatToken`
 * @throws an error with the name `AssertionError` that explains what is wrong with the login
 * @example
 * ```ts
 * import { chatwoot, signChatLogin } from 'chat-token';
 * import { assertChatLoginFor, testKey } from 'chat-token/testing';
 *
 * const jane = { identifier: 'u_1', name: 'Jane Doe' };
 * const login = await signChatLogin(chatwoot, jane, testKey(chatwoot));
 *
 * const { claims } = await assertChatLoginFor(chatwoot, login, jane);
 * console.log(claims.identifier); // u_1
 * ```
 */
export async function assertChatLoginFor<Claims extends object>(
  vendor: ChatVendor<never, Claims>,
  login: unknown,
  claims?: ExpectedClaims<NoInfer<Claims>>,
  options?: ExpectLoginOptions,
): Promise<VerifiedChatToken<Claims>> {
  const verdict = await judgeLogin(vendor, login, claims, options);
  if (verdict.rejection === undefined && verdict.differences.length === 0) return verdict.verified;
  throw new AssertionError(reportVerdict(vendor, verdict, PLAIN, 'login'));
}

/**
 * Asserts how long a token is valid, from `iat` to `exp`. It uses no clock and no key.
 *
 * @param token - the token
 * @param lifetime - whole seconds, or a string such as `'15m'`; from 1 second to 366 days
 * @throws an error with the name `AssertionError`
 * @example
 * ```ts
 * import { convrs, signChatToken } from 'chat-token';
 * import { assertExpiresIn, testKey } from 'chat-token/testing';
 *
 * const options = { ...testKey(convrs), expiresIn: '15m' } as const;
 * assertExpiresIn(await signChatToken(convrs, { userId: 'user-12345' }, options), '15m');
 * ```
 */
export function assertExpiresIn(
  token: string,
  lifetime: ChatTokenLifetime,
  vendor?: AnyChatVendor,
): void {
  const measured = measureLifetime(token, lifetime, vendor);
  if (!measured.pass) throw new AssertionError(reportLifetime(measured, PLAIN));
}

/**
 * Asserts that `inspectChatToken` finds no error and no warning in a token.
 *
 * @param token - the token
 * @param options - the options of `inspectChatToken`; without a key the signature is not checked
 * @throws an error with the name `AssertionError` that lists the findings
 * @example
 * ```ts
 * import { signChatToken, zendesk } from 'chat-token';
 * import { assertNoFindings, testKey } from 'chat-token/testing';
 *
 * const key = testKey(zendesk);
 * const token = await signChatToken(zendesk, { external_id: 'u_1' }, key);
 * await assertNoFindings(token, { vendor: zendesk, ...key });
 * ```
 */
export async function assertNoFindings(
  token: string,
  options: FindingsOptions = {},
): Promise<void> {
  rejectNonString(token);
  const { findings } = await inspect(token, options);
  if (findings.length > 0) throw new AssertionError(reportFindings(findings));
}

const PLAIN: Printer = { printExpected: print, printReceived: print };

/** Claims are JSON, except for the matchers of another library among them, which have names. */
function print(value: unknown): string {
  if (isMatcher(value)) return String(value);
  try {
    return JSON.stringify(value) ?? `a ${typeof value}`;
  } catch {
    return kindOf(value); // A bigint, or nested too deep.
  }
}

/** Test runners recognize the error of `node:assert` by its name and code. Not every runtime has it. */
class AssertionError extends Error {
  override readonly name = 'AssertionError';
  readonly code = 'ERR_ASSERTION';
}
