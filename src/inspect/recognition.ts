import type { AnyChatVendor } from '../contract/vendor.ts';
import type { OwnProperties } from '../utils/objects.ts';
import { claimsFinding } from './catalog/claims.ts';
import {
  type CheckedVendor,
  type ClaimsChecks,
  checkedVendor,
  type Finding,
  type Members,
  mostCertain,
  type Recognition,
  type VendorChecks,
} from './findings.ts';
import { adviceFor, claimOf, contractIssues, isSameVendor } from './lint.ts';
import { namesOf, objectsIn } from './misplaced.ts';

/** The vendor of a token. */
export interface ChatTokenReportVendor {
  /** Its short name: `acme`. */
  readonly name: string;
  /** Its product's name. */
  readonly title: string;
  /** Why: how the vendor was detected. Contains no value of the token. */
  readonly why: string;
}

/** The vendor whose contract the token is checked against, and a finding about the choice. */
export interface Choice {
  readonly vendor: ChatTokenReportVendor | null;
  readonly advice: ClaimsChecks | undefined;
  readonly other: readonly Finding[];
}

/** Chooses the vendor that was passed, or the one that the token shows. */
export function chooseVendor(
  advices: readonly VendorChecks[],
  named: AnyChatVendor | undefined,
  header: Members,
  claims: Members | undefined,
  raw: OwnProperties | undefined,
): Choice {
  const direct = recognize(advices, header, claims);
  const guesses = direct.length > 0 ? direct : recognizeInside(advices, header, claims);
  const guess = mostCertain(guesses);
  if (named !== undefined) {
    const own = guesses.find((other) => isSameVendor(other.advice.vendor, named));
    const why = own === undefined ? 'it was passed' : `it was passed, and ${own.why}`;
    const vendor = { name: named.name, title: named.title, why };
    const advice = adviceFor(named, advices);
    const isNamed = own !== undefined || contractIssues(named, raw).length === 0;
    if (guess === undefined || isNamed) return { vendor, advice, other: [] };
    const { title, docs } = guess.advice.vendor;
    const values = { vendor: title, reason: guess.why, docs };
    return { vendor, advice, other: [claimsFinding('VENDOR_OTHER', '', values)] };
  }
  if (guess !== undefined) {
    const { advice, why } = guess;
    const { name, title } = advice.vendor;
    return { vendor: { name, title, why }, advice, other: [] };
  }
  const other = claims === undefined ? [] : [claimsFinding('VENDOR_UNKNOWN')];
  return { vendor: null, advice: undefined, other };
}

/** Returns whether the token looks made for another vendor than the one that was passed. */
export function isOtherVendor(other: readonly Finding[]): boolean {
  return other.some(({ code }) => code === 'VENDOR_OTHER');
}

/**
 * Leaves out what only follows from a token being for another vendor: claims of this one that are missing
 * or fixed, claims that it does not know, and how its key ids look.
 */
export function withoutFollowing(
  findings: readonly Finding[],
  vendor: CheckedVendor,
  members: Members,
): readonly Finding[] {
  const fixed = Object.keys(vendor.token?.fixedClaims ?? {});
  const names = namesOf(vendor).all.filter((name) => !fixed.includes(name));
  return findings.filter(({ code, path }) => {
    if (path.startsWith('header.')) return code === 'KID_NOT_STRING' || code === 'KID_DAMAGED';
    const name = claimOf(path);
    return names.includes(name) && members[name] !== undefined;
  });
}

/** A vendor that a token may be for. */
type Guess = Recognition & { readonly advice: ClaimsChecks };

function recognize(
  advices: readonly VendorChecks[],
  header: Members,
  claims: Members | undefined,
): readonly Guess[] {
  return advices.flatMap((advice) => {
    const found = claims === undefined ? undefined : advice.recognize?.(header, claims);
    if (found === undefined) return [];
    const vendor = configured(advice, claims) ?? checkedVendor(advice.vendor);
    return [{ ...found, advice: { ...advice, vendor } }];
  });
}

/** A token shows most of the configuration that its vendor needs. */
function configured(advice: VendorChecks, claims: Members = {}): CheckedVendor | undefined {
  try {
    return advice.configure?.(claims);
  } catch {
    return undefined; // A blank id is not accepted as configuration.
  }
}

/** Recognizes the vendor of claims that are in the header, or one level too deep. */
function recognizeInside(
  advices: readonly VendorChecks[],
  header: Members,
  claims: Members = {},
): readonly Guess[] {
  const inner = objectsIn(claims).map(({ object }) => object);
  return recognize(advices, header, Object.assign(Object.create(null), header, ...inner)).filter(
    ({ certainty }) => certainty === 'certain' || certainty === 'likely',
  );
}
