import { optionInvalid } from './options.ts';

/** How long a token is valid: whole seconds, or a text such as `'90s'`, `'15m'`, `'1h'`, `'2d'`. */
export type ChatTokenLifetime = number | `${number}${'s' | 'm' | 'h' | 'd'}`;

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** The lifetime in seconds. */
export function readLifetime(name: string, value: unknown, max: number): number {
  const seconds = typeof value === 'string' ? parseLifetime(value) : value;
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 0 && seconds <= max) {
    return seconds;
  }
  throw optionInvalid(
    `${name} must be whole seconds from 1 to ${max}, or a text such as "15m", "1h" or "2d"`,
    'A number is in seconds, not in milliseconds: 3600 is one hour.',
  );
}

function parseLifetime(text: string): number | undefined {
  const seconds = SECONDS[text.slice(-1)];
  return seconds && /^\d{1,9}[smhd]$/.test(text) ? parseInt(text, 10) * seconds : undefined;
}

/** The `now` option as NumericDate: whole seconds since 1970. Without one, the clock's. */
function readNow(now: unknown): number {
  const seconds = Math.floor((now === undefined ? Date.now() : timeOf(now)) / 1000);
  if (!Number.isNaN(seconds)) return seconds;
  throw optionInvalid('now must be a valid Date', 'Leave it out to take the time of the clock.');
}

/**
 * Tells the time: as said for one call, else as said when it was made (a `Date` can be changed, so
 * what counts is what it was then), else the clock's.
 */
export function createClock(standing: unknown): (now: unknown) => number {
  const fixed = standing === undefined ? undefined : readNow(standing);
  return (now) => (now === undefined && fixed !== undefined ? fixed : readNow(now));
}

/** The time of a `Date` of any realm in milliseconds, NaN for anything else. */
export function timeOf(date: unknown): number {
  try {
    return Date.prototype.getTime.call(date);
  } catch {
    return Number.NaN;
  }
}

/** The claims that a token's lifetime is made of: the signer sets them, and nobody else. */
export const TIME_CLAIMS: readonly ('iat' | 'exp' | 'nbf')[] = ['iat', 'exp', 'nbf'];

/** Whether a claim is one of those. */
export function isTimeClaim(name: string): boolean {
  return TIME_CLAIMS.some((claim) => claim === name);
}
