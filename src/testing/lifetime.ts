import { type AnyChatVendor, rejectNonVendor } from '../contract/vendor.ts';
import { readUnverifiedClaims, tokenError } from '../formats/jwt/compact.ts';
import { MAX_LIFETIME } from '../utils/limits.ts';
import { type ChatTokenLifetime, readLifetime } from '../utils/time.ts';

/** How long a token is valid, and whether that is as expected. */
export interface Lifetime {
  readonly expected: number;
  readonly received: number;
  readonly pass: boolean;
}

/**
 * Measures how long a token is valid, from `iat` to `exp`. If the vendor counts from `iat`, it is the same for
 * each token.
 *
 * @throws `ChatTokenError` if it is not a token or has no such times: `.not` must not hide that.
 */
export function measureLifetime(
  token: unknown,
  expected: ChatTokenLifetime,
  vendor?: AnyChatVendor,
): Lifetime {
  const seconds = readLifetime('The lifetime', expected, MAX_LIFETIME);
  if (vendor !== undefined) rejectNonVendor(vendor);
  const { iat, exp: signed } = readUnverifiedClaims(token);
  const { claim, max = 0 } = vendor?.token.expiry ?? {};
  const exp =
    claim === 'iat' && typeof iat === 'number' && signed === undefined ? iat + max : signed;
  if (typeof iat !== 'number' || typeof exp !== 'number') {
    throw tokenError(
      'ERR_CLAIMS_INVALID',
      'iat and exp of the token must be numbers',
      'They are seconds since 1970. If the vendor documents no exp, pass the vendor object too.',
    );
  }
  return { expected: seconds, received: exp - iat, pass: exp - iat === seconds };
}
