/** Where one time of a token ends and the next verdict on it begins. */
import { defineVendor } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { anything, forge, NOW_SECONDS } from '../support/support.ts';
import { HEADER, inspect, ofZendesk } from './support.ts';

const DAY = 86_400;
const codesOf = async (given: Parameters<typeof inspect>[0]) =>
  (await inspect(given)).findings.map(({ code }) => code);

test.each<[string[], object]>([
  // Above 1e11 lies the year 5138: those were milliseconds.
  [['EXP_FAR_AWAY'], { exp: 1e11 }],
  [['TIME_IN_MILLISECONDS'], { exp: 1e11 + 1 }],
  [['IAT_IN_FUTURE'], { iat: 1e11, exp: NOW_SECONDS + 1 }],
  [['TIME_IN_MILLISECONDS'], { iat: 1e11 + 1, exp: NOW_SECONDS + 1 }],
  // What lies in the 1970s was a duration.
  [['EXP_IN_1970'], { exp: 315_532_799 }],
  [['TOKEN_EXPIRED'], { exp: 315_532_800 }],
  [['TOKEN_EXPIRED'], { exp: NOW_SECONDS }],
  [[], { exp: NOW_SECONDS + 1 }],
  // A month is the longest that nothing is said of.
  [[], { exp: NOW_SECONDS + 31 * DAY }],
  [['EXP_FAR_AWAY'], { exp: NOW_SECONDS + 31 * DAY + 1 }],
  [['EXP_FAR_AWAY'], { exp: NOW_SECONDS + 367 * DAY }],
  // Of what is no number, only that is said.
  [['TIME_NOT_NUMBER'], { exp: 'soon' }],
])('%j of %j', async (codes, times) => {
  expect(await codesOf(ofZendesk({ iat: undefined, ...times }))).toStrictEqual(codes);
});

test('a number that is too large for a number is none', async () => {
  const token = forge(HEADER, `{"scope":"user","external_id":"u_1","exp":1e999}`);
  const { times, findings } = await inspect({ token });
  expect(findings.map(({ code }) => code)).toContain('TIME_NOT_NUMBER');
  expect(times).toStrictEqual({});
});

describe('a vendor that takes a token for ten minutes', () => {
  const vendor = defineVendor({
    name: 'brief',
    title: 'Brief Chat',
    docs: 'https://example.com/brief',
    keyId: 'optional',
    schema: anything,
    lifetime: { default: 60, max: 600 },
  });

  test.each<[string, string[], object]>([
    ['counts from iat on', ['EXP_BEYOND_MAX'], { iat: -600, exp: 300 }],
    ['counts from now on where iat is ahead', ['EXP_BEYOND_MAX'], { iat: 100, exp: 650 }],
    ['counts from now on where there is no iat', [], { exp: 600 }],
    ['says no more of a token that has expired', ['TOKEN_EXPIRED'], { iat: -3600, exp: 0 }],
    ['says no more of one that expired long ago', ['TOKEN_EXPIRED'], { iat: -7200, exp: -3600 }],
  ])('%s', async (_, codes, times) => {
    const claims = Object.entries(times).map(([name, seconds]) => [name, NOW_SECONDS + seconds]);
    const token = forge(HEADER, Object.fromEntries(claims));
    expect(await codesOf({ token, options: { vendor } })).toStrictEqual(codes);
  });
});

test.each([
  [8.64e12, '+275760-09-13T00:00:00Z', 'in 273,735 years'],
  [8.64e12 + 1, null, 'at a time that no calendar has'],
])('the last second that a calendar has: %d', async (seconds, iso, words) => {
  const { times } = await inspect(ofZendesk({ exp: seconds }));
  expect(times.exp).toStrictEqual({ seconds, iso, words: `expires ${words}` });
});
