import { optionInvalid } from './options.ts';

/**
 * How long a token is valid: whole seconds up to 86,400 (a day), or a string such as `'90s'`, `'15m'`,
 * `'1h'`, `'2d'`.
 */
export type ChatTokenLifetime = number | `${number}${'s' | 'm' | 'h' | 'd'}`;

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Reads a lifetime in seconds, from 1 to `max`. A number above a day was meant in milliseconds. */
export function readLifetime(name: string, value: unknown, max: number): number {
  const [seconds, longest] =
    typeof value === 'string' ? [parseLifetime(value), max] : [value, Math.min(max, 86_400)];
  if (isInteger(seconds) && seconds > 0 && seconds <= longest) return seconds;
  throw optionInvalid(
    `${name} must be whole seconds from 1 to ${Math.min(max, 86_400)}, or a string up to "${max}s"`,
    max <= 86_400
      ? 'Numbers are seconds, not milliseconds.'
      : `Numbers are seconds, not milliseconds. For longer write '7d' or \`\${seconds}s\`.`,
  );
}

function isInteger(value: unknown): value is number {
  return Number.isInteger(value);
}

function parseLifetime(text: string): number {
  const [, count, unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  return Number(count) * Number(SECONDS[unit]);
}

/** Reads a `now` option as whole seconds since 1970. The default is the clock. */
function readNow(now: unknown): number {
  const seconds = Math.floor((now === undefined ? Date.now() : timeOf(now)) / 1000);
  if (!Number.isNaN(seconds)) return seconds;
  throw optionInvalid('now must be a valid Date', 'Leave it out to use the clock.');
}

/** Returns a clock that can be overridden per call. A fixed time is read once: a `Date` can change. */
export function createClock(fixed: unknown): (now: unknown) => number {
  const fixedSeconds = fixed === undefined ? undefined : readNow(fixed);
  return (now) => (now === undefined && fixedSeconds !== undefined ? fixedSeconds : readNow(now));
}

/** Returns the time of a `Date` of any realm in milliseconds, or NaN. */
export function timeOf(date: unknown): number {
  try {
    return Date.prototype.getTime.call(date);
  } catch {
    return Number.NaN;
  }
}

/** Returns a time that counts in this unit in seconds. */
export function secondsOf(time: number, unit: 'milliseconds' | 'seconds'): number {
  return unit === 'milliseconds' ? time / 1000 : time;
}

/** The claims about time (RFC 7519, section 4.1). Only the signer sets them. */
export const TIME_CLAIMS: readonly ('iat' | 'exp' | 'nbf')[] = ['iat', 'exp', 'nbf'];

/** Returns whether a claim is about time. */
export function isTimeClaim(name: string): boolean {
  return TIME_CLAIMS.some((claim) => claim === name);
}
