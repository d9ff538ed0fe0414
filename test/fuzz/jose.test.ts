/** The library and jose's `jwtVerify` come to the same verdict on a token, except for a list of differences. */
import { verifyChatToken } from 'chat-token';
import fc from 'fast-check';
import { errors, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { forge, NOW, NOW_SECONDS, permissive, SECRET } from '../support/support.ts';
import { codeOf } from './answers.ts';
import { change, changed } from './changes.ts';
import { DIFFERENCES } from './jose-differences.ts';
import { holds } from './property.ts';
import { sometimes } from './wild.ts';
import { signedToken } from './wild-tokens.ts';

/** What a library answers for a token. */
type Verdict = { readonly claims: object } | { readonly refusal: string };

async function verdictOfLibrary(token: string): Promise<Verdict> {
  try {
    const { claims } = await verifyChatToken(permissive, token, { secret: SECRET, now: NOW });
    return { claims: { ...claims } };
  } catch (error) {
    return { refusal: codeOf(error) };
  }
}

const key = new TextEncoder().encode(SECRET);

async function verdictOfJose(token: string): Promise<Verdict> {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], currentDate: NOW });
    return { claims: payload };
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    return { refusal: error.code };
  }
}

const isAccepted = (verdict: Verdict) => 'claims' in verdict;

holds(
  'the library and jose agree on any token, except for the documented differences',
  500,
  fc.asyncProperty(signedToken, sometimes(change), async (made, mutation) => {
    const asked = mutation === null ? made : changed(made, mutation);
    const own = await verdictOfLibrary(asked);
    const other = await verdictOfJose(asked);
    if (isAccepted(own) === isAccepted(other)) {
      if (isAccepted(own)) expect(own).toEqual(other);
      return;
    }
    // It accepts no token that jose rejects, and rejects only those on the list.
    const says = JSON.stringify({ library: own, jose: other });
    if (!('refusal' in own)) expect.fail(`the library accepts what jose rejects: ${says}`);
    const known = DIFFERENCES.filter(
      ({ refusal, applies }) => refusal === own.refusal && applies(asked),
    );
    if (known.length === 0) expect.fail(`no documented difference: ${says}`);
  }),
);

describe('the differences', () => {
  test.each(DIFFERENCES)('$what', async ({ example, refusal, applies }) => {
    expect(await verdictOfLibrary(example)).toStrictEqual({ refusal });
    expect(await verdictOfJose(example)).toHaveProperty('claims');
    expect(applies(example)).toBe(true);
    expect(
      DIFFERENCES.filter((other) => other.applies(example)),
      'the example shows only this one',
    ).toHaveLength(1);
  });

  test('do not apply to a valid token', () => {
    const good = forge(HEADER, { iat: NOW_SECONDS });
    expect(DIFFERENCES.filter(({ applies }) => applies(good))).toStrictEqual([]);
  });
});

const HEADER = { alg: 'HS256', typ: 'JWT' };

/** Where you might expect a difference, and both agree. */
describe.each([
  ['accepted', 'a member of the header twice', forge('{"alg":"none","alg":"HS256"}', {})],
  ['accepted', 'a claim twice', forge(HEADER, '{"exp":1,"exp":4102444800}')],
  ['accepted', 'another typ', forge({ ...HEADER, typ: 'at+jwt' }, {})],
  ['accepted', 'b64 that is false and not critical', forge({ ...HEADER, b64: false }, {})],
  ['accepted', 'iat in the future', forge(HEADER, { iat: NOW_SECONDS + 9999 })],
  ['accepted', 'nbf that is now', forge(HEADER, { nbf: NOW_SECONDS })],
  ['accepted', 'times that are not whole seconds', forge(HEADER, { exp: NOW_SECONDS + 0.5 })],
  ['rejected', 'exp that is now', forge(HEADER, { exp: NOW_SECONDS })],
  ['rejected', 'nbf a moment from now', forge(HEADER, { nbf: NOW_SECONDS + 0.5 })],
  ['rejected', 'times as strings', forge(HEADER, { exp: String(NOW_SECONDS + 60) })],
  ['rejected', 'a time that is null', forge(HEADER, { exp: null })],
  ['rejected', 'crit without a name', forge({ ...HEADER, crit: [] }, {})],
  ['rejected', 'crit of an unknown name', forge({ ...HEADER, crit: ['x'], x: 1 }, {})],
  [
    'rejected',
    'a payload that is not encoded',
    forge({ ...HEADER, crit: ['b64'], b64: false }, {}),
  ],
  ['rejected', 'an array as the payload', forge(HEADER, [])],
])('%s by both', (verdict, what, token) => {
  test(`${what}`, async () => {
    const verdicts = [await verdictOfLibrary(token), await verdictOfJose(token)];
    expect(verdicts.map(isAccepted)).toStrictEqual([
      verdict === 'accepted',
      verdict === 'accepted',
    ]);
  });
});
