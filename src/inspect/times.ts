import { kindOf } from '../utils/objects.ts';
import { TIME_CLAIMS } from '../utils/time.ts';
import { timeFinding } from './catalog/times.ts';
import type { Finding, Members } from './findings.ts';

/** One time of a token, as numbers and in words. */
export interface ChatTokenTime {
  /** Seconds since 1970, as in the token. */
  readonly seconds: number;
  /** The same in ISO 8601, or `null` if a `Date` cannot hold it. */
  readonly iso: string | null;
  /** The same in words, relative to now: `expired 3 minutes ago`. */
  readonly words: string;
}

/** The times of a token. Missing ones, and those that are not numbers, are left out. */
export interface ChatTokenReportTimes {
  /** When the token was issued. */
  readonly iat?: ChatTokenTime;
  /** When the token expires. */
  readonly exp?: ChatTokenTime;
  /** When the token becomes valid. */
  readonly nbf?: ChatTokenTime;
}

/** The times of a token, and the findings about them. */
export interface ReadTimes {
  readonly times: ChatTokenReportTimes;
  readonly findings: readonly Finding[];
}

/** The year 5138 in seconds. Larger numbers are milliseconds. */
const MILLISECONDS_FROM = 1e11;

/** The end of the 1970s in seconds. Smaller numbers are durations, or were cut off. */
const SEVENTIES_END = 315_532_800;

/** Longer lifetimes are unusual for a login. Two weeks have been seen in production. */
const LONG_LIFETIME = 31 * 86_400;

/** How far the clock of the server that signs may run ahead. */
const CLOCK_SKEW = 120;

/** The longest lifetime that a vendor accepts, and where it says so. */
export interface LifetimeRule {
  readonly max: number;
  readonly docs: string;
}

/** Checks `iat`, `exp` and `nbf` at the time `now`, in seconds. */
export function readReportTimes(
  claims: Members,
  now: number,
  rule: LifetimeRule | undefined,
): ReadTimes {
  const times: { -readonly [Name in keyof ChatTokenReportTimes]: ChatTokenTime } = {};
  const seconds: { -readonly [Name in keyof ChatTokenReportTimes]: number } = {};
  const findings: Finding[] = [];
  for (const name of TIME_CLAIMS) {
    const value = claims[name];
    if (typeof value === 'number' && Number.isFinite(value)) {
      seconds[name] = value;
      times[name] = { seconds: value, iso: isoOf(value), words: WORDS[name](value, now) };
      findings.push(...adviseUnit(name, value));
    } else if (value !== undefined) {
      findings.push(timeFinding('TIME_NOT_NUMBER', name, { name, kind: kindOf(value) }));
    }
  }
  const order = [...adviseExp(seconds, now), ...adviseLifetime(claims, seconds, now, rule)];
  return { times: { ...times }, findings: [...order, ...adviseStart(seconds, now), ...findings] };
}

interface Seconds {
  readonly iat?: number;
  readonly exp?: number;
  readonly nbf?: number;
}

function adviseUnit(name: string, value: number): readonly Finding[] {
  if (value > MILLISECONDS_FROM) return [timeFinding('TIME_IN_MILLISECONDS', name, { name })];
  return Number.isInteger(value) ? [] : [timeFinding('TIME_FRACTIONAL', name, { name })];
}

function adviseExp({ exp }: Seconds, now: number): readonly Finding[] {
  if (exp === undefined || exp > now) return [];
  return [timeFinding(exp < SEVENTIES_END ? 'EXP_IN_1970' : 'TOKEN_EXPIRED', 'exp')];
}

function adviseLifetime(
  claims: Members,
  { iat, exp }: Seconds,
  now: number,
  rule: LifetimeRule | undefined,
): readonly Finding[] {
  if (claims['exp'] === undefined) return [timeFinding('EXP_MISSING', 'exp')];
  if (exp === undefined || exp <= now || exp > MILLISECONDS_FROM) return [];
  const lifetime = exp - Math.min(iat ?? now, now);
  if (rule !== undefined && lifetime > rule.max) {
    return [timeFinding('EXP_BEYOND_MAX', 'exp', { max: rule.max, docs: rule.docs })];
  }
  return exp - now > LONG_LIFETIME ? [timeFinding('EXP_FAR_AWAY', 'exp')] : [];
}

function adviseStart({ iat, nbf }: Seconds, now: number): readonly Finding[] {
  const findings: Finding[] = [];
  if (nbf !== undefined && nbf > now) findings.push(timeFinding('TOKEN_NOT_YET_VALID', 'nbf'));
  if (iat !== undefined && iat > now + CLOCK_SKEW && iat <= MILLISECONDS_FROM) {
    findings.push(timeFinding('IAT_IN_FUTURE', 'iat'));
  }
  return findings;
}

/** The last second that a `Date` can hold. */
const LAST_SECOND = 8.64e12;

function isoOf(seconds: number): string | null {
  if (Math.abs(seconds) > LAST_SECOND) return null;
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

const WORDS: Readonly<Record<'iat' | 'exp' | 'nbf', (seconds: number, now: number) => string>> = {
  iat: (seconds, now) => `issued ${fromNow(seconds, now)}`,
  exp: (seconds, now) => `${seconds > now ? 'expires' : 'expired'} ${fromNow(seconds, now)}`,
  nbf: (seconds, now) => `${seconds > now ? 'becomes' : 'became'} valid ${fromNow(seconds, now)}`,
};

const SECOND = { unit: 'second', length: 1 } as const;
const UNITS = [
  { unit: 'year', length: 31_556_952 },
  { unit: 'month', length: 2_629_746 },
  { unit: 'day', length: 86_400 },
  { unit: 'hour', length: 3600 },
  { unit: 'minute', length: 60 },
] as const;

function fromNow(seconds: number, now: number): string {
  if (Math.abs(seconds) > LAST_SECOND) return 'at a time that no calendar has';
  const difference = seconds - now;
  // From two of a unit on: "36 hours ago" says more than "2 days ago".
  const { unit, length } = UNITS.find((each) => Math.abs(difference) >= 2 * each.length) ?? SECOND;
  // The sign is kept where it comes out as 0: what expires now has expired.
  const amount = Math.round(Math.abs(difference) / length);
  return new Intl.RelativeTimeFormat('en', {}).format(difference > 0 ? amount : -amount, unit);
}
