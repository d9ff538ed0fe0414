import type { TokenExpiry } from '../../contract/format.ts';
import type { ChatTokenIssue } from '../../utils/errors.ts';
import { claimsInvalid } from '../../utils/issues.ts';
import type { OwnProperties } from '../../utils/objects.ts';
import { TIME_CLAIMS } from '../../utils/time.ts';
import { tokenError } from './compact.ts';

/** The claims about time (RFC 7519, section 4.1), in seconds since 1970. */
export interface ChatTokenTimes {
  /** When the token was issued, in seconds since 1970. */
  readonly iat?: number;
  /** When the token expires, in seconds since 1970. */
  readonly exp?: number;
  /** When the token becomes valid, in seconds since 1970. */
  readonly nbf?: number;
}

/** How a verifier checks the times of a token. */
export interface TimeRules {
  readonly now: number;
  readonly clockTolerance: number;
  readonly requireExpiry: boolean;
  readonly expiry: TokenExpiry | null;
}

/** Returns the times without which a token is rejected. */
export function requiredTimes(
  expiry: TokenExpiry | null | undefined,
  requireExpiry: boolean = expiry?.required ?? false,
): readonly string[] {
  return [
    ...(requireExpiry ? [expiry?.claim ?? 'exp'] : []),
    ...(expiry?.requireIssuedAt ? ['iat'] : []),
  ];
}

/** Checks the times of a token, and returns them. They come before the contract: an expired token is reported as expired. */
export function checkTimes(
  claims: OwnProperties,
  { now, clockTolerance, requireExpiry, expiry }: TimeRules,
): ChatTokenTimes {
  const times: { -readonly [Name in keyof ChatTokenTimes]: number } = {};
  const issues: ChatTokenIssue[] = [];
  const required = requiredTimes(expiry, requireExpiry);
  for (const name of TIME_CLAIMS) {
    const value = claims[name];
    if (typeof value === 'number' && Number.isFinite(value)) times[name] = value;
    else if (value !== undefined)
      issues.push({ path: name, message: 'must be a number of seconds since 1970' });
    else if (required.includes(name)) issues.push({ path: name, message: 'is missing' });
  }
  if (issues.length > 0) {
    const hint = 'iat, exp and nbf are JSON numbers, in seconds.';
    throw claimsInvalid("The token's times are not valid", issues, hint);
  }
  // A vendor that counts from `iat` may read `exp` as well: whether it does is not documented.
  const age = expiry?.claim === 'iat' ? (times.iat ?? Infinity) + expiry.max : Infinity;
  if (Math.min(times.exp ?? Infinity, age) <= now - clockTolerance) {
    throw tokenError(
      'ERR_TOKEN_EXPIRED',
      'The token has expired',
      'Sign a new one. If it is new, compare the clocks.',
    );
  }
  if (times.nbf !== undefined && times.nbf > now + clockTolerance) {
    throw tokenError(
      'ERR_TOKEN_NOT_YET_VALID',
      'The token is not valid yet',
      'Compare the clocks, or allow for a difference with clockTolerance.',
    );
  }
  return times;
}
