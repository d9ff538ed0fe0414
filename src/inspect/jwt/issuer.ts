import { claimsFinding } from '../catalog/claims.ts';
import type { CheckedVendor, Finding, Members } from '../findings.ts';
import { namesOf } from '../misplaced.ts';

/** Claims of tokens that a login service issues, next to iss, sub and aud. */
const OF_LOGIN_SERVICES = [
  ...['azp', 'nonce', 'at_hash', 'c_hash', 'auth_time', 'acr', 'amr', 'aal', 'session_id'],
  ...['session_state', 'client_id', 'cid', 'token_use', 'token_type', 'tid', 'oid', 'scp'],
  ...['firebase', 'app_metadata', 'user_metadata', 'realm_access', 'preferred_username'],
  'cognito:username',
];

/**
 * Finds the token of a login service (an OpenID Connect id_token, an access token) that is passed instead
 * of one for the chat. With HS256, it must not have any claim that shows the vendor.
 */
export function adviseIssuer(
  header: Members,
  claims: Members,
  vendor: CheckedVendor | undefined,
  isRejected: boolean | undefined,
): readonly Finding[] {
  const { alg } = header;
  const isAsymmetric = typeof alg === 'string' && /^(?:[REP]S\d|EdDSA|Ed\d)/.test(alg);
  const { token, docs } = vendor ?? {};
  const parties = ['iss', 'sub', 'aud'].filter((name) => claims[name] !== undefined);
  // A vendor that documents one of them has tokens that look alike.
  if (
    token !== undefined &&
    !['iss', 'sub', 'aud'].every((name) => token.ignoredClaims?.includes(name))
  ) {
    return [];
  }
  const signs = OF_LOGIN_SERVICES.filter((name) => claims[name] !== undefined);
  if (claims['role'] === 'authenticated') signs.push('role');
  const count = parties.length + signs.length;
  const isPossible =
    vendor === undefined ? signs.length > 0 : isRejected && !hasOwnClaim(claims, vendor);
  const isOfOther = isAsymmetric ? count >= 2 : isPossible && count >= 3;
  if (!isOfOther || parties.length === 0) return [];
  const names = [...parties, ...signs].slice(0, 4).join(', ');
  return [claimsFinding('TOKEN_OF_LOGIN_SERVICE', '', { names, docs: docs ?? '' })];
}

function hasOwnClaim(claims: Members, vendor: CheckedVendor): boolean {
  const { fixedClaims = {} } = vendor.token ?? {};
  return namesOf(vendor).telling.some((name) =>
    Object.hasOwn(fixedClaims, name)
      ? claims[name] === fixedClaims[name]
      : claims[name] !== undefined,
  );
}
