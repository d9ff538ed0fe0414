import { type FindingTable, finder } from '../findings.ts';

const JWT = 'https://www.rfc-editor.org/rfc/rfc7519';
const DATE = `${JWT}#section-2`;
const EXP = `${JWT}#section-4.1.4`;
const NBF = `${JWT}#section-4.1.5`;
const IAT = `${JWT}#section-4.1.6`;
/** Filled in: the vendor's documentation. */
const DOCS = '{docs}';

/** What can be wrong with the times of any token. */
export const TIMES: FindingTable<
  | 'TIME_NOT_NUMBER'
  | 'TIME_IN_MILLISECONDS'
  | 'TIME_FRACTIONAL'
  | 'EXP_IN_1970'
  | 'TOKEN_EXPIRED'
  | 'EXP_MISSING'
  | 'EXP_BEYOND_MAX'
  | 'EXP_FAR_AWAY'
  | 'TOKEN_NOT_YET_VALID'
  | 'IAT_IN_FUTURE'
> = {
  TIME_NOT_NUMBER: [
    'error',
    '{name} must be a number of seconds since 1970, got {kind}',
    'Write it as a JSON number, without quotes: Math.floor(Date.now() / 1000) + 3600.',
    DATE,
  ],
  TIME_IN_MILLISECONDS: [
    'warning',
    '{name} is so far in the future that it must be in milliseconds',
    'Divide by 1000: these times are in seconds.',
    DATE,
  ],
  TIME_FRACTIONAL: [
    'warning',
    '{name} has a fraction of a second',
    'Round it down: the vendors document whole seconds.',
    DATE,
  ],
  EXP_IN_1970: [
    'error',
    'exp is in the 1970s: it looks like a duration, or was cut off',
    'exp is a time, not a duration: add the seconds to the current time.',
    EXP,
  ],
  TOKEN_EXPIRED: [
    'error',
    'The token has expired',
    'Sign a new one each time the widget asks. If it is new, compare the clocks.',
    EXP,
  ],
  EXP_MISSING: [
    'warning',
    'The token never expires: anyone who gets it can be this user forever',
    'Set exp, an hour ahead or less, in seconds.',
    EXP,
  ],
  EXP_BEYOND_MAX: [
    'error',
    'The token is valid for longer than the vendor accepts',
    'Let it expire after at most {max} seconds.',
    DOCS,
  ],
  EXP_FAR_AWAY: [
    'warning',
    'The token is valid for more than a month',
    'Let it expire after an hour or less, and give the widget a fresh one.',
    EXP,
  ],
  TOKEN_NOT_YET_VALID: [
    'error',
    'The token is not valid yet',
    'Leave nbf out, or compare the clocks.',
    NBF,
  ],
  IAT_IN_FUTURE: [
    'warning',
    'The token was issued in the future',
    'Compare the clocks, and check that iat is in seconds and in UTC.',
    IAT,
  ],
};

/** Makes a finding of this table. */
export const timeFinding: ReturnType<typeof finder<keyof typeof TIMES>> =
  /* @__PURE__ */ finder(TIMES);
