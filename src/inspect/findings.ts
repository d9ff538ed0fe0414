import type { ConfiguredVendor } from '../contract/configured.ts';
import type { AnyChatVendor } from '../contract/vendor.ts';

/**
 * How bad a finding is. `error`: the vendor rejects it, or it breaks the vendor's contract or the
 * standard. `warning`: the vendor silently ignores it, or it is a known pitfall. `info`: good to know.
 */
export type FindingSeverity = 'error' | 'warning' | 'info';

/** One thing that was found in a token or in claims. Never contains a value of the user. */
export interface Finding {
  /** What was found, as a stable name: `KID_MISSING`. Messages and hints may change. */
  readonly code: string;
  /** How bad it is. */
  readonly severity: FindingSeverity;
  /** Where: `agentData[3].value`, `header.kid`. Empty for the token or the claims as a whole. */
  readonly path: string;
  /** What is wrong there. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** Where it is documented: an address, or the section of a standard. */
  readonly source: string;
}

/** What a finding says. `{name}` is a placeholder for a value that the code fills in. */
export type FindingRow = readonly [
  severity: FindingSeverity,
  message: string,
  hint: string,
  source: string,
];

/** Findings by code. The code uses such tables, and docs/findings.md is made from them. */
export type FindingTable<Code extends string = string> = Readonly<Record<Code, FindingRow>>;

/** Values for the placeholders of a row. */
export type FindingValues = Readonly<Record<string, string | number>>;

/**
 * Returns a function that makes the findings of a table, for checks of your own.
 *
 * @param table - the findings by code: severity, message, hint and source; `{name}` is a placeholder
 * @example
 * ```ts
 * import { finder } from 'chat-token/inspect';
 *
 * const find = finder({
 *   PLAN_UNKNOWN: ['warning', 'No plan is named {plan}', 'Use a plan.', 'https://docs.example.com'],
 * });
 * console.log(find('PLAN_UNKNOWN', 'plan', { plan: 'x' }).message); // No plan is named x
 * ```
 */
// @__NO_SIDE_EFFECTS__
export function finder<Code extends string>(
  table: FindingTable<Code>,
): (code: Code, path?: string, values?: FindingValues) => Finding {
  return (code, path = '', values = {}) => {
    const [severity, message, hint, source] = table[code].map((text) =>
      text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)),
    );
    // The row has these four texts; `map` gives a list of any length.
    return { code, severity, path, message, hint, source } as Finding;
  };
}

/** Members of a header or of claims, on an object that inherits nothing. */
export type Members = Readonly<Record<string, unknown>>;

/** A sign that a token was made for a vendor. */
export interface Recognition {
  /** How telling the sign is. Of two vendors, the one with the more telling sign counts. */
  readonly certainty: Certainty;
  /** The sign, as the end of a sentence: `it has crmID`. */
  readonly why: string;
}

/**
 * How telling a sign is. `certain`: a value that only this vendor has. `likely`: a claim that no other
 * vendor documents. `possible`: claims that are unusual together. `weak`: a claim with a common name.
 */
export type Certainty = 'certain' | 'likely' | 'possible' | 'weak';

const CERTAINTIES: readonly Certainty[] = ['weak', 'possible', 'likely', 'certain'];

/** Returns the recognition with the most telling sign, or `undefined` if there is more than one. */
export function mostCertain<Item extends Recognition>(items: readonly Item[]): Item | undefined {
  const ranks = items.map(({ certainty }) => CERTAINTIES.indexOf(certainty));
  const best = items.filter((_, index) => ranks[index] === Math.max(...ranks));
  return best.length === 1 ? best[0] : undefined;
}

/** Recognizes a token by the first of these claims that it has: no other vendor documents them. */
export function recognizeByClaim(
  claims: Members,
  names: readonly string[],
): Recognition | undefined {
  const name = names.find((each) => claims[each] !== undefined);
  return name === undefined ? undefined : { certainty: 'likely', why: `it has ${name}` };
}

/** What is known about a vendor beyond its contract. */
export interface VendorChecks {
  /** The vendor object, or the function that makes it of a configuration. */
  readonly vendor: AnyChatVendor | ConfiguredVendor<never, AnyChatVendor>;
  /**
   * Returns the vendor object for the configuration that the claims show, or `undefined`. Without it, the claims
   * of a vendor that needs configuration are checked only if the caller passes the vendor object.
   */
  configure?(claims: Members): AnyChatVendor | undefined;
  /** Returns why a token looks made for this vendor, or `undefined`. A hash never shows its vendor. */
  recognize?(header: Members, claims: Members): Recognition | undefined;
  /** Finds signs that the claims are for another product that is easily confused with this one. */
  adviseProduct?(claims: Members): readonly Finding[];
  /** Checks the header, beyond what holds for every token. */
  adviseHeader?(header: Members): readonly Finding[];
  /** Checks the claims. The most important findings come first. It needs no clock and no key. */
  advise(claims: Members): readonly Finding[];
  /** The vendor's own findings, for the documentation. */
  readonly findings: FindingTable;
}

/** What checks need to know of a vendor. One that is not configured yet has no contract. */
export type CheckedVendor = Pick<AnyChatVendor, 'name' | 'title' | 'docs'> &
  Partial<Pick<AnyChatVendor, 'token' | 'settings' | '~validate' | '~contract'>>;

/** Returns what checks need to know of a vendor. */
export function checkedVendor(vendor: VendorChecks['vendor']): CheckedVendor {
  if (!('vendorName' in vendor)) return vendor;
  return { name: vendor.vendorName, title: vendor.title, docs: vendor.docs };
}

/** What is known about a vendor, for one token. */
export type ClaimsChecks = Omit<VendorChecks, 'recognize' | 'findings' | 'vendor' | 'configure'> & {
  readonly vendor: CheckedVendor;
};

const RANKS: Readonly<Record<FindingSeverity, number>> = { error: 0, warning: 1, info: 2 };

/** Sorts errors before warnings before infos. Otherwise the order stays the same. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => RANKS[a.severity] - RANKS[b.severity]);
}
