import { bare, kindOf } from '../utils/objects.ts';
import { TIME_CLAIMS } from '../utils/time.ts';
import { type Finding, findingsOf, type Members } from './findings.ts';

/** One time of a token, for a machine and in words. */
export interface ChatTokenTime {
  /** Seconds since 1970, as it stands in the token. */
  readonly seconds: number;
  /** The same in ISO 8601; `null` where no calendar has that time. */
  readonly iso: string | null;
  /** The same in words, as seen from now: `expired 3 minutes ago`. */
  readonly words: string;
}

/** The times of a token; those that are missing, or no numbers, are left out. */
export interface ChatTokenReportTimes {
  /** When the token was issued. */
  readonly iat?: ChatTokenTime;
  /** From when on the token is refused. */
  readonly exp?: ChatTokenTime;
  /** Before when the token is refused. */
  readonly nbf?: ChatTokenTime;
}

/** What the times of a token are, and what is to be said of them. */
export interface ReadTimes {
  readonly times: ChatTokenReportTimes;
  readonly findings: readonly Finding[];
}

/** Above this lies the year 5138: those were milliseconds. */
const MILLISECONDS_FROM = 1e11;

/** Ten years after 1970: what is below is a duration, or was cut off. */
const SEVENTIES_END = 315_532_800;

/** What is longer is no lifetime of a log-in any more; two weeks have been seen in production. */
const LONG_LIFETIME = 31 * 86_400;

/** How far the clock of the server that signs may run ahead. */
const CLOCK_SKEW = 120;

const NUMERIC_DATE = 'https://www.rfc-editor.org/rfc/rfc7519#section-2';
const EXP = 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4';
const NBF = 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.5';
const IAT = 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.6';

/** What a vendor says of lifetimes, and where. */
export interface LifetimeRule {
  readonly max: number;
  readonly docs: string;
}

/** Looks at `iat`, `exp` and `nbf`, as seen from `now`, in seconds. */
export function readReportTimes(
  claims: Members,
  now: number,
  rule: LifetimeRule | undefined,
): ReadTimes {
  const times: { -readonly [Name in keyof ChatTokenReportTimes]: ChatTokenTime } =
    Object.create(null);
  const seconds: { -readonly [Name in keyof ChatTokenReportTimes]: number } = Object.create(null);
  const findings: Finding[] = [];
  for (const name of TIME_CLAIMS) {
    const value = claims[name];
    if (typeof value === 'number' && Number.isFinite(value)) {
      seconds[name] = value;
      times[name] = { seconds: value, iso: isoOf(value), words: WORDS[name](value, now) };
      findings.push(...adviseUnit(name, value));
    } else if (value !== undefined) {
      findings.push(
        findingsOf(NUMERIC_DATE)(
          'error',
          'TIME_NOT_NUMBER',
          name,
          `${name} is ${kindOf(value)}, and must be a number of seconds since 1970`,
          'Write it as a JSON number, without quotes: Math.floor(Date.now() / 1000) + 3600.',
        ),
      );
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
  const found = findingsOf(NUMERIC_DATE);
  if (value > MILLISECONDS_FROM) {
    return [
      found(
        'warning',
        'TIME_IN_MILLISECONDS',
        name,
        `${name} is so far ahead that it must be in milliseconds`,
        'Divide by 1000: these times are in seconds, in Swift as in JavaScript.',
      ),
    ];
  }
  if (Number.isInteger(value)) return [];
  return [
    found(
      'warning',
      'TIME_FRACTIONAL',
      name,
      `${name} has a fraction of a second`,
      'Round it down: the vendors document whole seconds.',
    ),
  ];
}

function adviseExp({ exp }: Seconds, now: number): readonly Finding[] {
  const found = findingsOf(EXP);
  if (exp === undefined || exp > now) return [];
  if (exp < SEVENTIES_END) {
    return [
      found(
        'error',
        'EXP_IN_1970',
        'exp',
        'exp lies in the 1970s: it reads as a duration, or was cut off',
        'exp is a time and no duration: add the seconds to the time of now.',
      ),
    ];
  }
  return [
    found(
      'error',
      'TOKEN_EXPIRED',
      'exp',
      'The token has expired',
      'Sign a new one each time the widget asks; if it is new, compare the clocks.',
    ),
  ];
}

function adviseLifetime(
  claims: Members,
  { iat, exp }: Seconds,
  now: number,
  rule: LifetimeRule | undefined,
): readonly Finding[] {
  const found = findingsOf(EXP);
  if (claims['exp'] === undefined) {
    return [
      found(
        'warning',
        'EXP_MISSING',
        'exp',
        'The token never expires: whoever gets hold of it can be this user for good',
        'Set exp, an hour ahead or less, in seconds.',
      ),
    ];
  }
  if (exp === undefined || exp <= now || exp > MILLISECONDS_FROM) return [];
  const lifetime = exp - Math.min(iat ?? now, now);
  if (rule !== undefined && lifetime > rule.max) {
    return [
      findingsOf(rule.docs)(
        'error',
        'EXP_BEYOND_MAX',
        'exp',
        'The token is valid for longer than the vendor takes',
        `Let it expire after at most ${rule.max} seconds.`,
      ),
    ];
  }
  if (exp - now <= LONG_LIFETIME) return [];
  return [
    found(
      'warning',
      'EXP_FAR_AWAY',
      'exp',
      'The token is valid for more than a month',
      'Let it expire after an hour or less, and give the widget a fresh one.',
    ),
  ];
}

function adviseStart({ iat, nbf }: Seconds, now: number): readonly Finding[] {
  const findings: Finding[] = [];
  if (nbf !== undefined && nbf > now) {
    findings.push(
      findingsOf(NBF)(
        'error',
        'TOKEN_NOT_YET_VALID',
        'nbf',
        'The token is not valid yet',
        'Leave nbf out, or compare the clocks.',
      ),
    );
  }
  if (iat !== undefined && iat > now + CLOCK_SKEW && iat <= MILLISECONDS_FROM) {
    findings.push(
      findingsOf(IAT)(
        'warning',
        'IAT_IN_FUTURE',
        'iat',
        'The token was issued in the future',
        'Compare the clocks, and look whether iat is in seconds and in UTC.',
      ),
    );
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
  nbf: (seconds, now) => `valid from ${fromNow(seconds, now)} on`,
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
  return new Intl.RelativeTimeFormat('en', bare({})).format(
    difference > 0 ? amount : -amount,
    unit,
  );
}
