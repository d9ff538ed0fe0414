/** What is found in the times of a token, and how they are put in words. */
import { defineVendor, jwt } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { anything, forge, NOW_SECONDS } from '../support/support.ts';
import { findingsOf, HEADER, inspect, of, ofKhoros, ofZendesk } from './support.ts';

const DAY = 86_400;

/** What is left out is not in the token; `from` is counted from now. */
const from = (seconds: number) => NOW_SECONDS + seconds;

test.each<[string[], object]>([
  [[], { exp: from(1) }],
  [['EXP_MISSING at exp'], {}],
  [['TOKEN_EXPIRED at exp'], { exp: from(0) }],
  // 315,532,800 is the end of the 1970s: what lies before was a duration.
  [['EXP_IN_1970 at exp'], { exp: 315_532_799 }],
  [['TOKEN_EXPIRED at exp'], { exp: 315_532_800 }],
  // A month is the longest lifetime without a warning.
  [[], { exp: from(31 * DAY) }],
  [['EXP_FAR_AWAY at exp'], { exp: from(31 * DAY + 1) }],
  [['EXP_FAR_AWAY at exp'], { exp: from(367 * DAY) }],
  // Above 1e11 lies the year 5138: those were milliseconds.
  [['EXP_FAR_AWAY at exp'], { exp: 1e11 }],
  [['TIME_IN_MILLISECONDS at exp'], { exp: 1e11 + 1 }],
  [['IAT_IN_FUTURE at iat'], { iat: 1e11, exp: from(1) }],
  [['TIME_IN_MILLISECONDS at iat'], { iat: 1e11 + 1, exp: from(1) }],
  [[], { iat: from(120), exp: from(300) }],
  [['IAT_IN_FUTURE at iat'], { iat: from(121), exp: from(300) }],
  [[], { nbf: from(0), exp: from(1) }],
  [['TOKEN_NOT_YET_VALID at nbf'], { nbf: from(1), exp: from(2) }],
  [['TIME_FRACTIONAL at iat'], { iat: from(-0.5), exp: from(1) }],
  // Of what is no number, only that is found.
  [['TIME_NOT_NUMBER at exp'], { exp: 'soon' }],
  [['TIME_NOT_NUMBER at exp'], { exp: String(from(1)) }],
])('%j of %j', async (findings, times) => {
  for (const make of [ofZendesk, ofKhoros]) {
    expect(await findingsOf(make({ iat: undefined, exp: undefined, ...times }))).toStrictEqual(
      findings,
    );
  }
});

test.each(['"3600"', '1e999', 'null'])('%s is no time', async (exp) => {
  const token = forge(HEADER, `{"scope":"user","external_id":"u_1","exp":${exp}}`);
  expect(await findingsOf(of(token))).toContain('TIME_NOT_NUMBER at exp');
  expect((await inspect(of(token))).times).toStrictEqual({});
});

describe('a vendor that takes a token for ten minutes', () => {
  const vendor = defineVendor({
    name: 'brief',
    title: 'Brief Chat',
    docs: 'https://example.com/brief',
    user: anything,
    token: jwt({ keyId: 'optional', lifetime: { default: 60, max: 600 } }),
  });

  test.each<[string, string[], object]>([
    ['takes ten minutes', [], { iat: 0, exp: 600 }],
    ['takes no second more', ['EXP_BEYOND_MAX at exp'], { iat: 0, exp: 601 }],
    ['counts from iat', ['EXP_BEYOND_MAX at exp'], { iat: -600, exp: 300 }],
    ['counts from now where iat is ahead', ['EXP_BEYOND_MAX at exp'], { iat: 100, exp: 650 }],
    ['counts from now where there is no iat', [], { exp: 600 }],
    ['says no more of an expired token', ['TOKEN_EXPIRED at exp'], { iat: -3600, exp: 0 }],
    ['says no more of a long expired one', ['TOKEN_EXPIRED at exp'], { iat: -7200, exp: -3600 }],
  ])('%s', async (_, findings, times) => {
    const claims = Object.entries(times).map(([name, seconds]) => [name, from(seconds)]);
    const token = forge(HEADER, Object.fromEntries(claims));
    expect(await findingsOf(of(token, { vendor }))).toStrictEqual(findings);
  });
});

test.each<[object, string | null, string]>([
  [{ exp: from(-180) }, '2025-12-31T23:57:00Z', 'expired 3 minutes ago'],
  [{ exp: from(0) }, '2026-01-01T00:00:00Z', 'expired 0 seconds ago'],
  [{ exp: from(1) }, '2026-01-01T00:00:01Z', 'expires in 1 second'],
  [{ exp: from(119) }, '2026-01-01T00:01:59Z', 'expires in 119 seconds'],
  [{ exp: from(120) }, '2026-01-01T00:02:00Z', 'expires in 2 minutes'],
  [{ exp: from(-36 * 3600) }, '2025-12-30T12:00:00Z', 'expired 36 hours ago'],
  [{ exp: from(14 * DAY) }, '2026-01-15T00:00:00Z', 'expires in 14 days'],
  [{ exp: from(366 * DAY) }, '2027-01-02T00:00:00Z', 'expires in 12 months'],
  [{ exp: from(-20 * 31_556_952) }, '2006-01-01T03:36:00Z', 'expired 20 years ago'],
  [{ exp: 8.64e12 }, '+275760-09-13T00:00:00Z', 'expires in 273,735 years'],
  [{ exp: 8.64e12 + 1 }, null, 'expires at a time that no calendar has'],
  [{ exp: -8.64e12 - 1 }, null, 'expired at a time that no calendar has'],
  [{ nbf: from(300) }, '2026-01-01T00:05:00Z', 'becomes valid in 5 minutes'],
  [{ iat: from(-60) }, '2025-12-31T23:59:00Z', 'issued 60 seconds ago'],
])('%j in words', async (time, iso, words) => {
  const { times } = await inspect(ofZendesk({ iat: undefined, exp: undefined, ...time }));
  const expected = Object.entries(time).map(([name, seconds]) => [name, { seconds, iso, words }]);
  expect(times).toStrictEqual(Object.fromEntries(expected));
});
