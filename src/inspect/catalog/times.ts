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
  | 'TIME_UNIT_REJECTED'
  | 'TIME_IN_MILLISECONDS'
  | 'TIME_IN_OTHER_UNIT'
  | 'TIME_FRACTIONAL'
  | 'EXP_IN_1970'
  | 'EXP_BEFORE_IAT'
  | 'NBF_AFTER_EXP'
  | 'TOKEN_EXPIRED'
  | 'EXP_MISSING'
  | 'EXP_RECOMMENDED'
  | 'EXP_NOT_DOCUMENTED'
  | 'IAT_MISSING'
  | 'LIFETIME_IN_MILLISECONDS'
  | 'EXP_BEYOND_MAX'
  | 'EXP_FAR_AWAY'
  | 'TOKEN_NOT_YET_VALID'
  | 'IAT_IN_FUTURE'
> = {
  TIME_UNIT_REJECTED: [
    'error',
    '{names} {are} in {unit}, not in seconds since 1970: as such, the token {state}',
    'Sign whole seconds since 1970: {fix}.',
    DATE,
  ],
  TIME_NOT_NUMBER: [
    'error',
    '{names} must be a number of seconds since 1970, got {kind}',
    'Write JSON numbers without quotes: iat is Math.floor(Date.now() / 1000), and exp is iat + 3600.',
    DATE,
  ],
  TIME_IN_MILLISECONDS: [
    'warning',
    '{names} {are} in {unit}, not in seconds since 1970',
    'Sign whole seconds since 1970: {fix}.',
    DATE,
  ],
  TIME_IN_OTHER_UNIT: [
    'warning',
    '{names} {are} in {unit}, not in seconds since 1970',
    'Sign whole seconds since 1970: {fix}.',
    DATE,
  ],
  TIME_FRACTIONAL: [
    'warning',
    '{names} {are} not in whole seconds',
    'Round down: the vendors document whole seconds.',
    DATE,
  ],
  EXP_IN_1970: [
    'error',
    'exp is in the 1970s: it looks like a duration, or was cut off',
    'exp is a time, not a duration: add the seconds to the current time.',
    EXP,
  ],
  EXP_BEFORE_IAT: [
    'error',
    'exp is not after iat, so the token was never valid',
    'Compute exp from iat: exp = iat + 3600. Is one of them a local time instead of UTC, or in another unit?',
    EXP,
  ],
  NBF_AFTER_EXP: [
    'error',
    'nbf is not before exp, so the token is never valid',
    'Leave nbf out. Is one of them a local time instead of UTC, or in another unit?',
    NBF,
  ],
  TOKEN_EXPIRED: [
    'error',
    'The token has expired',
    'Sign a new one each time the widget asks. If it is new, {advice}.',
    EXP,
  ],
  EXP_MISSING: [
    'error',
    'exp is missing: anyone who gets the token can be this user forever',
    'Set exp, an hour ahead or less, in seconds. verifyChatToken rejects a token without it.',
    EXP,
  ],
  EXP_RECOMMENDED: [
    'warning',
    'exp is missing: unless the vendor limits the age of the token, anyone who gets it can be this user forever',
    'Set exp, an hour ahead or less, in seconds.',
    EXP,
  ],
  EXP_NOT_DOCUMENTED: [
    'warning',
    'The token has exp, but this vendor counts its age from iat and documents no exp',
    'Leave exp out: whether the vendor ignores it is not documented.',
    DOCS,
  ],
  IAT_MISSING: [
    'error',
    'iat is missing, which this vendor requires',
    'Set iat to the current time, in seconds: Math.floor(Date.now() / 1000) in JavaScript.',
    DOCS,
  ],
  EXP_BEYOND_MAX: [
    'error',
    'The token is valid for longer than the vendor accepts{why}',
    'Let it expire after at most {max} seconds.',
    DOCS,
  ],
  LIFETIME_IN_MILLISECONDS: [
    'warning',
    'exp is so long after iat that milliseconds were probably added to seconds',
    'Add seconds: exp = iat + 3600 is an hour.',
    EXP,
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
    'Leave nbf out. If the token is new, {advice}.',
    NBF,
  ],
  IAT_IN_FUTURE: [
    'warning',
    'The token was issued in the future',
    'Check that iat is the current time in UTC. If the token is new, {advice}.',
    IAT,
  ],
};

/** Makes a finding of this table. */
export const timeFinding: ReturnType<typeof finder<keyof typeof TIMES>> =
  /* @__PURE__ */ finder(TIMES);
