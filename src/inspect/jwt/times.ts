import { kindOf } from '../../utils/objects.ts';
import { requireApi } from '../../utils/options.ts';
import { TIME_CLAIMS } from '../../utils/time.ts';
import { timeFinding } from '../catalog/times.ts';
import type { Finding, FindingValues, Members } from '../findings.ts';

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

/** The year 5138 in seconds. Larger numbers are not in seconds. */
export const SECONDS_UNTIL = 1e11;

/** The end of the 1970s in seconds. Smaller numbers are durations, or were cut off. */
const SEVENTIES_END = 315_532_800;

const DAY = 86_400;

/** Longer lifetimes are unusual for a login. Two weeks have been seen in production. */
const LONG_LIFETIME = 31 * DAY;

/** How far the clock of the server that signs may run ahead. */
const CLOCK_SKEW = 120;

/** What a vendor says about the lifetime of its tokens. */
export interface LifetimeRule {
  /** The claim from which the vendor counts. */
  readonly claim: 'exp' | 'iat';
  /** The longest lifetime in seconds, or `undefined` without a maximum. */
  readonly max: number | undefined;
  /** The times without which a token is rejected. */
  readonly required: readonly string[];
  /** Where the vendor documents it. */
  readonly docs: string;
}

/** What a time is counted in instead of seconds since 1970. */
export interface TimeUnit {
  /** Its name: `milliseconds since 1970`. */
  readonly unit: string;
  /** How to get seconds since 1970 instead. */
  readonly fix: string;
  readonly perSecond: number;
  /** Where it starts, in seconds since 1970. */
  readonly epoch: number;
}

const CLOCK =
  'Math.floor(Date.now() / 1000) in JavaScript, int(time.time()) in Python, time.Now().Unix() in Go';
const DOTNET = 'DateTimeOffset.UtcNow.ToUnixTimeSeconds() in .NET';
const SWIFT =
  'Int(date.timeIntervalSince1970) in Swift, whose JSONEncoder counts from 2001 unless dateEncodingStrategy is .secondsSince1970';

const MILLISECONDS: TimeUnit = {
  unit: 'milliseconds since 1970',
  perSecond: 1e3,
  epoch: 0,
  fix: CLOCK,
};

/** The starts of other epochs, in seconds since 1970. */
const YEAR_2001 = 978_307_200;
const YEAR_1 = -62_135_596_800;

/** Units that libraries have. Other epochs come first: .NET's ticks would be nanoseconds of 1990. */
const UNITS_OF_TIME: readonly TimeUnit[] = [
  { unit: 'seconds since 2001', perSecond: 1, epoch: YEAR_2001, fix: SWIFT },
  { unit: 'seconds since the year 1', perSecond: 1, epoch: YEAR_1, fix: DOTNET },
  { unit: 'ticks of .NET (100 ns since the year 1)', perSecond: 1e7, epoch: YEAR_1, fix: DOTNET },
  MILLISECONDS,
  { unit: 'microseconds since 1970', perSecond: 1e6, epoch: 0, fix: CLOCK },
  { unit: 'nanoseconds since 1970', perSecond: 1e9, epoch: 0, fix: CLOCK },
];

/** When tokens of another epoch were made: 2019 to 2039. Read as seconds since 1970, no token is that old. */
const ANOTHER_EPOCH = { from: 1_546_300_800, until: 2_208_988_800 };

/** Returns what a time is counted in, or `undefined` if it looks like seconds since 1970. */
export function otherUnit(time: number): TimeUnit | undefined {
  return UNITS_OF_TIME.find(({ perSecond, epoch }) => {
    const seconds = time / perSecond + epoch;
    return epoch === 0
      ? time > SECONDS_UNTIL && seconds > 1e8 && seconds < 1e10
      : seconds > ANOTHER_EPOCH.from && seconds < ANOTHER_EPOCH.until;
  });
}

type TimeName = 'iat' | 'exp' | 'nbf';
type Seconds = { readonly [Name in TimeName]?: number | undefined };

/** Checks `iat`, `exp` and `nbf` at the time `now`, in seconds. */
export function readReportTimes(claims: Members, now: number, rule: LifetimeRule): ReadTimes {
  const times: { -readonly [Name in TimeName]?: ChatTokenTime } = {};
  const numbers: { -readonly [Name in TimeName]?: number } = {};
  // Only times in the right unit can be compared with each other.
  const seconds: { -readonly [Name in TimeName]?: number } = {};
  for (const name of TIME_CLAIMS) {
    const value = claims[name];
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    times[name] = { seconds: value, iso: isoOf(value), words: WORDS[name](value, now) };
    numbers[name] = value;
    if (otherUnit(value) === undefined && value <= SECONDS_UNTIL) seconds[name] = value;
  }
  const findings = [
    ...adviseUnits(numbers, now),
    ...adviseIssuedAt(claims, rule),
    ...adviseOrder(claims, seconds, now, rule),
    ...adviseLifetime(seconds, now, rule),
    ...adviseNumbers(claims, seconds),
  ];
  return { times: { ...times }, findings };
}

/** Groups the times that have the same mistake, so that it is reported once. */
function grouped<Mistake>(
  mistakeOf: (name: TimeName) => Mistake | undefined,
): readonly (readonly [mistake: Mistake, names: readonly [TimeName, ...TimeName[]]])[] {
  const groups = new Map<Mistake, [TimeName, ...TimeName[]]>();
  for (const name of TIME_CLAIMS) {
    const mistake = mistakeOf(name);
    if (mistake === undefined) continue;
    const names = groups.get(mistake);
    if (names === undefined) groups.set(mistake, [name]);
    else names.push(name);
  }
  return [...groups];
}

/** Names several times in a message. */
function listed(names: readonly TimeName[]): FindingValues {
  return { names: names.join(' and '), are: names.length > 1 ? 'are' : 'is' };
}

function adviseUnits(numbers: Seconds, now: number): readonly Finding[] {
  const unitOf = (name: TimeName) => {
    const value = numbers[name];
    if (value === undefined) return undefined;
    return otherUnit(value) ?? (value > SECONDS_UNTIL ? 'unknown' : undefined);
  };
  return grouped(unitOf).map(([found, names]) => {
    // The vendor reads the number as seconds.
    const isExpired = names.includes('exp') && (numbers.exp ?? now) <= now;
    const isEarly = names.includes('nbf') && (numbers.nbf ?? now) > now;
    const state = isExpired ? 'has expired' : 'is not valid yet';
    const { unit, fix } = found === 'unknown' ? { unit: 'an unknown unit', fix: CLOCK } : found;
    const values = { ...listed(names), unit, fix, state };
    if (isExpired || isEarly) return timeFinding('TIME_UNIT_REJECTED', names[0], values);
    const code = found === MILLISECONDS ? 'TIME_IN_MILLISECONDS' : 'TIME_IN_OTHER_UNIT';
    return timeFinding(code, names[0], values);
  });
}

function adviseIssuedAt(claims: Members, { required, docs }: LifetimeRule): readonly Finding[] {
  if (claims['iat'] !== undefined || !required.includes('iat')) return [];
  return [timeFinding('IAT_MISSING', 'iat', { docs })];
}

/** Compares the times with each other and with the clock. The first cause explains the others. */
function adviseOrder(
  claims: Members,
  { iat, exp, nbf }: Seconds,
  now: number,
  rule: LifetimeRule,
): readonly Finding[] {
  if (rule.claim === 'iat') return adviseAge(claims, { iat, exp, nbf }, now, rule);
  if (claims['exp'] === undefined) {
    const missing = timeFinding(
      rule.required.includes('exp') ? 'EXP_MISSING' : 'EXP_RECOMMENDED',
      'exp',
    );
    return [missing, ...adviseStart({ iat, nbf }, now)];
  }
  if (exp === undefined) return adviseStart({ iat, nbf }, now);
  if (exp <= now && exp < SEVENTIES_END) return [timeFinding('EXP_IN_1970', 'exp')];
  if (exp <= now && iat !== undefined && exp <= iat) return [timeFinding('EXP_BEFORE_IAT', 'exp')];
  if (nbf !== undefined && nbf >= exp) return [timeFinding('NBF_AFTER_EXP', 'nbf')];
  const start = adviseStart({ iat, exp, nbf }, now);
  if (exp > now) return start;
  return [timeFinding('TOKEN_EXPIRED', 'exp', { advice: clockAdvice(iat, exp, now) }), ...start];
}

/** Checks the age of a token. */
function adviseAge(
  claims: Members,
  { iat, exp, nbf }: Seconds,
  now: number,
  { max = Infinity, docs }: LifetimeRule,
): readonly Finding[] {
  const extra =
    claims['exp'] === undefined ? [] : [timeFinding('EXP_NOT_DOCUMENTED', 'exp', { docs })];
  if (claims['iat'] === undefined) return extra;
  const end = iat === undefined ? undefined : iat + max;
  const rest = [...adviseStart({ iat, exp: end, nbf }, now), ...extra];
  const isOver = Math.min(end ?? Infinity, exp ?? Infinity) <= now;
  if (!isOver) return rest;
  return [timeFinding('TOKEN_EXPIRED', 'iat', { advice: clockAdvice(iat, end, now) }), ...rest];
}

function adviseStart({ iat, exp, nbf }: Seconds, now: number): readonly Finding[] {
  const advice = clockAdvice(iat, exp, now);
  const findings: Finding[] = [];
  if (nbf !== undefined && nbf > now) {
    findings.push(timeFinding('TOKEN_NOT_YET_VALID', 'nbf', { advice }));
    // The same clock is ahead.
    if (nbf === iat) return findings;
  }
  const isAfterExp = iat !== undefined && exp !== undefined && iat > now && iat >= exp;
  if (iat !== undefined && (iat > now + CLOCK_SKEW || isAfterExp)) {
    findings.push(timeFinding('IAT_IN_FUTURE', 'iat', { advice }));
  }
  return findings;
}

/** No time zone is further from UTC, in half hours. */
const MAX_SHIFT = 28;

/** Suspects the clock, or the time zone if a new token would be off by half hours. */
function clockAdvice(iat: number | undefined, exp: number | undefined, now: number): string {
  const halfHours = iat === undefined ? 0 : Math.round((iat - now) / 1800);
  const rest = Math.abs((iat ?? now) - now - halfHours * 1800);
  const lifetime = (exp ?? 0) - (iat ?? 0);
  const isShifted = halfHours !== 0 && Math.abs(halfHours) <= MAX_SHIFT && rest <= CLOCK_SKEW;
  if (!isShifted || lifetime <= 0 || lifetime > DAY) return 'compare the clocks';
  const hours = Math.abs(halfHours) / 2;
  const off = `${hours} hour${hours === 1 ? '' : 's'}`;
  return `its times may be local times instead of UTC: they are off by ${off}`;
}

function adviseLifetime(
  { iat, exp }: Seconds,
  now: number,
  { claim, max, docs }: LifetimeRule,
): readonly Finding[] {
  if (exp === undefined || exp <= now || claim === 'iat') return [];
  const lifetime = exp - Math.min(iat ?? now, now);
  const isInMilliseconds = iat !== undefined && looksLikeMilliseconds(exp - iat);
  if (max !== undefined && lifetime > max) {
    const why = isInMilliseconds ? ': milliseconds were added to seconds' : '';
    return [timeFinding('EXP_BEYOND_MAX', 'exp', { max, why, docs })];
  }
  if (isInMilliseconds) return [timeFinding('LIFETIME_IN_MILLISECONDS', 'exp')];
  return exp - now > LONG_LIFETIME ? [timeFinding('EXP_FAR_AWAY', 'exp')] : [];
}

/** Returns whether a lifetime is unusual in seconds, and usual in milliseconds: 900,000 is 15 minutes. */
function looksLikeMilliseconds(lifetime: number): boolean {
  const seconds = lifetime / 1000;
  if (seconds < 300 || seconds > LONG_LIFETIME) return false;
  // Whole days are meant, unless they are thousands.
  return lifetime % DAY === 0 ? seconds % DAY === 0 : seconds <= DAY && seconds % 60 === 0;
}

function adviseNumbers(claims: Members, seconds: Seconds): readonly Finding[] {
  const kinds = grouped((name) => {
    const value = claims[name];
    return value === undefined || Number.isFinite(value) ? undefined : timeKind(value);
  });
  const fractions = grouped((name) => (Number.isInteger(seconds[name] ?? 0) ? undefined : true));
  return [
    ...kinds.map(([kind, names]) =>
      timeFinding('TIME_NOT_NUMBER', names[0], { ...listed(names), kind }),
    ),
    ...fractions.map(([, names]) => timeFinding('TIME_FRACTIONAL', names[0], listed(names))),
  ];
}

/** Names what a time is instead of a finite number. */
function timeKind(value: unknown): string {
  if (typeof value === 'number') return 'a number that is too large';
  if (typeof value !== 'string' || value.length > 64) return kindOf(value);
  if (/^\s*[+-]?\d+(?:\.\d*)?\s*$/.test(value)) return 'a number in quotes';
  if (/^\d{4}-\d\d-\d\d(?:[T ]|$)/.test(value)) return 'an ISO date';
  return /^\d+\s?[a-z]+$/i.test(value) ? 'a duration' : kindOf(value);
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
  const { RelativeTimeFormat } = requireApi(globalThis.Intl, 'Intl');
  return new RelativeTimeFormat('en', {}).format(difference > 0 ? amount : -amount, unit);
}
