/** The library and jose come to the same verdict on a token, but for a list of differences. */
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

/** What somebody makes of a token. */
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

const isTaken = (verdict: Verdict) => 'claims' in verdict;

holds(
  'the library and jose agree on any token, but for the documented differences',
  500,
  fc.asyncProperty(signedToken, sometimes(change), async (made, mutation) => {
    const asked = mutation === null ? made : changed(made, mutation);
    const own = await verdictOfLibrary(asked);
    const other = await verdictOfJose(asked);
    if (isTaken(own) === isTaken(other)) {
      if (isTaken(own)) expect(own).toEqual(other);
      return;
    }
    // It takes nothing that jose refuses, and refuses what is on the list.
    const says = JSON.stringify({ library: own, jose: other });
    if (!('refusal' in own)) expect.fail(`the library takes what jose refuses: ${says}`);
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
      'shows one alone',
    ).toHaveLength(1);
  });

  test('are none that any good token has', () => {
    const good = forge(HEADER, { iat: NOW_SECONDS });
    expect(DIFFERENCES.filter(({ applies }) => applies(good))).toStrictEqual([]);
  });
});

const HEADER = { alg: 'HS256', typ: 'JWT' };

/** Where one might expect a difference, and there is none. */
describe.each([
  ['taken', 'a member of the header twice', forge('{"alg":"none","alg":"HS256"}', {})],
  ['taken', 'a claim twice', forge(HEADER, '{"exp":1,"exp":4102444800}')],
  ['taken', 'another typ', forge({ ...HEADER, typ: 'at+jwt' }, {})],
  ['taken', 'b64 that is false and not critical', forge({ ...HEADER, b64: false }, {})],
  ['taken', 'iat in the future', forge(HEADER, { iat: NOW_SECONDS + 9999 })],
  ['taken', 'nbf that is now', forge(HEADER, { nbf: NOW_SECONDS })],
  ['taken', 'times that are no whole seconds', forge(HEADER, { exp: NOW_SECONDS + 0.5 })],
  ['refused', 'exp that is now', forge(HEADER, { exp: NOW_SECONDS })],
  ['refused', 'nbf a moment from now', forge(HEADER, { nbf: NOW_SECONDS + 0.5 })],
  ['refused', 'times as texts', forge(HEADER, { exp: String(NOW_SECONDS + 60) })],
  ['refused', 'a time that is null', forge(HEADER, { exp: null })],
  ['refused', 'crit without a name', forge({ ...HEADER, crit: [] }, {})],
  ['refused', 'crit of an unknown name', forge({ ...HEADER, crit: ['x'], x: 1 }, {})],
  ['refused', 'a payload that is not encoded', forge({ ...HEADER, crit: ['b64'], b64: false }, {})],
  ['refused', 'a list for claims', forge(HEADER, [])],
])('%s by both', (verdict, what, token) => {
  test(`${what}`, async () => {
    const verdicts = [await verdictOfLibrary(token), await verdictOfJose(token)];
    expect(verdicts.map(isTaken)).toStrictEqual([verdict === 'taken', verdict === 'taken']);
  });
});
