import type { ChatVendor } from '../contract/vendor.ts';

/**
 * How bad a finding is: an `error` is what the vendor refuses, or what
 * breaks its contract or the standard, a `warning` what it ignores without a
 * word or what is a known trap, an `info` what is worth knowing.
 */
export type FindingSeverity = 'error' | 'warning' | 'info';

/** One thing that is to be said of a token or of claims. Never holds a value of the user. */
export interface Finding {
  /** What was found, as a stable name: `KID_MISSING`. Messages and hints may change. */
  readonly code: string;
  /** How bad it is. */
  readonly severity: FindingSeverity;
  /** Where: `agentData[3].value`, `header.kid`; empty for the token or the claims as a whole. */
  readonly path: string;
  /** What is wrong there. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** Where it is documented: an address, or the section of a standard. */
  readonly source: string;
}

/** Members of a header or of claims, on an object that inherits nothing. */
export type Members = Readonly<Record<string, unknown>>;

/** A vendor of which only its own contract decides what a user is. */
export type AnyVendor = ChatVendor<unknown, object>;

/**
 * What is known of one vendor's silent ways, beside its contract. All that it is given inherits
 * nothing, at any depth.
 */
export interface VendorAdvice {
  /** The vendor that it is about. */
  readonly vendor: AnyVendor;
  /** Why a token looks made for this vendor, as the end of a sentence; `undefined` where it does not. */
  recognize(header: Members, claims: Members): string | undefined;
  /** What shows that the claims are for another product, which is taken for this one. */
  adviseProduct?(claims: Members): readonly Finding[];
  /** What is to be said of the header, beyond what holds for every token. */
  adviseHeader?(header: Members): readonly Finding[];
  /** What is to be said of claims, in the order of importance. Pure: no clock, no key. */
  advise(claims: Members): readonly Finding[];
  /** Codes of warnings that say what the contract says of the same place, and better. */
  readonly inPlaceOfContract?: readonly string[];
}

/** The same for a vendor of which nobody asks whether a token is its own. */
export type ClaimsAdvice = Omit<VendorAdvice, 'recognize'>;

/** Makes the findings of one source. */
export type Finder = (
  severity: FindingSeverity,
  code: string,
  path: string,
  message: string,
  hint: string,
) => Finding;

/** Makes the findings of one source, so that none lacks it. */
// @__NO_SIDE_EFFECTS__
export function findingsOf(source: string): Finder {
  return (severity, code, path, message, hint) => ({ code, severity, path, message, hint, source });
}

const RANKS: Readonly<Record<FindingSeverity, number>> = { error: 0, warning: 1, info: 2 };

/** Errors before warnings before infos; within a severity the order stays as it is. */
export function byLevel(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => RANKS[a.severity] - RANKS[b.severity]);
}
