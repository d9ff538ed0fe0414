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

/** Checks the times of a token, and returns them. They come before the contract: an expired token is reported as expired. */
export function checkTimes(
  claims: OwnProperties,
  rules: { now: number; clockTolerance: number; requireExpiry: boolean },
): ChatTokenTimes {
  const times: { -readonly [Name in keyof ChatTokenTimes]: number } = {};
  const issues: ChatTokenIssue[] = [];
  for (const name of TIME_CLAIMS) {
    const value = claims[name];
    if (typeof value === 'number' && Number.isFinite(value)) times[name] = value;
    else if (value !== undefined)
      issues.push({ path: name, message: 'must be a number of seconds since 1970' });
    else if (name === 'exp' && rules.requireExpiry)
      issues.push({ path: name, message: 'is missing' });
  }
  if (issues.length > 0) {
    const hint = 'iat, exp and nbf are JSON numbers, in seconds.';
    throw claimsInvalid("The token's times are not valid", issues, hint);
  }
  if (times.exp !== undefined && times.exp <= rules.now - rules.clockTolerance) {
    throw tokenError(
      'ERR_TOKEN_EXPIRED',
      'The token has expired',
      'Sign a new one. If it is new, compare the clocks.',
    );
  }
  if (times.nbf !== undefined && times.nbf > rules.now + rules.clockTolerance) {
    throw tokenError(
      'ERR_TOKEN_NOT_YET_VALID',
      'The token is not valid yet',
      'Compare the clocks, or allow for a difference with clockTolerance.',
    );
  }
  return times;
}
