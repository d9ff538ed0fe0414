/**
 * Explains a token: what is in it, which vendor it is for, and what the vendor rejects or silently
 * ignores. Code that signs or verifies contains none of this.
 *
 * @module
 */

import type { AnyChatVendor } from './contract/vendor.ts';
import type { Finding } from './inspect/findings.ts';
import { type LintClaimsOptions, lintClaimsWith } from './inspect/lint.ts';
import {
  type ChatTokenReport,
  type InspectChatTokenOptions,
  inspectWith,
} from './inspect/report.ts';
import { CHECKS } from './vendors/checks.ts';

export {
  type Certainty,
  type Finding,
  type FindingRow,
  type FindingSeverity,
  type FindingTable,
  type FindingValues,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from './inspect/findings.ts';
export type { ChatTokenReportTimes, ChatTokenTime } from './inspect/jwt/times.ts';
export type { LintClaimsOptions } from './inspect/lint.ts';
export type { ChatTokenReportVendor } from './inspect/recognition.ts';
export type {
  ChatTokenReport,
  ChatTokenSignature,
  InspectChatTokenOptions,
} from './inspect/report.ts';

/**
 * Explains why a vendor rejects a token, or why an accepted token does not do what it should. It
 * accepts anything and never throws for a bad token: everything that is wrong is in the report. The
 * signature is checked if there is a key.
 *
 * The report contains header and claims, which are the user's data. Its findings contain no user's
 * value, no token and no secret, and are safe to log.
 *
 * @param token - the token, or anything that should be one
 * @param options - the vendor, the key and the time; all optional
 * @returns the report
 * @throws `ChatTokenError` only for invalid options, `ERR_RUNTIME_UNSUPPORTED`, `ERR_CRYPTO_FAILED`
 *   or `ERR_PROTOTYPE_POLLUTED`; always as a rejection.
 * @example
 * ```ts
 * import { signChatToken, zendesk } from 'chat-token';
 * import { inspectChatToken } from 'chat-token/inspect';
 *
 * const secret = 'k3y-0f-zendesk-for-this-example-alone';
 * const keyId = 'app_62b5e0ffca5a3800f0225c53';
 * const user = { external_id: 'u_1', email: 'jane@example.com' };
 * const token = await signChatToken(zendesk, user, { keyId, secret });
 *
 * const { vendor, signature, findings } = await inspectChatToken(token, { secret });
 * console.log(vendor?.title, signature); // Zendesk messaging valid
 * console.log(findings.map(({ severity, code }) => `${severity} ${code}`)); // [ 'warning EMAIL_UNVERIFIED' ]
 * ```
 */
export async function inspectChatToken(
  token: unknown,
  options: InspectChatTokenOptions = {},
): Promise<ChatTokenReport> {
  return inspectWith(CHECKS, token, options);
}

/**
 * Finds what a vendor rejects or ignores in claims alone, without a clock and a key: to log warnings
 * while signing, for example. It never throws for bad claims. For a vendor made with `defineVendor`, it
 * reports what the contract says, and what your own `checks` find.
 *
 * @param vendor - the vendor object
 * @param claims - the result of `vendor.claims(user)`, or the payload of a token
 * @param options - checks for vendors of your own
 * @returns the findings, errors first
 * @throws `ChatTokenError` `ERR_OPTION_INVALID` if `vendor` is not a vendor object.
 * @example
 * ```ts
 * import { convrs } from 'chat-token';
 * import { lintClaims } from 'chat-token/inspect';
 *
 * const claims = convrs.claims({ userId: 'jane@example.com' });
 * console.log(lintClaims(convrs, claims)[0]?.code); // ID_IS_EMAIL
 * ```
 */
export function lintClaims(
  vendor: AnyChatVendor,
  claims: unknown,
  options: LintClaimsOptions = {},
): Finding[] {
  return lintClaimsWith(CHECKS, vendor, claims, options);
}
