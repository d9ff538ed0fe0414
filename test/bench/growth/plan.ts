import { median, type Point } from './statistics.ts';

/** What grows. */
export type Dimension = 'payload' | 'rows' | 'keys' | 'tenants';

/** What is measured: seconds, or bytes. */
export type Quantity = 'time' | 'memory';

/** The measurements of one call at one size. */
export interface Sample {
  readonly dimension: Dimension;
  readonly call: string;
  readonly size: number;
  /** Seconds or bytes, of each round. */
  readonly costs: readonly number[];
}

/** A line of a chart. */
export interface Line {
  readonly dimension: Dimension;
  readonly call: string;
  readonly quantity: Quantity;
  readonly points: readonly Point[];
}

/** What grows, from its least to its most. */
export const SIZES: Readonly<Record<Dimension, readonly number[]>> = {
  payload: [200, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000],
  rows: [1, 2, 4, 8, 16, 32, 64, 125, 250, 500, 1000],
  keys: [1, 2, 3, 4, 5, 6, 8, 10],
  tenants: [1, 3, 10, 30, 100, 300, 1000, 2500, 5000, 10_000],
};

/** Every dimension, in the order of the page. */
export const DIMENSIONS: readonly Dimension[] = ['payload', 'rows', 'keys', 'tenants'];

/** Both quantities, in the order of the page. */
export const QUANTITIES: readonly Quantity[] = ['time', 'memory'];

/** Linear, and what a measurement of it may be off by. */
export const LIMIT = 1.15;

/** In short: what misses it by far, so that noise stops nobody. */
export const SHORT_LIMIT: number = 1 / 0.6;

/** What the heap of a process that does nothing is seen to vary by, in bytes. */
const HEAP_NOISE = 64_000;

/** What may come and go whatever the size: only what is held after all is done has such a thing. */
export function noiseOf({ dimension, quantity }: Line): number {
  return dimension === 'tenants' && quantity === 'memory' ? HEAP_NOISE : 0;
}

/** The medians of measurements, as the lines that they are on. */
export function linesOf(quantity: Quantity, samples: readonly Sample[]): Line[] {
  const lines = new Map<string, Line & { points: Point[] }>();
  for (const { dimension, call, size, costs } of samples) {
    const name = `${dimension} ${call}`;
    const line = lines.get(name) ?? { dimension, call, quantity, points: [] };
    line.points.push({ size, cost: median(costs) });
    lines.set(name, line);
  }
  return [...lines.values()];
}
