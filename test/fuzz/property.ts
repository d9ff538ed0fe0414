/**
 * Properties that hold for whatever is generated. In `npm test` each is tried a fixed number of times;
 * The configuration in this folder repeats that with one seed after the other until the time is over, so that whatever
 * it finds is found again by FUZZ_SEED=… and `npx vitest run test/fuzz`.
 */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { changesSince, sharedMembers } from './prototypes.ts';

/** The result of a property, for the report. */
export interface FuzzResult {
  /** The first seed; each further round takes the next. */
  readonly seed: number;
  /** How many values were tried, up to the first failure. */
  runs: number;
  /** The seed of the round that failed. */
  failedSeed?: number;
}

declare module 'vitest' {
  interface TaskMeta {
    fuzz?: FuzzResult;
  }
}

const { FUZZ_SEED, FUZZ_SECONDS = '0' } = process.env;

/** One for all properties of a file. */
const SEED = FUZZ_SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(FUZZ_SEED);

/** Whether a counterexample is made smaller, which can take minutes. The report of a failure has its seed. */
const IS_REPEATED = FUZZ_SEED !== undefined;

/** How long the properties of a file go on together; 0 is one round. */
const FILE_SECONDS = Number(FUZZ_SECONDS);

/** Time besides the rounds: for the last one, and for shrinking a counterexample. */
const SPARE_SECONDS = 120;

const results: FuzzResult[] = [];

/** Declares a property, tried `runs` times in each round. */
export function holds<Values>(name: string, runs: number, property: fc.IRawProperty<Values>): void {
  const result: FuzzResult = { seed: SEED, runs: 0 };
  results.push(result);
  test(name, { timeout: 1000 * (FILE_SECONDS + SPARE_SECONDS) }, async ({ task }) => {
    task.meta.fuzz = result;
    const end = Date.now() + (1000 * FILE_SECONDS) / results.length;
    let seed = SEED;
    do {
      await tryRound(property, { seed, numRuns: runs }, result);
      seed = (seed + 1) % 2 ** 31;
      // The test runner wants to hear of the worker in between.
      await new Promise((resolve) => setImmediate(resolve));
    } while (Date.now() < end);
  });
}

async function tryRound<Values>(
  property: fc.IRawProperty<Values>,
  options: { readonly seed: number; readonly numRuns: number },
  result: FuzzResult,
): Promise<void> {
  const before = sharedMembers();
  const details = await fc.check(property, { ...options, endOnFailure: !IS_REPEATED });
  result.runs += details.numRuns;
  if (details.failed) {
    result.failedSeed = options.seed;
    const report = await fc.asyncDefaultReportMessage(details);
    throw new Error(report, { cause: details.errorInstance });
  }
  expect(changesSince(before), 'what all objects share').toStrictEqual([]);
}

afterAll(() => {
  const runs = results.reduce((sum, result) => sum + result.runs, 0);
  const { testPath = '' } = expect.getState();
  const name = testPath.slice(testPath.lastIndexOf('/') + 1);
  process.stdout.write(
    `fuzz: FUZZ_SEED=${SEED} ${name}, ${results.length} properties, ${runs} runs\n`,
  );
});
