import { differences, type Spread, spreadOf } from '../growth/statistics.ts';

/** What was measured of a subject: seconds, of each round. */
export interface Measured {
  readonly name: string;
  readonly costs: readonly number[];
}

/** Two libraries, and a process that imports neither, measured in the same rounds. */
export interface Comparison {
  /** The runtime, and how the library comes there: `Node.js, installed`. */
  readonly where: string;
  /** `import`, for instance. */
  readonly what: string;
  /** Whether it must not cost more than jose; else it is shown beside what must not. */
  readonly isGate: boolean;
  readonly ours: Measured;
  readonly jose: Measured;
  readonly nothing: Measured;
}

/** What is loaded of a package. */
export interface Loaded {
  readonly name: string;
  readonly modules: number;
  readonly bytes: number;
}

/** What each of the two adds to a process, and how much ours is of jose's. */
export interface Added {
  readonly ours: Spread;
  readonly jose: Spread;
  /** No number where jose adds nothing that can be seen. */
  readonly ratio: number;
}

/** As much as jose, and no more. */
export const LIMIT = 1;

/** In short: what misses it by far, so that noise stops nobody. */
const SHORT_LIMIT: number = 1 / 0.6;

/** What is added, round by round, over the process that imports neither. */
export function addedBy({ ours, jose, nothing }: Comparison): Added {
  const own = spreadOf(differences(ours.costs, nothing.costs));
  const its = spreadOf(differences(jose.costs, nothing.costs));
  return {
    ours: own,
    jose: its,
    ratio: its.median > 0 ? Math.max(0, own.median / its.median) : Number.NaN,
  };
}

/** What is wrong: each ratio above what is to be reached. */
export function tooDear(comparisons: readonly Comparison[]): string[] {
  return gatesOf(comparisons)
    .filter(({ ratio }) => ratio > LIMIT)
    .map((gate) => excess(gate, LIMIT));
}

/** In short: each ratio far above it, where the middle halves of what was measured lie apart. */
export function farTooDear(comparisons: readonly Comparison[]): string[] {
  return gatesOf(comparisons)
    .filter((gate) => {
      const { ours, jose, ratio } = addedBy(gate);
      return ratio > SHORT_LIMIT && ours.lower > jose.upper;
    })
    .map((gate) => excess(gate, SHORT_LIMIT));
}

function excess({ where, what, ratio }: Gate, limit: number): string {
  return `${where}, ${what}: ${ratio.toFixed(2)} of what jose adds; the most is ${limit.toFixed(2)}`;
}

/** What cannot be told, for jose seems to add nothing. */
export function untold(comparisons: readonly Comparison[]): string[] {
  return gatesOf(comparisons)
    .filter(({ ratio }) => Number.isNaN(ratio))
    .map(
      ({ where, what }) =>
        `${where}, ${what}: jose adds nothing that can be measured. Is the machine busy?`,
    );
}

/** A comparison that is held to a limit, and its ratio. */
export interface Gate extends Comparison {
  readonly ratio: number;
}

/** Those that are held to a limit. */
export function gatesOf(comparisons: readonly Comparison[]): Gate[] {
  return comparisons
    .filter(({ isGate }) => isGate)
    .map((comparison) => ({ ...comparison, ratio: addedBy(comparison).ratio }));
}

/** What is wrong: a way to import the library that loads more modules than jose's. */
export function tooMany(own: readonly Loaded[], jose: Loaded): string[] {
  return own
    .filter(({ modules }) => modules > jose.modules)
    .map(({ name, modules }) => `${name} loads ${modules} modules, and jose ${jose.modules}`);
}

/** Runs each action once in each round, each round beginning with another; gives each its results. */
export function interleaved<T>(actions: readonly (() => T)[], rounds: number): T[][] {
  const results: T[][] = actions.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < actions.length; turn++) {
      const index = (round + turn) % actions.length;
      const action = actions[index];
      if (action !== undefined) results[index]?.push(action());
    }
  }
  return results;
}
