import { validateClaims } from '../contract/validate.ts';
import { type AnyChatVendor, rejectNonVendor } from '../contract/vendor.ts';
import type { ChatTokenIssue } from '../utils/errors.ts';
import { isFunction } from '../utils/objects.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { claimsFinding } from './catalog/claims.ts';
import { headerFinding } from './catalog/header.ts';
import {
  bySeverity,
  type CheckedVendor,
  type ClaimsChecks,
  checkedVendor,
  type Finding,
  type Members,
  type VendorChecks,
} from './findings.ts';
import { snapshot } from './snapshot.ts';

/** Returns what is known about a vendor. Of a vendor of the caller's own, that is only its contract. */
export function adviceFor(vendor: AnyChatVendor, advices: readonly VendorChecks[]): ClaimsChecks {
  const known = advices.find((advice) => isSameVendor(checkedVendor(advice.vendor), vendor));
  return { ...(known ?? { advise: () => [] }), vendor };
}

/** By name and address: two copies of this package have two objects for each vendor. */
export function isSameVendor(one: CheckedVendor, other: CheckedVendor): boolean {
  return one.name === other.name && one.docs === other.docs;
}

/** Reads the caller's checks for vendors of their own. */
export function readChecks(value: unknown = []): readonly VendorChecks[] {
  if (Array.isArray(value) && [...value].every(isChecks)) return value;
  throw optionInvalid(
    'checks must be a list of objects with vendor and advise',
    'Such as [{ vendor: acme, findings: {}, advise: (claims) => [] }].',
  );
}

function isChecks(value: unknown): value is VendorChecks {
  const { vendor, advise }: { vendor?: unknown; advise?: unknown } = Object(value);
  if (!isFunction(advise)) return false;
  if (typeof Reflect.get(Object(vendor), 'vendorName') !== 'string') rejectNonVendor(vendor);
  return true;
}

/** Options of `lintClaims`. */
export interface LintClaimsOptions {
  /** Checks for vendors of your own. Default: none, only those of this package. */
  readonly checks?: readonly VendorChecks[] | undefined;
}

/** Checks claims without a token. Errors come first. */
export function lintClaimsWith(
  known: readonly VendorChecks[],
  vendor: AnyChatVendor,
  claims: unknown,
  options: LintClaimsOptions,
): Finding[] {
  rejectNonVendor(vendor);
  const given = readOptions('The options', options, ['checks']);
  const advices = [...readChecks(given['checks']), ...known];
  const members = snapshot(claims);
  const { product, own, contract } = adviseMembers(adviceFor(vendor, advices), members, claims);
  return bySeverity([...product, ...own, ...contract]);
}

/** Findings about claims, by where they come from. */
export interface AdvisedClaims {
  /** Signs that the claims are for another product. */
  readonly product: readonly Finding[];
  /** What is known about the vendor. */
  readonly own: readonly Finding[];
  /** What only the contract says. */
  readonly contract: readonly Finding[];
}

/** Checks claims. `members` is a snapshot of them. */
export function adviseMembers(
  advice: ClaimsChecks,
  members: Members | undefined,
  claims: unknown,
): AdvisedClaims {
  const { vendor } = advice;
  const { docs } = vendor;
  if (members === undefined) {
    const finding = claimsFinding('CLAIMS_NOT_OBJECT', '', { docs });
    return { product: [], own: [], contract: [finding] };
  }
  const product = advice.adviseProduct?.(members) ?? [];
  const own = [...adviseKeyIdClaim(members, vendor), ...advice.advise(members)];
  const covered = [...product, ...own]
    .filter(
      ({ severity, code }) => severity === 'error' || advice.inPlaceOfContract?.includes(code),
    )
    .map(({ path }) => path);
  const contract = contractIssues(vendor, claims)
    .filter(({ path }) => !covered.includes(path))
    .map(({ path, message }) => {
      const problem = path === '' ? message : `${path} ${message}`;
      return claimsFinding('CLAIM_INVALID', path, { problem, docs });
    });
  return { product, own, contract };
}

/** Checks claims against a vendor's contract. */
export function contractIssues(
  { token, '~validate': validate }: CheckedVendor,
  claims: unknown,
): readonly ChatTokenIssue[] {
  if (token === undefined || validate === undefined) return [];
  if (Object.getOwnPropertySymbols(Object(claims)).length > 0) {
    return [{ path: '', message: 'must not have symbols as keys' }];
  }
  return validateClaims({ token, '~validate': validate }, claims).issues ?? [];
}

function adviseKeyIdClaim(claims: Members, { token, docs }: CheckedVendor): readonly Finding[] {
  if (claims['kid'] === undefined) return [];
  const fix =
    token?.keyId === 'unused'
      ? 'This vendor uses no key id.'
      : 'Sign with keyId. In jsonwebtoken the option is keyid, in jose setProtectedHeader.';
  return [headerFinding('KID_IN_PAYLOAD', 'kid', { fix, docs })];
}
