import { checkClaims } from '../contract/claims.ts';
import { readVendor } from '../contract/vendor.ts';
import { type ChatTokenIssue, isChatTokenError } from '../utils/errors.ts';
import { bare } from '../utils/objects.ts';
import {
  type AnyVendor,
  byLevel,
  type ClaimsAdvice,
  type Finding,
  findingsOf,
  type Members,
  type VendorAdvice,
} from './findings.ts';
import { snapshot } from './snapshot.ts';

/** What is known of a vendor, or of one that somebody else has made: then its contract alone. */
export function adviceFor(vendor: AnyVendor, advices: readonly VendorAdvice[]): ClaimsAdvice {
  // By what they say of themselves: two copies of this package have two objects for each vendor.
  const known = advices.find(
    (advice) => advice.vendor.name === vendor.name && advice.vendor.docs === vendor.docs,
  );
  return known ?? bare({ vendor, advise: () => [] });
}

/** What is to be said of claims, in the order of importance, errors first. */
export function lintClaimsWith(
  advices: readonly VendorAdvice[],
  vendor: AnyVendor,
  claims: unknown,
): Finding[] {
  readVendor(vendor);
  const members = snapshot(claims);
  const { product, own, contract } = adviseMembers(adviceFor(vendor, advices), members, claims);
  return byLevel([...product, ...own, ...contract]);
}

/** What is said of claims, by who says it. */
export interface AdvisedClaims {
  /** That they are for another product. */
  readonly product: readonly Finding[];
  /** What is known of the vendor. */
  readonly own: readonly Finding[];
  /** What only its contract says. */
  readonly contract: readonly Finding[];
}

/** The same without an order: the caller has more to say. */
export function adviseMembers(
  advice: ClaimsAdvice,
  members: Members | undefined,
  claims: unknown,
): AdvisedClaims {
  const { vendor } = advice;
  const found = findingsOf(vendor.docs);
  if (members === undefined) {
    const finding = found(
      'error',
      'CLAIMS_NOT_OBJECT',
      '',
      'The claims are no plain object that can be read',
      'Pass an object literal with the claims.',
    );
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
    .map(({ path, message }) =>
      found(
        'error',
        'CLAIM_INVALID',
        path,
        path === '' ? `The claims break the contract: ${message}` : `${path} ${message}`,
        "Compare with the vendor's list of claims.",
      ),
    );
  return { product, own, contract };
}

/** What a vendor's contract says of claims; nothing where they keep it. */
export function contractIssues(vendor: AnyVendor, claims: unknown): readonly ChatTokenIssue[] {
  try {
    if (Object.getOwnPropertySymbols(Object(claims)).length > 0) {
      return [{ path: '', message: 'must not have symbols as keys' }];
    }
    checkClaims(vendor, Object(claims));
    return [];
  } catch (error) {
    const issues = isChatTokenError(error) ? error.issues : undefined;
    return issues ?? [{ path: '', message: 'they cannot be checked' }];
  }
}

function adviseKeyIdClaim(claims: Members, vendor: AnyVendor): readonly Finding[] {
  if (claims['kid'] === undefined) return [];
  const finding = findingsOf(vendor.docs)(
    'error',
    'KID_IN_PAYLOAD',
    'kid',
    'kid stands in the payload, and belongs in the header',
    vendor.keyId === 'unused'
      ? 'Leave it out: this vendor uses no key id.'
      : 'Pass it as keyId; jsonwebtoken takes it as keyid, jose in setProtectedHeader.',
  );
  return [finding];
}
