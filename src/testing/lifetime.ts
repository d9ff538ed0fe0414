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
 * Measures how long a token is valid, from `iat` to `exp`.
 *
 * @throws `ChatTokenError` if it is not a token or has no such times: `.not` must not hide that.
 */
export function measureLifetime(token: unknown, expected: ChatTokenLifetime): Lifetime {
  const seconds = readLifetime('The lifetime', expected, MAX_LIFETIME);
  const { iat, exp } = readUnverifiedClaims(token);
  if (typeof iat !== 'number' || typeof exp !== 'number') {
    throw tokenError(
      'ERR_CLAIMS_INVALID',
      'iat and exp of the token must be numbers',
      'They are seconds since 1970. Every signer of this package sets them.',
    );
  }
  return { expected: seconds, received: exp - iat, pass: exp - iat === seconds };
}
