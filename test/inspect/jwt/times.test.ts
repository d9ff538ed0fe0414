/** What is found in the times of a token, and how they are put in words. */
import { defineVendor, jwt, zendesk } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { about, anything, forge, NOW_SECONDS, permissive } from '../../support/support.ts';
import {
  findingsOf,
  HEADER,
  HEADER_WITH_KID,
  inspect,
  named,
  of,
  ofKhoros,
  ofZendesk,
} from '../support.ts';

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
  [['EXP_IN_1970 at exp'], { exp: 3600 }],
  [['EXP_IN_1970 at exp'], { exp: -1 }],
  // A lifetime in milliseconds that was added to seconds.
  [['LIFETIME_IN_MILLISECONDS at exp'], { iat: from(0), exp: from(900_000) }],
  [['LIFETIME_IN_MILLISECONDS at exp'], { iat: from(0), exp: from(3_600_000) }],
  [['LIFETIME_IN_MILLISECONDS at exp'], { iat: from(-60), exp: from(-60 + 86_400_000) }],
  [[], { iat: from(0), exp: from(7 * DAY) }],
  [['EXP_FAR_AWAY at exp'], { iat: from(0), exp: from(365 * DAY) }],
  [['EXP_FAR_AWAY at exp'], { iat: from(0), exp: from(50 * DAY) }],
  // A month is the longest lifetime without a warning.
  [[], { exp: from(31 * DAY) }],
  [['EXP_FAR_AWAY at exp'], { exp: from(31 * DAY + 1) }],
  [['EXP_FAR_AWAY at exp'], { exp: from(367 * DAY) }],
  // Above 1e11 lies the year 5138: those were milliseconds.
  [['EXP_FAR_AWAY at exp'], { exp: 1e11 }],
  [['TIME_IN_MILLISECONDS at exp'], { exp: 1e11 + 1 }],
  [['IAT_IN_FUTURE at iat'], { iat: 1e11, exp: from(1) }],
  [['TIME_IN_MILLISECONDS at iat'], { iat: 1e11 + 1, exp: from(1) }],
  // A unit that no one has: no advice how to convert it.
  [['TIME_IN_OTHER_UNIT at exp'], { exp: 1e300 }],
  [['TIME_IN_OTHER_UNIT at exp'], { exp: 5e13 }],
  // Ahead of exp, it is wrong even where it is only a little ahead of the clock.
  [['IAT_IN_FUTURE at iat'], { iat: from(60), exp: from(60) }],
  [['EXP_BEFORE_IAT at exp'], { iat: from(0), exp: from(0) }],
  [['EXP_BEFORE_IAT at exp'], { iat: from(0), exp: from(3600 - 5 * 3600) }],
  [['EXP_BEFORE_IAT at exp'], { iat: from(3600), exp: from(-1) }],
  [['NBF_AFTER_EXP at nbf'], { nbf: from(60), exp: from(60) }],
  [['NBF_AFTER_EXP at nbf'], { nbf: from(7200), exp: from(3600) }],
  [['NBF_AFTER_EXP at nbf'], { nbf: from(-60), exp: from(-120) }],
  [[], { iat: from(120), exp: from(300) }],
  [['IAT_IN_FUTURE at iat'], { iat: from(121), exp: from(300) }],
  [[], { nbf: from(0), exp: from(1) }],
  [['TOKEN_NOT_YET_VALID at nbf'], { nbf: from(1), exp: from(2) }],
  [['TIME_FRACTIONAL at iat'], { iat: from(-0.5), exp: from(1) }],
  // Of what is no number, only that is found.
  [['TIME_NOT_NUMBER at exp'], { exp: 'soon' }],
  [['TIME_NOT_NUMBER at exp'], { exp: String(from(1)) }],
  // The same mistake in both is said once.
  [['TIME_NOT_NUMBER at iat'], { iat: String(from(0)), exp: String(from(1)) }],
  [['TIME_NOT_NUMBER at iat', 'TIME_NOT_NUMBER at exp'], { iat: null, exp: {} }],
  [['TIME_FRACTIONAL at iat'], { iat: from(0.25), exp: from(3600.25) }],
])('%j of %j', async (findings, times) => {
  for (const make of [ofZendesk, ofKhoros]) {
    expect(await findingsOf(make({ iat: undefined, exp: undefined, ...times }))).toStrictEqual(
      findings,
    );
  }
});

/** How many seconds have passed until 1970. */
const YEAR_1 = 62_135_596_800;
const YEAR_1970 = 0;
const YEAR_2001 = -978_307_200;

describe('other units and epochs', () => {
  const LATE = 'TIME_IN_OTHER_UNIT';
  const PAST = 'TIME_UNIT_REJECTED';

  test.each<[string, number, number, string]>([
    ['milliseconds since 1970', 1e3, YEAR_1970, 'TIME_IN_MILLISECONDS'],
    ['microseconds since 1970', 1e6, YEAR_1970, LATE],
    ['nanoseconds since 1970', 1e9, YEAR_1970, LATE],
    ['seconds since 2001', 1, YEAR_2001, PAST],
    ['seconds since the year 1', 1, YEAR_1, LATE],
    ['ticks of .NET (100 ns since the year 1)', 1e7, YEAR_1, LATE],
  ])('%s', async (unit, perSecond, epoch, code) => {
    const convert = (seconds: number) => (from(seconds) + epoch) * perSecond;
    const times = { iat: convert(0), exp: convert(900) };
    const both = await inspect(ofZendesk(times));
    expect(named(both.findings)).toStrictEqual([`${code} at iat`]);
    expect(both.findings[0]?.message).toContain(`iat and exp are in ${unit}, not in seconds`);
    expect(both.findings[0]?.hint).not.toMatch(/divide/i);
    const one = await inspect(ofZendesk({ exp: convert(900) }));
    expect(named(one.findings)).toStrictEqual([`${code} at exp`]);
    expect(one.findings[0]?.message).toContain(`exp is in ${unit}, not in seconds`);
    // Nothing is read from iat: such a token is accepted.
    const issued = await inspect(ofZendesk({ iat: convert(0) }));
    expect(named(issued.findings)).toStrictEqual([`${code === PAST ? LATE : code} at iat`]);
    // A start that lies ahead is rejected.
    const start = await inspect(ofZendesk({ nbf: convert(0) }));
    expect(named(start.findings)).toStrictEqual([`${code === PAST ? LATE : PAST} at nbf`]);
  });

  test('with the fraction that Swift writes, it is one finding', async () => {
    const since2001 = NOW_SECONDS - 978_307_200 + 0.499;
    const given = ofKhoros({ iat: since2001, exp: since2001 + 3600 });
    const { findings } = await inspect(given);
    expect(named(findings)).toStrictEqual(['TIME_UNIT_REJECTED at iat']);
    expect(findings[0]?.hint).toContain('dateEncodingStrategy');
  });

  test('a time of another century is none of them', async () => {
    // 2099, which people write for "never", lies where seconds since 1900 would be.
    expect(await findingsOf(ofZendesk({ exp: 4_102_358_400 }))).toStrictEqual([
      'EXP_FAR_AWAY at exp',
    ]);
  });
});

describe('a shift by a time zone is mentioned as a possibility', () => {
  const hintOf = async (times: object) => (await inspect(ofZendesk(times))).findings[0]?.hint ?? '';

  test.each([
    ['five hours ago', { iat: from(-5 * 3600), exp: from(-4 * 3600) }, '5 hours'],
    ['half past five', { iat: from(-5.5 * 3600 - 20), exp: from(-4.5 * 3600) }, '5.5 hours'],
    ['an hour ago', { iat: from(-3605), exp: from(-3605 + 900) }, '1 hour'],
    ['two hours ahead', { iat: from(7200), exp: from(7200 + 900) }, '2 hours'],
    ['a start ahead', { iat: from(10_800), nbf: from(10_800), exp: from(14_400) }, '3 hours'],
  ])('%s', async (_, times, hours) => {
    expect(await hintOf(times)).toContain(`off by ${hours}`);
  });

  test.each([
    ['another distance', { iat: from(-5.2 * 3600), exp: from(-4.2 * 3600) }],
    ['without iat', { iat: undefined, exp: from(-4 * 3600) }],
    ['further than any zone', { iat: from(-20 * 3600), exp: from(-19 * 3600) }],
    ['a lifetime of a week', { iat: from(-14 * 3600 - 7 * DAY), exp: from(-14 * 3600) }],
    ['now', { iat: from(-10), exp: from(-1) }],
  ])('but not for %s', async (_, times) => {
    expect(await hintOf(times)).not.toContain('off by');
  });
});

test.each([
  ['an ISO date', { exp: '2026-01-01T01:00:00Z' }, /exp must .*, got an ISO date/],
  ['a number in quotes', { exp: '1767229200' }, /exp must .*, got a number in quotes/],
  [
    'a number in quotes, twice',
    { iat: '1767225600', exp: '1767229200' },
    /iat and exp must .*, got/,
  ],
  ['any other string', { exp: 'soon' }, /got a string/],
  ['nothing', { exp: null }, /got null/],
  ['a duration', { exp: '1h' }, /got a duration/],
])('what it is instead of a number: %s', async (_, times, message) => {
  const { findings } = await inspect(ofZendesk(times));
  expect(findings[0]).toMatchObject({ code: 'TIME_NOT_NUMBER', severity: 'error' });
  expect(findings[0]?.message).toMatch(message);
});

test('a number that JSON cannot hold is refused', async () => {
  const claims = `{"scope":"user","external_id":"u_1","exp":1e400}`;
  const { findings } = await inspect(of(forge(HEADER_WITH_KID, claims), { vendor: zendesk }));
  expect(named(findings)).toStrictEqual(['TIME_NOT_NUMBER at exp']);
  expect(findings[0]?.message).toContain('got a number that is too large');
});

test('without exp, the token is refused only where it is required', async () => {
  const claims = { scope: 'user', external_id: 'u_1', iat: NOW_SECONDS };
  const token = forge(HEADER_WITH_KID, claims);
  expect(await findingsOf(of(token, { vendor: zendesk }))).toStrictEqual(['EXP_MISSING at exp']);
  const open = await inspect(of(token, { vendor: permissive }));
  expect(named(open.findings)).toStrictEqual(['EXP_RECOMMENDED at exp']);
  expect(open.ok).toBe(true);
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

describe('a vendor that counts from iat', () => {
  const aged = defineVendor({
    ...about,
    user: anything,
    token: jwt({ expiry: 'iat', lifetime: { max: 900 } }),
  });
  const token = (times: object) => of(forge(HEADER, { id: 'u', ...times }), { vendor: aged });

  test.each<[string[], object]>([
    [[], { iat: from(0) }],
    [[], { iat: from(-899) }],
    [['TOKEN_EXPIRED at iat'], { iat: from(-900) }],
    [['IAT_MISSING at iat'], {}],
    [['IAT_MISSING at iat', 'EXP_NOT_DOCUMENTED at exp'], { exp: from(600) }],
    [['EXP_NOT_DOCUMENTED at exp'], { iat: from(0), exp: from(600) }],
    [['TOKEN_EXPIRED at iat', 'EXP_NOT_DOCUMENTED at exp'], { iat: from(-60), exp: from(0) }],
    [['IAT_IN_FUTURE at iat'], { iat: from(600) }],
    [['TIME_NOT_NUMBER at iat'], { iat: String(from(0)) }],
    [['TIME_IN_MILLISECONDS at iat'], { iat: from(0) * 1000 }],
  ])('%j: %j', async (findings, times) => {
    expect(await findingsOf(token(times))).toStrictEqual(findings);
  });
});
