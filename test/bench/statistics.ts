/** The arithmetic of the benchmarks: quartiles, paired rounds and growth. */

/** Below this share of a target, a miss is gross: noise does not explain it. */
export const GROSS = 0.6;

/** The median and the quartiles around it. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Returns the value below which a share of the values lies, interpolated. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new Error('There are no values.');
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function spreadOf(values: readonly number[]): Spread {
  return { low: quantile(values, 0.25), median: median(values), high: quantile(values, 0.75) };
}

/** Combines values of the same round, so that what slows a whole round affects both sides. */
export function pairwise(
  ones: readonly number[],
  others: readonly number[],
  combine: (one: number, other: number) => number,
): number[] {
  if (ones.length !== others.length) throw new Error('The rounds are not paired.');
  return ones.map((one, round) => combine(one, others[round] ?? Number.NaN));
}

/** Returns a random order for a round, so that no contestant always follows the same one. */
export function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

/** The cost of a call at a size. */
export interface Point {
  readonly size: number;
  readonly cost: number;
}

/** Growth of a cost with the size: 1 is linear, 0 is constant. */
export interface Growth {
  /** Log-log slope of what is added to the cost of the smallest size, by least squares. */
  readonly exponent: number;
  /** Log-log slope of the whole cost from half of the largest size to the largest. */
  readonly atEnd: number;
}

/** An increase by less than this share of the smallest size's cost is noise. */
const NOISE_SHARE = 0.1;

/**
 * Returns how the cost grows over points in the order of their sizes. Subtracts the smallest size and
 * its cost, because the fixed cost of a call would hide the growth. `noise` is an absolute minimum.
 */
export function growthOf(points: readonly Point[], noise = 0): Growth {
  const first = points.at(0);
  const last = points.at(-1);
  const half = points.findLast(({ size }) => size <= (last?.size ?? 0) / 2);
  if (first === undefined || last === undefined || half === undefined) {
    throw new Error('Growth needs a size and another of at most half of it.');
  }
  const least = Math.max(noise, NOISE_SHARE * first.cost);
  const logarithms = points
    .map(({ size, cost }) => [size - first.size, cost - first.cost] as const)
    .filter(([, cost]) => cost > least)
    .map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const whole = ({ cost }: Point) => Math.log(Math.max(cost, least));
  return {
    exponent: logarithms.length < 2 ? 0 : slope(logarithms),
    atEnd: (whole(last) - whole(half)) / Math.log(last.size / half.size),
  };
}

/** Returns whether both exponents are at most `limit`; NaN is not. */
export function isWithin({ exponent, atEnd }: Growth, limit: number): boolean {
  return exponent <= limit && atEnd <= limit;
}

/** Returns the slope of the least-squares line through the points. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const along = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return along / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
