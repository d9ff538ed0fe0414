/** From a user to everything that the page shows of it. */
import { type ChatTokenIssue, isChatTokenError } from 'chat-token';
import {
  type ChatTokenReport,
  type Finding,
  inspectChatToken,
  lintClaims,
} from 'chat-token/inspect';
import { isRecord } from './contract.ts';
import type { PlaygroundKey } from './keys.ts';
import { type Picture, readLifetime } from './picture.ts';
import type { PlaygroundVendor } from './vendors.ts';

/** What the vendor's own schema says of a user. */
export interface Check {
  readonly issues: readonly ChatTokenIssue[];
  readonly hint: string;
}

/** Checks a user as signing does. */
export function check({ vendor }: PlaygroundVendor, user: unknown): Check {
  try {
    vendor.claims(user);
    return { issues: [], hint: '' };
  } catch (error) {
    if (!isChatTokenError(error, 'ERR_CLAIMS_INVALID')) throw error;
    return { issues: error.issues ?? [], hint: error.hint ?? '' };
  }
}

/** What is found in claims that cannot be signed. */
export function adviseUser({ vendor }: PlaygroundVendor, user: unknown): readonly Finding[] {
  return lintClaims(vendor, isRecord(user) ? { ...vendor.token.fixedClaims, ...user } : user);
}

/** What to sign, and where it goes. */
export interface Request {
  readonly user: unknown;
  readonly key: PlaygroundKey;
  readonly lifetime: string;
  readonly situation: string;
  readonly agentLocale: string;
  readonly agentTimeZone: string;
}

/** A token, what is in it, and what becomes of it; or why there is none. */
export type Outcome =
  | {
      /** The JWT, or the hash. */
      readonly token: string;
      /** The claims of the JWT with its times, or the fields that go with the hash. */
      readonly claims: object | null;
      /** What the vendor's widget takes. */
      readonly settings: object;
      readonly findings: readonly Finding[];
      /** What is read in a JWT. */
      readonly report: ChatTokenReport | undefined;
      readonly picture: Picture | undefined;
      readonly problem?: undefined;
    }
  | { readonly token?: undefined; readonly problem: string };

/** Signs, inspects and draws. */
export async function evaluate(vendor: PlaygroundVendor, request: Request): Promise<Outcome> {
  const { user, key, lifetime } = request;
  const signLogin = (part: unknown) => vendor.sign(part, key, readLifetime(lifetime));
  const sign = async (part: unknown) => (await signLogin(part)).token;
  try {
    const { token, settings: ofHash } = await signLogin(user);
    const claims = vendor.vendor.claims(user);
    const sent = Object.entries(ofHash).filter(([, value]) => value !== token);
    const picture = await vendor.draw?.({ ...request, token, sign });
    if (vendor.vendor.token.kind === 'hmac') {
      const findings = lintClaims(vendor.vendor, claims);
      const fields = Object.fromEntries(sent);
      return { token, claims: fields, settings: ofHash, findings, report: undefined, picture };
    }
    const { keyId, secret } = key;
    const keys = [vendor.usesKeyId ? { keyId, secret } : { secret }];
    const report = await inspectChatToken(token, { vendor: vendor.vendor, keys });
    // Signing makes some claims, which the settings contain.
    const settings = vendor.vendor.settings(report.claims ?? claims, token);
    return { token, claims: report.claims, settings, findings: report.findings, report, picture };
  } catch (error) {
    if (!isChatTokenError(error)) throw error;
    return { problem: [error.message, error.hint].filter(Boolean).join('. ') };
  }
}

/** The faults as one sentence, for those who listen. */
export function announce({ issues }: Check, json: string | undefined): string {
  if (json !== undefined) return `Not JSON: ${json}`;
  if (issues.length === 0) return 'No faults: the token is signed.';
  const first = issues.slice(0, 3).map(({ path, message }) => `${path} ${message}`.trim());
  const more = issues.length > 3 ? `; and ${issues.length - 3} more` : '';
  return `${issues.length} ${issues.length === 1 ? 'fault' : 'faults'}: ${first.join('; ')}${more}`;
}
