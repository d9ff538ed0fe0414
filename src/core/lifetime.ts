import { optionInvalid } from './options.ts';

/** How long a token is valid: whole seconds, or a text such as `'90s'`, `'15m'`, `'1h'`, `'2d'`. */
export type ChatTokenLifetime = number | `${number}${'s' | 'm' | 'h' | 'd'}`;

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** 366 days. What is longer was almost always meant in milliseconds. */
export const LONGEST_SECONDS = 31_622_400;

/** The lifetime in seconds. */
export function readLifetime(name: string, value: unknown, max: number): number {
  const seconds = typeof value === 'string' ? parseLifetime(value) : value;
  if (typeof seconds !== 'number' || !Number.isSafeInteger(seconds) || seconds <= 0) {
    throw optionInvalid(
      `${name} must be whole seconds above 0, or a text such as "15m", "1h" or "2d"`,
      'A number is in seconds: 3600 is one hour.',
    );
  }
  if (seconds > LONGEST_SECONDS) {
    throw optionInvalid(
      `${name} must be at most 366 days`,
      `${name} is in seconds: were these milliseconds?`,
    );
  }
  if (seconds > max) {
    throw optionInvalid(
      `${name} must be at most ${max} seconds for this vendor`,
      'The vendor refuses a token that is valid for longer.',
    );
  }
  return seconds;
}

function parseLifetime(text: string): number | undefined {
  const seconds = SECONDS[text.slice(-1)];
  if (seconds === undefined || !/^\d{1,9}[smhd]$/.test(text)) return undefined;
  return Number(text.slice(0, -1)) * seconds;
}

/** The `now` option as NumericDate: whole seconds since 1970. Without one, the clock's. */
function readNow(now: unknown): number {
  if (now === undefined) return Math.floor(Date.now() / 1000);
  const milliseconds = timeOf(now);
  if (Number.isNaN(milliseconds)) {
    throw optionInvalid('now must be a valid Date', 'Leave it out to take the time of the clock.');
  }
  return Math.floor(milliseconds / 1000);
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
