/** The arithmetic of the benchmarks, with made-up figures. */
import { describe, expect, test } from 'vitest';
import { addedBy, tooSlow } from './cold/cold.ts';
import { SIZES, tooFast } from './growth/growth.ts';
import { ratioText } from './report.ts';
import {
  judge,
  judgeAll,
  type Measured,
  speedRatio,
  TARGETS,
  type Target,
} from './speed/targets.ts';
import { growthOf, isWithin, quantile } from './statistics.ts';

type Row = [Measured['kind'], string, Measured['key'], number[]];
const measured = (...[kind, name, key, rounds]: Row): Measured => ({ kind, name, key, rounds });

const OURS = ['createChatTokenSigner', 'signChatToken', 'createChatTokenVerifier'];
const MEASURED = [
  ...OURS.map((name) => measured('ours', name, 'string', [20, 20, 40])),
  measured('bare', 'crypto.subtle.sign', 'CryptoKey', [10, 10, 20]),
  measured('webcrypto', 'jose SignJWT', 'Uint8Array', [50, 50, 100]),
  measured('webcrypto', 'jose jwtVerify', 'CryptoKey', [30, 30, 60]),
  measured('blocking', 'jsonwebtoken', 'string', [400, 400, 800]),
];
const reportOn = (runtime: string) => ({
  runtime,
  cases: TARGETS.map(({ operation, size, inFlight }) => ({
    operation,
    size,
    inFlight,
    measured: MEASURED,
  })),
});

describe('rounds', () => {
  test('quantiles are interpolated', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([3, 1, 2], 0.25)).toBe(1.5);
    expect(() => quantile([], 0.5)).toThrow('no values');
  });

  test('ratios are taken within each round', () => {
    const ours = measured('ours', 'ours', 'string', [10, 100, 30]);
    const other = measured('bare', 'other', 'string', [20, 200, 30]);
    expect(speedRatio(ours, other)).toStrictEqual({ low: 1.5, median: 2, high: 2 });
    expect(() => speedRatio(ours, { ...other, rounds: [1] })).toThrow('not paired');
  });
});

describe('speed', () => {
  const verdictOn = (atLeast: number, isOpponent: Target['isOpponent']) =>
    judge(
      { ...CASE, ours: 'createChatTokenSigner', against: 'some', isOpponent, atLeast },
      reportOn('Node.js 20.20.2'),
    );
  const CASE = { operation: 'sign', size: 'small', inFlight: 1 } as const;
  const isBare: Target['isOpponent'] = ({ kind }) => kind === 'bare';

  test.each([
    [0.5, true, false],
    [0.51, false, false],
    [0.5 / 0.61, false, false],
    [0.5 / 0.59, false, true],
  ])('half as fast, with a target of %d', (atLeast, isReached, isGrossMiss) => {
    expect(verdictOn(atLeast, isBare)).toMatchObject({ isReached, isGrossMiss });
  });

  test('the fastest opponent counts, and one must have been measured', () => {
    const { opponent, ratio } = verdictOn(1, ({ kind }) => kind === 'webcrypto');
    expect(opponent.key).toBe('CryptoKey');
    expect(ratio.median).toBe(1.5);
    expect(() => verdictOn(1, () => false)).toThrow('was not measured');
  });

  test('a target for one Node.js applies to no other runtime', () => {
    expect(judgeAll(reportOn('Node.js 20.20.2'))).toHaveLength(TARGETS.length);
    const general = TARGETS.filter(({ nodeMajor }) => nodeMajor === undefined).length;
    for (const runtime of ['Node.js 22.1.0', 'Deno 2.0.0', 'Bun 1.20.0']) {
      expect(judgeAll(reportOn(runtime))).toHaveLength(general);
    }
  });
});

describe('growth', () => {
  const pointsOf = (costAt: (size: number) => number) =>
    SIZES.rows.map((size) => ({ size, cost: costAt(size) }));

  test.each<[string, number, (size: number) => number]>([
    ['constant', 0, () => 40],
    ['linear above a fixed cost', 1, (size) => 400 + size],
    ['quadratic', 2, (size) => size ** 2],
    ['quadratic, below the noise', 0, (size) => size ** 2 / 1e8],
  ])('%s: exponent %d', (_, exponent, costAt) => {
    expect(growthOf(pointsOf(costAt), 1).exponent).toBeCloseTo(exponent, 0);
  });

  test.each<[string, boolean, (size: number) => number]>([
    ['linear with noise', true, (size) => (100 + 3 * size) * (size % 4 === 0 ? 1.1 : 1)],
    ['n log n', false, (size) => size * Math.log2(size + 1)],
    ['quadratic at the end', false, (size) => 1000 * size + 2 * size ** 2],
    ['not measured', false, () => Number.NaN],
  ])('%s is within the limit: %s', (_, expected, costAt) => {
    expect(isWithin(growthOf(pointsOf(costAt)), 1.15)).toBe(expected);
    const line = { dimension: 'rows', call: 'sign', quantity: 'time' } as const;
    expect(tooFast([{ ...line, points: pointsOf(costAt) }], 1.15)).toHaveLength(expected ? 0 : 1);
  });
});

describe('cold start', () => {
  const comparison = (ours: number[], jose: number[]) => ({
    title: 'Node.js',
    ours,
    jose,
    nothing: [1, 2, 3],
  });

  test('what is added is taken within each round', () => {
    const { ours, jose, ratio } = addedBy(comparison([2, 3, 5], [3, 4, 5]));
    expect(ours).toStrictEqual({ low: 1, median: 1, high: 1.5 });
    expect([jose.median, ratio]).toStrictEqual([2, 0.5]);
  });

  test.each<[string, number[], number[], boolean, boolean]>([
    ['the same', [3, 4, 5], [3, 4, 5], false, false],
    ['more', [4, 5, 6], [3, 4, 5], true, false],
    ['twice', [5, 6, 7], [3, 4, 5], true, true],
    ['twice, with overlapping quartiles', [1, 6, 9], [3, 4, 9], true, false],
    ['unclear', [2, 3, 4], [1, 2, 3], true, false],
  ])('%s', (_, ours, jose, fails, failsInShort) => {
    const those = [comparison(ours, jose)];
    expect(tooSlow(those, false)).toHaveLength(fails ? 1 : 0);
    expect(tooSlow(those, true)).toHaveLength(failsInShort ? 1 : 0);
  });
});

test('ratios are cut off, and never look better than they are', () => {
  expect([0.7499, 0.29, 12].map(ratioText)).toStrictEqual(['0.74', '0.29', '12.00']);
});
