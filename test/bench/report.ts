/** How the benchmarks write figures, tables and reports. */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import type { Spread } from './statistics.ts';

/** How much a run measures. */
export interface Options {
  /** Measures briefly, on this Node.js alone, and fails only on a gross miss. */
  readonly isShort: boolean;
  /** Measures speed on every runtime. */
  readonly isAll: boolean;
}

/** The answer to one of the questions. */
export interface Answer {
  /** Markdown that also reads well in a terminal. */
  readonly report: string;
  /** What fails the run. */
  readonly problems: readonly string[];
}

/** Returns a Markdown table with aligned columns; numbers are aligned to the right. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, index) =>
    Math.max(heading.length, ...rows.map((cells) => (cells[index] ?? '').length)),
  );
  const padded = (cell: string, width = 0) =>
    /^-?\d/.test(cell) ? cell.padStart(width) : cell.padEnd(width);
  return [headings, widths.map((width) => '-'.repeat(width)), ...rows]
    .map((cells) => `| ${cells.map((cell, index) => padded(cell, widths[index])).join(' | ')} |`)
    .join('\n');
}

/** Writes a ratio with two decimals, cut off: a figure never looks better than it is. */
export function ratioText(ratio: number): string {
  // 0.29 * 100 is slightly less than 29.
  return Number.isNaN(ratio) ? 'unclear' : (Math.floor(ratio * 100 + 1e-9) / 100).toFixed(2);
}

/** Returns two cells: the median, and the quartiles. */
export function spreadCells(spread: Spread, write: (value: number) => string): string[] {
  return [write(spread.median), `${write(spread.low)} to ${write(spread.high)}`];
}

/** Writes seconds in the unit that reads best. */
export function secondsText(seconds: number): string {
  if (Math.abs(seconds) < 0.001) return `${digits(seconds * 1_000_000)} µs`;
  return Math.abs(seconds) < 1 ? `${digits(seconds * 1000)} ms` : `${digits(seconds)} s`;
}

export function bytesText(bytes: number): string {
  return Math.abs(bytes) < 1_000_000 ? `${digits(bytes / 1000)} kB` : `${digits(bytes / 1e6)} MB`;
}

function digits(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(value);
}

/** Names the commit, this Node.js and the processor. */
export function environmentText(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const isChanged = git('status', '--porcelain', '--', 'src') !== '';
  const commit = `${git('rev-parse', '--short=12', 'HEAD')}${isChanged ? ' with changes' : ''}`;
  const processors = cpus();
  const processor = `${processors.at(0)?.model.trim() ?? 'unknown processor'}, ${processors.length} threads`;
  return `chat-token at ${commit}, Node.js ${process.versions.node}, ${processor}`;
}
