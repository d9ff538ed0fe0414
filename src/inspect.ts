/**
 * Explains a token: what is in it, whom it is for, and what the vendor refuses or ignores without a
 * word. None of it is part of what signs or verifies.
 *
 * @module
 */

import type { ChatVendor } from './contract/vendor.ts';
import type { Finding } from './inspect/findings.ts';
import { lintClaimsWith } from './inspect/lint.ts';
import {
  type ChatTokenReport,
  type InspectChatTokenOptions,
  inspectWith,
} from './inspect/report.ts';
import { ADVICES } from './vendors/advices.ts';

export type { Finding, FindingSeverity } from './inspect/findings.ts';
export type {
  ChatTokenReport,
  ChatTokenReportVendor,
  InspectChatTokenOptions,
} from './inspect/report.ts';
export type { ChatTokenSignature } from './inspect/signature.ts';
export type { ChatTokenReportTimes, ChatTokenTime } from './inspect/times.ts';

/**
 * Explains a token that a vendor refuses, or one that is taken and does not do what it should. Takes
 * whatever was handed over for a token, and never throws for a bad one: all that is wrong is in the
 * report. The signature is checked where a key is given.
 *
 * The report holds header and claims, which are the user's; its findings hold no value of the user, no
 * token and no secret, and may be logged.
 *
 * @param token - the token, or what is taken for one
 * @param options - the vendor, the key, the time; all may be left out
 * @throws `ChatTokenError` only for options that cannot be used; always as a rejection.
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
  return inspectWith(ADVICES, token, options);
}

/**
 * What a vendor refuses or ignores of claims alone: pure, without clock and key, for those who want to
 * log advice while signing. Never throws for bad claims. Of a vendor made with `defineVendor` it says
 * what its contract says.
 *
 * @param vendor - the vendor object itself
 * @param claims - what `vendor.claims(user)` gives, or the payload of a token
 * @returns what there is to say, errors first
 * @throws `ChatTokenError` `ERR_OPTION_INVALID` for what is no vendor.
 * @example
 * ```ts
 * import { convrs } from 'chat-token';
 * import { lintClaims } from 'chat-token/inspect';
 *
 * const claims = convrs.claims({ userId: 'jane@example.com' });
 * console.log(lintClaims(convrs, claims)[0]?.code); // ID_IS_EMAIL
 * ```
 */
export function lintClaims<User, Claims extends object>(
  vendor: ChatVendor<User, Claims>,
  claims: unknown,
): Finding[] {
  return lintClaimsWith(ADVICES, vendor, claims);
}
