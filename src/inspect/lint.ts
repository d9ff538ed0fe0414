import { generatedIssues, validateClaims } from '../contract/validate.ts';
import { type AnyChatVendor, rejectNonVendor } from '../contract/vendor.ts';
import { requiredTimes } from '../formats/jwt/times.ts';
import type { ChatTokenIssue } from '../utils/errors.ts';
import { isFunction } from '../utils/objects.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { claimsFinding } from './catalog/claims.ts';
import { hashFinding } from './catalog/hash.ts';
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
import { replaceClaims } from './misplaced.ts';
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
  const advice = adviceFor(vendor, advices);
  if (members === undefined) {
    return [claimsFinding('CLAIMS_NOT_OBJECT', '', { docs: vendor.docs })];
  }
  const { misplaced, product, own, contract } = adviseMembers(advice, members, claims);
  return bySeverity([...misplaced, ...product, ...own, ...contract]);
}

/** Findings about claims, by where they come from. */
export interface AdvisedClaims {
  /** The claims, with those that were found in another place. The other findings are about these. */
  readonly members: Members;
  /** Claims that are in another place, or have another name. */
  readonly misplaced: readonly Finding[];
  /** Signs that the claims are for another product. */
  readonly product: readonly Finding[];
  /** What is known about the vendor. */
  readonly own: readonly Finding[];
  /** What only the contract says. */
  readonly contract: readonly Finding[];
  /** Whether the contract rejects the claims as they are. */
  readonly isRejected: boolean;
}

/** Checks claims. `members` is a snapshot of them; the header is that of a token. */
export function adviseMembers(
  advice: ClaimsChecks,
  members: Members,
  claims: unknown,
  header?: Members,
): AdvisedClaims {
  const { vendor } = advice;
  const { docs } = vendor;
  const { generatedClaims = [] } = vendor.token ?? {};
  const unmade = header === undefined ? [] : generatedIssues(generatedClaims, members);
  const given = [...unmade, ...contractIssues(vendor, claims)];
  const rejected = given.map(({ path }) => path);
  if (header !== undefined) {
    const times = requiredTimes(vendor.token?.expiry);
    rejected.push(...times.filter((name) => members[name] === undefined));
  }
  const { members: right, findings: misplaced } = replaceClaims(members, vendor, {
    header,
    rejected,
  });
  const isRejected = rejected.length > 0;
  const issues =
    isRejected && misplaced.length > 0 ? [...unmade, ...contractIssues(vendor, right)] : given;
  const product = advice.adviseProduct?.(right) ?? [];
  const all = [
    ...adviseKeyIdClaim(right, vendor, issues, header),
    ...hashNames(vendor, right).map((name) => hashFinding('HASH_IN_FIELDS', name, { name, docs })),
    ...advice.advise(right),
  ];
  // A vendor that is not configured has no contract that could reject them.
  const isChecked = vendor.token !== undefined && !isRejected;
  const own = isChecked ? withoutUnread(all, members) : all;
  const covered = [...product, ...own]
    .filter(({ severity }) => severity === 'error')
    .map(({ path }) => path);
  const contract = issues
    .filter(({ path }) => !covered.includes(path))
    .map(({ path, message }) => {
      const problem = path === '' ? message : `${path} ${message}`;
      return claimsFinding('CLAIM_INVALID', path, { problem, docs });
    });
  return { members: right, misplaced, product, own, contract, isRejected };
}

/** Leaves out errors about claims that are only in another place: the vendor does not read them there. */
export function withoutUnread(findings: readonly Finding[], members: Members): readonly Finding[] {
  return findings.filter(
    ({ severity, path }) =>
      severity !== 'error' || path === '' || members[claimOf(path)] !== undefined,
  );
}

/** Returns the name of the claim that a path leads into. */
export function claimOf(path: string): string {
  return path.split(/[.[]/)[0] ?? '';
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

/** Returns the names of the fields that can only be the hash of the others. A JWT has none. */
export function hashNames({ token, settings }: CheckedVendor, fields: Members): readonly string[] {
  if (token?.outputEncoding === undefined || settings === undefined) return [];
  try {
    return Object.entries(settings({}, MARK))
      .filter(([name, value]) => value === MARK && fields[name] !== undefined)
      .map(([name]) => name);
  } catch {
    return []; // A vendor of the caller's own needs more than that.
  }
}

/** The hash, to find out where the settings have it. */
const MARK = '<hash>';

function adviseKeyIdClaim(
  claims: Members,
  { token, docs }: CheckedVendor,
  issues: readonly ChatTokenIssue[],
  header: Members | undefined,
): readonly Finding[] {
  if (claims['kid'] === undefined || token?.keyIdClaim !== undefined) return [];
  // Some vendors accept any attribute, also one with this name.
  const isMissing = token?.keyId !== 'unused' && !header?.['kid'];
  if (!isMissing && !issues.some(({ path }) => path === 'kid')) return [];
  const fix =
    token?.keyId === 'unused'
      ? 'This vendor uses no key id.'
      : 'Sign with keyId. In jsonwebtoken the option is keyid, in jose setProtectedHeader.';
  return [headerFinding('KID_IN_PAYLOAD', 'kid', { fix, docs })];
}
