import type { Machine } from '../machine.ts';
import { type Chart, chartOf } from './chart.ts';
import {
  DIMENSIONS,
  type Dimension,
  LIMIT,
  type Line,
  noiseOf,
  QUANTITIES,
  type Quantity,
} from './plan.ts';
import { type Growth, growthOf, isWithin } from './statistics.ts';
import { bytes, counted, seconds } from './units.ts';

interface Words {
  readonly heading: string;
  readonly sizes: string;
  readonly about: string;
  readonly costs: Readonly<Record<Quantity, string>>;
  writeSize(size: number): string;
}

const PER_CALL = { time: 'time per call', memory: 'memory per call' };

const WORDS: Readonly<Record<Dimension, Words>> = {
  payload: {
    heading: 'Payload',
    sizes: 'size of the payload',
    about:
      'One text in the `userData` of a Convrs user, and the payload as long as the heading of the column says; signer and verifier are prepared.',
    costs: PER_CALL,
    writeSize: bytes,
  },
  rows: {
    heading: 'Rows of `agentData`',
    sizes: 'rows of agentData',
    about:
      'Texts and dates in turn, in the `agentData` of a Convrs user; signer and verifier are prepared.',
    costs: PER_CALL,
    writeSize: counted,
  },
  keys: {
    heading: 'Keys in the ring',
    sizes: 'keys in the ring',
    about:
      'The first key signs; the token that is verified was signed with the last. Without a `kid` (Convrs) each key is tried, with one (Zendesk) only the key that it names. The one-shot call reads the whole ring each time, the others did so when they were prepared.',
    costs: PER_CALL,
    writeSize: counted,
  },
  tenants: {
    heading: 'Tenants',
    sizes: 'tenants',
    about:
      'One-shot calls, one for each tenant, each with a secret that the process has not seen before. The time is that of all the calls together; the memory is what is still held when all are done and the garbage is collected: the secrets that were checked, of which 10,000 are kept, each with its imported key and last header. Below 0.3 MB it is noise, and below 0 garbage of before went meanwhile.',
    costs: { time: 'time for all', memory: 'memory held after all' },
    writeSize: counted,
  },
};

/** Seconds or bytes, as they are written. */
function written(quantity: Quantity, cost: number): string {
  return quantity === 'time' ? seconds(cost) : bytes(cost);
}

/** How each line grows. */
export function judge(lines: readonly Line[]): (Line & { readonly growth: Growth })[] {
  return lines.map((line) => ({ ...line, growth: growthOf(line.points, noiseOf(line)) }));
}

/** What is wrong: each line that grows faster than it may. */
export function tooFast(lines: readonly Line[], limit: number): string[] {
  return judge(lines)
    .filter(({ growth }) => !isWithin(growth, limit))
    .map(
      (line) =>
        `${nameOf(line)} grows with an exponent of ${exponents(line.growth)}; the most is ${limit.toFixed(2)}`,
    );
}

function nameOf({ dimension, call, quantity }: Line): string {
  return `${quantity} against ${WORDS[dimension].sizes} (${call})`;
}

/** Two places, and no minus before a nought. */
function power(exponent: number): string {
  return exponent.toFixed(2).replace(/^-(?=0\.00$)/, '');
}

/** Both exponents. */
export function exponents({ exponent, atEnd }: Growth): string {
  return `${power(exponent)}, at the end ${power(atEnd)}`;
}

/** The name of a chart's file, in `docs/benchmarks/`. */
export function chartFile(dimension: Dimension): string {
  return `growth-${dimension}.svg`;
}

/** The chart of a dimension. */
export function chartOfDimension(dimension: Dimension, lines: readonly Line[]): string {
  const { sizes, costs, writeSize } = WORDS[dimension];
  const own = lines.filter((line) => line.dimension === dimension);
  const chart: Chart = {
    title: titleOf(dimension),
    description: own.map((line) => inWords(line)).join(' '),
    panels: QUANTITIES.map((quantity) => ({
      title: costs[quantity],
      sizes,
      writeSize,
      writeCost: (cost) => written(quantity, cost),
      lines: own
        .filter((line) => line.quantity === quantity)
        .map(({ call, points }) => ({ name: call, points })),
    })),
  };
  return chartOf(chart);
}

function titleOf(dimension: Dimension): string {
  return `Time and memory against ${WORDS[dimension].sizes}`;
}

/** A line's ends in words. */
export function inWords({ dimension, call, quantity, points }: Line): string {
  const { costs, sizes, writeSize } = WORDS[dimension];
  const ends = [points.at(0), points.at(-1)].flatMap((point) =>
    point === undefined ? [] : [`${written(quantity, point.cost)} at ${writeSize(point.size)}`],
  );
  return `${call}, ${costs[quantity]} against ${sizes}: ${ends.join(', ')}.`;
}

/** The page of a run, for docs/growth.md. */
export function pageOf(
  lines: readonly Line[],
  { date, library, processor, node }: Machine,
): string {
  return `# Growth

What signing and verifying cost as a payload, its rows, a ring of keys and the number of tenants grow, and that this is at most linear. This page and its charts are written by

\`\`\`sh
npm run bench:growth
\`\`\`

which fails where an exponent is above ${LIMIT.toFixed(2)}. With \`-- --short\` it measures less, writes nothing, and fails only on a gross miss. Last run: ${date}, chat-token at ${library}, ${node}, ${processor}.

${DIMENSIONS.map((dimension) => section(dimension, lines)).join('\n\n')}

## How it is measured

Everything runs on the built library, as it is published. Time: calls one after the other, in batches of some milliseconds; in each round every size has its turn, in another order, and the median of all rounds is taken. Memory of a call: what JavaScript holds, its buffers included, after some calls and before any garbage is collected, less what it held before, by the number of calls; the process has a young generation so large that nothing is collected meanwhile. Tenants: a process of its own for each number, warmed up with another tenant, and the median of several processes.

The exponent is the slope of the line that fits the logarithms of size and cost best (least squares): 1 is linear, 2 is quadratic, 0 does not grow. The smallest size is taken off from both, for what every call costs would hide how the rest grows, and so is left out what adds less than a tenth to it, or holds less than 64 kB after all tenants. "At the end" is the same from half of the largest size to the largest, of the whole cost: it shows what begins to grow late.
`;
}

function section(dimension: Dimension, lines: readonly Line[]): string {
  const { heading, about } = WORDS[dimension];
  const own = judge(lines.filter((line) => line.dimension === dimension));
  return `## ${heading}

${about} ${verdict(own)}

![${titleOf(dimension)}](benchmarks/${chartFile(dimension)})

${table(dimension, own)}`;
}

function verdict(own: readonly (Line & { readonly growth: Growth })[]): string {
  const most = Math.max(...own.flatMap(({ growth }) => [growth.exponent, growth.atEnd]));
  return most <= LIMIT
    ? `At most linear, as far as can be measured: no exponent is above ${power(most)}, and up to ${LIMIT} counts.`
    : `Not linear: the highest exponent is ${power(most)}.`;
}

function table(dimension: Dimension, own: readonly (Line & { readonly growth: Growth })[]): string {
  const { costs, writeSize } = WORDS[dimension];
  const sizes = own.at(0)?.points.map(({ size }) => writeSize(size)) ?? [];
  const rows = own.map(({ call, quantity, points, growth }) => [
    `${call}, ${costs[quantity]}`,
    ...points.map(({ cost }) => written(quantity, cost)),
    power(growth.exponent),
    power(growth.atEnd),
  ]);
  return [
    ['', ...sizes, 'exponent', 'at the end'],
    ['---', ...sizes.map(() => '--:'), '--:', '--:'],
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
