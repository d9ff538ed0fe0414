import type { Contestant, Measured } from './report.ts';

/** A ratio over the rounds: its median, and the quartiles that half of the rounds lie between. */
export interface Ratio {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** The value below which a share of the values lies, with those beside it in proportion. */
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

/**
 * How many times as fast the one is as the other. Each round gives a ratio of its own, so that what
 * slows a whole round down slows both sides of it.
 */
export function speedRatio(one: Measured, other: Measured): Ratio {
  if (one.rounds.length !== other.rounds.length) throw new Error('The rounds are not paired.');
  const ratios = one.rounds.map((time, round) => (other.rounds[round] ?? Number.NaN) / time);
  return { low: quantile(ratios, 0.25), median: median(ratios), high: quantile(ratios, 0.75) };
}

/** The one that the others are held against: WebCrypto's own call over bytes made before. */
export function bareOf(measured: readonly Measured[]): Measured | undefined {
  return measured.find(isBare);
}

export function isBare({ kind }: Contestant): boolean {
  return kind === 'bare';
}
