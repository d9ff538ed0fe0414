import { quantile as quantileOf } from '../ratios.ts';

/** The middle of some figures, and how far apart the middle half of them lies. */
export interface Spread {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/** What something costs at a size. */
export interface Point {
  readonly size: number;
  readonly cost: number;
}

/** How a cost grows with the size: 1 is linear, 0 is not at all. */
export interface Growth {
  /** Of what comes on top of the smallest size's cost, by least squares on logarithms. */
  readonly exponent: number;
  /** Of the whole cost, from half of the largest size to the largest. */
  readonly atEnd: number;
}

/** The same, and not a number where there are no values. */
function quantile(values: readonly number[], part: number): number {
  return values.length === 0 ? Number.NaN : quantileOf(values, part);
}

/** The median; not a number where there are no values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Median and quartiles. */
export function spreadOf(values: readonly number[]): Spread {
  return {
    lower: quantile(values, 0.25),
    median: median(values),
    upper: quantile(values, 0.75),
  };
}

/** Values less those that were measured beside them: what slows both is taken off. */
export function differences(values: readonly number[], beside: readonly number[]): number[] {
  if (values.length !== beside.length) throw new Error('The measurements are not in pairs.');
  return values.map((value, index) => value - (beside[index] ?? Number.NaN));
}

/** The slope of the least-squares line through points. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const along = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const square = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return along / square;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What does not add a tenth to the cost of the smallest size cannot be told from noise. */
const TOLD_APART = 0.1;

/**
 * How the cost grows, of points in the order of their sizes. The smallest size's cost is taken off,
 * and its size with it: what every call costs would make any growth look smaller than it is.
 * `noise` is what may come and go at any size.
 */
export function growthOf(points: readonly Point[], noise = 0): Growth {
  const first = points.at(0);
  const last = points.at(-1);
  const half = points.findLast(({ size }) => size <= (last?.size ?? 0) / 2);
  if (first === undefined || last === undefined || half === undefined) {
    throw new Error('To say how a cost grows takes a size, and another of at most its half.');
  }
  const least = Math.max(noise, TOLD_APART * first.cost);
  const grown = points
    .map(({ size, cost }) => [size - first.size, cost - first.cost] as const)
    .filter(([, cost]) => cost > least);
  const logarithms = grown.map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const whole = ({ cost }: Point) => Math.log(Math.max(cost, least));
  return {
    exponent: logarithms.length < 2 ? 0 : slope(logarithms),
    atEnd: (whole(last) - whole(half)) / Math.log(last.size / half.size),
  };
}

/** Whether the growth stays at or below an exponent; what is not a number does not. */
export function isWithin({ exponent, atEnd }: Growth, limit: number): boolean {
  return exponent <= limit && atEnd <= limit;
}
