import { type Reject, rejectionOf, type VendorRejection } from '../../fakes/base.ts';
import type { OwnProperties } from '../../utils/objects.ts';

/** How one vendor rejects tokens, where the engine leaves a choice. */
export interface RejectionRules {
  /** The scope that the vendor's tokens have. */
  readonly scope: string;
  /** Whether the vendor is known to reject the user's id, given the claims and their invalid paths. */
  readonly isIdRejected: (claims: OwnProperties, paths: readonly string[]) => boolean;
  /** Where `Invalid JWT` was observed as the vendor's answer, or is documented. */
  readonly invalidSource: string;
}

/** Returns the function that finds the engine's answer to a token that the vendor rejects. */
// @__NO_SIDE_EFFECTS__
export function rejectAsSmooch({ scope, isIdRejected, invalidSource }: RejectionRules): Reject {
  // One text for many causes.
  const invalid = () => rejectionOf(401, 'invalid_auth', 'Invalid JWT', invalidSource);
  return ({ code, issues }, claims) => {
    if (code === 'ERR_KEY_ID_MISSING') return NO_KEY_ID();
    if (code === 'ERR_TOKEN_NOT_YET_VALID' || code === 'ERR_TOKEN_TOO_LARGE') return undefined;
    // Only claims that break the contract have issues.
    if (issues === undefined) return invalid();
    const given = claims['scope'];
    if (given === 'account') return ACCOUNT_SCOPE();
    if (given === 'app') return APP_SCOPE();
    // Whether one version of the engine accepts the scope of the other is not documented.
    if (given !== undefined && given !== scope) return undefined;
    const paths = issues.map(({ path }) => path);
    const isRejected =
      paths.includes('scope') || paths.includes('exp') || isIdRejected(claims, paths);
    return isRejected ? invalid() : undefined;
  };
}

/** The answer to a request without a token. */
export const NO_CREDENTIALS = (): VendorRejection =>
  rejectionOf(
    401,
    'unauthorized',
    'Authorization is required',
    'https://github.com/curiouslychris/smooch-docs',
  );
const NO_KEY_ID = () =>
  rejectionOf(
    401,
    'invalid_auth',
    'Invalid JWT header. Missing key id (kid)',
    'https://github.com/zendesk/sunshine-conversations-ios/issues/171',
  );
const ACCOUNT_SCOPE = () =>
  rejectionOf(
    401,
    'invalid_auth',
    'Invalid JWT body. Cannot use account scope with app secret key',
    'https://github.com/zendesk/sunshine-conversations-desk/issues/41',
  );
const APP_SCOPE = () =>
  rejectionOf(
    403,
    'forbidden',
    'Invalid scope',
    'Stack Overflow, answer 46570680 (read in a copy)',
  );
