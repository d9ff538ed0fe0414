import { readUnverified, refused } from '../formats/jwt/compact.ts';
import { LONGEST_SECONDS } from '../utils/limits.ts';
import { type ChatTokenLifetime, readLifetime } from '../utils/time.ts';

/** How long a token lives, and whether that is as expected. */
export interface Lifetime {
  readonly expected: number;
  readonly received: number;
  readonly pass: boolean;
}

/**
 * Measures a token from `iat` to `exp`: no clock is asked, and no key.
 *
 * @throws `ChatTokenError` for what is no token, or has no such times: `.not` must not hide that.
 */
export function measureLifetime(token: unknown, expected: ChatTokenLifetime): Lifetime {
  const seconds = readLifetime('The lifetime', expected, LONGEST_SECONDS);
  const { iat, exp } = readUnverified(token);
  if (typeof iat !== 'number' || typeof exp !== 'number') {
    throw refused(
      'ERR_CLAIMS_INVALID',
      'The token does not say how long it lives: iat and exp must be numbers',
      'They are seconds since 1970, and every signer of this package sets them.',
    );
  }
  return { expected: seconds, received: exp - iat, pass: exp - iat === seconds };
}
