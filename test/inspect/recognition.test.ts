/** Whose token it is: by the most telling sign, in whatever order the vendors are asked. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostCertain, type Recognition } from '../../src/inspect/findings.ts';
import { inspectWith } from '../../src/inspect/report.ts';
import { CHECKS } from '../../src/vendors/checks.ts';
import { forge, KEY_ID, NOW, NOW_SECONDS } from '../support/support.ts';
import { timesOf, VENDORS } from '../support/vendors.ts';
import { CLAIM_NAMES } from './support.ts';

const of = (...certainties: Recognition['certainty'][]) =>
  certainties.map((certainty, index) => ({ certainty, why: String(index) }));

test.each<[Recognition[], string | undefined]>([
  [[], undefined],
  [of('weak'), '0'],
  [of('weak', 'possible'), '1'],
  [of('certain', 'likely', 'possible', 'weak'), '0'],
  [of('weak', 'likely', 'possible'), '1'],
  [of('likely', 'likely'), undefined],
  [of('weak', 'weak', 'possible'), '2'],
])('%j', (signs, why) => {
  expect(mostCertain(signs)?.why).toBe(why);
});

/** The claims of all examples: the good ones, and those that show a mistake. */
const EXAMPLE_CLAIMS: readonly object[] = VENDORS.flatMap(({ example }) => [
  example.minimal.claims,
  example.full.claims,
  ...Object.values(example.pitfalls ?? {}).flatMap(({ found, near }) => [
    found.claims,
    near.claims,
  ]),
]);
const names = [...new Set([...CLAIM_NAMES, ...EXAMPLE_CLAIMS.flatMap(Object.keys)])];

test('the order of the vendors does not matter', async () => {
  const some = fc
    .constantFrom(...EXAMPLE_CLAIMS)
    .chain((claims) => fc.subarray(Object.entries(claims)).map(Object.fromEntries));
  const any = fc.dictionary(
    fc.constantFrom(...names),
    fc.constantFrom('appUser', 'user', 'u_1', true),
    { maxKeys: 5, noNullPrototype: true },
  );
  // A mixture of the claims of three vendors at most.
  const claims = fc.oneof(
    any,
    fc.array(some, { minLength: 1, maxLength: 3 }).map((parts) => Object.assign({}, ...parts)),
  );
  const orders = fc.shuffledSubarray([...CHECKS], { minLength: CHECKS.length });
  const whose = async (checks: typeof CHECKS, token: string) =>
    (await inspectWith(checks, token, { now: NOW })).vendor;
  const recognized = new Set<string>();
  await fc.assert(
    fc.asyncProperty(claims, fc.boolean(), orders, async (given, hasKid, order) => {
      const header = { alg: 'HS256', ...(hasKid && { kid: KEY_ID }) };
      const token = forge(header, { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600, ...given });
      const vendor = await whose(CHECKS, token);
      if (vendor !== null) recognized.add(vendor.name);
      expect(await whose(order, token)).toStrictEqual(vendor);
    }),
    { numRuns: 1000 },
  );
  expect(recognized.size).toBeGreaterThan(10);
});

test('the tokens of no two vendors are confused', async () => {
  for (const { vendor, example } of VENDORS) {
    if (vendor.token.kind === 'hmac') continue;
    const { keyId, keyIdClaim } = vendor.token;
    const kid = keyId === 'required' && keyIdClaim === undefined ? { kid: KEY_ID } : {};
    const ofKey = keyIdClaim === undefined ? {} : { [keyIdClaim]: KEY_ID };
    for (const { claims, recognizedAs = vendor.name } of [example.minimal, example.full]) {
      const times = timesOf(vendor, NOW_SECONDS);
      const token = forge({ alg: 'HS256', ...kid }, { ...times, ...ofKey, ...claims });
      const report = await inspectWith(CHECKS, token, { now: NOW });
      expect(report.vendor?.name ?? null).toBe(recognizedAs);
    }
  }
});
